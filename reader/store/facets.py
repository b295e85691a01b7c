"""Topics and providers: which articles they have, how they are spelled, how many are unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.model import Article, Provider, Topic
from reader.store.topic_tree import OTHER, OTHER_NAME, TopicTree


class TopicCount(NamedTuple):
    """One row of the topics.

    Attributes:
        key: what `Selection.topic` takes.
        name: as people read it.
        parent: the wider topic's key; empty at the top.
        depth: how many topics are above it.
        articles: different articles of it and of all topics below.
        unread: those of them that are not read.
        children: whether there are topics below.
    """

    key: str
    name: str
    parent: str
    depth: int
    articles: int
    unread: int
    children: bool


class ProviderCount(NamedTuple):
    """One row of the providers: what `Selection.provider` takes, name and main domain, and numbers of articles."""

    key: str
    name: str
    domain: str
    articles: int
    unread: int


class _Facet:
    """The articles that share a value, how many of them are unread, and how often each spelling of it is used."""

    __slots__ = ("domains", "keys", "names", "unread")

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.unread = 0
        self.names: dict[str, int] = {}
        self.domains: dict[str, int] = {}

    def add(self, key: int, *, unread: bool) -> None:
        self.keys.add(key)
        self.unread += unread

    def remove(self, key: int, *, unread: bool) -> None:
        self.keys.remove(key)
        self.unread -= unread


class TopicFacets:
    """Which articles belong to which topics, those above included."""

    def __init__(self) -> None:
        self.tree = TopicTree()
        self._facets: dict[str, _Facet] = {}
        self._lines: dict[str, tuple[str, ...]] = {}

    def describe(self, topics: Iterable[Topic], articles: Iterable[tuple[Article, bool]]) -> None:
        """Put a tree in the place of the one before.

        Args:
            topics: the tree.
            articles: every shown article and whether it is unread.
        """
        self.tree = TopicTree(topics)
        self._facets, self._lines = {}, {}
        for article, unread in articles:
            self.add(article, unread=unread)

    def add(self, article: Article, *, unread: bool) -> None:
        """Count an article."""
        for key in self._keys(article):
            facet = self._facets.get(key)
            if facet is None:
                facet = self._facets[key] = _Facet()
            facet.add(article.key, unread=unread)
        self._spell(article, 1)

    def remove(self, article: Article, *, unread: bool) -> None:
        """Count an article no more."""
        self._spell(article, -1)
        for key in self._keys(article):
            facet = self._facets[key]
            facet.remove(article.key, unread=unread)
            if not facet.keys:
                del self._facets[key]

    def turn(self, article: Article, *, unread: bool) -> None:
        """A counted article has become read or unread."""
        for key in self._keys(article):
            self._facets[key].unread += 1 if unread else -1

    def members(self, key: str) -> set[int]:
        """Keys of the articles of a topic."""
        facet = self._facets.get(key)
        return facet.keys if facet is not None else set()

    def has(self, article: Article, key: str) -> bool:
        """Whether an article belongs to a topic, counted or not."""
        return key in self._keys(article)

    def counts(self) -> Iterator[TopicCount]:
        """The topics in display order: the tree's where there is one, else those with most articles first."""
        children: dict[str, list[str]] = {}
        for key in {*self.tree.described, *self._facets}:
            children.setdefault(self.tree.parent(key), []).append(key)
        stack = [(key, 0) for key in sorted(children.get("", ()), key=self._rank, reverse=True)]
        while stack:
            key, depth = stack.pop()
            facet = self._facets.get(key)
            below = children.get(key, ())
            yield TopicCount(
                key=key,
                name=self._name(key),
                parent=self.tree.parent(key),
                depth=depth,
                articles=len(facet.keys) if facet is not None else 0,
                unread=facet.unread if facet is not None else 0,
                children=bool(below),
            )
            stack += [(each, depth + 1) for each in sorted(below, key=self._rank, reverse=True)]

    def _rank(self, key: str) -> tuple[int, int, str, str]:
        """What siblings are sorted by: the tree's order, else numbers; "Other" last."""
        topic = self.tree.described.get(key)
        if topic is not None:
            return 0, topic.order, topic.name.casefold(), key
        return (1 if key != OTHER else 2), -len(self.members(key)), self._name(key).casefold(), key

    def _name(self, key: str) -> str:
        if key in self.tree.described:
            return self.tree.described[key].name
        return OTHER_NAME if key == OTHER else _favourite(self._facets[key].names)

    def _spell(self, article: Article, change: int) -> None:
        for spelling in dict.fromkeys(article.topics):
            if line := self._line(spelling):
                _count(self._facets[line[0]].names, spelling, change)

    def _keys(self, article: Article) -> set[str]:
        return {key for spelling in article.topics for key in self._line(spelling)}

    def _line(self, spelling: str) -> tuple[str, ...]:
        line = self._lines.get(spelling)
        if line is None:
            key = self.tree.key(spelling)
            line = self._lines[spelling] = self.tree.line(key) if key else ()
        return line


class ProviderFacets:
    """Which articles belong to which providers."""

    def __init__(self) -> None:
        self._facets: dict[str, _Facet] = {}
        self._keys: dict[Provider, str] = {}

    def add(self, article: Article, *, unread: bool) -> None:
        """Count an article."""
        if key := self._key(article.provider):
            facet = self._facets.get(key)
            if facet is None:
                facet = self._facets[key] = _Facet()
            facet.add(article.key, unread=unread)
            _count(facet.names, article.provider.label, 1)
            _count(facet.domains, article.provider.domain, 1)

    def remove(self, article: Article, *, unread: bool) -> None:
        """Count an article no more."""
        if key := self._key(article.provider):
            facet = self._facets[key]
            facet.remove(article.key, unread=unread)
            _count(facet.names, article.provider.label, -1)
            _count(facet.domains, article.provider.domain, -1)
            if not facet.keys:
                del self._facets[key]

    def turn(self, article: Article, *, unread: bool) -> None:
        """A counted article has become read or unread."""
        if key := self._key(article.provider):
            self._facets[key].unread += 1 if unread else -1

    def members(self, key: str) -> set[int]:
        """Keys of the articles of a provider."""
        facet = self._facets.get(key)
        return facet.keys if facet is not None else set()

    def counts(self) -> list[ProviderCount]:
        """The providers, those with most articles first, then by name."""
        counts = [
            ProviderCount(
                key=key,
                name=_favourite(facet.names),
                domain=_favourite({domain: n for domain, n in facet.domains.items() if domain}),
                articles=len(facet.keys),
                unread=facet.unread,
            )
            for key, facet in self._facets.items()
        ]
        return sorted(counts, key=lambda each: (-each.articles, each.name.casefold(), each.key))

    def _key(self, provider: Provider) -> str:
        key = self._keys.get(provider)
        if key is None:
            key = self._keys[provider] = provider.key
        return key


def _count(numbers: dict[str, int], name: str, change: int) -> None:
    number = numbers.get(name, 0) + change
    if number:
        numbers[name] = number
    else:
        del numbers[name]


def _favourite(numbers: dict[str, int]) -> str:
    """The most used spelling, then the first by alphabet; empty when there is none."""
    return min(numbers, key=lambda name: (-numbers[name], name), default="")
