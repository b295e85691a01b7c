"""Menus that pick by letter: sort, copy, links, themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.line import Line
from reader.tui.screens.overlay import CLOSE, Overlay, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


Choice = TypeVar("Choice")


def lettered(letters: str, choices: Sequence[Choice]) -> dict[str, Choice]:
    """Choices by their letters; after the last letter by their number, which no key types and no row shows."""
    return {letters[at] if at < len(letters) else str(at): choice for at, choice in enumerate(choices)}


class Item(NamedTuple):
    """One choice: its letter (or number, where letters are out), its name, and what it means."""

    letter: str
    name: str
    detail: str = ""


class Menu(Overlay[str]):
    """Choices; the result is the letter, None when it was closed.

    Args:
        title: stands in the frame.
        items: from top to bottom.
        screen: the main screen, for keys and marks.
        note: a line under the choices.
        current: where the cursor begins.
        moved: called with the letter under the cursor whenever it moves.
        also: letters that choose although no row says so.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        screen: MainScreen,
        *,
        note: str = "",
        current: int = 0,
        moved: Callable[[str], object] | None = None,
        also: Iterable[str] = (),
    ) -> None:
        super().__init__(screen.keymap)
        self._title, self._items, self._note, self._moved = title, items, note, moved
        self._current = current
        self._letters = {*also, *(item.letter for item in items)}
        self._glyphs = screen.glyphs

    def compose(self) -> ComposeResult:
        """A frame with rows."""
        with Vertical(id="frame"):
            yield Rows(id="rows", bar=self._glyphs.cursor)
            if self._note:
                yield Bar(id="note")

    def on_mount(self) -> None:
        """Name the frame, and the way out of it."""
        frame = self.query_one("#frame")
        frame.border_title = cells.for_row(self._title)
        frame.border_subtitle = self.hinted(CLOSE._replace(label="closes"))
        self._fit(self._current)

    def on_resize(self) -> None:
        """Fit the terminal as it is now; the cursor stays where it is."""
        self._fit(self.query_one(Rows).cursor)

    def _fit(self, cursor: int) -> None:
        """Size the frame to its rows, and to the terminal."""
        frame = self.query_one("#frame")
        names = max(cells.width(item.name) for item in self._items)
        details = max(cells.width(item.detail) for item in self._items)
        details = max(details, cells.width(self._note) - names - 4)
        width = max(34, min(76, names + details + 8, self.app.size.width - 2))
        frame.styles.width = min(width, self.app.size.width)
        frame.styles.height = min(len(self._items) + 2 + bool(self._note), self.app.size.height)
        room = max(4, width - names - 7)
        entries: list[list[Line]] = [
            [
                [
                    (f"{item.letter if len(item.letter) == 1 else ' '} ", "accent-mark"),
                    (cells.pad(item.name, names + 2), "text"),
                    (cells.truncate(cells.for_row(item.detail), room, self._glyphs.ellipsis), "dim"),
                ]
            ]
            for item in self._items
        ]
        self.query_one(Rows).show(entries, cursor)
        if self._note:
            self.query_one("#note", Bar).show([(f" {self._note}", "dim")])

    def pressed(self, key: str) -> bool:
        """A letter chooses at once."""
        if key in self._letters:
            self.finish(key)
            return True
        return False

    def move(self, by: int) -> None:
        """Move the cursor."""
        rows = self.query_one(Rows)
        rows.move(by)
        if self._moved is not None:
            self._moved(self._items[rows.cursor].letter)

    def choose(self) -> None:
        """Choose what the cursor is on."""
        self.finish(self._items[self.query_one(Rows).cursor].letter)

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """Choose with the mouse."""
        self.finish(self._items[message.number].letter)
