"""What has changed in a library since its index was written: every file's status against the one it was read with."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from reader.model import Problem
from reader.repository.names import readable_path
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
    """

    files: list[Found]
    known: frozenset[str]
    gone: tuple[str, ...]
    problems: list[Problem]
    total: int


Stamps = dict[str, tuple[int, int, int, str]]


def find_changes(
    root: LibraryRoot, stamps: Stamps, *, follow_symlinks: bool = False, go_on: Callable[[], bool] | None = None
) -> Changes | None:
    """Look through a library.

    Args:
        root: the library.
        stamps: what the index knows, as `IndexReader.stamps` gives it; it is emptied.
        follow_symlinks: whether links that lead out of the library are followed.
        go_on: asked after every folder; None is returned when it says no.
    """
    same = 0

    def known(name: str, status: os.stat_result, target: str) -> bool:
        nonlocal same
        path = name if name.isprintable() and "\\" not in name else readable_path(name)
        stamp = stamps.get(path)
        if stamp is None or stamp != (status.st_size, status.st_mtime_ns, status.st_ctime_ns, target):
            return False
        del stamps[path]
        same += 1
        return True

    scan = Scan(root, follow_symlinks=follow_symlinks, known=known)
    for _ in scan.walk():
        if go_on is not None and not go_on():
            return None
    changed = frozenset(path for path in (found.path for found in scan.files) if stamps.pop(path, None) is not None)
    return Changes(scan.files, changed, tuple(stamps), scan.problems, same + len(scan.files))
