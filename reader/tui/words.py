"""Numbers, plurals and dates as the screen writes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from reader.model import Moment
from reader.model.named import NamedTuple

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEPARATORS = {"comma": ",", "space": "\u202f", "plain": ""}


class Grouping(StrEnum):
    """What the separators of a list, and so its dates, go by."""

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Words(NamedTuple):
    """How the person wants numbers and dates written.

    Attributes:
        numbers: `comma`, `space` or `plain` between thousands.
        iso_dates: dates as 2022-01-24 instead of 24 Jan 2022.
    """

    numbers: str = "comma"
    iso_dates: bool = False

    def number(self, value: int) -> str:
        """`4,958`."""
        return f"{value:,}".replace(",", _SEPARATORS.get(self.numbers, ","))

    def short_number(self, value: int) -> str:
        """At most six cells: `99,999`, then `123k`."""
        return self.number(value) if value < 100_000 else f"{value // 1000}k"

    def counted(self, value: int, one: str, many: str = "") -> str:
        """`no articles`, `1 article`, `4,958 articles`."""
        return f"{self.number(value) if value else 'no'} {one if value == 1 else many or one + 's'}"

    def deed(self, words: str, number: int) -> str:
        """What was done, told with thousands as the person writes them: `marked 4 958 read`."""
        return words.replace(f"{number:,}", self.number(number), 1)

    def day(self, when: datetime) -> str:
        """`24 Jan 2022`."""
        if self.iso_dates:
            return when.date().isoformat()
        return f"{_day_and_month(when)} {when.year}"

    def list_date(
        self,
        moment: Moment | None,
        now: datetime,
        *,
        grouping: Grouping = Grouping.NONE,
        narrow: bool = False,
        beside: Moment | None = None,
    ) -> str:
        """The date of an article in a list.

        Args:
            moment: None gives an empty text.
            now: local and aware.
            grouping: under day separators only the time is left to say.
            narrow: panes under 64 cells write older dates as `Jan 2022`; under separators that say so, `24 Jan`.
            beside: a date that stands whole near by, so that its year goes without saying.
        """
        if moment is None:
            return ""
        when = moment.local()
        if grouping is Grouping.DAY:
            return "" if moment.day_only else f"{when:%H:%M}"
        if self.iso_dates:
            return self.day(when)
        days = (now.date() - when.date()).days
        if days == 0 and not moment.day_only:
            return _ago_today(now - when) if when <= now else f"{when:%H:%M}"
        if 0 <= days <= 6:
            return "today" if days == 0 else _DAYS[when.weekday()]
        told = when.year == now.year or (beside is not None and when.year == beside.local().year)
        if told or (narrow and grouping is not Grouping.NONE):
            return _day_and_month(when)
        if narrow:
            return f"{_MONTHS[when.month - 1]} {when.year}"
        return self.day(when)

    def full_date(self, moment: Moment, now: datetime, dot: str = "·") -> str:
        """The date of the open article: `Mon 24 Jan 2022, 21:10 · 4 years ago`, `dot` standing in the middle."""
        when = moment.local()
        text = f"{'' if self.iso_dates else _DAYS[when.weekday()] + ' '}{self.day(when)}"
        if not moment.day_only:
            text += f", {when:%H:%M}"
        return f"{text} {dot} {relative(when, now, moment.day_only)}"

    def group_title(self, moment: Moment | None, grouping: Grouping) -> str:
        """What a separator says: `Fri 27 Aug 2021`, `August 2021` written `Aug 2021`, `2021`, or `No date`."""
        if moment is None:
            return "No date"
        when = moment.local()
        if grouping is Grouping.YEAR:
            return str(when.year)
        if grouping is Grouping.MONTH:
            return when.date().isoformat()[:7] if self.iso_dates else f"{_MONTHS[when.month - 1]} {when.year}"
        return f"{_DAYS[when.weekday()]} {self.day(when)}"


def relative(when: datetime, now: datetime, day_only: bool = False) -> str:
    """How long ago, or how soon, in the largest fitting unit: `4 years ago`, `yesterday`, `in 3 days`."""
    days = (now.date() - when.date()).days
    if days == 0:
        return "today" if day_only else _hours(now - when)
    if days in (1, -1):
        return "yesterday" if days == 1 else "tomorrow"
    months = abs((now.year - when.year) * 12 + now.month - when.month)
    early, late = (when, now) if days > 0 else (now, when)
    if (late.day, late.time()) < (early.day, early.time()):
        months -= 1
    amount, unit = abs(days), "day"
    if months >= 12:
        amount, unit = months // 12, "year"
    elif months >= 2:
        amount, unit = months, "month"
    elif amount >= 14:
        amount, unit = amount // 7, "week"
    told = f"{amount} {unit}{'' if amount == 1 else 's'}"
    return f"{told} ago" if days > 0 else f"in {told}"


def _day_and_month(when: datetime) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]}"


def _ago_today(ago: timedelta) -> str:
    minutes = int(ago.total_seconds() // 60)
    if minutes < 1:
        return "now"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"


def _hours(ago: timedelta) -> str:
    seconds = ago.total_seconds()
    minutes = int(abs(seconds) // 60)
    if minutes < 1:
        return "now"
    told = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    return f"{told} ago" if seconds > 0 else f"in {told}"
