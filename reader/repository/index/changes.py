"""What has changed in a library since its index was written: every file's status against the one it was read with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from reader.model import Problem
from reader.model.named import NamedTuple
from reader.repository.places import Place
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found, Row, Scan


class Changes(NamedTuple):
    """The difference between a library's folder and its index.

    Attributes:
        files: new files and files that changed, in the order in which they are read.
        known: the paths of those of them that the index knows otherwise.
        gone: the paths of files that are not there any more.
        problems: what the scan passed over.
        total: how many files there are.
        places: what folders and links were like just before (see `Scan`).
        written: the state of the index that was compared (see `Look`); empty without one.
    """

    files: list[Found]
    known: frozenset[str]
    gone: tuple[str, ...]
    problems: list[Problem]
    total: int
    places: Mapping[str, Place]
    written: str = ""


def find_changes(
    root: LibraryRoot,
    rows: Set[Row],
    *,
    written: str = "",
    follow_symlinks: bool = False,
    go_on: Callable[[], bool] | None = None,
) -> Changes | None:
    """Look through a library.

    Args:
        root: the library.
        rows: what the index knows, as `IndexReader.files` gives it.
        written: the state of the index.
        follow_symlinks: whether links that lead out of the library are followed.
        go_on: asked after every folder; None is returned when it says no.
    """
    scan = Scan(root, follow_symlinks=follow_symlinks, is_known=rows.__contains__)
    for _ in scan.walk():
        if go_on is not None and not go_on():
            return None
    paths: frozenset[str] = frozenset()
    if scan.files or len(scan.known) != len(rows):
        paths = frozenset([row[0] for row in rows])
    changed = paths.intersection([found.path for found in scan.files])
    gone = tuple(paths - changed - set(scan.known)) if paths else ()
    total = len(scan.known) + len(scan.files)
    return Changes(scan.files, changed, gone, scan.problems, total, scan.places, written)
