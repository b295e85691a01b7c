"""The terminal's side of the conversation: a screen, the modes that are on, and answers to what a program asks.

Drawing is pyte's, with what pyte misreads kept from it: sequences with a private prefix or an intermediate (pyte takes
`CSI > 25 u` for `CSI 25 u`), and all strings (it takes `OSC 22` for a window title). The alternate screen, which pyte
does not know, is a second pyte screen.

Widths: pyte asks wcwidth code point by code point, so a wide character takes two cells as in a real terminal, but a
joined emoji (ZWJ), a flag or a skin tone takes the sum of its parts, where Textual and newer terminals count the whole
as two cells. A test of such a line looks for its text, never for the column of what stands right of it. Marks without
width that pyte does not know are left out.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pyte
from wcwidth import wcwidth

from tests.end_to_end.sequences import Kind, Token, Tokenizer

_PRIVATE_MODE = re.compile(r"\x1b\[\?([0-9;]+)([hl])")
_MODE_QUERY = re.compile(r"\x1b\[\?([0-9]+)\$p")
_KEYBOARD_PUSH = re.compile(r"\x1b\[>[0-9;]*u")
_KEYBOARD_POP = re.compile(r"\x1b\[<([0-9]*)u")
_PYTE_READS = re.compile(r"\x1b\[[0-9;]*[@-~]")
_ALTERNATE = frozenset({47, 1047, 1049})
_DRAWN = frozenset({7, 25})
"""The private modes that pyte draws by: wrapping and the cursor."""
_FRAME = 2026
AT_START = frozenset(_DRAWN)
"""The private modes that are on in a terminal nobody has touched: lines wrap, the cursor shows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character cell.

    Attributes:
        text: the character; empty in the right half of a wide one.
        foreground: a colour's name or six hex digits; `default` for the terminal's own.
        background: likewise.
    """

    text: str
    foreground: str
    background: str
    bold: bool
    italic: bool
    underline: bool
    reverse: bool


class Emulator:
    """An xterm-like terminal as far as Textual can tell: draws, tracks modes, answers queries.

    Attributes:
        modes: private modes that are on now.
        keyboard_depth: how many kitty keyboard protocols are pushed and not popped.
        strings: every OSC, DCS, APC, PM and SOS string received, in order.
        frames: how many synchronised frames have ended.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = set(AT_START)
        self.keyboard_depth = 0
        self.strings: list[str] = []
        self.frames = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tokenizer = Tokenizer()
        self._main, self._alternate = pyte.Screen(columns, rows), pyte.Screen(columns, rows)
        self._screen = self._main
        self._streams = {screen: pyte.Stream(screen) for screen in (self._main, self._alternate)}
        self._undrawn: list[str] = []

    @property
    def drawing(self) -> bool:
        """Whether a frame has begun and not ended: the screen is neither the old nor the new one."""
        return _FRAME in self.modes

    @property
    def lines(self) -> list[str]:
        """The screen's rows as text, each as wide as the screen."""
        self._draw()
        return [str(line) for line in self._screen.display]

    @property
    def cursor(self) -> tuple[int, int]:
        """The cursor's column and row, from 0."""
        self._draw()
        return int(self._screen.cursor.x), int(self._screen.cursor.y)

    def cell(self, x: int, y: int) -> Cell:
        """The cell in column `x` of row `y`, both from 0."""
        self._draw()
        char = self._screen.buffer[y][x]
        return Cell(char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse)

    def resize(self, columns: int, rows: int) -> None:
        """Make the screen another size; the program draws it anew."""
        self._draw()
        for screen in self._streams:
            screen.resize(rows, columns)

    def feed(self, data: bytes) -> bytes:
        """Take what the program sent; returns what the terminal answers.

        Drawing waits until somebody looks at the screen, so that a measurement does not pay for it.
        """
        answers = ""
        for token in self._tokenizer.feed(self._decoder.decode(data)):
            if token.kind is Kind.CSI and not self._is_drawing(token.text):
                answers += self._private(token.text)
            elif token.kind is Kind.CSI:
                answers += self._query(token.text)
            elif token.kind is Kind.STRING:
                self.strings.append(token.text)
            else:
                self._undrawn.append(token.text)
        return answers.encode()

    def _is_drawing(self, text: str) -> bool:
        return _PYTE_READS.fullmatch(text) is not None

    def _query(self, text: str) -> str:
        if text in {"\x1b[c", "\x1b[0c"}:
            return "\x1b[?62;22c"
        if text == "\x1b[5n":
            return "\x1b[0n"
        if text == "\x1b[6n":
            x, y = self.cursor
            return f"\x1b[{y + 1};{x + 1}R"
        if text.endswith("t"):  # window reports: we have none to give, and pyte would not know them
            return ""
        self._undrawn.append(text)
        return ""

    def _private(self, text: str) -> str:
        if match := _PRIVATE_MODE.fullmatch(text):
            for number in match[1].split(";"):
                self._switch(int(number), on=match[2] == "h")
        elif match := _MODE_QUERY.fullmatch(text):
            # 2: known and off; 0: not known.
            return f"\x1b[?{match[1]};{2 if int(match[1]) == _FRAME else 0}$y"
        elif _KEYBOARD_PUSH.fullmatch(text):
            self.keyboard_depth += 1
        elif match := _KEYBOARD_POP.fullmatch(text):
            self.keyboard_depth = max(0, self.keyboard_depth - int(match[1] or 1))
        elif text in {"\x1b[>c", "\x1b[>0c"}:
            return "\x1b[>0;0;0c"
        return ""

    def _switch(self, mode: int, *, on: bool) -> None:
        if mode == _FRAME and not on and self.drawing:
            self.frames += 1
        if mode in _ALTERNATE and on != (self._screen is self._alternate):
            self._draw()
            self._screen = self._alternate if on else self._main
            self._screen.erase_in_display(2) if on else None
        if mode in _DRAWN:
            self._undrawn.append(f"\x1b[?{mode}{'h' if on else 'l'}")
        (self.modes.add if on else self.modes.discard)(mode)

    def _draw(self) -> None:
        if self._undrawn:
            text = "".join(self._undrawn)
            self._undrawn.clear()
            if not text.isascii():
                text = "".join(char for char in text if char.isascii() or _is_drawn(char))
            self._streams[self._screen].feed(text)


@cache
def _is_drawn(char: str) -> bool:
    """Whether pyte draws a character: at marks without width that Unicode does not call combining it drops the rest.

    Those are the vowel signs of Devanagari and Thai, which a terminal draws over the letter before.
    """
    return wcwidth(char) != 0 or unicodedata.combining(char) != 0


__all__ = ["AT_START", "Cell", "Emulator", "Token"]
