"""The main screen's way to the world outside: the terminal's own sequences, the person's editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Outside:
    """What leaves the program."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._hinted = False
        self.piping = ""
        """The command line that is being given articles, and can be stopped; empty while none is."""

    def to_terminal(self, sequence: str) -> None:
        """Send a sequence to the terminal, from any thread."""
        app = self._screen.app
        app.call_from_thread(app.to_terminal, sequence)  # type: ignore[attr-defined]

    def hint_once(self) -> str:
        """What to do when an unconfirmed copy did not arrive; said once a run."""
        if self._hinted:
            return ""
        self._hinted = True
        keys = self._screen.keymap.keys("article.copy-menu")
        return f" · nothing there? {next(iter(keys), 'Y')} v shows it to select"

    def write(self, text: str) -> str | None:
        """What the person's editor makes of a Markdown text; None when it cannot, which is told."""
        from reader import desktop

        with self._screen.app.suspend():
            try:
                return desktop.edited(text)
            except ReaderError as error:
                told = str(error)
        self._screen.tell(told, Stay.UNTIL_ESCAPE)
        return None

    def edit(self, library: str, path: str, line: int) -> None:
        """Open a file in the person's editor; what it was changed to is seen afterwards."""
        import subprocess

        from reader import desktop

        screen = self._screen
        try:
            argv = desktop.edit(str(screen.library.file(library, path)), line)
        except ReaderError as error:
            screen.tell(str(error), Stay.UNTIL_ESCAPE)
            return
        with screen.app.suspend():
            try:
                subprocess.run(argv, check=False)
            except OSError as error:
                screen.tell(f"{argv[0]} cannot be started: {error.strerror}", Stay.UNTIL_ESCAPE)
                return
        screen.intake.look()
