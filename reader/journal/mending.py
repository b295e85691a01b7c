"""What a damaged journal's events tell, put into a sound file in its place."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.journal import database
from reader.journal.records import Event
from reader.journal.schema import derive_all
from reader.model.identity import signed
from reader.model.named import NamedTuple

if TYPE_CHECKING:
    import sqlite3

_EVENTS = "sequence, id, device, time, kind, field, name, text, target, rules, keys"


class Mended(NamedTuple):
    """What became of a damaged file.

    Attributes:
        told: that in a sentence, without its end.
        is_kept: whether a file with its events stands in its place; else nothing does.
        is_whole: whether that file says all that the damaged one did.
    """

    told: str
    is_kept: bool
    is_whole: bool


def mend(path: Path, session: Sequence[Event] = ()) -> Mended:
    """Set a damaged file aside. In its place comes one with its events, where all of them can be read.

    Args:
        path: the file.
        session: events that will be written once more: they are left out.

    Raises:
        OSError: the file cannot be set aside, or there is no room for another.
    """
    import sqlite3

    fresh = path.with_name(f"{path.name}.mending-{os.getpid()}")
    lost: int | None = None
    try:
        try:
            lost = _rebuild(path, fresh, session)
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            if not _is_of_the_content(error):
                raise OSError(str(error)) from error
        aside = database.set_aside(path)
        if lost is not None:
            os.replace(fresh, path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{fresh}{suffix}")
    told = f"{path.name} was damaged; it is set aside as {aside}, and "
    if lost is None:
        return Mended(f"{told}a new one begins", is_kept=False, is_whole=False)
    told += "what it held is in a new one"
    if lost:
        told += f", but for the names of {lost:,} of its articles: their marks hold where the library has them"
    return Mended(told, is_kept=True, is_whole=not lost)


def _rebuild(path: Path, fresh: Path, session: Sequence[Event]) -> int:
    """Write a new file with what the events of a damaged one tell; returns of how many articles the names are lost.

    Raises:
        OSError: there is no room.
        sqlite3.Error, ValueError, KeyError, TypeError: the same, or the events cannot all be read.
    """
    known = {event.id for event in session}
    with closing(database.connect(path, "mode=ro")) as old, database.at_one_moment(old):
        names = _read(old, "SELECT name, value FROM meta")  # else this device's deeds become another device's
        # The table itself from its first row to its last: an index may be what is damaged.
        rows = old.execute(f"SELECT {_EVENTS} FROM events NOT INDEXED ORDER BY sequence").fetchall()
        events = [row for row in rows if row[1] not in known]
        keys = {key for row in events for key in json.loads(row[-1])} - {0}
        query = "SELECT key, identity, snapshot, told FROM articles WHERE key = ?"
        articles = [row for key in sorted(keys) for row in _read(old, query, key)]  # past all that is damaged
    with closing(database.create(fresh)) as new:
        new.execute("BEGIN IMMEDIATE")
        new.executemany("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", names)
        new.executemany(f"INSERT INTO events ({_EVENTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", events)
        new.executemany("INSERT INTO articles (key, identity, snapshot, told) VALUES (?, ?, ?, ?)", articles)
        derive_all(new)
        new.execute("COMMIT")
    told_again = {signed(article.key) for event in session for article in event.articles}
    return len(keys - {key for key, *_ in articles} - told_again)


def _read(connection: sqlite3.Connection, query: str, *values: int) -> list[tuple[object, ...]]:
    """The rows of an answer; none where they are damaged."""
    import sqlite3

    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.Error as error:
        if not _is_of_the_content(error):
            raise
        return []


def _is_of_the_content(error: Exception) -> bool:
    """Whether what a damaged file holds led to an error, not a full disk or another program."""
    import sqlite3

    # Text that is none has no code; what breaks the tables' rules was no event.
    return (
        database.is_damage(error) or isinstance(error, sqlite3.IntegrityError) or not hasattr(error, "sqlite_errorcode")
    )
