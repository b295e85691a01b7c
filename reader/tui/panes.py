"""The panes of the main screen: which are seen, how large they are, which has the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from reader.tui.arrangement import SIDEBAR, Arrangement, Pane, Shape, arrange
from reader.tui.widgets.search import SearchBox

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Panes:
    """Lays the main screen's parts out as the arrangement for a size says.

    Attributes:
        shape: how the panes stand to each other.
    """

    def __init__(self, screen: MainScreen, shape: Shape) -> None:
        """Say what will be laid out; nothing is yet.

        Args:
            screen: whose panes.
            shape: the shape whose class the screen has already.
        """
        self._screen = screen
        self._plan: Arrangement | None = None
        self._aside: tuple[Pane, int] | None = None
        """What had the keys before there was room for one title only, and the row of the list's cursor then."""
        self._width = 0
        self.shape = shape

    @property
    def are_laid_out(self) -> bool:
        """Whether the parts have been laid out once."""
        return self._plan is not None

    @property
    def detail_width(self) -> int:
        """Cells of the detail pane, known before it is laid out."""
        plan = self._plan
        if plan is None or plan.detail_width:
            return plan.detail_width if plan is not None else 0
        return self._width - (SIDEBAR + 1 if plan.sidebar else 0)

    def arrange(self, size: Size) -> None:
        """Lay the panes out for a size of the terminal."""
        screen = self._screen
        self._width = size.width
        plan = self._planned(size)
        if self._aside is not None and plan.shape is not Shape.TINY:
            before, row = self._aside
            self._aside = None
            if screen.pane is Pane.LIST and screen.list.row == row:
                screen.pane = before
                plan = self._planned(size)
        self._plan = plan
        if plan.shape is not self.shape:
            screen.set_classes(f"-{plan.shape}")
            self.shape = plan.shape
        screen.header.display = plan.header
        screen.footer.display = plan.footer
        screen.sidebar.display = plan.sidebar
        screen.detail_heading.display = not screen.zen
        screen.query_one("#main").display = plan.list or plan.detail
        screen.query_one("#list-pane").display = plan.list
        pane = screen.query_one("#detail-pane")
        pane.display = plan.detail
        pane.styles.width = plan.detail_width + 1 if plan.detail_width else "1fr"  # 1 for the rule
        # The search line takes its two lines from the article, not from the list it narrows.
        lines = plan.list_height + SearchBox.LINES * screen.search.is_open
        screen.query_one("#list-pane").styles.height = lines if plan.list_height else "1fr"
        screen.detail.centered = screen.zen
        if not plan.footer:
            screen.footer.leave()
        visible = {Pane.SIDEBAR: plan.sidebar, Pane.LIST: plan.list, Pane.DETAIL: plan.detail}
        for one, painted in ((Pane.SIDEBAR, screen.sidebar), (Pane.LIST, screen.list), (Pane.DETAIL, screen.detail)):
            if not visible[one]:
                painted.leave()
        if not visible[screen.pane]:
            if plan.shape is Shape.TINY:
                self._aside = screen.pane, screen.list.row
            screen.pane = Pane.LIST if plan.list else Pane.DETAIL
        self._show_active()
        screen.reading.restyle(size, plan)

    def _planned(self, size: Size) -> Arrangement:
        """What is where in a size of the terminal, as the screen is now."""
        screen = self._screen
        return arrange(
            size.width,
            size.height,
            screen.pane,
            sidebar_open=screen.sidebar_open,
            zen=screen.zen,
            linear=screen.settings.linear,
        )

    def give_keys(self, pane: Pane) -> None:
        """Give a pane the keys; the drawer opens for the sidebar, zen ends for all but the article."""
        screen = self._screen
        if pane is Pane.SIDEBAR and screen.sidebar_open is not True and self.shape is not Shape.SINGLE:
            screen.sidebar_open = True
        if pane is not Pane.DETAIL and screen.zen:
            screen.zen = False
        screen.pane = pane
        self.arrange(screen.size)

    def _show_active(self) -> None:
        screen = self._screen
        screen.sidebar.set_active(screen.pane is Pane.SIDEBAR)
        screen.list.set_active(screen.pane is Pane.LIST)
        screen.detail.set_active(screen.pane is Pane.DETAIL)
        screen.frame.show_headings()
        screen.frame.show_footer()
