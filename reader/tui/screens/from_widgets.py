"""What the main screen does with what its widgets tell: the mouse, the cursor come to rest, text typed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from reader.library import Library, Mark
from reader.model import Article, Identity
from reader.tui.actions import ActionGroups
from reader.tui.arrangement import Pane
from reader.tui.frame import Frame
from reader.tui.reading import Reading
from reader.tui.screens.laid_out import LaidOut
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.bar import Bar, Footer
from reader.tui.widgets.detail import Detail
from reader.tui.widgets.search import SearchBox
from reader.tui.widgets.sidebar import Sidebar


class FromWidgets(LaidOut, inherit_bindings=False):
    """The half of the main screen that listens to its widgets; the other half owns the state."""

    actions: ActionGroups
    frame: Frame
    library: Library
    reading: Reading
    pane: Pane
    list: ArticleList
    sidebar: Sidebar
    touched: bool
    detail_heading: Bar
    search: SearchBox
    find: SearchBox

    @abstractmethod
    def run_command(self, ident: str) -> None:
        """Do a command by its id."""

    @abstractmethod
    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys."""

    @abstractmethod
    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        """Mark articles."""

    def on_article_list_moved(self, _message: ArticleList.Moved) -> None:
        """The cursor is on another article: preview it."""
        self.touched = True
        self.do("showing the article", self.catch_up_with_list)
        self.frame.show_headings()

    def on_article_list_focused(self, _message: ArticleList.Focused) -> None:
        """A click gives the list the keys, and shows what it selects."""
        if self.find.is_open:
            self.run_command("search.undo")
        if self.pane is not Pane.LIST:
            self.actions["pane"].to_list()

    def on_article_list_opened(self, _message: ArticleList.Opened) -> None:
        """A double click opens."""
        self.go_to(Pane.LIST)
        self.run_command("pane.open")

    def on_article_list_marked(self, message: ArticleList.Marked) -> None:
        """A click on a mark toggles it."""
        article = message.article
        if message.star:
            self.mark(Mark.UNSTAR if self.library.is_starred(article) else Mark.STAR, [article])
        else:
            self.mark(Mark.UNREAD if self.library.is_read(article) else Mark.READ, [article])

    def on_article_list_menu_wanted(self, _message: ArticleList.MenuWanted) -> None:
        """A right click copies."""
        self.run_command("article.copy-menu")

    def on_article_list_sort_wanted(self, _message: ArticleList.SortWanted) -> None:
        """A click on a meter sorts."""
        self.run_command("list.sort-menu")

    def on_detail_scrolled(self, _message: Detail.Scrolled) -> None:
        """The heading tells how much has been seen."""
        self.frame.show_article_heading()

    def on_detail_menu_wanted(self, _message: Detail.MenuWanted) -> None:
        """A right click copies."""
        self.run_command("article.copy-menu")

    def on_detail_focused(self, _message: Detail.Focused) -> None:
        """A click gives the pane the keys."""
        if self.pane is not Pane.DETAIL:
            self.go_to(Pane.DETAIL)

    def on_detail_chosen(self, message: Detail.Chosen) -> None:
        """A double click follows."""
        if message.open:
            self.run_command("pane.open")
        self.frame.show_footer()

    def on_sidebar_moved(self, _message: Sidebar.Moved) -> None:
        """The list shows what the sidebar's cursor is on."""
        self.do("showing the list", self.catch_up_with_sidebar)

    def catch_up_with_list(self) -> None:
        """Preview what the list's cursor is on, if that is not done yet."""
        if self.list.has_moved:
            self.list.has_moved = False
            self.reading.follow_cursor()

    def catch_up_with_sidebar(self) -> None:
        """Let the list show what the sidebar's cursor is on, if that is not done yet."""
        row = self.sidebar.row
        if self.sidebar.has_moved and row is not None:
            self.sidebar.has_moved = False
            self.actions["sidebar"].show(row)

    def on_sidebar_folded(self, message: Sidebar.Folded) -> None:
        """Fold or unfold."""
        self.actions["sidebar"].toggle(message.row)

    def on_sidebar_opened(self, _message: Sidebar.Opened) -> None:
        """A double click goes to the list."""
        self.pane = Pane.SIDEBAR
        self.run_command("pane.open")

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        """Search as the person types; not for what was typed into a line that is closed by now."""
        box = self.find if message.finding else self.search
        try:
            if box.is_open:
                self.actions["search"].changed(box.value, finding=message.finding)
        except Exception as error:
            self.fault(error, "search")
        finally:
            box.show_typed()

    def on_search_box_command(self, message: SearchBox.Command) -> None:
        """A key of the search line."""
        self.run_command(message.ident)

    def on_footer_hit(self, message: Footer.Hit) -> None:
        """A hint was clicked."""
        self.run_command(message.command)

    def on_footer_problems_hit(self, _message: Footer.ProblemsHit) -> None:
        """The problems were clicked."""
        self.run_command("library.problems")
