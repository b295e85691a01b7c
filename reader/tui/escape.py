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

_ESCAPES = re.compile(
    "\x1b\\[20([01])~|\x1b([\t\n\r -MQ-WYZ`-~\xa0-\U0010ffff])|\x1b(?!\\[?\\Z|\\[20?\\Z|\\[20[01]\\Z)"
)
r"""What a paste begins or ends with; Escape and a key; any other Escape that is not the last of what has come.

`N O P X [ \ ] ^ _` begin or end sequences of the terminal (ECMA-48, table 2)."""

_BEGUN = re.compile("\x1b(?:\\[(?:2(?:0[01]?)?)?)?\\Z")

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
        self._before = ""  # what came last, where it may be the beginning of what is looked for
        self._is_pasting = False

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        """The text of the next bytes."""
        text = self._decode(data, final)
        if not text:
            return text
        before, whole = self._before, self._before + text
        if "\x1b" not in whole:
            return text
        begun = _BEGUN.search(whole)
        self._before = begun[0] if begun else ""
        return _ESCAPES.sub(self._parted, whole)[len(before) :]

    def _parted(self, found: re.Match[str]) -> str:
        if found[1]:
            self._is_pasting = found[1] == "0"
        elif self._is_pasting:  # what is pasted has none to Textual, which would end the paste there
            return found[2] or ""
        elif found[2] and found[2] not in self._with_alt:
            return f"\x1b{_NOTHING}{found[2]}"
        return found[0]
