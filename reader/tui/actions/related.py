"""Walking related articles, and back and forward through what was shown."""

from __future__ import annotations

from functools import partial

from reader.library import Related
from reader.model import Article
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane
from reader.tui.history import Step


class RelatedActions(Actions):
    """`related.*`."""

    def follow(self, number: int) -> None:
        """Follow the related article of a number from 1."""
        self.screen.reading.when_read(partial(self._follow, number))

    def _follow(self, number: int) -> None:
        screen = self.screen
        opened = screen.reading.opened
        related = [item for item in screen.detail.choices if isinstance(item, Related)]
        if opened is None or screen.reading.article is None:
            screen.tell("Still reading this article")
            return
        here = screen.library.related(opened.document)
        if number > len(here) or not related:
            count = screen.words.counted(len(here), "related article")
            screen.tell(f"{count[:1].upper()}{count[1:]}: there is no number {number}")
            return
        self.go(here[number - 1].article, (tuple(item.article for item in here), number - 1))

    def focus(self) -> None:
        """Go to the related rows."""
        self.screen.reading.when_read(self._focus)

    def _focus(self) -> None:
        screen = self.screen
        if not screen.detail.choices:
            screen.tell("No related articles.")
            return
        if screen.pane is not Pane.DETAIL:
            screen.go_to(Pane.DETAIL)
        if screen.detail.chosen is None:
            screen.detail.choose(0)
        screen.frame.show_footer()

    def go(self, article: Article, beside: tuple[tuple[Article, ...], int] | None = None) -> None:
        """Show an article reached by a link; the list's cursor stays where it is.

        Args:
            article: the library's own, or a stub.
            beside: the list it was followed from and its place there; by default the rows of the open article.
        """
        screen = self.screen
        if beside is None:
            rows = tuple(item.article for item in screen.detail.choices if isinstance(item, Related))
            at = next((number for number, row in enumerate(rows) if row.key == article.key), 0)
            beside = (rows, at)
        here = screen.step()
        screen.history.visit(here, Step(here.selection, here.cursor, article, followed=True))
        screen.reading.beside = beside
        screen.reading.show(article, followed=True, at_once=True)
        screen.reading.mark_read()
        screen.go_to(Pane.DETAIL)


class HistoryActions(Actions):
    """`history.*`."""

    def open(self, article: Article) -> None:
        """Open the article under the list's cursor."""
        screen = self.screen
        here = screen.step()
        screen.history.visit(here, Step(here.selection, article.key, article))
        if screen.reading.article is None or screen.reading.article.key != article.key or screen.reading.opened is None:
            screen.reading.show(article, at_once=True)
        screen.reading.followed, screen.reading.beside = False, None
        screen.reading.mark_read()
        screen.go_to(Pane.DETAIL)

    def show(self) -> None:
        """What was read and done, by day; an article of it can be opened."""
        from reader.tui.screens.past import Opened, Past

        screen = self.screen

        def chosen(opened: Opened | None) -> None:
            if opened is not None:
                articles, at = opened
                screen.actions["related"].go(articles[at], opened)

        screen.app.push_screen(Past(screen), chosen)

    def back(self) -> None:
        """To the step before."""
        self._walk(self.screen.history.back(self.screen.step()), "Nothing to go back to")

    def forward(self) -> None:
        """To the step after."""
        self._walk(self.screen.history.forward(self.screen.step()), "Nothing to go forward to")

    def _walk(self, step: Step | None, nothing: str) -> None:
        screen = self.screen
        if step is None:
            screen.tell(nothing)
            return
        if step.selection != screen.selection:
            screen.reading.followed = False
            screen.scope = step.selection.scope
            screen.select(step.selection, cursor=step.cursor)
        elif step.cursor is not None and (row := screen.listing.position(step.cursor)) is not None:
            screen.list.move_to(row)
        screen.reading.beside = None
        if step.article is not None:
            current = screen.library.get(step.article.key) or step.article
            screen.reading.show(current, followed=step.followed, at_once=True)
        screen.go_to(screen.pane if screen.pane is not Pane.SIDEBAR else Pane.LIST)
