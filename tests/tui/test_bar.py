"""A line with two ends."""

from __future__ import annotations

import pytest

from reader.tui.line import text_of
from reader.tui.widgets.bar import ends


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (24, "left words   right words"),
        (22, "left words right words"),
        (21, "left wor… right words"),
        (10, "left words"),
    ],
)
def test_left_and_right_never_touch(width: int, shown: str) -> None:
    line = ends([("left words", "text")], [("right words", "dim")], width)
    assert text_of(line) == shown


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (34, "left words  order · 1 of 9 · rest "),
        (32, "left words       1 of 9 · rest "),
        (24, "left words       1 of 9  "),
        (18, "left words 1 of 9 "),
        (16, "left wo… 1 of 9 "),
    ],
)
def test_what_can_be_spared_goes_before_anything_is_cut(width: int, shown: str) -> None:
    right = [("order · ", "spare"), ("1 of 9", "dim"), (" · rest", "spare"), (" ", "dim")]
    line = ends([("left words", "text")], right, width)
    assert text_of(line).split() == shown.split()
    assert len(text_of(line)) == width
