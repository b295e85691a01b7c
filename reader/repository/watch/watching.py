"""What changes in library folders, read: the program's side of watching."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Article, Problem, Severity
from reader.model.named import NamedTuple
from reader.repository.commands import command, end, heard
from reader.repository.outcome import Outcome
from reader.repository.outcomes import outcomes_of
from reader.repository.roots import LibraryRoot
from reader.repository.scan import Found
from reader.repository.watch.messages import Library, News, ProblemRow, packed
from reader.repository.watch.tidying import Tidying

if TYPE_CHECKING:
    from reader.repository.index.writing import IndexWriter

_MOST = 100  # articles of a change


class Change(NamedTuple):
    """Something that became otherwise.

    Attributes:
        articles: at most 100, as they are now.
        problems: what is wrong with the files of `gone` now.
        gone: (library, path) of files of which nothing counts any more that was told before.
        topics: whether topics are described otherwise.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    gone: tuple[tuple[str, str], ...]
    topics: bool = False


_NOTHING = Change((), (), ())


class Watched(NamedTuple):
    """A library as it was loaded.

    Attributes:
        root: the folder.
        kept: where its index is; None when none can be.
        fresh: whether that holds what was loaded.
        paths: otherwise, the files that were; None when that is not known.
        problems: what was passed over.
        identity: device and number of the folder; None when there was none.
    """

    root: LibraryRoot
    kept: Path | None
    fresh: bool
    paths: list[str] | None
    problems: list[Problem]
    identity: tuple[int, int] | None


