"""The values that a query may ask for, as the library has them: what completion offers behind a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library

FIELDS = ("topic", "provider", "domain", "type", "category", "source", "tag")
"""Fields whose values can be listed; the others take any words."""


class Vocabulary(Mapping[str, Sequence[str]]):
    """By field its values, the best known first; each field is gathered when it is first asked for.

    It tells of the library as it was then: a new one is made when articles come or go. Tags are few and gathered anew.
    """

    def __init__(self, library: Library, spread: Callable[[str], Counter[str]]) -> None:
        """Of a library; nothing is gathered yet.

        Args:
            library: whose values.
            spread: how many articles have each type, or each category.
        """
        self._library = library
        self._spread = spread
        self._values: dict[str, Sequence[str]] = {}
        self._gather: Mapping[str, Callable[[], Iterable[str]]] = {
            "topic": self._topics,
            "provider": lambda: (one.name or one.domain for one in library.providers()),
            "domain": lambda: (one.domain for one in library.providers()),
            "type": lambda: self._most_used("type"),
            "category": lambda: self._most_used("category"),
            "source": lambda: (root.given for root in library.roots),
            "tag": self._tags,
        }

    def __getitem__(self, field: str) -> Sequence[str]:
        if field == "tag":
            return [*self._tags()]
        values = self._values.get(field)
        if values is None:
            values = self._values[field] = [*dict.fromkeys(filter(None, self._gather[field]()))]
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)

    def _topics(self) -> Iterator[str]:
        counted = (topic for topic in self._library.topics() if topic.articles)
        return (topic.name for topic in sorted(counted, key=lambda topic: -topic.articles))

    def _tags(self) -> Iterator[str]:
        return (tag.name for tag in sorted(self._library.tags(), key=lambda tag: -tag.articles))

    def _most_used(self, field: str) -> Iterator[str]:
        return (value for value, _ in self._spread(field).most_common())
