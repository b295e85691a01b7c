"""Articles that an index serves as columns, with what has become of each row since."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime
from functools import cached_property
from itertools import compress
from math import inf, nan
from typing import TYPE_CHECKING, Any

from reader.model import Article, Provider, Sort, SortKey
from reader.model.columns import UNDATED, UNKNOWN, UNNAMED, Columns, Fact
from reader.query import fold
from reader.store.orders import UNKNOWN_TEXT, entry, number_of

if TYPE_CHECKING:
    from reader.query.indexed import Group, Term
    from reader.store.rank import Weights

_KEPT = 4_096  # articles made of rows that are kept, and are the same object when asked for again
_SEARCHES_KEPT = 8  # one list is asked for several times
_DAYS_AHEAD = 1_000  # rows whose days are found together
_DAY = 24 * 60 * 60
_EPOCH_DAY = datetime(1970, 1, 1).toordinal()
_FEW = 50  # looking for one key takes as long as passing so many rows
_NOT_REMOVED = bytes(not value & Fact.REMOVED for value in range(256))
_UNKNOWN = {SortKey.DATE: UNDATED, SortKey.HEAT: UNKNOWN, SortKey.QUALITY: UNKNOWN}


class Base:
    """The rows of columns.

    A row is *there* until its file goes or is read anew; one that is not removed at its source is *shown*.

    Attributes:
        columns: the rows.
        articles: how many are shown.
    """

    def __init__(self, columns: Columns, weights: Weights | None = None) -> None:
        """Take in columns; every row of them is there.

        Args:
            columns: the rows.
            weights: what the order by rank goes by; None for nothing in particular.
        """
        self.columns = columns
        self._weights = weights
        self._there = bytearray(b"\1") * len(columns)
        self._shown = bytearray(columns.facts).translate(_NOT_REMOVED)
        self.articles = self._shown.count(1)
        self._is_whole = True  # no row was dropped yet
        self._rows: Sequence[int] | None = None
        self._found: dict[tuple[tuple[Term, ...], ...], Sequence[int]] = {}
        self._made: dict[int, Article] = {}
        self._days = array("i")  # of the first rows, as far as they were asked for
        self._orders: dict[Sort, Sequence[int]] = {}

    # Single rows

    def article(self, row: int) -> Article:
        """The article of a row."""
        article = self._made.get(row)
        if article is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            article = self._made[row] = self.columns.article(row)
        return article

    def row_of(self, key: int) -> int | None:
        """The row of an identity, if it is there."""
        row = self.columns.row_of(key)
        return row if row is not None and self._there[row] else None

    def row_at(self, path: str) -> int | None:
        """The row of a file, if it is there."""
        row = self.columns.row_at(path)
        return row if row is not None and self._there[row] else None

    def get(self, key: int) -> Article | None:
        """The article of an identity, if it is there; removed ones too."""
        row = self.row_of(key)
        return None if row is None else self.article(row)

    def is_shown(self, row: int) -> bool:
        """Whether a row is there and not removed at its source."""
        return bool(self._shown[row])

    def drop(self, row: int) -> None:
        """Have a row be there no more."""
        self._is_whole = False
        self.articles -= self._shown[row]
        self._there[row] = self._shown[row] = 0
        self._rows = None
        self._made.pop(row, None)

    def paths(self) -> Iterator[str]:
        """The paths of all rows that are there."""
        return map(self.columns.path, compress(range(len(self._there)), self._there))

    # Relations

    def named(self, keys: Iterable[int]) -> list[Article]:
        """The articles that addresses lead to."""
        columns = self.columns
        return [self.article(row) for key in keys for row in columns.named(key) if self._there[row]]

    def links(self, keys: Collection[int]) -> Iterator[tuple[tuple[int, ...], list[int]]]:
        """Every link that has one of `keys`, with the keys of the articles that list it; one may come several times."""
        wanted = set(keys)
        yield from self._links(self.columns.listing(wanted), lambda link: not wanted.isdisjoint(link))

    def identities(self, first: int, end: int) -> Iterator[int]:
        """The keys from `first` up to below `end` of articles and of all that articles tell of; repeats possible."""
        columns = self.columns
        yield from (columns.keys[row] for row in columns.between(first, end) if self._there[row])
        for link, _ in self._links(columns.listed_between(first, end), lambda link: first <= link[0] < end):
            yield link[0]

    def _links(
        self, rows: Iterable[int], is_meant: Callable[[tuple[int, ...]], bool]
    ) -> Iterator[tuple[tuple[int, ...], list[int]]]:
        for row in rows:
            if self._there[row]:
                article = self.article(row)
                for link in filter(is_meant, article.links):
                    yield link, [article.key]

    def found(self, groups: Sequence[Group]) -> Sequence[int] | None:
        """The rows in whose texts words of each group are found, as the index says; None when it cannot be asked."""
        found = self._found.get(tuple(map(tuple, groups)))
        if found is None:
            found = self.columns.found(groups)
            if found is not None:
                self.keep(groups, found)
        return found

    def keep(self, groups: Sequence[Group], found: Sequence[int]) -> None:
        """Have `found` know what the index says."""
        while len(self._found) >= _SEARCHES_KEPT:
            del self._found[next(iter(self._found))]
        self._found[tuple(map(tuple, groups))] = found

    def first_found(self, groups: Sequence[Group], first: int) -> tuple[Sequence[int], bool] | None:
        """About the newest `first` of them, and whether there may be more; all where they are known."""
        found = self._found.get(tuple(map(tuple, groups)))
        if found is not None:
            return found, False
        found = self.columns.found(groups, first=first)
        return None if found is None else (found, len(found) >= first)

    # Many rows

    def rows(self, *, removed: bool = False) -> Sequence[int]:
        """The rows that are shown, or that are there, rising.

        Args:
            removed: whether those that are removed at their source count too.
        """
        if removed:
            return list(compress(range(len(self._there)), self._there))
        if self._rows is None:
            everything = range(len(self._shown))
            self._rows = everything if self.articles == len(everything) else list(compress(everything, self._shown))
        return self._rows

    def with_keys(self, keys: Collection[int]) -> list[int]:
        """The shown rows of some identities, rising."""
        if len(keys) > len(self._shown) // _FEW:
            wanted = keys if isinstance(keys, Set) else set(keys)
            return [row for row, key in enumerate(self.columns.keys) if key in wanted and self._shown[row]]
        found = (self.columns.row_of(key) for key in keys)
        return sorted(row for row in found if row is not None and self._shown[row])

    def order(self, sort: Sort) -> Sequence[int]:
        """All rows, those that are not shown too, in an order."""
        order = self._orders.get(sort)
        if order is None:
            order = self._orders[sort] = self._by_rank(sort) if sort.key is SortKey.RANK else self._by_column(sort)
        return order

    def _by_column(self, sort: Sort) -> Sequence[int]:
        order = self.columns.order(sort.key)
        return self._turned(order, sort.key) if sort.reverse else order

    def _by_rank(self, sort: Sort) -> list[int]:
        values = self._scores
        known = [row for row, value in enumerate(values) if value is not None]
        known.sort(key=values.__getitem__, reverse=not sort.reverse)  # type: ignore[arg-type]
        return known + [row for row, value in enumerate(values) if value is None]

    @cached_property
    def _scores(self) -> list[float | None]:
        """What each row is sorted by in the order by rank."""
        from reader.store.rank import Weights, scores

        columns = self.columns
        merits = zip(map(_known, columns.qualities), map(_known, columns.heats), strict=True)
        providers = map(columns.providers.__getitem__, columns.provider_codes)
        sources = zip(providers, map(columns.topic_lists.__getitem__, columns.topic_codes), strict=True)
        whens = (None if when == UNDATED else when >> 1 for when in columns.whens)
        return list(scores(self._weights or Weights(), merits, sources, whens))

    def worths(self, now: datetime) -> list[float]:
        """What each row is worth at a moment; not a number without a date."""
        from reader.store.rank import Weights, worth_of

        weights = self._weights or Weights()
        return [nan if score is None else worth_of(score, weights, now) for score in self._scores]

    def _turned(self, order: Sequence[int], key: SortKey) -> list[int]:
        """An order turned round: unknown values still come last, and ties are decided as before."""
        levels, unknown = self.columns.levels(key), _UNKNOWN.get(key, UNNAMED)
        known = [row for row in order if levels[row] != unknown]
        # Great numbers come first in some orders, in others last.
        falling = key in _UNKNOWN
        turned = sorted(known, key=levels.__getitem__, reverse=not falling)
        if key is SortKey.DATE:  # equal up to whether only the day is known
            turned = sorted(known, key=lambda row: levels[row] >> 1)
        return turned + list(order[len(known) :])

    def day(self, row: int) -> int:
        """The local day of publication of a row, as `local_day` gives it."""
        known = len(self._days)
        if row >= known + _DAYS_AHEAD:
            return self._days_of(self.columns.whens[row : row + 1])[0]
        if row >= known:
            self._days += self._days_of(self.columns.whens[known : row + _DAYS_AHEAD])
        return self._days[row]

    @staticmethod
    def _days_of(whens: Sequence[int]) -> array[int]:
        days = array("i")
        day, first, end = 0, 0.0, 0.0
        for when in whens:
            second = (when >> 1) // 1_000_000
            if when & 1 or when == UNDATED:
                days.append(0 if when == UNDATED else _EPOCH_DAY + second // _DAY)
                continue
            if not first <= second < end:
                at = datetime.fromtimestamp(second, UTC).astimezone()
                day = at.toordinal()
                first, end = _bounds(at)
            days.append(day)
        return days

    def arranged(self, rows: Sequence[int] | None, sort: Sort, places: Sequence[int]) -> Sequence[int]:
        """Rows in an order, with articles beside them put in as -1, -2, ….

        Args:
            rows: rising; None for all that are shown.
            sort: the order.
            places: `place` of each article beside them, in its order, which rises.
        """
        if not places and sort == Sort():
            return self.rows() if rows is None else rows
        order = self.order(sort)
        mask: bytearray | None = self._shown
        if rows is not None:
            mask = bytearray(len(order))
            for row in rows:
                mask[row] = 1
        elif self.articles == len(order):
            if not places:
                return order
            mask = None
        numbers: list[int] = []
        at = 0
        for number, place in enumerate([*places, len(order)]):
            if place > at:
                part = order[at:place]
                numbers += part if mask is None else [row for row in part if mask[row]]
                at = place
            numbers.append(~number)
        numbers.pop()
        return numbers

    def place(self, article: Article, sort: Sort) -> int:
        """Where an article that is no row belongs in `order`: behind so many rows."""
        order, key = self.order(sort), sort.key
        value, *tie = entry(article, key, number_of(key, self._weights))[:5]

        def value_of(row: int) -> _Value:
            return _Value(self._value(row, key), turned=sort.reverse)

        wanted = _Value(value, turned=sort.reverse)
        first = bisect_left(order, wanted, key=value_of)
        last = bisect_right(order, wanted, first, key=value_of)
        return bisect_left(order, tie, first, last, key=self._tie)

    def _value(self, row: int, key: SortKey) -> float | str:
        """The value of `entry` for a row."""
        columns = self.columns
        if key is SortKey.TITLE:
            return fold(self._title(row)) or UNKNOWN_TEXT
        if key is SortKey.PROVIDER:
            return fold(columns.providers[columns.provider_codes[row]].label) or UNKNOWN_TEXT
        if key is SortKey.DATE:
            return self._date(row)
        if key is SortKey.RANK:
            score = self._scores[row]
            return inf if score is None else -score
        number = columns.levels(key)[row]
        return inf if number == UNKNOWN else -float(number)

    def _tie(self, row: int) -> list[object]:
        """What decides between equal values, as `entry` has it."""
        title = self._title(row)
        return [self._date(row), fold(title), title, self.columns.keys[row]]

    def _date(self, row: int) -> float:
        when = self.columns.whens[row]
        return inf if when == UNDATED else -((when >> 1) / 1_000_000)

    def _title(self, row: int) -> str:
        return self.columns.written(row).partition("\n")[0]

    # Counts

    def spread(self, field: str) -> dict[str, int]:
        """How many shown rows have each value of `type` or `category`."""
        columns = self.columns
        values, codes = {
            "type": (columns.types, columns.type_codes),
            "category": (columns.categories, columns.category_codes),
        }[field]
        rows = self.rows()
        numbers = Counter(codes if len(rows) == len(codes) else map(codes.__getitem__, rows))
        return {values[code]: number for code, number in numbers.items()}

    def topic_counts(self, read: Set[int]) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Each list of topics, with how many shown articles have it and how many of those are not read."""
        columns = self.columns
        return self._counts(columns.topic_codes, columns.topic_lists, columns.topic_counts, read)

    def provider_counts(self, read: Set[int]) -> Iterator[tuple[Provider, int, int]]:
        """Each provider, in the same way."""
        columns = self.columns
        return self._counts(columns.provider_codes, columns.providers, columns.provider_counts, read)

    def _counts(
        self, codes: Sequence[int], values: Sequence[Any], numbers: Sequence[int], read: Set[int]
    ) -> Iterator[tuple[Any, int, int]]:
        """Each value with its articles and unread ones, where any are shown.

        Args:
            codes: of each row, a place in `values`.
            values: what is counted.
            numbers: how many rows had each while all of them were there.
            read: keys of what is read.
        """
        if not self._is_whole:
            counted = Counter(compress(codes, self._shown))
            numbers = [counted[code] for code in range(len(values))]
        done = Counter(codes[row] for row in self.with_keys(read))
        for code, number in enumerate(numbers):
            if number:
                yield values[code], number, number - done[code]


def _bounds(at: datetime) -> tuple[float, float]:
    """Seconds since 1970 between which it is the same local day: all of a day of 24 hours, else that second alone."""
    second = at.timestamp()
    begin = second - (at.hour * 60 + at.minute) * 60 - at.second
    first, last = (datetime.fromtimestamp(each, UTC).astimezone() for each in (begin, begin + _DAY - 1))
    if first.date() == last.date() == at.date() and first.utcoffset() == last.utcoffset():
        return begin, begin + _DAY
    return second, second + 1


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else number


class _Value:
    """What a list is sorted by, in either direction; a value that is not known stands behind all others."""

    __slots__ = ("_known", "_turned", "_value")

    def __init__(self, value: float | str, *, turned: bool) -> None:
        self._value = value
        self._turned = turned
        self._known = value != inf if isinstance(value, float) else value != UNKNOWN_TEXT

    def __lt__(self, other: _Value) -> bool:
        if self._known is not other._known:
            return self._known
        if self._turned and self._known:
            return other._value < self._value  # type: ignore[operator]
        return self._value < other._value  # type: ignore[operator]
