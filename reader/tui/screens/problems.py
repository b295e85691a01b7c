"""What is wrong with the files of the library, and the way to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.model import Problem, Severity
from reader.tui import cells
from reader.tui.commands import Hint
from reader.tui.line import Line
from reader.tui.screens.overlay import CLOSE, Covering, Rows
from reader.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Problems(Covering):
    """A row for each problem: word, file:line:column, and what it means."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen.keymap)
        self._main = screen
        self._problems: tuple[Problem, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading, the rows, the keys."""
        with Vertical(classes="full"):
            yield Bar(id="problems-heading")
            yield Rows(id="problems-rows", bar=self._main.glyphs.cursor)
            yield Bar(id="problems-hints")

    def on_mount(self) -> None:
        """Show what there is."""
        self._show(0)
        self.show_hints()

    def hints(self) -> str:
        """What keys do."""
        raw = Hint(("menu.choose",), "raw view at the line")
        others = ("y copy file:line", "e $EDITOR", "r reads them again")
        return self.hinted(raw, *others, CLOSE._replace(label=""), apart=" · ")

    def on_resize(self) -> None:
        """Wrap what they mean for the width there is now."""
        self.library_changed()

    def _show(self, cursor: int) -> None:
        words = self._main.words
        errors_first = sorted(self._main.library.problems(), key=lambda one: one.severity is not Severity.ERROR)
        self._problems = tuple(errors_first)
        width = max(20, self.app.size.width - 12)
        entries: list[list[Line]] = []
        for problem in self._problems:
            error = problem.severity is Severity.ERROR
            head: Line = [("error  " if error else "warn   ", "error" if error else "dim"), (problem.place, "text")]
            tail: list[Line] = [
                [("       ", "dim"), (problem.message[a:b], "dim")] for a, b in cells.wrap(problem.message, width)
            ]
            entries.append([head, *tail])
        if not entries:
            entries = [[[("Nothing is wrong with the files of this library.", "text")]]]
        errors = sum(problem.severity is Severity.ERROR for problem in self._problems)
        warnings = len(self._problems) - errors
        told = f"{words.counted(warnings, 'warning')}, {words.counted(errors, 'error')} "
        heading: Line = [(f" PROBLEMS {words.number(len(self._problems))}", "strong")]
        self.query_one("#problems-heading", Bar).show(heading, [(told, "dim")])
        self.query_one(Rows).show(entries, cursor)

    @property
    def _problem(self) -> Problem | None:
        cursor = self.query_one(Rows).cursor
        return self._problems[cursor] if cursor < len(self._problems) else None

    def pressed(self, key: str) -> bool:
        """`y` copies the place, `e` opens the editor there, `r` reads again."""
        problem = self._problem
        if key == "y" and problem is not None:
            self._main.actions["article"].copy(problem.place, "")
            self.finish(None)
        elif key == "e" and problem is not None:
            self._main.outside.edit(problem.library, problem.path, problem.line)
        elif key == "r":
            self._main.run_command("library.refresh")
        return key in {"y", "e", "r"}

    def library_changed(self) -> None:
        """A file was mended, or went wrong: the cursor stays on its problem, else on its row."""
        before, cursor = self._problem, self.query_one(Rows).cursor
        self._show(cursor)
        if before in self._problems:
            self._show(self._problems.index(before))

    def move(self, by: int) -> None:
        """Move by problems."""
        self.query_one(Rows).move(by)

    def choose(self) -> None:
        """Show the file at the line."""
        from reader.tui.screens.raw import Raw

        if (problem := self._problem) is not None:
            self.app.push_screen(Raw(self._main, problem.library, problem.path, problem.line))

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """Put the cursor there."""
        rows = self.query_one(Rows)
        rows.move(message.number - rows.cursor)
