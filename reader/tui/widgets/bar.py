"""One-line bars: headings, notices, and the footer with its clickable hints."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.tui import cells
from reader.tui.line import Line, line_width
from reader.tui.paint import Painted


class Bar(Painted):
    """Lines with something at their left and right ends; the left is cut when both do not fit. Mostly one line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[Line, Line]] = [([], [])]

    def show(self, left: Line, right: Line | None = None, *more: tuple[Line, Line]) -> None:
        """Show a line, and more below it."""
        lines = [(left, right or []), *more]
        if len(lines) != len(self._lines):
            self.styles.height = len(lines)
        if lines != self._lines:
            self._lines = lines
            self.redraw()

    def draw_line(self, y: int, _top: int, width: int) -> Strip:
        """One of the lines."""
        return self.strip(ends(*self._lines[y], width) if y < len(self._lines) else [], width)


class Footer(Bar):
    """Hints of keys at the left, or a message; problems or running work at the right."""

    class Hit(Message):
        """A hint was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    class ProblemsHit(Message):
        """The right end was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: Sequence[tuple[str, str, str]] = ()
        self._places: list[tuple[int, int, str]] = []
        self._right: Line = []

    def fit(self) -> None:
        """Show as many hints as the new width has room for."""
        if self._hints:
            self.show_hints(self._hints, self._right)

    def show_hints(self, hints: Sequence[tuple[str, str, str]], right: Line) -> None:
        """Show hints as (command, keys, word), dropping from the right but for the last one, until they fit."""
        self._hints, self._right = hints, right
        room = self.size.width - line_width(right) - 2
        shown = list(hints)
        while len(shown) > 1 and 1 + sum(cells.width(f"{keys} {word}") + 2 for _id, keys, word in shown) - 2 > room:
            del shown[-2]
        left: Line = []
        self._places = []
        at = 1
        for ident, keys, word in shown:
            left += [(" " if at == 1 else "  ", "dim"), (keys, "text"), (f" {word}", "dim")]
            end = at + cells.width(f"{keys} {word}")
            self._places.append((at, end, ident))
            at = end + 2
        self.show(left, right)

    def show_message(self, left: Line, right: Line) -> None:
        """Show a message instead of hints."""
        self._hints = ()
        self._places = []
        self.show(left, right)

    def on_click(self, event: events.Click) -> None:
        """Do what the hint under the pointer says."""
        event.stop()
        for start, end, ident in self._places:
            if start <= event.x < end:
                self.post_message(self.Hit(ident))
                return
        if event.x >= self.size.width - line_width(self._lines[0][1]) and self._lines[0][1]:
            self.post_message(self.ProblemsHit())


def ends(left: Line, right: Line, width: int) -> Line:
    """Left and right at the ends of `width` cells; the left is cut with an ellipsis to leave the right whole.

    Before that, runs of the right whose style is `spare` go, the first one first.
    """
    while line_width(left) + line_width(right) >= width and any(style == "spare" for _text, style in right):
        at = next(number for number, (_text, style) in enumerate(right) if style == "spare")
        right = [*right[:at], *right[at + 1 :]]
    room = width - line_width(right)
    if right and room < 8:
        return ends(left, [], width)
    spare = room - line_width(left)
    if spare > 0 or (spare == 0 and not right):  # the two never touch
        return [*left, (" " * spare, "text"), *right]
    cut: Line = []
    left_room = room - (1 if right else 0)
    for text, style in left:
        if cells.width(text) > left_room:
            cut.append((cells.truncate(text, left_room), style))
            break
        cut.append((text, style))
        left_room -= cells.width(text)
    return [*cut, (" " * max(0, room - line_width(cut)), "text"), *right]
