"""Where articles come from: the files of one or several library folders."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Article, NotFoundError, Problem, Topic
from reader.repository.files import read_regular
from reader.repository.names import system_path
from reader.repository.outcome import Outcome, max_file, read_found, unreadable
from reader.repository.roots import LibraryRoot, find_roots, is_within
from reader.repository.scan import Found, Scan
from reader.repository.topics import topic_files

if TYPE_CHECKING:
    import threading

    from reader.documents import Parsed
    from reader.repository.pool import Pool

_SMALL = 64  # files that are read in this process: starting others takes as long
_HEAD = 10  # files of a larger library that are read here while the others start
_BUDGET = 0.3  # seconds after which the rest of a small library goes to other processes all the same
_BATCH_SIZE = 100
_BATCH_TIME = 0.06  # seconds; answers of other processes come every 50 ms at the latest


class Batch(NamedTuple):
    """A part of what a library holds.

    Attributes:
        articles: at most 100.
        problems: what is wrong with files and folders.
        done: how many files were read so far.
        total: how many there are; None while they are being counted.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    done: int
    total: int | None


class Repository:
    """Library folders, only ever read.

    Attributes:
        roots: the folders, in the order given.
    """

    def __init__(self, roots: Sequence[str], *, follow_symlinks: bool = False) -> None:
        """Find the folders.

        Args:
            roots: their paths.
            follow_symlinks: whether links that lead out of a library are followed.

        Raises:
            UsageError: one is missing, is no folder, or lies inside another.
        """
        self.roots: tuple[LibraryRoot, ...] = find_roots(roots)
        self._follow = follow_symlinks
        self._by_given = {root.given: root for root in self.roots}

    def load(self, cancelled: threading.Event | None = None) -> Generator[Batch, None, None]:
        """Read everything, as batches, the first ones soon; runs on any thread.

        Processes that help end with the generator: exhausted, closed, or cancelled (it stops without a word then).
        """
        gathered = _Gathered()
        files: list[Found] = []
        for root in self.roots:
            scan = Scan(root, follow_symlinks=self._follow)
            for _ in scan.walk():
                if cancelled is not None and cancelled.is_set():
                    return
                if gathered.is_due():
                    yield gathered.batch()
            files += scan.files
            gathered.problems += scan.problems
        gathered.start(len(files))
        with closing(_outcomes(files)) as slices:
            for outcomes in slices:
                if cancelled is not None and cancelled.is_set():
                    return
                for outcome in outcomes:
                    gathered.add(outcome)
                    if gathered.is_full():
                        yield gathered.batch()
                if gathered.is_due():
                    yield gathered.batch()
        if gathered.has_news():
            yield gathered.batch()

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

    def raw(self, library: str, path: str) -> str:
        """The file's text for a person to look at: clean, and without what is `secured`.

        Raises:
            NotFoundError: the file is not there any more, or cannot be read.
        """
        from reader.documents import raw_view

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
            NotFoundError: there is no such file in that library.
        """
        missing = NotFoundError(f"{path} is not in {library} any more.")
        root = self._by_given.get(library)
        name = system_path(path)
        if root is None or os.path.isabs(name) or ".." in name.split("/"):
            raise missing
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
            for path, file in topic_files(root, follow_symlinks=self._follow):
                try:
                    data = read_regular(file, max_file(), lambda _: True)
                except OSError as error:
                    problem = unreadable(error, root.given, path)
                    problems += [problem] if problem else []
                    continue
                from reader.documents import read_topic

                topic, faults = read_topic(data or b"", library=root.given, path=path)
                topics += [topic] if topic else []
                problems += faults
        return tuple(topics), tuple(problems)

    def _data(self, library: str, path: str) -> tuple[bytes, Problem | None]:
        file = self.locate(library, path)
        try:
            return read_regular(str(file), max_file(), lambda _: True) or b"", None
        except OSError as error:
            problem = unreadable(error, library, path)
            if problem is None:
                raise NotFoundError(f"{path} is not in {library} any more.") from None
            return b"", problem


class _Gathered:
    """What the next batch will hold."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._articles: list[Article] = []
        self._done = 0
        self._total: int | None = None
        self._told = -1  # how many files were done by the last batch
        self._due = time.monotonic() + _BATCH_TIME

    def start(self, total: int) -> None:
        """The files are counted; the first that are read are wanted at once."""
        self._total = total
        self._due = 0.0

    def add(self, outcome: Outcome) -> None:
        self._done += 1
        if outcome.article is not None:
            self._articles.append(outcome.article)
        self.problems += outcome.problems

    def has_news(self) -> bool:
        return bool(self.problems) or self._done != self._told

    def is_full(self) -> bool:
        return len(self._articles) >= _BATCH_SIZE

    def is_due(self) -> bool:
        return time.monotonic() >= self._due

    def batch(self) -> Batch:
        batch = Batch(tuple(self._articles), tuple(self.problems), self._done, self._total)
        self._articles, self.problems = [], []
        self._told = self._done
        self._due = time.monotonic() + _BATCH_TIME
        return batch


def _outcomes(files: Sequence[Found]) -> Generator[list[Outcome], None, None]:
    """What the files give, a few at a time: read here as long as that is quick, the others by other processes."""
    begin = time.monotonic()
    processes = _processes_available()
    here = files[:_HEAD] if processes and len(files) > _SMALL else files
    pool = _pool(files[_HEAD:], processes) if here is not files else None
    try:
        for at in range(0, len(here), _HEAD):
            if pool is None and processes and time.monotonic() - begin > _BUDGET:
                pool = _pool(here[at:], processes)
                break
            yield [read_found(found) for found in here[at : at + _HEAD]]
        if pool is not None:
            yield from pool.outcomes()
            for found in pool.left():
                yield [read_found(found)]
    finally:
        if pool is not None:
            pool.close()


def _pool(files: Sequence[Found], size: int) -> Pool:
    from reader.repository.pool import Pool  # subprocess and selectors: not for four samples

    return Pool(files, size)


def _processes_available() -> int:
    """How many reading processes are worth having; 0 where they cannot be had."""
    if os.name != "posix" or not sys.executable:
        return 0
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
