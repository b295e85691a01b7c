"""From named runs to Textual's strips: the one place where a style's name becomes colours.

The names are component classes (`paint--dim`, …) set in `styles/tokens.tcss`, so themes are Textual's own.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui import cells
from reader.tui.line import Line

NAMES = (
    "text",
    "read",
    "unread",
    "title",
    "heading",
    "section",
    "strong",
    "emphasis",
    "code",
    "link",
    "dim",
    "faint",
    "meter",
    "accent",
    "accent-mark",
    "hit",
    "error",
    "cursor",
    "bar",
)
"""Every style a run may name."""


class Painted(ScrollView, can_focus=False, inherit_bindings=False):
    """A pane that draws its own lines from named runs.

    It never takes Textual's focus: keys go to the screen, which knows which pane has them (`active`).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paint--{name}" for name in NAMES}

    active: bool = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paints: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Forget the colours when the theme changes."""
        self._paints.clear()
        super().notify_style_update()

    def paint(self, name: str) -> Style:
        """The colours of a style's name."""
        style = self._paints.get(name)
        if style is None:
            style = self._paints[name] = self.get_component_rich_style(f"paint--{name}", partial=True)
        return style

    def strip(self, line: Line, width: int, *, cursor: bool = False) -> Strip:
        """A line as a strip of exactly `width` cells, on the cursor's background when it is the cursor's."""
        paint = self.paint
        segments = [Segment(text, paint(name)) for text, name in line if text]
        used = sum(cells.width(text) for text, _name in line)
        base = self.rich_style + paint("cursor") if cursor else self.rich_style
        if used < width:
            segments.append(Segment(" " * (width - used)))
            used = width
        strip = Strip(segments, used).apply_style(base)
        return strip if used == width else strip.crop_extend(0, width, base)

    @property
    def lines_visible(self) -> int:
        """How many lines the pane shows."""
        return self.scrollable_content_region.height

    def set_active(self, active: bool) -> None:
        """Whether the keys are this pane's; drawn as accent and bar."""
        if active != self.active:
            self.active = active
            self.refresh()

    def show_lines(self, first: int, count: int) -> None:
        """Draw some lines of the virtual page anew."""
        self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, count))

    def jump_to(self, line: int) -> None:
        """Scroll so that `line` is the first one shown, at once."""
        line = max(0, min(line, self.max_scroll_y))
        if line != self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True)
