"""Large libraries read and indexed by a process of its own: see `reader.repository.index.indexer`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from reader.model import Problem, Severity
from reader.repository.gathering import Batch, Gathered
from reader.repository.outcome import read_found
from reader.repository.outcomes import HEAD, processes_available
from reader.repository.scan import Found
from reader.repository.shelf import Shelf
from reader.repository.wire import RowReader, unpacked_row

if TYPE_CHECKING:
    from reader.model.columns import Columns
    from reader.repository.index.indexer import Indexer, Report

WITH_COLUMNS = 2_000
"""Files of a library from which on its index has columns."""

MANY = 2_000
"""Files to read from which on a process of its own reads and indexes them."""

_ONE_BY_ONE = 5_000  # articles of those that come one by one, before there are columns
_BESIDE = 500  # articles that do so where there are columns: beside them they take four times as long to be listed


def worth_it(shelves: Sequence[Shelf]) -> Shelf | None:
    """The library that a process of its own should read and index, if there is one.

    Its articles come as columns, and the store takes in one library so: the largest.

    Args:
        shelves: all of them; it is known what changed.
    """
    shelf = max(shelves, key=lambda each: each.changes.total if each.changes else 0, default=None)
    if shelf is None or shelf.index is None or shelf.changes is None or not processes_available():
        return None
    changes = shelf.changes
    if len(changes.files) < MANY or changes.total < WITH_COLUMNS or len(changes.known) >= MANY:
        return None
    return None if any(each.columns is not None and each is not shelf for each in shelves) else shelf


def read_early(files: Sequence[Found], gathered: Gathered) -> Iterator[Batch]:
    """A few articles to look at while the others are not even counted; all of them are read again with those."""
    articles = [outcome.article for outcome in map(read_found, files) if outcome.article is not None]
    if articles:
        gathered.know(articles)
        yield gathered.batch()


class Elsewhere:
    """Has libraries read, and takes what comes of it."""

    def __init__(self, gathered: Gathered, go_on: Callable[[], bool], *, follow: bool, growing: bool) -> None:
        """Prepare it.

        Args:
            gathered: where what comes is gathered.
            go_on: asked often; when it says no, reading ends.
            follow: whether links that lead out of a library are followed.
            growing: whether articles are wanted as they come.
        """
        self._gathered = gathered
        self._go_on = go_on
        self._follow = follow
        self._growing = growing
        self._rows = RowReader()

    def batches(self, shelf: Shelf, began: int, before: int) -> Iterator[Batch]:
        """Have a library read and indexed; afterwards `shelf.indexed` tells whether it was.

        Args:
            shelf: the library.
            began: nanoseconds since 1970; when the look through it began.
            before: how many files were dealt with before.
        """
        from reader.repository.index.indexer import COLUMNS, FAILED, FINISHED

        indexer = self._started(shelf, began)
        if indexer is None or shelf.changes is None:
            return
        gathered = self._gathered
        with closing(indexer):
            if self._growing and not shelf.changes.known:  # a few at once, while the process starts
                yield from read_early(shelf.changes.files[:HEAD], gathered)
            for report in indexer.reports(self._go_on):
                self._take(shelf, report, before)
                event = report[-1]
                if event == FINISHED:
                    shelf.fresh = shelf.indexed = True
                elif event.startswith(FAILED):
                    shelf.reason = event.removeprefix(FAILED)
                elif event == COLUMNS and (columns := _opened_columns(shelf)) is not None:
                    shelf.columns, shelf.given = columns, ()
                    gathered.know_columns(columns, before + report[0])
                    yield gathered.batch()
                if gathered.is_full() or gathered.is_due():
                    yield gathered.batch()
        if not shelf.indexed and self._go_on():  # everything is read once more
            gathered.start(before, before + len(shelf.changes.files))

    def _started(self, shelf: Shelf, began: int) -> Indexer | None:
        from reader.repository.index.indexer import Indexer
        from reader.repository.index.looks import Look

        changes, root = shelf.changes, shelf.root
        assert changes is not None
        assert shelf.index is not None
        first = _ONE_BY_ONE if shelf.columns is None else _BESIDE
        try:
            return Indexer(
                shelf.index, root, changes.files, known=changes.known, gone=changes.gone,
                look=Look(began, self._follow, changes.places, changes.written),
                anew=shelf.reader is None, first=first if self._growing else None,
            )  # fmt: skip
        except OSError:
            return None

    def _take(self, shelf: Shelf, report: Report, before: int) -> None:
        changes, given = shelf.changes, shelf.root.given
        assert changes is not None
        done, known, rows, problems, _ = report
        self._gathered.came(
            before + done,
            [self._rows.article(unpacked_row(row), given, changes.files[place].path, key)
             for place, key, row in rows],
            [Problem(given, path, line, column, Severity(severity), code, message)
             for path, line, column, severity, code, message in problems],
            [(given, changes.files[place].path) for place in known],
        )  # fmt: skip


def _opened_columns(shelf: Shelf) -> Columns | None:
    """The columns of an index that is being written."""
    from reader.repository.index.database import UnusableError
    from reader.repository.index.reading import IndexReader

    assert shelf.index is not None
    reader = IndexReader.open(shelf.index, shelf.root)
    if reader is None:
        return None
    with closing(reader):
        try:
            return reader.columns()
        except UnusableError:
            return None
