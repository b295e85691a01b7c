"""Columns as an index has them, without a file and a database beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from reader.model import Article
from reader.model.haystack import haystack_of
from reader.query.needles import Needle
from reader.repository.index.columns import ColumnsFile
from reader.repository.index.columns_writing import packed
from reader.repository.roots import LibraryRoot
from reader.repository.wire import checked, packed_row


class MemoryColumns(ColumnsFile):
    """The bytes of a file, and the articles themselves where the file's neighbour would be asked."""

    def __init__(self, library: str, articles: Sequence[Article]) -> None:
        entries = [(number, each.path, each.key, checked(packed_row(each))) for number, each in enumerate(articles, 1)]
        data = b"".join(packed(entries, "here"))
        super().__init__(data, Path("nowhere"), LibraryRoot(library, Path(library)))

    def named(self, key: int) -> Sequence[int]:
        return [row for row in range(len(self)) if key in {self.keys[row], *self.article(row).keys}]

    def listing(self, keys: Iterable[int]) -> Sequence[int]:
        wanted = set(keys)
        return [row for row, links in self._links() if any(not wanted.isdisjoint(link) for link in links)]

    def listed_between(self, first: int, end: int) -> Sequence[int]:
        return [row for row, links in self._links() if any(first <= key < end for link in links for key in link)]

    def found(
        self,
        groups: Sequence[Sequence[tuple[str, bool, str]]],
        go_on: Callable[[], bool] | None = None,
        first: int | None = None,
    ) -> Sequence[int] | None:
        found = [
            row for row in range(len(self)) if all(any(self._has(row, term) for term in group) for group in groups)
        ]
        return found[:first]

    def _has(self, row: int, term: tuple[str, bool, str]) -> bool:
        text, whole, field = term
        lines = dict(zip(("title", "excerpt", "provider"), haystack_of(self.written(row)).split("\n"), strict=False))
        sought = haystack_of(self.written(row)) if not field else lines.get(field, "")
        return Needle(text, whole=whole).found_in(sought)

    def _links(self) -> list[tuple[int, Any]]:
        return [(row, cast(Any, self.article(row).links)) for row in range(len(self))]
