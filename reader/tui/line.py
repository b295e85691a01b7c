"""A line of the screen before it has colours: runs of text, each with the name of its style."""

from __future__ import annotations

from typing import TypeAlias

from reader.tui import cells

Run: TypeAlias = tuple[str, str]
"""Text and a style's name; the names are the component classes of `reader.tui.paint`."""

Line: TypeAlias = list[Run]
"""Runs from left to right."""


def text_of(line: Line) -> str:
    """The line's text without styles."""
    return "".join(text for text, _style in line)


def line_width(line: Line) -> int:
    """The cells the line takes."""
    return sum(cells.width(text) for text, _style in line)


def justify(left: Line, right: Line, width: int, *, fill: str = " ", fill_style: str = "text") -> Line:
    """`left` and `right` at the two ends of a line of `width` cells; where both do not fit, `right` goes."""
    room = width - line_width(left) - line_width(right)
    if room < 0 or not right:
        return left
    return [*left, (fill * room, fill_style), *right]


def shorten(line: Line, width: int, ellipsis: str = "…") -> Line:
    """As much of the beginning of `line` as fits into `width` cells, with `ellipsis` where something was cut."""
    if line_width(line) <= width:
        return line
    text = cells.truncate(text_of(line), width, ellipsis)
    shown: Line = []
    at = 0
    for run, style in line:
        if at < len(text):
            shown.append((text[at : at + len(run)], style))
        at += len(run)
    return shown


def highlight(text: str, style: str, spans: list[tuple[int, int]], hit: str) -> Line:
    """`text` as runs, with the parts in `spans` (start, end; sorted, apart) in the style `hit`."""
    line: Line = []
    last = 0
    for start, end in spans:
        if start > last:
            line.append((text[last:start], style))
        line.append((text[start:end], hit))
        last = end
    if last < len(text) or not line:
        line.append((text[last:], style))
    return line