class Watching:
    """Watches libraries. Use `changes` once; it ends what it started, however it ends."""

    def __init__(self, libraries: Sequence[Watched], *, since: int, follow_symlinks: bool) -> None:
        """Prepare it.

        Args:
            libraries: what to watch.
            since: when loading them began, in nanoseconds since 1970.
            follow_symlinks: whether links that lead out of a library are followed.
        """
        self._libraries = libraries
        self._since = since
        self._follow = follow_symlinks
        self._told_problems = [library.problems for library in libraries]
        self._process: subprocess.Popen[bytes] | None = None
        self._tidying = Tidying([])

    def look(self) -> bool:
        """Have everything looked through now, on any thread; False when nothing is watched (any more)."""
        process = self._process
        try:
            return process is not None and process.stdin is not None and bool(os.write(process.stdin.fileno(), b"\n"))
        except (OSError, ValueError):  # it has ended
            return False

    def changes(self, go_on: Callable[[], bool]) -> Generator[Change, None, None]:
        """What changes, as it does; ends when `go_on`, asked a few times a second, says no, or nothing can be watched.

        After each change the index is brought up to date, unless another program is writing it. Once it knows, a
        change of nothing follows; so it does when an index was tidied up while nothing changed.
        """
        try:
            self._start()
        except OSError:  # the system has no room for another process
            return
        try:
            for news in self._news(go_on):
                yield from self._read(news, go_on) if news is not None else [_NOTHING]
        finally:
            self._end()

    # The process

    def _start(self) -> None:
        self._process = subprocess.Popen(
            command("reader.repository.watch.process"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        libraries: list[Library] = []
        for root, kept, fresh, paths, _, identity in self._libraries:
            libraries.append((root.given, str(root.real), str(kept or ""), None if fresh else paths, identity))
        data = memoryview(packed((self._follow, self._since, libraries)))
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            while data:
                data = data[os.write(self._process.stdin.fileno(), data) :]
        self._libraries = [library._replace(paths=None) for library in self._libraries]
        self._tidying = Tidying(
            [
                (library.kept, library.root.real)
                for library in self._libraries
                if library.kept is not None and library.fresh
            ]
        )

    def _news(self, go_on: Callable[[], bool]) -> Iterator[News | None]:
        """What it tells; None when an index was tidied up meanwhile."""
        assert self._process is not None
        for news in heard(self._process, go_on, pauses=True):
            if news is not None:
                self._tidying.rest()
                yield news
            elif self._tidying.step():
                yield None

    def _end(self) -> None:
        self._tidying.rest()
        process, self._process = self._process, None
        assert process is not None
        end(process)

    # What it tells

    def _read(self, news: News, go_on: Callable[[], bool]) -> Iterator[Change]:
        files, gone_files, problem_rows, topics = news
        gathered = _Gathered(topics=topics)
        for number, rows in problem_rows.items():
            gathered.renew_problems(self._told_problems[number], self._problems(number, rows))
            self._told_problems[number] = self._problems(number, rows)
        founds: list[Found] = []
        before: dict[Found, list[tuple[str, str]]] = {}
        moved: list[tuple[int, str]] = []
        for number, name, target, known, was in files:
            found = Found(self._libraries[number].root, name, target)
            founds.append(found)
            before[found] = [(found.root.given, found.path)] if known else []
            if was is not None:
                moved.append(was)
                before[found].append((self._libraries[was[0]].root.given, was[1]))
        gone = [(self._libraries[number].root.given, path) for number, path in gone_files]
        writers = _Writers(self._libraries)
        try:
            with contextlib.closing(
                outcomes_of(founds, texts=any(library.kept for library in self._libraries))
            ) as parts:
                for outcomes in parts:
                    if not go_on():
                        return
                    for outcome in outcomes:
                        gathered.add(outcome, before[outcome.found])
                        if gathered.is_full():
                            yield gathered.change()
                    writers.put(outcomes)
            gathered.gone += gone  # last: of what moved unknown to us, nothing is away meanwhile
            if gathered.has_news():
                yield gathered.change()
            writers.remove([*gone_files, *moved])
        finally:
            writers.close()
        if founds:  # nothing new: whoever searched meanwhile asked an index that did not know of this
            yield _NOTHING

    def _problems(self, number: int, rows: Sequence[ProblemRow]) -> list[Problem]:
        given = self._libraries[number].root.given
        return [
            Problem(given, path, line, column, Severity(severity), code, message)
            for path, line, column, severity, code, message in rows
        ]


class _Gathered:
    """What the next change will hold."""

    def __init__(self, *, topics: bool) -> None:
        self.gone: list[tuple[str, str]] = []
        self._articles: list[Article] = []
        self._problems: list[Problem] = []
        self._topics = topics

    def renew_problems(self, before: Sequence[Problem], now: Sequence[Problem]) -> None:
        """What walks passed over, of one library."""
        same = {*before} & {*now}
        places = {(each.library, each.path) for each in (*before, *now) if each not in same}
        self.gone += sorted(places)
        self._problems += [each for each in now if (each.library, each.path) in places]

    def add(self, outcome: Outcome, before: Sequence[tuple[str, str]]) -> None:
        """A file that was read, and the places of what was told before that it takes the place of."""
        self.gone += before
        if outcome.article is not None:
            self._articles.append(outcome.article)
        self._problems += outcome.problems

    def is_full(self) -> bool:
        return len(self._articles) >= _MOST

    def has_news(self) -> bool:
        return bool(self._articles or self.gone or self._problems or self._topics)

    def change(self) -> Change:
        change = Change(tuple(self._articles), tuple(self._problems), tuple(self.gone), self._topics)
        self.gone, self._articles, self._problems, self._topics = [], [], [], False
        return change


class _Writers:
    """The indexes of libraries, brought up to date; one that cannot be, or is written by another program, is left."""

    def __init__(self, libraries: Sequence[Watched]) -> None:
        self._libraries = {library.root.given: library for library in libraries}
        self._numbered = list(libraries)
        self._open: dict[str, IndexWriter | None] = {}

    def put(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what files gave."""
        for given, part in groupby(outcomes, attrgetter("found.root.given")):
            with self._writing(given) as writer:
                if writer is not None:
                    writer.put(list(part))

    def remove(self, files: Sequence[tuple[int, str]]) -> None:
        """Forget files."""
        for number, library in enumerate(self._numbered):
            paths = [path for at, path in files if at == number]
            if paths:
                with self._writing(library.root.given) as writer:
                    if writer is not None:
                        writer.remove(paths)

    def close(self) -> None:
        """Write what waits, and close the files."""
        for given in list(self._open):
            with self._writing(given) as writer:
                if writer is not None:
                    writer.flush()
                    writer.close()

    @contextlib.contextmanager
    def _writing(self, given: str) -> Iterator[IndexWriter | None]:
        """Whatever goes wrong costs the next start the time to read some files again, and no more."""
        try:
            if given not in self._open:
                self._open[given] = self._opened(self._libraries[given])
            yield self._open[given]
        except Exception:
            writer, self._open[given] = self._open.get(given), None
            if writer is not None:
                writer.close()

    def _opened(self, library: Watched) -> IndexWriter | None:
        if library.kept is None:
            return None
        from reader.repository.index.writing import IndexWriter

        return IndexWriter.open(library.kept, library.root.real)
