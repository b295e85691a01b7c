"""Answers from the index alone: for those who show a few articles and are gone again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.model import Article, ChangedError, Scope, Selection

if TYPE_CHECKING:
    from reader.model.edges import Source
    from reader.store import Store


class LibraryTrust:
    """The part of `reader.library.Library` that is about not looking at every file.

    A library whose folders are what they were less than an hour ago has the same files as then; only one that was
    rewritten in place may be another. Who loads `trusting` that must `vouch` for the articles it shows.
    """

    _source: Source
    _store: Store

    @property
    def is_trusting(self) -> bool:
        """Whether not every file was looked at by the last loading."""
        return self._source.is_trusting

    def load_first(self, selection: Selection, number: int) -> bool:
        """Load no more than the first articles of a list, which `select` then has first; nothing else holds.

        Args:
            selection: the list.
            number: how many.

        Returns:
            False when they cannot be told without loading everything; nothing is loaded then.
        """
        if selection != Selection(Scope.ALL, sort=selection.sort):
            return False
        articles = self._source.first(selection.sort, number)
        if articles is None:
            return False
        self._store.add(articles)
        return True

    def vouch(self, articles: Iterable[Article]) -> None:
        """Make sure of articles before they are shown.

        Raises:
            ChangedError: the file of one is not what was loaded any more. `load` again, without trusting.
        """
        if self.is_trusting and not self._source.are_as_read((each.library, each.path) for each in articles):
            raise ChangedError("Files have changed meanwhile.")
