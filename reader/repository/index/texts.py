"""The database beside columns: what leads to which article, what lists what, and the full text."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from struct import error as struct_error
from struct import unpack

from reader.repository.index.database import connect

_PATIENCE = 1000  # steps of SQLite's machine between two looks whether a search is still wanted
_MATCHING = "SELECT json_group_array(rowid) FROM texts WHERE texts MATCH ?1"
_FIRST = (
    "SELECT json_group_array(rowid) FROM (SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rowid DESC LIMIT ?2)"
)


class Texts:
    """The database beside the columns, opened when it is first asked, by one thread at a time.

    Args:
        index: the database.
        made: what it calls itself since it was made anew last; articles have other ids in any other.
    """

    def __init__(self, index: Path, made: str) -> None:
        self._index = index
        self._made = made
        self._lock = threading.Lock()
        self._held: sqlite3.Connection | None = None
        self._beside: sqlite3.Connection | None = None
        self._changes: int | None = None  # as the one beside numbers them, up to the moment held; None: none is held

    def ids(self, query: str, values: Sequence[int]) -> list[int]:
        """The numbers a query gives; none when the database cannot be asked."""
        with self._lock:
            try:
                return [number for (number,) in self._connection().execute(query, values)]
            except (sqlite3.Error, OSError):
                return []

    def sources(self, query: str, values: Sequence[int]) -> set[int]:
        """The numbers that are packed together in the values a query gives; none when the database cannot be asked."""
        with self._lock:
            try:
                packed = b"".join([value for (value,) in self._connection().execute(query, values)])
                return {*unpack(f"<{len(packed) // 8}q", packed)}
            except (sqlite3.Error, OSError, struct_error):
                return set()

    def matching(self, match: str, limit: int, go_on: Callable[[], bool] | None) -> list[int] | None:
        """The greatest ids of texts an FTS5 expression matches; None when they cannot be asked, or `go_on` said no."""
        with self._lock:
            try:
                connection = self._connection()
                if connection.execute("SELECT 1 FROM meta WHERE name = 'complete'").fetchone() is None:
                    return None
                if go_on is not None:
                    connection.set_progress_handler(lambda: not go_on(), _PATIENCE)
                try:
                    # One value instead of a row for each: reading rows holds the interpreter's lock, this does not.
                    asked = (_MATCHING, (match,)) if limit < 0 else (_FIRST, (match, limit))
                    told = connection.execute(*asked).fetchone()[0]
                finally:
                    connection.set_progress_handler(None, 0)
            except (sqlite3.Error, OSError):
                return None
        return list(map(int, told[1:-1].split(","))) if len(told) > 2 else []

    def hold(self) -> None:
        """Ask from now on what is there at this moment, or at a later one at which the articles are the same."""
        with self._lock, contextlib.suppress(sqlite3.Error, OSError):
            self._connection()

    def _connection(self) -> sqlite3.Connection:
        """The open database, as it is or as it was when it last had the ids of these columns.

        Another program may make it anew, or take its file away: ids mean other articles then. So a moment of it is
        held, and given up for a later one where a look from beside says that this may be done.

        Raises:
            sqlite3.Error, OSError: there is no such moment any more.
        """
        try:
            if self._beside is None:
                self._beside = self._opened()
            (changes,) = self._beside.execute("PRAGMA data_version").fetchone()
            if self._held is None or (changes != self._changes and self._is_same(self._beside)):
                if self._held is None:
                    self._held = self._opened()
                else:
                    self._held.execute("COMMIT")
                self._held.execute("BEGIN")
                self._changes = changes if self._is_same(self._held) else None
        except (sqlite3.Error, OSError):
            if self._changes is None:
                raise
        if self._held is None or self._changes is None:
            raise sqlite3.DatabaseError("made anew since")
        return self._held

    def _opened(self) -> sqlite3.Connection:
        connection = connect(self._index, "rw")
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _is_same(self, connection: sqlite3.Connection) -> bool:
        row = connection.execute("SELECT value FROM meta WHERE name = 'made'").fetchone()
        return row is not None and row[0] == self._made
