"""The file of an index: where it is, whether it is one, and connections to it.

An index is a cache. Whatever is wrong with it, the answer is the same: it is not used, and made anew.

Nothing here opens the file but SQLite: closing any descriptor of a file takes all locks of the process off it (POSIX),
and then another program that closes its own connection takes the log away from under those that are still open here.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import reader
from reader.model.identity import RULES
from reader.repository.index.schema import APPLICATION_ID, CREATE, VERSION
from reader.repository.wire import LAYOUT

if TYPE_CHECKING:
    import sqlite3

_BUSY_SECONDS = 2.0
_PAGE = 8_192  # bytes; rows and parts of the full text are a few thousand, of which pages of 4,096 waste some
_BESIDE = ("", "-wal", "-shm", "-journal", "-look")
# What decides how a file becomes rows: the index of a program that reads otherwise is of no use.
_READING = ("documents", "model", "repository", "repository/index")


class _OtherError(Exception):
    """The file is no index of the library that this program can use."""


class UnusableError(Exception):
    """The index cannot be used: it is damaged, busy, full, gone, or cannot be reached."""


def file_of(cache_dir: Path, real: Path) -> Path:
    """Where the index of a library is kept.

    Args:
        cache_dir: the program's cache directory.
        real: the library's absolute path without links.
    """
    # Not hashlib: it takes a start milliseconds. Should two paths ever meet, the path inside the file tells them apart.
    name = os.fsencode(real)
    return cache_dir / "index" / f"{zlib.crc32(name):08x}{zlib.crc32(name[::-1]):08x}.sqlite"


def reading_version() -> str:
    """What names the way in which this program reads files: its version, and the very files that do it.

    Developers change how documents are read without telling anybody; an index must notice.
    """
    told = [reader.__version__, str(LAYOUT), str(RULES), str(sys.version_info[:2])]
    package = os.path.dirname(os.path.abspath(reader.__path__[0] + "/_"))
    for folder in _READING:
        with contextlib.suppress(OSError), os.scandir(os.path.join(package, folder)) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    told.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
    return f"{zlib.crc32(chr(10).join(told).encode()):08x}"


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever damage does to reading or writing into `UnusableError`."""
    import sqlite3
    import struct

    try:
        yield
    except (sqlite3.Error, struct.error, ValueError, TypeError, OverflowError, IndexError, OSError) as error:
        raise UnusableError(str(error) or type(error).__name__) from error


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file as a database.

    Args:
        path: the file.
        mode: `rw`, or `rwc` to create it. Even who only reads opens it so: the log beside it wants a shared memory.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    import sqlite3

    uri = f"file:{quote(os.fsencode(path))}?mode={mode}"
    # One thread at a time uses a connection, not always the one that opened it.
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def is_current(connection: sqlite3.Connection, real: Path) -> bool:
    """Whether a database is the index of a library as this program makes it. Raises sqlite3.Error."""
    if not _is_ours(connection) or connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        return False
    meta = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('root', 'reading')"))
    return meta == {"root": os.fsencode(real), "reading": reading_version()}


def open_current(path: Path, real: Path) -> sqlite3.Connection | None:
    """A connection for reading; None when there is no index of the library that this program can use."""
    if not os.path.isfile(path):
        return None
    import sqlite3

    connection = None
    try:
        connection = connect(path, "rw")
        connection.execute("PRAGMA query_only = ON")
        if is_current(connection, real):
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def prepare(path: Path, real: Path, *, anew: bool = False) -> sqlite3.Connection:
    """A connection for writing, to an index made anew where there is none that can be used.

    Whatever is made anew is another file: a program that has the one before open goes on with that.

    Args:
        path: the file.
        real: the library's absolute path without links.
        anew: whether what is there is thrown away, even when it could be used.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    import sqlite3

    if anew or not os.path.isfile(path):
        remove(path)
    try:
        return _prepared(path, real)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
    except _OtherError:
        pass
    remove(path)
    return _prepared(path, real)


def is_damage(error: BaseException | None) -> bool:
    """Whether an error means that the file's content is wrong, not that it is out of reach for now."""
    import sqlite3

    if isinstance(error, sqlite3.Error):
        # Primary result codes: SQLITE_ERROR (a table or column is missing), SQLITE_CORRUPT, SQLITE_NOTADB.
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in {1, 11, 26}
    return isinstance(error, Exception) and not isinstance(error, (OSError, MemoryError))


def _prepared(path: Path, real: Path) -> sqlite3.Connection:
    connection = connect(path, "rwc")
    try:
        if _tables(connection) and not is_current(connection, real):
            raise _OtherError
        connection.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is new
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        if not _tables(connection):
            _make(connection, real)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def remove(path: Path) -> None:
    """Take away a file, what SQLite keeps beside it, and its columns. Raises OSError."""
    for file in (*(Path(f"{path}{suffix}") for suffix in _BESIDE), *_columns(path)):
        with contextlib.suppress(FileNotFoundError):
            file.unlink()


def size(path: Path) -> int:
    """Bytes an index takes, with what SQLite keeps beside it, and its columns."""
    total = 0
    for file in (*(Path(f"{path}{suffix}") for suffix in _BESIDE), *_columns(path)):
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total


def _columns(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.stem}.*.columns"))


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _make(connection: sqlite3.Connection, real: Path) -> None:
    for statement in CREATE:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    meta = [("root", os.fsencode(real)), ("reading", reading_version()), ("made", os.urandom(8).hex())]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
