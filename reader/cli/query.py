"""Queries as the command line takes them: whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model import Article, Selection, UsageError

if TYPE_CHECKING:
    from reader.library import Library


def understood(library: Library, words: Sequence[str]) -> str:
    """The words of a query as one text, all of which is understood.

    The app answers with the part that it understands, because more is being typed. Here nothing more will come, and a
    part left out could mark a whole library read.

    Raises:
        UsageError: something is not understood; it names the columns.
    """
    query = " ".join(words)
    if not query:
        return ""
    errors = [f"column {error.column}: {error.message}" for error in library.query_errors(query)]
    if errors:
        raise UsageError(f"“{query}”, {'; '.join(errors)}")
    return query


def meant(library: Library, words: Sequence[str]) -> str:
    """The words of a query that says what to change: understood, and not by accident a query for everything.

    Raises:
        UsageError: something is not understood, or nothing is asked for.
    """
    if not all(map(str.strip, words)):
        raise UsageError("a part of the query is empty, as a variable without a value is; nothing was changed")
    query = understood(library, words)
    if not library.narrows(query):
        raise UsageError(f"“{query}” asks for nothing, which would mean every article; nothing was changed")
    return query


def found(library: Library, selection: Selection) -> Sequence[Article]:
    """The articles of a list, in its order. What a query asks of bodies is read first, however long that takes."""
    from reader.cli.loading import Progress

    with Progress() as progress:
        for learned in library.search_bodies(selection):
            progress.tell("Searching texts", learned.done, learned.total or None)
    return library.select(selection)


def known_view(library: Library, name: str) -> str:
    """The name of a saved view, which is there and all of which is understood.

    Raises:
        UsageError: there is none of that name, and it names those there are; or something is not understood.
    """
    queries = {view.name: view.query for view in library.views()}
    if name in queries:
        try:
            understood(library, [queries[name]])
        except UsageError as error:
            raise UsageError(f"the view “{name}”: {error}") from None
        return name
    there = f"there are {', '.join(queries)}" if queries else "none is saved yet; ctrl+s in the app's search saves one"
    raise UsageError(f"no view “{name}”; {there}")
