"""Choosing what the list shows in the sidebar."""

from __future__ import annotations

from reader.tui.actions import Actions
from reader.tui.arrangement import Pane, Shape
from reader.tui.tree import LISTS, Kind, Row


class SidebarActions(Actions):
    """`sidebar.*`."""

    def show(self, row: Row) -> None:
        """Let the list show what a row stands for."""
        screen = self.screen
        if row.kind not in LISTS:
            return
        wanted = row.narrow(screen.selection, screen.scope)
        if wanted != screen.selection:
            screen.select(wanted)

    def open(self) -> None:
        """Go to the list of the row under the cursor."""
        screen = self.screen
        row = screen.sidebar.row
        if row is None:
            return
        if row.kind is Kind.MORE:
            screen.all_providers = True
            screen.overview.arrange()
            screen.frame.show_sidebar()
            return
        before = screen.step()
        self.show(row)
        screen.scope = screen.selection.scope
        if screen.shape is Shape.SPLIT and screen.sidebar_open and screen.size.width < 100:
            screen.sidebar_open = False
        screen.go_to(Pane.LIST)
        screen.history.visit(before, screen.step())

    def fold(self) -> None:
        """Fold or unfold the topic under the cursor, or the one above it."""
        screen = self.screen
        rows, row = screen.sidebar.rows, screen.sidebar.row
        if row is None:
            return
        if row.kind is Kind.TOPIC and row.folded is None and row.depth:
            number = next(at for at in range(rows.index(row), -1, -1) if rows[at].depth < row.depth)
            screen.sidebar.move_to(number)
            row = rows[number]
        if row.folded is None:
            screen.tell("Only topics with others below them fold")
        else:
            self.toggle(row)

    def toggle(self, row: Row) -> None:
        """Fold or unfold a topic. A cursor that stood below it comes to stand on it; the list stays what it is."""
        screen = self.screen
        screen.folded.symmetric_difference_update({row.key})
        before = screen.sidebar.row
        screen.overview.arrange()
        rows = screen.overview.rows
        there = {(each.kind, each.key): number for number, each in enumerate(rows)}
        hidden = before is not None and (before.kind, before.key) not in there
        screen.sidebar.show(rows, there.get((row.kind, row.key)) if hidden else None)

    def next(self) -> None:
        """The list of the next row."""
        self._move(1)

    def previous(self) -> None:
        """The list of the row before."""
        self._move(-1)

    def next_unread(self) -> None:
        """The list of the next row with unread articles."""
        self._move(1, unread=True)

    def previous_unread(self) -> None:
        """The list of the row before with unread articles."""
        self._move(-1, unread=True)

    def _move(self, direction: int, *, unread: bool = False) -> None:
        sidebar = self.screen.sidebar
        rows, row = sidebar.rows, sidebar.row
        if row is None:
            return
        number = rows.index(row) + direction
        while 0 <= number < len(rows):
            candidate = rows[number]
            if candidate.kind in LISTS and (candidate.unread or not unread):
                sidebar.move_to(number)
                return
            number += direction
        self.screen.tell("No more topics with unread articles" if unread else "No more topics that way")
