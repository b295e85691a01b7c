"""Looking into bodies while a search is on: on a thread, cancelled by the next letter, hits joining the list."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from reader.model import Selection
from reader.tui.empty import empty_words
from reader.tui.messages import Stay
from reader.tui.rest import Rest

if TYPE_CHECKING:
    from reader.library_bodies import BodySearch, Learned
    from reader.tui.screens.main import MainScreen

PAUSE = 0.12
"""Seconds a search rests until bodies are looked into: while a person types, the list alone follows."""

REFRESH_SECONDS = 0.25
"""Hits join the list this often at most."""

TELL_AFTER = 0.3
"""Seconds after which progress is worth words."""


class Sought(Message):
    """The thread has something to tell.

    Attributes:
        search: what it is about.
        learned: what became known; None at the end.
        error: what made it fail; None when nothing did.
    """

    def __init__(self, search: BodySearch, learned: Learned | None = None, error: Exception | None = None) -> None:
        super().__init__()
        self.search, self.learned, self.error = search, learned, error


class Seeking:
    """The bodies that the list in force still wants.

    Attributes:
        wanted: the list they are wanted for, whatever its order.
        rest: what of it is found without them, and not shown yet.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self.rest = Rest(screen)
        self.wanted = Selection()
        self._soon: Timer | None = None
        self._refresh: Timer | None = None
        self._search: BodySearch | None = None
        self._began = 0.0
        self._far = (0, 0)
        self._cost = 0.0
        self._given_up = False

    @property
    def is_running(self) -> bool:
        """Whether bodies are being looked into."""
        return self._search is not None

    def follow(self) -> None:
        """Go where the list is. What was looked for another one ends; the same list is asked what it still wants."""
        selection = self._screen.selection
        wanted = Selection(selection.scope, selection.topic, selection.provider, selection.query, view=selection.view)
        if wanted != self.wanted:
            self.cancel()
            self.wanted = wanted
            self._given_up = False
        searched = wanted.query or wanted.view
        busy = self.is_running or self._soon is not None or self._screen.reading_files
        if searched and not busy and not self._given_up:
            self._soon = self._screen.set_timer(PAUSE, self._begin)

    def cancel(self) -> None:
        """End it. What was found stays found."""
        self.rest.cancel()
        for timer in (self._soon, self._refresh):
            if timer is not None:
                timer.stop()
        self._soon = self._refresh = None
        if self._search is not None:
            self._search.cancel()
            self._search = None

    def stop(self) -> None:
        """End it because the person said so; it does not begin again for this list."""
        self.cancel()
        self._given_up = True
        found = self._screen.words.counted(len(self._screen.listing), "article")
        self._screen.tell(f"Stopped looking into texts; {found} found so far", Stay.UNTIL_ESCAPE)
        self._show()

    def words(self) -> list[str]:
        """`1,200 of 3,000 texts`; nothing when nothing runs, or it has only just begun."""
        done, total = self._far
        if self._search is None or not total or monotonic() - self._began < TELL_AFTER:
            return []
        number = self._screen.words.number
        return [f"{number(done)} of {self._screen.words.counted(total, 'text')}"]

    def take(self, message: Sought) -> None:
        """Take in what the thread tells."""
        if message.search is not self._search:
            return
        if message.learned is not None:
            self._screen.library.learn(message.learned)
            self._far = (message.learned.done, message.learned.total)
            if message.learned.found:
                # A list that takes its time to be made anew must leave most of the time to keys.
                pause = max(REFRESH_SECONDS, 10 * self._cost)
                self._refresh = self._refresh or self._screen.set_timer(pause, self._show)
            self._tell()
            return
        self._search = None
        if message.error:
            from reader.tui.log import words_of

            self._given_up = True
            words = words_of(self._screen.settings.state_dir, message.error, "looking into texts")
            self._screen.tell(f"Texts cannot be looked into: {words}", Stay.UNTIL_ESCAPE)
        else:
            self._begin()  # an index may have been asked, and files come next
        if self._search is None:
            self._show()

    def _begin(self) -> None:
        self._soon = None
        if self._screen.listing.is_part:  # once the list is whole, the index has said what else is wanted
            return
        search = self._screen.library.body_search(self.wanted)
        if search is None or self._screen.reading_files:
            return
        self._began = monotonic()
        self._search, self._far = search, (0, search.total)
        self._screen.run_worker(
            partial(self._run, search), thread=True, exclusive=True, group="bodies", exit_on_error=False
        )

    def _run(self, search: BodySearch) -> None:
        tell = self._screen.post_message
        try:
            for learned in search.portions():
                tell(Sought(search, learned))
        except Exception as error:  # a fault here must reach the person as a sentence, not end the program
            tell(Sought(search, error=error))
        else:
            tell(Sought(search))

    def _show(self) -> None:
        """Let what was found join the list."""
        if self._refresh is not None:
            self._refresh.stop()
            self._refresh = None
        began = monotonic()
        self._screen.refresh_list()
        self._cost = monotonic() - began
        self._tell()

    def _tell(self) -> None:
        """Say how far it has come."""
        screen = self._screen
        if not len(screen.listing):
            screen.list.say_empty(empty_words(screen))
        if screen.search.is_open:
            screen.actions["search"].renewed()
        screen.frame.show_headings()
