"""Which line of a list shows what: rows of one height, with lines before some of them that part the list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class RowLines:
    """Where the rows of a list are among its lines, counted from the top of the list.

    A row that begins a group has a line before it; so has the row before which a line tells what is new, above the
    group's own.

    Attributes:
        height: lines a row takes.
    """

    def __init__(self, rows: int, height: int, *, groups: Sequence[int] = (), new: int | None = None) -> None:
        """Lay out so many rows.

        Args:
            rows: how many there are.
            height: lines a row takes.
            groups: the first row of each group, in order.
            new: the row before which a line tells what is new.
        """
        self.height = height
        self._rows = rows
        self._groups = groups
        self._new = new
        self._breaks = groups if new is None else sorted([*groups, new])  # rows, twice where two lines are before one
        self._break_lines = [row * height + number for number, row in enumerate(self._breaks)]

    def __len__(self) -> int:
        """How many lines there are."""
        return self._rows * self.height + len(self._breaks)

    @property
    def has_groups(self) -> bool:
        """Whether rows stand in groups."""
        return bool(self._groups)

    def line(self, row: int) -> int:
        """The first line of a row."""
        return row * self.height + bisect_right(self._breaks, row)

    def locate(self, line: int) -> tuple[int, int]:
        """The row at a line and which of its lines that is, below zero for those before the row.

        What comes after the last row is the row after it.
        """
        before = bisect_right(self._break_lines, line)
        if before and self._break_lines[before - 1] == line:
            row = self._breaks[before - 1]
        else:
            row = min((line - before) // self.height, self._rows)
        return row, line - self.line(row)

    def begins_group(self, row: int) -> bool:
        """Whether a group begins with a row."""
        at = bisect_left(self._groups, row)
        return at < len(self._groups) and self._groups[at] == row

    def group_of(self, row: int) -> int:
        """The number of the group a row is in; -1 where none has begun."""
        return bisect_right(self._groups, row) - 1

    def tells_new(self, row: int, part: int) -> bool:
        """Whether the line found by `locate` is the one that tells what is new."""
        return row == self._new and part == (-2 if self.begins_group(row) else -1)
