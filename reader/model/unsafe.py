"""Which characters never reach a terminal, and how to draw them where they have to be seen."""

from __future__ import annotations

import re

# All of these are of the general categories C* and Z*, so that `str.isprintable` is a quick test for "none of them".
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSAFE = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ud800-\udfff\U000e0000-\U000e007f{_BIDI}]")
"""One unsafe character: C0 but the line feed, DEL, C1, the bidirectional controls (Unicode's `Bidi_Control`,
PropList.txt), the zero width space, the byte order mark, tag characters, line and paragraph separators, surrogates.

ZWJ, ZWNJ and the variation selectors are none: Persian, Indic scripts and emoji need them.
"""


def drawn(text: str) -> str:
    """`text` with every unsafe character drawn as one visible one: `␛` for escape, `�` beyond ASCII."""
    return text if text.isprintable() else UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
