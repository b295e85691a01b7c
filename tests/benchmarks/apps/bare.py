"""The least a Textual program can be: one line of text, and `q` leaves."""

import sys

if "--no-gc" in sys.argv:
    import gc

    gc.disable()

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows one line."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012  # as Textual's guide writes it

    def compose(self) -> ComposeResult:
        """One Static."""
        yield Static("Getting AI from the lab to production", markup=False)


if __name__ == "__main__":
    Bare().run()
