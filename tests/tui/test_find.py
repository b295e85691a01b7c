"""What a search asks for is lit in the text of an article, over what is there already."""

from __future__ import annotations

from pathlib import Path

from reader.query import parse
from reader.tui.blocks import Paragraph
from reader.tui.find import lit
from reader.tui.rows import no_spans
from tests.tui.running import Running, sitting, write_news


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


def test_while_one_finds_in_an_article_the_bottom_line_offers_what_does_something_there(tmp_path: Path) -> None:
    write_news(tmp_path / "news", {"One": "2026-11-19"})
    with (tmp_path / "news" / "one.md").open("a") as file:
        file.write("A lab, another lab.\n")

    async def does(run: Running) -> None:
        await run.press("/")
        assert run.bottom == "Enter keep  Esc undo  Tab complete  ↑ older  ctrl+s save"
        await run.press("escape", "enter", "/")
        assert run.bottom == "Enter keep  Esc undo  ↑/↓ hits"
        await run.type("lab")
        await run.press("down")
        assert run.bottom.startswith("2 of 2: “lab”")

    sitting(tmp_path, tmp_path / "news", does)
