"""What can be done with an article: mark it, read on, walk through the list. Acts on what the cursor bar is on."""

from __future__ import annotations

from reader.library import Mark
from reader.model import Article
from reader.tui.actions.taking import TakingActions
from reader.tui.arrangement import Pane
from reader.tui.messages import Stay


class ArticleActions(TakingActions):
    """`article.*`."""

    # Reading on

    def read_on(self) -> None:
        """Scroll the text; at its end go to the next unread article."""
        screen = self.screen
        detail = screen.detail
        if screen.reading.article is None:
            screen.tell("No article here")
        elif not screen.reading.visible:
            screen.run_command("pane.open")
        elif not detail.at_end:
            detail.choose(None)
            detail.scroll_lines(max(1, detail.lines_visible - 2))
        else:
            screen.reading.mark_read()
            self._unread(1)

    def next(self) -> None:
        """The next article of the list, or of the related list one followed from."""
        self._beside(1)

    def previous(self) -> None:
        """The article before."""
        self._beside(-1)

    def next_unread(self) -> None:
        """The next unread article of the list; past the end from the top, once. While finding, the next hit."""
        if self.screen.pane is Pane.DETAIL and self.screen.reading.next_hit(1):
            return
        self._unread(1)

    def previous_unread(self) -> None:
        """The unread article before; while finding, the hit before."""
        if self.screen.pane is Pane.DETAIL and self.screen.reading.next_hit(-1):
            return
        self._unread(-1)

    def _beside(self, by: int) -> None:
        screen = self.screen
        if screen.reading.followed and screen.reading.beside is not None:
            self._beside_related(*screen.reading.beside, by)
            return
        screen.reading.back_to_list()
        row = screen.list.row + by
        if not 0 <= row < len(screen.listing):
            screen.tell("That is the last article" if by > 0 else "That is the first article")
            return
        screen.list.move_to(row)
        if screen.pane is Pane.DETAIL:
            screen.detail.choose(None)

    def _beside_related(self, siblings: tuple[Article, ...], at: int, by: int) -> None:
        """Walk the related list one followed from: `1 J J J` reads a story."""
        if not 0 <= at + by < len(siblings):
            self.screen.tell("That is the last related article" if by > 0 else "That is the first related article")
            return
        self.screen.actions["related"].go(siblings[at + by], (siblings, at + by))

    def _unread(self, by: int) -> None:
        screen = self.screen
        listing, here, count = screen.listing, screen.list.row, len(screen.listing)
        for step in range(1, count + 1):
            row = (here + by * step) % count
            if not screen.library.is_read(listing[row]):
                screen.reading.back_to_list()
                screen.list.move_to(row)
                if screen.pane is Pane.DETAIL:
                    screen.detail.choose(None)
                if (row - here) * by <= 0:
                    screen.tell("From the top" if by > 0 else "From the end")
                return
        starred = screen.library.counts().starred
        keys = screen.keymap.keys("scope.starred")
        more = f" {starred} starred · {keys[0]} shows them" if starred and keys else ""
        screen.tell(f"All read.{more}")

    # Marks

    def toggle_read(self) -> None:
        """Mark read or unread."""
        if article := self.wanted():
            read = self.screen.library.is_read(article)
            self.screen.mark(Mark.UNREAD if read else Mark.READ, [article])
            self.screen.tell(f"Marked {'unread' if read else 'read'}: {self.short(article)}", Stay.UNTIL_CHANGE)

    def mark_unread(self) -> None:
        """Mark unread."""
        if article := self.wanted():
            self.screen.mark(Mark.UNREAD, [article])
            self.screen.tell(f"Marked unread: {self.short(article)}", Stay.UNTIL_CHANGE)

    def mark_read_next(self) -> None:
        """Mark read and go to the next."""
        if article := self.wanted():
            self.screen.mark(Mark.READ, [article])
            self._beside(1)

    def toggle_star(self) -> None:
        """Star or unstar."""
        if article := self.wanted():
            starred = self.screen.library.is_starred(article)
            self.screen.mark(Mark.UNSTAR if starred else Mark.STAR, [article])
            self.screen.tell(f"{'Unstarred' if starred else 'Starred'}: {self.short(article)}", Stay.UNTIL_CHANGE)

    def open_browser_next(self) -> None:
        """Open the article's page, mark it read, go to the next."""
        self.open_browser_read()
        self._beside(1)
