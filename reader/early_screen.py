"""The terminal before the app is there: it shows the last screen while the app's code is still being imported.

From then on keys do not echo and are not lost: they wait in the terminal until the app reads them. Whatever ends the
program before the app has taken the terminal over gives it back as it was.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all that is done here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_TERMINAL = 2  # Textual writes to standard error
_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = b"\x1b[0m\x1b[?25h\x1b[?1049l"


class EarlyScreen:
    """What the terminal shows before the app does. `leave` it, unless the app has taken it over.

    Attributes:
        words: what stands behind the program's name.
        shown: whether something stands on the terminal that is this one's to take away.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.shown = False
        self._attributes: list[Any] = []

    def show_last(self) -> None:
        """Show the screen of the last run, if it is what the app is going to show; else do nothing."""
        if sys.platform == "win32" or not _has_terminal():
            return
        from time import time

        from reader.last_screen import circumstances, kept, place

        columns, rows = os.get_terminal_size(_TERMINAL)
        drawn = kept(place(os.environ), circumstances(self.words, os.environ, columns, rows), time())
        if drawn is not None and len(drawn) <= rows:
            self._show(drawn)

    def leave(self) -> None:
        """Give the terminal back as it was, with what stood on it before."""
        if not self.shown:
            return
        attributes = self.hand_over()
        self._listen(ours=False)
        import termios

        try:
            _write(_LEAVE)
            termios.tcsetattr(0, termios.TCSANOW, attributes)
        except (OSError, termios.error):  # the terminal is gone
            return

    def hand_over(self) -> list[Any]:
        """Leave the terminal to the app, as it is; what its attributes (termios) were before."""
        self.shown = False
        return self._attributes

    def _show(self, rows: Sequence[str]) -> None:
        import termios

        try:
            self._attributes, ours = termios.tcgetattr(0), termios.tcgetattr(0)
            nothing = os.fpathconf(0, "PC_VDISABLE").to_bytes(1, "little")
        except (OSError, ValueError, OverflowError, termios.error):
            return
        # As Textual is going to set it, but for ctrl+c, which ends a program that is slow to start. ctrl+z and
        # ctrl+\ are keys already: the app does with them what it always does.
        ours[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        ours[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
        ours[6][termios.VSUSP] = ours[6][termios.VQUIT] = nothing
        self.shown = True
        self._listen(ours=True)
        try:
            termios.tcsetattr(0, termios.TCSANOW, ours)
            text = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
            _write(f"{_ENTER}{text}\x1b[0m".encode("utf-8", "replace"))
        except (OSError, termios.error):
            self.leave()

    def _listen(self, *, ours: bool) -> None:
        """Have signals that end or stop the program give the terminal back first; or leave them as they were."""
        import signal

        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
            # A signal that is ignored (nohup) stays so.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._interrupted if ours else signal.SIG_DFL)

    def _interrupted(self, number: int, _frame: object) -> None:
        import signal

        self.leave()
        if number == signal.SIGTSTP:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            os._exit(128 + number)


def _has_terminal() -> bool:
    """Whether one terminal takes the keys and shows everything, and this program has it before it."""
    try:
        if not all(map(os.isatty, (0, 1, 2))) or os.tcgetpgrp(0) != os.getpgrp():
            return False
        return len({os.fstat(number).st_rdev for number in (0, 1, 2)}) == 1
    except OSError:
        return False


def _write(data: bytes) -> None:
    """Write all of it."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(_TERMINAL, rest) :]
