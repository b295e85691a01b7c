"""What queries may ask of a library's articles beside the articles themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TYPE_CHECKING

from reader.model import AmbiguousReferenceError, Article, NotFoundError
from reader.query import Known, PlainFacts

if TYPE_CHECKING:
    from reader.model.edges import Deeds
    from reader.store import Store
    from reader.store.rank import Weights


class LibraryFacts(PlainFacts):
    """What queries may ask of a library's articles beside the articles themselves. Files are never read for it."""

    def __init__(
        self,
        now: datetime,
        store: Store,
        journal: Deeds,
        bodies: Known,
        *,
        weights: Weights | None = None,
        find: Callable[[str], Article],
    ) -> None:
        """Take what is known.

        Args:
            now: the present, aware.
            store: the articles.
            journal: what the person did.
            bodies: what is known of bodies.
            weights: what rank goes by; None for nothing in particular.
            find: the article a reference names; raises NotFoundError and AmbiguousReferenceError.
        """
        super().__init__(now, marks=journal, folded=store.text)
        self.bodies = bodies
        self._store = store
        self._find = find
        self._weights = weights
        self._tied: dict[str, AbstractSet[int]] = {}

    def rank(self, article: Article) -> float | None:
        """What an article is worth now: 100 for an ordinary one of this minute; None without a date."""
        from reader.store.rank import Weights, worth

        if self._weights is None:
            self._weights = Weights()
        return worth(article, self._weights, self.now)

    def related_to(self, ref: str) -> AbstractSet[int]:
        """Keys of what is tied to the article a reference names, either way, stubs too.

        Raises:
            NotFoundError: nothing answers to it.
            AmbiguousReferenceError: several articles do.
        """
        tied = self._tied.get(ref)
        if tied is None:
            tied = self._tied[ref] = frozenset(self._ties(ref))
        return tied

    def _ties(self, ref: str) -> Iterable[int]:
        try:
            article = self._find(ref)
        except NotFoundError:
            raise NotFoundError(f"no article answers to “{ref}”; an id, a URL or a path") from None
        except AmbiguousReferenceError as error:
            raise AmbiguousReferenceError(f"{str(error).rstrip('.')}; more of its id", error.candidates) from None
        keys = {teller.key for teller in self._store.tellers(article.key)}
        for link in article.links:
            found = self._store.resolve(link)
            keys.add(link[0] if found is None else found.key)
        return keys - {article.key}
