"""The detail pane: one article's page, scrolled by lines, with a cursor in its related rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from textual import events
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from reader.library import Related
from reader.tui.blocks import Block, Layout, lay_out
from reader.tui.line import text_of
from reader.tui.paint import Painted

MARGIN = 1
"""Cells left of the text; column 0 of a chosen row is the cursor's bar."""

TEXT_WIDTH = 80
"""The text column grows no wider: longer lines are hard to read."""


class Detail(Painted):
    """Shows blocks. The screen tells it what; it tells the screen what was chosen with the mouse."""

    ALLOW_SELECT = True

    class Chosen(Message):
        """A row (related article, link, "more") was clicked; `open` for a double click."""

        def __init__(self, choice: object, open: bool) -> None:
            super().__init__()
            self.choice = choice
            self.open = open

    class MenuWanted(Message):
        """The right button was clicked."""

    class Scrolled(Message):
        """Another part of the page is seen."""

        def can_replace(self, message: Message) -> bool:
            """Only what is seen now counts."""
            return isinstance(message, Detail.Scrolled)

    class Focused(Message):
        """The pane was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout = Layout(1, (), [], [])
        self._related: list[tuple[int, int, int]] = []
        self._selection: Selection | None = None
        self._blocks: Sequence[Block] = ()
        self._chosen: int | None = None
        self._pending: tuple[int, int] | None = None
        self._kept: tuple[int, tuple[int, int]] | None = None
        self._told = 1.0
        self.bar = "▌"
        self.centered = False

    # What the screen hands down.

    def show(self, blocks: Sequence[Block], place: tuple[int, int] = (0, 0), chosen: int | None = None) -> None:
        """Show a page with the line of `place` (block, character) at the top, and the cursor on the row `chosen`."""
        self._blocks = tuple(blocks)
        self._chosen = chosen
        self._pending = place
        self.fit()

    @property
    def blocks(self) -> Sequence[Block]:
        """The page on show."""
        return self._blocks

    @property
    def place(self) -> tuple[int, int]:
        """What stands at the top, independent of the width.

        As long as nobody scrolls it is the place that was asked for, not the beginning of the line which holds it in
        the present width: else the text would creep up with every change of the width.
        """
        if self._pending is not None:
            return self._pending
        top = self.scroll_offset.y
        return self._kept[1] if self._kept is not None and self._kept[0] == top else self._layout.place(top)

    # The cursor in the rows.

    @property
    def choices(self) -> list[object]:
        """What the rows stand for, from top to bottom."""
        return [getattr(self._layout.blocks[number], "choice", None) for number, _line, _count in self._layout.choices]

    @property
    def chosen(self) -> int | None:
        """The number of the row under the cursor; None while the text is read."""
        return self._chosen

    @property
    def choice(self) -> object | None:
        """What the row under the cursor stands for."""
        choices = self.choices
        return choices[self._chosen] if self._chosen is not None and self._chosen < len(choices) else None

    def choose(self, number: int | None) -> None:
        """Put the cursor on a row, or take it back to the text."""
        before, self._chosen = self._chosen, number
        for row in (before, number):
            if row is not None and row < len(self._layout.choices):
                _block, line, count = self._layout.choices[row]
                self.show_lines(line, count)
        if number is not None and number < len(self._layout.choices):
            _block, line, count = self._layout.choices[number]
            top, lines = self.scroll_offset.y, self.lines_visible
            lead = 2 if number == 0 else 0
            if line - lead < top:
                self.jump_to(line - lead)
            elif line + count > top + lines - 1:
                self.jump_to(line + count - lines + 1)

    def reveal(self, place: tuple[int, int]) -> None:
        """Scroll so that a place of the text is seen, in the upper third when it was not."""
        line = self._layout.line_of(place)
        if not self.scroll_offset.y <= line < self.scroll_offset.y + self.lines_visible - 1:
            self.jump_to(line - self.lines_visible // 3)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that another part is seen."""
        super().watch_scroll_y(old_value, new_value)
        self._told = self.progress
        self.post_message(self.Scrolled())

    def first_visible_choice(self) -> int | None:
        """The first row on screen, else the first one below."""
        for number, (_block, line, _count) in enumerate(self._layout.choices):
            if line >= self.scroll_offset.y:
                return number
        return None

    # Scrolling.

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by lines; False when it was already at that end."""
        before = self.scroll_offset.y
        self.jump_to(before + lines)
        return self.scroll_offset.y != before

    @property
    def at_end(self) -> bool:
        """Whether the last line is seen."""
        return self.scroll_offset.y >= self.last_top

    @property
    def progress(self) -> float:
        """How much of the page has been seen, from 0 to 1."""
        total = len(self._layout.lines)
        return min(1.0, (self.scroll_offset.y + self.lines_visible) / total) if total else 1.0

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the pane, with what tells Textual which text is under the mouse; nothing drawn needs that."""
        top = self.scroll_offset.y
        number = y + top
        strip = super().render_line(y)
        if self._told_below(y, top):  # what it hides is not selected: it stands for the end of the line above
            return strip.apply_offsets(strip.cell_length, number - 1)
        return strip.apply_offsets(0, number) if number < len(self._layout.lines) else strip

    def draw_line(self, y: int, top: int, width: int) -> Strip:
        """One line of the pane."""
        number = y + top
        left = self._left
        below = self._told_below(y, top)
        if below:
            text = f"{below} more below"
            return self.strip([(" " * max(0, left + self._layout.width - len(text)), "text"), (text, "dim")], width)
        if number >= len(self._layout.lines):
            return self.strip([], width)
        placed = self._layout.lines[number]
        here = self.active and self._is_chosen(number)
        margin = " " * (left - 1) + (self.bar if here else " ")
        strip = self.strip([(margin, "accent-mark"), *placed.line], width, cursor=here)
        selection = self._selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = span
            strip = self._selected(strip, min(start, width), width if end == -1 else min(end, width))
        return strip

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        before, inside, after = (strip.crop(a, b) for a, b in pairwise((0, start, end, strip.cell_length)))
        return Strip.join(
            [before, inside.apply_style(self.screen.get_component_rich_style("screen--selection")), after]
        )

    def _selected_texts(self) -> list[str]:
        """The lines of which something is selected."""
        selection = self.text_selection
        if selection is None:
            return []
        lines = enumerate(self._layout.lines)
        return [text_of(placed.line) for number, placed in lines if selection.get_span(number) is not None]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for copying."""
        indent = " " * self._left
        text = "\n".join(indent + text_of(placed.line) for placed in self._layout.lines)
        return "\n".join(line.strip() for line in selection.extract(text).split("\n")), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection; asking the screen for it line by line would take a tenth of drawing a page."""
        self._selection = selection
        self.refresh()

    def _is_chosen(self, line: int) -> bool:
        if self._chosen is None or self._chosen >= len(self._layout.choices):
            return False
        _block, first, count = self._layout.choices[self._chosen]
        return first <= line < first + count

    def _told_below(self, y: int, top: int) -> int:
        """How many related rows a line says are below it; 0 when it does not.

        The last line says so once two of them are on screen: it is not taken from the first.
        """
        related, bottom = self._related, y + top + 1
        if len(related) < 2 or related[1][1] + related[1][2] >= bottom or related[-1][1] + related[-1][2] <= bottom:
            return 0
        if y != self.lines_visible - 1:  # asked last: it takes as long as drawing a line
            return 0
        return sum(line + count > bottom - 1 for _number, line, count in related)

    def _choice_of(self, block: int) -> object | None:
        return getattr(self._layout.blocks[block], "choice", None)

    # Geometry.

    @property
    def _left(self) -> int:
        return max(MARGIN, (self.size.width - self._layout.width) // 2) if self.centered else MARGIN

    def fit(self) -> None:
        """Lay the page out for the present size, keeping the text at the top where it is."""
        if not self.size.width:
            return  # not seen now
        place = self.place
        width = max(1, min(self.size.width - 2 * MARGIN, TEXT_WIDTH))
        selected = self._selected_texts()
        self._layout = lay_out(self._blocks, width)
        self._related = [row for row in self._layout.choices if isinstance(self._choice_of(row[0]), Related)]
        if self._chosen is not None and self._chosen >= len(self._layout.choices):
            self._chosen = None  # it was of the page as it was when one left it
        if selected != self._selected_texts():
            self.screen.clear_selection()  # nobody selected what stands there now
        self._pending = None
        self.set_length(len(self._layout.lines))
        self.jump_to(self._layout.line_of(place))
        self._kept = (self.scroll_offset.y, place)
        self.redraw()
        if self.progress != self._told:
            self._told = self.progress
            self.post_message(self.Scrolled())

    # The mouse.

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether a selection that is drawn to the edge scrolls on. Textual would go by scrollbars."""
        return self.last_top > 0

    def on_click(self, event: events.Click) -> None:
        """Choose a row; the right button opens the menu, of the row where there is one."""
        event.stop()
        is_menu = event.button == 3
        line = event.y + self.scroll_offset.y
        choices = enumerate(self._layout.choices)
        number = next((number for number, (_, first, count) in choices if first <= line < first + count), None)
        if number is not None or not is_menu:
            self.post_message(self.Focused())
        if number is not None:
            event.prevent_default()  # Textual's would select the whole text with a double click
            self.choose(number)
            self.post_message(self.Chosen(self.choice, event.chain == 2 and not is_menu))
        if is_menu:
            self.post_message(self.MenuWanted())
