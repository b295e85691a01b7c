"""Why an article is where it is: what the query found, what the list is sorted by, what its rank is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.model import Article
from reader.model.answers import Reason
from reader.tui import cells
from reader.tui.headings import order_words
from reader.tui.line import Line, line_width
from reader.tui.screens.overlay import Overlay, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen

_WIDEST = 72
_NOTE = "+1 counts as much as twice as good, or one half-life younger"
_ORDINARY = "100 is an ordinary article of now"


class WhyHere(Overlay[None]):
    """The reasons in a frame.

    Args:
        screen: the main screen.
        article: the article.
        body: its body where it has been read; None where it has not.
    """

    def __init__(self, screen: MainScreen, article: Article, body: str | None) -> None:
        super().__init__(screen.keymap)
        self._main, self._article = screen, article
        self._why = screen.library.why(article, screen.selection, body)

    def compose(self) -> ComposeResult:
        """A frame with rows."""
        with Vertical(id="frame"):
            yield Rows(id="rows", bar=self._main.glyphs.cursor)
            yield Bar(id="note")

    def on_mount(self) -> None:
        """Name the frame, and fill it."""
        self.query_one("#frame").border_title = "Why is this here"
        self._fit()

    def on_resize(self) -> None:
        """Fit the terminal as it is now."""
        self._fit()

    def _fit(self) -> None:
        """Size the frame to what there is to say, and to the terminal."""
        width = min(_WIDEST, self.app.size.width - 2)
        lines = self._lines(max(12, width - 4))
        note: list[tuple[Line, Line]] = [
            ([(f" {_NOTE[a:b]}", "dim")], []) for a, b in cells.wrap(_NOTE, max(12, width - 4))
        ]
        frame = self.query_one("#frame")
        frame.styles.width = width
        frame.styles.height = min(len(lines) + len(note) + 2, self.app.size.height)
        self.query_one(Rows).show([[line] for line in lines], -1)
        self.query_one("#note", Bar).show(*note[0], *note[1:])

    def move(self, by: int) -> None:
        """Scroll, where there is more than fits."""
        self.query_one(Rows).move(by)

    def _lines(self, width: int) -> list[Line]:
        why, screen = self._why, self._main
        title = cells.for_row(self._article.title)
        lines: list[Line] = [[(title[a:b], "strong")] for a, b in cells.wrap(title, width)]
        if why.matched:
            lines += [[], [("Query", "section")], *self._pairs(why.matched, width)]
        ordered = [
            Reason(order_words(sort), reason.words) for sort, reason in zip(screen.orders, why.ordered, strict=False)
        ]
        lines += [[], [("Order", "section")], *self._pairs(ordered, width)]
        worth = "none: no date" if why.worth is None else _rank(why.worth)
        rank: Line = [("Rank ", "section"), (worth, "text")]
        ordinary: Line = [("  ", "dim"), (_ORDINARY, "dim")]
        fits = line_width(rank) + line_width(ordinary) <= width
        lines += [[], *([[*rank, *ordinary]] if fits else [rank, ordinary[1:]])]
        for term in why.terms:
            for start, end in cells.wrap(term.words, max(8, width - 8)):
                value = "" if start else f"{term.value or 0:+.1f}"
                lines.append([(cells.pad(value, 8), "accent"), (term.words[start:end], "text")])
        return lines

    def _pairs(self, reasons: tuple[Reason, ...] | list[Reason], width: int) -> list[Line]:
        """What, and behind it the words, in two columns."""
        first = min(max(cells.width(reason.what) for reason in reasons), width // 2)
        ellipsis = self._main.glyphs.ellipsis
        return [
            [
                (cells.pad(cells.truncate(cells.for_row(reason.what), first, ellipsis), first + 2), "dim"),
                (cells.truncate(cells.for_row(reason.words), max(4, width - first - 2), ellipsis), "text"),
            ]
            for reason in reasons
        ]


def _rank(worth: float) -> str:
    return f"{worth:.0f}" if worth >= 10 else f"{worth:.1f}" if worth >= 0.05 else "nearly 0"
