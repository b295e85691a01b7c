"""What a program sends to a terminal, taken apart: text, control characters, escape sequences.

The terms are ECMA-48's: a control sequence is `CSI parameters intermediates final`; OSC, DCS, APC, PM and SOS open a
string that ST (or, for OSC, BEL) closes. A terminal that reads UTF-8 takes U+0080 to U+009F as C1 controls, so
`U+009B` opens a control sequence exactly as `ESC [` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_ESC = "\x1b"
_CSI = r"(?:\x1b\[|\x9b)"
_STRING = r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"
_COMPLETE = re.compile(
    rf"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    rf"|(?P<csi>{_CSI}[0-?]*[ -/]*[@-~])"
    rf"|(?P<string>(?:(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|{_STRING}[^\x1b\x9c]*(?:\x1b\\|\x9c)))"
    r"|(?P<escape>\x1b[ -/]*[0-OQ-WYZ\\`-~])"
)
_UNFINISHED = re.compile(rf"{_CSI}[0-?]*[ -/]*|{_STRING}[^\x1b\x9c]*\x1b?|\x1b[ -/]*")


class Kind(StrEnum):
    """What a piece of output is."""

    TEXT = "text"
    CSI = "csi"
    STRING = "string"
    """OSC, DCS, APC, PM or SOS with its closing ST or BEL."""
    ESCAPE = "escape"
    """ESC and one final character, such as `ESC 7`."""
    CONTROL = "control"
    """One C0 or C1 control character, or an ESC that begins nothing."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of output, exactly as it was sent."""

    kind: Kind
    text: str


class Tokenizer:
    """Cuts output into tokens, holding back what is not finished yet."""

    def __init__(self) -> None:
        self._rest = ""

    @property
    def rest(self) -> str:
        """What was sent but is no whole token yet."""
        return self._rest

    def feed(self, text: str) -> Iterator[Token]:
        """The whole tokens of what was held back and `text`."""
        data, self._rest = self._rest + text, ""
        at = 0
        while at < len(data):
            match = _COMPLETE.match(data, at)
            if match:
                kind = Kind(match.lastgroup or Kind.TEXT)
                at = match.end()
                yield Token(kind, match[0])
            elif _UNFINISHED.fullmatch(data, at):
                self._rest = data[at:]
                return
            else:
                yield Token(Kind.CONTROL, data[at])
                at += 1


TEXTUAL_MODES = (7, 25, 1000, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048)
"""The private modes Textual 8.2's drivers set and reset: wrapping, cursor, mouse, focus, alternate screen, paste,
frames, resizes in band (textual/drivers/linux_driver.py, textual/_ansi_sequences.py)."""

_TEXTUAL = (
    r"\x1b\[[0-9;]*m",  # colours and styles
    r"\x1b\[(?:[0-9]+;[0-9]+)?H",  # where the next strip goes
    rf"\x1b\[\?(?:{'|'.join(map(str, TEXTUAL_MODES))})[hl]",
    r"\x1b\[\?(?:2026|2048)\$p",  # does the terminal know these modes
    r"\x1b\[>25u",  # kitty's keyboard protocol, pushed and popped
    r"\x1b\[<u",
    r"\x1b\]22;[a-z-]+\x07",  # the mouse pointer's shape, from a fixed set of names
)
_UNSAFE = (
    r"\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\udc80-\udcff"
)
"""Inside a character class: controls, bidirectional and invisible ones, line separators, bytes that are no UTF-8."""


def hostile_bytes(raw: bytes, *, controls: str = "\r\n", allowed: Sequence[str] = ()) -> list[str]:
    """Everything in a program's output that is neither plain text nor one of Textual's own sequences.

    That is: every OSC, DCS, APC, PM and SOS string, every C1 control, every other control character but `controls`,
    bytes that are no UTF-8, bidirectional and invisible controls, and each control sequence of a shape that Textual's
    driver does not send. Shapes cannot tell a colour of the program from a colour in an article: a test that plants
    one must look for it by its own parameters.

    Args:
        raw: what the terminal was sent.
        controls: control characters that are no harm here, at least one; command-line output may add the tab.
        allowed: regular expressions of further whole sequences, such as a clipboard the test has asked for.

    Returns:
        One `repr` per finding, in order; empty when all is well.
    """
    harmless = re.compile("(?:" + "|".join([f"[^{_UNSAFE}]+", f"[{re.escape(controls)}]", *_TEXTUAL, *allowed]) + ")+")
    text = raw.decode("utf-8", "surrogateescape")
    found: list[str] = []
    at = 0
    while at < len(text):
        if match := harmless.match(text, at):
            at = match.end()
            continue
        # A whole sequence where there is one, else the one character.
        sequence = _COMPLETE.match(text, at)
        end = sequence.end() if sequence and sequence.lastgroup != Kind.TEXT else at + 1
        found.append(ascii(text[at:end]))
        at = end
    return found
