"""Points in time as documents give them."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.model.named import NamedTuple


class Moment(NamedTuple):
    """A point in time, kept in UTC; or a calendar day, when that is all the document says. Earlier ones are less.

    Attributes:
        at: an aware datetime in UTC; 00:00 UTC for a calendar day.
        day_only: True when only the day is known. Such a moment is never shifted to another time zone.
    """

    at: datetime
    day_only: bool = False

    @classmethod
    def of(cls, at: datetime, *, day_only: bool = False) -> Moment:
        """The moment of an aware datetime in any zone."""
        return cls(at if at.tzinfo is UTC else at.astimezone(UTC), day_only)

    def iso(self) -> str:
        """ISO 8601 in UTC: `2022-01-24T21:10:00Z`, or `2022-01-24` when only the day is known."""
        if self.day_only:
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="seconds").removesuffix("+00:00") + "Z"

    def local(self) -> datetime:
        """The same instant in the local zone; for a calendar day, that day at 00:00 without a shift.

        Within a day of the ends of the calendar, the years 1 and 9999, it stays in UTC.
        """
        try:
            if self.day_only:
                # By way of noon: where summer time begins at midnight, some days have no 00:00.
                return self.at.replace(hour=12, tzinfo=None).astimezone().replace(hour=0)
            return self.at.astimezone()
        except (OverflowError, ValueError):
            return self.at

    def local_day(self) -> str:
        """The calendar day in the local zone, for people: `2022-01-24`."""
        return self.local().date().isoformat()

    def local_text(self) -> str:
        """The moment in the local zone, for people: `2022-01-24 21:10`, or the calendar day when only that is known."""
        return self.local_day() if self.day_only else self.local().replace(tzinfo=None).isoformat(" ", "minutes")
