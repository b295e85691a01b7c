"""The command palette: every command by its words."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui.commands import COMMANDS, Command, Context
from reader.tui.line import Line
from reader.tui.screens.finder import Finder


class Palette(Finder):
    """All commands that work on the main screen."""

    title_words = "COMMANDS"
    hints = "Enter does it · Esc closes"

    def candidates(self) -> Sequence[Command]:
        """All but those of search line and menus."""
        inside = {Context.SEARCH, Context.MENU}
        return [command for command in COMMANDS if not set(command.contexts) <= inside]

    def rows(self, command: Command) -> list[Line]:
        """Title, keys, id."""
        keys = " ".join(self.main.keymap.keys(command.id))
        return [self.row(command, keys, 14)]
