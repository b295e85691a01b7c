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
    """Move down while the library is read for the first time."""
    home = subject.home(warm=False)
    took: list[float] = []
    with subject.start(home) as terminal:
        _wait_begun(terminal)
        for _ in range(subject.bench.rounds or 60):
            for _ in range(4):  # what is drawn meanwhile, no cursor's answer
                terminal.pump(_REST / 4)
            if (figure := _moved(terminal)) is not None:
                took.append(figure)
            if "Reading" not in "\n".join(terminal.screen[:3]):
                break
    if len(took) < 10:
        subject.table.remarks.append(f"{subject.column}: indexing was over before keys could be measured.")
        return
    cell = Cell(f"{milliseconds(percentile(took, 95))} ({len(took)} keys)")
    subject.table.add(subject.column, "j to moved cursor while indexing, 95 of 100 within", cell, goal="≤ 16 ms")


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


def _wait_begun(terminal: Terminal) -> None:
    terminal.wait_for(lambda terminal: any(" 1 of " in line for line in terminal.screen[:6]))


def _moved(terminal: Terminal) -> float | None:
    """Press `j`; how long until the number of the article in the list's heading is another one."""
    heading = next((line for line in terminal.screen[:8] if "ARTICLES" in line), "")
    now = re.search(r"([\d,]+) of [\d,]+", heading)
    if now is None:
        return None
    wanted = f" {int(now[1].replace(',', '')) + 1:,} of ".encode()
    start, before = len(terminal.raw), time.perf_counter()
    terminal.press("j")
    return wait_drawn(terminal, wanted, 5.0, start) - before
