"""From named runs to Textual's strips: the one place where a style's name becomes colours.

The names are component classes (`paint--dim`, …) set in `styles/tokens.tcss`, so themes are Textual's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

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
from reader.tui.placed import PlacedStrip, is_doubtful

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
    "spare": "dim",
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
    its first line is drawn in a new size, so that nothing is drawn twice. It keeps the lines it has drawn, and draws
    one again when it is asked to, or when it looks different (`redraw`).
    """

    active: bool = False

    def __init__(self, *, id: str | None = None) -> None:
        self._drawn: dict[int, Strip] = {}
        super().__init__(id=id)
        self._paints: dict[str, Style] = {}
        self._grounded: tuple[dict[str, tuple[Style, bool]], dict[str, tuple[Style, bool]]] = ({}, {})
        self._fitted = Size(0, 0)
        self._framed: tuple[Region, list[Strip]] | None = None

    # Colours

    def notify_style_update(self) -> None:
        """Forget the colours when the theme changes, and all that was drawn in them."""
        self._paints.clear()
        for styles in self._grounded:
            styles.clear()
        self._forget_drawn()
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
        styles = self._grounded[cursor]
        ground, _ = styles.get("") or self._on_ground("", cursor)
        segments: list[Segment] = []
        used, run, style, is_plain = 0, "", ground, True
        for text, name in line:
            if not text:
                continue
            used += cells.width(text)
            own, plain = styles.get(name) or self._on_ground(name, cursor)
            if plain and is_plain and (own is style or text.isspace() or run.isspace() or not run):
                # Blanks look the same in every plain style: they need no sequence of their own.
                run, style = run + text, style if text.isspace() and run else own
                continue
            if run:
                segments.append(Segment(run, style))
            run, style, is_plain = text, own, plain
        rest = " " * (width - used)
        if is_plain:
            run, rest = run + rest, ""
        segments += [Segment(text, style) for text, style in ((run, style), (rest, ground)) if text]
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.crop(0, width)

    def _on_ground(self, name: str, cursor: bool) -> tuple[Style, bool]:
        """A style on the pane's background or the cursor's, the same object each time; "" for that background alone.

        Also whether blanks show nothing of it.
        """
        styles = self._grounded[cursor]
        component = ALIASES[name] if name else ""
        if component not in styles:
            ground = self.rich_style + self.paint("cursor") if cursor else self.rich_style
            style = ground + self.paint(name) if name else ground
            is_plain = style.bgcolor == ground.bgcolor and not style.underline and not style.reverse
            styles[component] = style, is_plain
        styles[name] = styles[component]
        return styles[name]

    # Lines

    def draw_line(self, _y: int, _top: int, width: int) -> Strip:
        """A line of the pane as it looks now.

        Args:
            _y: which line of the pane.
            _top: which line of what it shows is the pane's first one.
            width: cells of the line; all three cost more to ask for than to be told.
        """
        return self.strip([], width)

    def render_line(self, y: int) -> Strip:
        """A line of the pane, for Textual."""
        return self._lines_drawn((y,), self.size.width)[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the pane, the same objects as long as they look the same.

        Textual makes copies, with borders and padding round them, and with each copy works out anew where it is cut
        and what is sent to the terminal. A pane that has nothing round it needs none.
        """
        width = self.size.width
        if not any(self.gutter) and crop.column_span == (0, width):
            return self._lines_drawn(crop.line_range, width)
        if self._framed is None or self._framed[0] != crop:
            self._framed = crop, super().render_lines(crop)
        return self._framed[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the pane anew, or some regions of it; see `Widget.refresh`."""
        if repaint and regions:
            self._framed = None
            for region in regions:
                for y in region.line_range:
                    self._drawn.pop(y, None)
        elif repaint:
            self._forget_drawn()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def redraw(self) -> None:
        """Draw the lines anew that look different now."""
        before, self._drawn = self._drawn, {}
        if not before:  # nothing is known to be on the screen
            self.refresh()
            return
        drawn: dict[int, Strip] = {}
        changed: list[Region] = []
        width, height = self.size
        top = self.scroll_offset.y
        finish = self.finishing()
        for y in range(height):
            strip, known = finish(self.draw_line(y, top, width)), before.get(y)
            if known is not None and known == strip:
                drawn[y] = known
            else:
                drawn[y] = strip
                changed.append(Region(0, y, width, 1))
        if changed:
            self.refresh(*changed)
        self._drawn = drawn

    def _lines_drawn(self, lines: Sequence[int], width: int) -> list[Strip]:
        """Some lines of the pane; those are drawn of which it is not known how they look."""
        drawn, top = self._drawn, self.scroll_offset.y
        if missing := [y for y in lines if y not in drawn]:
            finish = self.finishing()
            for y in missing:
                drawn[y] = finish(self.draw_line(y, top, width))
        return [drawn[y] for y in lines]

    def finishing(self) -> Callable[[Strip], Strip]:
        """What makes of a line what leaves for the terminal. A line that has been through it stays as it is."""
        filters, background = self.get_line_filters(), self.background_colors[1]

        def finish(strip: Strip) -> Strip:
            for one in filters:
                strip = strip.apply_filter(one, background)
            return PlacedStrip(strip, self) if any(is_doubtful(text) for text, _style, _control in strip) else strip

        return finish

    def _forget_drawn(self) -> None:
        self._drawn.clear()
        self._framed = None

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

    def leave(self) -> None:
        """It is not seen for a while: what it shows then is laid out when it is seen again, whatever its size."""
        self._fitted = Size(0, 0)

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
        """Keep it inside, as `jump_to` does; Textual would ask for the layout."""
        return max(0.0, min(value, float(self.last_top)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        event.prevent_default()
        self.jump_to(self.scroll_offset.y + WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        event.prevent_default()
        self.jump_to(self.scroll_offset.y - WHEEL_LINES)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self.size != self._fitted:
            self._forget_drawn()
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
