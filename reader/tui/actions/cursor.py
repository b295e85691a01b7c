"""Moving the cursor and scrolling, in whatever pane has the keys."""

from __future__ import annotations

from reader.tui.actions import Actions
from reader.tui.arrangement import Pane


class CursorActions(Actions):
    """`cursor.*`: in the text it scrolls, past its end it goes into the related rows."""

    def down(self) -> None:
        """One row or line down."""
        self._step(1)

    def up(self) -> None:
        """One row or line up."""
        self._step(-1)

    def half_page_down(self) -> None:
        """Half a page down."""
        self._half(1)

    def half_page_up(self) -> None:
        """Half a page up."""
        self._half(-1)

    def page_down(self) -> None:
        """A page down."""
        self._page(1)

    def page_up(self) -> None:
        """A page up."""
        self._page(-1)

    def top(self) -> None:
        """To the first row or line."""
        screen = self.screen
        match screen.pane:
            case Pane.SIDEBAR:
                screen.sidebar.move_to(0)
            case Pane.LIST:
                screen.list.move_to(0)
            case Pane.DETAIL:
                screen.detail.choose(None)
                screen.detail.jump_to(0)
                screen.frame.show_footer()

    def bottom(self) -> None:
        """To the last row or line."""
        screen = self.screen
        match screen.pane:
            case Pane.SIDEBAR:
                screen.sidebar.move_to(len(screen.sidebar.rows) - 1)
            case Pane.LIST:
                screen.list.move_to(len(screen.list.articles) - 1)
            case Pane.DETAIL:
                detail = screen.detail
                detail.jump_to(detail.last_top)
                if detail.chosen is not None:
                    detail.choose(len(detail.choices) - 1)

    def _step(self, by: int) -> None:
        screen = self.screen
        match screen.pane:
            case Pane.SIDEBAR:
                screen.sidebar.move(by)
            case Pane.LIST:
                screen.list.move(by)
            case Pane.DETAIL:
                self._step_detail(by)

    def _step_detail(self, by: int) -> None:
        detail = self.screen.detail
        if detail.chosen is None:
            if by > 0 and detail.at_end and detail.choices:
                detail.choose(
                    detail.first_visible_choice()
                    if detail.first_visible_choice() is not None
                    else len(detail.choices) - 1
                )
            else:
                detail.scroll_lines(by)
        elif by < 0 and detail.chosen == 0:
            detail.choose(None)
            detail.scroll_lines(-1)
        else:
            detail.choose(max(0, min(detail.chosen + by, len(detail.choices) - 1)))
        self.screen.frame.show_footer()

    def _half(self, direction: int) -> None:
        screen = self.screen
        match screen.pane:
            case Pane.SIDEBAR:
                screen.sidebar.move(direction * max(1, screen.sidebar.lines_visible // 2))
            case Pane.LIST:
                screen.list.half_page(direction)
            case Pane.DETAIL:
                self._scroll(direction * max(1, screen.detail.lines_visible // 2))

    def _page(self, direction: int) -> None:
        screen = self.screen
        match screen.pane:
            case Pane.SIDEBAR:
                screen.sidebar.move(direction * max(1, screen.sidebar.lines_visible - 1))
            case Pane.LIST:
                screen.list.page(direction)
            case Pane.DETAIL:
                self._scroll(direction * max(1, screen.detail.lines_visible - 2))

    def _scroll(self, lines: int) -> None:
        self.screen.detail.choose(None)
        self.screen.detail.scroll_lines(lines)
        self.screen.frame.show_footer()


class DetailActions(Actions):
    """`detail.*`: scroll the article while another pane has the keys."""

    def scroll_down(self) -> None:
        """One line down."""
        self.screen.detail.scroll_lines(1)

    def scroll_up(self) -> None:
        """One line up."""
        self.screen.detail.scroll_lines(-1)
