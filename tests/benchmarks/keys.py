"""From a key to the frame that answers it, in a list of 5,000 articles, beside one line that changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack

from tests.benchmarks.bench import APPS, Bench
from tests.benchmarks.measure import Row, compare, milliseconds, percentile
from tests.benchmarks.smooth import COUNT, survey
from tests.end_to_end.terminal import Terminal

_REST = 0.15  # seconds of silence before each key: what follows a resting cursor is over by then
_KEYS: Sequence[tuple[str, Sequence[str]]] = (("j", ("j",)), ("page down", ("PageDown",)), ("G and g", ("G", "g")))


def keys(bench: Bench) -> list[Row]:
    """Press each key in both programs in turn."""
    library, home = bench.library(COUNT), bench.surroundings()
    count, _ = survey(library)
    with ExitStack() as stack:
        ours = stack.enter_context(bench.terminal("-m", "reader", "-L", str(library), env=home.variables))
        floor = stack.enter_context(bench.terminal(str(APPS / "counter.py"), env=bench.surroundings().variables))
        floor.wait_for("0 keys")
        ours.wait_for(f"{count:,} articles", 120)
        rows: list[Row] = []
        for name, pressed in _KEYS:
            ours.press("g")
            mine, other = _alternate(ours, floor, pressed, bench.rounds or 60)
            beside = "Textual app, one Static changed"
            row = compare(f"{name} to frame, {COUNT:,} articles, median", mine, beside, other)
            worst = [percentile(figures, 95) for figures in (mine, other)]
            late = f"{name} to frame, {COUNT:,} articles, 95th percentile"
            shown = milliseconds(worst[0]), beside, milliseconds(worst[1])
            rows += [row, Row(late, *shown, worst[0] / worst[1], goal="≤ 16 ms")]
        return rows


def _alternate(ours: Terminal, floor: Terminal, pressed: Sequence[str], rounds: int) -> tuple[list[float], list[float]]:
    mine: list[float] = []
    other: list[float] = []
    for number in range(rounds):
        key = pressed[number % len(pressed)]
        mine.append(_latency(ours, key))
        other.append(_latency(floor, key))
    return mine, other


def _latency(terminal: Terminal, key: str) -> float:
    terminal.drain(_REST)
    before = time.perf_counter()
    terminal.press(key)
    return terminal.wait_frame() - before
