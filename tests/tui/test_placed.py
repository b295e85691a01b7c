"""What follows a text stands where it should, whatever a terminal makes of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui import cells
from reader.tui.placed import is_doubtful, placed
from tests.tui.making import seen, straight

HINDI = "नया कृत्रिम रिपोर्ट"


def test_ordinary_texts_are_sent_as_they_are() -> None:
    for text in ("", "Azure", "● “quotes” – naïve   ▆▅", "日本語", "ภาษาไทย"):
        assert [*placed(text, 3)] == [(text, True)]


def test_the_cursor_is_put_before_and_behind_what_terminals_measure_differently() -> None:
    size = cells.width(HINDI)
    assert [*placed(f" {HINDI}   next", 5)] == [
        (" " * (size + 4), True),
        ("\x1b[5G", False),
        (f" {HINDI}", True),
        (f"\x1b[{5 + size + 4}G", False),
        ("next", True),
    ]


@pytest.mark.parametrize("signs", [False, True])
@given(
    runs=st.lists(
        st.lists(st.sampled_from(["नया", "कृत्रिम", "ශ්රී", "abc", "日本", " ", "   ", "é"])).map("".join), max_size=4
    )
)
def test_every_terminal_has_the_end_in_the_same_cell(signs: bool, runs: list[str]) -> None:
    width = sum(map(cells.width, runs))
    sent = straight([(run, "text") for run in runs]) + "|"
    assert seen(sent, width + 2, signs=signs)[width] == "|"
    assert is_doubtful("".join(runs)) is ("\x1b" in sent)
