"""One reading process, seen from the program that started it."""

from __future__ import annotations

import contextlib
import marshal
import os
import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.repository.commands import command, end
from reader.repository.messages import Answer, Inbox, packed
from reader.repository.scan import Found

DEADLINE = 30.0
"""Seconds one file may take in a reading process."""

_READ_SIZE = 256 * 1024
_PIPE_SIZE = 1 << 20  # bytes; Linux grants no more (pipe(7), pipe-max-size)


def worker_command(deadline: float = DEADLINE) -> list[str]:
    """What starts a reading process.

    Args:
        deadline: seconds one file may take.
    """
    return command("reader.repository.worker", str(deadline))


@dataclass(slots=True)
class Assignment:
    """Files of one library for one process.

    Attributes:
        done: how many of them are told of.
        careful: whether the process answers after every single one.
        texts: whether what the index keeps is wanted too.
    """

    files: Sequence[Found]
    done: int = 0
    careful: bool = False
    texts: bool = False


class ReadingProcess:
    """A running `reader.repository.worker`.

    Attributes:
        assignments: what it is at, in order; the first is under way.
        ready: whether it has begun to serve.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start it.

        Raises:
            OSError: the system has no room for another process, or the command is missing.
        """
        self.assignments: deque[Assignment] = deque()
        self.ready = False
        self._inbox = Inbox()
        self._outbox = bytearray()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        self._stdin, self._stdout = stdin, stdout
        # Neither end may wait for the other, or a full pipe each way would hold both for ever.
        os.set_blocking(stdin.fileno(), False)
        os.set_blocking(stdout.fileno(), False)
        _widen(stdout.fileno())

    @property
    def output(self) -> int:
        """The descriptor to wait on for answers."""
        return self._stdout.fileno()

    def assign(self, assignment: Assignment) -> None:
        """Give it more to do; what its pipe has no room for goes with the next `push`."""
        self.assignments.append(assignment)
        root = assignment.files[0].root
        files = [(found.name, found.target) for found in assignment.files]
        self._outbox += packed((root.given, str(root.real), assignment.careful, assignment.texts, files))
        self.push()

    def push(self) -> None:
        """Send what is still to be sent, as far as there is room. That it has ended shows when receiving."""
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._outbox:
                del self._outbox[: os.write(self._stdin.fileno(), self._outbox)]

    def receive(self) -> Iterator[Answer]:
        """The answers that came since the last time.

        Raises:
            EOFError: the process has ended.
        """
        try:
            data = os.read(self._stdout.fileno(), _READ_SIZE)
        except BlockingIOError:
            return
        if not data:
            raise EOFError
        for message in self._inbox.take(data):
            self.ready = True
            answer: Answer = marshal.loads(message)
            yield answer

    def end(self) -> None:
        """End it at once; it only reads, so nothing is lost."""
        end(self._process)


def _widen(pipe: int) -> None:
    """Have a pipe hold what a process answers while nobody has time to listen.

    With the 64 KiB there are else it waited for a tenth of the time, when measured.
    """
    with contextlib.suppress(ImportError, AttributeError, OSError):  # only Linux can, and grants a user so many
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
