"""Queries as the library answers them: what of them is not understood, and what stands in bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from reader.model import Article, Selection

if TYPE_CHECKING:
    from reader.library_bodies import BodySearch, Learned
    from reader.library_lists import Asked
    from reader.model.answers import Why
    from reader.model.edges import Batch, Change, Deeds, Facts, Source
    from reader.query import BodiesRead, QueryError
    from reader.query.bodies import BodyLeaf
    from reader.store import Listing, Store
    from reader.store.lookup import Lookup
    from reader.store.rank import Weights


class LibrarySearch:
    """The part of `reader.library.Library` that is about queries.

    No list waits for a file: where a body must be read before it is known whether an article answers a query, the list
    is without it, until `body_search` has been done.
    """

    _journal: Deeds
    _source: Source
    _store: Store
    _weights: Weights | None
    _bodies: BodiesRead | None
    _renewed: set[int]
    """Keys of articles that changed since the library was read: an index may not know them as they are."""
    _revision: int
    """How often articles have changed."""
    _indexed: set[BodyLeaf]
    """What the indexes were asked of bodies since articles changed last."""

    def query_errors(self, query: str) -> tuple[QueryError, ...]:
        """What of a query is not understood, by column; `select` passes over it and answers the rest."""
        from reader.query import compile_query, parse

        read = parse(query)
        errors = (*read.errors, *compile_query(read, self._facts()).errors)
        return tuple(sorted(errors, key=lambda error: error.column))

    def view_errors(self, name: str) -> tuple[QueryError, ...]:
        """What of a saved view is not understood, as where the article it names is gone; `select` gives nothing then.

        Of a search, the rest is answered because more is being typed. Of a view, the rest may be all articles, and who
        marks a view read means what it was saved for.
        """
        return self.query_errors(self._journal.views.get(name, ""))

    def _asked(self, selection: Selection) -> Asked:
        """What a list asks for, with the saved views as they are, and are understood."""
        from reader.library_lists import asked

        is_answered = not selection.view or not self.view_errors(selection.view)
        return asked(selection, self._journal.views if is_answered else {})

    def narrows(self, query: str) -> bool:
        """Whether a query asks for anything at all, so that not every article is what it means."""
        from reader.query import parse

        read = parse(query)
        return read.tree is not None or read.limit is not None

    def as_search(self, selection: Selection, query: str) -> Selection:
        """The list of a view that asks, or asked, `query`, as a search that holds the same whatever the view does."""
        from reader.library_lists import whole_query

        return selection._replace(view="", query=whole_query(selection, {selection.view: query}))

    def highlights(self, selection: Selection) -> Callable[[str], list[tuple[int, int]]]:
        """What finds the parts of a text that query and view ask for, as (start, end), sorted and apart."""
        from reader.query import parse

        return parse(self._asked(selection).query).spans

    def lookup(self, selection: Selection) -> Lookup | None:
        """What makes the whole of a list quick to select of which `select` gave a part; None when nothing does.

        Run it on any thread and `keep` what it found: else selecting all waits for the index.
        """
        from reader.query import parse

        return self._store.lookup(parse(self._asked(selection).query))

    @property
    def needs_texts(self) -> bool:
        """Whether searches look at the texts of all articles in memory: there is no index that is asked."""
        return not self._store.has_columns

    def prepare_search(self, articles: Iterable[Article]) -> None:
        """Ready the texts of some articles for searching: the first search of a run need not do all at once.

        Worth it while `needs_texts`.
        """
        for article in articles:
            self._store.text(article)

    if TYPE_CHECKING:

        def _list(
            self, selection: Selection, keep: Collection[int], *, possible: bool = False, indexed: bool = True
        ) -> Listing: ...

        def find(self, ref: str) -> Article:
            """See the library."""

    def why(self, article: Article, selection: Selection | None = None, body: str | None = None) -> Why:
        """Why an article stands where it does in a list. Reads no file.

        Args:
            article: the article.
            selection: the list; None for all articles in the usual order.
            body: the article's body where it is at hand.
        """
        from reader.library_why import why
        from reader.query import parse

        wanted = self._asked(selection or Selection())
        return why(article, parse(wanted.query), wanted.orders, self._facts(), weights=self._weights, body=body)

    # Bodies

    def body_search(self, selection: Selection) -> BodySearch | None:
        """What is to be done until a list has all that its query finds in bodies; None when it has.

        Run `BodySearch.portions` on any thread and hand what comes to `learn`, then ask again: an index is asked before
        files are read. Changes of the library, too, may leave something to do.
        """
        if not (selection.query or selection.view):
            return None
        from reader.library_bodies import BodySearch
        from reader.query import Need, body_tests, parse
        from reader.query.tree import Contains

        wanted = self._asked(selection)
        query = parse(wanted.query)
        if Need.BODY not in query.needs or query.tree is None:
            return None
        text = str(query.tree)
        plain = selection._replace(query=text, view="", sort=wanted.orders[0], then=())
        indexed = not self._store.is_answered_by_index(parse(text))  # else nothing is doubtful there
        sure = self._list(plain, (), indexed=indexed)
        possible = self._list(plain, (), possible=True, indexed=indexed)
        total = len(possible) - len(sure)
        if not total:
            return None
        known = set(sure.keys())
        leaves = [test.leaf for test in body_tests(query)]
        ask = [leaf for leaf in leaves if isinstance(leaf, Contains) and leaf not in self._indexed]

        def wanting() -> Iterator[Article]:
            return (each for each in possible if each.key not in known)

        return BodySearch(self._source, text, wanting, total, ask=ask, revision=self._revision)

    def learn(self, learned: Learned) -> None:
        """Take in what a `BodySearch` gave; lists have it at once."""
        bodies = self._bodies_read()
        read = {each.key for each in learned.read}
        if learned.revision != self._revision:  # articles that changed since are other articles
            read = {each.key for each in learned.read if self._store.get(each.key) in (each, None)}
        for leaf in learned.asked:
            bodies.of(leaf).learn(read.intersection(learned.found.get(leaf, ())), read)
        for leaf, hits in learned.hits.items() if learned.revision == self._revision else ():
            self._indexed.add(leaf)
            if hits is not None:
                # Of several files of one article the index knows all, but only one is shown.
                doubtful = set(hits.keys) & self._store.doubled if hits.sure else set(hits.keys)
                bodies.of(leaf).learn_all(set(hits.keys) - doubtful - self._renewed, doubtful | self._renewed)

    def search_bodies(self, selection: Selection) -> Iterator[Learned]:
        """Do all of `body_search`, on the library's thread; lists have it when this ends. Tells how far it has come."""
        while (search := self.body_search(selection)) is not None:
            for learned in search.portions():
                self.learn(learned)
                yield learned

    def _forget_bodies(self, change: Batch | Change, *, all_of_them: bool = False) -> set[int]:
        """What is about to come or go: what was known of its bodies is not known any more. Returns its keys."""
        self._indexed.clear()
        self._revision += 1
        gone = (self._store.at(*place) for place in change.gone)
        keys = {each.key for each in (*change.articles, *gone) if each is not None}
        if all_of_them:
            self._bodies = None
        elif self._bodies is not None:
            self._bodies.forget(keys)
        return keys

    def _bodies_read(self) -> BodiesRead:
        if self._bodies is None:
            from reader.query import BodiesRead

            self._bodies = BodiesRead()
        return self._bodies

    def _facts(self, *, possible: bool = False) -> Facts:
        """What queries may ask.

        Args:
            possible: whether articles whose bodies are not known answer what is asked of bodies; else they do not.
        """
        from datetime import UTC, datetime

        from reader.library_facts import LibraryFacts
        from reader.query import Known

        now, bodies = datetime.now(UTC), Known(self._bodies_read(), possible)
        return LibraryFacts(now, self._store, self._journal, bodies, weights=self._weights, find=self.find)
