"""Dates as people say them, by the local calendar."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from reader.model import Moment
from reader.query.dates import between, compared, parse_when
from reader.query.tree import Ago, Calendar, Comparison, DayBefore, When

NOW = datetime(2022, 3, 31, 22, 30, tzinfo=UTC)
SIGNS: tuple[Comparison, ...] = ("=", ">", ">=", "<", "<=")
EAST = timezone(timedelta(hours=9))
WEST = timezone(timedelta(hours=-5))


def at(text: str) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC), day_only=len(text) == 10)


def holds(operator: Comparison, when: str, moment: str, zone: tzinfo | None = UTC) -> bool:
    found, _ = parse_when(when)
    assert found is not None
    span, asked = compared(operator, found, NOW, zone), at(moment)
    first, last = (span.clock_first, span.clock_last) if asked.day_only else (span.first, span.last)
    return first <= asked.at < last


@pytest.mark.parametrize(
    ("text", "when", "complete"),
    [
        ("2022", Calendar(2022), True),
        ("2022-01", Calendar(2022, 1), True),
        ("2022-1", Calendar(2022, 1), True),
        ("2022-01-24", Calendar(2022, 1, 24), True),
        ("2020-02-29", Calendar(2020, 2, 29), True),
        ("today", DayBefore(0), True),
        ("Yesterday", DayBefore(1), True),
        ("3d", Ago(3, "d"), True),
        ("2w", Ago(2, "w"), True),
        ("6MO", Ago(6, "mo"), True),
        ("1y", Ago(1, "y"), True),
        ("5h", Ago(5, "h"), True),
        ("2022-", Calendar(2022), False),
        ("2022-0", Calendar(2022), False),
        ("2022-01-", Calendar(2022, 1), False),
        ("2022-01-0", Calendar(2022, 1), False),
        *((text, None, False) for text in (
            "", "2", "20", "202", "20222", "0999", "2022-13", "2022-00", "2022-02-29", "2022--1", "2022-0-1",
            "2022-01-32", "2022-01-024", "3", "d", "3 d", "-3d", "3m", "12345d", "tomorrow", "٢٠٢٢", "2022/01",
            "2022-01-24T10",
        )),
    ],
)  # fmt: skip
def test_what_is_a_date(text: str, when: When | None, complete: bool) -> None:
    assert parse_when(text) == (when, complete)


# Days are the person's, whatever the zone


@pytest.mark.parametrize(
    ("zone", "moment", "held"),
    [
        (UTC, "2022-01-24 00:00", True),
        (UTC, "2022-01-24 23:59", True),
        (UTC, "2022-01-25 00:00", False),
        (EAST, "2022-01-23 15:00", True),
        (EAST, "2022-01-24 15:00", False),
        (WEST, "2022-01-25 04:59", True),
        (WEST, "2022-01-24 04:59", False),
        (EAST, "2022-01-24", True),
        (WEST, "2022-01-24", True),
        (EAST, "2022-01-25", False),
        (WEST, "2022-01-23", False),
    ],
)
def test_a_day_begins_at_local_midnight_and_a_calendar_day_stays_itself(zone: tzinfo, moment: str, held: bool) -> None:
    assert holds("=", "2022-01-24", moment, zone) is held


def test_today_and_yesterday_are_the_persons_days() -> None:
    assert holds("=", "today", "2022-03-31 21:00")
    assert holds("=", "today", "2022-04-01 01:00", EAST)  # 10:00 on the first of April
    assert not holds("=", "today", "2022-03-31 14:59", EAST)
    assert holds("=", "yesterday", "2022-03-31 14:59", EAST)
    assert holds("=", "today", "2022-04-01", EAST)


@pytest.mark.parametrize(
    ("operator", "held"), [("=", "01 15 31"), (">", "02"), (">=", "01 15 31 02"), ("<", "12"), ("<=", "12 01 15 31")]
)
def test_a_month_is_compared_as_a_whole(operator: Comparison, held: str) -> None:
    moments = {"12": "2021-12-31 23:59", "01": "2022-01-01", "15": "2022-01-15 12:00", "31": "2022-01-31 23:59",
               "02": "2022-02-01 00:00"}  # fmt: skip
    assert [name for name, moment in moments.items() if holds(operator, "2022-01", moment)] == sorted(
        held.split(), key=list(moments).index
    )


# Time that has passed


@pytest.mark.parametrize(
    ("ago", "since"),
    [
        ("3h", "2022-03-31 19:30"),
        ("1d", "2022-03-30 22:30"),
        ("2w", "2022-03-17 22:30"),
        ("1mo", "2022-02-28 22:30"),
        ("13mo", "2021-02-28 22:30"),
        ("1y", "2021-03-31 22:30"),
        ("9999y", "1000-03-31 22:30"),
        ("9999mo", "1188-12-31 22:30"),
        ("0d", "2022-03-31 22:30"),
    ],
)
def test_time_ago_is_counted_back_from_now_and_ends_with_shorter_months(ago: str, since: str) -> None:
    before = (datetime.fromisoformat(since) - timedelta(minutes=1)).isoformat(" ", "minutes")
    assert [holds(operator, ago, since) for operator in SIGNS] == [True, True, True, False, False]
    assert [holds(operator, ago, before) for operator in SIGNS] == [False, False, False, True, True]


def test_a_range_reaches_from_the_beginning_of_one_to_the_end_of_the_other() -> None:
    span = between(Calendar(2022, 3), Calendar(2022, 1), NOW, UTC)
    assert (span.first, span.last) == (datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 4, 1, tzinfo=UTC))
    span = between(Ago(2, "d"), Calendar(2021, 12, 31), NOW, EAST)
    assert span.first == datetime(2021, 12, 30, 15, tzinfo=UTC)
    assert span.last == NOW - timedelta(days=2)
    assert span.clock_last == datetime(2022, 3, 30, 7, 30, tzinfo=UTC)


# The zone of the system, which has summer time


@pytest.fixture
def berlin() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2022-01-24", "2022-01-23 23:00", "2022-01-24 23:00"),
        ("2022-03-27", "2022-03-26 23:00", "2022-03-27 22:00"),  # a day of 23 hours
        ("2022-10-30", "2022-10-29 22:00", "2022-10-30 23:00"),  # a day of 25
        ("2022", "2021-12-31 23:00", "2022-12-31 23:00"),
        ("2022-07", "2022-06-30 22:00", "2022-07-31 22:00"),
    ],
)
def test_days_are_as_long_as_the_systems_zone_has_them(when: str, first: str, last: str) -> None:
    found, _ = parse_when(when)
    assert found is not None
    span = compared("=", found, NOW, None)
    assert (span.first, span.last) == (at(first).at, at(last).at)


@pytest.mark.usefixtures("berlin")
def test_some_days_ago_is_the_same_time_of_day_across_summer_time() -> None:
    now = datetime(2022, 3, 28, 10, tzinfo=UTC)  # noon, one day after the clocks went forward
    assert compared(">=", Ago(2, "d"), now, None).first == datetime(2022, 3, 26, 11, tzinfo=UTC)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Berlin")])
@pytest.mark.parametrize("now", ["2021-03-28 01:30", "2021-10-31 00:30", "2021-10-31 01:30", "2021-10-31 02:30"])
@pytest.mark.parametrize("hours", [0, 1, 2, 3, 48])
def test_an_hour_ago_is_an_hour_ago_also_when_clocks_change(now: str, hours: int, zone: tzinfo | None) -> None:
    span = compared(">=", Ago(hours, "h"), at(now).at, zone)
    assert span.first == at(now).at - timedelta(hours=hours)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("ends", [(1, 2), (2, 1)])
def test_a_range_of_hours_that_the_clock_shows_twice_is_an_hour_long(ends: tuple[int, int]) -> None:
    now = at("2021-10-31 02:30").at
    span = between(Ago(ends[0], "h"), Ago(ends[1], "h"), now, None)
    assert (span.first, span.last) == (now - timedelta(hours=2), now - timedelta(hours=1))
