"""Which articles a list holds, and in what order."""

from __future__ import annotations

from enum import StrEnum

from reader.model.named import NamedTuple


class Scope(StrEnum):
    """Which articles by what the person did with them."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"


class SortKey(StrEnum):
    """What a list is ordered by. Dates and numbers come high first, text from A to Z; rank is what matters first."""

    DATE = "date"
    HEAT = "heat"
    QUALITY = "quality"
    RANK = "rank"
    TITLE = "title"
    PROVIDER = "provider"


class Sort(NamedTuple):
    """An order. Unknown values come last either way round; ties go by date, title, id."""

    key: SortKey = SortKey.DATE
    reverse: bool = False

    @classmethod
    def parse(cls, text: str) -> Sort:
        """Read `heat` or `-heat`.

        Raises:
            ValueError: no such key; the message names the keys there are.
        """
        name = text.removeprefix("-")
        try:
            return cls(SortKey(name), text.startswith("-"))
        except ValueError:
            raise ValueError(f"no sort “{name}”; there are {', '.join(SortKey)}") from None

    @classmethod
    def parse_all(cls, text: str) -> tuple[Sort, ...]:
        """Read `heat,-date`: one key or several, the first of which counts most.

        Raises:
            ValueError: as `parse`.
        """
        return tuple(map(cls.parse, text.split(",")))

    def __str__(self) -> str:
        return f"-{self.key}" if self.reverse else str(self.key)


class Selection(NamedTuple):
    """Which articles a list holds, and in what order.

    Attributes:
        scope: all, unread or starred.
        topic: a topic's key; its descendants count too. Empty for any.
        provider: a provider's key; empty for any.
        query: what the person typed after `/`; empty for none.
        sort: the order, unless the query or the view names one.
        then: what decides where `sort` finds no difference, the first key first.
        view: the name of a saved view, whose query the articles must answer too; empty for none.
    """

    scope: Scope = Scope.ALL
    topic: str = ""
    provider: str = ""
    query: str = ""
    sort: Sort = Sort()
    then: tuple[Sort, ...] = ()
    view: str = ""

    @property
    def orders(self) -> tuple[Sort, ...]:
        """`sort` and `then`."""
        return (self.sort, *self.then)
