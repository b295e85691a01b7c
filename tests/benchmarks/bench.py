"""What every benchmark is given: rounds, surroundings, generated libraries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.environment import ROOT, Surroundings, make_surroundings
from tests.end_to_end.terminal import Terminal

APPS = ROOT / "tests" / "benchmarks" / "apps"
COLUMNS, ROWS = 120, 40
NEWEST = b"Getting AI from the lab to production"
"""The title of the newest sample article, which the bare program shows too."""


@dataclass(slots=True)
class Bench:
    """Where and how often to measure.

    Attributes:
        folder: an empty folder of this run.
        rounds: how often each subject runs; None for each benchmark's own number.
        libraries: where generated libraries are kept and looked for.
    """

    folder: Path
    rounds: int | None
    libraries: Path
    _made: int = field(default=0)

    def surroundings(self) -> Surroundings:
        """A fresh home; Python may write byte code, as it does for everybody."""
        self._made += 1
        folder = self.folder / f"home-{self._made}"
        folder.mkdir()
        return make_surroundings(folder)

    def library(self, count: int, kind: str = "large") -> Path:
        """A generated library of `count` documents, made on first use."""
        folder = self.libraries / f"{kind}-{count}"
        if not folder.exists():
            print(f"generating {count:,} {kind} documents …", file=sys.stderr, flush=True)
            command = [sys.executable, "-m", "tests.benchmarks.generate", str(folder)]
            subprocess.run([*command, "--count", str(count), "--kind", kind], cwd=ROOT, check=True)
        return folder

    def terminal(self, *command: str, env: Mapping[str, str]) -> Terminal:
        """Start a Python program in a pseudo-terminal."""
        return Terminal([sys.executable, *command], columns=COLUMNS, rows=ROWS, env=env, cwd=ROOT)
