"""Who lists whom as related.

A *target* is what one related entry says it is about: the keys of its addresses, the identity's first. Many articles
list the same target, so each is kept once and shared; whether the library has it is asked anew each time, because
articles come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from reader.model import Article

Target: TypeAlias = tuple[int, ...]


class _Node:
    """A target and the keys of the articles that list it."""

    __slots__ = ("sources", "target")

    def __init__(self, target: Target) -> None:
        self.target = target
        self.sources: list[int] = []


class Links:
    """The related entries of all shown articles, findable from both ends."""

    def __init__(self) -> None:
        self._nodes: dict[Target, _Node] = {}
        self._by_key: dict[int, _Node | list[_Node]] = {}

    def add(self, article: Article) -> tuple[Target, ...]:
        """Take in what an article lists; returns its links, equal to `article.links`, sharing memory with others."""
        nodes = self._nodes
        shared = []
        for target in article.links:
            node = nodes.get(target)
            if node is None:
                node = self._node(target)
            # An article that lists one target twice is its only source since: it is the last.
            if not node.sources or node.sources[-1] != article.key:
                node.sources.append(article.key)
            shared.append(node.target)
        return tuple(shared)

    def remove(self, article: Article) -> None:
        """Forget what an article lists; it must be the one given to `add`."""
        for target in dict.fromkeys(article.links):
            node = self._nodes[target]
            node.sources.remove(article.key)
            if not node.sources:
                del self._nodes[target]
                for key in dict.fromkeys(target):
                    self._drop(key, node)

    def targets(self, keys: Iterable[int]) -> Iterator[tuple[Target, list[int]]]:
        """Every target that has one of `keys`, with the keys of the articles that list it; each once."""
        met: set[Target] = set()
        for key in keys:
            found = self._by_key.get(key, ())
            for node in (found,) if isinstance(found, _Node) else tuple(found):
                if node.target not in met:
                    met.add(node.target)
                    yield node.target, node.sources

    def identities(self) -> Iterable[int]:
        """The identity's key of every target; repeats are possible."""
        return (target[0] for target in self._nodes)

    def _node(self, target: Target) -> _Node:
        node = self._nodes[target] = _Node(target)
        for key in dict.fromkeys(target):
            others = self._by_key.get(key)
            if others is None:
                self._by_key[key] = node
            elif isinstance(others, _Node):
                self._by_key[key] = [others, node]
            else:
                others.append(node)
        return node

    def _drop(self, key: int, node: _Node) -> None:
        others = self._by_key.get(key)
        if others is node:
            del self._by_key[key]
        elif isinstance(others, list):
            others.remove(node)
            if not others:
                del self._by_key[key]
