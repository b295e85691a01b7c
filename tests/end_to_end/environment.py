"""A person's surroundings made of one temporary folder: home, configuration, clipboard, browser."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, where `reader/` and `seeds/` stand."""
SEEDS = ROOT / "seeds"
READER = (sys.executable, "-m", "reader")
"""The program's command, to which arguments are added."""

_COPIERS = ("xclip", "xsel", "wl-copy", "pbcopy")
_BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a test's program believes to be: nothing of the person who runs the tests reaches it, or is reached.

    Attributes:
        folder: holds everything below.
        variables: the program's whole environment. There is no display, so no clipboard helper either.
    """

    folder: Path
    variables: Mapping[str, str]

    @property
    def bin(self) -> Path:
        """The only folder on `PATH`: holds the fakes and nothing else."""
        return self.folder / "bin"

    @property
    def state(self) -> Path:
        """Where the program keeps its journal and its log."""
        return self.folder / "state" / "reader"

    @property
    def config(self) -> Path:
        """The program's `config.yaml`, which need not be there."""
        return self.folder / "config" / "reader" / "config.yaml"

    @property
    def data(self) -> Path:
        """The program's data folder, in which `library` may be."""
        return self.folder / "data" / "reader"

    def with_x11(self) -> dict[str, str]:
        """The variables with an X11 display, on which the fakes are the clipboard."""
        return {**self.variables, "DISPLAY": ":0"}

    def with_wayland(self) -> dict[str, str]:
        """The variables with a Wayland display, on which the fakes are the clipboard."""
        return {**self.variables, "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}

    def clipboard(self) -> str | None:
        """What a helper was given last, byte for byte; None while nothing was copied."""
        file = self.folder / "clipboard"
        return file.read_bytes().decode() if file.exists() else None

    def opened(self) -> list[list[str]]:
        """The arguments of every start of the browser, in order."""
        file = self.folder / "opened"
        if not file.exists():
            return []
        starts = file.read_bytes().decode().split("\0\n")[:-1]
        return [start.split("\0")[1:] for start in starts]

    def everything_written(self) -> dict[str, bytes]:
        """All files below the home and the XDG folders, by path inside `folder`: what the program left behind."""
        places = ("home", "config", "state", "cache", "data", "run")
        files = (file for place in places for file in (self.folder / place).rglob("*"))
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in files if file.is_file()}

    def add_program(self, name: str, script: str) -> Path:
        """Put a shell script on `PATH`; returns its path."""
        file = self.bin / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return file


def make_surroundings(folder: Path) -> Surroundings:
    """Build the surroundings in a folder that exists."""
    variables = {
        "HOME": str(folder / "home"),
        "PATH": str(folder / "bin"),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "BROWSER": str(folder / "bin" / _BROWSER),
    }
    for name in ("config", "state", "cache", "data"):
        variables[f"XDG_{name.upper()}_HOME"] = str(folder / name)
    variables["XDG_RUNTIME_DIR"] = str(folder / "run")
    for name in ("home", "bin", "config", "state", "cache", "data", "run"):
        (folder / name).mkdir()
    surroundings = Surroundings(folder, variables)
    clipboard = shlex.quote(str(folder / "clipboard"))
    cat, move = shutil.which("cat") or "cat", shutil.which("mv") or "mv"
    for name in _COPIERS:
        # Written beside and moved, so that a test never reads half of it.
        surroundings.add_program(name, f"{cat} > {clipboard}.new && {move} {clipboard}.new {clipboard}")
    opened = shlex.quote(str(folder / "opened"))
    # One write for each start: the arguments, each behind a NUL, then NUL and newline.
    record = f"printf '\\000%s' \"$@\" > {opened}.$$; printf '\\000\\n' >> {opened}.$$; {cat} {opened}.$$ >> {opened}"
    for name in (_BROWSER, "xdg-open"):
        surroundings.add_program(name, record)
    assert os.access(surroundings.bin / _BROWSER, os.X_OK)
    return surroundings
