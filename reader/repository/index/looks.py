"""What an index notes of the last look through its whole library, and whether that may still be relied upon.

Looking at the status of every file takes 570 ms for 100,000 of them (measured), which is most of what a command that
prints 20 lines did. A file that is added, removed, renamed or put in another's place changes its folder's times. So the
index notes when every file was compared with it and what every folder was like just before; as long as no folder
is otherwise, only a file that was rewritten in place can be, and who shows articles asks for the stamps of their own
files besides (`IndexReader.are_as_read`). For what nobody shows the note is good for an hour.

A note never lies by more than that:

- A folder's times tell nothing of what happens within the tick of its clock: what changed less than `_SETTLED` before
  the look counts as uncertain, and so does the library (git calls such an index racy).
- Times and number of a folder both count, and the time of the status beside that of the content: programs that copy
  whole trees set the latter back.
- A link counts as what it leads to, wherever that is.
- It is of one state of the index. Whoever writes anything into that (`IndexWriter`) makes it another, since what is
  written may have been read before the look; only after another look there is a note again.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.kept_file import keep_file
from reader.model.named import NamedTuple
from reader.repository.places import Place, place_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

GOOD_FOR = 3600 * 1_000_000_000
"""Nanoseconds that a look may be relied upon."""

_SETTLED = 2_000_000_000  # nanoseconds: the coarsest clock of a file system that is in use (FAT)
_MOST_PLACES = 50_000  # with more folders the note takes as long to read as looking at files


class Look(NamedTuple):
    """One look through a library.

    Attributes:
        began: nanoseconds since 1970.
        follow: whether links that lead out of the library were followed.
        places: the folders and links it met, by absolute path, as they were just before it looked inside.
        written: what names the state of the index that is as the files were; empty without an index.
    """

    began: int
    follow: bool
    places: Mapping[str, Place]
    written: str = ""

    def holds(self, now: int, *, follow: bool) -> bool:
        """Whether no file can have come, gone, or been put in another's place since, as far as folders tell.

        Args:
            now: nanoseconds since 1970.
            follow: whether links that lead out of the library are followed now.
        """
        if follow is not self.follow or not 0 <= now - self.began < GOOD_FOR:
            return False
        certain = self.began - _SETTLED
        return all(
            place_of(path) == place and place[0] < certain and place[1] < certain for path, place in self.places.items()
        )


def note_of(index: Path) -> Path:
    """Where the look is noted: beside the index, which is another one to whoever shows it when it is written."""
    return index.with_name(f"{index.name}-look")


def noted(index: Path, connection: sqlite3.Connection) -> Look | None:
    """The look that is noted of an index as it is, if it has all files. Raises sqlite3.Error.

    Args:
        index: the index.
        connection: it, open.
    """
    state = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('complete', 'written')"))
    if len(state) < 2:
        return None
    try:
        with open(note_of(index), "rb") as opened:
            data = opened.read()
        if int.from_bytes(data[:4], "little") != zlib.crc32(data[4:]):
            return None
        began, follow, told, state_then = marshal.loads(data[4:])
        # Whatever a place is, comparing it with what stands there finds out.
        places = {str(path): tuple(place) for path, place in told.items()}
    except (OSError, EOFError, ValueError, TypeError, AttributeError):
        return None
    return Look(began, follow, places, state_then) if state_then == state["written"] else None


def written(connection: sqlite3.Connection) -> str:
    """What names the state of an index: it is another one after every transaction of a writer. Raises sqlite3.Error."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'written'").fetchone()
    return str(row[0]) if row is not None else ""


def write_changed(connection: sqlite3.Connection) -> str:
    """Within a transaction that changes what an index knows: no note holds of it any more. Returns its new state."""
    state = os.urandom(8).hex()
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('written', ?)", (state,))
    return state


def note_look(index: Path, look: Look) -> None:
    """Note a look after which an index, in the state that the look names, knows of every file what it is.

    Never raises: where nothing can be noted, the next one looks through everything too.

    Args:
        index: the index.
        look: the look.
    """
    if len(look.places) > _MOST_PLACES or not look.written:
        return
    told = marshal.dumps((look.began, look.follow, dict(look.places), look.written))
    with contextlib.suppress(OSError):
        keep_file(os.fspath(note_of(index)), zlib.crc32(told).to_bytes(4, "little") + told)
