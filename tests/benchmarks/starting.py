"""From the command to the first useful screen, from `q` to the end, and a listing without a screen."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial

from tests.benchmarks.bench import APPS, NEWEST, Bench
from tests.benchmarks.measure import Row, compare, interleaved, wait_drawn
from tests.end_to_end.environment import ROOT, SEEDS, Surroundings

_BARE = str(APPS / "bare.py")
_READER = ("-m", "reader", "-L", str(SEEDS))
_LAUNCHES = {"reader": _READER, "bare": (_BARE,), "bare, gc off": (_BARE, "--no-gc")}


def launch(bench: Bench) -> list[Row]:
    """`reader` on the samples: process start until the newest article's title is drawn."""
    home = bench.surroundings()
    subjects = {name: partial(_paint, bench, home, command) for name, command in _LAUNCHES.items()}
    figures = interleaved(subjects, bench.rounds or 15)
    what = "start to first useful screen, samples"
    bare, quiet = "bare Textual app, one Static", "the same with gc.disable()"
    return [
        compare(what, figures["reader"], bare, figures["bare"], goal="≤ 1.15"),
        compare(what, figures["reader"], quiet, figures["bare, gc off"]),
    ]


def leaving(bench: Bench) -> list[Row]:
    """`q` until the process is gone."""
    home = bench.surroundings()
    subjects = {name: partial(_quit, bench, home, _LAUNCHES[name]) for name in ("reader", "bare")}
    figures = interleaved(subjects, bench.rounds or 15)
    return [compare("q to process end, samples", figures["reader"], "bare Textual app", figures["bare"], goal="≤ 0.2")]


def listing(bench: Bench) -> list[Row]:
    """`reader list` on the samples beside a Python that does nothing."""
    home = bench.surroundings()
    subjects = {
        "list": partial(_run, home, (*_READER, "list"), NEWEST),
        "pass": partial(_run, home, ("-c", "pass"), b""),
    }
    figures = interleaved(subjects, bench.rounds or 31)
    return [compare("reader list, samples", figures["list"], "python -c pass", figures["pass"], goal="≤ 8")]


def _paint(bench: Bench, home: Surroundings, command: tuple[str, ...]) -> float:
    with bench.terminal(*command, env=home.variables) as terminal:
        return wait_drawn(terminal, NEWEST) - terminal.started


def _quit(bench: Bench, home: Surroundings, command: tuple[str, ...]) -> float:
    with bench.terminal(*command, env=home.variables) as terminal:
        wait_drawn(terminal, NEWEST)
        terminal.drain(0.3)
        pressed = time.perf_counter()
        terminal.press("q")
        terminal.wait_exit()
        assert terminal.ended is not None
        return terminal.ended - pressed


def _run(home: Surroundings, command: tuple[str, ...], expected: bytes) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command], env=dict(home.variables), cwd=ROOT, capture_output=True, check=True
    )
    took = time.perf_counter() - started
    assert expected in done.stdout, done.stdout
    return took
