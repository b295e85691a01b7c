"""One line to type: a file to write, a program to run."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.tui import cells
from reader.tui.paint import COMPONENTS
from reader.tui.screens.closing import finish
from reader.tui.widgets.line_input import LineInput


class Prompt(ModalScreen[str], inherit_bindings=False):
    """Asks for a line; the result is what was typed, None when it was closed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, title: str, value: str, *, replaced: bool = False) -> None:
        """Ask; with `replaced` the value goes when something else is typed, and stays when it is gone on with."""
        super().__init__()
        self._replaced = replaced
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        """A frame with an input."""
        with Vertical(id="frame"):
            yield LineInput(self._value, compact=True, select_on_focus=self._replaced)
            yield Static(Content("Enter confirms · Esc cancels"), id="prompt-hint")

    def on_mount(self) -> None:
        """Name the frame, and type at once."""
        frame = self.query_one("#frame")
        frame.border_title = cells.for_row(self._title)
        self.on_resize()
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Fit the terminal as it is now."""
        self.query_one("#frame").styles.width = min(72, self.app.size.width)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter takes what was typed."""
        finish(self, message.value.strip())

    async def on_key(self, event: events.Key) -> None:
        """Esc leaves; what was typed before the input had the focus goes into it."""
        if event.key in {"escape", "ctrl+c"}:
            event.stop()
            finish(self, None)
        elif not (line := self.query_one(LineInput)).has_focus:
            await line.press(event)
