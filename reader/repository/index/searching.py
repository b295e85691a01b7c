"""Words in bodies, asked of several indexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from reader.model.answers import BodyHits
from reader.repository.index.database import UnusableError
from reader.repository.index.reading import IndexReader, Term
from reader.repository.index.tokens import match_of
from reader.repository.roots import LibraryRoot


def bodies_with(
    indexes: Sequence[tuple[Path, LibraryRoot]], text: str, *, whole: bool, go_on: Callable[[], bool] | None = None
) -> BodyHits | None:
    """The articles in whose bodies words in a row may be found.

    Args:
        indexes: the files, with their libraries.
        text: the words, folded.
        whole: whether the last word is a whole one; else it may be the beginning of one.
        go_on: asked now and then; when it says no, the answer is None.

    Returns:
        None when one of the indexes cannot be used, or does not know every file.
    """
    if not match_of(text, whole=whole):
        return None
    keys: set[int] = set()
    try:
        for path, root in indexes:
            reader = IndexReader.open(path, root)
            if reader is None:
                return None
            with closing(reader):
                if not reader.is_complete():
                    return None
                keys.update(reader.search([Term(text, whole, "body")], limit=-1, is_wanted=go_on))
    except UnusableError:
        return None
    if go_on is not None and not go_on():
        return None
    # One word of letters and digits is found exactly; between words, and beside signs, other signs may stand.
    return BodyHits(keys, text.isascii() and text.isalnum())
