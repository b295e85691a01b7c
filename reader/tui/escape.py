"""Escape and the key after it, told apart from alt and that key.

A terminal sends both as the same bytes, and tells them apart only by when they come. On a slow line, and in tmux, which
waits half a second for what follows an Escape (`escape-time`), whoever presses Escape and then `j` has pressed alt+j:
nothing happens, or Textual drops the Escape alone. Where no command has that key with alt, both keys were meant.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Set as AbstractSet

from textual.constants import DISABLE_KITTY_KEY

_ALONE = "\x1b[27u"
"""Escape as the kitty keyboard protocol has it, which cannot be the beginning of anything else.

<https://sw.kovidgoyal.net/kitty/keyboard-protocol/>"""

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

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        """The text of the next bytes."""
        text = self._decode(data, final)
        return text if "\x1b" not in text or DISABLE_KITTY_KEY else _BEFORE_KEY.sub(self._parted, text)

    def _parted(self, found: re.Match[str]) -> str:
        return found[0] if found[1] in self._with_alt else _ALONE + found[1]
