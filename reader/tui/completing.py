"""What Tab makes of the search line: the ways to go on where the cursor is, taken one after another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.tui.line import Line

if TYPE_CHECKING:
    from reader.library import Completion

Complete = Callable[[str, int], Sequence["Completion"]]

SHOWN = 8
"""Ways to go on that are named at most."""


class Completing:
    """The ways to go on, and which of them stands in the line.

    What is shown follows what is typed; the first Tab takes the first way, and the next ones take the others in its
    place until something is typed. A single way is taken for good: the next Tab goes on behind it.
    """

    def __init__(self, complete: Complete) -> None:
        """Nothing is typed yet.

        Args:
            complete: gives the ways to go on in a text at a place.
        """
        self._complete = complete
        self._base, self._cursor = "", 0
        self._ways: list[Completion] = []
        self._taken: int | None = None
        self._stands = ""

    def follow(self, text: str, cursor: int) -> None:
        """Take note of what stands in the line, unless Tab has just put it there."""
        if self._taken is not None and text == self._stands:
            return
        self._begin(text, cursor)

    def turn(self, text: str, cursor: int, by: int) -> tuple[str, int] | None:
        """Take the next way, or with -1 the one before: the text and the place of the cursor; None without any."""
        if self._taken is None or text != self._stands or len(self._ways) == 1:
            self._begin(text, cursor)
        if not self._ways:
            return None
        if self._taken is None:
            self._taken = 0 if by > 0 else len(self._ways) - 1
        else:
            self._taken = (self._taken + by) % len(self._ways)
        way = self._ways[self._taken]
        self._stands = self._with(way)
        return self._stands, way.start + len(way.text)

    @property
    def first(self) -> int | None:
        """Where in the text the ways stand, counted from 0; None when there are none."""
        return self._ways[0].start if self._ways else None

    @property
    def begun(self) -> bool:
        """Whether something is typed that the ways go on from; else any field could stand there."""
        if not self._ways or self._taken is not None:
            return bool(self._ways)
        start = self._ways[0].start
        return start < self._cursor or self._base[:start].endswith((":", "=", ">", "<", ","))

    def line(self, key: str, dot: str) -> tuple[Line, str]:
        """The ways as `Tab databases · data lake`, the one in the line or the first one brighter; and what it means."""
        if not self._ways:
            return [], ""
        at = self._taken or 0
        first = max(0, min(at - 1, len(self._ways) - SHOWN))
        told: Line = [(f"{key} ", "dim")]
        for number, way in enumerate(self._ways[first : first + SHOWN], first):
            if number > first:
                told.append((f" {dot} ", "dim"))
            told.append((way.text, "strong" if number == at else "dim"))
        return told, self._ways[at].help

    def _begin(self, text: str, cursor: int) -> None:
        self._base, self._cursor, self._taken = text, cursor, None
        self._ways = [way for way in self._complete(text, cursor) if text[: way.start] + way.text != text[:cursor]]

    def _with(self, way: Completion) -> str:
        return self._base[: way.start] + way.text + self._base[way.end :]
