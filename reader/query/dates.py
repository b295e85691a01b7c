"""From what a person calls a date to spans of time, by the local calendar.

A moment of which only the day is known keeps that day in every zone, so every span comes in two forms: as instants, and
as times of the local clock for moments like these.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, tzinfo

from reader.model.named import NamedTuple
from reader.query.tree import Ago, Calendar, Comparison, DayBefore, When

# Four digits and no more: every such date exists in every zone.
_CALENDAR = re.compile(r"([12][0-9]{3})(?:-([0-9]{0,2})(?:-([0-9]{0,2}))?)?")
_TO_COME = frozenset({"", "0"})
_AGO = re.compile(r"([0-9]{1,4})(h|d|w|mo|y)", re.IGNORECASE)
_EARLIEST = 1000
"""The first year there is here."""

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)


class Span(NamedTuple):
    """Time from a beginning (included) to an end (not included).

    Attributes:
        first, last: as instants in UTC.
        clock_first, clock_last: as local clocks show them, but written as UTC, which is how days without a time are.
    """

    first: datetime
    last: datetime
    clock_first: datetime
    clock_last: datetime


def parse_when(text: str) -> tuple[When | None, bool]:
    """Read a date as people write it, and whether it is complete; of an incomplete one (`2022-`) what there is.

    None when it is no date.
    """
    lower = text.lower()
    if lower in {"today", "yesterday"}:
        return DayBefore(1 if lower == "yesterday" else 0), True
    if match := _AGO.fullmatch(lower):
        return Ago(int(match[1]), match[2]), True
    match = _CALENDAR.fullmatch(lower)
    return (None, False) if match is None else _calendar(int(match[1]), match[2], match[3])


def _calendar(year: int, month: str | None, day: str | None) -> tuple[When | None, bool]:
    if month is None or (month in _TO_COME and day is None):
        return Calendar(year), month is None
    if not 1 <= int(month or 0) <= 12:
        return None, False
    if day is None or day in _TO_COME:
        return Calendar(year, int(month)), day is None
    if int(day) > calendar.monthrange(year, int(month))[1]:
        return None, False
    return Calendar(year, int(month), int(day)), True


def compared(operator: Comparison, when: When, now: datetime, zone: tzinfo | None) -> Span:
    """The time in which a date must be to compare so.

    Args:
        operator: `=` is within a year, month or day; for time that has passed, since then.
        when: what is compared with.
        now: aware.
        zone: the person's; None for the system's.
    """
    first, last = _bounds(when, now, zone)
    if operator == "=":
        return _span(first, None if isinstance(when, Ago) else last, zone)
    if operator in {">", ">="}:
        return _span(last if operator == ">" else first, None, zone)
    return _span(None, last if operator == "<=" else first, zone)


def between(first: When | None, last: When | None, now: datetime, zone: tzinfo | None) -> Span:
    """The time from the beginning of one to the end of the other, in whichever order they are given."""
    if first is None or last is None:
        begin = None if first is None else _bounds(first, now, zone)[0]
        return _span(begin, None if last is None else _bounds(last, now, zone)[1], zone)
    bounds = (_bounds(first, now, zone), _bounds(last, now, zone))

    def instant(clock: datetime) -> datetime:
        return _instant(clock, zone)

    return _span(min((each[0] for each in bounds), key=instant), max((each[1] for each in bounds), key=instant), zone)


def _bounds(when: When, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """Beginning and end by the local clock; with a zone only where the clock would not say which moment it is."""
    clock = now.astimezone(zone).replace(tzinfo=None)
    if isinstance(when, Ago):
        # Hours pass whatever clocks do, also in a night that skips one or has it twice.
        hours = timedelta(hours=when.count)
        moment = (now.astimezone(UTC) - hours).astimezone(zone) if when.unit == "h" else _ago(clock, when)
        return moment, moment
    if isinstance(when, DayBefore):
        day = clock.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=when.days)
        return day, day + timedelta(days=1)
    first = datetime(when.year, when.month or 1, when.day or 1)
    if when.day is not None:
        return first, first + timedelta(days=1)
    return first, _months_later(first, 1 if when.month is not None else 12)


def _ago(clock: datetime, ago: Ago) -> datetime:
    """Days and longer are those of the calendar: the time of day stays."""
    if ago.unit in {"mo", "y"}:
        return _months_later(clock, -ago.count * (12 if ago.unit == "y" else 1))
    return clock - timedelta(days=ago.count * (7 if ago.unit == "w" else 1))


def _months_later(clock: datetime, months: int) -> datetime:
    """The same day of another month, or its last day where it is shorter."""
    year, month = divmod(clock.year * 12 + clock.month - 1 + months, 12)
    year = max(year, _EARLIEST)
    day = min(clock.day, calendar.monthrange(year, month + 1)[1])
    return clock.replace(year=year, month=month + 1, day=day)


def _span(first: datetime | None, last: datetime | None, zone: tzinfo | None) -> Span:
    return Span(
        _BEGINNING if first is None else _instant(first, zone),
        _END if last is None else _instant(last, zone),
        _BEGINNING if first is None else first.replace(tzinfo=UTC, fold=0),
        _END if last is None else last.replace(tzinfo=UTC, fold=0),
    )


def _instant(clock: datetime, zone: tzinfo | None) -> datetime:
    if clock.tzinfo is not None:
        return clock.astimezone(UTC)
    try:
        return (clock.astimezone() if zone is None else clock.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, OSError, ValueError):  # systems that know no zones so long ago
        return clock.replace(tzinfo=UTC)
