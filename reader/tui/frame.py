"""What stands round the list and the article: the bar at the top, the sidebar, the headings, and the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui import cells
from reader.tui.arrangement import Pane
from reader.tui.commands import CLEAR_HINT, FIND_HINTS, FOLD_HINT, FOOTER, RELATED_HINT, VIEW_HINTS, ZEN_HINT, Context
from reader.tui.headings import (
    article_heading,
    hint_keys,
    library_heading,
    list_heading,
    progress_lines,
    trail_line,
)
from reader.tui.line import Line, line_width
from reader.tui.messages import SECONDS, Stay, Told
from reader.tui.tree import Kind, Row

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.tui.screens.main import MainScreen

LONGEST_COMMAND = 30
"""Cells of a command line that runs, in the bottom line."""


class Frame:
    """Brings all of it up to date with what the main screen knows."""

    def __init__(self, screen: MainScreen) -> None:
        """Args: screen: whose frame; nothing is shown yet."""
        self._screen = screen
        self._fading: Timer | None = None

    def show(self) -> None:
        """Bring sidebar, headings and footer up to date with what is known."""
        screen = self._screen
        screen.header.show(*library_heading(screen.library, screen.overview.counts, screen.words, screen.glyphs.dot))
        self.show_sidebar()
        self.show_headings()
        self.show_footer()

    def show_sidebar(self) -> None:
        """Bring the sidebar up to date with what is known; its cursor shows what the list is of."""
        screen = self._screen
        rows = screen.overview.rows
        screen.sidebar.show(rows, self._sidebar_row(rows))

    def show_in_sidebar(self) -> None:
        """Put the sidebar's cursor on what the list is of, also while the person is there."""
        screen = self._screen
        screen.sidebar.show(screen.overview.rows, self._selected_row(screen.overview.rows))

    def _sidebar_row(self, rows: list[Row]) -> int | None:
        screen = self._screen
        return None if screen.pane is Pane.SIDEBAR else self._selected_row(rows)

    def _selected_row(self, rows: list[Row]) -> int | None:
        """The row of what the list shows.

        Of a topic that is folded away it is the nearest one above it, of a provider not shown yet the row for the rest.
        """
        selection = self._screen.selection
        there = next((number for number, row in enumerate(rows) if row.selects(selection)), None)
        if there is None and selection.provider:
            return next((number for number, row in enumerate(rows) if row.kind is Kind.MORE), None)
        if there is not None or not selection.topic:
            return there
        shown = {row.key: number for number, row in enumerate(rows) if row.kind is Kind.TOPIC}
        parents = {topic.key: topic.parent for topic in self._screen.overview.topics}
        key = parents.get(selection.topic, "")
        while key and key not in shown:
            key = parents.get(key, "")
        return shown.get(key)

    def show_headings(self) -> None:
        """Bring the headings up to date."""
        screen = self._screen
        heading = list_heading(screen)
        progress = screen.intake.progress
        if progress is not None:
            first, bar = progress_lines(screen, progress, screen.list_heading.size.width)
            screen.list_heading.show(*first, bar, heading)
        else:
            screen.list_heading.show(*heading)
        self.show_article_heading()

    def show_article_heading(self) -> None:
        """Bring the heading of the article up to date, and the trail under it."""
        screen = self._screen
        trail = trail_line(screen)
        screen.detail_heading.show(*article_heading(screen), *([(trail, [])] if trail else []))

    def show_footer(self) -> None:
        """Hints or the message at the left, problems or running work at the right."""
        screen = self._screen
        right = self._right()
        told = screen.messages.now
        if told is not None and (told.stay is not Stay.UNTIL_CHANGE or screen.context is not Context.SEARCH):
            screen.footer.show_message(_line(told), right)
            return
        hints = list(FIND_HINTS if screen.find.is_open else FOOTER[screen.context])
        row = screen.sidebar.row if screen.context is Context.SIDEBAR else None
        if row is not None and row.kind is Kind.VIEW:
            hints[2:4] = VIEW_HINTS
        elif row is not None and not row.folds:
            hints.remove(FOLD_HINT)
        if screen.context is Context.LIST and (screen.selection.query or screen.picked):
            hints[5] = CLEAR_HINT
        if screen.zen and screen.context is Context.DETAIL:
            hints[5] = ZEN_HINT
        if screen.context is Context.DETAIL and screen.reading.leads_nowhere:
            hints.remove(RELATED_HINT)
        screen.footer.show_hints(hint_keys(hints, screen.keymap, screen.context), right)

    @property
    def room(self) -> int:
        """Cells of a message that stand beside what is at the right of the bottom line."""
        return self._screen.size.width - line_width(self._right()) - 2

    def _right(self) -> Line:
        screen = self._screen
        right: Line = []
        if screen.messages.waiting and screen.context is not Context.SEARCH:  # Esc has another meaning there
            key = next(iter(screen.keymap.keys("pane.escape")), "esc").capitalize()
            right.append((f"{key} shows {screen.words.number(screen.messages.waiting)} more  ", "dim"))
        if piping := screen.outside.piping:
            key = next(iter(screen.keymap.keys("app.cancel")), "")
            named = cells.truncate(piping, LONGEST_COMMAND, screen.glyphs.ellipsis)
            right.append((f"{named} runs{f' {screen.glyphs.dot} {key} stops it' if key else ''}  ", "text"))
        if problems := screen.overview.counts.problems:
            right.append((f"{screen.glyphs.problem} {screen.words.counted(problems, 'problem')} ", "error"))
        return right

    def tell(self, text: str, stay: Stay) -> None:
        """Say something in the bottom line."""
        told = Told(text, stay)
        self._screen.messages.tell(told)
        if self._fading is not None:
            self._fading.stop()
        self._fading = self._screen.set_timer(SECONDS, self._fade) if stay is Stay.SECONDS else None
        self.show_footer()
        over = self._screen.app.screen_stack[-1]
        if over is not self._screen:
            from reader.tui.screens.overlay import Overlay

            if isinstance(over, Overlay) and over.is_mounted:
                over.told(_line(told))

    def _fade(self) -> None:
        if self._screen.messages.clear(Stay.SECONDS):
            self.show_footer()


def _line(told: Told) -> Line:
    return [(f" {told.text}", "error" if told.is_error else "text")]
