"""Lists: which articles a selection asks for, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.model import Article, Scope, Selection, Sort, SortKey
from reader.model.named import NamedTuple
from reader.store.facets import ProviderFacets, TopicFacets
from reader.store.listing import Listing
from reader.store.orders import Orders, in_order

if TYPE_CHECKING:
    from reader.model.edges import Facts, Marks
    from reader.query import Query
    from reader.query.table import Table
    from reader.store.answering import Answers
    from reader.store.base import Base
    from reader.store.rank import Weights


class Wanted(NamedTuple):
    """What a list is to hold.

    Attributes:
        selection: scope, topic, provider, query and order.
        keep: keys of articles that stay although scope or query would drop them.
        elsewhere: articles that are not in the store and pass the scope.
        facts: what the query may ask; None without a query.
        indexed: whether articles that came as columns are listed too.
        first: where that is quicker, about so many of the newest do, and the listing is a part; None for all.
    """

    selection: Selection
    keep: Collection[int]
    elsewhere: Sequence[Article]
    facts: Facts | None
    indexed: bool = True
    first: int | None = None

    @property
    def may_be_part(self) -> bool:
        """Whether the list is by date, of all scopes and topics: then the newest hits are its first."""
        return self.first is not None and not self.keep and self.selection == Selection(query=self.selection.query)


class Lists:
    """Makes lists of articles that are objects and of the rows of a base.

    Attributes:
        base: the rows; None without any.
    """

    def __init__(
        self, marks: Marks, topics: TopicFacets, providers: ProviderFacets, weights: Weights | None = None
    ) -> None:
        """Begin with no article.

        Args:
            marks: what the person read and starred.
            topics: says which articles belong to a topic.
            providers: the same of providers.
            weights: what the order by rank goes by; None for nothing in particular.
        """
        self.base: Base | None = None
        self._marks = marks
        self._topics = topics
        self._providers = providers
        self._weights = weights
        self._orders = Orders(weights)
        self._table: Table | None = None
        self._base_table: Table | None = None
        # Where articles stand in an order of the base, which never changes.
        self._placed: dict[Sort, dict[int, tuple[Article, int]]] = {}

    def set_base(self, base: Base | None) -> None:
        """Make lists of other rows."""
        self.base, self._base_table, self._placed = base, None, {}

    def show(self, article: Article) -> None:
        """Take an object into the lists."""
        self._orders.show(article)

    def hide(self, article: Article) -> None:
        """Take an object out of the lists."""
        self._orders.hide(article)

    def select(self, wanted: Wanted, articles: Callable[[], Iterable[Article]]) -> Listing:
        """What is wanted, in its order.

        Args:
            wanted: what.
            articles: gives all objects, removed ones too.
        """
        selection, limit, answers = wanted.selection, None, None
        if selection.query and wanted.facts is not None:
            from reader.query import parse
            from reader.store.answering import Answers

            query = parse(selection.query)
            selection, limit = selection._replace(sort=_order_of(query, selection.sort)), query.limit
            answers = Answers(query, wanted.facts)
        wanted = wanted._replace(selection=selection)
        beside = self._beside(wanted, answers, articles)
        if self.base is None or not wanted.indexed:
            return Listing(beside if limit is None else beside[:limit])
        if answers is not None and wanted.first is not None and wanted.may_be_part and limit is None:
            found = answers.first_rows(self.base, wanted.first)
            if found is not None:
                places = self._places(self.base, beside, selection.sort)
                part = self.base.arranged(found[0], selection.sort, places)
                return Listing(beside, part, self.base, is_part=found[1])
        numbers = self._numbers(wanted, answers, self.base, beside)
        rising = selection.sort == Sort() and not beside
        return Listing(beside, numbers if limit is None else numbers[:limit], self.base, rising=rising)

    def _beside(
        self, wanted: Wanted, answers: Answers | None, articles: Callable[[], Iterable[Article]]
    ) -> Sequence[Article]:
        """What is wanted of the articles that are objects, in order."""
        selection, keep, others = wanted.selection, wanted.keep, wanted.elsewhere
        sort = selection.sort
        rows = self._orders.rows(sort, (each for each in articles() if not each.removed))
        removed: list[Article] = []
        if answers is not None:
            found = answers.among(self._table_of(rows, answers.facts))
            others = _kept(others, answers.among(others), keep)
            rows = _kept(rows, found, keep)
            if answers.want_removed:
                removed = answers.among(each for each in articles() if each.removed)
                rows = in_order((*rows, *removed), sort, self._weights)
        if selection.scope is Scope.UNREAD:
            read = self._marks.read_keys
            rows = [each for each in rows if each.key not in read or each.key in keep]
        elif selection.scope is Scope.STARRED:
            starred = {*self._marks.starred, *keep}
            rows = [each for each in rows if each.key in starred]
        if others:
            rows = in_order((*rows, *others), sort, self._weights)
        if selection.topic:
            keys = self._topics.members(selection.topic)
            also = {each.key for each in removed if self._topics.has(each, selection.topic)}
            rows = [each for each in rows if each.key in keys or each.key in also]
        if selection.provider:
            keys = self._providers.members(selection.provider)
            also = {each.key for each in (*others, *removed) if each.provider.key == selection.provider}
            rows = [each for each in rows if each.key in keys or each.key in also]
        return rows

    def _numbers(self, wanted: Wanted, answers: Answers | None, base: Base, beside: Sequence[Article]) -> Sequence[int]:
        """What is wanted of the rows of the base, and all of `beside`, in order; see `Listing`."""
        selection, keep = wanted.selection, wanted.keep
        columns, keys = base.columns, base.columns.keys
        everything = rows = base.rows()
        if answers is not None:
            among = base.rows(removed=True) if answers.want_removed else rows
            rows = answers.rows(self._table_of_base(base), base, among)
            if keep and (missing := {*base.with_keys(keep)}.difference(rows)):
                rows = sorted([*rows, *missing])
        if selection.scope is Scope.UNREAD and (read := self._marks.read_keys):
            rows = [row for row in rows if keys[row] not in read or keys[row] in keep]
        elif selection.scope is Scope.STARRED:
            starred = {*self._marks.starred, *keep}
            rows = base.with_keys(starred) if rows is everything else [row for row in rows if keys[row] in starred]
        if selection.topic:
            with_topic = [selection.topic in self._topics.keys(topics) for topics in columns.topic_lists]
            rows = [row for row in rows if with_topic[columns.topic_codes[row]]]
        if selection.provider:
            of_provider = [self._providers.key(provider) == selection.provider for provider in columns.providers]
            rows = [row for row in rows if of_provider[columns.provider_codes[row]]]
        places = self._places(base, beside, selection.sort)
        return base.arranged(rows if rows is not everything else None, selection.sort, places)

    def _places(self, base: Base, beside: Sequence[Article], sort: Sort) -> list[int]:
        """Before which place of the base's order each article belongs."""
        known = self._placed.setdefault(sort, {})
        places = []
        for article in beside:
            kept = known.get(article.key)
            if kept is None or kept[0] is not article:
                kept = known[article.key] = article, base.place(article, sort)
            places.append(kept[1])
        return places

    def _table_of(self, rows: Sequence[Article], facts: Facts) -> Table:
        """The rows as queries look at them; while a person types, the same rows are asked again and again."""
        from reader.query.table import Table

        if self._table is None or self._table.articles is not rows:
            self._table = Table(rows, facts.folded)
        return self._table

    def _table_of_base(self, base: Base) -> Table:
        from reader.store.base_table import BaseTable

        if self._base_table is None:
            self._base_table = BaseTable(base)
        return self._base_table


def _kept(articles: Sequence[Article], found: Sequence[Article], keep: Collection[int]) -> Sequence[Article]:
    """Those of `articles` that were found or are kept."""
    if not keep:
        return found
    keys = {article.key for article in found}
    return [article for article in articles if article.key in keys or article.key in keep]


def _order_of(query: Query, sort: Sort) -> Sort:
    """The order a query asks for by its first key (`sort:heat`), else `sort`; ties go as they always do."""
    for term in query.sort[:1]:
        if term.key in set(SortKey):
            return Sort(SortKey(term.key), term.reverse)
    return sort
