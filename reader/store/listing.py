"""A list of articles as a front end shows it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, overload

from reader.model import Article, Identity
from reader.model.columns import Fact

if TYPE_CHECKING:
    from reader.store.base import Base


_FEW = 8  # looking for so many places takes less time than noting all of them


def local_day(article: Article) -> int:
    """The local day of an article's publication as `date.toordinal` counts; 0 without a date."""
    moment = article.published_at
    return 0 if moment is None else moment.local().toordinal()


class Listing(Sequence[Article]):
    """Articles in order, as they were when they were selected. Cheap to make and to hand on: nothing is copied.

    A number of a listing is a row of the base, or says that the article is one of those beside it: -1 for the first of
    them, -2 for the second. Articles of the base are made when they are asked for.

    Attributes:
        is_part: whether there are more articles behind the last one, which were not looked for yet.
    """

    __slots__ = ("_base", "_beside", "_numbers", "_positions", "_rising", "_sought", "is_part")

    def __init__(
        self,
        beside: Sequence[Article],
        numbers: Sequence[int] | None = None,
        base: Base | None = None,
        *,
        rising: bool = False,
        is_part: bool = False,
    ) -> None:
        """Show `beside`, or what `numbers` say. None of the three may change in what is asked of it here.

        Args:
            beside: articles.
            numbers: see the class; None for all of `beside` in their order.
            base: what rows are rows of.
            rising: whether `numbers` rise and none is below 0.
            is_part: see the attribute.
        """
        self._beside = beside
        self._numbers = numbers
        self._base = base
        self._rising = rising
        self.is_part = is_part
        self._positions: dict[int, int] | None = None
        self._sought = 0  # how many places were looked for

    def __len__(self) -> int:
        return len(self._beside if self._numbers is None else self._numbers)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._beside) if self._numbers is None else map(self._article, self._numbers)

    @overload
    def __getitem__(self, index: int) -> Article: ...

    @overload
    def __getitem__(self, index: slice) -> Listing: ...

    def __getitem__(self, index: int | slice) -> Article | Listing:
        if isinstance(index, slice):
            if self._numbers is None:
                return Listing(self._beside[index])
            return Listing(self._beside, self._numbers[index], self._base, rising=self._rising)
        return self._beside[index] if self._numbers is None else self._article(self._numbers[index])

    def position(self, key: int) -> int | None:
        """Where the article of this key stands, from 0; None when it is not in the list."""
        numbers = self._numbers
        if numbers is not None and self._rising:
            row = self._base.columns.row_of(key) if self._base is not None else None
            place = bisect_left(numbers, row) if row is not None else len(numbers)
            return place if place < len(numbers) and numbers[place] == row else None
        if numbers is not None and self._base is not None and self._sought < _FEW:
            self._sought += 1
            return self._place_of(key, numbers, self._base)
        if self._positions is None:
            self._positions = {key: place for place, key in enumerate(self.keys())}
        return self._positions.get(key)

    def _place_of(self, key: int, numbers: Sequence[int], base: Base) -> int | None:
        # An article whose file has changed has a row still, which no list shows any more: it stands beside the base.
        beside = (~place for place, article in enumerate(self._beside) if article.key == key)
        for number in chain((base.columns.row_of(key),), beside):
            if number is not None:
                with suppress(ValueError):
                    return numbers.index(number)
        return None

    def day(self, index: int) -> int:
        """The local day of an article's publication, from 1 for the first of January of the year 1; 0 without a date.

        Cheap: no article is made for it.
        """
        if self._numbers is None:
            return local_day(self._beside[index])
        number = self._numbers[index]
        if number < 0 or self._base is None:
            return local_day(self._beside[~number])
        return self._base.day(number)

    def unpublished(self, rows: int) -> int:
        """How many of the first rows say that they are not published; cheap in the same way."""
        if self._numbers is None or self._base is None:
            return sum(article.published is False for article in self._beside[:rows])
        facts, beside = self._base.columns.facts, self._beside
        numbers = self._numbers[:rows]
        return sum(
            bool(facts[number] & Fact.UNPUBLISHED) if number >= 0 else beside[~number].published is False
            for number in numbers
        )

    def keys(self) -> Iterator[int]:
        """The keys of the articles in their order, without making articles."""
        if self._numbers is None or self._base is None:
            return (article.key for article in self)
        keys, beside = self._base.columns.keys, self._beside
        return (keys[number] if number >= 0 else beside[~number].key for number in self._numbers)

    def identities(self) -> list[Identity]:
        """The identities of the articles in their order, without making articles."""
        if self._numbers is None or self._base is None:
            return [Identity(article.key, article.identity) for article in self]
        columns, beside = self._base.columns, self._beside
        keys, identity = columns.keys, columns.identity
        return [
            Identity(keys[number], identity(number))
            if number >= 0
            else Identity(beside[~number].key, beside[~number].identity)
            for number in self._numbers
        ]

    def _article(self, number: int) -> Article:
        if number < 0:
            return self._beside[~number]
        assert self._base is not None
        return self._base.article(number)

    def __repr__(self) -> str:
        return f"<Listing of {len(self)}>"
