"""What changes in the folders comes on the screen, and nothing moves that the person looks at."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

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

    def add(self, change: Change) -> None:
        """Take a change into the library."""
        library = self._screen.library
        self._new.update(article.key for article in change.articles if library.get(article.key) is None)
        library.renew(change)
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
        screen.refresh_all(still=True)
        screen.reading.renew(places)
        if self._tell_timer is not None:
            self._tell_timer.stop()
        self._tell_timer = screen.set_timer(QUIET, self._tell_of_new)

    def _tell_of_new(self) -> None:
        """New articles never push what is seen down; where they are above it, they are told of."""
        self._tell_timer = None
        new, self._new = self._new, set()
        screen = self._screen
        rows = (screen.listing.position(key) for key in new)
        above = sum(row is not None and row < screen.list.first_row for row in rows)
        if above and screen.messages.now is None:
            screen.tell(f"{screen.words.counted(above, 'new article')} above")

    def _hold_text(self) -> None:
        """An article one is reading stays on the screen when its file goes, until one leaves it."""
        screen, reading = self._screen, self._screen.reading
        article = reading.article
        if screen.pane is not Pane.DETAIL or reading.followed or article is None or reading.opened is None:
            return
        now = screen.library.get(article.key)
        if article.in_library and (now is None or not now.in_library):
            reading.followed = True
            screen.tell("The file of this article is gone; its text stays until you leave it", Stay.UNTIL_CHANGE)
