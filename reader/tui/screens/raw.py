"""A file as it is: line numbers, control characters drawn as pictures, `secured` withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.model.unsafe import drawn
from reader.tui import cells
from reader.tui.line import Line
from reader.tui.log import words_of
from reader.tui.screens.overlay import CLOSE, MOVE, Covering, Overlay, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Text(Overlay[None]):
    """A text by itself: what a program answered, the last messages."""

    def __init__(self, screen: MainScreen, title: str, text: str) -> None:
        super().__init__(screen.keymap)
        self._main, self._title, self._text = screen, title, text

    def compose(self) -> ComposeResult:
        """A heading, the lines, the keys."""
        with Vertical(classes="full"):
            yield Bar(id="raw-heading")
            yield Rows(id="raw-rows", bar=self._main.glyphs.cursor)
            yield Bar(id="raw-hints")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one("#raw-heading", Bar).show([(f" {cells.for_row(self._title)}", "strong")])
        self.query_one("#raw-hints", Bar).show([(f" {self.hinted(MOVE, CLOSE)}", "dim")])
        self.query_one(Rows).show(self._wrapped(), 0)

    def on_resize(self) -> None:
        """Wrap the lines for the width there is now."""
        self.query_one(Rows).renew(self._wrapped())

    def _wrapped(self) -> list[list[Line]]:
        width = max(20, self.app.size.width - 2)
        lines = (line for line in drawn(self._text.expandtabs(4)).split("\n"))
        return [[[(line[a:b], "text")] for a, b in cells.wrap(line, width)] for line in lines]

    def move(self, by: int) -> None:
        """Move by lines."""
        self.query_one(Rows).move(by)


class Raw(Covering):
    """The file of an article or of a problem, with one line marked.

    Args:
        screen: the main screen.
        library, path: the file, as articles and problems name it.
        line: the 1-based line to mark; 0 for none.
    """

    def __init__(self, screen: MainScreen, library: str, path: str, line: int = 0) -> None:
        super().__init__(screen.keymap)
        self._main, self._library, self._path, self._line = screen, library, path, line
        self._text: str | None = None  # until it has been read
        self._moves: list[int] = []  # in lines, of keys that came before it

    def compose(self) -> ComposeResult:
        """A heading, the lines, the keys."""
        with Vertical(classes="full"):
            yield Bar(id="raw-heading")
            yield Rows(id="raw-rows", bar=self._main.glyphs.cursor)
            yield Bar(id="raw-hints")

    def hints(self) -> str:
        """What keys do."""
        return self.hinted(MOVE, "y copy file:line", "e $EDITOR", CLOSE)

    def on_mount(self) -> None:
        """Have the file read, on a thread."""
        self.query_one("#raw-heading", Bar).show([(f" {self._path}", "strong")], [("as it is ", "dim")])
        self.show_hints()
        self._read()

    def on_resize(self) -> None:
        """Wrap the lines for the width there is now."""
        if self._text is not None:
            self.query_one(Rows).renew(self._wrapped(self._text))

    def library_changed(self) -> None:
        """It may be this file that was changed."""
        self._read()

    def _read(self) -> None:
        def read() -> None:
            try:
                text = self._main.library.raw_file(self._library, self._path)
            except Exception as error:  # on a thread's behalf: nobody else would tell it
                text = words_of(self._main.settings.state_dir, error, "reading the file")
            self.app.call_from_thread(self._show, text)

        self.run_worker(read, thread=True, exclusive=True, group="raw", exit_on_error=False)

    def _show(self, text: str) -> None:
        if not self.is_attached or text == self._text:
            return
        rows, before, self._text = self.query_one(Rows), self._text, text
        if before is None:
            rows.show(self._wrapped(text), max(0, self._line - 1))
            for by in self._moves:
                rows.move(by)
        else:
            rows.renew(self._wrapped(text))

    def _wrapped(self, text: str) -> list[list[Line]]:
        width = max(20, self.app.size.width - 8)
        entries: list[list[Line]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            lead = f"{number:>5}  "
            shown = [line[a:b] for a, b in cells.wrap(line, width)]
            style = "hit" if number == self._line else "text"
            entries.append(
                [[(lead if not part else " " * len(lead), "dim"), (piece, style)] for part, piece in enumerate(shown)]
            )
        return entries

    def pressed(self, key: str) -> bool:
        """`y` copies the place, `e` opens the editor there."""
        line = self.query_one(Rows).cursor + 1 if self._text is not None else max(1, self._line)
        if key == "y":
            self._main.actions["article"].copy(f"{self._path}:{line}", "")
            self.finish(None)
        elif key == "e":
            self._main.outside.edit(self._library, self._path, line)
            self._read()
        return key in {"y", "e"}

    def move(self, by: int) -> None:
        """Move by lines."""
        if self._text is None:
            self._moves.append(by)
        else:
            self.query_one(Rows).move(by)
