"""The terminal driver, with a quicker way out.

On exit Textual's driver waits for its input thread, which sleeps up to a tenth of a second twice; that is most of
what leaving costs. When the process is about to end, nobody has to wait for that thread.
"""

from __future__ import annotations

import contextlib
import signal
import termios

from textual.drivers.linux_driver import LinuxDriver


class QuickDriver(LinuxDriver):
    """Textual's driver for Linux and macOS; leaving does not wait for the input thread."""

    leaving: bool = False

    def disable_input(self) -> None:
        """Stop reading keys, waiting for the thread only when the program goes on (a suspend)."""
        if not self.leaving:
            super().disable_input()
            return
        if not self.exit_event.is_set():
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
            self.exit_event.set()
            with contextlib.suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)
