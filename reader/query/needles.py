"""Looking for words and phrases in folded texts, and in the texts as written where hits are lit.

A word is found at the beginning of a word. What begins with a sign (`.net`), and scripts that set no spaces between
words (Chinese, Japanese, Thai, …), are found anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reader.model.folding import UNSPACED, fold, fold_with_origins


class Needle:
    """A word or phrase, ready to be looked for.

    Attributes:
        text: what must stand in the text, folded, at least one character. Looking for it alone is the quick test.
        spaced: the same with a space before it (and behind it, where a word must end): where this is found it is found.
    """

    __slots__ = ("_anywhere", "_closed", "spaced", "text")

    def __init__(self, folded: str, *, whole: bool = False) -> None:
        """Make one of a text folded by `folded_words`."""
        self.text = folded
        self._anywhere = not _is_letter(folded[0]) or _is_unspaced(folded[0])
        self._closed = whole and _is_letter(folded[-1]) and not _is_unspaced(folded[-1])
        self.spaced = f" {folded} " if self._closed else f" {folded}"

    def positions(self, text: str) -> Iterator[int]:
        """Where it begins in a folded text, without overlaps."""
        position = self._next(text, 0)
        while position >= 0:
            yield position
            position = self._next(text, position + len(self.text))

    def found_in(self, text: str) -> bool:
        """Whether it is in a folded text."""
        return self.spaced in text or self._next(text, 0) >= 0

    def _next(self, text: str, start: int) -> int:
        """Where it begins next, or -1."""
        position = text.find(self.text, start)
        while position >= 0:
            if self._anywhere or not position or _parts_words(text[position - 1]):
                after = position + len(self.text)
                if not self._closed or after == len(text) or _parts_words(text[after]):
                    return position
            position = text.find(self.text, position + 1)
        return -1


def folded_words(text: str) -> str:
    """`text` folded, with one space between its words and none at its ends."""
    return " ".join(fold(text).split())


def spans(text: str, words: Iterable[str | Needle]) -> list[tuple[int, int]]:
    """Where words of a query are found in a text, as (start, end) in its characters: in order, without overlaps.

    Args:
        text: as written.
        words: `Query.words`, or needles.
    """
    wanted = [Needle(word) if isinstance(word, str) else word for word in words if word]
    if not wanted or not text:
        return []
    folded, origins = _squeezed(*fold_with_origins(text))
    found = []
    for word in wanted:
        for first in word.positions(folded):
            last = first + len(word.text)
            # A cluster that folds to several characters is lit as a whole: its end is where the next one begins.
            end = next((origin for origin in origins[last:] if origin > origins[last - 1]), len(text))
            found.append((origins[first], end))
    return merged(found)


def _squeezed(folded: str, origins: list[int]) -> tuple[str, list[int]]:
    """The same with one space between words, as queries have it."""
    if "  " not in folded:
        return folded, origins
    kept = [place for place, char in enumerate(folded) if char != " " or folded[place - 1 : place] != " "]
    return "".join(folded[place] for place in kept), [*(origins[place] for place in kept), origins[-1]]


def merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one, empty ones left out."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result


def _parts_words(char: str) -> bool:
    return not (char.isalnum() or char == "_") or _is_unspaced(char)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_unspaced(char: str) -> bool:
    return not char.isascii() and _unspaced().match(char) is not None


@cache
def _unspaced() -> re.Pattern[str]:
    # Compiling so many ranges takes 3 ms.
    return re.compile(f"[{UNSPACED}]")
