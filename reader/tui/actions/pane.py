"""Going from pane to pane, and out again."""

from __future__ import annotations

from reader.library import Related
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane, Shape
from reader.tui.messages import Stay
from reader.tui.page import Link, More


class PaneActions(Actions):
    """`pane.*`: sidebar → list → text → related, and back."""

    def right(self) -> None:
        """One pane to the right; from the text to its related articles."""
        match self.screen.pane:
            case Pane.SIDEBAR:
                self.screen.go_to(Pane.LIST)
            case Pane.LIST:
                if self.screen.list.article is not None:
                    self.screen.go_to(Pane.DETAIL)
            case Pane.DETAIL:
                self.screen.actions["related"].focus()

    def left(self) -> None:
        """One pane to the left; from a related row to the text."""
        screen = self.screen
        match screen.pane:
            case Pane.DETAIL if screen.detail.chosen is not None:
                screen.detail.choose(None)
                screen.frame.show_footer()
            case Pane.DETAIL:
                self.to_list()
            case Pane.LIST:
                screen.go_to(Pane.SIDEBAR)

    def next(self) -> None:
        """The next pane, round and round."""
        screen = self.screen
        if screen.pane is Pane.DETAIL and screen.detail.chosen is None and screen.detail.choices:
            screen.actions["related"].focus()
        elif screen.pane is Pane.DETAIL:
            screen.detail.choose(None)
            screen.go_to(Pane.SIDEBAR if self._sidebar_seen else Pane.LIST)
        else:
            self.right()

    def previous(self) -> None:
        """The pane before, round and round."""
        screen = self.screen
        if screen.pane is Pane.SIDEBAR or (screen.pane is Pane.LIST and not self._sidebar_seen):
            screen.go_to(Pane.DETAIL)
            screen.actions["related"].focus()
        else:
            self.left()

    def open(self) -> None:
        """Open what the cursor is on."""
        screen = self.screen
        if screen.pane is Pane.SIDEBAR:
            screen.actions["sidebar"].open()
        elif screen.pane is Pane.LIST:
            if screen.list.article is not None:
                screen.actions["history"].open(screen.list.article)
        else:
            self._open_choice(screen.detail.choice)

    def escape(self) -> None:
        """Out one level; the first that applies."""
        screen = self.screen
        if screen.messages.clear(Stay.UNTIL_ESCAPE):
            screen.frame.show_footer()
        elif screen.get_selected_text():
            screen.clear_selection()
        elif screen.picked:
            screen.actions["select"].clear()
        elif screen.pane is Pane.DETAIL and screen.reading.wanted:
            screen.messages.clear(Stay.SECONDS)
            screen.reading.find("")
            screen.frame.show_footer()
        elif screen.pane is Pane.DETAIL and screen.detail.chosen is not None:
            self.left()
        elif screen.zen:
            screen.actions["view"].zen()
        elif screen.pane is Pane.SIDEBAR:
            if screen.shape is Shape.SPLIT:
                screen.sidebar_open = False
            screen.go_to(Pane.LIST)
        elif screen.pane is Pane.DETAIL:
            self.to_list()
        elif screen.selection.query:
            screen.actions["search"].clear()
        elif screen.is_detour:
            screen.actions["more"].back()
        else:
            screen.tell(screen.actions["app"].way_out())

    def sidebar(self) -> None:
        """Show the sidebar and go there, or hide it."""
        screen = self.screen
        if screen.pane is Pane.SIDEBAR or (screen.shape is Shape.WIDE and self._sidebar_seen):
            screen.sidebar_open = False
            screen.go_to(Pane.LIST if screen.pane is Pane.SIDEBAR else screen.pane)
        else:
            screen.sidebar_open = True
            screen.go_to(Pane.SIDEBAR)

    def to_list(self) -> None:
        """To the list, whose cursor never moved while links were followed."""
        screen = self.screen
        screen.detail.choose(None)
        screen.reading.back_to_list()
        screen.go_to(Pane.LIST)

    @property
    def _sidebar_seen(self) -> bool:
        return bool(self.screen.sidebar.display)

    def _open_choice(self, choice: object | None) -> None:
        screen = self.screen
        match choice:
            case Related():
                screen.actions["related"].go(choice.article)
            case More():
                screen.reading.show_everything()
            case Link():
                screen.actions["article"].open_address(choice.url)
            case None if screen.detail.choices:
                screen.actions["related"].focus()
            case None:
                self.to_list()


class ViewActions(Actions):
    """`view.*`."""

    def zen(self) -> None:
        """The text alone, and back."""
        screen = self.screen
        screen.zen = not screen.zen
        screen.go_to(Pane.DETAIL if screen.zen else screen.pane)

    def density(self) -> None:
        """One line or two for an article; said where the list is not seen."""
        screen = self.screen
        screen.list.set_density("comfortable" if screen.list.compact else "compact")
        screen.library.remember("density", screen.list.density)
        if not screen.query_one("#list-pane").display:
            screen.tell(f"{'One line' if screen.list.density == 'compact' else 'Two lines'} for an article in the list")
