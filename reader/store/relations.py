"""What articles say of one another: addresses that lead to them, and who lists whom as related."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from reader.model import Article, Selection
from reader.store.links import Links, Target
from reader.store.orders import in_order

if TYPE_CHECKING:
    from reader.store.base import Base


class Relations:
    """Addresses and links of all articles, whether they are objects or rows of a base.

    Attributes:
        base: the rows; None without any. The index they come from is asked for what it knows of them.
    """

    def __init__(self, get: Callable[[int], Article | None]) -> None:
        """Begin with nothing.

        Args:
            get: the article of an identity, removed ones too.
        """
        self.base: Base | None = None
        self._get = get
        # Aliases lead to identities. One of several candidates may carry an alias that the best one has not.
        self._aliases: dict[int, list[int]] = {}
        self._links = Links()

    def add_file(self, article: Article) -> None:
        """Take in the addresses of a file's article, whether it is the best of its identity or not."""
        for alias in article.keys:
            self._aliases.setdefault(alias, []).append(article.key)

    def remove_file(self, article: Article) -> None:
        """Forget them."""
        for alias in article.keys:
            leads_to = self._aliases[alias]
            leads_to.remove(article.key)
            if not leads_to:
                del self._aliases[alias]

    def add(self, article: Article) -> tuple[Target, ...]:
        """Take in what an article lists; returns its links, sharing memory with others."""
        return self._links.add(article)

    def remove(self, article: Article) -> None:
        """Forget it."""
        self._links.remove(article)

    def resolve(self, keys: Sequence[int]) -> Article | None:
        """See `Store.resolve`."""
        for key in keys:
            article = self._get(key)
            if article is not None:
                return article
        for key in keys:
            # Threads that read a stub's document come here while files are taken anew.
            found = map(self._get, tuple(self._aliases.get(key, ())))
            articles = [each for each in found if each is not None]
            articles += self.base.named((key,)) if self.base is not None else ()
            if articles:
                return min(articles, key=_earliness)
        return None

    def listing(self, key: int, aliases: Collection[int]) -> list[Article]:
        """The articles that list another, or tell of a stub, newest first.

        Args:
            key: its identity.
            aliases: what else leads to it.
        """
        article = self._get(key)
        wanted = None if article is None else key
        sources: set[int] = set()
        leads_to: dict[Target, int | None] = {}
        for target, listing in self._targets((key, *aliases)):
            if target not in leads_to:
                found = self.resolve(target)
                leads_to[target] = found.key if found is not None else None
            if leads_to[target] == wanted and (article is not None or target[0] == key):
                sources.update(listing)
        sources.discard(key)
        # A front end may ask on a thread of its own while files stream in.
        return in_order((each for each in map(self._get, sources) if each is not None), Selection().sort)

    def stubs(self, keys: Iterable[int]) -> set[int]:
        """The keys of stubs that articles tell of under any of `keys`."""
        return {target[0] for target, _ in self._targets(tuple(keys)) if self.resolve(target) is None}

    def told(self, key: int) -> Article | None:
        """The article that entries with this identity lead to by another of their addresses, if there is one."""
        found = (self.resolve(target) for target, _ in self._targets((key,)) if target[0] == key)
        return min((article for article in found if article is not None), key=_earliness, default=None)

    def identities(self) -> Iterable[int]:
        """The keys of all that objects tell of; repeats are possible."""
        return self._links.identities()

    def _targets(self, keys: Collection[int]) -> Iterator[tuple[Target, list[int]]]:
        """What is listed under any of `keys`, with the keys of articles that list it; one may come several times."""
        yield from self._links.targets(keys)
        if self.base is not None:
            yield from self.base.links(keys)


def _earliness(article: Article) -> tuple[bool, float, int]:
    """Sorts articles that share an address, the earliest first; removed ones and those without a date last."""
    date = inf if article.published_at is None else article.published_at.at.timestamp()
    return article.removed, date, article.key
