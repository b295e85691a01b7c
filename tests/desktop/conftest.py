"""A PATH with nothing in it but the fake programs a test writes."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest


@dataclass(frozen=True)
class Programs:
    """Fake programs, and what they were given."""

    folder: Path

    def environ(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.folder / "bin"), "HOME": str(self.folder), "LC_ALL": "C.UTF-8", **more}

    def write(self, name: str, script: str) -> None:
        """A program that runs lines of sh; `$CAT` and `$SLEEP` are the real programs, `$OUT` its record's path."""
        program = self.folder / "bin" / name
        head = "#!/bin/sh\n" + "".join(f"{tool.upper()}={shutil.which(tool)}\n" for tool in ("cat", "sleep"))
        program.write_text(f"{head}OUT={self.folder / name}\n{script}\n")
        program.chmod(0o755)

    def good(self, name: str) -> None:
        """A program that keeps its input and its arguments, one a line."""
        self.write(name, 'for word; do printf "%s\\n" "$word"; done > $OUT.arguments\n$CAT > $OUT.input')

    def failing(self, name: str) -> None:
        self.write(name, "echo it went wrong\necho it went wrong >&2\nexit 3")

    def hanging(self, name: str) -> None:
        """A program that reads nothing, and neither do those it starts."""
        self.lasting(name, "$SLEEP 60 &\n$SLEEP 60")

    def lasting(self, name: str, script: str) -> None:
        """A program of which `has_ended` can tell."""
        os.mkfifo(self.folder / f"{name}.alive")
        self.write(name, f"exec 9<> $OUT.alive\necho $$ > $OUT.process\n{script}")

    def has_ended(self, name: str) -> bool:
        """Whether a lasting program and all it started end, within a generous time."""
        self.process(name)
        alive = os.open(self.folder / f"{name}.alive", os.O_RDONLY | os.O_NONBLOCK)
        until = monotonic() + 30
        try:
            while monotonic() < until:
                try:
                    return os.read(alive, 1) == b""  # nobody has its other end any more
                except BlockingIOError:
                    os.sched_yield()
        finally:
            os.close(alive)
        return False

    def process(self, name: str) -> int:
        """The number of the process a program runs or ran as, once it has begun."""
        record = self.folder / f"{name}.process"
        until = monotonic() + 30
        while not (record.exists() and record.read_text().endswith("\n")):
            assert monotonic() < until, f"{name} did not begin"
        return int(record.read_text())

    def input(self, name: str) -> bytes | None:
        """What a good program was given, or None when it was not run."""
        record = self.folder / f"{name}.input"
        return record.read_bytes() if record.exists() else None

    def arguments(self, name: str) -> list[str] | None:
        record = self.folder / f"{name}.arguments"
        return record.read_text().splitlines() if record.exists() else None


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    (tmp_path / "bin").mkdir()
    monkeypatch.chdir(tmp_path)
    return Programs(tmp_path)
