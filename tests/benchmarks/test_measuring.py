"""The measuring itself: a figure nobody can trust is worse than none."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.bench import APPS, COLUMNS, NEWEST, ROWS
from tests.benchmarks.measure import compare, drawn_at, interleaved, percentile, wait_drawn
from tests.end_to_end.environment import ROOT, make_surroundings
from tests.end_to_end.terminal import Terminal

_SLOW_HANDLER = """
import sys, time
from tests.benchmarks.recorder import Recorder

recorder = Recorder(sys.argv[1])
recorder.install()

from textual.app import App

class Slow(App):
    def on_mount(self):
        self.call_after_refresh(self.dawdle)

    def dawdle(self):
        time.sleep(0.08)
        self.exit()

Slow().run(headless=True)
recorder.write()
"""


def test_every_subject_runs_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def subject(name: str) -> float:
        order.append(name)
        return float(len(order))

    figures = interleaved({name: partial(subject, name) for name in "ab"}, 2)
    assert order == ["a", "b"] * 3
    assert figures == {"a": [3.0, 5.0], "b": [4.0, 6.0]}


def test_the_ratio_is_that_of_the_medians() -> None:
    row = compare("start", [0.2, 0.9, 0.3], "bare", [0.1, 0.1, 0.2])
    assert row.ratio == pytest.approx(3.0)
    assert (row.ours, row.theirs) == ("300 ms", "100 ms")


def test_a_percentile_is_one_of_the_figures() -> None:
    figures = [float(number) for number in range(1, 101)]
    assert [percentile(figures, percent) for percent in (0, 50, 95, 100)] == [1.0, 50.0, 95.0, 100.0]
    assert percentile([7.0], 95) == 7.0


def test_a_text_counts_as_drawn_only_when_its_frame_is_complete(tmp_path: Path) -> None:
    with Terminal(
        [sys.executable, str(APPS / "bare.py")],
        columns=COLUMNS,
        rows=ROWS,
        env=make_surroundings(tmp_path).variables,
    ) as terminal:
        at = wait_drawn(terminal, NEWEST)
        terminal.drain(0.1)
        last_row = terminal.raw.find(b"\x1b[%d;1H" % ROWS, terminal.raw.find(NEWEST))
        (complete,) = [read for read in terminal.reads if read.at == at]
        assert complete.end > last_row > 0
        assert drawn_at(terminal, b"never drawn") is None


def test_the_recorder_names_the_handler_that_held_the_screen(tmp_path: Path) -> None:
    report = tmp_path / "turns.json"
    subprocess.run([sys.executable, "-c", _SLOW_HANDLER, str(report)], cwd=ROOT, check=True, timeout=60)
    recorded = json.loads(report.read_text())
    held = next(turn for turn in recorded["kept"] if any("dawdle" in call for call in turn["where"]))
    assert held["wall"] >= 0.08 > held["processor"]
    assert recorded["turns"] > len(recorded["kept"])
