"""A process that looks for changes.

Asking the system for 100,000 files' status keeps the interpreter lock busy that the screen needs too: with it in a
thread of the same process, keys took twice as long (95th percentile) when measured.
"""

from __future__ import annotations

import gc
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.model import Problem, Severity
from reader.repository.commands import command, end, heard
from reader.repository.index.changes import Changes, find_changes
from reader.repository.index.database import UnusableError
from reader.repository.index.reading import IndexReader
from reader.repository.messages import packed
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found


class Checker:
    """A process that looks through a library. It only reads; `close` it when done, however it went."""

    def __init__(self, index: Path, root: LibraryRoot, *, follow_symlinks: bool) -> None:
        """Start it.

        Raises:
            OSError: the system has no room for another process.
        """
        words = [str(index), root.given, os.fspath(root.real), "1" if follow_symlinks else ""]
        self._root = root
        self._process = subprocess.Popen(
            command("reader.repository.index.checker", *words),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip

    def changes(self, go_on: Callable[[], bool]) -> Changes | None:
        """Wait for what it found; None when it failed, or `go_on`, asked a few times a second, said no."""
        return next((self._changes(told) for told in heard(self._process, go_on)), None)

    def close(self) -> None:
        """End it."""
        end(self._process)

    def _changes(self, told: Any) -> Changes:
        files, known, gone, problems, total, places, written = told
        root = self._root
        return Changes(
            [Found(root, name, target) for name, target in files],
            frozenset(known),
            gone,
            [Problem(root.given, path, line, column, Severity(severity), code, message)
             for path, line, column, severity, code, message in problems],
            total,
            places,
            written,
        )  # fmt: skip


def main(index: str, given: str, real: str, follow: str) -> None:
    """Look through one library and write what was found to standard output."""
    gc.disable()  # nothing here goes in circles, and the process ends soon
    root = LibraryRoot(given, Path(real))
    found = None
    try:
        reader = IndexReader.open(Path(index), root)
        if reader is not None:
            written = reader.written()  # first: what is written after it counts as changed
            found = find_changes(root, reader.files(), written=written, follow_symlinks=bool(follow))
    except UnusableError:
        pass
    if found is None:
        return
    told = (
        [(each.name, each.target) for each in found.files],
        list(found.known),
        found.gone,
        [(p.path, p.line, p.column, str(p.severity), p.code, p.message) for p in found.problems],
        found.total,
        dict(found.places),
        found.written,
    )
    data = memoryview(packed(told))
    try:
        while data:
            data = data[os.write(1, data) :]
    except BrokenPipeError:  # nobody waits for it any more
        pass
    os._exit(0)  # taking the interpreter down would take as long again
