"""Lines that stay straight on every terminal, whatever it makes of a script.

Terminals do not agree on how many cells the vowel signs of Indic scripts take (none in kitty, one each in xterm, VTE
and tmux), nor on joined emoji and flags. Where such a text stands in a line, its cells are blanked first and the cursor
is put where the text begins and where what follows it begins. So nothing else moves, and nothing is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.color import ColorSystem
from rich.console import Console
from textual.strip import Strip
from textual.widget import Widget

from reader.tui import cells

_JOINED = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")  # emoji with colours, and flags
_AFTER_GAP = re.compile(r"(?<=  )(?=\S)")


def is_doubtful(text: str) -> bool:
    """Whether terminals disagree on how many cells a text takes."""
    return not text.isascii() and (cells.has_signs(text) or _JOINED.search(text) is not None)


def placed(text: str, column: int) -> Iterator[tuple[str, bool]]:
    """The parts of a text that begins in a column, counted from 1, each with whether it is to be seen or a move."""
    for part in _AFTER_GAP.split(text) if is_doubtful(text) else (text,):
        size = cells.width(part)
        if is_doubtful(part):
            yield " " * size, True
            yield f"\x1b[{column}G", False
            yield part.rstrip(" "), True
            yield f"\x1b[{column + size}G", False
        else:
            yield part, True
        column += size


class PlacedStrip(Strip):
    """A strip of a widget with such texts. Cut in pieces, under a menu, it is an ordinary one."""

    __slots__ = ["_widget"]

    def __init__(self, strip: Strip, widget: Widget) -> None:
        super().__init__(strip, strip.cell_length)
        self._widget = widget

    def render(self, console: Console) -> str:
        """The strip for the terminal. Not kept: the widget may stand elsewhere the next time."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        column = self._widget.content_region.x + 1
        sent: list[str] = []
        for text, style, _control in self:
            for part, is_seen in placed(text, column):
                if style is None or not is_seen:
                    sent.append(part)
                else:
                    sent.append(self.render_style(style, part, color_system=colours))
            column += cells.width(text)
        return "".join(sent)
