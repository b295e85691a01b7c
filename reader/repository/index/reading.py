"""What an index knows, read from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from struct import unpack
from typing import TYPE_CHECKING

from reader.model import Article, Problem, Severity, Sort
from reader.model.identity import signed, unsigned
from reader.model.named import NamedTuple
from reader.repository.files import Stamp
from reader.repository.index.database import UnusableError, guarded, open_current
from reader.repository.index.looks import Look, noted, written
from reader.repository.index.schema import ORDERS, TIES
from reader.repository.names import system_path
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Row
from reader.repository.wire import RowReader, kept_row

if TYPE_CHECKING:
    import sqlite3
    from typing import Self

    from reader.repository.index.columns import ColumnsFile

_SHOWN = "path, key, row"
_LOOKED_AT = 20  # times as many rows as wanted are looked at for some that pass
_MANY = 2_000  # files of which the stamps are read all at once
_PATIENCE = 1000  # steps of SQLite's machine between two looks whether a search is still wanted


class Term(NamedTuple):
    """Words in a row that must be found.

    Attributes:
        text: folded.
        whole: whether the last word is a whole one; else it may be the beginning of one.
        field: title, excerpt, provider, topic or body; empty for any of them.
    """

    text: str
    whole: bool = False
    field: str = ""


class IndexReader:
    """An index open for reading, by one thread at a time. Every method raises UnusableError when it turns out damaged.

    Attributes:
        root: the library; articles and problems carry its name.
    """

    def __init__(self, root: LibraryRoot, connection: sqlite3.Connection, path: Path) -> None:
        """Read over a connection of `open_current`, which this closes, to the database at `path`."""
        self.root = root
        self._path = path
        self._connection = connection
        self._rows = RowReader()

    @classmethod
    def open(cls, path: Path, root: LibraryRoot) -> Self | None:
        """The index of a library; None when there is none that can be used."""
        connection = open_current(path, root.real)
        return None if connection is None else cls(root, connection, path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def is_blank(self) -> bool:
        """Whether it is of no use: whoever began it left before a file was in it, or it is damaged."""
        try:
            with guarded():
                known = self._connection.execute("SELECT 1 FROM files LIMIT 1").fetchone()
                return known is None and not self.is_complete()
        except UnusableError:
            return True

    def number_of_files(self) -> int:
        """How many files it knows."""
        with guarded():
            return int(self._connection.execute("SELECT count(*) FROM files").fetchone()[0])

    def is_complete(self) -> bool:
        """Whether every file of the library was put into it once."""
        with guarded():
            return self._connection.execute("SELECT 1 FROM meta WHERE name = 'complete'").fetchone() is not None

    # Whether it is up to date

    def hold(self) -> None:
        """From now on everything is read as it is at this moment, whatever other programs write."""
        with guarded():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")

    def look(self) -> Look | None:
        """The last look through the whole library; None when none is noted, or not all of its files are known."""
        with guarded():
            return noted(self._path, self._connection)

    def written(self) -> str:
        """What names its state: see `Look`."""
        with guarded():
            return written(self._connection)

    def are_as_read(self, paths: Sequence[str]) -> bool:
        """Whether files are still what was read of them, by their stamps."""
        if len(paths) > _MANY:
            known = {row[0]: row for row in self.files()}
            return all(map(self._is_as_read, paths, map(known.get, paths)))
        query = "SELECT path, size, mtime, ctime, target FROM files WHERE path = ?"
        with guarded():
            return all(self._is_as_read(path, self._connection.execute(query, (path,)).fetchone()) for path in paths)

    def _is_as_read(self, path: str, known: Row | None) -> bool:
        if known is None:
            return False
        target = known[4]
        try:
            status = os.stat(target) if target else os.lstat(os.path.join(self.root.real, system_path(path)))
        except (OSError, ValueError):
            return False
        return known == (path, *Stamp.of(status), target)

    # Articles

    def first_page(self, sort: Sort, limit: int = 100, wanted: Callable[[int], bool] | None = None) -> list[Article]:
        """The first articles of a list, without loading anything else.

        Args:
            sort: the order; the articles come in it.
            limit: how many at most.
            wanted: whether an article is in the list, by its key; None for all. Only so many are asked about.
        """
        column, descending = ORDERS[sort.key]
        direction = "DESC" if descending is not sort.reverse else "ASC"
        queries = (
            f"SELECT {_SHOWN} FROM articles WHERE removed = 0 AND {column} IS NOT NULL"
            f" ORDER BY {column} {direction}, {TIES} LIMIT ?",
            f"SELECT {_SHOWN} FROM articles WHERE removed = 0 AND {column} IS NULL ORDER BY {TIES} LIMIT ?",
        )
        most = limit if wanted is None else limit * _LOOKED_AT
        page: list[Article] = []
        with guarded():
            for query in queries:
                for row in self._connection.execute(query, (most,)):
                    if len(page) == limit:
                        return page
                    if wanted is None or wanted(unsigned(row[1])):
                        page.append(self._article(row))
        return page

    def articles(self, size: int = 100) -> Iterator[list[Article]]:
        """Every article, newer ones first, some at a time; removed ones too."""
        with guarded():
            cursor = self._connection.execute(f"SELECT {_SHOWN} FROM articles ORDER BY id DESC")
            article = self._article
            while rows := cursor.fetchmany(size):
                yield [article(row) for row in rows]

    def with_keys(self, keys: Collection[int]) -> list[Article]:
        """The articles of some identities, newer ones first; removed ones too, and several where files share one."""
        wanted = ", ".join(str(signed(key)) for key in keys)  # numbers; see `listing`
        return self._selected(f"id IN (SELECT article FROM names WHERE key IN ({wanted})) AND key IN ({wanted})", ())

    # Columns

    def columns(self) -> ColumnsFile | None:
        """The columns written of it; None when there are none that can be used.

        From now on everything is read as it is at this moment: what was read of the columns and `changed` go together.
        """
        from reader.repository.index.columns import ColumnsFile

        with guarded():
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")
            row = self._connection.execute("SELECT value FROM meta WHERE name = 'columns'").fetchone()
        return ColumnsFile.open(self._path, self.root, row[0]) if row is not None and row[0] else None

    def changed(self) -> list[str]:
        """The paths of files that were put or removed since the columns were written."""
        with guarded():
            return [path for (path,) in self._connection.execute("SELECT path FROM changed")]

    def changed_articles(self) -> list[Article]:
        """The articles of those of them that have one, newer ones first."""
        return self._selected("id IN (SELECT article FROM changed JOIN files USING (path))", ())

    def wants_columns(self) -> bool:
        """Whether it should have columns written, or written anew."""
        from reader.repository.index.columns_writing import is_wanted

        with guarded():
            return is_wanted(self._connection)

    def problems(self) -> list[Problem]:
        """What is wrong with files, by path."""
        with guarded():
            given = self.root.given
            return [
                Problem(given, path, line, column, Severity(severity), code, message)
                for path, line, column, severity, code, message in self._connection.execute(
                    "SELECT path, line, column, severity, code, message FROM problems ORDER BY path, number"
                )
            ]

    def by_key(self, key: int) -> list[Article]:
        """The articles that an identity or another address leads to.

        Args:
            key: `key_of` the canonical address.
        """
        return self._selected("id IN (SELECT article FROM names WHERE key = ?)", (signed(key),))

    def listing(self, keys: Iterable[int]) -> list[Article]:
        """The articles that list something as related under any of these keys, newer ones first."""
        wanted = tuple(map(signed, keys))
        marks = ", ".join("?" * len(wanted))
        with guarded():
            rows = self._connection.execute(f"SELECT sources FROM edges WHERE target IN ({marks})", wanted).fetchall()
            sources = {source for (packed,) in rows for source in unpack(f"<{len(packed) // 8}q", packed)}
        ids = ", ".join(map(str, sources))  # numbers; there may be more of them than a statement takes values
        return self._selected(f"id IN ({ids})", ())

    # Full text

    def search(self, terms: Sequence[Term], limit: int = 200, is_wanted: Callable[[], bool] | None = None) -> list[int]:
        """The keys of the newest articles in whose texts all terms are found.

        Every article that `reader.query` finds in memory is among those found. So is, for terms with signs between
        their letters (`o'reilly`), one where other signs stand there, and terms without any letter ask nothing: put
        the query to the articles found.

        Args:
            terms: what must be found.
            limit: how many at most.
            is_wanted: asked while searching; when it says no, the search ends with nothing.
        """
        from reader.repository.index.tokens import FILTERS, match_of

        matches = [(term.field, match_of(term.text, whole=term.whole)) for term in terms]
        query = " AND ".join(f"{FILTERS[field]}{match}" for field, match in matches if match)
        source = "FROM texts CROSS JOIN articles ON articles.id = texts.rowid WHERE texts MATCH ?"
        order = "texts.rowid"
        if not query:
            source, order = "FROM articles WHERE ? = ''", "id"
        if is_wanted is not None:
            self._connection.set_progress_handler(lambda: not is_wanted(), _PATIENCE)
        try:
            with guarded():
                rows = self._connection.execute(f"SELECT key {source} ORDER BY {order} DESC LIMIT ?", (query, limit))
                return [unsigned(key) for (key,) in rows]
        except UnusableError:
            if is_wanted is not None and not is_wanted():
                return []
            raise
        finally:
            if is_wanted is not None:
                self._connection.set_progress_handler(None, 0)

    # Files

    def files(self) -> set[Row]:
        """Every file as it was read."""
        with guarded():
            return set(self._connection.execute("SELECT path, size, mtime, ctime, target FROM files"))

    def _selected(self, condition: str, values: Sequence[int], limit: int = -1) -> list[Article]:
        with guarded():
            query = f"SELECT {_SHOWN} FROM articles WHERE {condition} ORDER BY id DESC LIMIT ?"
            return list(map(self._article, self._connection.execute(query, (*values, limit))))

    def _article(self, found: tuple[str, int, bytes]) -> Article:
        path, key, row = found
        return self._rows.article(kept_row(row), self.root.given, path, unsigned(key))


def are_as_read(path: Path, root: LibraryRoot, paths: Sequence[str]) -> bool:
    """Whether files of a library are still what its index knows of them; False too when that cannot be used any more.

    Args:
        path: the index.
        root: the library.
        paths: the files, inside the library.
    """
    reader = IndexReader.open(path, root)
    if reader is None:
        return False
    try:
        return reader.are_as_read(paths)
    except UnusableError:
        return False
    finally:
        reader.close()
