"""Everything a library holds, the quickest first: what the index knows, then what has changed since.

The order is a promise: first a page of the list as it will be shown, then all other rows, then the difference. Nothing
is asked of the library's files before the first page is out.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Article, Problem, Sort
from reader.model.named import NamedTuple
from reader.repository.outcome import Outcome, read_found
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found, Scan

if TYPE_CHECKING:
    from reader.model.columns import Columns
    from reader.repository.index.background import BackgroundWriter
    from reader.repository.index.changes import Changes
    from reader.repository.index.reading import IndexReader
    from reader.repository.pool import Pool

_SMALL = 64  # files that are read in this process: starting others takes as long
_HEAD = 10  # files of a larger library that are read here while the others start
_LONG = 5_000  # files after which counting the others takes so long that a few are read first
_BUDGET = 0.3  # seconds after which the rest of a small library goes to other processes all the same
_BATCH_SIZE = 100
_BATCH_TIME = 0.06  # seconds; answers of other processes come every 50 ms at the latest
_MANY = 2_000  # files of a library that a process of its own looks through
_WITH_COLUMNS = 2_000  # files of a library from which on its index has columns


class Batch(NamedTuple):
    """A part of what a library holds.

    Attributes:
        articles: at most 100.
        problems: what is wrong with files and folders.
        done: how many files are dealt with so far.
        total: how many there are; None while they are being counted.
        gone: (library, path) of files of which nothing counts any more that was told before; they are gone, or
            `articles` and `problems` tell of them anew.
        columns: all articles of a library at once, in place of all that was told of it before.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    done: int
    total: int | None
    gone: tuple[tuple[str, str], ...] = ()
    columns: Columns | None = None


class First(NamedTuple):
    """What to give first.

    Attributes:
        sort: the order of the list that will be shown.
        wanted: whether an article is in it, by its key; None when all are.
    """

    sort: Sort = Sort()
    wanted: Callable[[int], bool] | None = None


class Shelf:
    """One library folder while it is loaded.

    Attributes:
        root: the folder.
        index: where its index is kept; None when none can be.
        reader: the index as it stands; None when there is none that can be used.
        columns: the articles of the index as columns, if they were given so.
        given: the paths of articles and problems that the index has given otherwise.
        changes: what has changed since; everything, without an index.
        fresh: whether the index is complete and up to date.
        trusted: whether that was believed without a look at every file.
    """

    def __init__(self, root: LibraryRoot, index: Path | None) -> None:
        self.root = root
        self.index = index
        self.reader: IndexReader | None = None
        self.columns: Columns | None = None
        self.given: Collection[str] = ()
        self.changes: Changes | None = None
        self.fresh = False
        self.trusted = False


