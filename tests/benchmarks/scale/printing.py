"""Commands that print, beside a Python that does nothing."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from statistics import median

from tests.benchmarks.measure import milliseconds
from tests.benchmarks.scale.subject import Subject, run
from tests.benchmarks.scale.table import Cell
from tests.end_to_end.environment import Surroundings

_HITS = 1_000
_SETTLED = 2.5  # seconds after which times of folders are believed


def first_lines(subject: Subject) -> None:
    """`reader list --limit 20`, with an index that is believed: the first run, which is not counted, sees to that."""
    time.sleep(_SETTLED)
    _compare(subject, "reader list --limit 20", lambda: None, goal="≤ 6")


def first_lines_of_all(subject: Subject) -> None:
    """The same when every file is looked at first: once an hour, and after a change of a folder."""
    _compare(subject, "the same, looking through everything", lambda: os.utime(subject.folder))


def _compare(subject: Subject, what: str, before: Callable[[], None], goal: str = "") -> None:
    home = subject.home()
    ours, beside = [], []
    for number in range((subject.bench.rounds or 11) + 1):
        before()
        figures = _timed(home, *subject.command, "list", "--limit", "20"), _timed(home, "-c", "pass")
        if number:
            ours.append(figures[0])
            beside.append(figures[1])
    subject.table.compare(subject.column, what, ours, beside, beside="python -c pass", goal=goal)


def thousand(subject: Subject) -> None:
    """A query with 1,000 hits or more, of which so many are printed; nothing where a library has not so many."""
    home = subject.home()
    words = (*subject.command, "list", "--limit", str(_HITS), "--json", "date:2021-03")
    if len(json.loads(run(home, *words))) < _HITS:
        return
    took = [_timed(home, *words) for _ in range(subject.bench.rounds or 7)]
    cell = Cell(milliseconds(median(took)))
    subject.table.add(subject.column, "reader list QUERY --json, 1,000 hits", cell, goal="≤ 500 ms")


def _timed(home: Surroundings, *words: str) -> float:
    began = time.perf_counter()
    run(home, *words)
    return time.perf_counter() - began
