"""What a search asks for is lit in the text of an article, over what is there already."""

from __future__ import annotations

from reader.query import parse
from reader.tui.blocks import Paragraph
from reader.tui.find import lit
from reader.tui.rows import no_spans


def test_the_words_of_a_search_are_lit_in_every_paragraph() -> None:
    blocks = [Paragraph("Deep learning", "text"), Paragraph("Nothing", "text"), Paragraph("a lab, deeply", "code")]
    shown = [block for block in lit(blocks, parse("lab deep").spans) if isinstance(block, Paragraph)]
    assert [block.spans for block in shown] == [((0, 4, "hit"),), (), ((2, 5, "hit"), (7, 11, "hit"))]


def test_a_hit_lies_over_a_link_and_leaves_the_rest_of_it() -> None:
    (block,) = lit([Paragraph("see the lab now", "text", ((4, 15, "link"),))], parse("lab").spans)
    assert isinstance(block, Paragraph)
    assert block.spans == ((4, 8, "link"), (8, 11, "hit"), (11, 15, "link"))


def test_without_a_search_nothing_is_made_anew() -> None:
    blocks = [Paragraph("Deep learning", "text")]
    assert lit(blocks, no_spans) is blocks
