"""The columns of an index: a file beside the database that is mapped into memory and there at once.

The file is written whole, under a name of its own, and never changed; the database's `meta` names the one that belongs
to it, and `changed` the files that were read anew since. A header says where each section is:

    8 bytes   MAGIC
    8 bytes   length of the directory and its CRC-32, 32 bits each, little-endian
    directory marshalled {name: (offset, length, CRC-32)}

Small sections are checked when the file is opened, which leaves other threads the interpreter, and made into arrays
when they are first wanted; rows of the large ones are checked one by one when they are asked for.
"""

from __future__ import annotations

import contextlib
import marshal
import mmap
import os
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from struct import unpack
from typing import TYPE_CHECKING, Any

from reader.model import Article, Provider, SortKey
from reader.model.identity import signed
from reader.repository.index.database import UnusableError, guarded
from reader.repository.index.texts import Texts
from reader.repository.roots import LibraryRoot
from reader.repository.wire import RowReader

if TYPE_CHECKING:
    from typing import Self

MAGIC = b"rdr-col\x03"
"""The last byte is the version of the format."""

TYPES = {
    "key": "Q", "id": "q", "when": "q", "heat": "q", "quality": "q", "related": "I", "facts": "B", "provider": "I",
    "topics": "I", "type": "I", "category": "I", "title_level": "I", "provider_level": "I", "by_heat": "I",
    "by_quality": "I", "by_title": "I", "by_provider": "I", "by_key": "I", "by_path": "I", "by_id": "I",
    "row_at": "Q", "written_at": "Q", "address_at": "Q", "path_at": "Q",
    "identity_at": "Q",
}  # fmt: skip
"""Sections that are numbers, by the type codes of `array`. One for each row; those that end in `_at` have one more.

In the order of rows, but for `id`: those ascend, and `by_id` tells the row of each.
"""

LARGE = ("row", "written", "address", "path", "identity")
"""Sections of which each row is looked at by itself; `row` has a CRC-32 before each."""

_FEW = 20  # looking for one row takes as long as noting this many in a dictionary


def columns_file(index: Path, token: str) -> Path:
    """Where the columns of a database are.

    Args:
        index: the database.
        token: what its `meta` names them by.
    """
    return index.with_name(f"{index.stem}.{token}.columns")


def _section(name: str) -> cached_property[Sequence[int]]:
    """A section of numbers as an attribute, made when it is first looked at."""
    return cached_property(lambda file: file._arrays[name])


