"""Blocks of text as lines of a width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.tui import cells
from reader.tui.blocks import Blank, Block, Drawn, Layout, Paragraph, lay_out, runs
from reader.tui.line import text_of
from tests.tui.making import WORDS, mixed, widest

one_line = mixed.map(lambda text: text.replace("\n", " "))
code = st.lists(st.text("ab =\u6f22", max_size=40), max_size=5).map("\n".join)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    verbatim = draw(st.booleans())
    text = draw(code if verbatim else one_line)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = tuple(
        (a, b, style) for (a, b), style in zip(zip(edges[::2], edges[1::2], strict=False), "xyzw", strict=False)
    )
    mark = draw(st.sampled_from(("", "· ", "12. ", "│ │ · ")))
    return Paragraph(text, "text", spans, mark, " " * len(mark), verbatim)


drawings = st.integers(0, 3).map(
    lambda count: Drawn(lambda width: [[("=" * width, "faint")]] * count, choice=count or None)
)
documents = st.lists(paragraphs() | drawings | st.just(Blank()), max_size=6)
widths = st.integers(1, 60)


@given(documents, widths)
@example([Paragraph("हिन्दी", "text")], 1)  # a letter with its vowel sign takes two cells
def test_every_line_fits(blocks: list[Block], width: int) -> None:
    for placed in lay_out(blocks, width).lines:
        block = blocks[placed.block]
        too_wide = isinstance(block, Paragraph) and widest(block.text) > max(1, width - width // 2)
        assert cells.width(text_of(placed.line)) <= width or too_wide


@given(documents, widths)
def test_no_character_is_lost_but_spaces_at_breaks(blocks: list[Block], width: int) -> None:
    layout = lay_out(blocks, width)
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            shown = "".join(
                text
                for placed in layout.lines
                if placed.block == number
                for text, style in placed.line
                if style != "faint"
            )
            assert "".join(shown.split()) == "".join(block.text.split())
            if block.verbatim:
                assert shown == block.text.replace("\n", "")


@given(documents, widths, widths, st.data())
def test_the_line_at_the_top_keeps_its_first_character(
    blocks: list[Block], one: int, other: int, data: st.DataObject
) -> None:
    before, after = lay_out(blocks, one), lay_out(blocks, other)
    if not before.lines:
        return
    line = data.draw(st.integers(0, len(before.lines) - 1))
    assert before.line_of(before.place(line)) == line
    block, offset = before.place(line)
    found = after.line_of((block, offset))
    placed = after.lines[found]
    assert (placed.block, placed.offset) <= (block, offset)
    if found + 1 < len(after.lines):
        following = after.lines[found + 1]
        assert (following.block, following.offset) > (block, offset)
    if any(each.block == block for each in after.lines):
        assert placed.block == block
    # And back again: there and back loses at most what stood on the line before that character.
    assert before.line_of(after.place(found)) <= line


@given(documents, widths)
def test_places_grow_from_top_to_bottom(blocks: list[Block], width: int) -> None:
    layout = lay_out(blocks, width)
    assert all(one < other for one, other in pairwise((placed.block, placed.offset) for placed in layout.lines))


@given(documents, widths)
def test_each_choice_knows_its_lines(blocks: list[Block], width: int) -> None:
    layout = lay_out(blocks, width)
    wanted = [number for number, block in enumerate(blocks) if isinstance(block, Drawn) and block.choice is not None]
    assert [number for number, _line, _count in layout.choices] == wanted
    for number, line, count in layout.choices:
        assert [placed.block for placed in layout.lines[line : line + count]] == [number] * count
        assert sum(placed.block == number for placed in layout.lines) == count


def test_an_empty_page_has_a_place() -> None:
    layout = lay_out([], 40)
    assert layout == Layout(40, (), [], [])
    assert layout.place(0) == layout.place(7) == (0, 0)
    assert layout.line_of((3, 9)) == 0
    assert layout.text() == ""


def test_places_beyond_the_ends_are_the_ends() -> None:
    layout = lay_out([Paragraph("one two three")], 5)
    assert layout.text() == "one\ntwo\nthree"
    assert layout.place(-4) == (0, 0)
    assert layout.place(99) == (0, 8)
    assert layout.line_of((0, 5)) == 1
    assert layout.line_of((9, 0)) == 2


def test_prefixes_stand_before_first_and_other_lines() -> None:
    layout = lay_out([Paragraph("one two three four", first="· ", rest="  ")], 12)
    assert layout.text() == "· one two\n  three four"
    assert layout.lines[0].line[0] == ("· ", "faint")


def test_deep_nesting_leaves_the_text_half_of_the_line() -> None:
    deep = Paragraph("one two three", first="│ " * 20 + "· ", rest="│ " * 20 + "  ")
    assert lay_out([deep], 20).text() == "│ │ │ │ · one two\n│ │ │ │   three"
    assert lay_out([deep], 1).lines[0].line == [("o", "text")]


def test_code_keeps_its_lines_and_spaces_and_is_cut_where_too_long() -> None:
    block = Paragraph("if x:\n        return  y\n\nend", "code", first="  ", rest="  ", verbatim=True)
    assert lay_out([block], 40).text() == "  if x:\n          return  y\n\n  end"
    assert lay_out([block], 12).text() == "  if x:\n          re\n  turn  y\n\n  end"


def test_spans_go_with_their_text() -> None:
    block = Paragraph("plain strong plain", "text", ((6, 12, "strong"),))
    assert lay_out([block], 9).lines[1].line == [("strong", "strong")]
    assert runs(block, 0, 18) == [("plain ", "text"), ("strong", "strong"), (" plain", "text")]
    assert runs(block, 8, 10) == [("ro", "strong")]
    assert runs(block, 12, 18) == [(" plain", "text")]
    assert runs(Paragraph(""), 0, 0) == [("", "text")]


@given(paragraphs(), st.data())
def test_runs_are_the_text_in_its_styles(block: Paragraph, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(start, len(block.text)))
    line = runs(block, start, end)
    assert text_of(line) == block.text[start:end]
    styles = "".join(style[0] * len(text) for text, style in line)
    for at, letter in enumerate(styles, start):
        assert letter == next((style for a, b, style in block.spans if a <= at < b), "t")


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 4_000, *(word * 900 for word in WORDS[9:14])])
@pytest.mark.parametrize("verbatim", [False, True])
def test_long_paragraphs_of_many_spans_are_laid_out_whole(text: str, verbatim: bool) -> None:
    spans = tuple((at, at + 1, "strong") for at in range(0, len(text), 2))
    layout = lay_out([Paragraph(text, spans=spans, verbatim=verbatim)], 10)
    shown = "".join(text_of(placed.line) for placed in layout.lines)
    assert "".join(shown.split()) == "".join(text.split())
