"""The command palette: every command by its words."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui.commands import COMMANDS, Command, Context
from reader.tui.line import Line
from reader.tui.screens.finder import Finder

OPEN_VIEW = "views.open "
"""What the id of a view's entry begins with; the name follows."""


class Palette(Finder):
    """All commands that work on the main screen."""

    title_words = "COMMANDS"
    hints = "Enter does it · Esc closes"

    def candidates(self) -> Sequence[Command]:
        """All but those of search line and menus, and behind them the saved views."""
        inside = {Context.SEARCH, Context.MENU}
        commands = [command for command in COMMANDS if not set(command.contexts) <= inside]
        views = self.main.overview.views
        return commands + [Command(f"{OPEN_VIEW}{view.name}", f"open view {view.name}", (), {}) for view in views]

    def rows(self, command: Command) -> list[Line]:
        """Title, keys, id."""
        keys = " ".join(self.main.keymap.keys(command.id))
        return [self.row(command, keys, 14)]
