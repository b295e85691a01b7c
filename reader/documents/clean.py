"""Text from outside made safe for a terminal: the one place where it happens.

What is unsafe, `reader.model.unsafe` says. Whatever of it ends a line or stands between words is replaced by what does
so safely, all else is removed.

Entities are decoded before cleaning; the other order would let `&#27;` bring an escape back.
"""

from __future__ import annotations

import re

from reader.model.unsafe import UNSAFE, drawn

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BETWEEN_WORDS = re.compile("[\t-\r\x85\u2028\u2029]+")
_SPACES = re.compile(" {2,}")

_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{1,31}(?:;|(?![A-Za-z0-9=])))")
_LONGEST_REFERENCE = 16
"""Characters in a numeric reference; Python refuses to read a number of thousands of digits."""


def clean_line(text: str) -> str:
    """`text` on one line without unsafe characters, without spaces at its ends, runs of spaces made one."""
    if not text.isprintable():
        text = UNSAFE.sub("", _BETWEEN_WORDS.sub(" ", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def clean_text(text: str) -> str:
    """`text` without unsafe characters; every line end is a line feed, tabs are spaces up to the next fourth column."""
    if text.replace("\n", "").isprintable() or not UNSAFE.search(text):
        return text
    return UNSAFE.sub("", _LINE_END.sub("\n", text).expandtabs(4))


def decode_entities(text: str) -> str:
    """`text` with its HTML character references decoded once, `&amp;lt;` giving `&lt;`; what is none stays.

    The result is not clean. A reference without its semicolon counts where a browser takes it in an attribute
    (HTML Standard, named character reference state), so that `?a=1&copy=2` stays as it is.
    """
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def visible_controls(text: str) -> str:
    """`text` with every unsafe character drawn as one visible one, lines kept, CRLF shown as a plain line end."""
    return drawn(text.replace("\r\n", "\n"))


def _decoded(match: re.Match[str]) -> str:
    from html import unescape
    from html.entities import html5

    reference = match[0]
    if not reference.startswith("&#"):
        return html5.get(reference[1:], reference)
    return unescape(reference) if len(reference) <= _LONGEST_REFERENCE else "\ufffd"
