r"""File names as text that is safe to show, and back again.

A file name is any bytes but `/` and NUL: it may hold an escape sequence, a line end, a bidi override, or bytes that
are no UTF-8. `Article.path` and `Problem.path` are shown, printed and typed in by people, so they hold the name in a
readable spelling that loses nothing:

- a byte that is no UTF-8, and an ASCII control character: `\x1b`;
- any other unsafe character (C1, bidi controls, zero width space, tags, line separators): `\u202e`, `\U000e0041`;
- a backslash: `\\`;
- everything else, spaces and every script included, as it stands.

Both ways are one to one, so that a path a person copied finds its file again.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT_FORMATS = frozenset("\u200c\u200d")  # ZWNJ and ZWJ: Persian, Indic scripts and emoji are spelled with them
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_RAW_BYTES = range(0xDC80, 0xDD00)  # how os.fsdecode (PEP 383) spells a byte that is no UTF-8
_ESCAPED = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")


def readable_path(name: str) -> str:
    """The safe spelling of a path as `os.fsdecode` gives it."""
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(map(_readable, name))


def system_path(path: str) -> str:
    """The path to hand to the operating system, from its safe spelling: undoes `readable_path`."""
    return _ESCAPED.sub(_original, path) if "\\" in path else path


def _readable(char: str) -> str:
    code = ord(char)
    if char == "\\":
        return "\\\\"
    if unicodedata.category(char) not in _UNSAFE_CATEGORIES or char in _KEPT_FORMATS:
        return char
    if code in _RAW_BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _original(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code if code < 0x80 else 0xDC00 + code)
    digits = match[2] or match[3]
    if not digits:
        return "\\"
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else match[0]
