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
        self._open: sqlite3.Connection | None = None

    def __del__(self) -> None:
        """Close the file: as long as anybody holds the columns, they may ask."""
        if self._open is not None:
            self._open.close()

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
        """Open it now: what takes its place or takes it away from now on is of no account."""
        with self._lock, contextlib.suppress(sqlite3.Error, OSError):
            self._connection()

    def _connection(self) -> sqlite3.Connection:
        """The open database. Raises sqlite3.Error, also when it was made anew since: ids mean other articles then."""
        if self._open is None:
            self._open = connect(self._index, "rw")
            self._open.execute("PRAGMA query_only = ON")
        row = self._open.execute("SELECT value FROM meta WHERE name = 'made'").fetchone()
        if row is None or row[0] != self._made:
            raise sqlite3.DatabaseError("made anew since")
        return self._open
