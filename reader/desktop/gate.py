"""The one gate every address passes on its way to a browser, and how an address is shown to a person.

A browser takes what begins with `-` for an option and opens local files and scripts by their scheme; addresses come
from documents that anybody may have written.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from reader.model import UsageError

LONGEST = 8192
"""Bytes of an address that still opens."""

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*(?:%[a-z0-9_.-]+)?", re.I)
_AUTHORITY = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#\\]*)", re.I)
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # what browsers take for a dot too (RFC 3490, section 3.1)
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_SCRIPTS = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "HEBREW", "THAI", "DEVANAGARI"})
"""First words of the Unicode names of letters that look like no Latin ones."""


def gate(url: str) -> str:
    """`url`, exactly as written, if it may be opened.

    Raises:
        UsageError: it may not; the message says why, without repeating it.
    """
    reason = _objection(url)
    if reason:
        raise UsageError(f"Not opened: {reason}.")
    return url


def display_url(url: str) -> str:
    """`url` as a person should read it: without user name and password, a host that could pass for another in Punycode.

    What has no host is returned as it is.
    """
    match = _AUTHORITY.match(url)
    if match is None:
        return url
    place = match[1].rpartition("@")[2]
    if not place.isascii():
        place = ".".join(_shown(label) for label in _DOTS.split(place))
    return url[: match.start(1)] + place + url[match.end(1) :]


def _objection(url: str) -> str:
    if not url:
        return "there is no address"
    if url.startswith("-"):
        return "the address begins with “-”, as an option does"
    if len(url.encode("utf-8", "replace")) > LONGEST:
        return f"the address is longer than {LONGEST:,} bytes"
    # Joiners are a matter of spelling in Persian and Indic paths; a host is checked below.
    if " " in url or not url.translate(_JOINERS).isprintable():
        return "the address holds a space or a control character"
    if "\\" in url:
        return "the address holds a backslash"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "the address cannot be read"
    if parts.scheme not in ("http", "https"):
        return "only http and https addresses are"
    return "" if _has_host(parts) else "the address names no host"


def _has_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return _HOST.fullmatch(host if host.isascii() else host.encode("idna").decode("ascii")) is not None
    except UnicodeError:
        return False


def _shown(label: str) -> str:
    """A part of a host, perhaps with a port: as it is if it can pass for no other, else in Punycode (RFC 3492)."""
    label, colon, port = label.partition(":")
    if not _is_plain(label):
        try:
            label = label.encode("idna").decode("ascii")
        except UnicodeError:
            label = "xn--" + label.encode("punycode", "replace").decode("ascii")
    return label + colon + port


def _is_plain(label: str) -> bool:
    """Whether all letters are ASCII and Latin-1, or all of scripts that have no look-alikes there."""
    letters = [char for char in label if char not in "-0123456789"]
    if all(char.isascii() or ("ß" <= char <= "ÿ" and char.isalpha()) for char in letters):
        return True
    return all(unicodedata.name(char, "").partition(" ")[0].partition("-")[0] in _SCRIPTS for char in letters)
