"""A library that is measured, and what every measurement of it wants."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.bench import APPS, Bench
from tests.benchmarks.measure import wait_drawn
from tests.benchmarks.scale.table import Table
from tests.end_to_end.environment import ROOT, Surroundings
from tests.end_to_end.terminal import Terminal

BARE = str(APPS / "bare.py")
READY = b"Getting AI from the lab"
"""What the bare program shows."""
PLAIN = "last_screen: false\n"
"""The configuration in which the first frame is the program's own."""


@dataclass
class Subject:
    """A library.

    Attributes:
        bench: surroundings and libraries.
        table: where figures go.
        column: the column of this library.
        folder: the library.
        count: how many documents it has.
        cache: the cache directory with its index; made by `indexing`.
        is_greatest: whether this is the library with the most documents.
    """

    bench: Bench
    table: Table
    column: str
    folder: Path
    count: int
    cache: Path
    is_greatest: bool

    @property
    def is_large(self) -> bool:
        """Whether this is the library of large documents, for which only some figures are told."""
        return self.folder.name.startswith("large")

    @property
    def command(self) -> tuple[str, ...]:
        """The program over this library, to which arguments are added."""
        return "-m", "reader", "-L", str(self.folder)

    def home(self, config: str = PLAIN, *, warm: bool = True) -> Surroundings:
        """A fresh home, in which the index is found when it is warm; programs may share one."""
        home = self.bench.surroundings()
        if config:
            home.config.parent.mkdir(parents=True)
            home.config.write_text(config, encoding="utf-8")
        if warm:
            kept = home.folder / "cache" / "reader"
            kept.mkdir(parents=True)
            (kept / "index").symlink_to(self.cache / "index")
        return home

    def start(self, home: Surroundings, *words: str) -> Terminal:
        """The program in a terminal."""
        return self.bench.terminal(*self.command, *words, env=home.variables)

    def bare(self, home: Surroundings, app: str = BARE) -> Terminal:
        """The program it is compared with."""
        return self.bench.terminal(app, env=home.variables)

    def asked(self, home: Surroundings, *words: str) -> Any:
        """What a command of the program says, as JSON."""
        return json.loads(run(home, *self.command, *words, "--json"))

    def told(self, home: Surroundings) -> bytes:
        """What the program shows of how many articles there are, once all are there."""
        return f"{self.asked(home, 'status')['articles']:,} articles".encode()

    def inside(self, subject: str, *arguments: str) -> dict[str, Any]:
        """What `inside` measures in a fresh process."""
        home = self.bench.surroundings()
        found: dict[str, Any] = json.loads(
            run(home, "-m", "tests.benchmarks.scale.inside", subject, str(self.folder), *arguments)
        )
        return found


def run(home: Surroundings, *words: str) -> bytes:
    """The output of a Python program."""
    command = [sys.executable, *words]
    return subprocess.run(command, env=dict(home.variables), cwd=ROOT, capture_output=True, check=True).stdout


def leave(terminal: Terminal) -> None:
    """End the program."""
    terminal.press("Q")
    terminal.wait_exit()


def wait_whole(terminal: Terminal, told: bytes, deadline: float = 120.0) -> float:
    """Wait until the program has all articles; returns when that was."""
    return wait_drawn(terminal, told, deadline)


def resident(terminal: Terminal) -> float:
    """Bytes of memory the program holds now, without its helpers."""
    status = Path(f"/proc/{terminal.pid}/status").read_text(encoding="ascii")
    return 1024.0 * int(status.partition("VmRSS:")[2].split()[0])


def mebibytes(size: float) -> str:
    """A size for the table."""
    return f"{size / (1 << 20):,.1f} MiB"


def rate(documents: float) -> str:
    """Documents a second for the table."""
    return f"{documents:,.0f}/s"
