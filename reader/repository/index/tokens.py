"""Texts as the index searches them.

The words an index finds must be the words `reader.query` finds in memory, so texts are folded and cut into words here,
and SQLite's `ascii` tokenizer, which takes every character beyond ASCII as part of a word, has nothing to decide.

Scripts that set no spaces between words are indexed as bigrams: each character together with the next one, the last of
a run alone. A query of several such characters is then a phrase of bigrams, a single one the beginning of a bigram.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain, pairwise
from marshal import dumps, loads

from reader.model import Article
from reader.model.folding import UNSPACED, fold
from reader.model.named import NamedTuple
from reader.repository.wire import microseconds, packed_keys

FILTERS = {
    "": "",
    "title": "title : ",
    "excerpt": "excerpt : ",
    "provider": "provider : ",
    "topic": "topics : ",
    "body": "body : ",
}
"""By the field of a query, what stands before an FTS5 expression that is for its column alone; "" is for any."""

_DIGEST = 8  # bytes
_PLAIN = 2  # the version of marshal, as in `reader.repository.wire`


class Text(NamedTuple):
    """What an index keeps of an article beside its row.

    Attributes:
        digest: a signed 64-bit number that changes with the article or its text.
        sorts: date in microseconds since 1970, heat, quality, removed, title, and title and provider as lists are
            sorted by them; None for what is not known.
        names: the keys that lead to it, and
        targets: those it lists, each once: 64 bits each, little-endian.
        columns: what is searched: title, excerpt, provider, topics, body.
    """

    digest: int
    sorts: tuple[int | None, int | None, int | None, int, str, str | None, str | None]
    names: bytes
    targets: bytes
    columns: tuple[str, ...]


def text_of(article: Article, row: bytes, body: str) -> bytes:
    """What the index keeps of an article beside its row, for `unpacked_text`.

    Args:
        article: the article.
        row: the same as a packed row.
        body: its body as clean Markdown.
    """
    title, provider, moment = fold(article.title), fold(article.provider.label), article.published_at
    date = None if moment is None else microseconds(moment)
    sorts = (
        date, article.heat, article.quality, int(article.removed), article.title, title or None, provider or None,
    )  # fmt: skip
    names, targets = {article.key, *article.keys}, {*chain.from_iterable(article.links)}
    columns = tuple(map(_separated, (title, fold(article.excerpt), provider, _topics(article.topics), fold(body))))
    told = dumps((sorts, packed_keys(names), packed_keys(targets), columns), _PLAIN)
    return blake2b(row + told, digest_size=_DIGEST).digest() + told


@lru_cache(maxsize=1024)
def _topics(topics: tuple[str, ...]) -> str:
    return fold("\n".join(topics))


def unpacked_text(packed: bytes) -> Text:
    """What `text_of` packed."""
    return Text(digest_of(packed), *loads(memoryview(packed)[_DIGEST:]))


def digest_of(packed: bytes) -> int:
    """The digest of what `text_of` packed."""
    return int.from_bytes(packed[:_DIGEST], "big", signed=True)


def searched(text: str) -> str:
    """A text as it is indexed: folded, and beyond ASCII with spaces between its words."""
    return _separated(fold(text))


def match_of(text: str, *, whole: bool = False) -> str:
    """The FTS5 expression that finds what begins with a word or phrase; empty when it has no letter at all.

    Every text in which `reader.query` finds it is among those found. Of words that are letters only, and of phrases of
    scripts without spaces, nothing else is.

    Args:
        text: folded.
        whole: whether its last word must end where it ends.
    """
    tokens: list[str] = []
    opened = False
    for match in _runs().finditer(text):
        run, last = match[0], match.end() == len(text)
        if _unspaced().match(run):
            tokens += map("".join, pairwise(run))
            if len(run) == 1 or not last:  # what ends a run stands alone; before more of it, it begins a bigram
                tokens.append(run[-1])
            opened = len(run) == 1
        else:
            tokens.append(run)
            opened = not whole
        opened = opened and last
    return f'"{" ".join(tokens)}"{" *" if opened else ""}' if tokens else ""


def _separated(folded: str) -> str:
    return folded if folded.isascii() else _indexing().sub(_indexed, folded)


def _indexed(match: re.Match[str]) -> str:
    run = match[1]
    return f" {' '.join([*map(''.join, pairwise(run)), run[-1]])} " if run else " "


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


@cache
def _runs() -> re.Pattern[str]:
    """Runs of a script without spaces, and other words."""
    return re.compile(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+")


@cache
def _indexing() -> re.Pattern[str]:
    """Runs of a script without spaces, and what beyond ASCII belongs to no word."""
    return re.compile(rf"([{UNSPACED}]+)|[^\w\x00-\x7f]+")
