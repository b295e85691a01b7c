"""Texts as the index searches them.

The words an index finds must be the words `reader.query` finds in memory, so texts are folded and cut into words here,
and SQLite's `ascii` tokenizer, which takes every character beyond ASCII as part of a word, has nothing to decide.

Scripts that set no spaces between words are indexed as bigrams: each character together with the next one, the last of
a run alone. A query of several such characters is then a phrase of bigrams, a single one the beginning of a bigram.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from marshal import dumps

from reader.model import Article
from reader.model.folding import UNSPACED, fold
from reader.repository.outcome import Text
from reader.repository.wire import Row

COLUMNS = ("title", "excerpt", "provider", "topics", "body")
"""The columns that are searched, in the order of `Text.columns`."""

_PLAIN_MARSHAL = 2  # later versions note which objects are shared, so equal values differ


def text_of(article: Article, row: Row, body: str) -> Text:
    """What the index keeps of an article beside its row.

    Args:
        article: the article.
        row: the same as a row.
        body: its body as clean Markdown.
    """
    columns = (
        searched(article.title),
        searched(article.excerpt),
        searched(article.provider.label),
        searched("\n".join(article.topics)),
        searched(body),
    )
    return Text(_digest(row, columns), (fold(article.title), fold(article.provider.label)), columns)


def searched(text: str) -> str:
    """A text as it is indexed: folded, and beyond ASCII with spaces between its words."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return _indexing().sub(_indexed, folded)


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


def _digest(row: Row, columns: tuple[str, ...]) -> int:
    told = dumps((row, columns), _PLAIN_MARSHAL)
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big", signed=True)


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
