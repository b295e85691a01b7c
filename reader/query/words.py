"""Queries of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reader.model import Article
from reader.query.folding import fold, fold_with_origins


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a query, ready to be looked for in folded texts.

    Attributes:
        text: the word, folded.
        spaced: the word after a space; where this is found the word is found, which is nearly always the case.
        anywhere: whether the word counts in the middle of a word too.
    """

    text: str
    spaced: str
    anywhere: bool

    @classmethod
    def of(cls, folded: str) -> _Word:
        return cls(folded, " " + folded, not _is_letter(folded[0]) or _is_unspaced(folded[0]))

    def positions(self, text: str) -> Iterable[int]:
        """Where the word begins in a folded text, without overlaps."""
        position = text.find(self.text)
        while position >= 0:
            if self.anywhere or position == 0 or _ends_word(text[position - 1]):
                yield position
                position = text.find(self.text, position + len(self.text))
            else:
                position = text.find(self.text, position + 1)

    def found_in(self, text: str) -> bool:
        return any(True for _ in self.positions(text))


@dataclass(frozen=True, slots=True)
class Query:
    """A question articles answer with yes or no.

    Attributes:
        text: what was typed.
        words: the words that must be found, folded; for `spans`.
    """

    text: str
    words: tuple[str, ...]
    _words: tuple[_Word, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked at all; an empty query is answered by every article."""
        return bool(self.words)

    def matches(self, article: Article) -> bool:
        """Whether the article answers the query."""
        return bool(self.among([(haystack(article), article)]))

    def among(self, candidates: Iterable[tuple[str, Article]]) -> list[Article]:
        """Those of many articles that answer the query, in their order.

        Args:
            candidates: articles with their `haystack`, which is worth keeping while a person types.
        """
        left = list(candidates)
        for word in self._words:
            # Most texts hold the word after a space or not at all: one or two looks at C's speed decide.
            left = [each for each in left if word.text in each[0]]
            left = [each for each in left if word.spaced in each[0] or word.found_in(each[0])]
        return [article for _, article in left]


def parse(text: str) -> Query:
    """Read what a person typed. Nothing typed can be wrong."""
    words = tuple(dict.fromkeys(fold(text).split()))
    return Query(text, words, tuple(map(_Word.of, words)))


def haystack(article: Article) -> str:
    """The folded text of an article in which queries look for words."""
    return fold("\n".join(("", article.title, article.excerpt, article.provider.label, *article.topics))).replace(
        "\n", " "
    )


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of a query are found in a text, as (start, end) in its characters: in order, without overlaps.

    Args:
        text: as written.
        words: `Query.words`.
    """
    wanted = [_Word.of(word) for word in words if word]
    if not wanted or not text:
        return []
    folded, origins = fold_with_origins(text)
    found = sorted((start, start + len(word.text)) for word in wanted for start in word.positions(folded))
    result: list[tuple[int, int]] = []
    for first, last in found:
        start = origins[first]
        # A cluster that folds to several characters is lit as a whole: its end is where the next one begins.
        end = next((origin for origin in origins[last:] if origin > origins[last - 1]), len(text))
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result


def _ends_word(char: str) -> bool:
    return not _is_letter(char) or _is_unspaced(char)


def _is_unspaced(char: str) -> bool:
    return not char.isascii() and _unspaced().match(char) is not None


@cache
def _unspaced() -> re.Pattern[str]:
    """Scripts that set no spaces between words: Thai, Lao, Myanmar, Khmer, kana, Chinese characters, and Hangul.

    Hangul's compounds and particles are written together. Compiling so many ranges takes 3 ms: not at every start.
    """
    return re.compile(
        "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
        "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"
