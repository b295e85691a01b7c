"""How many parts a full text has: it is written in parts, and a search looks through all of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reader.repository.index.database import UnusableError, guarded, open_current

_STRUCTURE = "SELECT block FROM texts_data WHERE id = 10"  # the record of its structure (fts5_index.c)


def parts_of(index: Path, real: Path) -> int:
    """The number of parts of an index; 0 for one that cannot be used.

    Args:
        index: the database; it is only read.
        real: the library's absolute path without links.
    """
    connection = open_current(index, real)
    if connection is None:
        return 0
    with closing(connection):
        try:
            with guarded():
                row = connection.execute(_STRUCTURE).fetchone()
                return _segments(row[0]) if row is not None else 0
        except UnusableError:
            return 0


def _segments(structure: bytes) -> int:
    """The second number after a cookie of four bytes: the first one is that of levels."""
    at = 4
    number = 0
    for _ in range(2):
        number = 0
        while structure[at] & 0x80:  # seven bits a byte, the greatest first
            number = (number | structure[at] & 0x7F) << 7
            at += 1
        number |= structure[at]
        at += 1
    return number
