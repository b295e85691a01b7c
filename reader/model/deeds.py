"""What the journal answers with: deeds, and what was undone of them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from typing import TypeAlias

from reader.model.article import Article
from reader.model.mark import Kind
from reader.model.named import NamedTuple


class Undone(NamedTuple):
    """A deed that was taken back, or done again.

    Attributes:
        words: the deed, to stand behind “Undone: ” or “Done again: ”: `marked 312 read`.
        time: when it was done first; aware, UTC.
        kind: what was done.
        number: how many articles it was done with; 0 for a view.
    """

    words: str
    time: datetime
    kind: Kind
    number: int


Reversal: TypeAlias = Generator[Callable[[], None], None, Undone | None]
"""Undoing or redoing in steps. What it yields waits for the disk and may be called on any thread, once; then it is to
be resumed on the thread that began it. It returns what was done, None when there was nothing to do."""


class Deed(NamedTuple):
    """One event of the journal, as the history shows it.

    Attributes:
        id: the same on every device.
        time: when; aware, UTC.
        kind: what was done.
        name: the tag or the view; empty for other kinds.
        text: the note or the view's query; empty for other kinds, and where it was deleted.
        number: how many articles it was done with; 0 for a view.
        articles: the first of them, `MOST_ARTICLES` at most: the library's own, else as they were then.
        undone: whether it was taken back.
        here: whether it was done on this device.
    """

    id: str
    time: datetime
    kind: Kind
    name: str
    text: str
    number: int
    articles: tuple[Article, ...]
    undone: bool
    here: bool

    @property
    def words(self) -> str:
        """What was done, as `Undone.words`."""
        return told(self.kind, self.number, self.name, deleted=not self.text)


class TagCount(NamedTuple):
    """A tag of the person's, of several spellings the first by alphabet, and how many articles have it."""

    name: str
    articles: int


class View(NamedTuple):
    """A query that the person saved under a name."""

    name: str
    query: str


class Imported(NamedTuple):
    """What an import came to: how many events there were, and how many of them were not known yet."""

    events: int
    new: int


MOST_ARTICLES = 20
"""Articles of one deed that the history names."""


def told(kind: Kind, number: int, name: str = "", *, deleted: bool = False) -> str:
    """A deed in words that follow “Undone: ”.

    Args:
        kind: what was done.
        number: with how many articles.
        name: the tag or the view.
        deleted: whether a note or a view went.
    """
    many = f"{number:,}"
    words = {
        Kind.READ: f"marked {many} read",
        Kind.UNREAD: f"marked {many} unread",
        Kind.STAR: f"starred {many}",
        Kind.UNSTAR: f"took the star from {many}",
        Kind.TAG: f"tagged {many} “{name}”",
        Kind.UNTAG: f"untagged {many} “{name}”",
        Kind.NOTE: "deleted a note" if deleted else "wrote a note",
        Kind.VIEW: f"deleted the view “{name}”" if deleted else f"saved the view “{name}”",
        Kind.PLACE: "kept a place",
        Kind.UNDO: "undid",
        Kind.REDO: "did again",
    }
    return words[kind]
