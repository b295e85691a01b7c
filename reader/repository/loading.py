"""Everything a library holds, the quickest first: what the index knows (see `known`), then what has changed since.

The order is a promise: first a page of the list as it will be shown, then all other rows, then the difference. Nothing
is asked of the library's files before the first page is out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.repository import elsewhere
from reader.repository.elsewhere import Elsewhere, read_early, worth_it
from reader.repository.gathering import Batch, Gathered
from reader.repository.glimpse import last_files, last_first
from reader.repository.known import First, Known
from reader.repository.outcomes import HEAD, outcomes_of
from reader.repository.scan import Scan
from reader.repository.shelf import Shelf, given_places

if TYPE_CHECKING:
    from reader.repository.index.background import BackgroundWriter
    from reader.repository.index.changes import Changes
    from reader.repository.index.reading import IndexReader

_LONG = 2_000  # files after which counting the others takes so long that a few are read first
_MANY = 2_000  # files of a library that a process of its own looks through


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
        growing: bool = False,
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
            growing: whether articles of a large library without an index are wanted as they come; else they are given
                when all of them are there.
            clock: tells nanoseconds since 1970.
        """
        self._shelves = shelves
        self._go_on = go_on
        self._follow = follow
        self._anew = anew
        self._trusting = trusting
        self._growing = growing
        self._clock = clock
        self._began: dict[str, int] = {}
        self._gathered = gathered = Gathered()
        self._known = Known(shelves, first, gathered, go_on, growing=growing)
        self._open = ExitStack()

    def batches(self) -> Generator[Batch, None, None]:
        """Everything. Processes and threads that help end with the generator, however it ends."""
        with self._open:
            for shelf in self._shelves:
                self._open_index(shelf)
            yield from self._known.batches()
            for shelf in self._shelves:
                yield from self._changes(shelf)
                if shelf.changes is None:
                    return
            yield from self._read()

    def _open_index(self, shelf: Shelf) -> None:
        if shelf.index is None or self._anew:
            return
        from reader.repository.index.reading import IndexReader

        reader = IndexReader.open(shelf.index, shelf.root)
        if reader is not None and reader.is_blank():
            reader.close()
        elif reader is not None:
            self._open.callback(reader.close)
            shelf.reader = reader

    # What has changed

    def _changes(self, shelf: Shelf) -> Iterator[Batch]:
        if not self._go_on():
            return
        self._began[shelf.root.given] = self._clock()
        if shelf.reader is not None:
            from reader.repository.index.database import UnusableError

            try:
                shelf.changes = self._trusted(shelf, shelf.reader) or self._compared(shelf, shelf.reader)
                if self._growing and shelf.changes is not None:  # the newest first, mostly, as in a first reading
                    shelf.changes = shelf.changes._replace(files=last_first(shelf.changes.files, ()))
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
            shelf.root, reader.files(), written=written, follow_symlinks=self._follow, go_on=self._go_on
        )

    def _scanned(self, shelf: Shelf) -> Iterator[Batch]:
        from reader.repository.index.changes import Changes

        early = last_files(shelf.root, HEAD, _LONG) if self._growing else []
        if early:
            yield from read_early(early, self._gathered)
        scan = Scan(shelf.root, follow_symlinks=self._follow)
        for _ in scan.walk():
            if not self._go_on():
                return
            if self._growing and not early and len(scan.files) > _LONG:
                early = scan.files[: -HEAD - 1 : -1]
                yield from read_early(early, self._gathered)
            if self._gathered.is_due():
                yield self._gathered.batch()
        files = last_first(scan.files, early) if self._growing else scan.files
        shown = [found.path for found in early]
        known = frozenset([found.path for found in files[: len(early)]]).intersection(shown)
        gone = tuple(path for path in shown if path not in known)
        shelf.changes = Changes(files, known, gone, scan.problems, len(files), scan.places)

    # What must be read

    def _read(self) -> Iterator[Batch]:
        shelves = [shelf for shelf in self._shelves if shelf.changes is not None]
        total = sum(shelf.changes.total for shelf in shelves if shelf.changes is not None)
        to_read = sum(len(shelf.changes.files) for shelf in shelves if shelf.changes is not None)
        self._gathered.start(total - to_read, total)
        large = worth_it(shelves)
        if large is not None:
            reading = Elsewhere(self._gathered, self._go_on, follow=self._follow, growing=self._growing)
            yield from reading.batches(large, self._began[large.root.given], total - to_read)
            if not self._go_on():
                return
        rest = [shelf for shelf in shelves if not shelf.indexed]
        writers = self._writers(rest)
        yield from self._outcomes(rest, writers)
        if not self._go_on():
            return
        if self._gathered.has_news():
            yield self._gathered.batch()
        for shelf in rest:
            self._finish(shelf, writers.get(shelf.root.given))
        yield from self._renewed_columns()

    def _outcomes(self, shelves: Sequence[Shelf], writers: dict[str, BackgroundWriter]) -> Iterator[Batch]:
        """What this process reads, or has others read for it."""
        gathered = self._gathered
        files = [found for shelf in shelves if shelf.changes is not None for found in shelf.changes.files]
        known = {
            (shelf.root.given, path) for shelf in shelves if shelf.changes is not None for path in shelf.changes.known
        }
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

    def _finish(self, shelf: Shelf, writer: BackgroundWriter | None) -> None:
        """Have the index know that it knows everything, and since when."""
        changes, index = shelf.changes, shelf.index
        if index is None or changes is None or shelf.trusted:
            return
        from reader.repository.index.looks import Look, note_look

        look = Look(self._began[shelf.root.given], self._follow, changes.places, changes.written)
        if writer is not None:
            shelf.fresh = writer.finish(self._go_on, look)
            shelf.reason = writer.reason
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
        if (
            shelf is None
            or shelf.index is None
            or shelf.changes is None
            or shelf.changes.total < elsewhere.WITH_COLUMNS
        ):
            return
        if any(each.columns is not None and each is not shelf for each in self._shelves):
            return  # the store would give up the others for it
        from reader.repository.index.database import UnusableError
        from reader.repository.index.reading import IndexReader

        reader = IndexReader.open(shelf.index, shelf.root)
        try:
            if reader is not None:
                self._open.callback(reader.close)
                is_wanted = reader.columns() is None or reader.wants_columns()
                made = is_wanted and self._known.write_columns(shelf, reader)
                if not self._go_on() or not (made or shelf.indexed):
                    return
                if not made:
                    shelf.columns = reader.columns()
                shelf.given = places = set[str]()
                if shelf.columns is not None:
                    yield from self._known.columns(shelf, reader, places)
                    changed = {*reader.changed()}  # what was told of those files is forgotten with the batch
                    self._gathered.problems += [problem for problem in reader.problems() if problem.path in changed]
                    yield self._gathered.batch()
                else:  # no columns could be made: then one by one
                    yield from self._known.rows(shelf, reader, places)
                return
        except UnusableError:
            shelf.fresh = False
        if shelf.indexed:
            shelf.indexed = False
            yield from self._outcomes([shelf], {})

    def _writers(self, shelves: Sequence[Shelf]) -> dict[str, BackgroundWriter]:
        """Writers of the indexes that are not up to date, by library."""
        writers = {}
        for shelf in shelves:
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
