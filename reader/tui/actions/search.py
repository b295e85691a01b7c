"""Searching: the list narrows while the person types, and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.library import JSON
from reader.model import Selection
from reader.tui import cells
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane, Shape
from reader.tui.completing import Completing
from reader.tui.headings import length_words
from reader.tui.history import Step
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from reader.library import QueryError
    from reader.tui.screens.main import MainScreen

PAST_KEPT = 100
"""Searches that are remembered."""


class SearchActions(Actions):
    """`search.*`."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._before: Step = Step(screen.selection, None, None)
        self._line: int | None = None  # of the pane, on which the cursor's article stood then
        self._past: list[str] = []
        self._at = 0
        self._counted: int | None = None
        self._draft = ""
        self._ways = Completing(screen.library.complete)

    def open(self) -> None:
        """Open the search line on the query in force; in an article, the line that finds in it."""
        screen = self.screen
        if screen.pane is Pane.DETAIL:
            self._open_find()
            return
        self._before, self._line = screen.step(), screen.list.line
        self._counted = None
        screen.messages.clear(Stay.SECONDS)  # what it told of is over, and the line has keys of its own
        self._past = self._recall()
        self._at = len(self._past)
        self._ways = Completing(screen.library.complete)
        if screen.shape is Shape.SINGLE and screen.pane is not Pane.LIST:
            screen.go_to(Pane.LIST)
        query = screen.selection.query
        screen.search.open(f"{query} " if query else "")  # whoever goes on, adds a word
        screen.arrange_panes(screen.size)
        self._status()
        screen.frame.show_footer()

    def changed(self, value: str, *, finding: bool = False) -> None:
        """Narrow the list to what stands in the line; or show where it stands in the article."""
        screen = self.screen
        if finding:
            screen.reading.find(value)
            self._find_status()
            return
        text = value.strip()
        if text != screen.selection.query:
            self._select(text)
        self._status()

    def show(self, text: str) -> None:
        """Show what a query finds, as if it had been typed and kept."""
        self._select(text)
        self._remember(text)

    def keep(self) -> None:
        """Keep the query and go back to the list; what a view searches for is another matter."""
        screen = self.screen
        in_article = screen.find.is_open
        self.take()
        if screen.editing and not in_article:
            key = next(iter(screen.keymap.keys("search.save", screen.context)), "")
            way = f"; {key} changes it" if key else ""
            screen.tell(f"“{screen.editing}” is as it was{way}", Stay.UNTIL_CHANGE)

    def take(self) -> None:
        """Go back to the list with what was typed; to a view, where that is what it asks."""
        screen = self.screen
        if screen.find.is_open:
            screen.find.close()
            screen.frame.show_footer()
            screen.reading.tell_hit()
            return
        self.changed(screen.search.value)
        text = screen.selection.query
        screen.search.close()
        if screen.editing and text == screen.library.query_of(Selection(view=screen.editing)):
            screen.select(screen.selection._replace(query="", view=screen.editing))
        elif text:
            self._remember(text)
        else:
            screen.editing = ""
        if self._before.selection != screen.selection:
            screen.history.visit(self._before, screen.step())
        screen.arrange_panes(screen.size)
        screen.refresh_list()

    def undo(self) -> None:
        """Close the line with the query of before."""
        screen = self.screen
        if screen.find.is_open:
            screen.find.close()
            screen.reading.find("")
            screen.frame.show_footer()
            return
        screen.search.close()
        screen.select(self._before.selection, cursor=self._before.cursor, line=self._line)
        screen.arrange_panes(screen.size)

    def clear(self) -> None:
        """Take the query away; the cursor stays on its article."""
        screen = self.screen
        if not screen.selection.query:
            screen.tell("No search to clear")
            return
        before, origin = screen.step(), self._before.cursor
        self._select("")
        if before.cursor is not None and screen.listing.position(before.cursor) is None and origin is not None:
            row = screen.listing.position(origin)
            screen.list.move_to(row if row is not None else screen.list.row)
        screen.history.visit(before, screen.step())

    def save(self) -> None:
        """Save the search as a view."""
        self.screen.actions["views"].save()

    def renewed(self) -> None:
        """The list, or the article, has changed although nothing was typed."""
        if self.screen.find.is_open:
            self._find_status()
            return
        self._counted = None
        self._status()

    def change(self, lists: Callable[[Selection], Selection]) -> None:
        """Have the list of before and the one in force be other ones; whoever types sees what is searched for then."""
        screen = self.screen
        self._before = self._before._replace(selection=lists(self._before.selection))
        query = lists(screen.selection).query
        if query != screen.selection.query:
            screen.search.set(query)

    def older(self) -> None:
        """The search before in the history."""
        self._walk(-1)

    def newer(self) -> None:
        """The search after in the history."""
        self._walk(1)

    def complete(self) -> None:
        """Take the first way to go on where the cursor is; again, the next one."""
        self._complete(1)

    def complete_back(self) -> None:
        """Take the way before."""
        self._complete(-1)

    def _complete(self, by: int) -> None:
        search = self.screen.search
        if not search.is_open:
            return
        went = self._ways.turn(search.value, search.cursor, by)
        if went is not None:
            search.set(*went)
            self._status()

    def _open_find(self) -> None:
        screen = self.screen
        if not screen.find.is_attached:
            screen.query_one("#detail-pane").mount(screen.find, before=screen.detail)
        screen.find.open("")
        self._find_status()
        screen.frame.show_footer()

    def _find_status(self) -> None:
        screen = self.screen
        count, wanted = len(screen.reading.hits), screen.reading.wanted
        told = screen.words.counted(count, "place") if count or not wanted else f"“{wanted}” is not in this article"
        keep, undo = self._key("search.keep"), self._key("search.undo")
        screen.find.status([(f"  {told if wanted else 'find in the article'}   {keep} keep · {undo} undo", "dim")])

    def _select(self, text: str, cursor: int | None = None, line: int | None = None) -> None:
        screen = self.screen
        screen.select(screen.selection._replace(query=text), cursor=cursor, line=line)

    def _status(self) -> None:
        """Say under the line what is wrong, how to go on, or what was found."""
        screen, search = self.screen, self.screen.search
        ways = self._ways
        ways.follow(search.value, search.cursor)
        text = screen.selection.query
        lead = len(search.value) - len(search.value.lstrip())  # spaces that stand in the line, and not in the query
        wrong = screen.library.query_errors(text) if text else ()
        errors = [error._replace(column=error.column + lead) for error in wrong]
        offers = ways.begun and (not errors or _only_unfinished(errors, ways.first))
        number = screen.words.number
        sought = screen.seeking.words()
        found = f"  {length_words(screen.words, screen.listing)} of {number(self._total())}   "
        keys = [self._key(ident) for ident in ("search.complete", "search.keep", "search.undo")]
        if offers:
            told, meaning = ways.line(keys[0], screen.glyphs.dot)
            search.status([(found, "dim"), *told], [(f"{meaning} ", "dim")] if meaning else None)
        elif errors:
            at = cells.width(search.value[: errors[0].column - 1])
            search.status([(" " * (3 + at), "text"), ("^ ", "error"), (errors[0].message, "error")])
        elif sought:
            found = f"  {number(len(screen.listing))} so far"
            search.status([(f" {screen.glyphs.dot} ".join([found, f"{sought[0]} searched"]), "dim")])
        elif text and not len(screen.listing):
            search.status([(f"  No article has “{text}”. {keys[2]} takes it back.", "dim")])
        else:
            told_keys = zip(keys, ("completes", "keep", "undo"), strict=True)
            ways_out = f" {screen.glyphs.dot} ".join(f"{key} {verb}" for key, verb in told_keys if key)
            search.status([(found + ways_out, "dim")])

    def _total(self) -> int:
        """How many articles there are where the search looks."""
        screen = self.screen
        everywhere = screen.selection._replace(query="")
        if everywhere == Selection(sort=everywhere.sort, then=everywhere.then):
            return screen.overview.counts.articles
        if self._counted is None:  # once, and not for each letter
            is_shown = everywhere == screen.selection and not screen.listing.is_part
            self._counted = len(screen.listing if is_shown else screen.library.select(everywhere, screen.kept))
        return self._counted

    def _key(self, ident: str) -> str:
        return next(iter(self.screen.keymap.keys(ident)), "").capitalize()

    def _recall(self) -> list[str]:
        past = self.screen.library.recall("searches")
        return [text for text in past if isinstance(text, str)] if isinstance(past, list) else []

    def _remember(self, text: str) -> None:
        past: list[JSON] = [one for one in self._recall() if one != text]
        self.screen.library.remember("searches", [*past, text][-PAST_KEPT:])

    def _walk(self, by: int) -> None:
        screen = self.screen
        if screen.find.is_open:
            screen.reading.next_hit(by)
            return
        at = self._at + by
        if 0 <= at <= len(self._past):
            if self._at == len(self._past):
                self._draft = screen.search.value
            self._at = at
            screen.search.set(self._past[at] if at < len(self._past) else self._draft)


def _only_unfinished(errors: Sequence[QueryError], start: int | None) -> bool:
    """Whether what is wrong is only that the word at `start`, counted from 0, is not typed to its end."""
    return start is not None and all(error.column > start for error in errors)
