"""The history: what was read, starred, tagged and noted, day by day, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.library import Deed
from reader.model import Article
from reader.tui.commands import Hint
from reader.tui.keymap import spell, typed
from reader.tui.line import Line
from reader.tui.log import words_of
from reader.tui.past import KINDS, NAMES, PastLook, PastRow, past_rows
from reader.tui.screens.overlay import CLOSE, Overlay, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen

PORTION = 200
"""Deeds that are read at once."""

AHEAD = 60
"""Rows behind the cursor that are there before one comes to them."""

Opened = tuple[tuple[Article, ...], int]
"""The articles on show, and which of them is to be opened."""


class Past(Overlay[Opened]):
    """A row for each deed. Older ones are read on a thread when one comes near them."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen.keymap)
        self._main = screen
        self._kinds = "a"
        self._deeds: list[Deed] = []
        self._whole = self._reading = False
        self._asked = 0
        self._wrong = ""
        self._rows: list[PastRow] = []
        self._unfolded: set[str] = set()
        self._wanted = ""
        self._typing = False

    def compose(self) -> ComposeResult:
        """A heading, the rows, the keys."""
        with Vertical(classes="full"):
            yield Bar(id="past-heading")
            yield Rows(id="past-rows", bar=self._main.glyphs.cursor)
            yield Bar(id="past-hints")

    def on_mount(self) -> None:
        """Read the latest deeds."""
        self._more()
        self._show()

    # Reading

    def _more(self) -> None:
        if self._whole or self._reading:
            return
        self._reading = True
        before = self._deeds[-1].id if self._deeds else ""
        work = partial(self._read, KINDS[self._kinds], before, self._asked)
        self.run_worker(work, thread=True, group="history", exit_on_error=False)

    def _read(self, kinds: Sequence[str], before: str, asked: int) -> None:
        library, app = self._main.library, self._main.app
        try:
            deeds = library.history(kinds, limit=PORTION, before=before)  # type: ignore[arg-type]
        except Exception as error:  # on a thread's behalf: nobody else would tell it
            told = words_of(self._main.settings.state_dir, error, "reading the history")
            app.call_from_thread(self._take, (), asked, told)
            return
        app.call_from_thread(self._take, deeds, asked, "")

    def _take(self, deeds: Sequence[Deed], asked: int, wrong: str) -> None:
        if asked != self._asked or not self.is_attached:
            return
        self._reading = False
        self._wrong = wrong
        self._whole = len(deeds) < PORTION
        self._deeds += deeds
        self._show()
        self._read_ahead()

    def _read_ahead(self) -> None:
        if len(self._rows) - self.query_one(Rows).cursor < AHEAD + self.size.height:
            self._more()

    # Showing

    def _show(self) -> None:
        """Draw the rows, with the cursor on what it was on."""
        rows = self.query_one(Rows)
        at = self._row
        look = PastLook(
            max(8, self.app.size.width - 2),
            self._main.now,
            self._unfolded,
            self._main.glyphs,
            self._main.words,
        )
        self._rows = list(past_rows(self._deeds, look, self._wanted))
        same = (number for number, row in enumerate(self._rows) if at is not None and row[1:] == at[1:])
        cursor = next(same, 1 if len(self._rows) > 1 else 0)
        entries: list[list[Line]] = [[row.line] for row in self._rows]
        rows.show(entries or [[[(self._empty(), "dim" if not self._wrong else "error")]]], cursor)
        more = "" if self._whole else " and more"
        counted = f"{self._main.words.counted(len(self._deeds), 'deed')}{more} "
        found = f"type to find: {self._wanted}_ " if self._typing else f"“{self._wanted}”  " if self._wanted else ""
        told = found if self._typing else found + counted
        self.query_one("#past-heading", Bar).show(
            [(" HISTORY", "strong"), (f"  {NAMES[self._kinds]}", "text")], [(told, "dim")]
        )
        letters = "r reading  s stars  t tags  n notes  a all"
        keyed = self.hinted(Hint(("menu.choose",), "open"), CLOSE, "/ find", letters)
        hints = "Enter keep  Esc undo" if self._typing else keyed
        self.query_one("#past-hints", Bar).show([(f" {hints}", "dim")])

    def _empty(self) -> str:
        if self._wrong:
            return self._wrong
        if not self._whole:
            return "Reading what was done"
        return f"Nothing has “{self._wanted}”" if self._wanted else "Nothing was done yet."

    @property
    def _row(self) -> PastRow | None:
        cursor = self.query_one(Rows).cursor
        return self._rows[cursor] if 0 <= cursor < len(self._rows) else None

    # Keys

    def on_key(self, event: events.Key) -> None:
        """While typing, letters narrow; else they are keys."""
        if not self._typing:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        if event.key in {"escape", "ctrl+c"}:
            self._wanted = ""
            self._typing = False
        elif event.key == "enter":
            self._typing = False
        elif event.key == "backspace":
            self._wanted = self._wanted[:-1]
        elif event.key in {"down", "up"}:
            self.move(1 if event.key == "down" else -1)
        elif character := typed(event.key, event.character):
            self._wanted += character
        self._show()
        self._read_ahead()

    def pressed(self, key: str) -> bool:
        """Letters choose what is shown, `/` types."""
        if key == spell("slash", "/"):
            self._typing = True
            self._show()
            return True
        if key not in KINDS:
            return False
        self._kinds = key
        self._asked += 1
        self._deeds, self._whole, self._reading = [], False, False
        self._show()
        self._more()
        return True

    def move(self, by: int) -> None:
        """Move by rows, past the names of days."""
        rows = self.query_one(Rows)
        rows.move(by)
        row = self._row
        if row is not None and row.deed is None:
            rows.move(1 if by > 0 or rows.cursor == 0 else -1)
        self._read_ahead()

    def choose(self) -> None:
        """Open the article, or the deed with many."""
        row = self._row
        if row is None or row.deed is None:
            return
        if row.article is None:
            if row.deed.number:
                self._unfolded ^= {row.deed.id}
                self._show()
            return
        listed = [(number, one.article) for number, one in enumerate(self._rows) if one.article is not None]
        at = next(place for place, (number, _) in enumerate(listed) if number == self.query_one(Rows).cursor)
        self.finish((tuple(article for _, article in listed), at))

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """A click goes there, a second one opens."""
        rows = self.query_one(Rows)
        if message.number == rows.cursor:
            self.choose()
        else:
            rows.move(message.number - rows.cursor)

    def on_resize(self) -> None:
        """Draw for the new width."""
        if self.is_mounted:
            self._show()
