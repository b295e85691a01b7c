"""Many files read by several processes at once, without the interpreter lock of this one.

Parsing in a thread holds the lock that the screen needs too: key latency (95th percentile) went from 8 to 83 ms when
measured. Answers are unpacked here in small steps, a few tens of microseconds an article.
"""

from __future__ import annotations

import os
import selectors
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from reader.model import Problem, Severity
from reader.repository.files import Stamp
from reader.repository.messages import Answer
from reader.repository.outcome import Outcome, crashed
from reader.repository.process import Assignment, ReadingProcess, worker_command
from reader.repository.scan import Found
from reader.repository.wire import RowReader, unpacked_row

_CHUNK = 200  # files an assignment at most; with two at a time a process is busy while this one draws
_AHEAD = 2
_SHARES = 8  # assignments a process, at least: the last ones end at about the same time
_PATIENCE = 0.05  # seconds to wait for an answer before the caller gets its turn


class Pool:
    """Reads files in processes of its own. Use `close` when done, however it went."""

    def __init__(
        self,
        files: Sequence[Found],
        size: int,
        command: Sequence[str] | None = None,
        *,
        texts: bool = False,
        articles: bool = True,
    ) -> None:
        """Start the processes.

        Args:
            files: what to read.
            size: how many processes at most.
            command: what starts one; a test may have its own.
            texts: whether what the index keeps is wanted too.
            articles: whether articles are wanted; else their rows do.
        """
        self._texts = texts
        self._articles = articles
        self._command = command or worker_command()
        chunk = max(1, min(_CHUNK, len(files) // (size * _SHARES)))
        self._queue = deque(
            Assignment(of_root[at : at + chunk], texts=texts)
            for of_root in (list(group) for _, group in groupby(files, attrgetter("root")))
            for at in range(0, len(of_root), chunk)
        )
        self._rows = RowReader()
        self._processes: set[ReadingProcess] = set()
        self._selector = selectors.DefaultSelector()
        for _ in range(min(size, len(self._queue))):
            self._start()

    def outcomes(self) -> Iterator[list[Outcome]]:
        """What the files give, as it comes; an empty list now and then, for the caller to have its turn.

        Ends early when no process can be had at all; `left` names the files then.
        """
        while any(process.assignments for process in self._processes):
            events = self._selector.select(_PATIENCE)
            if not events:
                yield []
            for process in [key.data for key, _ in events]:
                try:
                    for answer in process.receive():
                        yield self._taken(process, answer)
                except EOFError:
                    yield self._ended(process)
            for process in self._processes:
                self._feed(process)

    def left(self) -> list[Found]:
        """The files that no process has read."""
        return [found for assignment in self._queue for found in assignment.files[assignment.done :]]

    def close(self) -> None:
        """End every process."""
        while self._processes:
            self._processes.pop().end()
        self._selector.close()

    def _start(self) -> None:
        try:
            process = ReadingProcess(self._command)
        except OSError:
            return  # the others do the work, or the caller does
        self._processes.add(process)
        self._selector.register(process.output, selectors.EVENT_READ, process)
        self._feed(process)

    def _feed(self, process: ReadingProcess) -> None:
        process.push()
        while self._queue and len(process.assignments) < _AHEAD:
            process.assign(self._queue.popleft())

    def _taken(self, process: ReadingProcess, answer: Answer) -> list[Outcome]:
        stamps, rows, problem_rows = answer
        if not stamps:
            return []
        assignment = process.assignments[0]
        problems: dict[int, list[Problem]] = {}
        for index, line, column, severity, code, message in problem_rows:
            found = assignment.files[index]
            problem = Problem(found.root.given, found.path, line, column, Severity(severity), code, message)
            problems.setdefault(index, []).append(problem)
        packed = {index: (key, row, text) for index, key, row, text in rows}
        outcomes = []
        for index, stamp in enumerate(stamps, assignment.done):
            key, row, text = packed.get(index, (0, b"", b""))
            found = assignment.files[index]
            article = None
            if row and self._articles:
                article = self._rows.article(unpacked_row(row), found.root.given, found.path, key)
            noted = tuple(problems.get(index, ())) if problems else ()
            outcomes.append(Outcome(found, article, noted, Stamp(*stamp) if stamp else None, row, text, key))
        assignment.done += len(stamps)
        if assignment.done == len(assignment.files):
            process.assignments.popleft()
        return outcomes

    def _ended(self, process: ReadingProcess) -> list[Outcome]:
        """A process ended by itself: find out which file did it, and have the others read.

        The files it had left are read again, answered one by one. When that ends a process too, it was the first of
        them. A process that never began to serve has no file to blame, and is not replaced.
        """
        self._selector.unregister(process.output)
        process.end()
        self._processes.remove(process)
        outcomes = []
        if process.ready and process.assignments:
            first = process.assignments[0]
            if first.careful:
                outcomes.append(_fatal(first.files[first.done]))
                first.done += 1
            process.assignments[0] = Assignment(first.files[first.done :], careful=True, texts=self._texts)
            if first.done == len(first.files):
                process.assignments.popleft()
        self._queue.extendleft(reversed(process.assignments))
        if process.ready and self._queue:
            self._start()
        return outcomes


def _fatal(found: Found) -> Outcome:
    """A file that ended the process that read it; its stamp keeps it from doing so at every start."""
    try:
        stamp = Stamp.of(os.stat(found.file))
    except OSError:
        stamp = None
    return Outcome(found, problems=(crashed(found),), stamp=stamp)
