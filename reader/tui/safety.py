"""The last line of defence: no control character leaves for the terminal, whatever a widget was given.

Text from documents is cleaned where it comes in; this stands behind all widgets in case one is handed anything else
(a file name, a message of the system). Tried: Textual passes ESC, C1 and bidi controls of a string on as they are.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.model.unsafe import UNSAFE


class SafeLines(LineFilter):
    """Puts a space for each unsafe character of a line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without unsafe characters."""
        # Everything unsafe is unprintable to Python; so are joiners and rare spaces, which the pattern lets pass.
        if all(text.isprintable() for text, _style, _control in segments):
            return segments
        return [Segment(UNSAFE.sub(" ", text).replace("\n", " "), style, control) for text, style, control in segments]
