"""What time will have changed by the next start is left out of the kept screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from rich.segment import Segment
from textual.strip import Strip

from reader.model import Moment
from reader.tui.parting import passing_words, without
from reader.tui.words import Words

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def at(text: str) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC), day_only=len(text) == 10)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-21 11:48", {"12 min", "12 min ago"}),
        ("2026-11-21 07:00", {"5 h", "5 h ago"}),
        ("2026-11-21", {"today"}),
        ("2026-11-20 07:00", {"Fri", "yesterday"}),
        ("2026-11-17 07:00", {"Tue", "4 days ago"}),
        ("2026-11-24", {"in 3 days"}),
    ],
)
def test_words_that_will_not_be_true_are_found(zone: Callable[[str], None], when: str, said: set[str]) -> None:
    zone("UTC")
    assert passing_words([at(when)], Words(), NOW) >= said


@pytest.mark.parametrize("when", ["2022-01-24 21:10", "2021-08-27", "2026-05-05 10:00"])
def test_words_that_stay_true_are_left_alone(zone: Callable[[str], None], when: str) -> None:
    zone("UTC")
    assert passing_words([at(when)], Words(), NOW) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ars Technica · 5 h", "Ars Technica ·    "),
        ("Ars Technica · 5 h · 15 min", "Ars Technica ·     · 15 min"),
        ("Sat 21 Nov 2026, 07:00 · 5 h ago", "Sat 21 Nov 2026, 07:00 ·        "),
        ("              5 h", "                 "),
        ("5 h", "   "),
        ("Why 5 h of sleep", "Why 5 h of sleep"),
        ("15 h", "15 h"),
    ],
)
def test_only_what_stands_for_a_date_is_left_out(before: str, after: str) -> None:
    strip = without(Strip([Segment("a"), Segment(before)]), {"5 h", "5 h ago"}, "·")
    assert strip.text == "a" + after
    assert strip.cell_length == len(before) + 1
