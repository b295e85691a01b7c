"""The thread that has the journal's file, so that nobody waits for a disk but who asks it something."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.journal import database
from reader.journal.database import Standing
from reader.journal.records import Event
from reader.journal.tables import write
from reader.model.errors import ReaderError
from reader.model.mark import Kind

if TYPE_CHECKING:
    import sqlite3

_RETRY_SECONDS = 5.0
_CLOSE_SECONDS = 10.0
_ALIVE_SECONDS = 1.0

T = TypeVar("T")


class Question(Generic[T]):
    """Something to be found out from the journal, once all that was handed over before is written.

    Attributes:
        passed: set when it is answered.
        answer: what `ask` returned; None when nothing is kept yet, or `error` is set.
        error: why there is no answer.
    """

    def __init__(self, ask: Callable[[sqlite3.Connection], T]) -> None:
        """Args: ask: called on the writer's thread. It only reads, all of it as it was at one moment."""
        self.ask = ask
        self.passed = threading.Event()
        self.answer: T | None = None
        self.error: Exception | None = None

    def put_to(self, connection: sqlite3.Connection | None) -> None:
        """Answer it."""
        try:
            if connection is not None:
                with database.at_one_moment(connection):
                    self.answer = self.ask(connection)
        except Exception as error:  # the one who waits must hear of it, whatever it is
            self.error = error
        finally:
            self.passed.set()


class _Checkpoint:
    """Something that waits until all that was handed over before is kept, or cannot be."""

    def __init__(self, *, last: bool) -> None:
        self.last = last
        self.kept = False
        self.passed = threading.Event()


