"""A process that reads the files of a large library and writes its index.

Reading in a thread, and writing in another, hold the interpreter lock that the screen needs too: with both in this
process a key was answered within 46 ms (95th percentile) when measured, and a list of so many articles as objects took
300 ms to be sorted. So all of it is done elsewhere, and what is there so far comes back as columns, which need no more
than opening, each time that there is a good deal more of it. Only the first articles come one by one.

The two say to each other, in messages as `reader.repository.messages` packs them:

job
    `(database, anew, library as given, its real path, files, known, gone, look, first)`: files as (name, target),
    `known` the places among them of files that the index knows otherwise, `look` as a tuple, `first` how many articles
    are wanted one by one before there are columns; None for neither.
report
    `(done, places of known files done, rows, problems, event)`: files done so far; rows as (place of the file, key,
    packed row); problems as (path, line, column, severity, code, message); event one of those below.

A process that finds the end of its input is not wanted any more and ends.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from reader.model.named import NamedTuple
from reader.repository.commands import LONGEST_END, command, end, heard
from reader.repository.index.background import BackgroundWriter
from reader.repository.index.columns_writing import write_beside
from reader.repository.index.looks import Look
from reader.repository.messages import Inbox, packed
from reader.repository.outcome import Outcome
from reader.repository.outcomes import outcomes_of
from reader.repository.places import Place
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found

COLUMNS = "columns"
"""The event that there are columns of all articles told so far, and more."""

FINISHED = "finished"
"""The event that everything is in the index."""

FAILED = "failed "
"""How the event begins that the index cannot be written, or another program is writing it; the reason follows."""

Report: TypeAlias = tuple[
    int, list[int], list[tuple[int, int, bytes]], list[tuple[str, int, int, str, str, str]], str
]  # fmt: skip

_NICENESS = 10  # the screen and other programs come first
_FIRST_COLUMNS = 4_000  # files after which there are columns
_GROWTH = 2.5  # times as many files until there are columns again: all of them take no longer than the last ones twice
_PARTS = 8  # in which the files are written at least, so that writing goes on beside reading
_WORTH_IT = 1_000  # files a part; smaller ones take longer than they save,
_AT_THE_END = 500  # except for the last ones, as nothing is read beside them
_SOON = 0.8  # of all files; with so many done the end is near
_REPORT_SIZE = 48  # rows a report at most: what is unpacked at once holds up the screen
_READ_SIZE = 1 << 18
_FAREWELL = 0.5  # seconds it has to end by itself


class Indexer:
    """The process, seen from the program that wants an index. `close` it when done, however it went."""

    def __init__(
        self,
        index: Path,
        root: LibraryRoot,
        files: Sequence[Found],
        *,
        known: frozenset[str],
        gone: Sequence[str],
        look: Look,
        anew: bool,
        first: int | None,
    ) -> None:
        """Start it.

        Args:
            index: the database.
            root: the library.
            files: what to read.
            known: the paths of those of them that the index knows otherwise; their articles come one by one.
            gone: the paths of what the index is to forget.
            look: what found which files those are.
            anew: whether what is in the index is thrown away.
            first: how many articles are wanted one by one before there are columns; None for neither.

        Raises:
            OSError: the system has no room for another process.
        """
        places = [place for place, found in enumerate(files) if found.path in known] if known else []
        names = [(found.name, found.target) for found in files]
        told = (look.began, look.follow, dict(look.places), look.written)
        job = (str(index), anew, root.given, os.fspath(root.real), names, places, list(gone), told, first)
        self._process = subprocess.Popen(
            command("reader.repository.index.indexer"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        # A pipe takes less than a job at once, and nobody may wait for a process that does not read.
        self._sender = threading.Thread(target=self._send, args=(job,), name="indexer-job", daemon=True)
        self._sender.start()

    def reports(self, go_on: Callable[[], bool]) -> Iterator[Report]:
        """What it tells, until it ends or `go_on`, asked a few times a second, says no. The last event tells which."""
        yield from heard(self._process, go_on)

    def close(self) -> None:
        """End it; what it has written before is kept."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        if self._sender.is_alive():  # it has not begun
            process.kill()
            self._sender.join(LONGEST_END)
            if self._sender.is_alive():  # it still writes to a pipe, which nobody may close under it
                return
        process.stdin.close()
        process.stdout.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_FAREWELL)  # it ends what helps it, at columns too
        end(process)

    def _send(self, job: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            _write_all(self._process.stdin.fileno(), job)


def main() -> None:
    """Read and index what standard input says, and tell of it on standard output."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to everybody; our parent decides
    gc.disable()  # nothing here goes in circles
    status = 1
    with contextlib.suppress(BrokenPipeError):
        job = _received()
        if job is not None:
            status = 0 if _Work(_Job(*job)).run() else 1
    os._exit(status)  # taking the interpreter down would take longer than anybody wants to wait


def _received() -> Any:
    inbox = Inbox()
    while data := os.read(0, _READ_SIZE):
        for message in inbox.take(data):
            return marshal.loads(message)
    return None


class _Job(NamedTuple):
    """What the program wants; the module tells of each."""

    database: str
    anew: bool
    given: str
    real: str
    files: list[tuple[str, str]]
    known: list[int]
    gone: list[str]
    look: tuple[int, bool, dict[str, Place], str]
    first: int | None


class _Work:
    """One job at work."""

    def __init__(self, job: _Job) -> None:
        self._index = Path(job.database)
        self._root = root = LibraryRoot(job.given, Path(job.real))
        self._files = [Found(root, name, target) for name, target in job.files]
        self._place = {found.path: place for place, found in enumerate(self._files)}
        self._known = {self._files[place].path for place in job.known}
        self._gone = tuple(job.gone)
        self._look = Look(*job.look)
        self._first = job.first or 0
        self._growing = job.first is not None
        self._anew = job.anew
        self._done = 0
        self._next = self._worth(_FIRST_COLUMNS)
        self._part = max(len(self._files) // _PARTS, _WORTH_IT)
        self._written = 0
        self._making: threading.Thread | None = None
        self._made = False

    def run(self) -> bool:
        """Do it; whether everything is in the index now."""
        writer = BackgroundWriter(self._index, self._root.real, anew=self._anew)
        with closing(writer), closing(self):
            if self._gone:
                writer.remove(self._gone)
            with closing(outcomes_of(self._files, texts=True, articles=False)) as slices:
                for outcomes in slices:
                    if not _is_wanted():
                        return False
                    if writer.has_failed:
                        self._tell(event=FAILED + writer.reason)
                        return False
                    writer.put(outcomes)
                    self._done += len(outcomes)
                    self._keep_up(writer)
                    for at in range(0, len(outcomes) or 1, _REPORT_SIZE):
                        self._report(outcomes[at : at + _REPORT_SIZE])
                    if self._growing:
                        self._grow(writer)
            # Orders come with the columns: nothing could be done beside making them here.
            finished = writer.finish(_is_wanted, self._look, orders=False)
            if self._making is not None:
                self._making.join()
                self._tell_of_columns()
        if _is_wanted():
            self._tell(event=FINISHED if finished else FAILED + writer.reason)
        return finished

    def close(self) -> None:
        """Leave no process behind that makes columns."""
        if self._making is not None:
            self._making.join()

    def _report(self, outcomes: Sequence[Outcome]) -> None:
        known: list[int] = []
        rows: list[tuple[int, int, bytes]] = []
        problems = []
        for outcome in outcomes:
            path = outcome.found.path
            is_known = path in self._known
            if is_known:
                known.append(self._place[path])
            if outcome.row and (is_known or self._first > 0):
                rows.append((self._place[path], outcome.key, outcome.row))
                self._first -= 1
            problems += [(p.path, p.line, p.column, str(p.severity), p.code, p.message) for p in outcome.problems]
        self._tell(known, rows, problems)

    def _tell(
        self,
        known: Sequence[int] = (),
        rows: Sequence[tuple[int, int, bytes]] = (),
        problems: Sequence[tuple[str, int, int, str, str, str]] = (),
        event: str = "",
    ) -> None:
        _write_all(1, (self._done, list(known), list(rows), list(problems), event))

    def _keep_up(self, writer: BackgroundWriter) -> None:
        """Write in parts, smaller ones towards the end: little is to be left when everything has been read."""
        left = len(self._files) - self._done
        if self._done - self._written >= max(min(self._part, left), _AT_THE_END):
            writer.flush()
            self._written = self._done

    def _grow(self, writer: BackgroundWriter) -> None:
        """Have columns made where it is time, and tell of those that are."""
        self._tell_of_columns()
        if self._done < self._next or (self._making is not None and self._making.is_alive()):
            return
        self._next = self._worth(int(self._done * _GROWTH))
        self._first = 0  # what was told one by one must be in the columns
        flushed = writer.flush()
        self._making = threading.Thread(target=self._make_columns, args=(writer, flushed), name="columns", daemon=True)
        self._making.start()

    def _tell_of_columns(self) -> None:
        if self._made:
            self._made = False
            self._tell(event=COLUMNS)

    def _worth(self, number: int) -> int:
        """After how many files there are columns: not shortly before the end, when the last ones come soon anyway."""
        return number if number < len(self._files) * _SOON else sys.maxsize

    def _make_columns(self, writer: BackgroundWriter, flushed: threading.Event) -> None:
        while not flushed.wait(0.1):
            if writer.has_failed or not _is_wanted():
                return
        self._made = write_beside(self._index, self._root.real, _is_wanted)


def _is_wanted() -> bool:
    """Whether standard input is still open: nothing more comes through it."""
    return not select.select([0], [], [], 0)[0]


def _write_all(descriptor: int, message: Any) -> None:
    data = memoryview(packed(message))
    while data:
        data = data[os.write(descriptor, data) :]
