"""The last line of defence: no control character leaves for the terminal, whatever a widget was given.

Text from documents is cleaned where it comes in; this stands behind all widgets in case one is handed anything else
(a file name, a message of the system). Tried: Textual passes ESC, C1 and bidi controls of a string on as they are.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.model.unsafe import UNSAFE


class SafeLines(LineFilter):
    """Takes the unsafe characters and the line ends out of a line; every segment keeps its cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without unsafe characters."""
        # Everything unsafe is unprintable to Python; so are joiners and rare spaces, which stay.
        if all(text.isprintable() for text, _style, _control in segments):
            return segments
        return [Segment(_safe(text), style, control) for text, style, control in segments]


def _safe(text: str) -> str:
    shown = UNSAFE.sub("", text).replace("\n", "")
    if shown == text:
        return text
    # Nearly all of them take no cell. Where a surrogate did, or one parted a joiner from what it joins now, the
    # difference is made up at the end.
    size = cell_len(text)
    while cell_len(shown) > size:
        shown = shown[:-1]
    shown = shown.rstrip("\u200d")
    return shown + " " * (size - cell_len(shown))
