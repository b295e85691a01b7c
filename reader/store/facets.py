"""Topics and providers: which articles they have, how they are spelled, how many are unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.model import Article, Provider, Topic
from reader.model.named import NamedTuple
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
    """The articles that share a value, how many of them are unread, and how often each spelling of it is used.

    Attributes:
        keys: of articles that are known one by one.
        more: how many others there are.
        unread: how many of all are unread.
    """

    __slots__ = ("domains", "keys", "more", "names", "unread")

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.more = 0
        self.unread = 0
        self.names: dict[str, int] = {}
        self.domains: dict[str, int] = {}

    @property
    def articles(self) -> int:
        return len(self.keys) + self.more


class TopicFacets:
    """Which articles belong to which topics, those above included."""

    def __init__(self) -> None:
        self.tree = TopicTree()
        self._facets: dict[str, _Facet] = {}
        self._lines: dict[str, tuple[str, ...]] = {}

    def describe(self, topics: Iterable[Topic]) -> None:
        """Put a tree in the place of the one before; nothing is counted any more."""
        self.tree = TopicTree(topics)
        self._facets, self._lines = {}, {}

    def clear(self) -> None:
        """Count nothing any more; the tree stays."""
        self._facets = {}

    def add(self, article: Article, *, unread: bool) -> None:
        """Count an article."""
        for key in self._change(article.topics, 0, unread, 1):
            self._facets[key].keys.add(article.key)

    def remove(self, article: Article, *, unread: bool) -> None:
        """Count an article no more."""
        for key in self.keys(article.topics):
            self._facets[key].keys.remove(article.key)
        self._change(article.topics, 0, -unread, -1)

    def weigh(self, topics: tuple[str, ...], articles: int, unread: int) -> None:
        """Count so many articles more or less that have these topics, and so many unread ones."""
        self._change(topics, articles, unread, articles)

    def members(self, key: str) -> set[int]:
        """Keys of the articles of a topic, of those that were counted one by one."""
        facet = self._facets.get(key)
        return facet.keys if facet is not None else set()

    def has(self, article: Article, key: str) -> bool:
        """Whether an article belongs to a topic, counted or not."""
        return key in self.keys(article.topics)

    def keys(self, topics: tuple[str, ...]) -> set[str]:
        """The keys of topics and of all above them."""
        return {key for spelling in topics for key in self._line(spelling)}

    def _change(self, topics: tuple[str, ...], articles: int, unread: int, named: int) -> set[str]:
        keys = self.keys(topics)
        for key in keys:
            facet = self._facets.get(key)
            if facet is None:
                facet = self._facets[key] = _Facet()
            facet.more += articles
            facet.unread += unread
        if named:
            for spelling in dict.fromkeys(topics):
                if line := self._line(spelling):
                    _count(self._facets[line[0]].names, spelling, named)
        if named < 0:
            for key in keys:
                if not self._facets[key].articles:
                    del self._facets[key]
        return keys

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
                articles=facet.articles if facet is not None else 0,
                unread=facet.unread if facet is not None else 0,
                children=bool(below),
            )
            stack += [(each, depth + 1) for each in sorted(below, key=self._rank, reverse=True)]

    def _rank(self, key: str) -> tuple[int, int, str, str]:
        """What siblings are sorted by: the tree's order, else numbers; "Other" last."""
        topic = self.tree.described.get(key)
        if topic is not None:
            return 0, topic.order, topic.name.casefold(), key
        return (1 if key != OTHER else 2), -self._facets[key].articles, self._name(key).casefold(), key

    def _name(self, key: str) -> str:
        if key in self.tree.described:
            return self.tree.described[key].name
        return OTHER_NAME if key == OTHER else _favourite(self._facets[key].names)

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

    def clear(self) -> None:
        """Count nothing any more."""
        self._facets = {}

    def add(self, article: Article, *, unread: bool) -> None:
        """Count an article."""
        if key := self._change(article.provider, 0, unread, 1):
            self._facets[key].keys.add(article.key)

    def remove(self, article: Article, *, unread: bool) -> None:
        """Count an article no more."""
        if key := self.key(article.provider):
            self._facets[key].keys.remove(article.key)
            self._change(article.provider, 0, -unread, -1)

    def weigh(self, provider: Provider, articles: int, unread: int) -> None:
        """Count so many articles more or less of a provider, and so many unread ones."""
        self._change(provider, articles, unread, articles)

    def members(self, key: str) -> set[int]:
        """Keys of the articles of a provider, of those that were counted one by one."""
        facet = self._facets.get(key)
        return facet.keys if facet is not None else set()

    def _change(self, provider: Provider, articles: int, unread: int, named: int) -> str:
        key = self.key(provider)
        if not key:
            return key
        facet = self._facets.get(key)
        if facet is None:
            facet = self._facets[key] = _Facet()
        facet.more += articles
        facet.unread += unread
        if named:
            _count(facet.names, provider.label, named)
            _count(facet.domains, provider.domain, named)
        if named < 0 and not facet.articles:
            del self._facets[key]
        return key

    def counts(self) -> list[ProviderCount]:
        """The providers, those with most articles first, then by name."""
        counts = [
            ProviderCount(
                key=key,
                name=_favourite(facet.names),
                domain=_favourite({domain: n for domain, n in facet.domains.items() if domain}),
                articles=facet.articles,
                unread=facet.unread,
            )
            for key, facet in self._facets.items()
        ]
        return sorted(counts, key=lambda each: (-each.articles, each.name.casefold(), each.key))

    def key(self, provider: Provider) -> str:
        """What a provider is told apart by."""
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
