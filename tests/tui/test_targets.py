"""What is told of a text that was taken away fits the line, with how sure that is."""

from __future__ import annotations

import pytest

from reader.tui import cells
from reader.tui.actions.targets import fitting, middle

URL = "https://news.example/2026/11/27/a-rather-long-address-of-an-article-that-goes-on-and-on.html"
WAYS = (" · by the terminal (OSC 52 through tmux); not confirmed", " · not confirmed")


@pytest.mark.parametrize("width", range(36, 200, 4))
def test_that_it_is_not_confirmed_is_always_told(width: int) -> None:
    told = fitting("Copied ", URL, WAYS, width)
    assert cells.width(told) <= width
    assert told.startswith("Copied https:")
    assert told.endswith("not confirmed")
    assert told.endswith(WAYS[0]) is (width >= 78)


def test_a_short_text_stays_whole() -> None:
    assert fitting("Copied ", "b2.md:3:7", WAYS, 80) == "Copied b2.md:3:7" + WAYS[0]


def test_a_text_is_cut_by_cells_in_its_middle() -> None:
    assert middle("a b\nc") == "a b c"
    assert middle("abcdefghij", 7) == "abc…hij"
    assert middle("機械学習の記事一覧", 9) == "機械…一覧"
