"""What can be done with articles: mark them, read on, walk through the list.

Marks act on the selection, else on what the cursor bar is on.
"""

from __future__ import annotations

from reader.library import Mark
from reader.model import Article
from reader.tui.actions.handing import HandingActions
from reader.tui.actions.taking import TakingActions
from reader.tui.actions.writing import WritingActions
from reader.tui.arrangement import Pane


class ArticleActions(TakingActions, HandingActions, WritingActions):
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
        if screen.overview.counts.unread:
            screen.tell("Nothing unread here")
            return
        starred = screen.overview.counts.starred
        keys = screen.keymap.keys("scope.starred")
        more = f" {starred} starred · {keys[0]} shows them" if starred and keys else ""
        screen.tell(f"All read.{more}")

    # Marks

    def toggle_read(self) -> None:
        """Mark read or unread; several read while one of them is unread."""
        screen = self.screen
        if screen.picked and len(screen.picked) == len(screen.listing) and not screen.picked_elsewhere:
            # All of the list, which may be long: no article is made for it.
            kind = Mark.READ if screen.library.unread_of(screen.listing) else Mark.UNREAD
            self.done(f"Marked % {kind}", [], screen.mark_listed(kind))
        elif articles := self.targets():
            unread = any(not self.screen.library.is_read(article) for article in articles)
            kind = Mark.READ if unread else Mark.UNREAD
            self.done(f"Marked % {kind}", articles, self.screen.mark(kind, articles))

    def mark_unread(self) -> None:
        """Mark unread."""
        if articles := self.targets():
            self.done("Marked % unread", articles, self.screen.mark(Mark.UNREAD, articles))

    def mark_read_next(self) -> None:
        """Mark read and go to the next."""
        if articles := self.targets():
            number = self.screen.mark(Mark.READ, articles)
            if self.screen.picked:
                self.done("Marked % read", articles, number)
            else:
                self._beside(1)

    def toggle_star(self) -> None:
        """Star or unstar; several get a star while one of them has none. Shows the samples where there is nothing."""
        if not self.screen.overview.counts.articles and not self.screen.reading_files:
            self.screen.actions["library"].samples()
            return
        if articles := self.targets():
            plain = any(not self.screen.library.is_starred(article) for article in articles)
            number = self.screen.mark(Mark.STAR if plain else Mark.UNSTAR, articles)
            self.done("Starred" if plain else "Unstarred", articles, number)

    def open_browser_next(self) -> None:
        """Open the article's page, mark it read, go to the next."""
        self.open_browser_read()
        self._beside(1)
