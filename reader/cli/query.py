"""Queries as the command line takes them: whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model import UsageError

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
    errors = [f"column {error.column}: {error.message}" for error in library.query_errors(query)]
    if errors:
        raise UsageError(f"“{query}”, {'; '.join(errors)}")
    return query
