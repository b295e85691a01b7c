"""Text handed to a program of the person's choice, and what it answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.desktop.errors import ProgramError
from reader.desktop.programs import end, start

if TYPE_CHECKING:
    import subprocess

DEADLINE = 10.0
"""Seconds a program may take."""
MOST = 1_048_576
"""Bytes of output that are kept."""
_CHUNK = 65_536
_GLANCE = 0.1
"""Seconds after which it is asked again if the program is to be stopped."""


@dataclass(frozen=True, slots=True)
class Piped:
    """What a program answered.

    Attributes:
        code: its exit code; negative when a signal ended it.
        output: what it wrote, standard error too, as UTF-8 text. Not clean: it may hold control characters.
        cut: whether it wrote more than was asked for, and was ended for it.
    """

    code: int
    output: str
    cut: bool


def pipe(
    argv: Sequence[str],
    text: str,
    *,
    deadline: float = DEADLINE,
    most: int = MOST,
    stopped: Callable[[], bool] = lambda: False,
    environ: Mapping[str, str] | None = None,
) -> Piped:
    """Run a program, give it `text` on its standard input, and return what it writes.

    Args:
        argv: program and arguments; no shell reads them.
        text: goes out as UTF-8.
        deadline: seconds until the program is ended, with all it has started.
        most: bytes of output to keep; a program that writes more is ended.
        stopped: asked again and again; once it says so the program is ended, with all it has started.
        environ: the environment; the program's own by default.

    Raises:
        ProgramError: it did not start, took longer than `deadline`, or was stopped.
    """
    from time import monotonic

    process = start(argv, environ=os.environ if environ is None else environ, takes=True, answers=True)
    until = monotonic() + deadline

    def patience() -> float:
        """Seconds that may pass before this is asked again."""
        left = until - monotonic()
        if stopped():
            raise ProgramError("the program was stopped")
        if left <= 0:
            raise ProgramError(f"the program took longer than {deadline:g} s")
        return min(left, _GLANCE)

    with process:
        try:
            output, cut = _exchange(process, text.encode("utf-8", "replace"), most, patience)
        except BaseException:
            end(process)
            raise
        if cut:
            end(process)
    return Piped(process.returncode, output.decode("utf-8", "replace"), cut)


def _exchange(
    process: subprocess.Popen[bytes], data: bytes, most: int, patience: Callable[[], float]
) -> tuple[bytes, bool]:
    """What it writes, and if that is cut. Writes and reads as the program is ready to, so that neither waits."""
    import selectors

    given, answer = process.stdin, process.stdout
    assert given is not None
    assert answer is not None
    os.set_blocking(given.fileno(), False)
    output, rest = bytearray(), memoryview(data)
    with selectors.DefaultSelector() as ready:
        ready.register(given, selectors.EVENT_WRITE)
        ready.register(answer, selectors.EVENT_READ)
        while len(output) <= most:
            for key, _ in ready.select(patience()):
                if key.fileobj is given:
                    rest = _written(given.fileno(), rest)
                    if not rest:
                        ready.unregister(given)
                        given.close()
                    continue
                chunk = os.read(answer.fileno(), _CHUNK)
                output += chunk
                if not chunk:
                    _wait(process, patience)
                    return bytes(output), False
    return bytes(output[:most]), True


def _wait(process: subprocess.Popen[bytes], patience: Callable[[], float]) -> None:
    """Wait until a program that has closed its output ends."""
    from subprocess import TimeoutExpired

    while True:
        try:
            process.wait(patience())
        except TimeoutExpired:
            continue
        return


def _written(descriptor: int, data: memoryview) -> memoryview:
    """What of `data` is left when the program has taken what it wants now; nothing when it takes no more."""
    try:
        return data[os.write(descriptor, data[:_CHUNK]) :]
    except BlockingIOError:
        return data
    except BrokenPipeError:
        return data[:0]
