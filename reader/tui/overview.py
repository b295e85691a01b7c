"""What the screen tells of the whole library: counts, topics, providers, views, and the rows of the sidebar.

It is asked for when articles, marks or views have changed, and handed down from here whenever something is drawn: a
key that only moves about asks the library nothing. The unread of views are counted when all is quiet, one at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Counts, ProviderCount, TopicCount, View
from reader.tui.tree import Row, sidebar_rows

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.model import Selection
    from reader.tui.screens.main import MainScreen

COUNT_AFTER = 0.3
"""Seconds without a change after which views are counted."""

REST = 0.01
"""Seconds of rest between two views at least."""

SHARE = 10
"""The rest is so many times as long as the counting before it took."""


class Overview:
    """What the sidebar, the headings and the bottom line tell of the library.

    Attributes:
        counts: numbers of the whole library.
        topics, providers, views: as the library has them.
        rows: the rows of the sidebar.
    """

    def __init__(self, screen: MainScreen) -> None:
        """Of a screen's library; nothing is known before `renew`."""
        self._screen = screen
        self.counts = Counts(0, 0, 0, 0)
        self.topics: Sequence[TopicCount] = ()
        self.providers: Sequence[ProviderCount] = ()
        self.views: Sequence[View] = ()
        self.rows: list[Row] = []
        self._view_unread: dict[str, int] = {}
        self._counting: Timer | None = None

    def renew(self) -> None:
        """Ask the library anew: articles, marks or views have changed."""
        library = self._screen.library
        view = self._screen.selection.view
        query = self._query_of(view)
        before = {view.name: view.query for view in self.views}
        self.counts = library.counts()
        self.topics, self.providers, self.views = library.topics(), library.providers(), library.views()
        self._view_unread = {view.name: self._view_unread.get(view.name, 0) for view in self.views}
        self.arrange()
        if self.views:
            self._wait_to_count()
        now = {view.name: view.query for view in self.views}
        for gone in before.keys() - now.keys():
            other = next((name for name, asks in now.items() if asks == before[gone]), "")
            self._screen.view_gone(gone, other, before[gone])
        if view and query and self._query_of(view) != query:
            self._screen.view_changed()

    def _query_of(self, view: str) -> str:
        return next((each.query for each in self.views if each.name == view), "")

    def uncount(self) -> None:
        """Show views as they are at a start, before they are counted."""
        self._view_unread = {}
        self.arrange()

    def arrange(self) -> None:
        """Make the rows anew: a topic was folded, or all providers are wanted."""
        self.rows = sidebar_rows(
            self.counts,
            self.topics,
            self.providers,
            views=self.views,
            view_unread=self._view_unread,
            folded=self._screen.folded,
            all_providers=self._screen.all_providers,
            words=self._screen.words,
        )

    def place_name(self, selection: Selection) -> str:
        """What a list is narrowed to besides its scope: the view, the topic or the provider, by name; else empty."""
        if selection.view:
            return selection.view
        if selection.topic:
            return next((one.name for one in self.topics if one.key == selection.topic), selection.topic)
        if selection.provider:
            names = (one.name or one.domain for one in self.providers if one.key == selection.provider)
            return next(names, selection.provider)
        return ""

    # Counting views

    def _wait_to_count(self) -> None:
        if self._counting is not None:
            self._counting.stop()
        self._counting = self._screen.set_timer(COUNT_AFTER, self._count)

    def _count(self) -> None:
        self._counting = None
        if not self._screen.reading_files:  # what is read brings everything up to date, and this with it
            self._go_on(self._screen.library.count_views(), {})

    def _go_on(self, views: Iterator[tuple[str, int]], unread: dict[str, int]) -> None:
        self._screen.do("counting views", partial(self._count_one, views, unread))

    def _count_one(self, views: Iterator[tuple[str, int]], unread: dict[str, int]) -> None:
        """Count one view, and the next one after a rest that leaves most of the time to keys and frames."""
        begun = time.monotonic()
        counted = next(views, None)
        if counted is None:
            self._counting = None
            self._counted(unread)
            return
        unread.update((counted,))
        rest = max(REST, SHARE * (time.monotonic() - begun))
        self._counting = self._screen.set_timer(rest, partial(self._go_on, views, unread))

    def _counted(self, unread: dict[str, int]) -> None:
        if unread != self._view_unread:
            self._view_unread = unread
            self.arrange()
            self._screen.frame.show_sidebar()
