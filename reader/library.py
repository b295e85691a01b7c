"""The library: the one object both front ends talk to.

`Library` joins what the folders hold (repository), what is known of it (store) and what the person did (journal);
`open_library` (in `reader.library_opening`) finds the folders and names the implementations.

Threads: a `Library` belongs to the thread that made it. `batches`, `watch`, `look`, `document`, `raw_file`, `note_of`
and `history` may be called from others; they only read.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from reader.library_deeds import LibraryDeeds
from reader.library_documents import LibraryDocuments
from reader.library_opening import open_library
from reader.library_search import LibrarySearch
from reader.library_trust import LibraryTrust
from reader.model import Article, Problem, Scope, Selection, Severity, Sort, Topic
from reader.model.answers import Counts, LibraryStatus, Related, Status, Step
from reader.model.deeds import Deed, Imported, TagCount, Undone, View
from reader.model.mark import JSON, Kind, Mark
from reader.store import FileProblems, Listing, ProviderCount, Store, TopicCount, find

if TYPE_CHECKING:
    import threading

    from reader.library_completion import Vocabulary
    from reader.model.edges import Batch, Change, Deeds, Root, Source
    from reader.query import BodiesRead, Completion, QueryError
    from reader.query.bodies import BodyLeaf
    from reader.store.lookup import Lookup
    from reader.store.rank import Weights

__all__ = [
    "JSON",
    "Completion",
    "Counts",
    "Deed",
    "Imported",
    "Kind",
    "Library",
    "LibraryStatus",
    "Listing",
    "Lookup",
    "Mark",
    "ProviderCount",
    "QueryError",
    "Related",
    "Status",
    "Step",
    "TagCount",
    "TopicCount",
    "Undone",
    "View",
    "open_library",
]


EVERYTHING = Selection()
"""The list without any choice made."""


class Library(LibraryDeeds, LibraryDocuments, LibrarySearch, LibraryTrust):
    """Articles of one or more folders, and what the person did with them.

    Attributes:
        samples: whether the bundled samples stand in for a library the person has not got yet.
    """

    def __init__(
        self,
        source: Source,
        journal: Deeds,
        *,
        samples: bool = False,
        weights: Weights | None = None,
        notice: str = "",
    ) -> None:
        """Join folders and journal; nothing is read yet.

        Args:
            source: where the articles are.
            journal: what the person did.
            samples: see the attribute.
            weights: what the person thinks of providers and topics, for rank; None for nothing in particular.
            notice: a sentence to be told first; empty for none.
        """
        self._notice = notice
        self._given: tuple[str, ...] = ()
        self._journal = journal
        self._weights = weights
        self.take_from(source, samples=samples)

    def take_from(self, source: Source, *, samples: bool = False) -> None:
        """Have the articles from elsewhere: what was read before is gone, the next `batches` reads anew."""
        self.samples = samples
        self._source = source
        self._store = Store(self._journal, [root.given for root in source.roots], self._weights)
        self._topics_read: deque[tuple[tuple[Topic, ...], tuple[Problem, ...]]] = deque()
        self._topic_problems: tuple[Problem, ...] = ()
        self._file_problems = FileProblems()
        self._adopted = ""  # the library that was taken in whole since the last `finish`: nothing of before is left
        self._vocabulary: Vocabulary | None = None
        self._bodies: BodiesRead | None = None
        self._indexed: set[BodyLeaf] = set()
        self._renewed: set[int] = set()
        self._revision = 0

    @property
    def roots(self) -> tuple[Root, ...]:
        """The folders, in the person's order."""
        return tuple(self._source.roots)

    def sources(self) -> tuple[str, ...]:
        """The files and folders whose change changes what lists show first, before the library is looked through."""
        found: list[str] = []
        for root in self._source.roots:
            topics = root.real / "_data" / "topics"
            found += [str(topics), *map(str, sorted(topics.glob("*.yaml")))]
            index = self._source.index(root.given)
            found += [index.path, f"{index.path}-wal"] if index is not None else [str(root.real)]
        return tuple(found)

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences the person should see once: what is wrong with folders and the state kept, and what happens now."""
        return tuple(filter(None, (self._notice, self._journal.notice, self._source.notice)))

    def new_notices(self) -> tuple[str, ...]:
        """Those of `notices` that this has not given before."""
        fresh = tuple(notice for notice in self.notices if notice not in self._given)
        self._given += fresh
        return fresh

    # Loading

    def load(self) -> None:
        """Read everything, now."""
        for batch in self.batches():
            self.absorb(batch)
        self.finish()

    def batches(
        self,
        cancelled: threading.Event | None = None,
        first: Selection = EVERYTHING,
        *,
        trusting: bool = False,
        growing: bool = False,
    ) -> Iterator[Batch]:
        """Read the folders on any thread, piece by piece; hand each piece to `absorb` on the library's own thread.

        Args:
            cancelled: ends the iteration when set.
            first: the list that will be shown; its first page comes first, as far as scope and order decide it and
                the index is there to tell.
            trusting: whether files are not looked at where that seems needless: see `LibraryTrust`.
            growing: whether articles are wanted as they come; else those of a large library that is read for the
                first time may come when all of them are there, which is sooner.
        """
        # A deque's append and popleft are atomic, so that topics need no batch of their own.
        self._topics_read.append(self._source.topics())
        wanted: Callable[[int], bool] | None = None
        if first.scope is not Scope.ALL:
            read, starred = self._journal.read_keys, self._journal.starred
            unread = first.scope is Scope.UNREAD
            wanted = (lambda key: key not in read) if unread else starred.__contains__
        yield from self._source.load(cancelled, first.sort, wanted, trusting=trusting, growing=growing)

    def rebuild(self) -> None:
        """Have the next `load` or `batches` read every file and make the index anew."""
        self._source.rebuild()

    def absorb(self, batch: Batch) -> None:
        """Take in what `batches` gave. The articles are in every list and count afterwards."""
        self._vocabulary = None
        self._take_topics()
        self._forget_bodies(batch, all_of_them=batch.columns is not None)
        if batch.columns is not None:
            self._adopted = batch.columns.library
            self._store.adopt(batch.columns)
        self._file_problems.forget(batch.gone)
        for place in batch.gone:
            self._store.remove(*place)
        for place in self._file_problems.add(batch.articles, batch.problems):
            if place[0] != self._adopted:  # its articles came all at once, not with what is wrong with their files
                self._store.remove(*place)
        self._store.add(batch.articles)

    def finish(self, *, complete: bool = True) -> None:
        """Say that the last batch is in. Reading again is possible afterwards: `batches`, `absorb`, `finish`.

        Args:
            complete: False when reading was cancelled; then articles it did not come to stay.
        """
        self._vocabulary = None
        self._take_topics()
        for place in self._file_problems.finish(self._store.places(but=self._adopted), complete=complete):
            self._store.remove(*place)
        self._adopted = ""

    # Changes

    def watch(self, cancelled: threading.Event) -> Iterator[Change]:
        """Follow the folders on any thread, once `finish` is done; hand each change to `renew`, in this order.

        It ends by itself when the folders cannot be watched.

        Args:
            cancelled: ends the iteration soon when set.
        """
        for change in self._source.watch(cancelled):
            if change.topics:
                self._topics_read.append(self._source.topics())
            yield change

    def look(self) -> bool:
        """Have `watch` look at everything now; False when it does not run. On any thread."""
        return self._source.look()

    def renew(self, change: Change) -> None:
        """Take in what `watch` gave: it holds in every list and count afterwards."""
        self._vocabulary = None
        self._take_topics()
        self._renewed |= self._forget_bodies(change)
        self._file_problems.renew(change.gone, change.problems)
        for place in change.gone:
            self._store.remove(*place)
        self._store.add(change.articles)

    def _take_topics(self) -> None:
        while self._topics_read:
            topics, problems = self._topics_read.popleft()
            cut = self._store.describe_topics(topics)
            library = self._source.roots[0].given if self._source.roots else ""
            self._topic_problems = (
                *problems,
                *(Problem(library, "_data/topics", 1, 1, Severity.WARNING, "topic-cycle", message) for message in cut),
            )

    # Lists and counts

    def select(self, selection: Selection, keep: Collection[int] = (), *, first: int | None = None) -> Listing:
        """The articles of a list, in its order.

        The scope "starred" also lists starred ones the library has not; and so does a query among all articles that
        asks for stars, tags or notes with those that have any.

        Args:
            selection: scope, topic, provider, view, query and order.
            keep: keys of articles that stay although the scope or the query would drop them; they were in the list.
            first: where that is quicker, about so many articles do for now, and the listing says that it is a part.
        """
        if not (selection.query or selection.view or selection.then):
            return self._list(selection, keep)
        from reader.library_lists import in_orders, values_of

        wanted = self._asked(selection)
        one = selection._replace(query=wanted.query, view="", sort=wanted.orders[-1], then=())
        rows = self._list(one, keep, first=first if len(wanted.orders) == 1 else None)
        if len(wanted.orders) < 2:
            return rows
        return Listing(in_orders(rows, wanted.orders, partial(values_of, weights=self._weights))[: wanted.limit])

    def orders(self, selection: Selection) -> tuple[Sort, ...]:
        """The order a list comes in, the key that counts most first: its query's, else its view's, else its own."""
        if not (selection.query or selection.view or selection.then):
            return (selection.sort,)
        return self._asked(selection).orders

    def query_of(self, selection: Selection) -> str:
        """What view and query of a list ask together, as one query; empty for nothing."""
        from reader.library_lists import whole_query

        return whole_query(selection, self._journal.views)

    def count_views(self) -> Iterator[tuple[str, int]]:
        """How many unread articles each saved view has, a view at a time: whoever counts may rest in between."""
        for name in tuple(self._journal.views):
            yield name, len(self.select(Selection(scope=Scope.UNREAD, view=name)))

    def _list(
        self,
        selection: Selection,
        keep: Collection[int],
        *,
        possible: bool = False,
        indexed: bool = True,
        first: int | None = None,
    ) -> Listing:
        """`select` for a query in one order.

        Args:
            selection: the list.
            keep: as for `select`.
            possible: whether what may answer the query is listed too, as far as bodies are not known.
            indexed: whether articles that came as columns are listed too.
            first: as for `select`.
        """
        elsewhere: Iterable[Article] = ()
        if selection.scope is Scope.STARRED:
            keys = (key for key in {*self._journal.starred, *keep} if self._store.get(key) is None)
            elsewhere = [each for each in map(self._journal.snapshot, keys) if each is not None]
        elif selection.scope is Scope.ALL and selection.query:
            from reader.library_lists import asks_beyond

            if asks_beyond(selection.query):
                elsewhere = [each for key, each in self._journal.held.items() if self._store.get(key) is None]
        facts = self._facts(possible=possible) if selection.query else None
        return self._store.select(selection, keep=keep, elsewhere=elsewhere, facts=facts, indexed=indexed, first=first)

    def complete(self, query: str, cursor: int) -> list[Completion]:
        """How a query can go on where the cursor is, the likeliest first: fields, and the values the library has.

        Args:
            query: as far as it is typed.
            cursor: characters before the cursor.
        """
        from reader.query import complete

        if self._vocabulary is None:
            from reader.library_completion import Vocabulary

            self._vocabulary = Vocabulary(self, self._store.spread)
        return complete(query, cursor, self._vocabulary)

    def counts(self) -> Counts:
        """Numbers of the whole library."""
        starred = sum(
            article is None or not article.removed for article in map(self._store.get, self._journal.starred.keys())
        )
        return Counts(self._store.articles, self._store.unread, starred, len(self._all_problems()))

    def topics(self) -> tuple[TopicCount, ...]:
        """The topics as the sidebar shows them: a tree, flattened in display order."""
        return self._store.topics()

    def providers(self) -> tuple[ProviderCount, ...]:
        """The providers, those with most articles first."""
        return self._store.providers()

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files, by library, path, line and column."""
        return tuple(sorted(self._all_problems()))

    def _all_problems(self) -> list[Problem]:
        return [*self._file_problems.all(), *self._topic_problems, *self._store.duplicate_problems()]

    def status(self) -> Status:
        """What there is, in numbers."""
        counts = self.counts()
        per_library = self._store.per_library()
        return Status(
            libraries=tuple(
                LibraryStatus(root.given, per_library.get(root.given, 0), self._source.index(root.given))
                for root in self._source.roots
            ),
            articles=counts.articles,
            unread=counts.unread,
            starred=counts.starred,
            topics=len(self.topics()),
            problems=counts.problems,
            samples=self.samples,
        )

    # Single articles

    def get(self, key: int) -> Article | None:
        """The article of a key: the library's, else the snapshot of a starred, tagged or noted one, else None."""
        return self._store.get(key) or self._journal.snapshot(key)

    def find(self, ref: str) -> Article:
        """The article a reference names: id, start of an id (6 or more), any URL, or path; stubs by id and URL.

        Raises:
            NotFoundError: nothing answers to it.
            AmbiguousReferenceError: several articles do; it names them.
        """
        return find(ref, self._store, places=self._places(ref), starred=self._journal.held, stub=self._stub)

    def _places(self, ref: str) -> Iterator[list[tuple[str, str]]]:
        """Every (library, path inside it) that a path may mean, the likeliest meanings first."""
        from reader.repository.names import readable_path

        roots = self._source.roots
        yield [(root.given, ref) for root in roots]
        yield [(root.given, readable_path(ref)) for root in roots]
        yield [(root.given, ref.removeprefix(f"{root.given}/")) for root in roots if ref.startswith(f"{root.given}/")]
        # A link inside a library is found by its own name, a link into one by what it leads to.
        try:
            meant = (os.path.abspath(ref), os.path.realpath(ref))
        except OSError:  # the current folder was deleted, and a relative path means nothing from there
            return
        for absolute in meant:
            yield [(root.given, readable_path(os.path.relpath(absolute, root.real))) for root in roots]

    def duplicates(self, article: Article) -> tuple[str, ...]:
        """The paths of the other files of the article's identity, inside their libraries."""
        return tuple(each.path for each in self._store.duplicates(article.key))
