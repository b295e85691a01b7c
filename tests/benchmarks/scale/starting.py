"""From the command to the screen, and from `q` to the end."""

from __future__ import annotations

import time
from collections import defaultdict

from reader.repository.index.database import file_of
from reader.repository.index.parts import parts_of
from reader.repository.watch.tidying import FEW
from tests.benchmarks.measure import wait_drawn
from tests.benchmarks.scale.subject import PLAIN, READY, Subject, leave, mebibytes, resident, wait_whole
from tests.end_to_end.environment import Surroundings

_BESIDE = "bare Textual app, one Static"
_FIRST, _MOVED = "· 1 of ".encode(), "· 2 of ".encode()
"""What the list's heading says with the cursor on the first article, and on the second."""


def warm(subject: Subject) -> None:
    """Start with an index, look, and leave; the bare program in turn."""
    plain, kept, sorted_by = subject.home(), subject.home(""), subject.home(PLAIN + "sort: heat\n")
    told, title = subject.told(plain), _first_title(subject, plain)
    hottest = _first_title(subject, sorted_by, "--sort", "heat")
    rest = 0.4 + subject.count / 50_000  # the screen is kept for the next start once the folder was looked through
    _tidy(subject, plain, told)
    for home in (plain, kept, sorted_by):
        _paint(subject, home, title if home is not sorted_by else hottest, told, rest=rest)
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(subject.bench.rounds or 7):
        _bare(subject, plain, figures)
        _whole(subject, plain, title, told, figures)
        figures["kept"].append(_paint(subject, kept, title, told, rest=rest))
        figures["key"].append(_paint(subject, kept, _MOVED, told, "j", rest))
        if not subject.is_large:
            figures["sorted"].append(_paint(subject, sorted_by, hottest, told))
    lines = (
        ("start to titles on screen, newest first", "plain", "paint", "≤ 1.10"),
        ("… by heat", "sorted", "paint", "≤ 1.10"),
        ("… the last screen shown again", "kept", "paint", "≤ 0.12"),
        ("start to a key answered", "key", "paint", "≤ 1.25"),
        ("start to the whole store in memory", "whole", "paint", "≤ 2.0"),
        ("q to the end", "quit", "bare quit", "≤ 0.2"),
    )
    for what, name, other, goal in lines:
        if figures[name]:
            beside = _BESIDE if other == "paint" else "its quit"
            subject.table.compare(subject.column, what, figures[name], figures[other], beside=beside, goal=goal)
    subject.table.compare(
        subject.column, "resident memory, all loaded", figures["memory"], figures["bare memory"],
        beside=_BESIDE, goal="≤ 4", show=mebibytes,
    )  # fmt: skip


def cold(subject: Subject) -> None:
    """Start without an index: until the first articles are on the screen."""
    ours, beside = [], []
    for _ in range(subject.bench.rounds or 5):
        home = subject.home(warm=False)
        with subject.bare(home) as terminal:
            beside.append(wait_drawn(terminal, READY) - terminal.started)
        with subject.start(home) as terminal:
            ours.append(wait_drawn(terminal, _FIRST) - terminal.started)
    what = "cold: start to first articles on screen"
    subject.table.compare(subject.column, what, ours, beside, beside=_BESIDE, goal="≤ 1.6")


def _tidy(subject: Subject, home: Surroundings, told: bytes, deadline: float = 180.0) -> None:
    """Run the program until it has merged the parts an index is first written in, as it does when left to itself.

    Until then each run changes the index, and a screen kept by the one before is not shown; here all homes share
    one index.
    """
    real = subject.folder.resolve()
    index, until = file_of(subject.cache, real), time.monotonic() + deadline
    with subject.start(home) as terminal:
        wait_whole(terminal, told)
        while parts_of(index, real) > FEW:
            assert time.monotonic() < until, "the parts of the index were not merged"
            terminal.pump(1.0)
        terminal.drain(1.0)
        leave(terminal)


def _first_title(subject: Subject, home: Surroundings, *words: str) -> bytes:
    """The beginning of the first title of a list, which fits into any list."""
    return str(subject.asked(home, "list", "--limit", "1", *words)[0]["title"])[:20].encode()


def _bare(subject: Subject, home: Surroundings, figures: dict[str, list[float]]) -> None:
    with subject.bare(home) as terminal:
        figures["paint"].append(wait_drawn(terminal, READY) - terminal.started)
        terminal.drain(0.3)
        figures["bare memory"].append(resident(terminal))
        before = time.perf_counter()
        terminal.press("q")
        terminal.wait_exit()
        assert terminal.ended is not None
        figures["bare quit"].append(terminal.ended - before)


def _whole(subject: Subject, home: Surroundings, title: bytes, told: bytes, figures: dict[str, list[float]]) -> None:
    with subject.start(home) as terminal:
        figures["plain"].append(wait_drawn(terminal, title) - terminal.started)
        figures["whole"].append(wait_whole(terminal, told) - terminal.started)
        terminal.drain(0.5)
        figures["memory"].append(resident(terminal))
        before = time.perf_counter()
        terminal.press("q")
        terminal.wait_exit()
        assert terminal.ended is not None
        figures["quit"].append(terminal.ended - before)


def _paint(
    subject: Subject, home: Surroundings, awaited: bytes, told: bytes, typed: str = "", rest: float = 0.3
) -> float:
    """Start and wait for a text; leave with the cursor on the first article, all loaded, after some rest."""
    with subject.start(home) as terminal:
        if typed:
            terminal.press(typed)
        took = wait_drawn(terminal, awaited) - terminal.started
        wait_whole(terminal, told)
        terminal.press("g")
        terminal.drain(rest)
        leave(terminal)
    return took
