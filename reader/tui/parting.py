"""The screen one parts with, drawn as the next start is going to show it, for `reader.last_screen` to keep.

Only the list is kept that way: what cannot be shown as it will be (an open menu, a followed article, a library still
being read) leaves nothing, and the next start is the ordinary one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import time
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader import last_screen, resources
from reader.model import Moment
from reader.tui.arrangement import Pane, Shape, arrange
from reader.tui.messages import Messages
from reader.tui.words import Grouping, Words, relative

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Parting:
    """Draws the list on leaving, and keeps it once everything else is written."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._files: dict[str, str] = {}
        self._rows: list[str] = []
        self._size = (0, 0)

    def note(self) -> None:
        """The library has been read whole: what it was read from is known by its stamps of now."""
        library = self._screen.library
        # Articles that come meanwhile do not make it wrong: the next start shows what its index knows, and then those.
        folders = {str(root.real): last_screen.which(str(root.real)) for root in library.roots}
        self._files = {**folders, **last_screen.stamps(library.sources())}

    def prepare(self) -> bool:
        """Bring the screen to what the next start shows; whether that can be done here and now."""
        screen, reading = self._screen, self._screen.reading
        self._rows = []
        if not (self._files and screen.settings.last_screen and self._is_near()):
            return False
        screen.library.poll()
        screen.overview.uncount()
        screen.go_to(Pane.LIST)
        if screen.picked:
            screen.actions["select"].clear()
        if screen.kept:
            screen.kept.clear()
            screen.refresh_list()
        if reading.wanted:
            reading.find("")
        screen.clear_selection()
        screen.detail.choose(None)
        screen.messages = Messages()
        return reading.ready_now()

    def draw(self) -> None:
        """Draw the list; `keep` keeps it."""
        screen = self._screen
        screen.detail.jump_to(0)
        screen.frame.show_headings()
        screen.frame.show_footer()
        screen.session.greet()
        strips = screen._compositor.render_strips()
        passing = passing_words(self._moments(), screen.words, screen.now)
        strips = [without(strip, passing, screen.glyphs.dot) for strip in strips]
        self._rows = [strip.simplify().render(screen.app.console) for strip in strips]
        self._size = screen.size.width, screen.size.height

    def keep(self, words: Sequence[str]) -> None:
        """Keep what was drawn for the next start. The journal is closed by now.

        Where nothing could be drawn, what the start before kept stays: it counts if nothing has changed since.

        Args:
            words: what stood behind the program's name.
        """
        place = last_screen.place(os.environ)
        if not self._screen.settings.last_screen:
            last_screen.forget(place)
        if not self._rows:
            return
        told = last_screen.circumstances(words, os.environ, *self._size)
        files = {**self._files, **last_screen.stamps(self._decisive())}
        last_screen.keep(place, told, files, self._rows, time())

    def _is_near(self) -> bool:
        """Whether it is the list that is seen, or would be without another layout."""
        screen = self._screen
        if screen.app.screen is not screen or not screen.intake.is_shown or screen.zen:
            return False
        if screen.search.is_open or screen.find.is_open or screen.shape is Shape.TINY:
            return False
        if len(screen.history.trail(screen.reading.article)) > 1:  # it has a line of its own
            return False
        arranged = partial(arrange, *screen.size, sidebar_open=screen.sidebar_open, linear=screen.settings.linear)
        return arranged(Pane.LIST) == arranged(screen.pane)

    def _moments(self) -> Iterator[Moment]:
        """All dates that may be seen."""
        screen, opened = self._screen, self._screen.reading.opened
        row, rows = screen.list.row, screen.list.rows_visible
        articles = list(screen.listing[max(0, row - rows) : row + rows + 1])
        if opened is not None:
            articles.append(opened.document.article)
            articles += [related.article for related in screen.library.related(opened.document)]
            articles += screen.library.related_from(opened.document.article)
        return (article.published_at for article in articles if article.published_at is not None)

    def _decisive(self) -> list[str]:
        """The files besides the library's own that decide what is shown."""
        settings = self._screen.settings
        themes, journal = settings.config_dir / "themes", settings.state_dir / "journal.sqlite"
        own = [settings.file, themes, *sorted(themes.glob("*.yaml")), settings.data_dir / "library", journal]
        styles = sorted(resources.styles().glob("*.tcss"))
        return [*map(str, (*own, *styles)), f"{journal}-wal", "/etc/localtime", last_screen.__file__]


def passing_words(moments: Iterable[Moment], words: Words, now: datetime) -> set[str]:
    """What is said of dates now and will not be said as long as a kept screen is shown: `5 h`, `Tue`, `yesterday`.

    Args:
        moments: the dates.
        words: how they are written.
        now: local and aware.
    """
    later = now + timedelta(seconds=last_screen.VALID_SECONDS)
    tellers: tuple[Callable[[Moment, datetime], str], ...] = (
        words.list_date,
        partial(words.list_date, narrow=True),
        partial(words.list_date, narrow=True, grouping=Grouping.YEAR),
        lambda moment, at: relative(moment.local(), at, moment.day_only),
    )
    return {told for moment in set(moments) for tell in tellers if (told := tell(moment, now)) != tell(moment, later)}


def without(strip: Strip, passing: Collection[str], dot: str) -> Strip:
    """A row with spaces in the place of words about time: those between dots, wide spaces or the ends of a run.

    Args:
        strip: the row.
        passing: what is not to be said.
        dot: what parts the words of a run.
    """
    if not passing:
        return strip
    dot = re.escape(dot)
    told = "|".join(map(re.escape, sorted(passing, key=len, reverse=True)))
    pattern = re.compile(rf"(?:(?<=^)|(?<={dot} )|(?<=  ))(?:{told})(?=\s*$| {dot}|  )")

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0])

    return Strip([Segment(pattern.sub(blank, text), style, control) for text, style, control in strip])
