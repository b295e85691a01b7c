"""The orders a list can have.

An order is sorted once and then kept: what arrives is merged in, and turning it round costs one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import takewhile
from math import inf
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, TypeAlias

from reader.model import Article, Sort, SortKey
from reader.query import fold

if TYPE_CHECKING:
    from reader.store.rank import Weights

Entry: TypeAlias = tuple[float | str, float, str, str, int, Article]
"""The value, then what decides ties: date, title, id; and the article.

No two entries are equal up to the id, so articles themselves are never compared. All first parts of one order are of
one type, which makes sorting twice as fast.
"""

UNKNOWN_TEXT = "\U0010ffff"
"""Stands behind every other text."""


Number: TypeAlias = Callable[[Article], float | None]
"""Gives the number of an article that an order goes by; None when it is not known."""


def number_of(key: SortKey, weights: Weights | None = None) -> Number:
    """What gives the number that the orders heat, quality and rank go by.

    Args:
        key: the order.
        weights: what the person thinks of providers and topics, for rank; None for nothing in particular.
    """
    if key is not SortKey.RANK:
        return attrgetter(key.value)
    from reader.store.rank import Weights, score

    return partial(score, weights=weights or Weights())


def entry(article: Article, key: SortKey, number: Number) -> Entry:
    """What sorts an article in the direction without `-`: dates and numbers high first, text from A to Z.

    Args:
        article: the article.
        key: the order.
        number: `number_of(key)`; not asked for dates and texts.
    """
    date = inf if article.published_at is None else -article.published_at.at.timestamp()
    title = fold(article.title)
    value: float | str
    if key is SortKey.DATE:
        value = date
    elif key is SortKey.TITLE:
        value = title or UNKNOWN_TEXT
    elif key is SortKey.PROVIDER:
        value = fold(article.provider.label) or UNKNOWN_TEXT
    else:
        known = number(article)
        value = inf if known is None else -float(known)
    return (value, date, title, article.title, article.key, article)


def arranged(entries: list[Entry], *, reverse: bool) -> list[Article]:
    """The articles of sorted entries. Turned round, unknown values still come last, and ties are decided as before."""
    if reverse:
        known = list(takewhile(lambda each: each[0] not in {inf, UNKNOWN_TEXT}, entries))
        unknown = entries[len(known) :]
        # Sorting keeps the order of equal values, also when it is turned round.
        known.sort(key=itemgetter(0), reverse=True)
        entries = known + unknown
    return [each[5] for each in entries]


def in_order(articles: Iterable[Article], sort: Sort, weights: Weights | None = None) -> list[Article]:
    """`articles` sorted, without keeping anything."""
    number = number_of(sort.key, weights)
    return arranged(sorted(entry(article, sort.key, number) for article in articles), reverse=sort.reverse)


class Orders:
    """All shown articles in every order that was asked for."""

    def __init__(self, weights: Weights | None = None) -> None:
        """Begin with none.

        Args:
            weights: what the order by rank goes by; None for nothing in particular.
        """
        self._weights = weights
        self._orders: dict[SortKey, _Order] = {}

    def show(self, article: Article) -> None:
        """Take an article into every order."""
        for order in self._orders.values():
            order.arrived[article.key] = article

    def hide(self, article: Article) -> None:
        """Take an article out of every order."""
        for order in self._orders.values():
            if order.arrived.pop(article.key, None) is None:
                order.gone.add(article.key)

    def rows(self, sort: Sort, everything: Iterable[Article]) -> Sequence[Article]:
        """The articles in the order of `sort`.

        Args:
            sort: the order.
            everything: all shown articles; looked at only when the order was not asked for before.
        """
        order = self._orders.get(sort.key)
        if order is None:
            order = self._orders[sort.key] = _Order(sort.key, number_of(sort.key, self._weights))
            order.arrived = {article.key: article for article in everything}
        return order.rows(reverse=sort.reverse)


class _Order:
    """One kept order. `arrived` and `gone` wait until the order is looked at: most are not, while files stream in."""

    def __init__(self, key: SortKey, number: Number) -> None:
        self.arrived: dict[int, Article] = {}
        self.gone: set[int] = set()
        self._key = key
        self._number = number
        self._entries: list[Entry] = []
        self._rows: dict[bool, list[Article]] = {}

    def rows(self, *, reverse: bool) -> Sequence[Article]:
        if self.gone:
            self._entries = [each for each in self._entries if each[4] not in self.gone]
        if self.arrived:
            # The sort finds the two runs and merges them; that is as good as a merge by hand.
            self._entries += sorted(entry(article, self._key, self._number) for article in self.arrived.values())
            self._entries.sort()
        if self.gone or self.arrived:
            self.gone, self.arrived, self._rows = set(), {}, {}
        if reverse not in self._rows:
            self._rows[reverse] = arranged(self._entries, reverse=reverse)
        return self._rows[reverse]
