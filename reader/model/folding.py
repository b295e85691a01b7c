"""Text without case and accents, the form in which texts are compared and searched.

Folding goes cluster by cluster (a character and the marks on it), so that `fold_with_origins` gives the same text as
`fold` together with where each character of it came from.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Letters with strokes and ligatures have no decomposition (Unicode leaves them alone), and typographic signs stand
# where people type the plain ones.
_PLAIN = str.maketrans(
    {
        **dict(zip("øłđðħıŧ", "olddhit", strict=True)),
        **{"æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("‘’ʼ‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
        "\u00ad": "",  # a place where a word may be parted
    }
)

# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs. The marks of other scripts stay: they are
# vowels or make other letters (Devanagari, kana).
_ACCENTS = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0655\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

_RUNS = "[\\x00-\\x7f]+|[^\\x00-\\x7f]+"

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Ranges, for a character class, of scripts in which words are found anywhere because no spaces stand between them:
Thai, Lao, Myanmar, Khmer, kana, Chinese characters, and Hangul, whose compounds and particles are written together."""

# U+1160 to U+11FF are the Hangul vowels and finals that join the consonant before them.
_JOINING_HANGUL = range(0x1160, 0x1200)


def fold(text: str) -> str:
    """`text` without case and accents: `Å` and `a` are the same, so are `ﬁ` and `fi`, `ß` and `ss`, `“` and `"`."""
    if text.isascii():
        return text.lower()
    return "".join(part.lower() if part.isascii() else _fold_cluster(part) for part in _parts(text))


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """`fold(text)`, and for each of its characters and its end the position in `text` where its cluster begins."""
    folded: list[str] = []
    origins: list[int] = []
    position = 0
    for part in _parts(text):
        if part.isascii():
            folded.append(part.lower())
            origins.extend(range(position, position + len(part)))
        else:
            plain = _fold_cluster(part)
            folded.append(plain)
            origins.extend([position] * len(plain))
        position += len(part)
    return "".join(folded), [*origins, len(text)]


def _parts(text: str) -> list[str]:
    """`text` cut into runs of ASCII and single clusters of other characters."""
    parts: list[str] = []
    for run in _pattern(_RUNS).findall(text):
        if run.isascii():
            parts.append(run)
            continue
        for char in run:
            if not parts or not _joins(char):
                parts.append(char)
            elif not parts[-1].isascii():
                parts[-1] += char
            else:  # only the last letter of a run of ASCII carries the mark
                parts[-1:] = [parts[-1][:-1], parts[-1][-1] + char]
    return parts


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when first wanted: a start mostly folds nothing but ASCII, and this would cost it three milliseconds."""
    return re.compile(source)


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.combining(char) != 0 or ord(char) in _JOINING_HANGUL


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    plain = _pattern(_ACCENTS).sub("", unicodedata.normalize("NFKD", cluster.casefold()))
    # Once more: some compatibility forms decompose to capitals.
    return unicodedata.normalize("NFC", plain.casefold().translate(_PLAIN))
