"""The sidebar: scopes, topics and providers with their unread counts."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.tui import cells
from reader.tui.glyphs import Glyphs
from reader.tui.line import Line
from reader.tui.paint import Painted
from reader.tui.tree import Kind, Row
from reader.tui.words import Words


class Sidebar(Painted):
    """Rows to choose what the list shows."""

    class Moved(Message):
        """The cursor came to rest on another row."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Folded(Message):
        """A topic is to be folded or unfolded."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """A row was opened with the mouse."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, glyphs: Glyphs, words: Words, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs, self._words = glyphs, words
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self.has_moved = False
        """Whether the screen does not know yet where the cursor is now."""

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show rows; the cursor stays on what it was on unless a row is named."""
        if cursor is None:
            before = self.row
            same = (
                number
                for number, row in enumerate(rows)
                if before is not None and (row.kind, row.key) == (before.kind, before.key)
            )
            cursor = next(same, self._cursor)
        if rows is self._rows and cursor == self._cursor:
            return
        self._rows = rows
        self._cursor = self._nearest(cursor, 1)
        self.set_length(len(rows))
        self._reveal()
        self.redraw()

    @property
    def rows(self) -> Sequence[Row]:
        """All rows on show."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    def move(self, steps: int) -> None:
        """Move the cursor over rows that can be chosen; at the ends it stops."""
        direction = 1 if steps > 0 else -1
        number = self._cursor
        for _step in range(abs(steps)):
            following = number + direction
            while 0 <= following < len(self._rows) and not self._rows[following].selectable:
                following += direction
            if not 0 <= following < len(self._rows):
                break
            number = following
        self.move_to(number)

    def move_to(self, number: int) -> None:
        """Put the cursor on a row, and tell when it changed."""
        number = self._nearest(number, 1 if number >= self._cursor else -1)
        if number != self._cursor and number < len(self._rows):
            before, self._cursor = self._cursor, number
            self._reveal()
            self.show_lines(before, 1)
            self.show_lines(number, 1)
            self.has_moved = True
            self.post_message(self.Moved(self._rows[number]))

    def draw_line(self, y: int, top: int, width: int) -> Strip:
        """One line of the pane."""
        number = y + top
        if number >= len(self._rows):
            return self.strip([], width)
        here = number == self._cursor
        return self.strip(self._line(self._rows[number], here, width), width, cursor=here and self.active)

    def _line(self, row: Row, here: bool, width: int) -> Line:
        glyphs = self._glyphs
        if row.kind is Kind.BLANK:
            return []
        if row.kind is Kind.HEADING:
            if self.active and row is self._rows[0]:
                return [(glyphs.cursor, "accent-mark"), (row.name, "accent")]
            return [(" " + row.name, "section")]
        bar = " " if not here else glyphs.cursor if self.active else glyphs.parked
        fold = "" if row.folded is None else f"{glyphs.folded if row.folded else glyphs.unfolded} "
        match row.kind:
            case Kind.SCOPE:
                indent = ""
            case Kind.TOPIC:
                indent = "  " * (row.depth if fold else max(1, row.depth))
            case _:
                indent = "  "
        count = self._words.short_number(row.unread) if row.unread else ""
        room = width - 1 - cells.width(indent + fold) - 1 - (len(count) + 1 if count else 0)
        name = cells.truncate(cells.for_row(row.name), room, glyphs.ellipsis)
        used = 1 + cells.width(indent + fold + name)
        gap = " " * max(0, width - 1 - used - len(count))
        style = "dim" if row.kind is Kind.MORE else "text"
        return [(bar, "accent-mark"), (indent + fold, "dim"), (name, style), (gap, "text"), (count, "dim")]

    def _nearest(self, number: int, direction: int) -> int:
        number = max(0, min(number, len(self._rows) - 1))
        for step in (direction, -direction):
            at = number
            while 0 <= at < len(self._rows):
                if self._rows[at].selectable:
                    return at
                at += step
        return 0

    def _reveal(self) -> None:
        lines = self.lines_visible
        if lines <= 0:
            return
        first = self.scroll_offset.y
        off = min(2, (lines - 1) // 2)
        if self._cursor - off < first:
            first = 0 if self._cursor <= off else self._cursor - off
        elif self._cursor + off >= first + lines:
            first = self._cursor + off - lines + 1
        self.jump_to(first)

    def fit(self) -> None:
        """Keep the cursor's row in sight."""
        self.set_length(len(self._rows))
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Choose a row; its fold mark folds it; a double click goes to the list."""
        number = event.y + self.scroll_offset.y
        if number >= len(self._rows) or not self._rows[number].selectable:
            return
        event.stop()
        row = self._rows[number]
        mark = 1 + 2 * row.depth
        if row.folded is not None and mark <= event.x <= mark + 1:
            self.post_message(self.Folded(row))
            return
        self.move_to(number)
        if event.chain == 2 or row.kind is Kind.MORE:
            self.post_message(self.Opened(row))
