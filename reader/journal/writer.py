"""The thread that writes the journal, so that nobody waits for a disk."""

from __future__ import annotations

import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from reader.journal import database
from reader.journal.records import Event, Place

if TYPE_CHECKING:
    import sqlite3

_RETRY_SECONDS = 5.0
_CLOSE_SECONDS = 10.0


class _Checkpoint:
    """Something that waits until all that was handed over before is kept, or cannot be."""

    def __init__(self, *, last: bool) -> None:
        self.last = last
        self.kept = False
        self.passed = threading.Event()


class Writer:
    """Keeps records in the order in which they come. What cannot be kept now is tried again, and once more at the end.

    Attributes:
        notice: why nothing can be kept at the moment; empty while all is well.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection | None) -> None:
        """Prepare to write; the thread begins with the first record.

        Args:
            path: the file; it is made when the first record comes.
            connection: to the file, where there is one already. The writer closes it.
        """
        self.notice = ""
        self._path = path
        self._connection = connection
        self._queue: SimpleQueue[Event | Place | _Checkpoint] = SimpleQueue()
        self._pending: list[Event | Place] = []
        self._thread: threading.Thread | None = None
        self._closed = False

    def put(self, record: Event | Place) -> None:
        """Hand a record over. After `close` it is too late, and the record is dropped."""
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self._queue.put(record)

    def flush(self, timeout: float) -> bool:
        """Wait until everything handed over is kept; False when it is not after `timeout` seconds, or cannot be."""
        if self._thread is None or self._closed:
            return not self._pending
        checkpoint = _Checkpoint(last=False)
        self._queue.put(checkpoint)
        return checkpoint.passed.wait(timeout) and checkpoint.kept

    def close(self) -> None:
        """Keep what is left, then close the file."""
        if self._closed:
            return
        self._closed = True
        if self._thread is not None:
            self._queue.put(_Checkpoint(last=True))
            self._thread.join(_CLOSE_SECONDS)
        elif self._connection is not None:
            self._connection.close()

    def _run(self) -> None:
        ending = False
        while not ending:
            checkpoints = self._collect()
            if self._pending:
                self._write()
            for checkpoint in checkpoints:
                checkpoint.kept = not self._pending
                checkpoint.passed.set()
                ending = ending or checkpoint.last
        if self._connection is not None:
            self._connection.close()

    def _collect(self) -> list[_Checkpoint]:
        """Wait for something to do, then take all there is: one transaction for all of it."""
        checkpoints: list[_Checkpoint] = []
        wait: float | None = _RETRY_SECONDS if self._pending else None
        while True:
            try:
                item = self._queue.get(timeout=wait)
            except Empty:
                return checkpoints
            if isinstance(item, _Checkpoint):
                checkpoints.append(item)
            else:
                self._pending.append(item)
            wait = 0.0

    def _write(self) -> None:
        import sqlite3

        try:
            if self._connection is None:
                self._connection = database.create(self._path)
            database.write(self._connection, self._pending)
        except (OSError, sqlite3.Error) as error:
            self.notice = (
                f"Marks cannot be kept in {self._path} at the moment ({_reason(error)}): "
                "they hold until you leave, and it is tried again."
            )
        else:
            self._pending.clear()
            self.notice = ""


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
