"""Parts of this program that run in a process of their own: how they are started, heard and ended."""

from __future__ import annotations

import contextlib
import marshal
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import reader
from reader.repository.messages import Inbox

_READ_SIZE = 1 << 20
_PATIENCE = 0.1  # seconds between two looks whether anybody still wants to know

LONGEST_END = 1.0
"""Seconds for what is killed to be gone. A file system that does not answer holds a process, and must not hold us."""


def command(module: str, *words: str) -> list[str]:
    """What starts a module of this program as a process: it calls `main` there.

    The process is told where this program's own modules come from, so it works from a wheel, an editable install or a
    bare folder on the path, and does not look at the environment or the current folder (which may be a library).

    Args:
        module: by its full name.
        words: the arguments of its `main`.
    """
    end = len(words) + 1
    start = f"import sys; sys.path[:] = sys.argv[{end}:]; from {module} import main; main(*sys.argv[1:{end}])"
    package = os.path.dirname(os.path.abspath(reader.__path__[0]))
    path = [package, *(entry for entry in sys.path if entry and entry != package)]
    return [*_python(), "-c", start, *words, *path]


def heard(process: subprocess.Popen[bytes], go_on: Callable[[], bool], *, pauses: bool = False) -> Iterator[Any]:
    """The messages (see `messages`) that a process writes to its output, unpacked; they end with it.

    Args:
        process: its output must be a pipe that nobody else reads.
        go_on: asked a few times a second; when it says no, nothing more is heard.
        pauses: whether None comes a few times a second while there is no message.
    """
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    inbox = Inbox()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while go_on():
            if not selector.select(_PATIENCE):
                if pauses:
                    yield None
                continue
            data = os.read(descriptor, _READ_SIZE)
            if not data:
                return
            for message in inbox.take(data):
                yield marshal.loads(message)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, if it has not ended, and let go of its pipes; what nobody has read is lost."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # it was not told everything, and will not be
                pipe.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(LONGEST_END)


def _python() -> list[str]:
    """The interpreter this program runs in, and options that make it look at nothing but what it is told."""
    options = ["-I", "-S", "-X", f"utf8={sys.flags.utf8_mode}"]  # -S: the path is complete; saves a third of the start
    if sys.dont_write_bytecode:
        options.append("-B")
    return [sys.executable, *options]
