"""One line to type a tag, with the tags there are under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reader.tui import cells
from reader.tui.line import Line
from reader.tui.screens.prompt import Prompt
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.line_input import LineInput

TAKES_AWAY = "-"
"""A tag behind this is taken away."""


class Tagging(Prompt):
    """Asks for a tag; the result is its name, behind `-` to take it away.

    Args:
        title: stands in the frame.
        value: what the line begins with.
        tags: every tag there is, the likeliest first.
        had: the tags that can be taken away.
    """

    def __init__(self, title: str, value: str, *, tags: Sequence[str], had: Sequence[str]) -> None:
        super().__init__(title, value)
        self._tags, self._had = tags, had
        self._completing: tuple[str, int] | None = None
        """What was typed before Tab, and how often Tab was pressed."""

    def compose(self) -> ComposeResult:
        """A frame with an input, the tags that fit, the keys."""
        with Vertical(id="frame"):
            yield LineInput(self._value, compact=True, select_on_focus=False)
            yield Bar(id="tags")
            yield Bar(id="tag-keys")

    def on_mount(self) -> None:
        """Show what could be typed."""
        super().on_mount()
        self._suggest()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the tags to what is typed."""
        if self._completing is None or message.value not in self._ways(self._completing[0]):
            self._completing = None
        self._suggest()

    def on_key(self, event: events.Key) -> None:  # type: ignore[override]  # a handler may be either
        """Tab completes, again for the next way. Textual hands the other keys to the prompt's handler by itself."""
        if event.key not in {"tab", "shift+tab"}:
            return
        event.stop()
        event.prevent_default()
        line = self.query_one(Input)
        typed, at = self._completing or (line.value, -1)
        ways = self._ways(typed)
        if ways:
            at = (at + (1 if event.key == "tab" else -1)) % len(ways)
            self._completing = typed, at
            line.value = ways[at]
            line.cursor_position = len(line.value)
            self._suggest()

    def _ways(self, typed: str) -> list[str]:
        """What could stand in the line: tags that begin with what is typed, then those that hold it."""
        taking = typed.startswith(TAKES_AWAY)
        text = typed.removeprefix(TAKES_AWAY).strip().casefold()
        tags = self._had if taking else self._tags
        found = [tag for tag in tags if tag.casefold().startswith(text)]
        found += [tag for tag in tags if text in tag.casefold() and tag not in found]
        return [TAKES_AWAY + tag if taking else tag for tag in found]

    def _suggest(self) -> None:
        value = self.query_one(Input).value
        typed = self._completing[0] if self._completing else value
        ways = self._ways(typed)
        shown: Line = [(" ", "dim")]
        for way in ways:
            shown += [(cells.for_row(way), "text" if way == value else "dim"), ("  ", "dim")]
        if not ways:
            taking = typed.startswith(TAKES_AWAY)
            shown = [(" no such tag on what is meant" if taking else " a new tag" if typed.strip() else "", "dim")]
        self.query_one("#tags", Bar).show(shown)
        self.query_one("#tag-keys", Bar).show([(" Enter does it · Tab completes · -name takes away · Esc", "dim")])
