"""A process that reads files for another one: tasks on standard input, answers on standard output (see `messages`).

It lives for its parent only: at the end of its input, or when nobody takes its answers, it ends. A file that keeps it
busy beyond the deadline ends it too, by an alarm the kernel delivers whatever the interpreter is doing, so nothing is
left running even when the parent was killed meanwhile.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.repository.messages import Answer, Inbox, ProblemRow, StampRow, Task, packed
from reader.repository.outcome import prepare, read_found
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found
from reader.repository.wire import packed_row

_NICENESS = 10  # the screen and other programs come first
_INTERVAL = 0.05  # seconds between answers at most, one file apart
_ANSWER_SIZE = 160 * 1024  # bytes of rows after which an answer goes out: a sixth of what the pipe holds
_READ_SIZE = 64 * 1024


def main(deadline: str) -> None:
    """Serve until the input ends.

    Args:
        deadline: seconds one file may take, a number in words.
    """
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to everybody; our parent decides
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        _send(([], [], []))
        prepare()
        for task in _tasks():
            _serve(task, float(deadline), _send)
    except BrokenPipeError:
        pass


def _tasks() -> Iterator[Task]:
    inbox = Inbox()
    while data := os.read(0, _READ_SIZE):
        for message in inbox.take(data):
            yield marshal.loads(message)


def _send(answer: Answer) -> None:
    data = memoryview(packed(answer))
    while data:
        data = data[os.write(1, data) :]


def _serve(task: Task, deadline: float, send: Callable[[Answer], None]) -> None:
    given, real, careful, texts, files = task
    root = LibraryRoot(given, Path(real))
    size, sent = 0, time.monotonic()
    stamps: list[StampRow | None] = []
    rows: list[tuple[int, int, bytes, bytes]] = []
    problems: list[ProblemRow] = []
    for index, (name, target) in enumerate(files):
        signal.setitimer(signal.ITIMER_REAL, deadline)
        outcome = read_found(Found(root, name, target), texts=texts)
        stamps.append((*outcome.stamp,) if outcome.stamp else None)
        if outcome.article is not None:
            row = outcome.row or packed_row(outcome.article)
            rows.append((index, outcome.article.key, row, outcome.text))
            size += len(row) + len(outcome.text)
        problems += [(index, p.line, p.column, str(p.severity), p.code, p.message) for p in outcome.problems]
        if careful or size >= _ANSWER_SIZE or time.monotonic() - sent >= _INTERVAL or index == len(files) - 1:
            _disarm()  # whoever takes the answers may be asleep
            send((stamps, rows, problems))
            size, sent = 0, time.monotonic()
            stamps, rows, problems = [], [], []


def _disarm() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
