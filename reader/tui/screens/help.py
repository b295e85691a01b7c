"""Help for the pane one is in: its keys, found by typing, and what the marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.tui import cells
from reader.tui.commands import COMMANDS, Command, Context
from reader.tui.line import Line
from reader.tui.screens.finder import Finder

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Help(Finder):
    """The keys of one context."""

    def __init__(self, screen: MainScreen, context: Context) -> None:
        super().__init__(screen)
        self._pane = context
        self.title_words = _heading(context)
        preset = screen.keymap.preset
        self.hints = f"Enter does it · Tab other panes · Esc closes · preset {preset} (keys: in config)"

    def candidates(self) -> Sequence[Command]:
        """Commands with a key here."""
        return [
            command
            for command in COMMANDS
            if self._pane in command.contexts and self.main.keymap.keys(command.id, self._pane)
        ]

    def rows(self, command: Command) -> list[Line]:
        """Title, keys, id."""
        keys = " ".join(self.main.keymap.keys(command.id, self._pane))
        return [self.row(command, keys, 18)]

    def tail(self) -> list[list[Line]]:
        """Marks and meters."""
        g = self.main.glyphs
        texts = [
            "",
            f"MARKS   {g.unread} unread  {g.starred} starred  {g.stub} not in the library  {g.unpublished} unpublished"
            f"  {g.visited} on the way here  {g.selected} selected  {g.problem} problem",
            f"METERS  two cells: quality, heat; {g.meter[0]} low … {g.meter[-1]} high; {g.not_measured} not measured",
            "MOUSE   click selects, double click opens, right click copies; with Shift the terminal selects",
            "Keys are single: there are no key sequences; other programs' two-key commands are in the palette",
        ]
        width = max(20, self.app.size.width - 4)
        return [[[(text[a:b], "dim")]] for text in texts for a, b in cells.wrap(text, width)]

    def tab(self) -> None:
        """Help for the next pane."""
        panes = [Context.LIST, Context.DETAIL, Context.RELATED, Context.SIDEBAR, Context.SEARCH, Context.MENU]
        self._pane = panes[(panes.index(self._pane) + 1) % len(panes)]
        self.title_words = _heading(self._pane)
        self.narrow()


def _heading(context: Context) -> str:
    """Panes are called here as their own headings call them."""
    return f"KEYS  {'article' if context is Context.DETAIL else context}"
