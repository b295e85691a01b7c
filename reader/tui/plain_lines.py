"""With the ASCII marks the program's own words need no other characters either: quotes, dots, ellipses, arrows."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STAND_INS = str.maketrans({"·": "-", "“": '"', "”": '"', "↑": "^", "↓": "v", "│": "|", "…": ".", "\u202f": " "})


class PlainLines(LineFilter):
    """Puts stand-ins for the characters that the program's words are written with; every segment keeps its cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with the stand-ins; letters and signs of articles that have none stay."""
        if all(text.isascii() for text, _style, _control in segments):
            return segments
        return [Segment(plain(text), style, control) for text, style, control in segments]


def plain(text: str) -> str:
    """A text with the stand-ins, as wide as it was."""
    return text.replace(" …", "..").translate(_STAND_INS)
