"""Presses keys without sense, faster than the program draws: `python -m tests.end_to_end.monkey --seconds 120`.

Nothing a person presses, clicks or resizes may end the program with anything but exit code 0, at any speed. A run is
known by its seed; what came in between is a matter of timing, so a seed that failed need not fail again at once.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.end_to_end.environment import READER, SEEDS, make_surroundings
from tests.end_to_end.hostile import hostile_library
from tests.end_to_end.terminal import Terminal

KEYS = (
    *" !#*/123456789:?AGJKLOSTUY[]abdefghijklmnopqrstuvyz",
    *("Enter", "Escape", "Tab", "shift+tab", "Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End"),
    *("Backspace", "alt+left", "alt+right", "ctrl+c", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+r", "ctrl+u", "ctrl+y"),
)
"""What is pressed: every key with a meaning but those that leave at once or suspend."""
SIZES = ((120, 36), (80, 24), (50, 15), (20, 6), (5, 2), (1, 1), (150, 50))
_COMPLAINT = re.compile(r"\w+Error\b[^│\n]*|[\w/]+\.py:\d+ in \w*")


def play(terminal: Terminal, seed: int, steps: int) -> str:
    """Use a running program at random for some steps; what went wrong, empty if nothing did."""
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(steps):
        for key in chance.choices(KEYS, k=chance.choice((1, 1, 1, 2, 3, 6))):
            done.append(key)
            terminal.press(key)
        if chance.random() < 0.1:
            action = chance.choice(("click", "double-click", "wheel-down", "wheel-up"))
            x, y = chance.randrange(120), chance.randrange(36)
            done.append(f"{action} {x},{y}")
            terminal.mouse(action, x, y)
        if chance.random() < 0.02:
            size = chance.choice(SIZES)
            done.append("×".join(map(str, size)))
            terminal.resize(*size)
        terminal.drain(0.005)
        if not terminal.pump():
            break
    else:
        terminal.drain(0.1)
        if terminal.pump():
            return ""
    code = terminal.wait_exit()
    if code == 0:
        return ""
    told = list(dict.fromkeys(_COMPLAINT.findall(re.sub(r"\x1b\[[0-9;?<>]*[@-~]", "", terminal.raw.decode()))))
    return f"seed {seed}: exit code {code} after {' '.join(done[-15:])}\n  " + "\n  ".join(told[-6:])


def runs(seed: int, steps: int, folder: Path) -> Iterator[str]:
    """One run after the other, each with the next seed, on the samples and on a hostile library in turn."""
    hostile = hostile_library(folder)
    for number in itertools.count(seed):
        chance = random.Random(number)
        home = folder / f"home-{number}"
        home.mkdir()
        env = make_surroundings(home).with_x11()
        columns, rows = chance.choice(SIZES[:4])
        command = [*READER, "-L", str((SEEDS, hostile)[number % 2])]
        with Terminal(command, columns=columns, rows=rows, env=env) as terminal:
            terminal.wait_for(lambda seen: 1049 in seen.emulator.modes)
            yield play(terminal, number, steps)


def main(argv: Sequence[str] | None = None) -> int:
    """Play until the time is over; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.end_to_end.monkey", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="of the first run; each further one has the next")
    parser.add_argument("--steps", type=int, default=150, help="of a run")
    options = parser.parse_args(argv)
    until = time.monotonic() + options.seconds
    failed = played = 0
    with tempfile.TemporaryDirectory(prefix="reader-monkey-") as folder:
        for complaint in runs(options.seed, options.steps, Path(folder)):
            played += 1
            if complaint:
                failed += 1
                print(complaint, flush=True)
            if time.monotonic() > until:
                break
    print(f"{played} runs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
