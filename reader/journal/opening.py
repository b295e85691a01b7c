"""Finding out what stands where the journal is kept, and what can be done with it."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.journal import database
from reader.journal.database import Standing
from reader.journal.schema import VERSION
from reader.journal.state import State, load
from reader.journal.writer import Writer
from reader.model.errors import UsageError
from reader.model.named import NamedTuple

if TYPE_CHECKING:
    import sqlite3

MEMORY_ONLY = "marks made now hold until you leave."


class Opened(NamedTuple):
    """A journal found.

    Attributes:
        state: what it says.
        base: what another file says beneath it: a newer program's journal, which is not written.
        writer: keeps what is done from now on.
        notice: what is wrong, in a sentence.
        seen: the version of the file's content that `state` is of.
        is_whole: whether the journal that is written to holds all that was kept before.
    """

    state: State
    base: State | None
    writer: Writer
    notice: str = ""
    seen: Sight | None = None
    is_whole: bool = True


class Sight(NamedTuple):
    """What is different when somebody else has changed the journal.

    Attributes:
        epoch: of the writer; see there.
        version: SQLite's `data_version`, which changes with every commit of another connection.
    """

    epoch: int
    version: int


def sight(connection: sqlite3.Connection, epoch: int) -> Sight:
    """What the journal looks like now."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return Sight(epoch, version)


def open_journal(path: Path) -> Opened:
    """Read what was kept in a file. Never raises; creates nothing."""
    standing = database.inspect(path)
    if standing is Standing.NEWER:
        return _beside_newer(path)
    if standing is Standing.OURS:
        return _ours(path)
    if standing is Standing.JUNK:
        return _damaged(path, None, "")
    if standing is Standing.FOREIGN:
        return _nowhere(f"{path} belongs to another program and is left alone: {MEMORY_ONLY}")
    if standing is Standing.UNREADABLE:
        return _nowhere(f"{path} cannot be read: {MEMORY_ONLY}")
    if not _can_be_made(path):
        return _nowhere(f"Nothing can be written in {path.parent}: {MEMORY_ONLY}", is_whole=True)
    return Opened(State(), None, Writer(path, None))


def _nowhere(notice: str, base: State | None = None, *, is_whole: bool = False) -> Opened:
    """A journal without a file; not whole where it stands in for one that cannot be used."""
    state = base.copy() if base is not None else State()
    return Opened(state, base, Writer(None, None), notice, is_whole=is_whole)


def _ours(path: Path, base: State | None = None, notice: str = "", *, is_mended: bool = False) -> Opened:
    """Lay a file of ours over `base`, and go on writing to it."""
    import sqlite3

    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    state = base.copy() if base is not None else State()
    connection: sqlite3.Connection | None = None
    identity = database.identity(path)  # before: a file that comes in its place meanwhile is then found to be another
    try:
        connection = database.connect(path, "mode=rw" if writable else "mode=ro&immutable=1")
        if database.version(connection) > VERSION:  # the header did not tell: a log stands beside the file
            connection.close()
            return _beside_newer(path)
        if not writable:
            file, connection = connection, database.in_memory(connection)
            file.close()
            notice = f"{path} can be read but not written: {MEMORY_ONLY}"
        else:
            database.upgrade(connection)
            if base is None:
                _take_in_older(path, connection)
        with database.at_one_moment(connection):
            seen = sight(connection, 0)
            load(connection, state)
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        if connection is not None:
            connection.close()
        if database.is_damage(error) and not is_mended:
            return _damaged(path, base, notice)
        return _nowhere(f"{path} cannot be read ({error}): {MEMORY_ONLY}", base)
    writer = Writer(path if writable else None, connection, identity)
    return Opened(state, base, writer, notice, seen, is_whole=base is None)


def _take_in_older(path: Path, connection: sqlite3.Connection) -> None:
    """Merge what an older program kept beside a journal that was too new for it; see `_beside_newer`.

    What cannot be merged stays where it is, for the next time.
    """
    import sqlite3

    for version in range(1, VERSION):
        beside = path.with_name(f"{path.stem}-{version}{path.suffix}")
        if database.inspect(beside) is Standing.OURS:
            from reader.journal.exchange import events, lines
            from reader.journal.tables import write

            with suppress(sqlite3.Error, OSError, ValueError, KeyError, TypeError, UsageError):
                with closing(database.connect(beside)) as older, closing(database.in_memory(older)) as copy:
                    told = lines(copy)
                write(connection, events(told))
                # Killed before this, the program takes the same in again, which changes nothing.
                os.replace(beside, beside.with_name(f"{beside.name}.merged"))


def _damaged(path: Path, base: State | None, notice: str) -> Opened:
    """Go on with what a file's events tell, where they can all be read; else begin anew."""
    from reader.journal.mending import mend

    try:
        mended = mend(path)
    except OSError:
        return _nowhere(f"{path} is damaged, and nothing can be put in its place: {MEMORY_ONLY}", base)
    notice = " ".join(filter(None, (notice, f"{mended.told}.")))
    if mended.is_kept:
        opened = _ours(path, base, notice, is_mended=True)
        return opened._replace(is_whole=opened.is_whole and mended.is_whole)
    return Opened(base.copy() if base is not None else State(), base, Writer(path, None), notice, is_whole=False)


def _beside_newer(path: Path) -> Opened:
    """Read what can be understood of a newer program's journal, and keep new deeds in a file of ours beside it.

    Writing with our knowledge into tables that follow other rules could spoil them. Events carry ids, so a program
    that knows both files can merge them.
    """
    import sqlite3

    base = State()
    own = path.with_name(f"{path.stem}-{VERSION}{path.suffix}")
    notice = f"{path} is of a newer version: it is left as it is, and what you do now is kept in {own.name} beside it."
    try:
        newer = database.connect(path, "mode=ro")
        try:
            with database.at_one_moment(newer):
                load(newer, base)
        finally:
            newer.close()
    except sqlite3.Error:
        base = State()
        notice = f"{path} is of a newer version and cannot be understood: what you do now is kept in {own.name}."
    standing = database.inspect(own)
    if standing is Standing.OURS:
        return _ours(own, base, notice)
    if standing is Standing.MISSING and _can_be_made(own):
        return Opened(base.copy(), base, Writer(own, None), notice, is_whole=False)
    return _nowhere(f"{path} is of a newer version and is left as it is: {MEMORY_ONLY}", base)


def _can_be_made(path: Path) -> bool:
    """Whether the nearest folder that exists above a file can be written."""
    folder = next((folder for folder in path.parents if os.path.lexists(folder)), None)
    return folder is not None and folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
