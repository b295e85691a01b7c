"""What has changed in a library since its index was written: every file's status against the one it was read with."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from reader.model import Problem
from reader.model.named import NamedTuple
from reader.repository.names import readable_path
from reader.repository.places import Place
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found, Scan


class Changes(NamedTuple):
    """The difference between a library's folder and its index.

    Attributes:
        files: new files and files that changed, in the scan's order.
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


Stamps = dict[str, tuple[str, int, int, int, str]]


def find_changes(
    root: LibraryRoot,
    stamps: Stamps,
    *,
    written: str = "",
    follow_symlinks: bool = False,
    go_on: Callable[[], bool] | None = None,
) -> Changes | None:
    """Look through a library.

    Args:
        root: the library.
        stamps: what the index knows, as `IndexReader.stamps` gives it.
        written: the state of the index.
        follow_symlinks: whether links that lead out of the library are followed.
        go_on: asked after every folder; None is returned when it says no.
    """
    same: list[str] = []
    look, note = stamps.get, same.append

    def known(name: str, status: os.stat_result, target: str) -> bool:
        path = name if name.isprintable() and "\\" not in name else readable_path(name)
        if look(path) != (path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, target):
            return False
        note(path)
        return True

    scan = Scan(root, follow_symlinks=follow_symlinks, known=known)
    for _ in scan.walk():
        if go_on is not None and not go_on():
            return None
    changed = frozenset(path for path in (found.path for found in scan.files) if path in stamps)
    gone: tuple[str, ...] = ()
    if len(same) + len(changed) != len(stamps):
        gone = tuple(stamps.keys() - changed - set(same))
    return Changes(scan.files, changed, gone, scan.problems, len(same) + len(scan.files), scan.places, written)
