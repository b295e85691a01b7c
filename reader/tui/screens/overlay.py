"""What the screens over the main one share: a frame, rows with a cursor, keys from the command table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.visual import Visual

from reader.tui.commands import Context, Hint
from reader.tui.headings import hint_keys
from reader.tui.keymap import Keymap, spell
from reader.tui.line import Line
from reader.tui.paint import COMPONENTS, Painted
from reader.tui.screens.closing import finish
from reader.tui.widgets.bar import Bar

Result = TypeVar("Result")

_PLAIN = Style()

MOVE = Hint(("menu.down", "menu.up"), "move")
CLOSE = Hint(("menu.close",), "close")


class Rows(Painted):
    """Lines of which one may be under the cursor; an entry may take several lines."""

    class Clicked(Message):
        """An entry was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None, bar: str = "▌") -> None:
        super().__init__(id=id)
        self._entries: Sequence[Sequence[Line]] = ()
        self._starts: list[int] = []
        self._bar = bar
        self.active = True
        self.cursor = 0

    def show(self, entries: Sequence[Sequence[Line]], cursor: int = 0) -> None:
        """Show entries with the cursor on one of them; -1 for none."""
        self._entries = entries
        self._starts = []
        line = 0
        for entry in entries:
            self._starts.append(line)
            line += len(entry)
        self.set_length(line)
        self.cursor = min(cursor, len(entries) - 1)
        self._reveal()
        self.refresh()

    def renew(self, entries: Sequence[Sequence[Line]]) -> None:
        """Show entries instead of those before, of which most are the same: what one looks at stays where it is.

        That is the cursor's entry, or the first one in sight where the cursor has been scrolled away from.
        """
        first = self.scroll_offset.y
        entry = self.cursor
        if entry < 0 or not first <= self._starts[entry] < first + self.lines_visible:
            entry = _entry_at(self._starts, first) or 0
        above = first - self._starts[entry] if self._starts else 0
        self.show(entries, self.cursor)
        if self._starts:
            self.jump_to(self._starts[min(entry, len(self._starts) - 1)] + above)
        if entry == self.cursor:
            self._reveal()

    def move(self, by: int) -> None:
        """Move the cursor, stopping at the ends; without a cursor scroll."""
        if self.cursor < 0:
            self.jump_to(self.scroll_offset.y + by)
            return
        self.cursor = max(0, min(self.cursor + by, len(self._entries) - 1))
        self._reveal()
        self.refresh()

    def draw_line(self, y: int, top: int, width: int) -> Strip:
        """One line."""
        number = y + top
        entry = _entry_at(self._starts, number)
        if entry is None or number - self._starts[entry] >= len(self._entries[entry]):
            return self.strip([], width)
        here = entry == self.cursor
        line = self._entries[entry][number - self._starts[entry]]
        return self.strip([(self._bar if here else " ", "accent-mark"), *line], width, cursor=here)

    def fit(self) -> None:
        """Keep the cursor in sight."""
        self.show(self._entries, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        entry = _entry_at(self._starts, event.y + self.scroll_offset.y)
        if entry is not None:
            event.stop()
            self.post_message(self.Clicked(entry))

    def _reveal(self) -> None:
        if self.cursor < 0 or not self._entries or self.lines_visible <= 0:
            return
        first, lines = self.scroll_offset.y, self.lines_visible
        start = self._starts[self.cursor]
        end = start + len(self._entries[self.cursor])
        if start < first:
            self.jump_to(start)
        elif end > first + lines:
            self.jump_to(end - lines)


class Dimmed(Visual):
    """The screen behind, its colours mixed with another.

    Textual has one such of its own, which mixes the colours of every run anew; a screen has some 700 runs of about 20
    styles, and walking through a menu draws it again and again.
    """

    def __init__(self, screen: Screen[Any], color: Color) -> None:
        self._screen, self._color = screen, color
        self._mixed: dict[Style, Style] = {}

    def render_strips(self, width: int, height: int | None, style: object, options: object) -> list[Strip]:
        """The lines of the screen behind."""
        return [
            Strip([Segment(text, self._mix(style or _PLAIN)) for text, style, _control in strip], strip.cell_length)
            for strip in self._screen._compositor.render_strips()[:height]
        ]

    def get_optimal_width(self, rules: object, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: object, width: int) -> int:
        """All there is."""
        return self._screen.size.height

    def _mix(self, style: Style) -> Style:
        mixed = self._mixed.get(style)
        if mixed is None:
            color, ground = (
                (Color.from_rich_color(one) + self._color).rich_color if one is not None else None
                for one in (style.color, style.bgcolor)
            )
            mixed = self._mixed[style] = style.clear_meta_and_links() + Style.from_color(color, ground)
        return mixed


class Overlay(ModalScreen[Result], inherit_bindings=False):
    """A screen over the main one; Esc and `q` close it at once."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.keymap = keymap

    def render(self) -> Visual | str:  # type: ignore[override]  # Textual takes visuals from any widget
        """The screen behind, darker; nothing where it is hidden."""
        stack = self.app.screen_stack
        number = stack.index(self) if self in stack else 0
        if number == 0 or self.query(".full"):
            return ""
        return Dimmed(stack[number - 1], self.styles.background)

    def on_key(self, event: events.Key) -> None:
        """Letters first, then the keys menus share."""
        key = spell(event.key, event.character)
        event.stop()
        event.prevent_default()
        if self.pressed(key):
            return
        match self.keymap.command(Context.MENU, key):
            case "menu.close":
                self.finish(None)
            case "menu.down":
                self.move(1)
            case "menu.up":
                self.move(-1)
            case "menu.choose":
                self.choose()
            case "app.cancel":
                self.finish(None)
            case None:
                self._jump(key)

    def on_click(self, event: events.Click) -> None:
        """A click beside the frame closes."""
        if event.widget is self:
            self.finish(None)

    def finish(self, result: Result | None = None) -> None:
        """Close with a result; a second time nothing happens, however fast keys and clicks come."""
        finish(self, result)

    def hinted(self, *hints: Hint | str, apart: str = "  ") -> str:
        """`j/k move  Esc close`: hints of the keys that menus share, as they are set, and words between them."""
        told = []
        for hint in hints:
            keyed = [("", hint, "")] if isinstance(hint, str) else hint_keys([hint], self.keymap, Context.MENU)
            told += [f"{keys} {word}".rstrip() for _ident, keys, word in keyed]
        return apart.join(told)

    def pressed(self, key: str) -> bool:
        """Whether `key` is this screen's own, and done with."""
        return False

    def told(self, line: Line) -> None:
        """Something was said in the bottom line of the main screen."""

    def library_changed(self) -> None:
        """Bring what is told of the library up to date."""

    def move(self, by: int) -> None:
        """Move the cursor."""

    def choose(self) -> None:
        """Act on the row under the cursor."""

    def _jump(self, key: str) -> None:
        by = {"pgdn": 10, "pgup": -10, "ctrl+d": 10, "ctrl+u": -10, "home": -100_000, "end": 100_000}.get(key)
        by = by or {"ctrl+f": 10, "ctrl+b": -10, "g": -100_000, "G": 100_000}.get(key)
        if by:
            self.move(by)


class Covering(Overlay[None]):
    """A screen that hides the main one's bottom line: what is said there stands in its own, which is its last bar.

    There it takes the place of the hints until the next key.
    """

    def hints(self) -> str:
        """What keys do, most wanted first."""
        return ""

    def show_hints(self) -> None:
        """Say what keys do."""
        self.query(Bar).last().show([(f" {self.hints()}", "dim")])

    def told(self, line: Line) -> None:
        """Say it here too."""
        self.query(Bar).last().show(line)

    def on_key(self, event: events.Key) -> None:
        """What was said has been read. What the key does, `Overlay` knows."""
        self.show_hints()


def _entry_at(starts: Sequence[int], line: int) -> int | None:
    from bisect import bisect_right

    number = bisect_right(starts, line) - 1
    return number if 0 <= number < len(starts) else None
