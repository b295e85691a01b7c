"""The longest time anything held the screen's thread while a large library is opened, scrolled and read."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Row, milliseconds
from tests.benchmarks.recorder import Turn
from tests.end_to_end.terminal import Terminal

COUNT = 5000
"""Documents in the library."""
GOAL = 0.05
"""Seconds that no turn of the event loop should pass."""
_TITLE = re.compile(r'^title: "?(.+?)"?$', re.MULTILINE)
_STEPS = 1500  # keys after which a list that never ends is given up


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the visit, in seconds of `time.perf_counter`."""

    name: str
    start: float
    end: float


def smooth(bench: Bench) -> list[Row]:
    """Open the library, scroll to its end, read its article with the most related ones."""
    library = bench.library(COUNT)
    home = bench.surroundings()
    count, title = survey(library)
    report = bench.folder / "turns.json"
    command = ("-m", "tests.benchmarks.recorder", str(report), "-L", str(library))
    with bench.terminal(*command, env=home.variables) as terminal:
        phases = _visit(terminal, count, title)
        terminal.press("Q")
        terminal.wait_exit()
    recorded = json.loads(report.read_text(encoding="utf-8"))
    turns = [Turn(**turn) for turn in recorded["kept"]]
    print(f"\n{recorded['turns']:,} turns of the event loop; the ten longest:")
    for turn in turns[:10]:
        print(_line(turn, phases))
    print()
    return [_row(phase, turns) for phase in phases]


def survey(library: Path) -> tuple[int, str]:
    """How many articles a generated library shows, and the title of the one that lists the most related articles."""
    count, most, title = 0, -1, ""
    for file in library.rglob("*"):
        if not file.is_file() or "_data" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        if "\nremoved: true\n" in text:
            continue
        count += 1
        if (related := text.count("\n  - title:")) > most and (match := _TITLE.search(text)):
            most, title = related, match[1]
    return count, title


def _visit(terminal: Terminal, count: int, title: str) -> list[Phase]:
    phases: list[Phase] = []

    def ended(name: str) -> None:
        start = phases[-1].end if phases else terminal.started
        phases.append(Phase(name, start, time.perf_counter()))

    terminal.wait_for("ARTICLES", 60)
    ended("starting")
    terminal.wait_for(f"{count:,} articles", 120)
    terminal.drain(0.5)
    ended("loading")
    _to_the_end(terminal, "PageDown")
    terminal.press("g")
    terminal.drain(0.3)
    terminal.press("G", *"kkkk")
    terminal.drain(0.3)
    ended("scrolling the list")
    terminal.press("/")
    terminal.drain(0.2)
    terminal.type(title)
    terminal.drain(0.3)
    terminal.press("Enter")
    terminal.drain(0.3)
    ended("searching")
    terminal.press("Enter")
    terminal.wait_for("180 related")
    terminal.drain(0.5)
    _unfold(terminal)
    _to_the_end(terminal, "j")
    _to_the_end(terminal, "PageUp")
    terminal.press("1")
    terminal.drain(0.5)
    terminal.press("[")
    terminal.drain(0.5)
    ended("reading a long story")
    return phases


def _unfold(terminal: Terminal) -> None:
    """Walk down the related articles and show those that are not shown at first."""
    terminal.press("#")
    for _ in range(40):
        terminal.drain(0.05)
        if any(re.search(r"▌ +\d+ more", line) for line in terminal.screen):
            terminal.press("Enter")
            terminal.drain(0.5)
            return
        terminal.press("j")
    raise AssertionError(f"no row for the rest of the related articles:\n{terminal.picture()}")


def _to_the_end(terminal: Terminal, key: str) -> None:
    """Press a key, as fast as frames follow it, until three times in a row nothing on the screen changes."""
    still, before = 0, terminal.screen
    for _ in range(_STEPS):
        frames = terminal.emulator.frames
        terminal.press(key)
        until = time.perf_counter() + 0.3
        while terminal.emulator.frames == frames and (left := until - time.perf_counter()) > 0:
            assert terminal.pump(left), f"the program ended:\n{terminal.picture()}"
        screen = terminal.screen
        still = still + 1 if screen == before else 0
        if still == 3:
            return
        before = screen
    raise AssertionError(f"{key} never comes to an end:\n{terminal.picture()}")


def _row(phase: Phase, turns: list[Turn]) -> Row:
    inside = [turn for turn in turns if phase.start <= turn.start < phase.end]
    over = sum(turn.wall > GOAL for turn in inside)
    worst = max(inside, key=lambda turn: turn.wall, default=None)
    return Row(
        f"longest hold of the screen, {phase.name} ({phase.end - phase.start:.1f} s)",
        milliseconds(worst.wall) if worst else "under 5 ms",
        f"turns over {GOAL * 1000:.0f} ms",
        f"{over}",
        goal=f"≤ {GOAL * 1000:.0f} ms",
    )


def _line(turn: Turn, phases: list[Phase]) -> str:
    phase = next((phase.name for phase in phases if phase.start <= turn.start < phase.end), "leaving")
    parts = f"processor {milliseconds(turn.processor)}, collector {milliseconds(turn.collecting)}"
    times = f"{milliseconds(turn.wall):>9} ({parts})"
    where = "".join(f"\n{'':14}{call}" for call in turn.where[:4])
    return f"{times}  {phase}: {', '.join(dict.fromkeys(turn.what))}{where}"
