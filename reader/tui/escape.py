"""Escape and the key after it, told apart from alt and that key.

A terminal sends both as the same bytes, and tells them apart only by when they come. On a slow line, and in tmux, which
waits half a second for what follows an Escape (`escape-time`), whoever presses Escape and then `j` has pressed alt+j:
nothing happens, or Textual drops the Escape alone. Where no command has that key with alt, both keys were meant.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Set as AbstractSet

_NOTHING = "\x1b[?0;0$y"
"""What a terminal answers who asks for a mode that does not exist (DECRPM, mode 0): no key, and passed over.

Another Escape behind one makes that one a key to Textual, whether it still waits for more or has told of it already."""

_BEFORE_KEY = re.compile(r"\x1b([ -MQ-WYZ`-~\r])")
r"""Escape and a key. `N O P X [ \ ] ^ _` begin or end sequences of the terminal (ECMA-48, table 2)."""

_WITH_ALT = frozenset("bf")
"""Keys that terminals themselves send behind Escape: for words back and forth."""


class EscapeDecoder(codecs.IncrementalDecoder):
    """Decodes what a terminal sends, and lets each Escape that is a key of its own be one.

    What is no text in the encoding is passed over: a byte that is no UTF-8, as from a terminal set to Latin-1 or a
    disturbed line, would otherwise end the program.

    Args:
        encoding: of the terminal.
        with_alt: the characters that mean something with alt.
    """

    def __init__(self, encoding: str, with_alt: AbstractSet[str]) -> None:
        super().__init__()
        self._decode = codecs.getincrementaldecoder(encoding)("ignore").decode
        self._with_alt = _WITH_ALT | with_alt
        self._is_open = False  # whether what came last was an Escape

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        """The text of the next bytes."""
        text = self._decode(data, final)
        if not text:
            return text
        before, self._is_open = "\x1b" if self._is_open else "", text[-1] == "\x1b"
        if "\x1b" not in before + text:
            return text
        return _BEFORE_KEY.sub(self._parted, before + text)[len(before) :]

    def _parted(self, found: re.Match[str]) -> str:
        return found[0] if found[1] in self._with_alt else f"\x1b{_NOTHING}{found[1]}"
