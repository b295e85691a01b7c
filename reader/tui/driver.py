"""The terminal driver: takes over from the early screen, and has a quicker way out.

Where the last screen stands on the terminal already (`reader.early_screen`), entering the alternate screen once more
would clear it, and the app's first frames know less than it tells: they are not written. It stands until the app knows
as much, or until the person does something.

On exit Textual's driver waits for its input thread, which sleeps up to a tenth of a second twice; that is most of
what leaving costs. When the process is about to end, nobody has to wait for that thread.
"""

from __future__ import annotations

import contextlib
import signal
import termios
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from reader.tui.escape import EscapeDecoder

if TYPE_CHECKING:
    from reader.early_screen import EarlyScreen

_ENTER = "\x1b[?1049h"
_MODE = "\x1b[?"
"""What begins a sequence that sets the terminal, and no frame."""


class QuickDriver(LinuxDriver):
    """Textual's driver for Linux and macOS; leaving does not wait for the input thread.

    Attributes:
        leaving: whether the process is about to end.
        early: what stands on the terminal already, until the app has taken it over.
    """

    leaving: bool = False
    early: EarlyScreen | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.early = getattr(self._app, "early", None)
        # The input thread asks for its decoder by this name.
        decoder = partial(partial, EscapeDecoder, with_alt=getattr(self._app, "alt_keys", frozenset()))
        linux_driver.getincrementaldecoder = decoder  # type: ignore[assignment, attr-defined]
        self._entered = False
        self._raw: list[Any] | None = None  # the terminal's attributes while the app has it
        self.is_holding = False
        """Whether the last screen still stands, and no frame is written."""

    def start_application_mode(self) -> None:
        """Take the terminal, from the early screen if it shows something."""
        early, self.early = self.early, None
        self._entered = early is not None and early.shown
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with contextlib.suppress(termios.error):
            self._raw = termios.tcgetattr(self.fileno)
        if early is not None and early.shown:
            self.attrs_before = early.hand_over()
            self.is_holding = True

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop. One that gave nothing back (SIGSTOP) leaves nothing to be taken but the terminal's modes.

        To start anew would have two threads read the keys, and leave the terminal with the second one's modes.
        """
        if self._must_signal_resume or not self._auto_restart:
            super()._sigcont_application()
            return
        with contextlib.suppress(termios.error):
            if self._raw is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        self.write("\x1b[?25l\x1b[?1004h")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self.send_message(self.SignalResume())

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.is_holding = False
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Write to the terminal, except for frames while the last screen stands."""
        if self._entered and data == _ENTER:
            self._entered = False
        elif not self.is_holding or data.startswith(_MODE):
            super().write(data)

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
