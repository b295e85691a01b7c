"""Scopes, orders, marking whole lists, reading the library again, its problems."""

from __future__ import annotations

from reader.library import Mark
from reader.model import Scope, Sort, SortKey
from reader.tui.actions import Actions
from reader.tui.headings import order_words
from reader.tui.messages import Stay

SORT_LETTERS = {
    "d": SortKey.DATE,
    "h": SortKey.HEAT,
    "u": SortKey.QUALITY,
    "r": SortKey.RANK,
    "t": SortKey.TITLE,
    "p": SortKey.PROVIDER,
}


class ScopeActions(Actions):
    """`scope.*`."""

    def all(self) -> None:
        """All articles."""
        self._show(Scope.ALL)

    def unread(self) -> None:
        """Unread articles."""
        self._show(Scope.UNREAD)

    def starred(self) -> None:
        """Starred articles."""
        self._show(Scope.STARRED)

    def _show(self, scope: Scope) -> None:
        screen = self.screen
        before = screen.step()
        screen.reading.followed = False
        screen.kept.clear()
        screen.scope = scope
        screen.select(screen.selection._replace(scope=scope))
        screen.history.visit(before, screen.step())
        if not len(screen.listing):
            self._say_empty()

    def _say_empty(self) -> None:
        from reader.tui.empty import empty_words

        self.screen.tell(" ".join(empty_words(self.screen)))


class ListActions(Actions):
    """`list.*`."""

    def sort_menu(self) -> None:
        """Choose an order; the letter of the one in force turns it round."""
        from reader.tui.screens.menu import Item, Menu

        screen = self.screen
        now = screen.selection.sort
        items = []
        for letter, key in SORT_LETTERS.items():
            current = key is now.key
            told = order_words(now if current else Sort(key))
            items.append(Item(letter, str(key), f"{told}   now" if current else told))

        def chosen(letter: str | None) -> None:
            if letter is not None:
                key = SORT_LETTERS[letter]
                screen.sort_by(Sort(key, not now.reverse if key is now.key else False))
                screen.tell(order_words(screen.selection.sort).capitalize())

        screen.app.push_screen(Menu("Sort by", items, screen, note="same key again turns it round"), chosen)

    def sort_reverse(self) -> None:
        """Turn the order round."""
        screen = self.screen
        screen.sort_by(screen.selection.sort._replace(reverse=not screen.selection.sort.reverse))
        screen.tell(order_words(screen.selection.sort).capitalize())

    def copy_urls(self) -> None:
        """Copy the URL of every article of the list, one a line."""
        screen = self.screen
        urls = [article.urls.best for article in screen.listing if article.urls.best]
        if not urls:
            screen.tell("No addresses in this list")
            return
        screen.actions["article"].copy("\n".join(urls), f"{screen.words.counted(len(urls), 'URL')}: ")

    def mark_read(self) -> None:
        """Mark every article of the list read."""
        screen = self.screen
        unread = [article for article in screen.listing if not screen.library.is_read(article)]
        if not unread:
            screen.tell("Nothing unread here")
            return
        screen.mark(Mark.READ, unread)
        screen.tell(f"Marked {screen.words.number(len(unread))} read{screen.undo_hint()}", Stay.UNTIL_CHANGE)


class LibraryActions(Actions):
    """`library.*`."""

    def refresh(self) -> None:
        """Read the library again."""
        screen = self.screen
        if screen.reading_files:
            screen.tell("Already reading")
            return
        screen.intake.again()
        screen.tell("Reading again")

    def samples(self) -> None:
        """Show the bundled samples in place of a library without articles, for this run."""
        from reader.library_opening import open_samples

        screen = self.screen
        open_samples(screen.library, screen.settings)
        screen.intake.again()
        screen.refresh_all()
        screen.tell("Samples, until you leave")

    def problems(self) -> None:
        """Show what is wrong with the library's files."""
        from reader.tui.screens.problems import Problems

        self.screen.app.push_screen(Problems(self.screen))