class ColumnsFile:
    """Columns as the store reads them: see `reader.model.columns.Columns`."""

    def __init__(self, data: mmap.mmap | bytes, index: Path, root: LibraryRoot) -> None:
        """Look at a mapped file. Raises ValueError, KeyError and EOFError when it is none or damaged. Use `open`."""
        self.library = root.given
        self._data = memoryview(data)
        self._index = index
        self._directory = _directory(self._data)
        self._rows = RowReader()
        self._texts = Texts(index, self._values("made"))
        # Looking for all there is may take its time, on a thread: looking for the first hits does not wait for it.
        self._all_texts = Texts(index, self._values("made"))
        self._arrays = _Arrays(self._part)
        self.providers = [Provider(*each) for each in self._values("providers")]
        self.topic_lists = [tuple(each) for each in self._values("topic_lists")]
        self.types: list[str] = self._values("types")
        self.categories: list[str] = self._values("categories")
        self.provider_counts: list[int] = self._values("provider_counts")
        self.topic_counts: list[int] = self._values("topic_counts")
        for name in TYPES:
            self._checked(name)
        self._large = {name: self._part(name) for name in LARGE}
        self._length = self._directory["key"][1] // array(TYPES["key"]).itemsize

    keys = _section("key")
    whens = _section("when")
    heats = _section("heat")
    qualities = _section("quality")
    related_counts = _section("related")
    facts = _section("facts")
    provider_codes = _section("provider")
    topic_codes = _section("topics")
    type_codes = _section("type")
    category_codes = _section("category")
    _by_key = _section("by_key")
    _by_path = _section("by_path")
    _ids = _section("id")
    _by_id = _section("by_id")

    @classmethod
    def open(cls, index: Path, root: LibraryRoot, token: str) -> Self | None:
        """The columns of an index; None when there are none that can be used.

        Args:
            index: the database.
            root: the library.
            token: what the database names them by.
        """
        try:
            descriptor = os.open(columns_file(index, token), os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError:
            return None
        try:
            with guarded():
                return cls(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ), index, root)
        except (UnusableError, KeyError, EOFError):
            return None
        finally:
            os.close(descriptor)

    def __len__(self) -> int:
        return self._length

    def order(self, key: SortKey) -> Sequence[int]:
        """See the protocol."""
        return range(len(self)) if key is SortKey.DATE else self._arrays[f"by_{key}"]

    def levels(self, key: SortKey) -> Sequence[int]:
        """See the protocol."""
        name = {SortKey.DATE: "when", SortKey.HEAT: "heat", SortKey.QUALITY: "quality"}.get(key)
        return self._arrays[name or f"{key}_level"]

    def article(self, row: int) -> Article:
        """See the protocol. A row whose bytes are damaged gives an article that says so; the file is then removed."""
        part, at = self._large["row"], self._arrays["row_at"]
        start, end = at[row], at[row + 1]
        blob = part[start + 4 : end]
        try:
            if zlib.crc32(blob) != int.from_bytes(part[start : start + 4], "little"):
                raise ValueError("damaged")
            return self._rows.article(marshal.loads(blob), self.library, self.path(row), self.keys[row])
        except (ValueError, EOFError, TypeError):
            self._give_up()
            title = "This row of the index is damaged; the next start makes it anew"
            return Article(key=self.keys[row], identity="", title=title, library=self.library, path=self.path(row))

    def written(self, row: int) -> str:
        """See the protocol."""
        return self._string("written", row)

    def addresses(self, row: int) -> str:
        """See the protocol."""
        return self._string("address", row)

    def path(self, row: int) -> str:
        """See the protocol."""
        return self._string("path", row)

    def identity(self, row: int) -> str:
        """See the protocol."""
        return self._string("identity", row)

    def _string(self, name: str, row: int) -> str:
        at = self._arrays[f"{name}_at"]
        return str(self._large[name][at[row] : at[row + 1]], "utf-8", "replace")

    def row_of(self, key: int) -> int | None:
        """See the protocol."""
        place = bisect_left(self._by_key, key, key=self.keys.__getitem__)
        row = self._by_key[place] if place < len(self) else None
        return row if row is not None and self.keys[row] == key else None

    def row_at(self, path: str) -> int | None:
        """See the protocol."""
        place = bisect_left(self._by_path, path, key=self.path)
        row = self._by_path[place] if place < len(self) else None
        return row if row is not None and self.path(row) == path else None

    def between(self, first: int, end: int) -> Sequence[int]:
        """See the protocol."""
        low = bisect_left(self._by_key, first, key=self.keys.__getitem__)
        return self._by_key[low : bisect_left(self._by_key, end, key=self.keys.__getitem__)]

    def others(self) -> Sequence[Article]:
        """See the protocol."""
        return [self._rows.article(row, self.library, path, key) for path, key, row in self._values("others")]

    # What asks the database

    def named(self, key: int) -> Sequence[int]:
        """See the protocol."""
        return self._of_ids(self._texts.ids("SELECT article FROM names WHERE key = ?", (signed(key),)))

    def listing(self, keys: Iterable[int]) -> Sequence[int]:
        """See the protocol."""
        wanted = tuple(map(signed, keys))
        marks = ", ".join("?" * len(wanted))
        return self._of_ids(self._texts.sources(f"SELECT sources FROM edges WHERE target IN ({marks})", wanted))

    def listed_between(self, first: int, end: int) -> Sequence[int]:
        """See the protocol."""
        low, high = signed(first), signed(end - 1)
        # Signed, the upper half of all keys stands below the lower one.
        meant = "target BETWEEN ? AND ?" if low <= high else "(target >= ? OR target <= ?)"
        return self._of_ids(self._texts.sources(f"SELECT sources FROM edges WHERE {meant}", (low, high)))

    def found(
        self,
        groups: Sequence[Sequence[tuple[str, bool, str]]],
        go_on: Callable[[], bool] | None = None,
        first: int | None = None,
    ) -> Sequence[int] | None:
        """See the protocol."""
        from reader.repository.index.tokens import FILTERS, match_of

        parts = []
        for group in groups:
            matches = [(field, match_of(text, whole=whole)) for text, whole, field in group]
            if not all(match for _, match in matches):
                return None
            parts.append(" OR ".join(f"{FILTERS[field]}{match}" for field, match in matches))
        match, limit = " AND ".join(f"({part})" for part in parts), -1 if first is None else first
        texts = self._all_texts if first is None else self._texts
        while (ids := texts.matching(match, limit, go_on)) is not None:
            rows = self._of_ids(ids)
            if first is None or len(rows) >= first or len(ids) < limit:
                return sorted(rows)
            limit *= 2  # some were of other files of an article, or of what a file held before
        return None

    def _of_ids(self, ids: Collection[int]) -> Sequence[int]:
        if len(ids) > len(self) // _FEW:
            row = self._row_of_id.get
            return [found for found in map(row, ids) if found is not None]
        return [found for found in map(self._row_with_id, ids) if found is not None]

    def _row_with_id(self, number: int) -> int | None:
        place = bisect_left(self._ids, number)
        return self._by_id[place] if place < len(self) and self._ids[place] == number else None

    @cached_property
    def _row_of_id(self) -> dict[int, int]:
        return dict(zip(self._ids, self._by_id, strict=True))

    def hold(self) -> None:
        """See the protocol."""
        self._texts.hold()

    # Sections

    def _part(self, name: str) -> memoryview:
        offset, length, _ = self._directory[name]
        part = self._data[offset : offset + length]
        if len(part) != length:
            raise ValueError(f"{name} is cut short")
        return part

    def _checked(self, name: str) -> memoryview:
        part = self._part(name)
        if zlib.crc32(part) != self._directory[name][2]:
            raise ValueError(f"{name} is damaged")
        return part

    def _values(self, name: str) -> Any:
        return marshal.loads(self._checked(name))

    def _give_up(self) -> None:
        """Have the next start make everything anew."""
        for found in self._index.parent.glob(f"{self._index.stem}.*.columns"):
            with contextlib.suppress(OSError):
                found.unlink()


class _Arrays(dict[str, Sequence[int]]):
    """Sections of numbers, each made when it is first wanted: arrays are quicker to read than views of a file."""

    def __init__(self, part: Callable[[str], memoryview]) -> None:
        super().__init__()
        self._part = part

    def __missing__(self, name: str) -> Sequence[int]:
        numbers = array(TYPES[name])
        numbers.frombytes(self._part(name))
        self[name] = numbers
        return numbers


def _directory(data: memoryview) -> dict[str, tuple[int, int, int]]:
    if data[:8] != MAGIC:
        raise ValueError("no columns of this version")
    length, crc = unpack("<II", data[8:16])
    told = data[16 : 16 + length]
    if zlib.crc32(told) != crc:
        raise ValueError("the directory is damaged")
    directory: dict[str, tuple[int, int, int]] = marshal.loads(told)
    return directory
