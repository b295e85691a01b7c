"""Merging the parts of full texts once the library is on the screen.

An index of many files is written in parts, as merging them meanwhile would take three times as long. A search looks
through every part: with 100,000 articles in 20 parts it takes four times as long as in one. Merging those takes two
seconds, in a process of its own that yields to every other. When files change it is given up, as only one may write,
and goes on afterwards.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from reader.repository.commands import command, end
from reader.repository.index.parts import parts_of

FEW = 5
"""Parts that may stay."""

_NICENESS = 10  # the screen and other programs come first


class Tidying:
    """Merges the indexes of libraries, one after the other. Nothing that goes wrong costs more than time."""

    def __init__(self, indexes: Sequence[tuple[Path, Path]]) -> None:
        """Begin with nothing done.

        Args:
            indexes: each index, and its library's absolute path without links.
        """
        self._left = list(indexes)
        self._process: subprocess.Popen[bytes] | None = None
        self._has_merged = False

    def step(self) -> bool:
        """Go on, without waiting; whether all are as they will stay now, after one was not."""
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return False
            self._process = None
            self._left.pop()
            self._has_merged = self._has_merged or status == 0
        while self._left:
            if self._begin(*self._left[-1]):
                return False
            self._left.pop()
        merged, self._has_merged = self._has_merged, False
        return merged

    def rest(self) -> None:
        """Let others write; the next step goes on."""
        process, self._process = self._process, None
        if process is not None:
            end(process)  # what a transaction has not kept is as it was

    def _begin(self, index: Path, real: Path) -> bool:
        """Start merging, where it is worth that; whether it was."""
        if parts_of(index, real) <= FEW:
            return False
        try:
            self._process = subprocess.Popen(
                command("reader.repository.watch.tidying", str(index), os.fspath(real)),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:  # the system has no room for another process
            return False
        return True


def main(index: str, real: str) -> None:
    """Merge the parts of one index, for the parent's sake only; ends with status 0 when that was done."""
    from reader.repository.index.database import UnusableError
    from reader.repository.index.writing import IndexWriter

    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    parent = os.getppid()
    try:
        writer = IndexWriter.open(Path(index), Path(real))
        if writer is not None:
            with closing(writer):
                while writer.merge():
                    if os.getppid() != parent:  # it was killed
                        break
            os._exit(0)
    except UnusableError:
        pass
    os._exit(1)