class Loading:
    """One time of loading. Use `batches` once."""

    def __init__(
        self,
        shelves: Sequence[Shelf],
        first: First,
        go_on: Callable[[], bool],
        *,
        follow: bool,
        anew: bool = False,
        trusting: bool = False,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        """Prepare it.

        Args:
            shelves: the library folders.
            first: what to give first.
            go_on: asked often; when it says no, loading ends without a word.
            follow: whether links that lead out of a library are followed.
            anew: whether nothing that an index has is taken from it.
            trusting: whether a library whose folders are as they were is not looked through (see `index.looks`).
            clock: tells nanoseconds since 1970.
        """
        self._shelves = shelves
        self._first = first
        self._go_on = go_on
        self._follow = follow
        self._anew = anew
        self._trusting = trusting
        self._clock = clock
        self._began: dict[str, int] = {}
        self._gathered = _Gathered()
        self._open = ExitStack()

    def batches(self) -> Generator[Batch, None, None]:
        """Everything. Processes and threads that help end with the generator, however it ends."""
        with self._open:
            for shelf in self._shelves:
                self._open_index(shelf)
            yield from self._known()
            for shelf in self._shelves:
                yield from self._changes(shelf)
                if shelf.changes is None:
                    return
            yield from self._read()

    # What the index knows

    def _open_index(self, shelf: Shelf) -> None:
        if shelf.index is None or self._anew:
            return
        from reader.repository.index.reading import IndexReader

        shelf.reader = IndexReader.open(shelf.index, shelf.root)
        if shelf.reader is not None:
            self._open.callback(shelf.reader.close)

    def _known(self) -> Iterator[Batch]:
        gathered = self._gathered
        with_index = [(shelf, shelf.reader) for shelf in self._shelves if shelf.reader is not None]
        if not with_index:
            return
        from reader.repository.index.database import UnusableError

        largest = self._largest(with_index)
        # The columns go first: what they tell is there at once.
        for shelf, reader in sorted(with_index, key=lambda each: each[0] is not largest):
            places: set[str] = set()
            shelf.given = places
            try:
                if shelf is largest and shelf.columns is not None:
                    yield from self._columns(shelf.columns, reader, places)
                    yield from self._problems(reader, places)
                else:
                    yield from self._rows(reader, places)
            except UnusableError:  # damaged: what it gave counts no more, and everything is read
                gathered.gone += given_places(shelf)
                shelf.reader = None

    def _largest(self, shelves: Sequence[tuple[Shelf, IndexReader]]) -> Shelf | None:
        """The shelf with the most rows in columns, which are opened; the store takes in one library so, and no more."""
        from reader.repository.index.database import UnusableError

        found: Shelf | None = None
        for shelf, reader in shelves:
            try:
                columns = reader.columns()
            except UnusableError:
                continue
            if columns is not None and (found is None or len(columns) > len(found.columns or ())):
                if found is not None:
                    found.columns = None
                found, shelf.columns = shelf, columns
        return found

    def _columns(self, columns: Columns, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        """Everything an index knows: columns, and what of it changed since they were written."""
        gathered = self._gathered
        gathered.know_columns(columns)
        yield gathered.batch()
        gathered.gone += [(columns.library, path) for path in reader.changed()]
        changed = reader.changed_articles()
        places.update(article.path for article in changed)
        gathered.know(changed)

    def _rows(self, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        gathered = self._gathered
        page = reader.first_page(self._first.sort, _BATCH_SIZE, self._first.wanted)
        if page:
            gathered.know(page)
            places.update(article.path for article in page)
            yield gathered.batch()
        first = set(places)
        for articles in reader.articles(_BATCH_SIZE):
            if not self._go_on():
                return
            fresh = [article for article in articles if article.path not in first] if first else articles
            places.update([article.path for article in fresh])
            gathered.know(fresh)
            yield gathered.batch()
        yield from self._problems(reader, places)

    def _problems(self, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        gathered = self._gathered
        problems = reader.problems()
        places.update(problem.path for problem in problems)
        gathered.problems += problems
        if gathered.has_news():  # apart from what files are found to be now
            yield gathered.batch()

    # What has changed

    def _changes(self, shelf: Shelf) -> Iterator[Batch]:
        if not self._go_on():
            return
        self._began[shelf.root.given] = self._clock()
        if shelf.reader is not None:
            from reader.repository.index.database import UnusableError

            try:
                shelf.changes = self._trusted(shelf, shelf.reader) or self._compared(shelf, shelf.reader)
                shelf.fresh = shelf.reader.is_complete()
            except UnusableError:
                self._gathered.gone += given_places(shelf)
                shelf.reader = None
        if shelf.reader is None:
            yield from self._scanned(shelf)
        if shelf.changes is not None:
            self._gathered.problems += shelf.changes.problems
            self._gathered.gone += [(shelf.root.given, path) for path in shelf.changes.gone]

    def _trusted(self, shelf: Shelf, reader: IndexReader) -> Changes | None:
        """No change, where the last look through the library still holds."""
        look = reader.look() if self._trusting else None
        if look is None or not look.holds(self._clock(), follow=self._follow):
            return None
        from reader.repository.index.changes import Changes

        shelf.trusted = True
        return Changes([], frozenset(), (), [], reader.number_of_files(), look.places, look.written)

    def _compared(self, shelf: Shelf, reader: IndexReader) -> Changes | None:
        from reader.repository.index.changes import find_changes

        if reader.number_of_files() >= _MANY and shelf.index is not None and sys.executable:
            from reader.repository.index.checker import Checker  # subprocess and selectors: not for four samples

            checker = Checker(shelf.index, shelf.root, follow_symlinks=self._follow)
            with closing(checker):
                changes = checker.changes(self._go_on)
            if changes is not None or not self._go_on():
                return changes
        written = reader.written()
        return find_changes(
            shelf.root, reader.stamps(), written=written, follow_symlinks=self._follow, go_on=self._go_on
        )

    def _scanned(self, shelf: Shelf) -> Iterator[Batch]:
        from reader.repository.index.changes import Changes

        scan = Scan(shelf.root, follow_symlinks=self._follow)
        early: Sequence[str] = ()
        for _ in scan.walk():
            if not self._go_on():
                return
            if not early and len(scan.files) > _LONG:
                early = [found.path for found in scan.files[:_HEAD]]
                yield from self._read_early(scan.files[:_HEAD])
            if self._gathered.is_due():
                yield self._gathered.batch()
        shelf.changes = Changes(scan.files, frozenset(early), (), scan.problems, len(scan.files), scan.places)

    def _read_early(self, files: Sequence[Found]) -> Iterator[Batch]:
        """A few articles to look at while the others are still being counted; all of them are read again with those."""
        articles = [outcome.article for outcome in map(read_found, files) if outcome.article is not None]
        if articles:
            self._gathered.know(articles)
            yield self._gathered.batch()

    # What must be read

    def _read(self) -> Iterator[Batch]:
        gathered = self._gathered
        files = [found for shelf in self._shelves if shelf.changes is not None for found in shelf.changes.files]
        total = sum(shelf.changes.total for shelf in self._shelves if shelf.changes is not None)
        gathered.start(total - len(files), total)
        known = {
            (shelf.root.given, path)
            for shelf in self._shelves
            if shelf.changes is not None
            for path in shelf.changes.known
        }
        writers = self._writers()
        texts = bool(writers)
        with closing(outcomes_of(files, texts=texts)) as slices:
            for outcomes in slices:
                if not self._go_on():
                    return
                for given, part in groupby(outcomes, attrgetter("found.root.given")) if writers else ():
                    if given in writers:
                        writers[given].put(list(part))
                for outcome in outcomes:
                    place = (outcome.found.root.given, outcome.found.path) if known else None
                    gathered.add(outcome, place if place in known else None)
                    if gathered.is_full():
                        yield gathered.batch()
                if gathered.is_due():
                    yield gathered.batch()
        if gathered.has_news():
            yield gathered.batch()
        for shelf in self._shelves:
            self._finish(shelf, writers.get(shelf.root.given))
        yield from self._renewed_columns()

    def _finish(self, shelf: Shelf, writer: BackgroundWriter | None) -> None:
        """Have the index know that it knows everything, and since when."""
        changes, index = shelf.changes, shelf.index
        if index is None or changes is None or shelf.trusted:
            return
        from reader.repository.index.looks import Look, note_look

        look = Look(self._began[shelf.root.given], self._follow, changes.places, changes.written)
        if writer is not None:
            shelf.fresh = writer.finish(self._go_on, look)
        elif shelf.fresh:
            note_look(index, look)

    def _renewed_columns(self) -> Iterator[Batch]:
        """Columns of large libraries that have none, or of which much has changed since; the store goes over to them.

        Only the largest library: it would be the one to be taken in so at the next start.
        """
        with_index = [shelf for shelf in self._shelves if shelf.fresh and shelf.index is not None and shelf.changes]
        if self._trusting and all(shelf.trusted for shelf in with_index):  # whoever looked last saw to it
            return
        shelf = max(with_index, key=lambda each: each.changes.total if each.changes else 0, default=None)
        if shelf is None or shelf.index is None or shelf.changes is None or shelf.changes.total < _WITH_COLUMNS:
            return
        gathered = self._gathered
        from reader.repository.index.columns_writing import write_beside
        from reader.repository.index.database import UnusableError
        from reader.repository.index.reading import IndexReader

        reader = IndexReader.open(shelf.index, shelf.root)
        if reader is None:
            return
        with closing(reader):
            try:
                if reader.columns() is not None and not reader.wants_columns():
                    return
                if not write_beside(shelf.index, shelf.root.real, self._go_on):
                    return
                shelf.columns, shelf.given = reader.columns(), set()
                if shelf.columns is not None:
                    yield from self._columns(shelf.columns, reader, set())
                    yield gathered.batch()
            except UnusableError:
                return

    def _writers(self) -> dict[str, BackgroundWriter]:
        """Writers of the indexes that are not up to date, by library."""
        writers = {}
        for shelf in self._shelves:
            changes = shelf.changes
            if shelf.index is None or changes is None or (shelf.fresh and not changes.files and not changes.gone):
                continue
            from reader.repository.index.background import BackgroundWriter

            writer = BackgroundWriter(shelf.index, shelf.root.real, anew=shelf.reader is None)
            self._open.callback(writer.close)
            writers[shelf.root.given] = writer
            if changes.gone:
                writer.remove(changes.gone)
        return writers


class _Gathered:
    """What the next batch will hold."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.gone: list[tuple[str, str]] = []
        self._articles: list[Article] = []
        self._columns: Columns | None = None
        self._done = 0
        self._total: int | None = None
        self._told = -1  # how many files were done by the last batch
        self._due = time.monotonic() + _BATCH_TIME

    def know(self, articles: Sequence[Article]) -> None:
        """Articles that need not be read."""
        self._done += len(articles)
        self._articles += articles

    def know_columns(self, columns: Columns) -> None:
        """Articles of a library all at once."""
        self._done = len(columns)
        self._columns = columns

    def start(self, done: int, total: int) -> None:
        """The files are counted; the first that are read are wanted at once."""
        self._done = done
        self._total = total
        self._due = 0.0

    def add(self, outcome: Outcome, before: tuple[str, str] | None) -> None:
        """A file that was read, and its place when something was told of it before."""
        self._done += 1
        if before is not None:
            self.gone.append(before)
        if outcome.article is not None:
            self._articles.append(outcome.article)
        self.problems += outcome.problems

    def has_news(self) -> bool:
        return bool(self.problems) or bool(self.gone) or self._done != self._told

    def is_full(self) -> bool:
        return len(self._articles) >= _BATCH_SIZE

    def is_due(self) -> bool:
        return time.monotonic() >= self._due

    def batch(self) -> Batch:
        articles, problems, gone = tuple(self._articles), tuple(self.problems), tuple(self.gone)
        batch = Batch(articles, problems, self._done, self._total, gone, self._columns)
        self._articles, self.problems, self.gone, self._columns = [], [], [], None
        self._told = self._done
        self._due = time.monotonic() + _BATCH_TIME
        return batch


def given_places(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The places of everything an index has given."""
    columns, library = shelf.columns, shelf.root.given
    if columns is not None:
        yield from ((library, columns.path(row)) for row in range(len(columns)))
    yield from ((library, path) for path in shelf.given)


def outcomes_of(files: Sequence[Found], *, texts: bool) -> Generator[list[Outcome], None, None]:
    """What the files give, a few at a time: read here as long as that is quick, the others by other processes."""
    begin = time.monotonic()
    processes = _processes_available()
    here = files[:_HEAD] if processes and len(files) > _SMALL else files
    pool = _pool(files[_HEAD:], processes, texts=texts) if here is not files else None
    try:
        for at in range(0, len(here), _HEAD):
            if pool is None and processes and time.monotonic() - begin > _BUDGET:
                pool = _pool(here[at:], processes, texts=texts)
                break
            yield [read_found(found, texts=texts) for found in here[at : at + _HEAD]]
        if pool is not None:
            yield from pool.outcomes()
            for found in pool.left():
                yield [read_found(found, texts=texts)]
    finally:
        if pool is not None:
            pool.close()


def _pool(files: Sequence[Found], size: int, *, texts: bool) -> Pool:
    from reader.repository.pool import Pool  # subprocess and selectors: not for four samples

    return Pool(files, size, texts=texts)


def _processes_available() -> int:
    """How many reading processes are worth having; 0 where they cannot be had."""
    if os.name != "posix" or not sys.executable:
        return 0
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
