"""The first articles of a list straight from the indexes, where those are known to be up to date.

All articles of a library need not be loaded to show twenty of them. What is given here is enough to be sorted and
chosen from as everything is: every file of an identity is among it, so that the best one is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from reader.model import Article, Sort, SortKey
from reader.repository.index.database import UnusableError
from reader.repository.index.reading import IndexReader
from reader.repository.roots import LibraryRoot

_SPARE = 20  # articles more, in place of those of which another file is the better one and stands elsewhere
_MOST = 500  # articles; loading everything is quicker for more, and a statement takes only so many keys


def first_articles(
    indexes: Sequence[tuple[Path, LibraryRoot]], sort: Sort, number: int, now: int, *, follow: bool
) -> tuple[Article, ...] | None:
    """Articles among which are the first `number` of all, with every other file of theirs, none changed since.

    Args:
        indexes: the files, with their libraries.
        sort: the order.
        number: how many.
        now: nanoseconds since 1970.
        follow: whether links that lead out of libraries are followed.

    Returns:
        None when an index cannot be relied upon, or does not know the order.
    """
    if number > _MOST or sort.key is SortKey.RANK:
        return None
    with ExitStack() as stack:
        readers: list[IndexReader] = []
        for path, root in indexes:
            reader = IndexReader.open(path, root)
            if reader is None:
                return None
            stack.callback(reader.close)
            readers.append(reader)
        try:
            return _first(readers, sort, number, now, follow=follow)
        except UnusableError:
            return None


def _first(
    readers: Sequence[IndexReader], sort: Sort, number: int, now: int, *, follow: bool
) -> tuple[Article, ...] | None:
    for reader in readers:
        reader.hold()
        look = reader.look()
        if look is None or not look.holds(now, follow=follow):
            return None
    most = number + _SPARE
    pages = [reader.first_page(sort, most) for reader in readers]
    keys = {article.key for page in pages for article in page}
    found = [reader.with_keys(keys) for reader in readers]
    files = Counter(article.key for articles in found for article in articles)
    for page in pages:
        # An article of one file stands where its page has it. With so many of them no article behind the page counts.
        if len(page) == most and sum(files[article.key] == 1 for article in page) < number:
            return None
    for reader, articles in zip(readers, found, strict=True):
        if not reader.are_as_read([article.path for article in articles]):
            return None
    return tuple(article for articles in found for article in articles)
