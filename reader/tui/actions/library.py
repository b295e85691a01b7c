"""Scopes, orders, marking whole lists, reading the library again, its problems."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.library import Mark
from reader.model import Scope, Selection, Sort, SortKey
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane
from reader.tui.headings import order_words, orders_words
from reader.tui.messages import Stay

TAG_LETTERS = "abcdefghilmnoprstuvwxyz0123456789ABCDEFHILMNOPRSTUVWXYZ"
"""The letters of the menu of tags: all but those that move in it or close it."""

SORT_LETTERS = {
    "d": SortKey.DATE,
    "h": SortKey.HEAT,
    "u": SortKey.QUALITY,
    "r": SortKey.RANK,
    "t": SortKey.TITLE,
    "p": SortKey.PROVIDER,
}


def sorted_by(orders: Sequence[Sort], key: SortKey, *, more: bool) -> tuple[Sort, ...]:
    """The orders after a key was chosen in the menu.

    Args:
        orders: those before, the one that counts most first.
        key: what was chosen.
        more: whether it is to decide where the others find no difference, instead of alone.
    """
    turned = tuple(sort._replace(reverse=not sort.reverse) if sort.key is key else sort for sort in orders)
    if more:
        return turned if turned != tuple(orders) else (*orders, Sort(key))
    return turned[:1] if turned[0].key is key else (Sort(key),)


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

    def tag(self) -> None:
        """Choose one of the person's tags, and show what has it."""
        from reader.tui.screens.menu import Item, Menu, lettered

        screen = self.screen
        tags = screen.library.tags()
        if not tags:
            keys = screen.keymap.keys("article.tag")
            screen.tell(f"No tags yet{f' · {keys[0]} tags an article' if keys else ''}")
            return
        by_letter = lettered(TAG_LETTERS, sorted(tags, key=lambda tag: -tag.articles))

        def chosen(letter: str | None) -> None:
            if letter is not None:
                before = screen.step()
                query = screen.library.tag_query(by_letter[letter].name)
                screen.reading.back_to_list()
                screen.scope = Scope.ALL
                screen.selection = Selection(sort=screen.selection.sort, then=screen.selection.then)
                screen.actions["search"].show(query)
                screen.go_to(Pane.LIST)
                screen.history.visit(before, screen.step())

        counted = screen.words.counted
        items = [Item(letter, tag.name, counted(tag.articles, "article")) for letter, tag in by_letter.items()]
        screen.app.push_screen(Menu("Articles with the tag", items, screen), chosen)

    def _show(self, scope: Scope) -> None:
        screen = self.screen
        before = screen.step()
        screen.reading.followed = False
        screen.kept.clear()
        screen.scope = scope
        screen.select(screen.selection._replace(scope=scope))
        screen.frame.show_in_sidebar()
        screen.history.visit(before, screen.step())
        if not len(screen.listing):
            self._say_empty()

    def _say_empty(self) -> None:
        from reader.tui.empty import empty_words

        self.screen.tell(" ".join(empty_words(self.screen)))


class ListActions(Actions):
    """`list.*`."""

    def new(self) -> None:
        """To the oldest article that is new since last time; from there on upwards all are new."""
        screen = self.screen
        new = screen.list.new
        if new is None:
            by_date = screen.orders[0].key is SortKey.DATE
            screen.tell(
                "Nothing here is newer than last time" if by_date else "Sorted by date, the list tells what is new"
            )
            return
        screen.go_to(Pane.LIST)
        screen.list.move_to(new.row if screen.orders[0].reverse else new.row - 1)
        told = screen.words.counted(new.number, "article")
        screen.tell(f"{told} new since last time")

    def sort_menu(self) -> None:
        """Choose an order; the letter of the one in force turns it round, a capital sorts by one more key."""
        from reader.tui.screens.menu import Item, Menu

        screen = self.screen
        if self._is_fixed():
            return
        orders = screen.selection.orders
        places = {sort.key: place for place, sort in enumerate(orders)}
        items = []
        for letter, key in SORT_LETTERS.items():
            place = places.get(key)
            told = order_words(Sort(key) if place is None else orders[place])
            where = "" if place is None else "   now" if len(orders) == 1 else f"   {place + 1}."
            items.append(Item(letter, str(key), told + where))

        def chosen(letter: str | None) -> None:
            if letter is not None:
                self._sort_by(sorted_by(orders, SORT_LETTERS[letter.lower()], more=letter.isupper()))

        note = "same key again turns it round · capital: then by"
        screen.app.push_screen(Menu("Sort by", items, screen, note=note, also=map(str.upper, SORT_LETTERS)), chosen)

    def sort_reverse(self) -> None:
        """Turn the order round."""
        first, *then = self.screen.selection.orders
        if not self._is_fixed():
            self._sort_by((first._replace(reverse=not first.reverse), *then))

    def _sort_by(self, orders: Sequence[Sort]) -> None:
        screen = self.screen
        screen.sort_by(orders)
        told = orders_words(orders)
        screen.tell(told[:1].upper() + told[1:])

    def _is_fixed(self) -> bool:
        """Whether the search or the view names the order; then it says so."""
        screen = self.screen
        if screen.orders == screen.selection.orders:
            return False
        who = "search" if "sort:" in screen.selection.query.lower() else "view"
        screen.tell(f"The {who} names the order: sort:{','.join(map(str, screen.orders))}")
        return True

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
        if not screen.library.unread_of(screen.listing):
            screen.tell("Nothing unread here")
            return
        number = screen.mark_listed(Mark.READ)
        screen.tell(f"Marked {screen.words.number(number)} read{screen.undo_hint()}", Stay.UNTIL_CHANGE)


class LibraryActions(Actions):
    """`library.*`."""

    def start_today(self) -> None:
        """Mark everything read that is from before today, or without a date: one deed, one undo."""
        screen = self.screen
        listing = screen.library.select(Selection())
        today = screen.now.toordinal()
        # Newest first; where a day begins depends on the time zone, so the days beside it are looked at one by one.
        surely = bisect_left(range(len(listing)), 2, key=lambda row: today - listing.day(row))
        older = [listing[row] for row in range(surely) if listing.day(row) < today]
        number = screen.mark(Mark.READ, [*older, *listing[surely:].identities()])
        if not number:
            screen.tell("Nothing unread is older than today")
            return
        screen.tell(
            f"Marked {screen.words.number(number)} older than today read{screen.undo_hint()}", Stay.UNTIL_CHANGE
        )

    def refresh(self) -> None:
        """Read the library again."""
        screen = self.screen
        if screen.reading_files:
            screen.tell("Already reading")
            return
        screen.intake.again(asked=True)
        screen.tell("Reading the library again")

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
