"""One library folder while it is loaded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.repository.roots import LibraryRoot

if TYPE_CHECKING:
    from reader.model.columns import Columns
    from reader.repository.index.changes import Changes
    from reader.repository.index.reading import IndexReader


class Shelf:
    """One library folder while it is loaded.

    Attributes:
        root: the folder.
        index: where its index is kept; None when none can be.
        reader: the index as it stands; None when there is none that can be used.
        columns: the articles of the index as columns, if they were given so.
        given: the paths of articles and problems that the index has given otherwise.
        changes: what has changed since; everything, without an index.
        fresh: whether the index is complete and up to date.
        reason: why it could not be written; empty when it was, or need not be.
        trusted: whether that was believed without a look at every file.
        indexed: whether a process of its own put everything in the index; then not all articles were given yet.
    """

    def __init__(self, root: LibraryRoot, index: Path | None) -> None:
        self.root = root
        self.index = index
        self.reader: IndexReader | None = None
        self.columns: Columns | None = None
        self.given: Collection[str] = ()
        self.changes: Changes | None = None
        self.fresh = False
        self.reason = ""
        self.trusted = False
        self.indexed = False


def given_places(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The places of everything an index has given."""
    columns, library = shelf.columns, shelf.root.given
    if columns is not None:
        yield from ((library, columns.path(row)) for row in range(len(columns)))
    yield from ((library, path) for path in shelf.given)
