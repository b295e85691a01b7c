"""What can be told of articles with nothing but the marks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from reader.model import Article
from reader.model.haystack import haystack

if TYPE_CHECKING:
    from reader.model.edges import Bodies, Marks

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The present where nobody says what it is."""


class PlainFacts:
    """No file is read, and there are no ranks. Whoever knows more takes this as a base.

    Attributes:
        bodies: what is known of bodies; None to ask `body`.
        now: the present, aware.
        zone: the person's time zone; None for the system's.
    """

    def __init__(
        self,
        now: datetime = LONG_AGO,
        *,
        zone: tzinfo | None = None,
        marks: Marks | None = None,
        folded: Callable[[Article], str] = haystack,
    ) -> None:
        """Take what is known.

        Args:
            now: see the attribute.
            zone: see the attribute.
            marks: what the person did; None for nothing.
            folded: gives the `haystack` of an article, if it is kept somewhere.
        """
        self.bodies: Bodies | None = None
        self.now = now
        self.zone = zone
        self._marks = marks
        self._folded = folded

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles."""
        return frozenset() if self._marks is None else self._marks.read_keys

    @property
    def starred(self) -> Mapping[int, object]:
        """Starred articles by key."""
        return {} if self._marks is None else self._marks.starred

    @property
    def read_at(self) -> Mapping[int, datetime]:
        """When read articles were read last."""
        return {} if self._marks is None else self._marks.read_at

    @property
    def starred_at(self) -> Mapping[int, datetime]:
        """When starred articles were starred."""
        return {} if self._marks is None else self._marks.starred_at

    @property
    def tags(self) -> Mapping[int, Collection[str]]:
        """The person's tags."""
        return {} if self._marks is None else self._marks.tags

    @property
    def notes(self) -> Mapping[int, str]:
        """The person's notes."""
        return {} if self._marks is None else self._marks.notes

    def folded(self, article: Article) -> str:
        """The article's `haystack`."""
        return self._folded(article)

    def body(self, article: Article) -> str | None:
        """No file is read."""
        return None

    def rank(self, article: Article) -> float | None:
        """There is none."""
        return None

    def related_to(self, ref: str) -> AbstractSet[int]:
        """Nothing is tied to anything."""
        return frozenset()
