"""Lines of styled runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui import cells
from reader.tui.line import Line, highlight, justify, line_width, shorten, text_of
from tests.tui.making import plain

LEFT: Line = [("日本", "unread"), (" x", "dim")]
RIGHT: Line = [("▇·", "meter")]


def test_a_line_is_its_runs() -> None:
    assert text_of(LEFT) == "日本 x"
    assert line_width(LEFT) == 6
    assert text_of([]) == ""
    assert line_width([]) == 0


@pytest.mark.parametrize("width", [8, 9, 40])
def test_two_ends_fill_the_width(width: int) -> None:
    line = justify(LEFT, RIGHT, width)
    assert line_width(line) == width
    assert text_of(line).startswith("日本 x")
    assert text_of(line).endswith("▇·")


def test_the_right_end_goes_where_both_do_not_fit() -> None:
    assert justify(LEFT, RIGHT, 7) == LEFT
    assert justify(LEFT, [], 40) == LEFT


def test_what_fills_can_be_chosen() -> None:
    assert justify([("a", "x")], [("b", "y")], 4, fill="─", fill_style="faint") == [
        ("a", "x"),
        ("──", "faint"),
        ("b", "y"),
    ]


def test_a_line_too_long_is_cut_with_its_styles() -> None:
    line: Line = [("one ", "a"), ("two ", "b"), ("three", "c")]
    assert shorten(line, 13) is line
    assert shorten(line, 10) == [("one ", "a"), ("two ", "b"), ("t…", "c")]
    assert shorten(line, 8) == [("one ", "a"), ("two…", "b")]
    assert shorten(line, 5, "..") == [("one.", "a"), (".", "b")]
    assert shorten(line, 0) == []


@given(st.lists(st.tuples(plain, st.sampled_from("abc")), max_size=5), st.integers(0, 40), st.sampled_from(("…", "..")))
def test_a_line_cut_fits(line: Line, width: int, ellipsis: str) -> None:
    cut = shorten(line, width, ellipsis)
    assert cells.width(text_of(cut)) <= max(width, 0) or cut == line
    assert cut == line or text_of(cut) == cells.truncate(text_of(line), width, ellipsis)


def test_hits_are_runs_of_their_own() -> None:
    assert highlight("Azure flaw", "read", [(0, 5)], "hit") == [("Azure", "hit"), (" flaw", "read")]
    assert highlight("flaw in Azure", "read", [(0, 4), (8, 13)], "hit") == [
        ("flaw", "hit"),
        (" in ", "read"),
        ("Azure", "hit"),
    ]
    assert highlight("", "read", [], "hit") == [("", "read")]


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=8, unique=True))
def test_highlighting_changes_no_text(text: str, edges: list[int]) -> None:
    sorted_edges = sorted(edge for edge in edges if edge <= len(text))
    spans = list(zip(sorted_edges[::2], sorted_edges[1::2], strict=False))
    line = highlight(text, "read", spans, "hit")
    assert text_of(line) == text
    assert "".join(part for part, style in line if style == "hit") == "".join(text[a:b] for a, b in spans)
