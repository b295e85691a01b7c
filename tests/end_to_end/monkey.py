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

from tests.benchmarks.generate import generate
from tests.end_to_end.emulator import Cell
from tests.end_to_end.environment import READER, SEEDS, make_surroundings
from tests.end_to_end.hostile import hostile_library
from tests.end_to_end.terminal import Terminal

KEYS = (
    *" !#*/123456789:?AGJKLOSTUY[]abdefghijklmnopqrstuvyz",
    *("Enter", "Escape", "Tab", "shift+tab", "Up", "Down", "Left", "Right", "PageUp", "PageDown", "Home", "End"),
    *("Backspace", "alt+left", "alt+right", "ctrl+c", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+r", "ctrl+u", "ctrl+y"),
)
"""What is pressed: every key with a meaning but those that leave at once or suspend."""
HABITS = ("Au", "ua", "u/e", "\t/the*", "Sh", "Sq", "Enter", "GgG", "v", "ttt", "Nword\r", "/tag:a\r")
"""What people press one after the other; each changes the whole list."""
RESTS = (0.12, 0.3, 0.6, 1.2)
"""Seconds without a key, after which the program does what it does when all is quiet."""
REDRAW = "ctrl+l"
MANY = 1_500
"""Articles of the library that changes."""
SIZES = ((120, 36), (80, 24), (50, 15), (20, 6), (5, 2), (1, 1), (150, 50))
_COMPLAINT = re.compile(r"\w+Error\b[^│\n]*|[\w/]+\.py:\d+ in \w*")


class Folder:
    """A library of many articles whose files come, go, change and move while it is read."""

    def __init__(self, path: Path, articles: int) -> None:
        generate(path, articles, "small")
        self.path = path
        self._away = path.with_name("away")
        self._away.mkdir()

    def change(self, chance: random.Random) -> str:
        """Do something to some files; what was done, in a word."""
        files = sorted(self.path.rglob("*.md"))
        gone = sorted(self._away.iterdir())
        done = chance.choice(("delete", "return", "edit", "move", "break"))
        if done == "return":
            for file in gone:
                file.rename(self.path / file.name)
            return done
        for file in chance.sample(files, min(len(files) - 1, chance.choice((1, 3, 40)))):
            if done == "delete":
                file.rename(self._away / file.name)
            elif done == "move":
                file.rename(file.with_name(f"{chance.randrange(10**9)}.md"))
            elif done == "break":
                file.write_text(file.read_text()[: chance.randrange(200)])
            else:
                file.write_text(file.read_text().replace("title: ", "title: Changed ", 1) + "\nAnother line.\n")
        return done


def pictured(terminal: Terminal) -> list[list[Cell]]:
    """Every cell of the screen but of the bottom line, where any key ends a message; once nothing is drawn any more."""
    terminal.drain(0.7)
    return [[terminal.cell(x, y) for x in range(terminal.columns)] for y in range(terminal.rows - 1)]


def left_behind(terminal: Terminal) -> str:
    """Lines that look different once the whole screen is drawn anew: what was there was not what it should be."""
    seen = pictured(terminal)
    terminal.press(REDRAW)
    true = pictured(terminal)
    if seen == true:
        return ""
    terminal.press(REDRAW)
    if pictured(terminal) != true:  # something is still going on
        return ""
    pairs = [(old, new) for old, new in zip(seen, true, strict=True) if old != new]
    return "\n  ".join("".join(cell.text for cell in line) for pair in pairs for line in pair)


def play(terminal: Terminal, seed: int, steps: int, changing: Folder | None = None) -> str:
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
        if chance.random() < 0.06:
            habit = chance.choice(HABITS)
            done.append(repr(habit))
            if habit == "Enter":
                terminal.press(habit)
            else:
                terminal.type(habit)
        if changing is not None and chance.random() < 0.08:
            done.append(changing.change(chance))
        if chance.random() < 0.08 and (wrong := left_behind(terminal)):
            return f"seed {seed}: looks different when drawn anew after {' '.join(done[-15:])}\n  {wrong}"
        terminal.drain(chance.choice(RESTS) if chance.random() < 0.08 else 0.005)
        if not terminal.pump():
            break
    else:
        terminal.drain(0.1)
        if terminal.pump():
            return ""
    code = terminal.wait_exit()
    if code == 0 or (code == 130 and "ctrl+c" in done[-20:]):  # that key is a signal once the program lets go
        return ""
    told = list(dict.fromkeys(_COMPLAINT.findall(re.sub(r"\x1b\[[0-9;?<>]*[@-~]", "", terminal.raw.decode()))))
    return f"seed {seed}: exit code {code} after {' '.join(done[-15:])}\n  " + "\n  ".join(told[-6:])


def runs(seed: int, steps: int, folder: Path) -> Iterator[str]:
    """One run after the other, each with the next seed: the samples, a hostile library, one that changes, in turn."""
    hostile = hostile_library(folder)
    changing = Folder(folder / "many", MANY)
    libraries = (SEEDS, hostile, changing.path)
    for number in itertools.count(seed):
        chance = random.Random(number)
        home = folder / f"home-{number}"
        home.mkdir()
        surroundings = make_surroundings(home)
        surroundings.config.parent.mkdir(parents=True, exist_ok=True)
        surroundings.config.write_text(f"read_after: open\nkeys: {{app.redraw: {REDRAW}}}\n")
        env = surroundings.with_x11()
        columns, rows = chance.choice(SIZES[:4])
        library = libraries[number % 3]
        command = [*READER, "-L", str(library)]
        with Terminal(command, columns=columns, rows=rows, env=env) as terminal:
            terminal.wait_for(lambda seen: 1049 in seen.emulator.modes)
            yield play(terminal, number, steps, changing if library == changing.path else None)


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
