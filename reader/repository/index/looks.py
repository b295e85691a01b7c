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
- Whoever writes anything into an index takes the note away (`IndexWriter`), since it may have been read before the
  look; only after another look there is one again.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

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
        written: what names the state of the index that the files were compared with; empty without an index.
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


def noted(connection: sqlite3.Connection) -> Look | None:
    """The look that an index notes, if it has all files; None where there is none. Raises sqlite3.Error."""
    rows = dict(connection.execute("SELECT name, value FROM meta WHERE name IN ('complete', 'look')"))
    if len(rows) < 2:
        return None
    try:
        began, follow, places = marshal.loads(rows["look"])
        # Whatever damage left of a place, comparing it with what stands there finds it different.
        return Look(int(began), bool(follow), {str(path): tuple(place) for path, place in places.items()})
    except (EOFError, ValueError, TypeError, AttributeError, OverflowError):
        return None


def written(connection: sqlite3.Connection) -> str:
    """What names the state of an index: it is another one after every transaction of a writer. Raises sqlite3.Error."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'written'").fetchone()
    return str(row[0]) if row is not None else ""


def write_changed(connection: sqlite3.Connection) -> None:
    """Within a transaction that changes what an index knows of files: no look holds of it any more."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('written', ?)", (os.urandom(8).hex(),))
    connection.execute("DELETE FROM meta WHERE name = 'look'")


def write_look(connection: sqlite3.Connection, look: Look) -> None:
    """Within a transaction: note a look after which the index knows of every file what it is."""
    if len(look.places) <= _MOST_PLACES:
        told = marshal.dumps((look.began, look.follow, dict(look.places)))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('look', ?)", (told,))


def note_look(path: Path, real: Path, look: Look) -> None:
    """Note a look that found nothing changed, unless the index has been written since. Never raises.

    Args:
        path: the index.
        real: the library's absolute path without links.
        look: the look.
    """
    import sqlite3

    from reader.repository.index.database import connect, is_current, is_ours

    if not is_ours(path):
        return
    connection = None
    try:
        connection = connect(path, "rw")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA busy_timeout = 0")  # who is writing takes the note away again anyway
        connection.execute("BEGIN IMMEDIATE")
        if is_current(connection, real) and written(connection) == look.written:
            write_look(connection, look)
        connection.execute("COMMIT")
    except (sqlite3.Error, OSError):  # busy, read only, full: the next one looks through everything too
        pass
    finally:
        if connection is not None:
            connection.close()
