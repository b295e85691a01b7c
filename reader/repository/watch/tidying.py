"""Merging the parts of full texts while nothing else is to do.

An index of many files is written in parts, as merging them meanwhile would take three times as long. A search looks
through every part: with 100,000 articles in 20 parts it takes four times as long as in one. Merging takes seconds, so
it waits until the library is on the screen, and is done a little at a time, between two looks at what has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.repository.index.writing import IndexWriter

FEW = 5
"""Parts that may stay."""


class Tidying:
    """Merges the indexes of libraries, one after the other. Nothing that goes wrong costs more than time."""

    def __init__(self, indexes: Sequence[tuple[Path, Path]]) -> None:
        """Begin with nothing done.

        Args:
            indexes: each index, and its library's absolute path without links.
        """
        self._left = list(indexes)
        self._writer: IndexWriter | None = None
        self._at: tuple[Path, Path] | None = None
        self._has_merged = False

    def step(self) -> bool:
        """Merge a little, about 20 ms; whether all are as they will stay now, after one was not."""
        while self._left or self._writer is not None:
            try:
                if self._writer is None:
                    self._open()
                elif self._writer.merge():
                    self._has_merged = True
                    return False
                else:
                    self._close()
            except Exception:  # UnusableError, or a fault of our own
                self._close()
        merged, self._has_merged = self._has_merged, False
        return merged

    def rest(self) -> None:
        """Let others write; the next step goes on."""
        if self._writer is not None and self._at is not None:
            self._left.append(self._at)
        self._close()

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def _open(self) -> None:
        from reader.repository.index.parts import parts_of

        self._at = index, real = self._left.pop()
        if parts_of(index, real) > FEW:
            from reader.repository.index.writing import IndexWriter

            self._writer = IndexWriter.open(index, real)
