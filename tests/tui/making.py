"""Texts, articles and an outside terminal for the tests of the screen's pure parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from unicodedata import category

import pyte
from hypothesis import strategies as st
from rich.cells import split_graphemes

from reader.model import Article, Moment, Provider
from reader.tui import cells
from reader.tui.line import Line, text_of
from reader.tui.placed import placed
from tests.fakes import article

WORDS = (
    "Azure", "a", "“worst", "F…", "24", "well-known", "https://example.com/a/very/long/address", "naïve", "Straße",
    "日本語の見出し：クラウド。", "漢字", "한국어", "、。", "हिन्दी", "क्\u200dष", "ශ්\u200dරී", "עברית",
    "العربية", "می\u200cخواهم",
    "ภาษาไทยไม่มีช่องว่าง", "👨\u200d👩\u200d👧\u200d👦", "👩🏽\u200d🚀", "☁\ufe0f", "🇩🇪",
    "e\u0301", "a" + "\u0301" * 20, "z\u0335\u0321",
    "\u0301", "\u200d", "\ufe0f", "\u200d漢", "4\u202f958", "«\u00a0mot\u00a0»", "so\xadft", "x" * 70,
)  # fmt: skip
"""Words of many scripts, and of none: marks and joiners alone."""


def _steady(text: str) -> str:
    # Joiners that join nothing, at the beginning or one behind another, are measured in two ways by rich itself.
    return re.sub("\u200d+", "\u200d", text).lstrip("\u200d")


jumbled = st.lists(st.sampled_from((*WORDS, " ", "  ", "\u3000")), max_size=14).map("".join)

mixed = (jumbled | st.text(max_size=60)).map(_steady)
"""Texts whose words and spaces come in any order, and texts of any characters."""

plain = mixed.filter(lambda text: not any(category(char) in {"Cc", "Cs"} for char in text))
"""Such texts without control characters."""


def boundaries(text: str) -> set[int]:
    """Where graphemes of `text` begin and end."""
    return {0, *(end for _start, end, _size in split_graphemes(text)[0])}


def widest(text: str) -> int:
    """The cells of the widest grapheme of `text`."""
    return max((cells.width(text[start:end]) for start, end, _size in split_graphemes(text)[0]), default=0)


def lone(text: str) -> bool:
    """Whether only one grapheme of `text` takes cells."""
    return sum(cells.width(text[start:end]) > 0 for start, end, _size in split_graphemes(text)[0]) == 1


def made(title: str, provider: str = "", at: str = "", **more: object) -> Article:
    """An article; `at` is a time in UTC like `2021-08-27 14:38`, or a day."""
    moment = None
    if at:
        moment = Moment(datetime.fromisoformat(at).replace(tzinfo=UTC), day_only=len(at) == 10)
    return article("x", title=title)._replace(published_at=moment, provider=Provider(provider), **more)  # type: ignore[arg-type]


def drawn(lines: Sequence[Line]) -> list[str]:
    """Lines as text, spaces at the end dropped as in the drawings of the design."""
    return [text_of(line).rstrip() for line in lines]


def straight(line: Line) -> str:
    """What a terminal is sent for a line."""
    sent, column = "", 1
    for text, _style in line:
        sent += "".join(part for part, _is_seen in placed(text, column))
        column += cells.width(text)
    return sent


def seen(text: str, columns: int, *, signs: bool = False) -> list[str]:
    """The cells of a terminal's first row after `text`: the right half of a wide character is empty.

    The terminal is pyte, which asks wcwidth for each code point; marks and joiners take no cell. With `signs` spacing
    vowel signs do, as in most terminals.
    """
    screen = pyte.Screen(columns, 2)
    stream = pyte.Stream(screen)
    for char in text:  # one by one, for pyte drops what follows a character without width
        stream.feed("ı" if signs and category(char) == "Mc" else char)
    return [screen.buffer[0][x].data for x in range(columns)]


def column(line: Line, part: str) -> int:
    """The cell in which `part` begins, by our own measure."""
    text = text_of(line)
    return cells.width(text[: text.rindex(part)])
