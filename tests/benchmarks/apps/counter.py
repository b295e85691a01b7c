"""One Static that changes with every key: what a key costs in any Textual program."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Counter(App[None]):
    """Counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        """One Static."""
        yield Static("0 keys", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Say how many keys have come, and leave at `q`."""
        if event.key == "q":
            self.exit()
        self.count += 1
        self.query_one(Static).update(f"{self.count} keys")


if __name__ == "__main__":
    Counter().run()
