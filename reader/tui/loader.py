"""Reads a library on a thread of its own, begun before the screen's code is even imported."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Selection
    from reader.model.edges import Batch, Change


PATIENCE = 1.0
"""Seconds after which a patient loader goes on unasked."""


class Loader:
    """Keeps what has been read until the screen takes it, and then what has changed since.

    The thread only produces; articles go into the library on the screen's thread (`Library.absorb`, `Library.renew`).

    Attributes:
        watches: whether the folders are watched once everything has been read.
        done: whether everything has been read, or reading was stopped or failed.
        error: what made reading fail, None when nothing did.
        watch_error: the same for watching.
    """

    def __init__(
        self, library: Library, first: Selection, *, watch: bool = False, patient: bool = False, growing: bool = True
    ) -> None:
        """Make it; `start` begins.

        Args:
            library: what to read.
            first: the list that will be shown; its first page comes first where an index has it.
            watch: whether to watch the folders once everything has been read.
            patient: whether to wait for `go_on` once something has been read: what is read meanwhile, one interpreter
                cannot import and draw.
            growing: whether articles are wanted as they come, also where all at once would be sooner.
        """
        self._library = library
        self._selection = first
        self.watches = watch
        self._growing = growing
        self._batches: deque[Batch] = deque()
        self._changes: deque[Change] = deque()
        self._cancelled = threading.Event()
        self._first = threading.Event()
        self._wanted = threading.Event()
        self._patience = PATIENCE if patient else 0.0
        self._tell: Callable[[], object] | None = None
        self._thread: threading.Thread | None = None
        self.done = False
        self.error: Exception | None = None
        self.watch_error: Exception | None = None

    @property
    def stopped(self) -> bool:
        """Whether the person stopped it."""
        return self._cancelled.is_set()

    def start(self) -> None:
        """Begin reading."""
        self._thread = threading.Thread(target=self._run, name="loader", daemon=True)
        self._thread.start()

    def go_on(self) -> None:
        """What was read first is seen: now the rest is wanted."""
        self._wanted.set()

    def stop(self) -> None:
        """Ask it to stop soon."""
        self._cancelled.set()
        self._wanted.set()

    def notify(self, tell: Callable[[], object]) -> None:
        """Call `tell` (from the loader's thread) whenever there is something to take."""
        self._tell = tell
        if self._batches or self._changes or self.done:
            tell()

    def wait_first(self, seconds: float) -> None:
        """Wait until something has been read, at most so long."""
        self._first.wait(seconds)

    def take(self) -> Batch | None:
        """The next batch, or None when there is none yet."""
        return self._batches.popleft() if self._batches else None

    def take_change(self) -> Change | None:
        """The next change, or None when there is none yet; there are none before everything read was taken."""
        return self._changes.popleft() if self._changes else None

    def _run(self) -> None:
        try:
            for batch in self._library.batches(self._cancelled, self._selection, growing=self._growing):
                self._batches.append(batch)
                self._signal()
                self._wanted.wait(self._patience)
                self._patience = 0.0
        except Exception as error:  # a fault here must reach the person as a sentence, not end the program
            self.error = error
        self.done = True
        self._signal()
        if self.watches and not self.stopped and not self.error:
            self._watch()

    def _watch(self) -> None:
        try:
            for change in self._library.watch(self._cancelled):
                self._changes.append(change)
                self._signal()
        except Exception as error:
            self.watch_error = error
            self._signal()

    def _signal(self) -> None:
        self._first.set()
        if self._tell is not None:
            self._tell()
