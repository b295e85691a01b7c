"""A text alone on the screen: the last way to copy, by the terminal's own selection."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.tui.screens.closing import finish

MOUSE_OFF = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
MOUSE_ON = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"


class Alone(ModalScreen[None], inherit_bindings=False):
    """The text on unbroken lines with nothing beside it; the mouse is the terminal's until Esc."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, and a line that says how to leave."""
        yield Static(Content(self._text), id="alone-text")
        yield Static(Content("Select it with the mouse; Esc goes back"), id="alone-hint")

    def on_mount(self) -> None:
        """Give the mouse to the terminal."""
        self._write(MOUSE_OFF)

    def on_unmount(self) -> None:
        """Take the mouse back."""
        self._write(MOUSE_ON)

    def on_key(self, event: events.Key) -> None:
        """Esc, Enter and `q` go back."""
        event.stop()
        if event.key in {"escape", "enter", "q"}:
            finish(self, None)

    def _write(self, sequence: str) -> None:
        from reader.tui.app import ReaderApp

        if isinstance(self.app, ReaderApp) and self.app.settings.mouse:
            self.app.to_terminal(sequence)
