"""From Enter on an article to its first screenful."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.benchmarks.bench import ROWS, Bench
from tests.benchmarks.generate import Inventor
from tests.benchmarks.measure import milliseconds, percentile, wait_drawn
from tests.benchmarks.scale.subject import PLAIN, Subject, leave
from tests.benchmarks.scale.table import Cell, Table
from tests.benchmarks.smooth import survey
from tests.end_to_end.environment import ROOT, Surroundings
from tests.end_to_end.terminal import Terminal

_SETTLED = 0.25
_COLUMNS = 60  # so narrow that the article is not beside the list already
_HEADING = b"ARTICLE "  # that of the list says ARTICLES
_LONG = 60_000
_GOAL = "≤ 40 ms"


def articles(subject: Subject) -> None:
    """Walk down the list and open each article."""
    home = subject.home()
    told = subject.told(home)
    first, last = [], []
    with _narrow(subject.folder, home) as terminal:
        terminal.wait_for("ARTICLES")
        _wait_loaded(terminal, told)
        for _ in range(subject.bench.rounds or 25):
            took = _open(terminal, "j")
            first.append(took[0])
            last.append(took[1])
        leave(terminal)
    what = "Enter to article on screen, 95 of 100 within"
    subject.table.add(subject.column, what, Cell(milliseconds(percentile(first, 95))), goal=_GOAL)
    cell = Cell(milliseconds(percentile(last, 95)))
    subject.table.add(subject.column, "Enter until nothing more is drawn", cell)


def most_related(subject: Subject) -> None:
    """Open the article that lists the most related ones, and another in turn."""
    _, title = survey(subject.folder)
    words = " ".join(f'"{word}"' for word in title.split() if word.isalpha())
    cell = _again(subject.bench, subject.folder, subject.home(), words)
    subject.table.add(subject.column, "Enter to the article with 180 related, 95 of 100 within", cell, goal=_GOAL)


def long_body(bench: Bench, table: Table, column: str) -> None:
    """Open an article with a body of 60 KB."""
    folder = bench.folder / "long"
    folder.mkdir()
    inventor = Inventor(3, 20)
    for number, article in enumerate(inventor.articles(20)):
        (folder / f"{number}.md").write_text(f"---\n{article.head}\n---\n{inventor.body()}", encoding="utf-8")
    (folder / "long.md").write_text(f"---\ntitle: Extraordinarily long\n---\n{_body(inventor)}", encoding="utf-8")
    home = bench.surroundings()
    home.config.parent.mkdir(parents=True)
    home.config.write_text(PLAIN, encoding="utf-8")
    cell = _again(bench, folder, home, "extraordinarily")
    table.add(column, "Enter to an article with a body of 60 KB, 95 of 100 within", cell, goal=_GOAL)


def _again(bench: Bench, folder: Path, home: Surroundings, words: str) -> Cell:
    """Find one article, and open it again and again."""
    with _narrow(folder, home) as terminal:
        terminal.wait_for("ARTICLES")
        terminal.wait_for(lambda terminal: "Reading" not in terminal.text, 120)
        terminal.drain(1.0)
        terminal.press("/")
        terminal.drain(_SETTLED)
        terminal.type(words)
        terminal.drain(_SETTLED)
        terminal.press("Enter")
        terminal.wait_for("1 of 1")
        took = [_open(terminal)[0] for _ in range(bench.rounds or 25)]
        leave(terminal)
    return Cell(milliseconds(percentile(took, 95)))


def _open(terminal: Terminal, *before: str) -> tuple[float, float]:
    """Open the article under the cursor and close it; until it stood there, and until the last frame after that."""
    for key in before:
        terminal.press(key)
    terminal.drain(_SETTLED)
    start, began = len(terminal.raw), time.perf_counter()
    terminal.press("Enter")
    there = wait_drawn(terminal, _HEADING, 10.0, start) - began
    terminal.drain(_SETTLED)
    last = terminal.reads[-1].at - began
    terminal.press("Escape")
    terminal.drain(_SETTLED)
    return there, last


def _narrow(folder: Path, home: Surroundings) -> Terminal:
    command = (sys.executable, "-m", "reader", "-L", str(folder))
    return Terminal(command, columns=_COLUMNS, rows=ROWS, env=home.variables, cwd=ROOT)


def _wait_loaded(terminal: Terminal, told: bytes) -> None:
    count = told.split()[0].decode()
    terminal.wait_for(f"of {count}", 120)
    terminal.drain(_SETTLED)


def _body(inventor: Inventor) -> str:
    body = ""
    while len(body) < _LONG:
        body += inventor.body() + "\n"
    return body
