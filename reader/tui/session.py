"""What is kept from run to run: the place one was at and the screen one left; and the first words of a run."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reader.model import Selection, Sort, SortKey
from reader.tui.messages import Stay, Told
from reader.tui.place import saved_place, selection_of
from reader.tui.places import Places, Spot
from reader.tui.widgets.article_list import Since

if TYPE_CHECKING:
    from reader.library import JSON
    from reader.tui.app import ReaderApp
    from reader.tui.parting import Parting
    from reader.tui.screens.main import MainScreen

HOLD_SECONDS = 2.0
"""The last run's screen stands no longer, however long reading takes."""

KEEP_SECONDS = 10.0
"""The place is remembered this often where it changed, for a run that is killed or loses its power."""

LARGE = 200
"""More articles than these, all unread, are worth an offer to begin with today's."""


class Session:
    """Remembers the place of the main screen, and restores it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._line: int | None = None
        self._offered = False
        self._greeted: tuple[str, ...] = ()
        self._noticed: list[str] = []
        self._again = False
        self._left: datetime | None = None
        self._kept: dict[str, JSON] = {}
        self.places = Places()
        """Where the person was in each list."""

    @cached_property
    def parting(self) -> Parting:
        """Draws the list on leaving, for the next start to begin with."""
        from reader.tui.parting import Parting

        return Parting(self.screen)

    def keep(self) -> None:
        """Remember the place: what the list held, and the article; and draw the list for the next start."""
        screen = self.screen
        if screen.reading_files and not screen.touched:  # what was remembered still holds, and was hardly seen
            return
        drawn = self.parting.prepare()
        self._remember(self._place())
        if drawn:
            self.parting.draw()

    def keep_meanwhile(self) -> None:
        """Remember the place if it has changed."""
        if self.screen.touched:
            place = self._place()
            if place != self._kept:
                self._remember(place)

    def _place(self) -> dict[str, JSON]:
        screen, selection, article = self.screen, self.screen.selection, self.screen.list.article
        return {
            "library": [str(root.real) for root in screen.library.roots],
            "scope": str(selection.scope),
            "topic": selection.topic,
            "provider": selection.provider,
            "query": selection.query,
            "view": selection.view,
            "sort": ",".join(map(str, selection.orders)),
            "article": article.id if article else None,
            "sidebar": screen.sidebar_open,
            "folded": [*sorted(screen.folded)],
            "line": screen.list.line,
        }

    def _remember(self, place: dict[str, JSON]) -> None:
        screen, article = self.screen, self.screen.list.article
        self._kept = place
        screen.library.remember("place", {**place, "left": screen.now.astimezone(UTC).isoformat(timespec="seconds")})
        if article is not None:
            self.places.leave(screen.selection, Spot(article.key, screen.list.line))
        screen.library.remember("places", self.places.kept())

    def restore(self) -> None:
        """Come back to the place of the last run, when it was in the same library."""
        screen = self.screen
        screen.set_interval(KEEP_SECONDS, self.keep_meanwhile)
        if self.is_holding:
            screen.set_timer(HOLD_SECONDS, self._app.show_live)
        place = saved_place(screen.library)
        density = screen.library.recall("density")
        if isinstance(density, str) and screen.settings.density == "auto":
            screen.list.set_density(density)
        screen.selection = selection_of(place, screen.settings.sort)
        if screen.selection.view and not screen.library.query_of(screen.selection._replace(query="")):
            screen.selection = Selection(sort=screen.selection.sort)  # the view is no more
        screen.scope = screen.selection.scope
        opened = place.get("sidebar")
        screen.sidebar_open = opened if isinstance(opened, bool) else None
        folded = place.get("folded")
        screen.folded = {key for key in folded if isinstance(key, str)} if isinstance(folded, list) else set()
        if place:
            self.places.restore(screen.library.recall("places"))
        line = place.get("line")
        self._line = line if isinstance(line, int) else None
        left = place.get("left")
        with suppress(ValueError):
            self._left = datetime.fromisoformat(left) if isinstance(left, str) else None
        article = place.get("article")
        try:
            screen.resume_at = int(article, 16) if isinstance(article, str) else None
        except ValueError:
            screen.resume_at = None

    def since(self, sort: Sort) -> Since | None:
        """The end of the last session, for a list in that order; None where it is not by date, or there was none."""
        screen = self.screen
        if self._left is None or sort.key is not SortKey.DATE or screen.settings.linear:
            return None
        when = self._left.astimezone(screen.now.tzinfo)
        days = (screen.now.date() - when.date()).days
        told = f"{when:%H:%M}" if days == 0 else f"yesterday {when:%H:%M}" if days == 1 else screen.words.day(when)
        return Since(self._left, told, screen.now, sort.reverse)

    def line_of(self, row: int) -> int | None:
        """The line of the list on which the article of a row stood when the last run ended, until a key is pressed."""
        screen = self.screen
        resumed = not screen.touched and screen.listing.position(screen.resume_at or 0) == row
        return self._line if resumed else None

    @property
    def is_holding(self) -> bool:
        """Whether the last run's screen still stands in place of this one's."""
        return self._app.is_holding

    def settle(self) -> None:
        """List or article have come. Once both are whole, or reading takes longer, this run's screen shows itself."""
        screen = self.screen
        whole = not screen.intake.open and (screen.reading.opened is not None or screen.reading.article is None)
        if self.is_holding and (whole or screen.intake.progress is not None):
            screen.call_after_refresh(self._app.show_live)

    @property
    def _app(self) -> ReaderApp:
        return self.screen.app  # type: ignore[return-value]

    def offer(self) -> None:
        """In a large library without any mark everything is unread: say once how to begin with what is new."""
        screen = self.screen
        counts = screen.library.counts()
        unmarked = counts.unread == counts.articles and not counts.starred
        if unmarked and counts.articles > LARGE and screen.messages.now is None and not self._offered:
            self._offered = True
            keys = screen.keymap.keys("app.command-palette")
            way = f"{keys[0]} “start from today”" if keys else "The command “start from today”"
            screen.tell(f"All {screen.words.number(counts.articles)} are unread. {way} marks the older ones read")

    def say_notices(self) -> None:
        """Say what has gone wrong with the state kept since the last time, and take back what is well again."""
        screen, before = self.screen, [] if self._again else self._noticed
        now = [text for text in screen.library.notices if text not in self._greeted]
        over = [text for text in self._noticed if text not in now]
        self._noticed, self._again = now, False
        for text in over:
            screen.messages.take_back(text)
        for text in now:
            if text not in before:
                screen.tell(text, Stay.UNTIL_ESCAPE)
        if over:
            screen.frame.show_footer()

    def notice_again(self) -> None:
        """Have said once more what has gone wrong meanwhile, for whoever goes on marking."""
        self._again = True

    def greet(self) -> None:
        """The first words in the bottom line: samples, what is wrong with the configuration or the state."""
        screen = self.screen
        warnings = [str(warning) for warning in screen.settings.warnings]
        settings = screen.settings
        for warning in screen.keymap.warnings:
            line = settings.key_lines.get(warning.command, 0)
            warnings.append(str(settings.warning("keys", warning.message, line)))
        warnings += screen.app.theme_warnings  # type: ignore[attr-defined]
        self._greeted = screen.library.notices
        screen.messages.tell_all([Told(text, Stay.UNTIL_ESCAPE) for text in (*self._greeted, *warnings)])
        screen.frame.show_footer()
        if screen.messages.now is not None or not screen.library.samples:
            return
        if screen.library.recall("place") is None:
            helped = next(iter(screen.keymap.keys("app.help")), "?")
            text = f"Samples. Your own: reader -L FOLDER, or library: in config.yaml · {helped} help"
            screen.tell(text, Stay.UNTIL_CHANGE)
        else:
            screen.tell("Samples")
