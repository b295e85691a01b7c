"""Rows of a list as they were drawn."""

from __future__ import annotations

from itertools import islice

from textual.strip import Strip

from reader.model import Article
from reader.tui.rows import Cursor, State

MOST = 500
"""Rows kept; drawing the lines of a whole screen anew takes longer than anything else a key asks for."""


class KeptRows:
    """The lines of articles for as long as they look the same, with the cursor on them and without."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._rows: dict[tuple[int, Cursor], tuple[Article, State, list[Strip]]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def lines(self, article: Article, state: State) -> list[Strip] | None:
        """The lines of an article in a state; None when it was not drawn, or looked different then."""
        kept = self._rows.get((article.key, state.cursor))
        return kept[2] if kept is not None and kept[0] is article and kept[1] == state else None

    def keep(self, article: Article, state: State, lines: list[Strip]) -> None:
        """Keep the lines of an article; where there are too many, half of them go, those drawn first."""
        if len(self._rows) >= MOST:
            for old in list(islice(self._rows, MOST // 2)):
                del self._rows[old]
        key = article.key, state.cursor
        self._rows.pop(key, None)
        self._rows[key] = article, state, lines

    def clear(self) -> None:
        """Forget all of them."""
        self._rows.clear()
