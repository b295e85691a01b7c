"""Which articles a command means: the selected ones, else what the cursor bar is on; and work that takes its time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.library import Related
from reader.model import Article, Document, ReaderError
from reader.tui import cells
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 70
"""Cells of a text in a message."""

LEAST = 16
"""Cells of it that tell which it is."""


class TargetActions(Actions):
    """The base of `article.*`."""

    @property
    def target(self) -> Article | None:
        """The article the cursor bar is on: a related row, the open article, or the list's."""
        screen = self.screen
        if screen.pane is Pane.DETAIL:
            choice = screen.detail.choice
            return choice.article if isinstance(choice, Related) else screen.reading.article
        return screen.list.article

    def wanted(self) -> Article | None:
        """The article the cursor is on; says so when there is none."""
        article = self.target
        if article is None:
            self.screen.tell("No article here")
        return article

    def targets(self) -> list[Article]:
        """The selected articles, else the one the cursor is on; says so when there is none.

        Those of the list come first, in its order; then those selected in other lists.
        """
        screen = self.screen
        if not screen.picked:
            article = self.wanted()
            return [] if article is None else [article]
        place = screen.listing.position
        last = len(screen.listing)
        found = (screen.library.get(key) or article for key, article in screen.picked.items())
        articles = [article for article in found if article is not None]
        return sorted(articles, key=lambda one: last if (row := place(one.key)) is None else row)

    def done(self, what: str, articles: list[Article], number: int) -> None:
        """Say what was done: with which article, or with how many of the selected ones.

        Args:
            what: `Starred`, or with `%` where the number stands: `Marked % read`.
            articles: what it was done with.
            number: of them, how many were not so before.
        """
        screen = self.screen
        if screen.picked:
            counted = what.replace("%", screen.words.number(number)) if "%" in what else f"{what} {number}"
            told = f"{counted}{screen.undo_hint()}" if number else f"All {len(articles)} selected are so already"
        else:
            told = f"{what.replace('% ', '')}: {self.short(articles[0])}"
        screen.tell(told, Stay.UNTIL_CHANGE)

    def known(self, article: Article) -> Document | None:
        """The article's document, where it has been read already."""
        opened = self.screen.reading.opened
        if opened is None:
            return None
        if opened.document.article.key == article.key:
            return opened.document
        stubs = (stub for stub in opened.document.related if stub.article.key == article.key)
        return None if article.in_library else next(stubs, None)

    def short(self, article: Article) -> str:
        """The article's title, short enough for a message."""
        return middle(article.title, 60)

    def later(self, group: str, work: Callable[[], str], failed: Callable[[ReaderError], None] | None = None) -> None:
        """Do something that may take its time on a thread, then say how it went."""
        screen = self.screen

        def run() -> None:
            try:
                told = work()
            except ReaderError as error:
                screen.app.call_from_thread(screen.tell, str(error), Stay.UNTIL_ESCAPE)
                if failed is not None:
                    screen.app.call_from_thread(failed, error)
                return
            except Exception as error:  # on a thread's behalf: nobody else would tell it
                screen.app.call_from_thread(screen.fault, error, group)
                return
            screen.app.call_from_thread(screen.tell, told)

        screen.run_worker(partial(run), thread=True, group=group, exit_on_error=False)


def middle(text: str, longest: int = LONGEST) -> str:
    """A text cut in its middle to so many cells, on one line."""
    text = " ".join(text.split())
    if cells.width(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{cells.truncate(text, half, '')}…{cells.truncate_left(text, half, '')}"


def fitting(before: str, text: str, ways: Sequence[str], width: int) -> str:
    """`before`, a text and the first of `ways` to go on that leaves room for some of the text, in `width` cells.

    The text is cut in its middle. Where nothing leaves room enough, the last way follows whatever room there is.
    """
    for after in ways:
        room = width - cells.width(before) - cells.width(after)
        if room >= min(cells.width(text), LEAST):
            return before + middle(text, min(room, LONGEST)) + after
    return before + middle(text, max(1, room)) + ways[-1]


def sentence(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
