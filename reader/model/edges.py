"""What the library needs of the rooms that touch the world: where documents come from, and what the person did.

`reader.repository` and `reader.journal` have these shapes, and so have the fakes of the tests.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Protocol

from reader.model.article import Article, Document
from reader.model.mark import JSON, Mark
from reader.model.problem import Problem
from reader.model.topic import Topic


class Root(Protocol):
    """A folder of articles."""

    @property
    def given(self) -> str:
        """The path as the person gave it; articles and problems name their library so."""

    @property
    def real(self) -> Path:
        """The absolute path without links."""


class Batch(Protocol):
    """What a repository read in one go."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, one per file that holds one."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with files read since the batch before."""

    @property
    def done(self) -> int:
        """Files dealt with so far."""

    @property
    def total(self) -> int | None:
        """Files there are; None while they are being counted."""


class Parsed(Protocol):
    """What one file holds."""

    @property
    def document(self) -> Document | None:
        """The document; None when the file holds none that can be shown."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file."""


class Source(Protocol):
    """Where documents come from."""

    @property
    def roots(self) -> Sequence[Root]:
        """The folders, in the person's order."""

    def load(self, cancelled: threading.Event | None = None) -> Iterator[Batch]:
        """Every article; may be iterated on any thread."""

    def read(self, library: str, path: str) -> Parsed:
        """One file again. Raises NotFoundError when it is gone."""

    def raw(self, library: str, path: str) -> str:
        """One file as clean text. Raises NotFoundError when it is gone."""

    def topics(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        """The topics that the folders describe."""


class Marks(Protocol):
    """Which articles the person has read and starred."""

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles."""

    @property
    def starred(self) -> Mapping[int, Article]:
        """Starred articles by key, as they were when they were starred; their `path` is empty."""


class Deeds(Marks, Protocol):
    """What the person did, kept across runs."""

    @property
    def notice(self) -> str:
        """One sentence about what is wrong with keeping it and what happens now; empty when all is well."""

    def snapshot(self, key: int) -> Article | None:
        """An article that is starred, or was earlier in this session."""

    def mark(self, kind: Mark, articles: Sequence[Article]) -> None:
        """Mark articles as one deed."""

    def remember(self, name: str, value: JSON) -> None:
        """Keep a value under a name."""

    def recall(self, name: str) -> JSON:
        """The value kept under a name; None when there is none."""

    def close(self) -> None:
        """Write what is not written yet."""
