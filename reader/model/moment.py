"""Points in time as documents give them."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.model.frozen import frozen


@frozen(order=True)
class Moment:
    """A point in time, kept in UTC; or a calendar day, when that is all the document says.

    Attributes:
        at: an aware datetime in UTC; 00:00 UTC for a calendar day.
        day_only: True when only the day is known. Such a moment is never shifted to another time zone.
    """

    at: datetime
    day_only: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            object.__setattr__(self, "at", self.at.astimezone(UTC))

    def iso(self) -> str:
        """ISO 8601 in UTC: `2022-01-24T21:10:00Z`, or `2022-01-24` when only the day is known."""
        if self.day_only:
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="seconds").removesuffix("+00:00") + "Z"

    def local(self) -> datetime:
        """The same instant in the local zone; for a calendar day, that day at 00:00 without a shift."""
        if self.day_only:
            # By way of noon: where summer time begins at midnight, some days have no 00:00.
            return self.at.replace(hour=12, tzinfo=None).astimezone().replace(hour=0)
        return self.at.astimezone()
