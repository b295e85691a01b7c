"""What changes in the folders comes on the screen, and nothing moves that the person looks at."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING

from reader.model.problem import ROOT
from reader.tui.arrangement import Pane
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.model.edges import Change
    from reader.tui.screens.main import MainScreen

APART = 0.25
"""Seconds between two times that lists and counts are brought up to date, however much comes."""

QUIET = 0.5
"""Seconds without a change after which new articles above the part of the list that is seen are told of."""

GONE = "The file of this article is gone; its text stays until you leave it"


class Arrivals:
    """Changes that were taken into the library and are not on the screen yet."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._places: set[tuple[str, str]] = set()
        self._is_news = False
        self._new: set[int] = set()
        self._timer: Timer | None = None
        self._tell_timer: Timer | None = None
        self._shown_at = 0.0
        # The article that went from under the cursor, and the one the cursor was left on instead, by their keys.
        self._away: tuple[int, int | None] | None = None
        self._held: int | None = None  # the article whose text is held
        self._lost: dict[str, str] = {}  # what was told of folders that went, by library

    def add(self, change: Change) -> None:
        """Take a change into the library."""
        library = self._screen.library
        self._new.update(article.key for article in change.articles if library.get(article.key) is None)
        library.renew(change)
        self._tell_of_folders(change)
        self._is_news = self._is_news or any((change.articles, change.gone, change.problems, change.topics))
        self._places.update(change.gone)
        self._places.update((article.library, article.path) for article in change.articles)

    @property
    def wait(self) -> bool:
        """Whether there are some."""
        return self._is_news

    def show_soon(self) -> None:
        """Bring the screen up to date, at once when that was not just done."""
        if self._timer is not None or not self._is_news:
            return
        left = self._shown_at + APART - monotonic()
        if left > 0:
            self._timer = self._screen.set_timer(left, self._show)
        else:
            self._show()

    def _show(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._shown_at = monotonic()
        places, self._places, self._is_news = self._places, set(), False
        screen = self._screen
        self._hold_text()
        before, is_unasked = screen.list.article, screen.reading.is_unasked
        screen.refresh_all(still=True)
        self._keep_place(None if before is None else before.key, is_unasked)
        screen.reading.renew(places)
        if self._tell_timer is not None:
            self._tell_timer.stop()
        self._tell_timer = screen.set_timer(QUIET, self._tell_of_new)

    def _tell_of_folders(self, change: Change) -> None:
        """A library whose folder went is told of until it is back, beside what was read from it."""
        screen = self._screen
        for library, path in change.gone:
            if path == ROOT and library in self._lost:
                screen.messages.take_back(self._lost.pop(library))
        for problem in change.problems:
            if problem.path == ROOT:
                name = os.path.basename(problem.library.rstrip("/")) or problem.library
                self._lost[problem.library] = f"{name}: {problem.message}"
                screen.tell(self._lost[problem.library], Stay.UNTIL_ESCAPE)

    def _tell_of_new(self) -> None:
        """New articles never push what is seen down; where they are above it, they are told of."""
        self._tell_timer = None
        new, self._new = self._new, set()
        screen = self._screen
        rows = (screen.listing.position(key) for key in new)
        above = sum(row is not None and row < screen.list.first_row for row in rows)
        if above and screen.messages.now is None:
            screen.tell(f"{screen.words.counted(above, 'new article')} above")

    def _keep_place(self, before: int | None, is_unasked: bool) -> None:
        """An article that went from under the cursor has it again when it comes back, if nothing was done meanwhile.

        Args:
            before: the key of the article the cursor was on.
            is_unasked: whether that was only because another one went.
        """
        screen, reading = self._screen, self._screen.reading
        article = reading.article
        away, self._away = self._away, None
        is_held = away is not None and reading.followed and article is not None and article.key == away[0] == self._held
        back = away is not None and away[1] == before and (is_unasked or is_held)
        lost = away[0] if away is not None and back else before
        if lost is None:
            return
        if screen.listing.position(lost) is None:
            now = screen.list.article
            self._away = lost, None if now is None else now.key
            reading.leave_unasked()
        elif back:
            if is_held:
                reading.followed = False
                screen.messages.take_back(GONE)
            is_seen = 0 <= screen.list.line < screen.list.lines_visible
            screen.refresh_list(lost, still=not is_seen)
            reading.is_unasked = False
            screen.frame.show_footer()

    def _hold_text(self) -> None:
        """An article one is reading stays on the screen when its file goes, until one leaves it."""
        screen, reading = self._screen, self._screen.reading
        article = reading.article
        if screen.pane is not Pane.DETAIL or reading.followed or article is None or reading.opened is None:
            return
        now = screen.library.get(article.key)
        if article.in_library and (now is None or not now.in_library):
            reading.followed, self._held = True, article.key
            screen.tell(GONE, Stay.UNTIL_CHANGE)
