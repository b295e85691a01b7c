"""What the indexes of libraries know: of the largest in columns, of others article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.model import Sort
from reader.model.named import NamedTuple
from reader.repository import elsewhere
from reader.repository.gathering import BATCH_SIZE, Batch, Gathered
from reader.repository.shelf import Shelf, given_places

if TYPE_CHECKING:
    from reader.repository.index.reading import IndexReader


class First(NamedTuple):
    """What to give first.

    Attributes:
        sort: the order of the list that will be shown.
        wanted: whether an article is in it, by its key; None when all are.
    """

    sort: Sort = Sort()
    wanted: Callable[[int], bool] | None = None


class Known:
    """What the indexes of the libraries that are loaded know, in batches."""

    def __init__(
        self, shelves: Sequence[Shelf], first: First, gathered: Gathered, go_on: Callable[[], bool], *, growing: bool
    ) -> None:
        """Prepare it.

        Args:
            shelves: the libraries; those with a `reader` have an index.
            first: what to give first.
            gathered: where what they know is gathered.
            go_on: asked often; when it says no, no more is given.
            growing: whether articles are wanted as they come, so that waiting for columns can be worth it.
        """
        self._shelves = shelves
        self._first = first
        self._gathered = gathered
        self._go_on = go_on
        self._growing = growing

    def batches(self) -> Iterator[Batch]:
        """Everything the indexes know."""
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
                    yield from self.columns(shelf, reader, places)
                    yield from self._problems(reader, places)
                else:
                    yield from self.rows(shelf, reader, places)
            except UnusableError:  # damaged: what it gave counts no more, and everything is read
                gathered.gone += given_places(shelf)
                shelf.reader = None

    def columns(self, shelf: Shelf, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        """Everything an index knows but problems: columns, and what of it changed since they were written.

        Args:
            shelf: the library; its columns are open.
            reader: its index.
            places: takes the paths of what comes beside the columns.
        """
        gathered, library = self._gathered, shelf.root.given
        yield self._all_at_once(shelf)
        # After a first reading that was broken off there are thousands of others. As columns they come a second later,
        # and hold up nobody: one by one, 20,000 would keep the screen from keys for two seconds.
        if self._growing and reader.wants_columns() and self.write_columns(shelf, reader):
            yield self._all_at_once(shelf)
        assert shelf.columns is not None
        shelf.columns.hold()
        changed = {article.path: article for article in reader.changed_articles()}
        paths = reader.changed()
        for at in range(0, len(paths), BATCH_SIZE):
            if at:
                yield gathered.batch()
            part = paths[at : at + BATCH_SIZE]
            gathered.gone += [(library, path) for path in part]
            gathered.know([changed[path] for path in part if path in changed])
        places.update(changed)

    def rows(self, shelf: Shelf, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        """Everything an index knows, one by one, unless there are so many that columns are better waited for.

        Args:
            shelf: the library.
            reader: its index.
            places: takes the paths of what is given.
        """
        gathered = self._gathered
        page = reader.first_page(self._first.sort, BATCH_SIZE, self._first.wanted)
        if page:
            gathered.know(page)
            places.update(article.path for article in page)
            yield gathered.batch()
        if self._is_worth_columns(reader) and self.write_columns(shelf, reader):
            places.clear()
            yield from self.columns(shelf, reader, places)
            yield from self._problems(reader, places)
            return
        first = set(places)
        for articles in reader.articles(BATCH_SIZE):
            if not self._go_on():
                return
            fresh = [article for article in articles if article.path not in first] if first else articles
            places.update([article.path for article in fresh])
            gathered.know(fresh)
            yield gathered.batch()
        yield from self._problems(reader, places)

    def write_columns(self, shelf: Shelf, reader: IndexReader) -> bool:
        """Have the columns of an index written anew; whether the shelf has other ones now."""
        from reader.repository.index.columns_writing import write_beside

        assert shelf.index is not None
        if not write_beside(shelf.index, shelf.root.real, self._go_on):
            return False
        columns = reader.columns()
        if columns is None:
            return False
        shelf.columns = columns
        return True

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

    def _all_at_once(self, shelf: Shelf) -> Batch:
        """The batch that is a library's columns."""
        assert shelf.columns is not None
        self._gathered.know_columns(shelf.columns, len(shelf.columns))
        return self._gathered.batch()

    def _is_worth_columns(self, reader: IndexReader) -> bool:
        """Whether columns should be written of a library before it is given: of the fullest, where there are none."""
        if not self._growing or any(each.columns is not None for each in self._shelves):
            return False
        files = reader.number_of_files()
        others = [each.reader.number_of_files() for each in self._shelves if each.reader is not None]
        return files >= max(elsewhere.WITH_COLUMNS, *others)

    def _problems(self, reader: IndexReader, places: set[str]) -> Iterator[Batch]:
        gathered = self._gathered
        problems = reader.problems()
        places.update(problem.path for problem in problems)
        gathered.problems += problems
        if gathered.has_news():  # apart from what files are found to be now
            yield gathered.batch()
