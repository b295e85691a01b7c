"""From another size of the terminal, or another theme, to the frame that shows it, with 5,000 articles open."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack

from tests.benchmarks.bench import APPS, COLUMNS, ROWS, Bench
from tests.benchmarks.measure import Row, compare, milliseconds, percentile
from tests.benchmarks.smooth import COUNT, survey
from tests.end_to_end.terminal import Terminal

_REST = 0.4  # seconds of silence before and after each change: what follows one is over by then
_SIZES = ((80, 24), (60, 20), (80, 24), (COLUMNS, ROWS))
"""The shapes of the screen in turn, from the one a terminal starts with and back to it."""


def relayout(bench: Bench) -> list[Row]:
    """Make the terminal of both programs another size in turn, until the last frame that follows has come."""
    library, home = bench.library(COUNT), bench.surroundings()
    count, _ = survey(library)
    with ExitStack() as stack:
        ours = stack.enter_context(bench.terminal("-m", "reader", "-L", str(library), env=home.variables))
        app = str(APPS / "resized.py")
        floor = stack.enter_context(bench.terminal(app, env=bench.surroundings().variables))
        floor.wait_for(f"{COLUMNS} columns")
        ours.wait_for(f"{count:,} articles", 120)
        series: dict[str, tuple[list[float], list[float]]] = {}
        before = (COLUMNS, ROWS)
        for number in range((bench.rounds or 10) * len(_SIZES)):
            size = _SIZES[number % len(_SIZES)]
            mine, other = series.setdefault("{}×{} to {}×{}".format(*before, *size), ([], []))
            mine.append(_settled(ours, lambda terminal, size=size: terminal.resize(*size)))  # type: ignore[misc]
            other.append(_settled(floor, lambda terminal, size=size: terminal.resize(*size)))  # type: ignore[misc]
            before = size
    beside = "Textual app, one Static"
    return [
        compare(f"{name} to the finished frame, {COUNT:,} articles", mine, beside, other, goal="≤ 60 ms")
        for name, (mine, other) in series.items()
    ]


def theme(bench: Bench) -> list[Row]:
    """Walk down and up in the menu of themes, which changes the theme under the cursor at once."""
    library, home = bench.library(COUNT), bench.surroundings()
    count, _ = survey(library)
    with bench.terminal("-m", "reader", "-L", str(library), env=home.variables) as terminal:
        terminal.wait_for(f"{count:,} articles", 120)
        terminal.press("T")
        terminal.wait_for("Theme ─")
        figures = []
        for number in range(bench.rounds or 40):
            key = "j" if number % 8 < 4 else "k"  # back and forth, so that no end of the menu is met
            figures.append(_settled(terminal, lambda terminal, key=key: terminal.press(key)))  # type: ignore[misc]
    what, goal = f"key to the frame in another theme, {COUNT:,} articles", "≤ 150 ms"
    return [
        Row(f"{what}, median", milliseconds(statistics.median(figures)), goal=goal),
        Row(f"{what}, 95th percentile", milliseconds(percentile(figures, 95)), goal=goal),
    ]


def _settled(terminal: Terminal, change: Callable[[Terminal], object]) -> float:
    """How long the last frame took that followed a change, in seconds. What comes in between is not finished yet."""
    terminal.drain(_REST)
    _ = terminal.screen  # what the emulator has put off drawing is not to be drawn, and paid for, by the resize
    frames, before = terminal.emulator.frames, time.perf_counter()
    change(terminal)
    terminal.wait_for(lambda terminal: terminal.emulator.frames > frames)
    terminal.drain(_REST)
    return terminal.reads[-1].at - before
