"""When two addresses are one article: canonical URLs, identities and keys.

The person's marks are kept under the identity, so a change of these rules needs a migration of the journal:
raise `RULES` with every change.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from hashlib import _Hash

RULES = 1
"""The version of the rules in this module."""

_TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# Nearly every address is plain lower-case ASCII without escapes, port, user or fragment; for those the canonical form
# is a slice. Six times faster than `urlsplit`, and real documents hold 100 addresses each.
_PLAIN = re.compile(
    r"https?://(?:www\.)?([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)(/[A-Za-z0-9._~!$'()*+,;=:@/&-]*)?"
    r"(?:\?([A-Za-z0-9._~!$'()*+,;=:@/?&-]*))?"
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


def canonical_url(url: str) -> str | None:
    """The canonical form of an http or https address: `host[:port]/path?query`, or None when it is no such address.

    The scheme, user info, a leading `www.`, one trailing slash, tracking parameters and fragments (but `#!…`) go;
    the host is lower-case IDNA; path case and query order stay; `%XX` is normalised (RFC 3986 section 6.2.2).
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None:
        host, path, query = plain.groups("")
        if not host.startswith("www."):
            return host + path.removesuffix("/") + (_kept_query(query) if query else "")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = _ascii_host(parts.hostname).removeprefix("www.").rstrip(".")
    if not host.strip():
        return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _normal_escapes(parts.path).removesuffix("/")
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return host + path + _kept_query(_normal_escapes(parts.query)) + fragment


def url_identity(urls: tuple[str, ...], start: Moment | None = None) -> str | None:
    """The identity the first usable of `urls` gives, or None.

    Args:
        urls: `webUrl`, then `originalUrl`; empty strings are passed over.
        start: when an event begins; series of events share a page, so the start tells them apart.
    """
    for url in urls:
        canonical = canonical_url(url) if url else None
        if canonical:
            return f"{canonical} @{start.iso()}" if start else canonical
    return None


def document_identity(title: str, published_at: Moment | None, provider: str, *, path: str = "") -> str:
    """The identity of an article without any URL.

    Args:
        title: the clean title; empty when even that came from the file name.
        published_at: when it was published.
        provider: the provider's key.
        path: stands in for all of them when there is no title.
    """
    if not title:
        return f"doc:path:{path}"
    told = "\n".join((title, published_at.iso() if published_at else "", provider))
    return "doc:" + _sha256()(told.encode("utf-8", "replace")).hexdigest()


def key_of(identity: str) -> int:
    """The first 8 bytes of the identity's SHA-256 as an unsigned number: cheap to keep by the million."""
    return int.from_bytes(_sha256()(identity.encode("utf-8", "replace")).digest()[:8], "big")


def signed(key: int) -> int:
    """A key as a database keeps it: SQLite's numbers have 64 bits with a sign."""
    return key - (1 << 64) if key >= 1 << 63 else key


def unsigned(number: int) -> int:
    """The key that a database keeps as a number."""
    return number & 0xFFFF_FFFF_FFFF_FFFF


@cache
def _sha256() -> Callable[[bytes], _Hash]:
    """Loading it takes a start milliseconds, and what an index has needs no new keys."""
    from hashlib import sha256

    return sha256


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.casefold()


def _normal_escapes(text: str) -> str:
    """Escapes of unreserved characters undone, the others upper-case, and what is not ASCII escaped as UTF-8."""

    def normal(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    if "%" in text:
        text = _ESCAPE.sub(normal, text)
    if text.isascii():
        return text
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in text)


def _kept_query(query: str) -> str:
    """A query with its `?` and without what only tracks; empty when nothing is left."""
    kept = "&".join([pair for pair in query.split("&") if pair and not _is_tracking(pair)])
    return f"?{kept}" if kept else ""


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith("utm_")
