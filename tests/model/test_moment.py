"""A moment is the same instant everywhere, a calendar day the same day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from reader.model.moment import Moment

ZONES = pytest.mark.parametrize("name", ["UTC", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu"])


@pytest.mark.parametrize(
    ("name", "told"),
    [("UTC", "2022-01-24 21:10"), ("Asia/Tokyo", "2022-01-25 06:10"), ("America/New_York", "2022-01-24 16:10")],
)
def test_people_are_told_their_own_time(zone: Callable[[str], None], name: str, told: str) -> None:
    zone(name)
    moment = Moment(datetime(2022, 1, 24, 21, 10, 30, tzinfo=UTC))
    assert moment.local_text() == told
    assert moment.local_day() == told[:10]
    assert moment.iso() == "2022-01-24T21:10:30Z"


@ZONES
def test_a_calendar_day_is_that_day_everywhere(zone: Callable[[str], None], name: str) -> None:
    zone(name)
    moment = Moment(datetime(2022, 1, 24, tzinfo=UTC), day_only=True)
    assert moment.local_text() == moment.local_day() == moment.iso() == "2022-01-24"


@ZONES
@pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_the_calendar_has_ends(zone: Callable[[str], None], name: str, at: datetime) -> None:
    zone(name)
    for day_only in (False, True):
        assert Moment(at, day_only).local_day()[:4] in {"0001", "9999"}
        assert Moment(at, day_only).local_text()
