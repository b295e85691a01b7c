"""What a library holds, told in parts: gathered until a part is worth telling."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from reader.model import Article, Problem
from reader.model.named import NamedTuple
from reader.repository.outcome import Outcome

if TYPE_CHECKING:
    from reader.model.columns import Columns

BATCH_SIZE = 100
"""Articles a batch at most, but for those that come as columns."""

_BATCH_TIME = 0.06  # seconds; answers of other processes come every 50 ms at the latest
_PROGRESS_TIME = 0.25  # seconds until it is told that more files are done, where that is all there is to tell


Places: TypeAlias = Sequence[tuple[str, str]]


class Batch(NamedTuple):
    """A part of what a library holds.

    Attributes:
        articles: some 100.
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


class Gathered:
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

    def know_columns(self, columns: Columns, done: int) -> None:
        """Articles of a library all at once; they stand for all that was told of it.

        Args:
            columns: the articles.
            done: how many files are dealt with in all.
        """
        self._done = done
        self._articles = [article for article in self._articles if article.library != columns.library]
        self._columns = columns

    def start(self, done: int, total: int) -> None:
        """The files are counted; the first that are read are wanted at once."""
        self._done = done
        self._total = total
        self._due = 0.0

    def came(self, done: int, articles: Sequence[Article], problems: Sequence[Problem], gone: Places) -> None:
        """What was read elsewhere, and of which of those files something else was told before.

        Args:
            done: how many files are dealt with in all.
            articles: of them.
            problems: of them.
            gone: (library, path) of them.
        """
        self._done = done
        self._articles += articles
        self.problems += problems
        self.gone += gone

    def add(self, outcome: Outcome, before: tuple[str, str] | None) -> None:
        """A file that was read, and its place when something was told of it before."""
        self._done += 1
        if before is not None:
            self.gone.append(before)
        if outcome.article is not None:
            self._articles.append(outcome.article)
        self.problems += outcome.problems

    def has_news(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.problems) or bool(self.gone) or self._done != self._told

    def is_full(self) -> bool:
        """Whether there are as many articles as a batch may have."""
        return len(self._articles) >= BATCH_SIZE

    def is_due(self) -> bool:
        """Whether the last batch is so long ago that another is wanted."""
        late = time.monotonic() - self._due
        return late >= 0 and bool(late >= _PROGRESS_TIME or self._articles or self.problems or self.gone)

    def batch(self) -> Batch:
        """What was gathered since the last one."""
        articles, problems, gone = tuple(self._articles), tuple(self.problems), tuple(self.gone)
        batch = Batch(articles, problems, self._done, self._total, gone, self._columns)
        self._articles, self.problems, self.gone, self._columns = [], [], [], None
        self._told = self._done
        self._due = time.monotonic() + _BATCH_TIME
        return batch
