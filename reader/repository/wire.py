"""Articles as flat rows of plain values, for the way between processes and for tables on disk.

A row is a tuple of None, int, str and bytes, so `marshal` carries it and SQLite keeps it as it is. Its columns:

== ===================== ======================================================================================
 0 identity              the key is computed from it
 1 title
 2 excerpt
 3 published_at          a moment: microseconds since 1970 in UTC, times two, plus one when only the day is known
 4 updated_at            the same
 5 provider name
 6 provider domain
 7 topics                one a line
 8 type
 9 category
10 quality
11 heat
12 published             0, 1 or None
13 removed               0 or 1
14 web URL
15 original URL
16 AMP URL
17 AMP URL on the cache
18 keys                  unsigned 64-bit little-endian numbers
19 links                 the number of links (32 bits, little-endian), the number of keys of each (16 bits each), then
                         all their keys as above
20 related_count
21 length_minutes
22 has_body              0 or 1
23 has_image             0 or 1
24 filled
== ===================== ======================================================================================

`library` and `path` are no columns: who sends or keeps a row knows them already.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain
from marshal import dumps, loads
from struct import Struct, pack
from typing import TypeAlias
from zlib import crc32

from reader.model import Article, Moment, Provider, Urls, key_of

LAYOUT = 1
"""Raise it with every change of the columns."""

_Moment: TypeAlias = int | None
Row: TypeAlias = tuple[
    str, str, str, _Moment, _Moment, str, str, str, str, str, int | None, int | None, int | None, int,
    str, str, str, str, bytes, bytes, int, int | None, int, int, int,
]  # fmt: skip
"""The columns above, in their order."""

_PLAIN = 2  # later versions of marshal note which objects are shared: slower, and equal values differ
_NO_LINKS = bytes(4)
_CHECK = 4  # bytes of CRC-32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def row_of(article: Article) -> Row:
    """The article as a row."""
    published = article.published
    return (
        article.identity,
        article.title,
        article.excerpt,
        _number_of(article.published_at),
        _number_of(article.updated_at),
        article.provider.name,
        article.provider.domain,
        "\n".join(article.topics),
        article.type,
        article.category,
        article.quality,
        article.heat,
        None if published is None else int(published),
        int(article.removed),
        article.urls.web,
        article.urls.original,
        article.urls.amp,
        article.urls.cdn_amp,
        packed_keys(article.keys),
        _packed_links(article.links),
        article.related_count,
        article.length_minutes,
        int(article.has_body),
        int(article.has_image),
        article.filled,
    )


def packed_row(article: Article) -> bytes:
    """The article as a row in bytes; the same for articles that are equal."""
    return dumps(row_of(article), _PLAIN)


def unpacked_row(packed: bytes) -> Row:
    """The row that `packed_row` packed."""
    row: Row = loads(packed)
    return row


def checked(packed: bytes) -> bytes:
    """A packed row with what shows whether it is whole, for keeping."""
    return crc32(packed).to_bytes(_CHECK, "little") + packed


def kept_row(kept: bytes) -> Row:
    """The row of what `checked` gave.

    Raises:
        ValueError: it is damaged.
    """
    packed = memoryview(kept)[_CHECK:]
    if crc32(packed) != int.from_bytes(kept[:_CHECK], "little"):
        raise ValueError("a row is damaged")
    row: Row = loads(packed)
    return row


class RowReader:
    """Rows back into articles. Values that many articles share are made once for all of them."""

    def __init__(self) -> None:
        self._providers: dict[tuple[str, str], Provider] = {}
        self._topics: dict[str, tuple[str, ...]] = {"": ()}
        self._words: dict[str, str] = {}

    def article(self, row: Row, library: str, path: str, key: int | None = None) -> Article:
        """The article of a row.

        Args:
            row: the row.
            library: the library's path as the person gave it.
            path: the file's path inside the library.
            key: the article's, where it is known; it takes as long to compute as all the rest.
        """
        # One unpacking: half the time of 25 subscripts, and this runs beside the thread that draws the screen.
        (
            identity, title, excerpt, published_at, updated_at, name, domain, topics, kind, category, quality, heat,
            published, removed, web, original, amp, cdn_amp, keys, links, related_count, length_minutes, has_body,
            has_image, filled,
        ) = row  # fmt: skip
        provider = self._providers.get((name, domain))
        if provider is None:
            provider = self._providers[name, domain] = Provider(name, domain)
        shared_topics = self._topics.get(topics)
        if shared_topics is None:
            shared_topics = self._topics[topics] = tuple(topics.split("\n"))
        return Article(
            key=key_of(identity) if key is None else key,
            identity=identity,
            title=title,
            excerpt=excerpt,
            published_at=_moment_of(published_at),
            updated_at=_moment_of(updated_at),
            provider=provider,
            topics=shared_topics,
            type=self._words.setdefault(kind, kind),
            category=self._words.setdefault(category, category),
            quality=quality,
            heat=heat,
            published=None if published is None else bool(published),
            removed=bool(removed),
            urls=Urls(web, web if original == web else original, amp, cdn_amp),
            keys=keys_of(keys),
            links=links_of(links),
            related_count=related_count,
            length_minutes=length_minutes,
            has_body=bool(has_body),
            has_image=bool(has_image),
            filled=filled,
            library=library,
            path=path,
        )


def microseconds(moment: Moment) -> int:
    """A moment as microseconds since 1970 in UTC."""
    return (moment.at - _EPOCH) // _MICROSECOND


def keys_of(packed: bytes) -> tuple[int, ...]:
    """The keys of column 18."""
    return _numbers("Q", len(packed) // 8).unpack(packed)


def packed_keys(keys: Collection[int]) -> bytes:
    """Keys as in column 18."""
    return _numbers("Q", len(keys)).pack(*keys)


def signed_keys(packed: bytes) -> tuple[int, ...]:
    """The keys of `packed_keys` as signed numbers, which is what a database has."""
    return _numbers("q", len(packed) // 8).unpack(packed)


@lru_cache(maxsize=256)
def _numbers(code: str, count: int) -> Struct:
    return Struct(f"<{count}{code}")


def _number_of(moment: Moment | None) -> _Moment:
    return None if moment is None else microseconds(moment) * 2 + moment.day_only


def _moment_of(number: _Moment) -> Moment | None:
    return None if number is None else Moment(_EPOCH + timedelta(microseconds=number >> 1), bool(number & 1))


def _packed_links(links: tuple[tuple[int, ...], ...]) -> bytes:
    if not links:
        return _NO_LINKS
    counts = [len(link) for link in links]
    return pack(f"<I{len(counts)}H", len(counts), *counts) + packed_keys([*chain.from_iterable(links)])


def links_of(packed: bytes) -> tuple[tuple[int, ...], ...]:
    """The links of column 19."""
    if packed == _NO_LINKS:
        return ()
    number = int.from_bytes(packed[:4], "little")
    start = 4 + 2 * number
    counts = _numbers("H", number).unpack(packed[4:start])
    keys = keys_of(packed[start:])
    links = []
    at = 0
    for count in counts:
        links.append(keys[at : at + count])
        at += count
    return tuple(links)
