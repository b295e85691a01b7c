"""From a key to the frame that answers it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from contextlib import ExitStack

from tests.benchmarks.bench import APPS
from tests.benchmarks.measure import milliseconds, percentile, wait_drawn
from tests.benchmarks.scale.subject import Subject, leave, wait_whole
from tests.benchmarks.scale.table import Cell
from tests.end_to_end.terminal import Terminal

_REST = 0.12  # seconds of silence before each key: what follows a resting cursor is over by then
_SETTLED = 0.25  # seconds of silence after which nothing more follows
_KEYS: Sequence[tuple[str, Sequence[str]]] = (("j", ("j",)), ("page down", ("PageDown",)), ("G and g", ("G", "g")))
_WORDS = ("storage", "network", "health", "market", "release", "models")
_COUNTER = str(APPS / "counter.py")


def keys(subject: Subject) -> None:
    """Press each key in both programs in turn."""
    home = subject.home()
    told = subject.told(home)
    with ExitStack() as stack:
        ours = stack.enter_context(subject.start(home))
        floor = stack.enter_context(subject.bare(subject.bench.surroundings(), _COUNTER))
        floor.wait_for("0 keys")
        wait_whole(ours, told)
        for name, pressed in _KEYS:
            ours.press("g")
            mine, other = [], []
            for number in range(subject.bench.rounds or 40):
                key = pressed[number % len(pressed)]
                mine.append(_frame(ours, key))
                other.append(_frame(floor, key))
            subject.table.compare(
                subject.column, f"{name} to frame, 95 of 100 within", mine, other,
                beside="a Static that changes", goal="≤ 12 ms, ≤ 3", percent=95,
            )  # fmt: skip
        leave(ours)


def keys_while_indexing(subject: Subject) -> None:
    """Move down and up while the library is read for the first time, with an empty cache."""
    home = subject.home(warm=False)
    with ExitStack() as stack:
        ours = stack.enter_context(subject.start(home))
        floor = stack.enter_context(subject.bare(subject.bench.surroundings(), _COUNTER))
        floor.wait_for("0 keys")
        ours.wait_for(_is_reading)
        mine: list[float] = []
        other: list[float] = []
        while _is_reading(ours) and len(mine) < (subject.bench.rounds or 200):
            mine.append(_moved(ours, "jk"[len(mine) % 2]))
            other.append(_frame(floor, "j"))
            for _ in range(4):  # what is drawn meanwhile, no cursor's answer
                ours.pump(_REST / 4)
        leave(ours)
    if len(mine) < 10:
        subject.table.remarks.append(f"{subject.column}: indexing was over before keys could be measured.")
        return
    what = "j and k to moved cursor while indexing, 95 of 100 within"
    beside = "a Static that changes, meanwhile"
    subject.table.compare(subject.column, what, mine, other, beside=beside, goal="≤ 16 ms", percent=95)


def letters(subject: Subject) -> None:
    """Type words into the search: from each letter to the last frame that follows it, cursor and article included."""
    home = subject.home()
    told = subject.told(home)
    first: list[float] = []
    last: list[float] = []
    with subject.start(home) as terminal:
        wait_whole(terminal, told)
        terminal.drain(_SETTLED)
        words = _WORDS[: subject.bench.rounds] if subject.bench.rounds else _WORDS
        for word in words:
            terminal.press("/")
            terminal.drain(_SETTLED)
            for letter in word:
                start, before = len(terminal.raw), time.perf_counter()
                terminal.press(letter)
                results = wait_results(terminal, start)
                terminal.drain(_SETTLED)
                first.append((results or terminal.reads[-1].at) - before)
                last.append(terminal.reads[-1].at - before)
            terminal.press("Escape")
            terminal.drain(_SETTLED)
        leave(terminal)
    add, column = subject.table.add, subject.column
    add(
        column,
        "letter to results on screen, 95 of 100 within",
        Cell(milliseconds(percentile(first, 95))),
        goal="≤ 30 ms",
    )
    add(column, "… until nothing more is drawn for it", Cell(milliseconds(percentile(last, 95))))


def wait_results(terminal: Terminal, start: int) -> float | None:
    """When the frame was complete that tells how many articles are found, behind `start`; None if none came."""
    until = time.perf_counter() + 2.0
    while time.perf_counter() < until:
        found = re.search(rb"[\d,]+ of [\d,]+", terminal.raw[start:])
        if found is not None:
            return wait_drawn(terminal, found[0], start=start)
        size = len(terminal.raw)
        if not terminal.pump(_SETTLED) or len(terminal.raw) == size:
            return None
    return None


def _frame(terminal: Terminal, key: str) -> float:
    terminal.drain(_REST)
    before = time.perf_counter()
    terminal.press(key)
    return terminal.wait_frame() - before


def _is_reading(terminal: Terminal) -> bool:
    """Whether the list's heading tells how far reading the library has come."""
    return any(re.search(r"Reading .* of .* stops", line) for line in terminal.screen[:4])


def _moved(terminal: Terminal, key: str) -> float:
    """Press a key; how long until the bar before the list's article stands in another row of the screen.

    Articles that come in meanwhile change the article's number, and are drawn in frames of their own; the cursor's
    article stays where it is on the screen.
    """
    x = next(line.index("▌ARTICLES") for line in terminal.screen[:8] if "▌ARTICLES" in line)
    row = next(y for y, line in enumerate(terminal.screen[1:], 2) if line[x] == "▌" and "ARTICLES" not in line)
    bar = re.compile(rb"(\x1b\[(\d+);%dH(?:\x1b\[[\d;]*m)?\xe2\x96\x8c)" % (x + 1))
    start, before = len(terminal.raw), time.perf_counter()
    terminal.press(key)
    while True:
        # The second line of an article has the bar too.
        for drawn, y in bar.findall(terminal.raw, start):
            if not row <= int(y) <= row + 1:
                return wait_drawn(terminal, drawn, 5.0, start) - before
        if time.perf_counter() - before > 5.0 or not terminal.pump(0.1):
            raise AssertionError(f"the cursor did not move:\n{terminal.picture()}")
