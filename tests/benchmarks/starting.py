"""From the command to the first useful screen, from `q` to the end, and a listing without a screen."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.bench import APPS, NEWEST, Bench
from tests.benchmarks.measure import Row, compare, interleaved, wait_drawn
from tests.end_to_end.environment import ROOT, SEEDS, Surroundings

_BARE = str(APPS / "bare.py")
_MOVED = b" 2 of "
_READER = ("-m", "reader", "-L", str(SEEDS))
_LAUNCHES = {"reader": _READER, "bare": (_BARE,)}


def launch(bench: Bench) -> list[Row]:
    """Process start until the newest article's title is drawn, and until the program answers a key."""
    return _launch(bench, SEEDS, "samples", 0.8, goal="≤ 1.15")


def launch_many(bench: Bench) -> list[Row]:
    """The same with 10,000 small documents and an index of them."""
    return _launch(bench, bench.library(10_000, "small"), "10,000 articles", 1.5, goal="≤ 1.10")


def launch_most(bench: Bench) -> list[Row]:
    """The same with 100,000; in date order."""
    return _launch(bench, bench.library(100_000, "small"), "100,000 articles", 4.0, goal="≤ 1.10")


def _launch(bench: Bench, library: Path, what: str, quiet: float, *, goal: str) -> list[Row]:
    """Three figures, each beside the bare app's first frame.

    * *Nothing kept*: no last screen (`last_screen: false`), as after a change of the library. The program's own first
      frame with the newest article's title in it, complete.
    * *Last screen*: the program was left before and nothing changed since. The same title, on what the program shows
      until it is there; it cannot do anything yet.
    * *Key answered*: the same start, with `j` typed the moment the process is started. The program's own frame in
      which the cursor stands on the second article. The bare app's figure is again its first frame; it answers none.

    Args:
        bench: where to measure.
        library: the folder.
        what: its name.
        quiet: seconds in which the files have been looked through, so that who leaves then leaves a screen.
        goal: what the ratio should be.
    """
    plain, kept = bench.surroundings(), bench.surroundings()
    plain.config.parent.mkdir(parents=True)
    plain.config.write_text("last_screen: false\n")
    command = ("-m", "reader", "-L", str(library))
    title = _asked(plain, command, "list", "--limit", "1")[0]["title"][:20].encode()  # which fits into any list
    told = f"{_asked(plain, command, 'status')['articles']:,} articles".encode()
    start = partial(_start, bench, command=command, whole=told, quiet=quiet)
    for home in (plain, kept):
        start(home)
    subjects = {
        "bare": partial(_paint, bench, plain, (_BARE,)),
        "bare, gc off": partial(_paint, bench, plain, (_BARE, "--no-gc")),
        "plain": partial(start, plain, title),
        "kept": partial(start, kept, title),
        "plain, key": partial(start, plain, _MOVED, typed="j"),
        "kept, key": partial(start, kept, _MOVED, typed="j"),
    }
    figures = interleaved(subjects, bench.rounds or 15)
    bare, no_gc = "bare Textual app, one Static", "the same with gc.disable()"
    return [
        compare(f"start to titles on screen, {what}, nothing kept", figures["plain"], bare, figures["bare"], goal=goal),
        compare("… beside", figures["plain"], no_gc, figures["bare, gc off"]),
        compare("… the last screen kept", figures["kept"], bare, figures["bare"], goal="≤ 0.12"),
        compare(f"start to a key answered, {what}, nothing kept", figures["plain, key"], bare, figures["bare"]),
        compare("… the last screen kept", figures["kept, key"], bare, figures["bare"], goal=goal),
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


def _asked(home: Surroundings, command: tuple[str, ...], *words: str) -> Any:
    """What a command of the program says."""
    whole = [sys.executable, *command, *words, "--json"]
    done = subprocess.run(whole, env=dict(home.variables), cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout)


def _start(
    bench: Bench,
    home: Surroundings,
    awaited: bytes = b"",
    *,
    command: tuple[str, ...],
    whole: bytes,
    quiet: float,
    typed: str = "",
) -> float:
    """Start the program, wait for a text, and leave it with the cursor on the first article, everything read."""
    with bench.terminal(*command, env=home.variables) as terminal:
        if typed:
            terminal.press(typed)
        took = wait_drawn(terminal, awaited or whole) - terminal.started
        wait_drawn(terminal, whole)
        terminal.press("g")
        terminal.drain(quiet)
        screen = home.folder / "cache" / "reader" / "last-screen"
        screen.unlink(missing_ok=True)
        terminal.press("q")
        terminal.wait_exit()
        assert screen.exists() is not home.config.exists(), "no screen was kept"
    return took


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
