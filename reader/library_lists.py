"""What a list comes to: the query in force, the order in force, and rows that stay though the query would drop them.

The store answers one query in one order. Views, orders by several keys, and rows that are kept are put together here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model import Article, Selection, Sort, SortKey
from reader.model.named import NamedTuple

if TYPE_CHECKING:
    from reader.query import Query
    from reader.store.rank import Weights

Value = float | str


_NOTHING = "is:read is:unread"


class Asked(NamedTuple):
    """What a selection asks for when view and query are taken together.

    Attributes:
        query: one query for both; empty for none. Without order and limit when `limit` or several `orders` matter.
        orders: the keys of the order, the first one first; each key once.
        limit: how many articles at most; None for all, or when `query` says it.
    """

    query: str
    orders: tuple[Sort, ...]
    limit: int | None = None


def asks_beyond(query: str) -> bool:
    """Whether articles that the library has not may answer: it asks for stars, tags or notes, or for such articles."""
    from reader.query import Need, parse

    beyond = {Need.STARRED, Need.STARRED_AT, Need.TAGS, Need.NOTES, Need.ELSEWHERE}
    return bool(parse(query).needs & beyond)


def asked(selection: Selection, views: Mapping[str, str]) -> Asked:
    """Take view and query together.

    An order that the query names goes before one the view names, and that before the selection's own. To a view that
    is no more there is no answer.

    Args:
        selection: what a list holds.
        views: the queries of saved views, by name.
    """
    view = views.get(selection.view, _NOTHING) if selection.view else ""
    if not view and not selection.query:
        return Asked("", _each_once(selection.orders))
    from reader.query import parse

    query = parse(selection.query)
    text = selection.query
    if view:
        query = _together(parse(view), query)
        text = str(query)
    orders = _each_once(_orders(query) or selection.orders)
    if len(orders) < 2:
        return Asked(text, orders)
    return Asked(str(replace(query, sort=(), limit=None)), orders, query.limit)


def whole_query(selection: Selection, views: Mapping[str, str]) -> str:
    """What view and query ask together, as one query; as it was typed where only one of them asks anything."""
    view = views.get(selection.view, "") if selection.view else ""
    if not view or not selection.query:
        return view or selection.query
    from reader.query import parse

    return str(_together(parse(view), parse(selection.query)))


def _together(one: Query, other: Query) -> Query:
    """A query that asks what both ask."""
    from reader.query import Query
    from reader.query.tree import conjunction

    limits = [query.limit for query in (one, other) if query.limit is not None]
    tree = conjunction((one.tree, other.tree))
    return Query("", tree, sort=other.sort or one.sort, limit=min(limits, default=None))


def _orders(query: Query) -> tuple[Sort, ...]:
    known = set(SortKey)
    return tuple(Sort(SortKey(term.key), term.reverse) for term in query.sort if term.key in known)


def _each_once(orders: Iterable[Sort]) -> tuple[Sort, ...]:
    first: dict[SortKey, Sort] = {}
    for sort in orders:
        first.setdefault(sort.key, sort)
    return tuple(first.values())


def in_orders(
    rows: Sequence[Article], orders: Sequence[Sort], values: Callable[[SortKey], Callable[[Article], Value | None]]
) -> list[Article]:
    """Articles that are in the order of the last key already, in the order of all keys.

    Whatever is unknown comes last, whichever way round.

    Args:
        rows: the articles.
        orders: the keys, the first of which counts most.
        values: what gives an article's value for a key: numbers come high first, texts from A to Z; None where it is
            unknown.
    """
    found = list(rows)
    for sort in reversed(orders[:-1]):
        value = values(sort.key)
        valued = [(value(article), article) for article in found]
        known = [(one, article) for one, article in valued if one is not None]
        # Sorting keeps the order of equal values, also when it is turned round.
        numbers = bool(known) and not isinstance(known[0][0], str)
        known.sort(key=_first, reverse=numbers is not sort.reverse)
        found = [article for _, article in known] + [article for one, article in valued if one is None]
    return found


def values_of(key: SortKey, weights: Weights | None = None) -> Callable[[Article], Value | None]:
    """What gives an article's value for a key; None where it is unknown.

    Args:
        key: what lists are ordered by.
        weights: what the person thinks of providers and topics, for rank; None for nothing in particular.
    """
    from reader.query import fold
    from reader.store.orders import number_of

    if key is SortKey.DATE:
        return lambda article: None if article.published_at is None else article.published_at.at.timestamp()
    if key is SortKey.TITLE:
        return lambda article: fold(article.title) or None
    if key is SortKey.PROVIDER:
        return lambda article: fold(article.provider.label) or None
    return number_of(key, weights)


def _first(pair: tuple[Value, Article]) -> Value:
    return pair[0]
