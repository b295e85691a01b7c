"""The journal's file: what it is before it is opened, and connections to it.

`sqlite3` is imported when a file is opened: with nothing kept yet, starting does not pay for it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.journal.schema import APPLICATION_ID, VERSION, prepare

if TYPE_CHECKING:
    import sqlite3

_BUSY_SECONDS = 5.0
_CACHE_KIB = 32_768
_SQLITE_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100
# Primary result codes: SQLITE_ERROR (a table or column is missing), SQLITE_CORRUPT, SQLITE_NOTADB.
_DAMAGE = frozenset({1, 11, 26})


class Standing(Enum):
    """What is found where the journal is kept."""

    MISSING = auto()
    OURS = auto()
    """Of this version or an older one."""
    NEWER = auto()
    """Ours, but written by a program that knows more than this one."""
    FOREIGN = auto()
    """Another program's database, or no ordinary file."""
    JUNK = auto()
    """A file that is no database at all."""
    UNREADABLE = auto()


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


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place; None where there is none, or the file system cannot say."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None


def is_gone(path: Path, known: tuple[int, int] | None) -> bool:
    """Whether a file of that identity stands at `path` no more; not where that cannot be said."""
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return known is not None
    except OSError:
        return False
    return known is not None and (status.st_dev, status.st_ino) != known


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
    """Whether an error means that the file's content is wrong, not that it is out of reach for now."""
    return (
        isinstance(error, ValueError | KeyError | TypeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
    )


def connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    """Open a database file that exists. Raises sqlite3.Error.

    Args:
        path: the file.
        options: of SQLite's URI: `mode=rw`, `mode=ro`, or `mode=ro&immutable=1`, which reads where nothing at all can
            be written, but not what still stands in a write-ahead log.
    """
    return _connected(f"file:{quote(os.fsencode(path))}?{options}")


def _connected(uri: str) -> sqlite3.Connection:
    import sqlite3

    # One thread at a time uses the connection: first the one that starts, then the writer.
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # In a write-ahead log a killed program loses nothing this way; only a power cut may take the last deeds back.
        connection.execute("PRAGMA synchronous=NORMAL")
        # Room for a deed with 100,000 articles, taken only when it is needed.
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def at_one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read in here is as it was when the first of it was read, whatever other programs write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def in_memory(source: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """A journal that ends with the program, with what `source` holds. Raises sqlite3.Error."""
    connection = _connected("file::memory:")
    try:
        if source is not None:
            source.backup(connection)
        upgrade(connection)
    except BaseException:
        connection.close()
        raise
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
        upgrade(connection)
        # After the first commit: the header, by which the file is known, then stands in the file itself.
        # When another program writes just now it fails; without a log it is slower, not less safe.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def upgrade(connection: sqlite3.Connection) -> None:
    """See that a file holds our tables in this version.

    Raises:
        sqlite3.Error: it cannot be written, is another program's, or a newer program's.
        ValueError, KeyError, TypeError: an older version's tables do not hold what they should.
    """
    if _is_current(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        prepare(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the header tells the version to programs that look there


def version(connection: sqlite3.Connection) -> int:
    """The version of a file's tables. The file's header can lag behind its write-ahead log."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def _is_current(connection: sqlite3.Connection) -> bool:
    ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    return ours and version(connection) == VERSION
