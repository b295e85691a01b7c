"""The rows of a base as queries look at them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING, Any, TypeVar, overload

from reader.model import Article
from reader.model.columns import UNDATED, UNKNOWN, Columns, Fact
from reader.model.haystack import haystack_of
from reader.query.table import Table
from reader.store.base import Base

if TYPE_CHECKING:
    from reader.model.edges import Facts

_T = TypeVar("_T")
_FACTS = {
    "is:published": Fact.PUBLISHED,
    "is:unpublished": Fact.UNPUBLISHED,
    "is:removed": Fact.REMOVED,
    "has:body": Fact.BODY,
    "has:image": Fact.IMAGE,
    "has:amp": Fact.AMP,
}


class BaseTable(Table):
    """Every row of a base, whether it is shown or not. Nothing is copied but what a query asks for."""

    articles: Sequence[Article]  # type: ignore[assignment]

    def __init__(self, base: Base) -> None:
        """Make one; no column is looked at yet."""
        super().__init__(())
        self._base = base
        self._columns: Columns = base.columns
        self.articles = _Made(base.article, len(base.columns))

    @cached_property
    def keys(self) -> Sequence[int]:
        """Keys."""
        return self._columns.keys

    @cached_property
    def texts(self) -> Sequence[str]:
        """Haystacks."""
        written = self._columns.written
        return _Made(lambda row: haystack_of(written(row)), len(self))

    def written(self, row: int) -> str:
        """See `Table`."""
        return self._columns.written(row)

    @cached_property
    def addresses(self) -> Sequence[str]:
        """See `Table`."""
        return _Made(self._columns.addresses, len(self))

    def at_address(self, key: int) -> set[int]:
        """See `Table`."""
        row = self._columns.row_of(key)
        return {*self._columns.named(key), *(() if row is None else (row,))}

    def worth(self, facts: Facts) -> Callable[[int], float]:
        """See `Table`."""
        return self._base.worths(facts.now).__getitem__

    @cached_property
    def instants(self) -> Sequence[float]:
        """See `Table`."""
        return array("d", [nan if when == UNDATED or when & 1 else _seconds(when) for when in self._columns.whens])

    @cached_property
    def days(self) -> Sequence[float]:
        """See `Table`."""
        return array("d", [_seconds(when) if when != UNDATED and when & 1 else nan for when in self._columns.whens])

    def numbers(self, field: str) -> Sequence[float]:
        """See `Table`."""
        columns = self._columns
        column = self._numbers.get(field)
        if column is None:
            values = {"heat": columns.heats, "quality": columns.qualities, "related": columns.related_counts}[field]
            column = array("d", [nan if value == UNKNOWN else value for value in values])
            self._numbers[field] = column
        return column

    def shared(self, field: str) -> Sequence[Any]:
        """See `Table`."""
        column = self._shared.get(field)
        if column is None:
            column = self._shared[field] = self._shared_column(field)
        return column

    def flags(self, name: str) -> bytes:
        """See `Table`."""
        column = self._flags.get(name)
        if column is None:
            column = self._flags[name] = self._flag_column(name)
        return column

    def _shared_column(self, field: str) -> Sequence[Any]:
        columns = self._columns
        if field == "path":
            return _Made(columns.path, len(self))
        if field == "id":
            return _Made(lambda row: f"{columns.keys[row]:016x}", len(self))
        if field == "source":
            return _Made(lambda _: columns.library, len(self))
        values, codes = {
            "provider": ([each.label for each in columns.providers], columns.provider_codes),
            "domain": ([each.domain for each in columns.providers], columns.provider_codes),
            "topic": (columns.topic_lists, columns.topic_codes),
            "type": (columns.types, columns.type_codes),
            "category": (columns.categories, columns.category_codes),
        }[field]
        return [values[code] for code in codes]

    def _flag_column(self, name: str) -> bytes:
        columns = self._columns
        if name in _FACTS:
            fact = _FACTS[name].value
            return bytes(each & fact > 0 for each in columns.facts)
        if name == "is:undated":
            return bytes(when == UNDATED for when in columns.whens)
        if name == "has:related":
            return bytes(number > 0 for number in columns.related_counts)
        return bytes([name == "is:here"]) * len(self)


class _Made(Sequence[_T]):
    """Values that are made whenever they are asked for."""

    def __init__(self, make: Callable[[int], _T], length: int) -> None:
        self._make = make
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if isinstance(index, slice):
            return [self._make(row) for row in range(*index.indices(self._length))]
        return self._make(index)

    def __iter__(self) -> Iterator[_T]:
        return map(self._make, range(self._length))


def _seconds(when: int) -> float:
    return (when >> 1) / 1_000_000
