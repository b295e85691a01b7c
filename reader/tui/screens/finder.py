"""A list of commands that narrows while one types: the base of help and palette."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.tui import cells
from reader.tui.commands import Command
from reader.tui.keymap import typed
from reader.tui.line import Line
from reader.tui.screens.overlay import Overlay, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


TITLE = 40
"""Cells of the column of titles, where there are so many."""

_BESIDE = 6  # cells of the frame and the bar, and between title and keys


class Finder(Overlay[str]):
    """Typing narrows, Enter does it; the result is a command's id."""

    title_words = ""
    hints = ""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen.keymap)
        self.main = screen
        self.typed = ""
        self._found: list[Command] = []

    def compose(self) -> ComposeResult:
        """A heading with what was typed, the rows, the keys."""
        with Vertical(classes="full"):
            yield Bar(id="finder-heading")
            yield Rows(id="finder-rows", bar=self.main.glyphs.cursor)
            yield Bar(id="finder-hints")

    def on_mount(self) -> None:
        """Show all."""
        self.query_one("#finder-hints", Bar).show([(f" {self.hints}", "dim")])
        self.narrow()

    def candidates(self) -> Sequence[Command]:
        """The commands to choose from."""
        raise NotImplementedError

    def rows(self, command: Command) -> list[Line]:
        """How a command stands in the list."""
        raise NotImplementedError

    def row(self, command: Command, keys: str, column: int) -> Line:
        """Title, keys in a column of so many cells, and the id where there is room. No key is ever cut off."""
        room = self.app.size.width - _BESIDE
        shown = keys + " " * max(0, min(column, room // 2) - cells.width(keys))
        title = cells.pad(command.title, max(1, min(TITLE, room - cells.width(shown))))
        line: Line = [(title, "text"), ("  ", "text"), (shown, "accent-mark")]
        if self.app.size.width >= 100:
            line.append((f"  {command.id}", "dim"))
        return line

    def tail(self) -> list[list[Line]]:
        """Lines behind the commands, shown while nothing is typed."""
        return []

    def on_resize(self) -> None:
        """Fit the width there is now; the cursor stays where it is."""
        self.query_one(Rows).renew(self._entries())

    def narrow(self) -> None:
        """Show what has all typed words in its title, and behind that what has them in its title, keys or id."""
        words = self.typed.lower().split()
        keymap = self.main.keymap
        self._found = [
            command
            for command in self.candidates()
            if all(
                word in f"{command.title} {command.id} {' '.join(keymap.keys(command.id))}".lower() for word in words
            )
        ]
        self._found.sort(key=lambda command: not all(word in command.title.lower() for word in words))
        typed = f"type to find: {self.typed}_ "
        self.query_one("#finder-heading", Bar).show([(f" {self.title_words}", "strong")], [(typed, "dim")])
        self.query_one(Rows).show(self._entries(), 0)

    def _entries(self) -> list[list[Line]]:
        """What was found as rows, or that nothing was."""
        entries = [self.rows(command) for command in self._found]
        if not entries:
            entries = [[[(f"Nothing has “{self.typed}”", "dim")]]]
        return entries if self.typed else entries + self.tail()

    def on_key(self, event: events.Key) -> None:
        """Letters type, arrows move, Enter does it."""
        event.stop()
        event.prevent_default()
        rows = self.query_one(Rows)
        if event.key in {"escape", "ctrl+c"}:
            self.finish(None)
        elif event.key == "enter":
            self.choose()
        elif event.key in {"down", "up"}:
            rows.move(1 if event.key == "down" else -1)
        elif event.key in {"pagedown", "pageup"}:
            rows.move(10 if event.key == "pagedown" else -10)
        elif event.key == "tab":
            self.tab()
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
            self.narrow()
        elif character := typed(event.key, event.character):
            self.typed += character
            self.narrow()

    def tab(self) -> None:
        """What Tab does, if anything."""

    def choose(self) -> None:
        """Do the command under the cursor."""
        cursor = self.query_one(Rows).cursor
        if cursor < len(self._found):
            self.finish(self._found[cursor].id)

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """Do it with the mouse."""
        if message.number < len(self._found):
            self.finish(self._found[message.number].id)
