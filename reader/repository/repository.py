"""Where articles come from: the files of one or several library folders."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Article, NotFoundError, Problem, Sort, Topic
from reader.model.answers import BodyHits, IndexStatus
from reader.model.edges import NEWEST_FIRST
from reader.repository.files import read_regular
from reader.repository.gathering import Batch
from reader.repository.known import First
from reader.repository.loading import Loading
from reader.repository.names import readable_path, system_path
from reader.repository.outcome import max_file, unreadable
from reader.repository.roots import LibraryRoot, find_roots, is_within
from reader.repository.shelf import Shelf, given_places
from reader.repository.topics import topic_files

if TYPE_CHECKING:
    import threading

    from reader.documents import Parsed
    from reader.repository.watch.watching import Change, Watched, Watching

_TICK = 1_000_000_000  # nanoseconds by which the clocks of this machine and of the one that keeps files may differ


class Repository:
    """Library folders, only ever read.

    Attributes:
        roots: the folders, in the order given.
    """

    def __init__(
        self,
        roots: Sequence[str],
        *,
        follow_symlinks: bool = False,
        cache_dir: Path | None = None,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        """Find the folders.

        Args:
            roots: their paths.
            follow_symlinks: whether links that lead out of a library are followed.
            cache_dir: where indexes are kept; None to do without.
            clock: tells nanoseconds since 1970.

        Raises:
            UsageError: one is missing, is no folder, or lies inside another.
        """
        self.roots: tuple[LibraryRoot, ...] = find_roots(roots)
        self._follow = follow_symlinks
        self._by_given = {root.given: root for root in self.roots}
        self._cache_dir = cache_dir
        self._clock = clock
        self._indexes = self._places_of_indexes(cache_dir) if cache_dir is not None else {}
        self._fresh: set[str] = set()
        self._reasons: dict[str, str] = {}
        self._trusted: set[str] = set()
        self._anew = False
        self._since = 0
        self._identities: dict[str, tuple[int, int] | None] = {}
        self._loaded: list[Shelf] = []
        self._watching: Watching | None = None

    @property
    def notice(self) -> str:
        """One sentence about why no index is kept, and what that means; empty when all is well."""
        if self._cache_dir is None or self._indexes or not self.roots:
            return ""
        return (
            f"Nothing can be kept in {readable_path(str(self._cache_dir))}: libraries are read anew at every start, "
            "which takes longer."
        )

    def load(
        self,
        cancelled: threading.Event | None = None,
        sort: Sort = NEWEST_FIRST,
        wanted: Callable[[int], bool] | None = None,
        *,
        trusting: bool = False,
        growing: bool = False,
    ) -> Generator[Batch, None, None]:
        """Everything, as batches, the first ones soon; runs on any thread.

        What an index has comes first, what has changed since after it. Processes and threads that help end with the
        generator: exhausted, closed, or cancelled (it stops without a word then).

        Args:
            cancelled: ends it when set.
            sort: the order of the list that will be shown: its first page comes first, where the index can tell.
            wanted: whether an article is in that list, by its key; None when all are.
            trusting: whether files are not looked at where the folders are as they were less than an hour ago. What
                is shown then must be asked about with `are_as_read`.
            growing: whether articles of a large library without an index are wanted as they come; else they come when
                all of them are there, which is sooner.
        """
        shelves = [Shelf(root, self._indexes.get(root.given)) for root in self.roots]
        self._since = time.time_ns() - _TICK
        self._identities = {root.given: _identity(root) for root in self.roots}
        self._loaded = []

        def go_on() -> bool:
            return cancelled is None or not cancelled.is_set()

        loading = Loading(
            shelves, First(sort, wanted), go_on,
            follow=self._follow, anew=self._anew, trusting=trusting, growing=growing, clock=self._clock,
        )  # fmt: skip
        try:
            yield from loading.batches()
            if go_on():
                self._loaded = shelves
        finally:
            self._fresh = {shelf.root.given for shelf in shelves if shelf.fresh}
            self._reasons = {shelf.root.given: shelf.reason for shelf in shelves if not shelf.fresh}
            self._trusted = {shelf.root.given for shelf in shelves if shelf.trusted}
            self._anew = self._anew and not self._fresh

    @property
    def is_trusting(self) -> bool:
        """Whether the last `load` believed an index without a look at every file."""
        return bool(self._trusted)

    def are_as_read(self, places: Iterable[tuple[str, str]]) -> bool:
        """Whether files that the last `load` did not look at are what it told of them.

        Args:
            places: (library, path) of files; others than such are passed over.
        """
        paths: dict[str, list[str]] = {library: [] for library in self._trusted}
        for library, path in places:
            if library in paths:
                paths[library].append(path)
        if not any(paths.values()):
            return True
        from reader.repository.index.reading import are_as_read

        return all(
            are_as_read(self._indexes[library], self._by_given[library], asked) for library, asked in paths.items()
        )

    def first(self, sort: Sort, number: int) -> tuple[Article, ...] | None:
        """Articles among which are the first ones of all in an order, with every file of theirs, checked.

        Args:
            sort: the order.
            number: how many.

        Returns:
            None where that cannot be told from the indexes alone: `load` must tell.
        """
        if len(self._indexes) < len(self.roots):
            return None
        from reader.repository.index.first import first_articles

        indexes = [(self._indexes[root.given], root) for root in self.roots]
        return first_articles(indexes, sort, number, self._clock(), follow=self._follow)

    def watch(self, cancelled: threading.Event) -> Generator[Change, None, None]:
        """What changes in the folders since they were loaded, as it does; runs on any thread.

        Nothing is told when they were not loaded to the end, and where nothing can be watched.

        Args:
            cancelled: ends it when set, within a tenth of a second.
        """
        if not self._loaded:
            return
        from reader.repository.watch.watching import Watching

        loaded = [_watched(shelf, self._identities[shelf.root.given]) for shelf in self._loaded if shelf.changes]
        self._loaded = []
        self._watching = watching = Watching(loaded, since=self._since, follow_symlinks=self._follow)
        del loaded
        try:
            yield from watching.changes(lambda: not cancelled.is_set())
        finally:
            if self._watching is watching:  # else the folders were loaded again meanwhile, and are watched anew
                self._watching = None

    def look(self) -> bool:
        """Have `watch` look through everything now, on any thread; False when nothing is watched."""
        watching = self._watching
        return watching is not None and watching.look()

    def rebuild(self) -> None:
        """Have the next `load` read every file and make the indexes anew."""
        self._anew = True

    def index(self, library: str) -> IndexStatus | None:
        """The index of a library, as the last `load` left it; None when none can be kept.

        Args:
            library: its path as given.
        """
        path = self._indexes.get(library)
        if path is None:
            return None
        from reader.repository.index.database import size

        return IndexStatus(str(path), library in self._fresh, size(path), self._reasons.get(library, ""))

    def read(self, library: str, path: str) -> Parsed:
        """One article again, whole.

        Raises:
            NotFoundError: the file is not there any more.
        """
        from reader.documents import Parsed, read_document

        data, problem = self._data(library, path)
        if problem is not None:
            return Parsed(None, (problem,))
        return read_document(data, library=library, path=path)

    def body(self, library: str, path: str) -> str:
        """The body of an article as `read` has it, without a look at the rest of its file; empty for a broken file.

        Raises:
            NotFoundError: the file is not there any more.
        """
        from reader.documents import read_body

        data, problem = self._data(library, path)
        return "" if problem is not None else read_body(data, path)

    def bodies_with(
        self, text: str, *, whole: bool = False, go_on: Callable[[], bool] | None = None
    ) -> BodyHits | None:
        """The articles in whose bodies words in a row may be found, by the indexes.

        Args:
            text: the words, folded.
            whole: whether the last word is a whole one; else it may be the beginning of one.
            go_on: asked now and then; when it says no, the answer is None.

        Returns:
            None when the indexes do not know all bodies as they were when they were read last.
        """
        if not self._fresh.issuperset(self._by_given) or not self._indexes:
            return None
        from reader.repository.index.searching import bodies_with

        return bodies_with([(self._indexes[root.given], root) for root in self.roots], text, whole=whole, go_on=go_on)

    def raw(self, library: str, path: str) -> str:
        """The file's text for a person to look at: clean, and without what is `secured`.

        Raises:
            NotFoundError: the file is not there any more, or cannot be read.
        """
        from reader.documents import raw_view

        if self.locate(library, path).is_dir():
            raise NotFoundError("This is a folder: it has no text.")
        data, problem = self._data(library, path)
        if problem is not None:
            raise NotFoundError(problem.message)
        return raw_view(data)

    def locate(self, library: str, path: str) -> Path:
        """Where an article's file is, for an editor.

        Args:
            library: as the article has it.
            path: as the article has it.

        Raises:
            NotFoundError: there is no such file in that library, or a link that is not followed.
        """
        missing = NotFoundError(f"{path} is not in {library} any more.")
        root = self._by_given.get(library)
        name = system_path(path)
        if root is None or os.path.isabs(name) or ".." in name.split("/"):
            raise missing
        if os.path.islink(root.real / name):
            missing = NotFoundError("This is a link that is not followed: there is no text of it here.")
        try:
            real = Path(os.path.realpath(root.real / name, strict=True))
        except (OSError, ValueError):
            raise missing from None
        if real == root.real or not (self._follow or is_within(str(real), str(root.real))):
            raise missing
        return real

    def topics(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        """The topics the libraries describe in `_data/topics/*.yaml`, in the order of the files' numbers."""
        topics: list[Topic] = []
        problems: list[Problem] = []
        for root in self.roots:
            found, faults = self._topics_of(root)
            topics += found
            problems += faults
        return tuple(topics), tuple(problems)

    def _topics_of(self, root: LibraryRoot) -> tuple[Sequence[Topic], Sequence[Problem]]:
        files = topic_files(root, follow_symlinks=self._follow)
        if not files:
            return (), ()
        from reader.repository.index.topics import keep_topics, kept_topics, stamps_of

        index = self._indexes.get(root.given)
        stamps = stamps_of(files) if index is not None else None
        if index is not None and stamps is not None:
            kept = kept_topics(index, stamps)
            if kept is not None:
                return kept, ()
        topics, problems = _read_topics(root, files)
        if index is not None and stamps is not None and not problems and stamps == stamps_of(files):
            keep_topics(index, stamps, topics)
        return topics, problems

    def _data(self, library: str, path: str) -> tuple[bytes, Problem | None]:
        file = self.locate(library, path)
        try:
            return read_regular(str(file), max_file(), lambda _: True) or b"", None
        except OSError as error:
            problem = unreadable(error, library, path)
            if problem is None:
                raise NotFoundError(f"{path} is not in {library} any more.") from None
            return b"", problem

    def _places_of_indexes(self, cache_dir: Path) -> dict[str, Path]:
        """Where each library's index is kept; nothing when nothing can be written there."""
        from reader.repository.index.database import file_of

        folder = cache_dir / "index"
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError:
            return {}
        if not os.access(folder, os.W_OK | os.X_OK):
            return {}
        return {root.given: file_of(cache_dir, root.real) for root in self.roots}


def _identity(root: LibraryRoot) -> tuple[int, int] | None:
    """Which folder stands there; None when there is none."""
    try:
        status = os.stat(root.real)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _watched(shelf: Shelf, identity: tuple[int, int] | None) -> Watched:
    from reader.repository.watch.watching import Watched

    changes = shelf.changes
    assert changes is not None
    paths: list[str] | None = None
    if not shelf.fresh:
        paths = [
            *{*(path for _, path in given_places(shelf)), *(found.path for found in changes.files)} - {*changes.gone}
        ]
    return Watched(shelf.root, shelf.index, shelf.fresh, paths, changes.problems, identity)


def _read_topics(root: LibraryRoot, files: Sequence[tuple[str, str]]) -> tuple[list[Topic], list[Problem]]:
    from reader.documents import read_topic

    topics: list[Topic] = []
    problems: list[Problem] = []
    for path, file in files:
        try:
            data = read_regular(file, max_file(), lambda _: True)
        except OSError as error:
            problem = unreadable(error, root.given, path)
            problems += [problem] if problem else []
            continue
        topic, faults = read_topic(data or b"", library=root.given, path=path)
        topics += [topic] if topic else []
        problems += faults
    return topics, problems
