"""The last line of defence: no control character leaves for the terminal, whatever a widget was given.

Text from documents is cleaned where it comes in; this stands behind all widgets in case one is handed anything else
(a file name, a message of the system). Tried: Textual passes ESC, C1 and bidi controls of a string on as they are.
"""

from __future__ import annotations

import re
from functools import cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


class SafeLines(LineFilter):
    """Puts a space for each unsafe character of a line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without unsafe characters."""
        # Everything unsafe is unprintable to Python; so are joiners and rare spaces, which the pattern lets pass.
        if all(text.isprintable() for text, _style, _control in segments):
            return segments
        return [Segment(_unsafe().sub(" ", text), style, control) for text, style, control in segments]


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(_UNSAFE)
