"""A program in a real pseudo-terminal, for tests that type and look.

Nothing here sleeps: every wait is a `select` with a deadline, so a test takes as long as the program does.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from tests.end_to_end.emulator import Cell, Emulator
from tests.end_to_end.keys import key_bytes, mouse_bytes

DEADLINE = 20.0
"""Seconds a wait may take before the test fails: generous, because it guards against hanging and measures nothing."""
ESCAPE_PAUSE = 0.15
"""Seconds after a lone Escape before a key that means something else behind one; the program parts it from others."""
_BEHIND_ESCAPE = b"bfNOPX[\\]^_"
_LEAVE_ALTERNATE = b"\x1b[?1049l"


@dataclass(frozen=True, slots=True)
class Read:
    """One read from the pseudo-terminal.

    Attributes:
        at: when it came, in seconds of `time.perf_counter`.
        end: how many bytes had come with it.
    """

    at: float
    end: int


class Terminal:
    """Runs one program in a pseudo-terminal of its own session and plays the person before it.

    Attributes:
        raw: every byte the program sent, for checks of safety and for measuring afterwards.
        reads: when which part of `raw` came.
        started: when the process was started, in seconds of `time.perf_counter`.
        ended: when its end was noticed; None while it runs.
        emulator: the terminal's state: modes, strings received, frames.
        columns: the terminal's width.
        rows: its height.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.raw = bytearray()
        self.reads: list[Read] = []
        self.ended: float | None = None
        self.emulator = Emulator(columns, rows)
        self.columns, self.rows = columns, rows
        self._escaped = 0.0
        self._master, slave = pty.openpty()
        os.set_blocking(self._master, False)
        self._set_size(columns, rows)
        self.attributes_at_start = termios.tcgetattr(self._master)
        try:
            with warnings.catch_warnings():
                # Later Pythons warn of fork among threads; the child only makes the terminal its own, then runs.
                warnings.simplefilter("ignore", DeprecationWarning)
                self.started = time.perf_counter()
                self._process = subprocess.Popen(
                    command,
                    stdin=slave,
                    stdout=slave,
                    stderr=slave,
                    env=dict(env) if env is not None else None,
                    cwd=cwd,
                    start_new_session=True,
                    preexec_fn=_own_terminal,  # noqa: PLW1509  # two system calls, no lock taken
                )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)
        self._end = os.pidfd_open(self._process.pid)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is seen

    @property
    def screen(self) -> list[str]:
        """The rows of the screen as text, each as wide as the screen."""
        return self.emulator.lines

    @property
    def text(self) -> str:
        """The screen as one string, without the blanks at the ends of rows."""
        return "\n".join(line.rstrip() for line in self.screen)

    def cell(self, x: int, y: int) -> Cell:
        """The cell in column `x` of row `y`, both from 0."""
        return self.emulator.cell(x, y)

    def find(self, text: str) -> tuple[int, int]:
        """Column and row of the first place where `text` stands within one row.

        Columns are counted in characters: right where no wide character stands left of it.

        Raises:
            AssertionError: it is not on the screen, which the message shows.
        """
        for y, line in enumerate(self.screen):
            if (x := line.find(text)) >= 0:
                return x, y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.picture()}")

    def picture(self) -> str:
        """The screen for messages of failed tests; of rows that are the same one after the other only the first."""
        shown: list[str] = []
        for line, rows in itertools.groupby(line.rstrip() for line in self.screen):
            shown.append(f"|{line}")
            if more := len(list(rows)) - 1:
                shown.append(f"  ({more} more)")
        edge = "+" + "-" * len(self.screen[0])
        return "\n".join([edge, *shown, edge])

    @property
    def bytes_after_exit(self) -> bytes:
        """What the program sent after it left the alternate screen: what stays before the person."""
        before, found, after = bytes(self.raw).rpartition(_LEAVE_ALTERNATE)
        return after if found else before

    # What the person does

    def press(self, *keys: str) -> None:
        """Press keys one after the other: characters, or names such as `Enter`, `ctrl+e`, `alt+left`."""
        for key in keys:
            data = key_bytes(key)
            if self._escaped and data in _BEHIND_ESCAPE:
                self._pump_until(self._escaped + ESCAPE_PAUSE)
            self._escaped = time.perf_counter() if key.lower() == "escape" else 0.0
            self.send(data)

    def type(self, text: str) -> None:
        """Press the key of every character of `text`."""
        self.press(*text)

    def mouse(self, action: str, x: int, y: int, button: str = "left") -> None:
        """Use the mouse on the cell in column `x` of row `y`; the actions are those of `mouse_bytes`."""
        self.send(mouse_bytes(action, x, y, button))

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size; the kernel sends the program SIGWINCH."""
        self.emulator.resize(columns, rows)
        self.columns, self.rows = columns, rows
        self._set_size(columns, rows)

    def send(self, data: bytes) -> None:
        """Send bytes as they are, reading meanwhile when the program has no room for them."""
        until = time.perf_counter() + DEADLINE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                if time.perf_counter() > until:
                    raise AssertionError(f"the program reads nothing:\n{self.picture()}") from None
                self.pump(0.05)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self._process.pid, number)

    # Waiting

    def pump(self, timeout: float = 0.0) -> bool:
        """Read what the program has sent, waiting up to `timeout` seconds for the first byte; False at its end."""
        if not self._open:
            return False
        ready, _, _ = select.select([self._master], [], [], max(0.0, timeout))
        if not ready:
            return True
        try:
            data = os.read(self._master, 1 << 16)
        except BlockingIOError:
            return True
        except OSError:  # EIO: nobody holds the other side any more
            data = b""
        now = time.perf_counter()
        if not data:
            self._open = False
            return False
        self.raw += data
        self.reads.append(Read(now, len(self.raw)))
        if answer := self.emulator.feed(data):
            self.send(answer)
        return True

    def wait_for(self, condition: str | Callable[[Terminal], bool], deadline: float = DEADLINE) -> None:
        """Wait until a text is on the screen, or a condition holds, looking only at finished frames.

        Raises:
            AssertionError: it did not come in time, or the program ended first; the message shows the screen.
        """
        until = time.perf_counter() + deadline
        while True:
            if not self.emulator.drawing and self._holds(condition):
                return
            now = time.perf_counter()
            if now > until or not self.pump(until - now):
                break
        if self._holds(condition):
            return
        end = f"it ended with {self.wait_exit()}" if not self._open else f"not within {deadline:g} s"
        what = condition if isinstance(condition, str) else condition.__name__
        raise AssertionError(f"waited for {what!r}: {end}\n{self.picture()}")

    def wait_frame(self, deadline: float = DEADLINE) -> float:
        """Wait for the end of the next frame; returns when it came, in seconds of `time.perf_counter`.

        Raises:
            AssertionError: none came in time.
        """
        before = self.emulator.frames
        self.wait_for(lambda terminal: terminal.emulator.frames > before, deadline)
        return self.reads[-1].at

    def drain(self, quiet: float = 0.1, deadline: float = DEADLINE) -> None:
        """Read until the program has sent nothing for `quiet` seconds: for keys that may change nothing."""
        until = time.perf_counter() + deadline
        while time.perf_counter() < until:
            before = len(self.raw)
            if not self.pump(quiet) or len(self.raw) == before:
                return

    def wait_stopped(self, deadline: float = DEADLINE) -> None:
        """Wait until the program is suspended (ctrl+z).

        Raises:
            AssertionError: it goes on.
        """

        until = time.perf_counter() + deadline
        while os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is None:
            if time.perf_counter() > until:
                raise AssertionError(f"the program was not suspended within {deadline:g} s:\n{self.picture()}")
            self.pump(0.01)
        self.drain(0.05)

    def wait_exit(self, deadline: float = DEADLINE) -> int:
        """Wait for the program's end and read all it sent; its exit code, negative for a signal that killed it.

        Raises:
            AssertionError: it did not end in time; the message shows the screen.
        """
        until = time.perf_counter() + deadline
        while self.ended is None:
            watched = [self._end, self._master] if self._open else [self._end]
            ready, _, _ = select.select(watched, [], [], max(0.0, until - time.perf_counter()))
            if self._end in ready:
                self.ended = time.perf_counter()
            elif not ready:
                raise AssertionError(f"the program did not end within {deadline:g} s:\n{self.picture()}")
            elif self._master in ready:
                self.pump()
        self.drain(0.05)
        return self._process.wait()

    def hang_up(self, deadline: float = DEADLINE) -> int:
        """Close the terminal under the program, as a closed window or a lost connection does; its exit code.

        Raises:
            AssertionError: it went on without a terminal.
        """
        self._open = False
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDONLY)  # so that the number is not given to another file meanwhile
        return self.wait_exit(deadline)

    def close(self) -> None:
        """Kill whatever still runs in the program's process group, and reap it."""
        if self._master < 0:
            return
        # The number of the group stays the program's own while it is not reaped, or while one of its children lives.
        if self._process.returncode is None or self._open:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._end)
        os.close(self._master)
        self._master = -1
        self._open = False

    @property
    def attributes(self) -> list[Any]:
        """The terminal's line settings (termios) now; a program that left cleanly has put back what it found."""
        return termios.tcgetattr(self._master)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    def _holds(self, condition: str | Callable[[Terminal], bool]) -> bool:
        if callable(condition):
            try:
                return condition(self)
            except (AssertionError, IndexError):
                return False  # it looks at something that is not drawn yet
        return any(condition in line for line in self.screen)

    def _pump_until(self, moment: float) -> None:
        while (left := moment - time.perf_counter()) > 0 and self.pump(left):
            pass

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _own_terminal() -> None:
    """In the child, a session leader by now: take the pseudo-terminal on stdin as its controlling terminal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
