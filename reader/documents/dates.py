"""Dates and durations as documents write them."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, tzinfo

from reader.model import Moment

_LONGEST = 64
# Two defaults that differ in every part: what the text leaves out comes out different.
_ONE_DEFAULT = datetime(2000, 1, 1)
_OTHER_DEFAULT = datetime(2012, 12, 28, 11, 11, 11)

# RFC 5322 section 4.3 and what feeds use beside it, in hours east of Greenwich.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip

# ISO 8601 section 5.5.2; years and months as the round numbers of days a reading time can bear.
_DURATION = (
    r"(?ai)P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,6}(?:[.,]\d{1,6})?)D)?"
    r"(?:T(?:(?P<hours>\d{1,6}(?:[.,]\d{1,6})?)H)?(?:(?P<minutes>\d{1,8}(?:[.,]\d{1,6})?)M)?"
    r"(?:(?P<seconds>\d{1,9}(?:[.,]\d{1,6})?)S)?)?"
)
_MINUTES = {
    "years": 525_600, "months": 43_200, "weeks": 10_080, "days": 1_440, "hours": 60, "minutes": 1, "seconds": 1 / 60,
}  # fmt: skip


class PartialDateError(ValueError):
    """A date that leaves its day, month or year out."""


def read_moment(text: str) -> Moment:
    """The point in time `text` names: ISO 8601, or another way of writing that names year, month and day.

    A time without a zone is UTC. Without a time it is the calendar day.

    Raises:
        PartialDateError: the text leaves a part of the date out.
        ValueError: the text is no date, or one outside the years 2 to 9998, which no local zone can carry over the end.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at, day_only = _read_loosely(text)
    else:
        # Only the ISO forms of a whole day are this short or have no colon and no `T` behind the day.
        day_only = len(text) <= 10 and _is_day(text)
    if not 1 < at.year < 9999:
        raise ValueError("outside the years the calendar bears")
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return Moment.of(at, day_only=day_only)


def read_minutes(text: str) -> int:
    """An ISO 8601 duration in minutes, rounded up.

    Raises:
        ValueError: the text is none.
    """
    match = re.fullmatch(_DURATION, text)
    told = {unit: number for unit, number in match.groupdict().items() if number is not None} if match else {}
    if not told:
        raise ValueError("no duration")
    minutes = sum(float(number.replace(",", ".")) * _MINUTES[unit] for unit, number in told.items())
    return math.ceil(round(minutes, 6))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read_loosely(text: str) -> tuple[datetime, bool]:
    """What dateutil makes of `text`, and whether it names no time; dateutil itself fills gaps from a default."""
    from dateutil import parser

    if len(text) > _LONGEST:
        raise ValueError("too long for a date")
    try:
        one = parser.parse(text, default=_ONE_DEFAULT, tzinfos=_zone)
        other = parser.parse(text, default=_OTHER_DEFAULT, tzinfos=_zone)
    except (ValueError, OverflowError, ArithmeticError, TypeError, AttributeError, LookupError) as fault:
        # Strange input makes dateutil raise more than its ParserError.
        raise ValueError("no date") from fault
    if one.date() != other.date():
        raise PartialDateError("a part is left out")
    return one, one.hour != other.hour


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The zone dateutil found a name or an offset in seconds for.

    Raises:
        ValueError: nobody knows the name; hours of difference are too much to guess.
    """
    from datetime import timedelta, timezone

    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is None:
        return None
    if name.upper() not in _ZONES:
        raise ValueError(f"no zone {name}")
    return timezone(timedelta(hours=_ZONES[name.upper()]))
