"""Writing an index on a thread of its own, so that the one that reads files goes on reading them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TypeAlias

from reader.repository.index.database import UnusableError, is_damage, remove
from reader.repository.index.looks import Look
from reader.repository.index.writing import IndexWriter
from reader.repository.outcome import Outcome

_Deed: TypeAlias = Callable[[IndexWriter], None] | None
_MOST_WAITING = 192  # deeds, each of some eighty files; reading waits for writing then


class BackgroundWriter:
    """Takes what is to be written and writes it in that order. `close` it, however it went.

    When writing fails, or another program is at it, what is put is dropped without a word; `finish` tells.

    Attributes:
        has_failed: whether that has come to pass.
        reason: why, in a few words; empty while it has not.
    """

    def __init__(self, path: Path, real: Path, *, anew: bool = False) -> None:
        """Start the thread.

        Args:
            path: the index.
            real: the library's absolute path without links.
            anew: whether what is there is thrown away.
        """
        self.has_failed = False
        self.reason = ""
        self._path = path
        self._real = real
        self._anew = anew
        self._deeds: SimpleQueue[_Deed] = SimpleQueue()
        self._room = threading.Semaphore(_MOST_WAITING)
        self._is_finished = False
        self._is_abandoned = False
        # Should the program end meanwhile, the index stands as after the last transaction.
        self._thread = threading.Thread(target=self._run, name="index-writer", daemon=True)
        self._thread.start()

    def put(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what reading files gave."""
        self._do(lambda writer: writer.put(outcomes))

    def remove(self, paths: tuple[str, ...]) -> None:
        """Forget files."""
        self._do(lambda writer: writer.remove(paths))

    def flush(self) -> threading.Event:
        """Keep what was put before this, soon; the event is set then, and never when that failed."""
        flushed = threading.Event()

        def flush(writer: IndexWriter) -> None:
            writer.flush()
            flushed.set()

        self._do(flush)
        return flushed

    def finish(self, go_on: Callable[[], bool], look: Look | None = None, *, orders: bool = True) -> bool:
        """Say that every file of the library has been put, and wait; whether all of it is in the index now.

        Args:
            go_on: asked a few times a second; when it says no, nothing is waited for.
            look: see `IndexWriter.finish`.
            orders: see there too.
        """
        self._do(lambda writer: writer.finish(look, orders=orders))
        self._deeds.put(None)
        while self._thread.is_alive() and go_on():
            self._thread.join(0.1)
        return self._is_finished

    def close(self) -> None:
        """End the thread; what it is at is given up, and what it has written before is kept."""
        self._is_abandoned = True
        self._deeds.put(None)
        self._thread.join(1.0)

    def _do(self, deed: _Deed) -> None:
        self._room.acquire()
        self._deeds.put(deed)

    def _run(self) -> None:
        writer = None
        try:
            writer = IndexWriter.open(self._path, self._real, anew=self._anew)
            self.reason = "" if writer is not None else "another program is writing it"
        except Exception as error:
            self.reason = _words(error)
        open_writer = writer
        self.has_failed = writer is None
        while (deed := self._deeds.get()) is not None and not self._is_abandoned:
            self._room.release()
            if writer is None:
                continue
            try:
                deed(writer)
            except Exception as error:  # UnusableError, or a fault of our own: neither may cost more than the index
                if is_damage(error.__cause__ or error):
                    with contextlib.suppress(OSError):
                        remove(self._path)  # still locked; the next start makes it anew
                writer.close()
                writer = None
                self.has_failed, self.reason = True, _words(error)
        if open_writer is not None:
            self._is_finished = writer is not None and writer.is_complete
            open_writer.close()


def _words(error: Exception) -> str:
    """What an error says, with its kind where it comes from a fault of ours."""
    return str(error) if isinstance(error, UnusableError) else f"{type(error).__name__} {error}".strip()
