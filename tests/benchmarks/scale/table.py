"""The table: one line a figure, one column a library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from tests.benchmarks.measure import milliseconds, percentile

NOTHING = "·"
"""Stands where a figure was not measured for a library."""


class Cell(NamedTuple):
    """One figure of one library.

    Attributes:
        ours: the program's, with its unit.
        theirs: that of what ran beside it; empty where nothing did.
        ratio: ours to theirs; None where there is nothing beside.
    """

    ours: str
    theirs: str = ""
    ratio: float | None = None

    def __str__(self) -> str:
        """Such as `165 ms / 152 ms = 1.09`."""
        if not self.theirs:
            return self.ours
        ratio = "" if self.ratio is None else f" = {self.ratio:.2f}" if self.ratio < 10 else f" = {self.ratio:.1f}"
        return f"{self.ours} / {self.theirs}{ratio}"


@dataclass(slots=True)
class Line:
    """One figure.

    Attributes:
        what: what was measured.
        beside: what ran beside it.
        goal: what the figure or the ratio should be with 100,000.
        cells: by library.
    """

    what: str
    beside: str
    goal: str
    cells: dict[str, Cell] = field(default_factory=dict)


class Table:
    """Figures as they come in. Lines keep the order in which they were first told."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self.lines: dict[str, Line] = {}
        self.remarks: list[str] = []

    def add(self, column: str, what: str, cell: Cell, *, beside: str = "", goal: str = "") -> None:
        """Keep a figure."""
        self.lines.setdefault(what, Line(what, beside, goal)).cells[column] = cell

    def compare(
        self,
        column: str,
        what: str,
        ours: Sequence[float],
        theirs: Sequence[float],
        *,
        beside: str,
        goal: str = "",
        show: Callable[[float], str] = milliseconds,
        percent: int = 50,
    ) -> None:
        """Keep two series of the same rounds: their medians, or another percentile."""
        mine, other = (median(each) if percent == 50 else percentile(each, percent) for each in (ours, theirs))
        self.add(column, what, Cell(show(mine), show(other), mine / other), beside=beside, goal=goal)

    def text(self) -> str:
        """The table for a terminal."""
        rows = self._rows()
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        return "\n".join([*lines, *self.remarks])

    def markdown(self) -> str:
        """The table for a README."""
        head, *rows = (f"| {' | '.join(row)} |" for row in self._rows())
        rule = f"|{'---|' * (3 + len(self.columns))}"
        return "\n".join([head, rule, *rows, *(f"\n{remark}" for remark in self.remarks)])

    def _rows(self) -> list[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = [("what", *self.columns, "beside", "goal")]
        for line in self.lines.values():
            cells = [str(line.cells[column]) if column in line.cells else NOTHING for column in self.columns]
            rows.append((line.what, *cells, line.beside, line.goal))
        return rows
