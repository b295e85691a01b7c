"""Processes looked at from outside."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ON_PROC = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes through /proc")


def children_of(pid: int) -> set[int]:
    """The processes that a process has started, by their numbers; Linux tells."""
    found: set[int] = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        found.update(int(child) for child in children.read_text().split())
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether something comes to hold within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


@contextmanager
def nothing_ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """No process seems to end, as if a file system held it; gives those that were waited for, never without a limit."""
    met: list[subprocess.Popen[bytes]] = []

    def held(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        met.append(process)
        assert timeout is not None, "this waits for ever"
        raise subprocess.TimeoutExpired(process.args, timeout)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess.Popen, "wait", held)
        yield met
    for process in met:
        process.kill()
        process.wait()
