"""The journal at 100,000: a mass mark and its undo, opening, the history, and what a poll costs.

Run by itself (`python -m tests.benchmarks.journal FOLDER`) it measures everything once and prints seconds as JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Row
from tests.end_to_end.environment import ROOT
from tests.fakes import article

COUNT = 100_000
GOALS = {
    "mark 100,000 read, until it shows": 0.5,
    "… until it is kept": 0.5,
    "undo of it, shown and kept": 0.5,
    "redo of it, shown and kept": 0.5,
    "open a journal with 100,000 events": 0.12,
    "undo of one deed there": 0.5,
    "its last 100 deeds": 0.12,
    "poll, nothing changed": 0.001,
}


def journal(bench: Bench) -> list[Row]:
    """Measure each, as medians of rounds in fresh processes."""
    rounds: list[dict[str, float]] = []
    for _ in range(bench.rounds or 3):
        home = bench.surroundings()
        folder = bench.folder / f"journal-{len(rounds)}"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.benchmarks.journal", str(folder)]
        done = subprocess.run(command, env=dict(home.variables), cwd=ROOT, capture_output=True, check=True, text=True)
        rounds.append(json.loads(done.stdout))
    return [
        Row(what, f"{statistics.median(each[what] for each in rounds) * 1000:.1f} ms", goal=f"≤ {goal * 1000:g} ms")
        for what, goal in GOALS.items()
    ]


def _measure(folder: Path) -> dict[str, float]:
    from reader.journal import Journal, Mark

    articles = [article(f"some/longer/path/of/an/article-{number}") for number in range(COUNT)]
    names = iter(GOALS)
    figures: dict[str, float] = {}

    def timed(*steps: Callable[[], object]) -> None:
        began = time.perf_counter()
        for step in steps:
            step()
        figures[next(names)] = time.perf_counter() - began

    mass = Journal.open(folder / "mass.sqlite")
    timed(lambda: mass.mark(Mark.READ, articles))
    timed(mass.flush)
    timed(mass.undo, mass.flush)
    timed(mass.redo, mass.flush)
    mass.close()

    many = Journal.open(folder / "many.sqlite")
    for each in articles:
        many.mark(Mark.READ, [each])
    many.flush(600)
    many.close()
    opened: list[Journal] = []
    timed(lambda: opened.append(Journal.open(folder / "many.sqlite")))
    timed(opened[0].undo, opened[0].flush)
    timed(lambda: opened[0].history(limit=100))
    opened[0].poll()
    timed(opened[0].poll)
    opened[0].close()
    return figures


if __name__ == "__main__":
    json.dump(_measure(Path(sys.argv[1])), sys.stdout)
