"""A document as blocks of text, and blocks as lines of a width. Pure; nothing here knows a widget.

Each laid-out line remembers the block and the character it begins with, so that a place in the text outlives
any change of width.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.line import Line, text_of

Span: TypeAlias = tuple[int, int, str]
"""Start and end in a paragraph's text, and the style there."""


class Paragraph(NamedTuple):
    """Text that is wrapped.

    Attributes:
        text: without newlines, but where `verbatim`.
        style: the style of what no span covers.
        spans: sorted, apart from each other.
        first: what stands before the first line (a bullet, a number, a quote bar).
        rest: what stands before the others; as wide as `first`.
        verbatim: lines are kept, and cut only where they are too long (code).
    """

    text: str
    style: str = "text"
    spans: tuple[Span, ...] = ()
    first: str = ""
    rest: str = ""
    verbatim: bool = False


class Drawn(NamedTuple):
    """Lines that draw themselves for a width: headings of sections, rows that can be chosen.

    Attributes:
        draw: the lines for a width.
        choice: what Enter acts on here; None for what is only read.
    """

    draw: Callable[[int], Sequence[Line]]
    choice: object | None = None


class Blank(NamedTuple):
    """An empty line."""


Block: TypeAlias = Paragraph | Drawn | Blank


class Placed(NamedTuple):
    """One line of a layout.

    Attributes:
        line: its runs.
        block: the number of the block it belongs to.
        offset: the character of the block's text it begins with (for drawn blocks the line of the block).
    """

    line: Line
    block: int
    offset: int


class Layout(NamedTuple):
    """Blocks laid out for one width.

    Attributes:
        width: in cells.
        blocks: what was laid out.
        lines: from top to bottom.
        choices: for each block that can be chosen its number, first line and line count.
    """

    width: int
    blocks: tuple[Block, ...]
    lines: list[Placed]
    choices: list[tuple[int, int, int]]

    def place(self, line: int) -> tuple[int, int]:
        """The block and character at the beginning of a line; the end for a line past it."""
        if not self.lines:
            return (0, 0)
        placed = self.lines[max(0, min(line, len(self.lines) - 1))]
        return (placed.block, placed.offset)

    def line_of(self, place: tuple[int, int]) -> int:
        """The line that holds a place."""
        keys = [(placed.block, placed.offset) for placed in self.lines]
        return max(0, bisect_right(keys, place) - 1)

    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(text_of(placed.line).rstrip() for placed in self.lines)


def choices_of(blocks: Sequence[Block]) -> list[object]:
    """What the rows that can be chosen stand for, from top to bottom."""
    return [block.choice for block in blocks if isinstance(block, Drawn) and block.choice is not None]


def lay_out(blocks: Sequence[Block], width: int) -> Layout:
    """Lay blocks out for a width of at least 1 cell."""
    layout = Layout(width, tuple(blocks), [], [])
    for number, block in enumerate(layout.blocks):
        first = len(layout.lines)
        match block:
            case Blank():
                layout.lines.append(Placed([], number, 0))
            case Drawn():
                layout.lines.extend([Placed(list(line), number, row) for row, line in enumerate(block.draw(width))])
                if block.choice is not None:
                    layout.choices.append((number, first, len(layout.lines) - first))
            case Paragraph():
                layout.lines.extend(_paragraph(block, number, width))
    return layout


def _paragraph(block: Paragraph, number: int, width: int) -> list[Placed]:
    # Deep nesting leaves the text at least half of the line; the innermost marks stay.
    most = width // 2
    first, rest = (mark[max(0, len(mark) - most) :] for mark in (block.first, block.rest))
    room = max(1, width - max(cells.width(first), cells.width(rest)))
    placed = []
    for index, (start, end) in enumerate(_lines(block, room)):
        lead = rest if index else first
        line: Line = [(lead, "faint")] if lead else []
        # Spaces that are left out at the very beginning still belong to the first line.
        placed.append(Placed([*line, *runs(block, start, end)], number, start if index else 0))
    return placed


def _lines(block: Paragraph, room: int) -> list[tuple[int, int]]:
    if not block.verbatim:
        return cells.wrap(block.text, room)
    lines = []
    start = 0
    for text in block.text.split("\n"):
        lines += [(start + begin, start + end) for begin, end in cells.chop(text, room)]
        start += len(text) + 1
    return lines


def runs(block: Paragraph, start: int, end: int) -> Line:
    """The part of a paragraph from `start` to `end` as styled runs."""
    line: Line = []
    last = start
    for index in range(bisect_right(block.spans, start, key=_span_end), len(block.spans)):
        span_start, span_end, style = block.spans[index]
        if span_start >= end:
            break
        begin, stop = max(span_start, start), min(span_end, end)
        if begin > last:
            line.append((block.text[last:begin], block.style))
        line.append((block.text[begin:stop], style))
        last = stop
    if last < end or not line:
        line.append((block.text[last:end], block.style))
    return line


def _span_end(span: Span) -> int:
    return span[1]
