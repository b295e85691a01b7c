"""The journal's file: what it is before it is opened, its tables, reading and writing.

`sqlite3` is imported when a file is opened: with nothing kept yet, starting does not pay for it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.journal.records import Event, Place, from_json, restored, snapshot
from reader.model import Article
from reader.model.identity import RULES
from reader.model.mark import Mark

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x72646A72
"""Stands in the file's header (SQLite file format, offset 68) and tells our files from all others."""

VERSION = 1
"""Of the tables; stands in the file's header (offset 60)."""

_BUSY_SECONDS = 5.0
_SQLITE_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100

# `read` and `starred` are NULL when nothing is known of them, so that one file's marks can be laid over another's.
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE TABLE marks (
    identity TEXT PRIMARY KEY,
    key INTEGER NOT NULL,
    read INTEGER,
    starred INTEGER,
    snapshot TEXT
) WITHOUT ROWID;
CREATE TABLE places (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Standing(Enum):
    """What is found where the journal is kept."""

    MISSING = auto()
    OURS = auto()
    NEWER = auto()
    """Ours, but written by a program that knows more than this one."""
    FOREIGN = auto()
    """Another program's database, or no ordinary file."""
    JUNK = auto()
    """A file that is no database at all."""
    UNREADABLE = auto()


@dataclass(slots=True)
class State:
    """What follows from all events.

    Attributes:
        read: keys of read articles.
        starred: snapshots of starred articles by key.
        places: values under names, as JSON.
    """

    read: set[int] = field(default_factory=set)
    starred: dict[int, Article] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def inspect(path: Path) -> Standing:
    """Look at the header of a file without opening it as a database."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return Standing.MISSING
    except OSError:
        return Standing.UNREADABLE
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Standing.FOREIGN
        header = os.read(descriptor, _HEADER_SIZE)
    except OSError:
        return Standing.UNREADABLE
    finally:
        os.close(descriptor)
    if not header:  # a program was killed while it created the file
        return Standing.MISSING
    if len(header) < _HEADER_SIZE or not header.startswith(_SQLITE_MAGIC):
        return Standing.JUNK
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        return Standing.FOREIGN
    return Standing.NEWER if int.from_bytes(header[60:64], "big") > VERSION else Standing.OURS


def set_aside(path: Path) -> Path:
    """Give a file, and what SQLite keeps beside it, a new name; returns that name. Raises OSError."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.broken-{stamp}-{number}")
    for suffix in ("-wal", "-shm", ""):
        if os.path.lexists(f"{path}{suffix}"):
            os.rename(f"{path}{suffix}", f"{aside}{suffix}")
    return aside


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite means that the file's content is wrong, not that it is out of reach for now."""
    # Primary result codes: SQLITE_ERROR (a table or column is missing), SQLITE_CORRUPT, SQLITE_NOTADB.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {1, 11, 26}


def connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    """Open a database file that exists. Raises sqlite3.Error.

    Args:
        path: the file.
        options: of SQLite's URI: `mode=rw`, `mode=ro`, or `mode=ro&immutable=1`, which reads where nothing at all can
            be written, but not what still stands in a write-ahead log.
    """
    import sqlite3

    # One thread at a time uses the connection: first the one that starts, then the writer.
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{options}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    # In a write-ahead log a killed program loses nothing this way; only a power cut may take the last deeds back.
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def create(path: Path) -> sqlite3.Connection:
    """Open the journal's file for writing, making it and its folders if need be, for nobody else to read.

    Raises:
        OSError: the folder cannot be made or written.
        sqlite3.Error: the file cannot be used; it is another program's, or it became a newer program's meanwhile.
    """
    import sqlite3

    for folder in reversed([path.parent, *path.parent.parents]):
        if not folder.exists():
            os.makedirs(folder, mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            told = [("device", os.urandom(8).hex()), ("rules", str(RULES))]
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", told)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={VERSION}")
        elif connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise sqlite3.DatabaseError("another program's file")
        connection.execute("COMMIT")
        # After the first commit: the header, by which the file is known, then stands in the file itself.
        # When another program writes just now it fails; without a log it is slower, not less safe.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def load(connection: sqlite3.Connection, state: State) -> None:
    """Lay what the file says over `state`. Raises sqlite3.Error."""
    for identity, key, read, starred, told in connection.execute(
        "SELECT CASE WHEN starred IS NULL THEN '' ELSE identity END, key, read, starred, snapshot FROM marks"
    ):
        unsigned = key & 0xFFFF_FFFF_FFFF_FFFF  # SQLite's numbers have a sign
        if read is not None:
            (state.read.add if read else state.read.discard)(unsigned)
        if starred is not None:
            state.starred.pop(unsigned, None)
            if starred:
                state.starred[unsigned] = restored(identity, from_json(told))
    state.places.update(connection.execute("SELECT name, value FROM places"))


def write(connection: sqlite3.Connection, records: Iterable[Event | Place]) -> None:
    """Keep records, all or none. Raises sqlite3.Error."""
    # A transaction that begins by reading can find the file busy without being allowed to wait.
    connection.execute("BEGIN IMMEDIATE")
    try:
        for record in records:
            if isinstance(record, Event):
                _write_event(connection, record)
            else:
                connection.execute(
                    "INSERT INTO places (name, value) VALUES (?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (record.name, record.value),
                )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _write_event(connection: sqlite3.Connection, event: Event) -> None:
    import json

    connection.execute(
        "INSERT INTO events (id, device, time, kind, payload) "
        "VALUES (?, (SELECT value FROM meta WHERE name = 'device'), ?, ?, ?)",
        (event.id, event.time, event.kind.value, event.payload()),
    )
    if event.kind in {Mark.READ, Mark.UNREAD}:
        read = int(event.kind is Mark.READ)
        connection.executemany(
            "INSERT INTO marks (identity, key, read) VALUES (?, ?, ?) "
            "ON CONFLICT (identity) DO UPDATE SET read = excluded.read",
            ((article.identity, _signed(article.key), read) for article in event.articles),
        )
    else:
        starred = int(event.kind is Mark.STAR)
        connection.executemany(
            "INSERT INTO marks (identity, key, starred, snapshot) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (identity) DO UPDATE SET starred = excluded.starred, snapshot = excluded.snapshot",
            (
                (
                    article.identity,
                    _signed(article.key),
                    starred,
                    json.dumps(snapshot(article), ensure_ascii=False) if starred else None,
                )
                for article in event.articles
            ),
        )


def _signed(key: int) -> int:
    return key - (1 << 64) if key >= 1 << 63 else key
