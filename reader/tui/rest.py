"""The rest of a list whose first hits are shown: looked for on a thread, so that the next letter need not wait."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Listing, Lookup
    from reader.tui.screens.main import MainScreen


class Rest:
    """The hits that are not shown yet."""

    def __init__(self, screen: MainScreen) -> None:
        """Of the list that a screen shows."""
        self._screen = screen
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """End it: the list is another one."""
        self._cancelled.set()

    def find(self, part: Listing, cursor: int | None) -> None:
        """Look for all of a list of which a part is shown, and show it then.

        Args:
            part: the list as shown; nothing happens when that is not the one on show any more.
            cursor: see `MainScreen.complete`.
        """
        screen = self._screen
        if screen.listing is not part:
            return
        lookup = screen.library.lookup(screen.selection)
        if lookup is None:
            screen.complete(part, cursor)
            return
        self._cancelled = threading.Event()
        work = partial(self._run, lookup, self._cancelled, part, cursor)
        screen.run_worker(work, thread=True, exclusive=True, group="rest", exit_on_error=False)

    def _run(self, lookup: Lookup, cancelled: threading.Event, part: Listing, cursor: int | None) -> None:
        with suppress(Exception):  # whoever makes the list asks again, and tells what is wrong
            lookup.run(lambda: not cancelled.is_set())
        if not cancelled.is_set():
            self._screen.call_later(self._take, lookup, part, cursor)

    def _take(self, lookup: Lookup, part: Listing, cursor: int | None) -> None:
        lookup.keep()
        self._screen.complete(part, cursor)
