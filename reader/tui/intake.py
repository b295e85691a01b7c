"""Taking in what the loader reads, and what changes afterwards, in slices short enough for keys to come between."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from reader.tui.headings import Progress
from reader.tui.loader import Loader
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from reader.tui.arrivals import Arrivals
    from reader.tui.screens.main import MainScreen

PREPARED_AT_ONCE = 100
"""Articles whose texts are readied for searching in one go, about 2 ms."""

SLICE_SECONDS = 0.008
"""Taking in articles stops after so long for keys to be seen to."""

PAUSE = 0.01
"""Seconds left to everything else between two slices."""

SHARE = 30
"""Bringing lists up to date takes longer the more there is, and no key is seen to meanwhile: it comes again after so
many times as long."""

TELL_AFTER = 0.3
"""Seconds after which reading is worth a bar."""


class Intake:
    """The library on its way into memory.

    Attributes:
        open: whether it is still being read.
        changed: whether more was taken in since lists were brought up to date than how far reading has come.
    """

    def __init__(self, screen: MainScreen, loader: Loader) -> None:
        self._screen = screen
        self._files = (0, 0)
        self._began = monotonic()
        self._counted: tuple[int, float] | None = None
        self._next = 0.0
        self._before: int | None = None
        self.loader = loader
        self.open = self.changed = True
        self._arrivals: Arrivals | None = None

    def begin(self) -> None:
        """Take what has been read so far, and be told of the rest."""
        self.loader.wait_first(0.05)
        self.take()
        self.loader.notify(lambda: self._screen.post_message(self._screen.Arrived()))

    def take(self) -> bool:
        """Take in batches until there are none or the slice of time is used up; whether all were taken."""
        library, loader = self._screen.library, self.loader
        until = monotonic() + SLICE_SECONDS
        finished = loader.done  # asked first: what it read before it was done is then in the queue
        while (batch := loader.take()) is not None:
            library.absorb(batch)
            self._files = (batch.done, batch.total or 0)
            if self._counted is None and batch.total is not None:
                self._counted = batch.done, monotonic()
            self.changed |= bool(batch.articles or batch.problems or batch.gone or batch.columns)
            # What was read stays. To look through it for what may go would hold up keys for a tenth of a second, and
            # Python would do it again and again.
            gc.freeze()
            if monotonic() > until:
                return False
        if finished and self.open:
            self.open = False
            library.finish(complete=not loader.stopped and not loader.error)
            if not loader.stopped and not loader.error:
                self._screen.session.parting.note()
                self._screen.session.offer()
            if library.needs_texts:
                self._prepare(0)
            if loader.error:
                self._tell_error("Reading stopped", loader.error)
            elif self._before is not None and not loader.stopped:
                self._tell_result(self._before)
            self._before = None
        return self.open or self._take_changes(until)

    def _tell_result(self, before: int) -> None:
        words, now = self._screen.words, self._screen.library.counts().articles
        more = now - before
        told = f"{words.number(abs(more))} {'more' if more > 0 else 'fewer'}" if more else "as many as before"
        self._screen.tell(f"Read again: {words.counted(now, 'article')}, {told}")

    def _tell_error(self, what: str, error: Exception) -> None:
        from reader.tui.log import words_of

        self._screen.tell(f"{what}: {words_of(self._screen.settings.state_dir, error, what)}", Stay.UNTIL_ESCAPE)

    def _take_changes(self, until: float) -> bool:
        while (change := self.loader.take_change()) is not None:
            if self._arrivals is None:
                from reader.tui.arrivals import Arrivals  # not for the start

                self._arrivals = Arrivals(self._screen)
            self._arrivals.add(change)
            if not (change.articles or change.gone or change.problems or change.topics):
                # Now the index knows what came before.
                self._screen.session.parting.note()
            if monotonic() > until:
                return False
        if self.loader.watch_error:
            self._tell_error("Changes in the folders are not seen", self.loader.watch_error)
            self.loader.watch_error = None
        return True

    def _prepare(self, start: int) -> None:
        """Ready all texts for searching, a few at a time: the first letter typed then finds them ready."""
        listing = self._screen.listing
        rows = range(start, min(start + PREPARED_AT_ONCE, len(listing)))
        self._screen.library.prepare_search(listing[row] for row in rows)
        if rows.stop < len(listing):
            self._screen.set_timer(PAUSE, lambda: self._prepare(rows.stop))

    def show(self, refresh: Callable[[], object]) -> bool:
        """Bring what has been read on the screen by `refresh`; False when nothing is done: too soon, or no need."""
        began = monotonic()
        if self.open and (began < self._next or not self.changed):
            return False
        self.changed = False
        refresh()
        self._next = monotonic() + SHARE * (monotonic() - began)
        return True

    @property
    def is_shown(self) -> bool:
        """Whether all that is there, and all that has changed since, is on the screen."""
        return not self.open and (self._arrivals is None or not self._arrivals.wait)

    def show_changes(self) -> None:
        """Bring what has changed in the folders on the screen."""
        if self._arrivals is not None:
            self._arrivals.show_soon()

    def again(self, *, asked: bool = False) -> None:
        """Read the library again, on a thread; nothing on screen goes before it is known to be gone.

        With `asked` the person waits for it, and is told what it came to.
        """
        self.loader.stop()
        library = self._screen.library
        self._before = library.counts().articles if asked else None
        # What is on the screen stays until there is something in its place.
        growing = not library.counts().articles
        self.loader = Loader(library, self._screen.selection, watch=self.loader.watches, growing=growing)
        self.open, self._began, self._counted = True, monotonic(), None
        self.loader.start()
        self.loader.notify(lambda: self._screen.post_message(self._screen.Arrived()))

    def look(self) -> None:
        """Something has changed in the folders: see what, by whatever way is quickest."""
        if self.open or not self._screen.library.look():
            self.again()

    def stop(self) -> None:
        """Stop reading; what was read stays."""
        self.loader.stop()

    @property
    def progress(self) -> Progress | None:
        """How far it has come; None while nothing is worth telling: done, files being counted, or just begun."""
        done, total = self._files
        now = monotonic()
        if not (self.open and total and self._counted and now - self._began > TELL_AFTER):
            return None
        known, since = self._counted
        return Progress(done, total, now - since, known)
