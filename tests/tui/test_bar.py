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
