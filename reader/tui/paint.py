"""From named runs to Textual's strips: the one place where a style's name becomes colours.

The names are component classes (`paint--dim`, …) set in `styles/tokens.tcss`, so themes are Textual's own.
"""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.tui import cells
from reader.tui.line import Line

WHEEL_LINES = 3
"""Lines a step of the mouse wheel scrolls."""

ALIASES = {
    "text": "text",
    "read": "text",
    "unread": "strong",
    "title": "strong",
    "heading": "strong",
    "strong": "strong",
    "section": "dim",
    "meter": "dim",
    "dim": "dim",
    "faint": "faint",
    "emphasis": "emphasis",
    "code": "code",
    "link": "link",
    "accent": "accent",
    "accent-mark": "mark",
    "hit": "hit",
    "current-hit": "current-hit",
    "error": "error",
    "cursor": "cursor",
}
"""For every style a run may name the component class (behind `paint--`) that draws it: three levels, one accent."""

COMPONENTS = frozenset(f"paint--{name}" for name in ALIASES.values())
"""The component classes. Screens have them, not panes: Textual styles each class of each widget on every change."""


class Painted(ScrollView, can_focus=False, inherit_bindings=False):
    """A pane that draws its own lines from named runs.

    It never takes Textual's focus: keys go to the screen, which knows which pane has them (`active`). It has no
    scrollbars, so that no change of its length costs a layout of the screen, and it lays itself out (`fit`) before
    its first line is drawn in a new size, so that nothing is drawn twice.
    """

    active: bool = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paints: dict[str, Style] = {}
        self._fitted = Size(0, 0)

    # Colours

    def notify_style_update(self) -> None:
        """Forget the colours when the theme changes."""
        self._paints.clear()
        super().notify_style_update()

    def paint(self, name: str) -> Style:
        """The colours of a style's name."""
        style = self._paints.get(name)
        if style is None:
            # Whole, not partial: a colour with some transparency becomes one only over the screen's background.
            whole = self.screen.get_component_rich_style(f"paint--{ALIASES[name]}")
            style = self._paints[name] = _own_part(whole, name)
        return style

    def strip(self, line: Line, width: int, *, cursor: bool = False) -> Strip:
        """A line as a strip of exactly `width` cells, on the cursor's background when it is the cursor's."""
        paint = self.paint
        ground = self._ground(cursor)
        segments = [Segment(text, ground + paint(name)) for text, name in line if text]
        used = sum(cells.width(text) for text, _name in line)
        if used < width:
            segments.append(Segment(" " * (width - used), ground))
            used = width
        strip = Strip(segments, used)
        return strip if used == width else strip.crop_extend(0, width, ground)

    def _ground(self, cursor: bool) -> Style:
        name = " cursor" if cursor else " ground"
        ground = self._paints.get(name)
        if ground is None:
            ground = self._paints[name] = self.rich_style + self.paint("cursor") if cursor else self.rich_style
        return ground

    def set_active(self, active: bool) -> None:
        """Whether the keys are this pane's; drawn as accent and bar."""
        if active != self.active:
            self.active = active
            self.refresh()

    # Size and scrolling

    @property
    def lines_visible(self) -> int:
        """How many lines the pane shows."""
        return self.size.height

    def fit(self) -> None:
        """Lay out for the present size. Called before anything is drawn in it."""

    def set_length(self, lines: int) -> None:
        """Say how many lines there are; the scroll position stays inside."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, lines))
        self.jump_to(self.scroll_offset.y)

    def show_lines(self, first: int, count: int) -> None:
        """Draw some of the lines anew."""
        self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, count))

    def jump_to(self, line: int) -> None:
        """Scroll so that `line` is the first one shown, at once."""
        line = max(0, min(line, self.virtual_size.height - self.lines_visible))
        if line != self.scroll_offset.y:
            self.scroll_y = self.scroll_target_y = line

    @property
    def last_top(self) -> int:
        """The first line shown when the last one is seen."""
        return max(0, self.virtual_size.height - self.lines_visible)

    def validate_scroll_y(self, value: float) -> float:
        """Any line may be asked for; `jump_to` keeps it inside."""
        return value

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.jump_to(self.scroll_offset.y + WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.jump_to(self.scroll_offset.y - WHEEL_LINES)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self.size != self._fitted:
            self._fitted = self.size
            self.fit()
        return changed


def forget_repaints(screen: Screen[Any]) -> None:
    """Let nothing of a screen be drawn for what asked for it so far, because it has been, or is about to be anyway."""
    screen._dirty_widgets.clear()
    for widget in screen.walk_children(Widget, with_self=True):
        widget._repaint_required = False


def _own_part(whole: Style, name: str) -> Style:
    """What a style's name adds to a line: the cursor its background, code both, all others the letters' look."""
    if name == "cursor":
        return Style(bgcolor=whole.bgcolor)
    return Style(
        color=whole.color,
        bgcolor=whole.bgcolor if name == "code" else None,
        bold=whole.bold,
        italic=whole.italic,
        underline=whole.underline,
        reverse=whole.reverse,
    )
