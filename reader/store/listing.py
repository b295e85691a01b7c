"""A list of articles as a front end shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from reader.model import Article


class Listing(Sequence[Article]):
    """Articles in order, as they were when they were selected. Cheap to make and to hand on: nothing is copied."""

    __slots__ = ("_positions", "_rows")

    def __init__(self, rows: Sequence[Article]) -> None:
        """Show `rows`, which must not change afterwards."""
        self._rows = rows
        self._positions: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Article: ...

    @overload
    def __getitem__(self, index: slice) -> Listing: ...

    def __getitem__(self, index: int | slice) -> Article | Listing:
        if isinstance(index, slice):
            return Listing(self._rows[index])
        return self._rows[index]

    def position(self, key: int) -> int | None:
        """Where the article of this key stands, from 0; None when it is not in the list."""
        if self._positions is None:
            self._positions = {article.key: position for position, article in enumerate(self._rows)}
        return self._positions.get(key)

    def __repr__(self) -> str:
        return f"<Listing of {len(self)}>"
