"""A page that becomes another version of itself shows the same text at its top."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library import Related
from reader.tui.anchors import same_choice, same_place
from reader.tui.blocks import Blank, Block, Drawn, Paragraph
from tests.fakes import article


def page(*texts: str) -> list[Block]:
    """Paragraphs with an empty line after each."""
    return [block for text in texts for block in (Paragraph(text), Blank())]


def row(name: str) -> Drawn:
    return Drawn(lambda _: [], Related(article(name), True))


def test_the_paragraph_at_the_top_is_found_where_it_has_gone() -> None:
    before, after = page("a", "b", "c", "d"), page("a", "new", "newer", "b", "c", "d")
    assert same_place(before, after, (4, 7)) == (8, 7)
    assert same_place(after, before, (8, 7)) == (4, 7)


def test_an_empty_line_at_the_top_goes_with_what_is_below_it() -> None:
    assert same_place(page("a", "b", "c"), page("new", "a", "b", "c"), (3, 0)) == (5, 0)


def test_where_the_paragraph_is_no_more_what_was_below_it_stays() -> None:
    assert same_place(page("a", "b", "c"), page("new", "a", "c"), (2, 0)) == (2, 0)
    assert same_place(page("a", "b", "c", "d"), page("1", "2", "a", "B", "c", "d"), (2, 3)) == (6, 3)


def test_of_two_that_are_the_same_the_nearest_is_meant() -> None:
    assert same_place(page("x", "a", "b", "x"), page("x", "a", "b", "new", "x"), (6, 0)) == (8, 0)


def test_the_beginning_stays_the_beginning() -> None:
    assert same_place(page("a", "b"), page("new", "a", "b"), (0, 0)) == (0, 0)


def test_a_related_row_at_the_top_is_known_by_its_article() -> None:
    before, after = [row("a"), row("b"), row("c")], [row("new"), row("a"), row("b"), row("c")]
    assert same_place(before, after, (1, 0)) == (2, 0)


def test_the_row_that_was_chosen_stays_chosen() -> None:
    before, after = [row("a").choice, row("b").choice], [row("new").choice, row("a").choice, row("b").choice]
    assert same_choice(before, after, 1) == 2
    assert same_choice(after, before, 0) is None
    assert same_choice(before, after, None) is None


@given(st.lists(st.text("abc", max_size=2)), st.lists(st.text("abc", max_size=2)), st.integers(0, 30))
def test_a_place_is_always_given(before: list[str], after: list[str], block: int) -> None:
    found, offset = same_place(page(*before), page(*after), (block, 1))
    assert found >= 0
    assert offset == 1


@given(st.lists(st.text("abc"), unique=True), st.integers(0, 30))
def test_a_page_that_stays_as_it_is_stays_where_it_is(texts: list[str], block: int) -> None:
    assert same_place(page(*texts), page(*texts), (block, 2)) == (block, 2)
