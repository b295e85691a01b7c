"""Articles in an order, with what queries look at side by side.

Reaching for a field of each of 100,000 articles costs more than comparing it: every article lies somewhere else in
memory. A column is read from the articles once, when a query first asks for it, and lies in one piece afterwards.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import nan
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reader.model import Article
from reader.model.haystack import addresses, as_written, haystack

if TYPE_CHECKING:
    from reader.model.edges import Facts

_NUMBERS: dict[str, Callable[[Article], int | None]] = {
    "quality": attrgetter("quality"),
    "heat": attrgetter("heat"),
    "related": attrgetter("related_count"),
}

# What articles of a library have in common or share as objects anyway: a column of these costs a pointer an article.
_SHARED: dict[str, Callable[[Article], Any]] = {
    "provider": attrgetter("provider.label"),
    "domain": attrgetter("provider.domain"),
    "topic": attrgetter("topics"),
    "type": attrgetter("type"),
    "category": attrgetter("category"),
    "source": attrgetter("library"),
    "path": attrgetter("path"),
    "id": attrgetter("id"),
}

_FLAGS: dict[str, Callable[[Article], bool]] = {
    "is:published": lambda article: article.published is True,
    "is:unpublished": lambda article: article.published is False,
    "is:removed": attrgetter("removed"),
    "is:undated": lambda article: article.published_at is None,
    "is:here": attrgetter("in_library"),
    "is:stub": lambda article: not article.in_library,
    "has:body": attrgetter("has_body"),
    "has:image": attrgetter("has_image"),
    "has:related": lambda article: article.related_count > 0,
    "has:amp": lambda article: bool(article.urls.amp or article.urls.cdn_amp),
}


class Table:
    """Articles, and columns of their fields.

    Worth keeping while the articles and their order stay as they are.

    Attributes:
        articles: in their order, no two of one key.
    """

    def __init__(self, articles: Iterable[Article], folded: Callable[[Article], str] = haystack) -> None:
        """Make one; no field is looked at yet.

        Args:
            articles: in their order, no two of one key.
            folded: gives the `haystack` of each.
        """
        self.articles = articles if isinstance(articles, list) else list(articles)
        self._folded = folded
        self._numbers: dict[str, Sequence[float]] = {}
        self._shared: dict[str, Sequence[Any]] = {}
        self._flags: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self.articles)

    @cached_property
    def keys(self) -> Sequence[int]:
        """Keys."""
        return array("Q", map(attrgetter("key"), self.articles))

    @cached_property
    def texts(self) -> Sequence[str]:
        """Haystacks."""
        return list(map(self._folded, self.articles))

    def written(self, row: int) -> str:
        """`as_written` of the article of a row."""
        return as_written(self.articles[row])

    @cached_property
    def addresses(self) -> Sequence[str]:
        """All URLs of each, folded, one a line."""
        return list(map(addresses, self.articles))

    def at_address(self, key: int) -> set[int]:
        """The rows of articles that an address leads to.

        Args:
            key: `key_of` its canonical form.
        """
        return {row for row, each in enumerate(self.articles) if each.key == key or key in each.keys}

    def worth(self, facts: Facts) -> Callable[[int], float]:
        """Gives what the article of a row is worth at `facts.now`; not a number where that is not known."""
        articles, rank = self.articles, facts.rank
        return lambda row: nan if (worth := rank(articles[row])) is None else worth

    @cached_property
    def instants(self) -> Sequence[float]:
        """When each was published, in seconds since 1970; not a number where that or the time of day is not known."""
        moments = map(attrgetter("published_at"), self.articles)
        return array("d", [nan if each is None or each.day_only else each.at.timestamp() for each in moments])

    @cached_property
    def days(self) -> Sequence[float]:
        """The same for those of which only the day is known, as if days began in UTC."""
        moments = map(attrgetter("published_at"), self.articles)
        return array("d", [each.at.timestamp() if each is not None and each.day_only else nan for each in moments])

    def numbers(self, field: str) -> Sequence[float]:
        """`quality`, `heat` or `related`; not a number where it is not known."""
        column = self._numbers.get(field)
        if column is None:
            values = map(_NUMBERS[field], self.articles)
            column = self._numbers[field] = array("d", [nan if value is None else value for value in values])
        return column

    def shared(self, field: str) -> Sequence[Any]:
        """A field of which many articles have the same value: a text, or for topics all of them."""
        column = self._shared.get(field)
        if column is None:
            column = self._shared[field] = list(map(_SHARED[field], self.articles))
        return column

    def flags(self, name: str) -> bytes:
        """1 for each that is or has something, as `is:` and `has:` name it, else 0."""
        column = self._flags.get(name)
        if column is None:
            column = self._flags[name] = bytes(map(_FLAGS[name], self.articles))
        return column
