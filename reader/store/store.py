"""The articles of a library in memory."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from reader.model import Article, Problem, Provider, Selection, Severity, Topic
from reader.store.base import Base
from reader.store.facets import ProviderCount, ProviderFacets, TopicCount, TopicFacets
from reader.store.listing import Listing
from reader.store.lists import Lists, Wanted
from reader.store.relations import Relations

if TYPE_CHECKING:
    from reader.model.columns import Columns
    from reader.model.edges import Facts, Marks
    from reader.query import Query
    from reader.store.lookup import Lookup
    from reader.store.rank import Weights


class Store:
    """Articles by identity, with what lists and counts need.

    Of several files with one identity (*candidates*) the best is the article; the others wait in case it goes.
    An article that is not removed at its source is *shown*: in orders, facets and counts.

    Articles are kept as objects, one by one, or as the rows of a *base*, all those an index serves at once. A row whose
    file goes or is read anew, or whose identity another file has too, is dropped from the base; what is known of it
    then stands among the objects. So no identity is in both, and all that must be decided between articles is decided
    between objects.

    Attributes:
        articles: how many are shown.
        unread: how many of them are not read.
    """

    def __init__(self, marks: Marks, libraries: Sequence[str] = (), weights: Weights | None = None) -> None:
        """Make an empty store.

        Args:
            marks: what the person read and starred. Tell of changes of what is read by `read_changed`.
            libraries: the libraries' paths as given, in the person's order; it decides between equal files.
            weights: what the order by rank goes by; None for nothing in particular.
        """
        self.articles = 0
        self.unread = 0
        self._marks = marks
        self._weights = weights
        self._library_order = {library: number for number, library in enumerate(libraries)}
        self._topics = TopicFacets()
        self._providers = ProviderFacets()
        self._base: Base | None = None
        self._topic_lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._known_providers: dict[Provider, Provider] = {}
        self._begin()

    def _begin(self) -> None:
        """Have no objects."""
        self._by_key: dict[int, Article] = {}
        self._losers: dict[int, list[Article]] = {}
        self._paths: dict[str, dict[str, int]] = {}
        self._texts: dict[int, str] = {}
        self._relations = Relations(self.get)
        self._lists = Lists(self._marks, self._topics, self._providers, self._weights)

    # What is there

    def adopt(self, columns: Columns) -> None:
        """Take in all articles of a library at once, in place of all that was known of it.

        There is one base at most: articles of another one go, if its library is not this one they must be told anew.
        """
        if self._base is not None:
            self._count_base(-1)
            self.articles -= self._base.articles
            self._set_base(None)
        if self._paths.keys() <= {columns.library}:  # nothing else is there: quicker than one by one
            self.articles = self.unread = 0
            self._topics.clear()
            self._providers.clear()
            self._begin()
        for path in tuple(self._paths.get(columns.library, ())):
            self.remove(columns.library, path)
        base = Base(columns, self._weights)
        self._set_base(base)
        self.articles += base.articles
        self._count_base(1)
        self.add(columns.others())
        for key in [key for key in self._by_key if base.row_of(key) is not None]:
            self._lift(key)

    def _set_base(self, base: Base | None) -> None:
        self._base = self._relations.base = base
        self._lists.set_base(base)

    def _lift(self, key: int) -> None:
        """Make an object of the row of an identity, if there is one."""
        base = self._base
        row = base.row_of(key) if base is not None else None
        if base is not None and row is not None:
            article = base.columns.article(row)
            self._drop(row)
            self.add((article,))

    def _drop(self, row: int) -> None:
        """Have a row of the base be there no more."""
        base = self._base
        assert base is not None
        if base.is_shown(row):
            columns = base.columns
            unread = columns.keys[row] not in self._marks.read_keys
            self.articles -= 1
            self.unread -= unread
            self._topics.weigh(columns.topic_lists[columns.topic_codes[row]], -1, -unread)
            self._providers.weigh(columns.providers[columns.provider_codes[row]], -1, -unread)
        base.drop(row)

    def _count_base(self, times: int) -> None:
        """Count the rows of the base, or count them no more.

        Args:
            times: 1 or -1.
        """
        base = self._base
        assert base is not None
        for topics, articles, unread in base.topic_counts(self._marks.read_keys):
            self._topics.weigh(topics, times * articles, times * unread)
        for provider, articles, unread in base.provider_counts(self._marks.read_keys):
            self._providers.weigh(provider, times * articles, times * unread)
            self.unread += times * unread

    def add(self, articles: Iterable[Article]) -> None:
        """Take in the articles of files. A file that was there before is taken anew."""
        for article in articles:
            self.remove(article.library, article.path)
            self._lift(article.key)
            self._paths.setdefault(article.library, {})[article.path] = article.key
            self._relations.add_file(article)
            current = self._by_key.get(article.key)
            if current is None:
                self._install(article)
            elif self._rank(article) < self._rank(current):
                self._losers.setdefault(article.key, []).append(current)
                self._uninstall(current)
                self._install(article)
            else:
                self._losers.setdefault(article.key, []).append(article)

    def remove(self, library: str, path: str) -> None:
        """Forget a file; another file of the same identity takes its place. Nothing happens when it is not there."""
        key = self._paths.get(library, {}).pop(path, None)
        if key is None:
            if self._base is not None and self._base.columns.library == library:
                row = self._base.row_at(path)
                if row is not None:
                    self._drop(row)
            return
        losers = self._losers.get(key, [])
        article = self._by_key[key]
        if (article.library, article.path) == (library, path):
            self._uninstall(article)
            if losers:
                best = min(losers, key=self._rank)
                losers.remove(best)
                self._install(best)
        else:
            article = next(each for each in losers if (each.library, each.path) == (library, path))
            losers.remove(article)
        if not losers:
            self._losers.pop(key, None)
        self._relations.remove_file(article)

    def places(self, but: str = "") -> list[tuple[str, str]]:
        """(library, path) of every file there is an article of.

        Args:
            but: a library that is left out.
        """
        places = [(library, path) for library, paths in self._paths.items() if library != but for path in paths]
        if self._base is not None and (library := self._base.columns.library) != but:
            places += [(library, path) for path in self._base.paths()]
        return places

    def per_library(self) -> dict[str, int]:
        """How many shown articles come from each library."""
        numbers: dict[str, int] = {}
        for article in self._by_key.values():
            if not article.removed:
                numbers[article.library] = numbers.get(article.library, 0) + 1
        if self._base is not None and self._base.articles:
            library = self._base.columns.library
            numbers[library] = numbers.get(library, 0) + self._base.articles
        return numbers

    def get(self, key: int) -> Article | None:
        """The article of an identity; removed ones too."""
        article = self._by_key.get(key)
        return article if article is not None or self._base is None else self._base.get(key)

    def at(self, library: str, path: str) -> Article | None:
        """The article of a file's identity."""
        key = self._paths.get(library, {}).get(path)
        if key is not None:
            return self._by_key[key]
        if self._base is None or self._base.columns.library != library:
            return None
        row = self._base.row_at(path)
        return None if row is None else self._base.article(row)

    def identities(self, first: int, end: int) -> Iterator[int]:
        """The keys of articles, and of all that articles tell of, from `first` up to below `end`; repeats possible."""
        yield from (key for key in chain(self._by_key, self._relations.identities()) if first <= key < end)
        if self._base is not None:
            yield from self._base.identities(first, end)

    @property
    def doubled(self) -> AbstractSet[int]:
        """The keys of which there are several files."""
        return self._losers.keys()

    def duplicates(self, key: int) -> tuple[Article, ...]:
        """The other files of an identity, the next best first."""
        return tuple(sorted(self._losers.get(key, ()), key=self._rank))

    def duplicate_problems(self) -> Iterator[Problem]:
        """One warning for each file that another one of the same identity stands before."""
        for key, losers in self._losers.items():
            best = self._by_key[key]
            for loser in losers:
                where = best.path if best.library == loser.library else f"{best.path} in {best.library}"
                yield Problem(
                    loser.library,
                    loser.path,
                    1,
                    1,
                    Severity.WARNING,
                    "duplicate",
                    f"The same article as {where}, which is shown in its place.",
                )

    def is_answered_by_index(self, query: Query) -> bool:
        """Whether what a query asks of bodies is answered by an index, for all articles that came as columns."""
        if self._base is None:
            return False
        from reader.query import Need
        from reader.query.indexed import parted

        parts = parted(query)
        return Need.BODY not in parts.rest.needs and self._base.found(parts.wanted or parts.unwanted) is not None

    def lookup(self, query: Query) -> Lookup | None:
        """What finds all that an index finds for a query; None when no index is asked."""
        from reader.query.indexed import parted
        from reader.store.lookup import Lookup

        wanted = parted(query).wanted
        return Lookup(self._base, wanted) if self._base is not None and wanted else None

    @property
    def has_columns(self) -> bool:
        """Whether articles were taken in as columns."""
        return self._base is not None

    def text(self, article: Article) -> str:
        """The folded text of an article in which queries look for words; kept for articles of the store."""
        from reader.model.haystack import haystack

        text = self._texts.get(article.key)
        if text is None:
            text = haystack(article)
            if self._by_key.get(article.key) is article:
                self._texts[article.key] = text
        return text

    # Relations

    def resolve(self, keys: Sequence[int]) -> Article | None:
        """The article that a related entry or an address leads to.

        An identity goes before everything else an article is found under; where several articles share such an alias,
        it leads to the earliest.

        Args:
            keys: `key_of` its canonical URLs, the identity's first.
        """
        return self._relations.resolve(keys)

    def related_from(self, article: Article) -> tuple[Article, ...]:
        """The shown articles that list this one as related, newest first; for a stub, those that tell of it."""
        return tuple(
            each for each in self._relations.listing(article.key, self._aliases(article.key)) if not each.removed
        )

    def tellers(self, key: int) -> tuple[Article, ...]:
        """The articles that tell of a stub, newest first, removed ones last."""
        listing = self._relations.listing(key, self._aliases(key))
        return tuple(sorted(listing, key=lambda each: each.removed))

    def stubs(self, keys: Iterable[int]) -> set[int]:
        """The keys of stubs that articles tell of under any of `keys`."""
        return self._relations.stubs(keys)

    def told(self, key: int) -> Article | None:
        """The article that entries with this identity lead to by another of their addresses, if there is one."""
        return self._relations.told(key)

    def _aliases(self, key: int) -> set[int]:
        """What else than `key` leads to its article, by any of its files."""
        article = self.get(key)
        candidates = () if article is None else (article, *self._losers.get(key, ()))
        return {alias for each in candidates for alias in each.keys}

    # Lists and counts

    def select(
        self,
        selection: Selection,
        *,
        keep: Collection[int] = (),
        elsewhere: Iterable[Article] = (),
        facts: Facts | None = None,
        indexed: bool = True,
        first: int | None = None,
    ) -> Listing:
        """The shown articles that `selection` asks for, in its order; of removed ones too where its query says so.

        Args:
            selection: scope, topic, provider, query and order.
            keep: keys of articles that stay although scope or query would drop them.
            elsewhere: articles that are not in the store and pass the scope.
            facts: what the query may ask; without them only the articles and the marks are known.
            indexed: whether articles that came as columns are listed too.
            first: where that is quicker, about so many of the newest do, and the listing is a part; None for all.
        """
        if facts is None and selection.query:
            from reader.query import PlainFacts

            facts = PlainFacts(marks=self._marks, folded=self.text)
        wanted = Wanted(selection, keep, list(elsewhere), facts, indexed, first)
        return self._lists.select(wanted, self._by_key.values)

    def topics(self) -> tuple[TopicCount, ...]:
        """The topics in display order."""
        return tuple(self._topics.counts())

    def providers(self) -> tuple[ProviderCount, ...]:
        """The providers, those with most articles first."""
        return tuple(self._providers.counts())

    def spread(self, field: str) -> Counter[str]:
        """How many shown articles have each value of `type` or `category`."""
        numbers = Counter(getattr(article, field) for article in self._shown())
        if self._base is not None:
            numbers.update(self._base.spread(field))
        return numbers

    def describe_topics(self, topics: Iterable[Topic]) -> tuple[str, ...]:
        """Put articles under a tree of topics; returns one sentence for each cycle that had to be cut."""
        self._topics.describe(topics)
        for article in self._shown():
            self._topics.add(article, unread=self._is_unread(article))
        if self._base is not None:
            for spellings, articles, unread in self._base.topic_counts(self._marks.read_keys):
                self._topics.weigh(spellings, articles, unread)
        return self._topics.tree.problems

    def read_changed(self, keys: Iterable[int]) -> None:
        """Correct the counts after the marks of these articles, each named once, turned from read to unread or back."""
        base, read, by_key = self._base, self._marks.read_keys, self._by_key
        turned = set(keys)
        # Added up first: many articles share their topics and their provider.
        topics: Counter[tuple[str, ...]] = Counter()
        providers: Counter[Provider] = Counter()
        for article in filter(None, map(by_key.get, turned)):
            if not article.removed:
                unread = -1 if article.key in read else 1
                topics[article.topics] += unread
                providers[article.provider] += unread
        if base is not None:
            columns = base.columns
            for row in base.with_keys(turned):
                unread = -1 if columns.keys[row] in read else 1
                topics[columns.topic_lists[columns.topic_codes[row]]] += unread
                providers[columns.providers[columns.provider_codes[row]]] += unread
        for named, number in topics.items():
            self._topics.weigh(named, 0, number)
        for provider, number in providers.items():
            self.unread += number
            self._providers.weigh(provider, 0, number)

    def _shown(self) -> Iterator[Article]:
        return (article for article in self._by_key.values() if not article.removed)

    def _is_unread(self, article: Article) -> bool:
        return article.key not in self._marks.read_keys

    # One article in, one article out

    def _rank(self, article: Article) -> tuple[float, int, int, str, str]:
        """Sorts candidates, the best first: later, fuller, of an earlier library, path. Never the file's own time."""
        moment = article.updated_at or article.published_at
        order = self._library_order.get(article.library, len(self._library_order))
        date = inf if moment is None else -moment.at.timestamp()
        return date, -article.filled, order, article.library, article.path

    def _install(self, article: Article) -> None:
        article = self._by_key[article.key] = self._shared(article)
        if article.removed:
            return
        unread = self._is_unread(article)
        self.articles += 1
        self.unread += unread
        self._topics.add(article, unread=unread)
        self._providers.add(article, unread=unread)
        self._lists.show(article)

    def _uninstall(self, article: Article) -> None:
        self._relations.remove(article)
        self._texts.pop(article.key, None)
        del self._by_key[article.key]
        if article.removed:
            return
        unread = self._is_unread(article)
        self.articles -= 1
        self.unread -= unread
        self._topics.remove(article, unread=unread)
        self._providers.remove(article, unread=unread)
        self._lists.hide(article)

    def _shared(self, article: Article) -> Article:
        """The same article, made of the values that others have in common with it; its links are taken in."""
        return article._replace(
            links=self._relations.add(article),
            provider=self._known_providers.setdefault(article.provider, article.provider),
            topics=self._topic_lists.setdefault(article.topics, article.topics),
            type=sys.intern(article.type),
            category=sys.intern(article.category),
            library=sys.intern(article.library),
        )
