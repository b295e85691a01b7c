"""OSC 52: the escape sequence that asks a terminal to set its clipboard (xterm's "Operating System Commands")."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from reader.desktop.errors import ProgramError

LONGEST = 74_994
"""Bytes of text: 100,000 of the whole sequence in base64, where common terminals stop listening."""

_SCREEN_STRING = 240
"""Bytes GNU screen passes on at once; older ones take 256."""


def osc52(text: str, environ: Mapping[str, str]) -> str:
    """The sequence that sets the clipboard to `text`, wrapped for GNU screen inside it.

    Inside tmux it goes out plain: tmux reads it itself where `set-clipboard` is on, and lets a wrapped one through only
    where `allow-passthrough` is.

    Raises:
        ProgramError: the text is too long for terminals.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST:
        raise ProgramError(f"the text is longer than the {LONGEST:,} bytes a terminal takes")
    sequence = f"\x1b]52;c;{b64encode(data).decode('ascii')}\x07"
    if environ.get("STY") and not environ.get("TMUX"):
        pieces = (sequence[at : at + _SCREEN_STRING] for at in range(0, len(sequence), _SCREEN_STRING))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence
