"""The search line: an input, and under it what it found or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from textual import events
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Static

from reader.tui.commands import Context
from reader.tui.keymap import Keymap, spell
from reader.tui.line import Line
from reader.tui.rows import no_spans
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.line_input import LineInput


class SearchInput(LineInput):
    """An input whose own keys come from the command table before anything else.

    What is typed shows together with what it found, in one frame: else the line would be laid out and drawn in a frame
    of its own, and the one with the results would come a sixtieth of a second later.
    """

    def __init__(self, keymap: Keymap, tell: Callable[[str], object]) -> None:
        """Begin empty; `tell` is told what stands in the line when that changes."""
        self.taking = False
        """Whether what is typed here is told; no longer as soon as a key has closed the line."""
        self._waits = False
        super().__init__(compact=True, select_on_focus=False)
        self._keys = keymap
        self._tell = tell

    def validate_value(self, value: str) -> str:
        """Any text may stand there. This is asked before anything is drawn for it."""
        self._waits = self._waits or (self.taking and value != self.value)
        return value

    def watch_value(self, value: str) -> None:
        """Tell of it."""
        if self.taking:
            self._tell(value)

    def on_input_changed(self, message: Input.Changed) -> None:
        """It has been told."""
        message.stop()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the line, unless it waits for what was found; see `Widget.refresh`."""
        if self._waits:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def show(self) -> None:
        """Draw what it waited with. Its place is the same whatever stands in it: no need to lay the screen out."""
        if self._waits:
            self._waits = False
            self.refresh()

    async def _on_key(self, event: events.Key) -> None:
        command = self._keys.command(Context.SEARCH, spell(event.key, event.character))
        if command is not None:
            event.stop()
            event.prevent_default()
            self.taking = command not in {"search.keep", "search.undo"}
            # Straight to the screen: on its way up through the panes between it would cost each of them a turn.
            self.screen.post_message(SearchBox.Command(command))
            return
        await super()._on_key(event)


class SearchBox(Vertical):
    """Hidden until it is opened."""

    LINES = 2

    class Changed(Message):
        """What stands in the line has changed; `finding` when it is the line of the article."""

        def __init__(self, value: str, finding: bool) -> None:
            super().__init__()
            self.value = value
            self.finding = finding

        def can_replace(self, message: Message) -> bool:
            """Letters typed faster than lists are drawn: only the last one counts."""
            return isinstance(message, SearchBox.Changed) and message.finding is self.finding

    class Command(Message):
        """A key of the command table was pressed in the line."""

        def __init__(self, ident: str) -> None:
            super().__init__()
            self.ident = ident

    def __init__(self, keymap: Keymap, *, id: str, finding: bool = False) -> None:
        super().__init__(id=id, classes="search")
        self._finding = finding
        self._input = SearchInput(keymap, self._typed)
        self._status = Bar()
        self.is_open = False
        self.spans: Callable[[str], list[tuple[int, int]]] = no_spans
        """The parts of a text that the search in force matches, for highlights."""

    def open(self, value: str) -> None:
        """Show the line with a text, the keys go to it. Its parts are made now: a start does not need them."""
        if not self.children:
            line = Horizontal(Static("/ ", markup=False), self._input)
            self.mount_all([line, self._status])
        self.is_open = self._input.taking = True
        self.display = True
        self.set(value)
        self._input.focus()

    def close(self) -> None:
        """Hide it."""
        self.is_open = self._input.taking = False
        self.display = False
        self.screen.set_focus(None)

    @property
    def value(self) -> str:
        """What stands in the line."""
        return self._input.value

    @property
    def cursor(self) -> int:
        """Characters before the cursor."""
        return self._input.cursor_position

    async def press(self, event: events.Key) -> bool:
        """Do what a key does in the line; whether it does something."""
        return await self._input.press(event)

    def set(self, value: str, cursor: int | None = None) -> None:
        """Put a text in the line, the cursor behind it or behind so many of its characters."""
        self._input.value = value
        self._input.cursor_position = len(value) if cursor is None else cursor

    def status(self, left: Line, right: Line | None = None) -> None:
        """Say what was found, or how to go on."""
        self._status.show(left, right)

    def show_typed(self) -> None:
        """Draw what was typed, now that what it found is known."""
        self._input.show()

    def _typed(self, value: str) -> None:
        # Straight to the screen: on its way up through the panes between it would cost each of them a turn.
        self.screen.post_message(self.Changed(value, self._finding))
