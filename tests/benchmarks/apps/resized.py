"""One Static that says how large the screen is: what another size costs in any Textual program."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Resized(App[None]):
    """Tells its size."""

    def compose(self) -> ComposeResult:
        """One Static."""
        yield Static("no size", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say the new size."""
        self.query_one(Static).update(f"{event.size.width} columns, {event.size.height} rows")


if __name__ == "__main__":
    Resized().run()