class Writer:
    """Keeps events in the order in which they come, and answers questions about all of them.

    What cannot be kept now is tried again, and once more at the end; meanwhile a copy in memory stands in for the file.
    A writer without a file has only the copy. What was kept is written once more where another file, or none, has
    taken the place of the one it went into.

    Attributes:
        notice: why something cannot be kept; empty while all is well.
        mended: what became of a file that was found to be damaged, in a sentence; empty when none was.
        is_whole: whether nothing was lost in that.
        closed: whether `close` was called.
        epoch: changes when another database answers than before. Read it on the writer's thread.
    """

    def __init__(
        self, path: Path | None, connection: sqlite3.Connection | None, identity: tuple[int, int] | None = None
    ) -> None:
        """Prepare to write; the thread begins with the first event or question.

        Args:
            path: the file; it is made when the first event comes. None when there can be none.
            connection: to the file, or the copy in memory, where there is one already. The writer closes it.
            identity: of the file that the connection is to; see `database.identity`.
        """
        self.notice = ""
        self.mended = ""
        self.is_whole = True
        self.epoch = 0
        self._path = path
        self._connection = connection if path is not None else None
        self._copy = connection if path is None else None
        self._copied = 0
        self._identity = identity
        self._queue: SimpleQueue[Event | _Checkpoint | Question[object]] = SimpleQueue()
        self._pending: list[Event] = []
        self._refused: list[Event] = []  # what no file takes
        self._refusal = ""
        self._session: dict[str, Event] = {}  # what was kept since the start
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._is_forgetting = False  # whether the person did something that no file takes
        self.closed = False

    def put(self, event: Event) -> None:
        """Hand an event over. After `close` it is too late, and the event is dropped."""
        if not self.closed:
            self._is_forgetting = self._is_forgetting or (self._path is None and event.kind is not Kind.PLACE)
            self._hand_over(event)

    def ask(self, ask: Callable[[sqlite3.Connection], T]) -> T | None:
        """Wait for an answer; None when nothing is kept yet, and after `close`.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        if self.closed:
            return None
        question = self.look(ask)
        self.wait(question)
        return self.answer(question)

    def wait(self, question: Question[T]) -> None:
        """Wait until a question is answered, or can no longer be. On any thread."""
        while not question.passed.wait(_ALIVE_SECONDS):
            if self._thread is None or not self._thread.is_alive():
                return

    def answer(self, question: Question[T]) -> T | None:
        """The answer to a question that was waited for.

        Raises:
            ReaderError: there is none, for the journal cannot be read at the moment.
        """
        if not question.passed.is_set():
            raise ReaderError("The journal does not answer.")
        if question.error is not None:
            raise ReaderError(f"The journal cannot be read at the moment ({_reason(question.error)}).")
        return question.answer

    def look(self, ask: Callable[[sqlite3.Connection], T]) -> Question[T]:
        """Ask without waiting for the answer; not after `close`."""
        question = Question(ask)
        self._hand_over(question)  # type: ignore[arg-type]
        return question

    def flush(self, timeout: float) -> bool:
        """Wait until everything handed over is kept; False when it is not after `timeout` seconds, or cannot be."""
        if self._thread is None or self.closed:
            return self._all_kept()
        checkpoint = _Checkpoint(last=False)
        self._queue.put(checkpoint)
        return checkpoint.passed.wait(timeout) and checkpoint.kept

    def close(self) -> bool:
        """Keep what is left, then close the file; False when something that was to be kept is lost."""
        if not self.closed:
            self.closed = True
            if self._thread is not None:
                self._queue.put(_Checkpoint(last=True))
                self._thread.join(_CLOSE_SECONDS)
            else:
                self._let_go()
        return self._all_kept() if self._path is not None else not self._is_forgetting

    def _all_kept(self) -> bool:
        return self._path is not None and not self._pending and not self._refused

    def _hand_over(self, item: Event | Question[object]) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
                self._thread.start()
        self._queue.put(item)

    def _run(self) -> None:
        ending = False
        while not ending:
            waiting = self._collect()
            if self._path is not None and self._connection is not None and database.is_gone(self._path, self._identity):
                self._leave_file()
            if self._pending:
                self._write()
            for each in waiting:
                if isinstance(each, Question):
                    each.put_to(self._readable())
                else:
                    each.kept = self._all_kept()
                    each.passed.set()
                    ending = ending or each.last
        self._let_go()

    def _collect(self) -> list[_Checkpoint | Question[object]]:
        """Wait for something to do, then take all there is up to a question: one transaction for all of it."""
        waiting: list[_Checkpoint | Question[object]] = []
        wait: float | None = _RETRY_SECONDS if self._pending and self._path is not None else None
        while True:
            try:
                item = self._queue.get(timeout=wait)
            except Empty:
                return waiting
            if isinstance(item, Event):
                self._pending.append(item)
            else:
                waiting.append(item)
            if isinstance(item, Question):
                return waiting
            wait = 0.0

    def _write(self) -> None:
        if self._path is None or not self._keep(self._path):
            self._write_copy()

    def _keep(self, path: Path) -> bool:
        """Write to the file; False, and `notice` says why, when it takes nothing."""
        try:
            try:
                self._write_pending(self._connection or self._connect(path))
            except Exception as error:
                if not self._is_damaged(path, error):
                    raise
                self._mend(path)
                self._write_pending(self._connect(path))
        except Exception as error:  # whatever it is: the thread goes on, and the person hears of it
            self.notice = (
                f"Marks cannot be kept in {path} at the moment ({_reason(error)}): "
                "they hold until you leave, and it is tried again."
            )
            return False
        self.notice = self._refusal
        self._drop_copy()
        return True

    def _write_pending(self, connection: sqlite3.Connection) -> None:
        refused, reason = _write(connection, self._pending)
        if refused:
            self._refused += refused
            self._refusal = f"Something that you did cannot be kept ({reason})."
            self._pending = [event for event in self._pending if event not in refused]
        self._hold_as_kept()

    def _is_damaged(self, path: Path, error: Exception) -> bool:
        """Whether an error comes from a damaged file of ours. What was mended once and fails again has other faults."""
        ours = database.inspect(path) in {Standing.OURS, Standing.JUNK}
        return ours and not self.mended and database.is_damage(error) and not database.is_gone(path, self._identity)

    def _mend(self, path: Path) -> None:
        """Have a sound file in place of the damaged one; all that was kept since the start is written into it again."""
        from reader.journal.mending import mend

        mended = mend(path, list(self._session.values()))
        self._leave_file()
        self.is_whole = mended.is_whole
        self.mended = f"{mended.told}{'' if mended.is_kept else ' with what you did since the start'}."

    def _connect(self, path: Path) -> sqlite3.Connection:
        self._connection = database.create(path)
        self._identity = database.identity(path)
        return self._connection

    def _leave_file(self) -> None:
        """Let go of a file that was moved, deleted or replaced; what was kept in it is to be kept once more."""
        import sqlite3

        if self._connection is not None:
            # The moved file gets all that is in its log, which then means nothing to the file that comes in its place.
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
            self._connection = self._identity = None
        self._drop_copy()
        self.epoch += 1
        self._pending[:0] = self._session.values()
        self._session.clear()

    def _hold_as_kept(self) -> None:
        """Remember what was written; of what the program keeps for itself, only the last."""
        for event in self._pending:
            self._session[f"place {event.name}" if event.kind is Kind.PLACE else event.id] = event
        self._pending.clear()

    def _write_copy(self) -> None:
        """Write to memory what the file does not take."""
        try:
            if self._copy is None:
                self.epoch += 1
                self._copy, self._copied = database.in_memory(self._connection), 0
            _write(self._copy, self._pending[self._copied :])
        except Exception:
            # The file cannot be read now, or the copy is as damaged as the file is: go on without what it says.
            self._drop_copy()
            self.epoch += 1
            self._copy = database.in_memory()
            with suppress(Exception):  # memory takes it not even so: it is known that it is not kept
                _write(self._copy, [*self._session.values(), *self._pending])
        self._copied = len(self._pending)
        if self._path is None:
            self._hold_as_kept()
            self._copied = 0

    def _readable(self) -> sqlite3.Connection | None:
        """What holds all that is known; None when nothing is kept yet."""
        missing = self._connection is None and self._copy is None and self._path is not None
        if missing and self._path is not None and database.inspect(self._path) is Standing.OURS:
            try:  # another program has made it meanwhile
                self._connect(self._path)
            except Exception:  # the first event will say why
                return None
        return self._copy or self._connection

    def _drop_copy(self) -> None:
        if self._copy is not None:
            self._copy.close()
            self._copy = None
            self.epoch += 1

    def _let_go(self) -> None:
        self._drop_copy()
        if self._connection is not None:
            self._connection.close()


def _write(connection: sqlite3.Connection, events: list[Event]) -> tuple[list[Event], str]:
    """Write events; returns those with text that no database takes, which shall not keep the others out, and why."""
    try:
        write(connection, events)
    except UnicodeError as error:
        if len(events) == 1:
            return events, _reason(error)
    else:
        return [], ""
    each = [_write(connection, [event]) for event in events]
    return [event for refused, _ in each for event in refused], next((reason for _, reason in each if reason), "")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
