"""What the library needs of the rooms that touch the world: where documents come from, and what the person did.

`reader.repository` and `reader.journal` have these shapes, and so have the fakes of the tests. `Facts` is what a query
needs of whoever asks it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol

from reader.model.answers import BodyHits, IndexStatus
from reader.model.article import Article, Document, Identity
from reader.model.columns import Columns
from reader.model.deeds import Deed, Imported, Reversal, Undone
from reader.model.mark import JSON, Kind, Mark
from reader.model.problem import Problem
from reader.model.selection import Sort
from reader.model.topic import Topic

NEWEST_FIRST = Sort()


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

    @property
    def gone(self) -> tuple[tuple[str, str], ...]:
        """(library, path) of files of which nothing counts any more that was told before this batch."""

    @property
    def columns(self) -> Columns | None:
        """All articles of a library at once, in place of all that was told of it before; `articles` follow on them."""


class Change(Protocol):
    """What became otherwise in the folders, after they were read."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Articles of files that are new, moved or changed, as they are now."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with such files now."""

    @property
    def gone(self) -> tuple[tuple[str, str], ...]:
        """(library, path) of files of which nothing counts any more that was told before this."""

    @property
    def topics(self) -> bool:
        """Whether the folders describe topics otherwise."""


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

    @property
    def notice(self) -> str:
        """One sentence about what keeps it from being quick; empty when nothing does."""

    def load(
        self,
        cancelled: threading.Event | None = None,
        sort: Sort = NEWEST_FIRST,
        wanted: Callable[[int], bool] | None = None,
        *,
        trusting: bool = False,
        growing: bool = False,
    ) -> Iterator[Batch]:
        """Every article; may be iterated on any thread.

        Args:
            cancelled: ends it when set.
            sort: what comes first in this order comes first, where that is known at once.
            wanted: only articles that pass are meant by that, asked by their key; None for all.
            trusting: whether files are not looked at where folders are as they were less than an hour ago.
            growing: whether articles are wanted as they come; else they may come when all of them are there.
        """

    @property
    def is_trusting(self) -> bool:
        """Whether the last `load` did not look at every file."""

    def are_as_read(self, places: Iterable[tuple[str, str]]) -> bool:
        """Whether files that it did not look at, named by (library, path), are what it told of them."""

    def first(self, sort: Sort, number: int) -> tuple[Article, ...] | None:
        """Articles among which are the first ones of all in an order, looked at; None when `load` must tell."""

    def watch(self, cancelled: threading.Event) -> Iterator[Change]:
        """What changes since the last `load`, as it does; may be iterated on any thread, and ends when it cannot go on.

        Args:
            cancelled: ends it when set.
        """

    def look(self) -> bool:
        """Have `watch` look at everything now; False when it does not run. On any thread."""

    def rebuild(self) -> None:
        """Have the next `load` rely on nothing that was kept."""

    def index(self, library: str) -> IndexStatus | None:
        """What is kept of a folder, named as given, so that it comes at once; None when nothing can be."""

    def read(self, library: str, path: str) -> Parsed:
        """One file again. Raises NotFoundError when it is gone."""

    def body(self, library: str, path: str) -> str:
        """The body of one article, as `read` has it, on any thread. Raises NotFoundError when its file is gone."""

    def bodies_with(
        self, text: str, *, whole: bool = False, go_on: Callable[[], bool] | None = None
    ) -> BodyHits | None:
        """The articles in whose bodies folded words may be found, on any thread; None when that must be read."""

    def locate(self, library: str, path: str) -> Path:
        """Where an article's file is, on any thread. Raises NotFoundError when it is gone."""

    def raw(self, library: str, path: str) -> str:
        """One file as clean text. Raises NotFoundError when it is gone."""

    def topics(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        """The topics that the folders describe."""


class Marks(Protocol):
    """What the person did with articles. All mappings are by `Article.key`; what stands in none of them is not so."""

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles."""

    @property
    def starred(self) -> Mapping[int, Article]:
        """Starred articles by key, as they were when they were starred; their `path` is empty."""

    @property
    def read_at(self) -> Mapping[int, datetime]:
        """When read articles were read last; aware."""

    @property
    def starred_at(self) -> Mapping[int, datetime]:
        """When starred articles were starred; aware."""

    @property
    def tags(self) -> Mapping[int, tuple[str, ...]]:
        """The person's tags, as written, by alphabet."""

    @property
    def notes(self) -> Mapping[int, str]:
        """The person's notes, in Markdown."""


class Deeds(Marks, Protocol):
    """What the person did, kept across runs."""

    @property
    def notice(self) -> str:
        """One sentence about what is wrong with keeping it and what happens now; empty when all is well."""

    @property
    def is_whole(self) -> bool:
        """Whether `history` and `lines` tell of all that was ever kept."""

    @property
    def views(self) -> Mapping[str, str]:
        """The queries of saved views by name."""

    @property
    def held(self) -> Mapping[int, Article]:
        """Articles that are starred, tagged or noted, as they were then, by key; their `path` is empty."""

    def snapshot(self, key: int) -> Article | None:
        """An article that is starred, tagged or noted, or was earlier in this session."""

    def turned(self) -> AbstractSet[int]:
        """Keys of articles that turned from read to unread or back, but not by `mark`, since this was asked last."""

    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        """Mark articles as one deed; returns how many were not so yet. To be starred they must be whole."""

    def tag(self, name: str, articles: Sequence[Article]) -> int:
        """Give articles a tag as one deed; returns how many lacked it. Raises UsageError for no name."""

    def untag(self, name: str, articles: Sequence[Article]) -> int:
        """Take a tag from articles as one deed; returns how many had it."""

    def note(self, article: Article, text: str) -> bool:
        """Keep a note on an article; an empty one deletes it. Returns whether anything changed."""

    def save_view(self, name: str, query: str) -> None:
        """Save a query under a name; an empty one gives the name up. Raises UsageError for no name."""

    def undo(self) -> Undone | None:
        """Take back the latest deed that is not undone; None when there is none. Raises ReaderError."""

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing. Raises ReaderError."""

    def undoing(self) -> Reversal:
        """`undo` for those who cannot wait; other deeds may be done between the steps."""

    def redoing(self) -> Reversal:
        """`redo` in the same way."""

    def history(
        self,
        kinds: Collection[Kind] = (Kind.READ,),
        *,
        limit: int | None = None,
        before: str = "",
        article: Article | None = None,
        undone: bool = True,
    ) -> tuple[Deed, ...]:
        """Deeds, the latest first. Raises ReaderError."""

    def lines(self) -> Sequence[str]:
        """Every deed as a line of JSON. Raises ReaderError."""

    def take_in(self, lines: Iterable[str]) -> Imported:
        """Merge what `lines` gave. Raises UsageError, ReaderError."""

    def poll(self) -> bool:
        """Whether another program has changed anything since."""

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything is kept; False when it is not."""

    def remember(self, name: str, value: JSON) -> None:
        """Keep a value under a name."""

    def recall(self, name: str) -> JSON:
        """The value kept under a name; None when there is none."""

    def close(self) -> bool:
        """Write what is not written yet; False when that could not be done."""


class BodyAnswers(Protocol):
    """What articles' bodies said to one question."""

    @property
    def yes(self) -> Container[int]:
        """Keys of articles whose bodies pass."""

    def is_open(self, key: int) -> bool:
        """Whether that is not known yet of an article's body."""


class Bodies(Protocol):
    """What is known of bodies while none is read."""

    @property
    def possible(self) -> bool:
        """Whether the articles that may answer a query are wanted; else those that are sure to."""

    def of(self, question: Hashable) -> BodyAnswers:
        """What bodies said to a question: a leaf of a query."""


class Facts(Protocol):
    """What a query may ask about articles beside the articles themselves.

    All mappings are by `Article.key`; what stands in none of them is not so.
    """

    @property
    def now(self) -> datetime:
        """The present, aware."""

    @property
    def zone(self) -> tzinfo | None:
        """The person's time zone; None for the system's."""

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles."""

    @property
    def starred(self) -> Container[int]:
        """Keys of starred articles."""

    @property
    def read_at(self) -> Mapping[int, datetime]:
        """When read articles were read last; aware."""

    @property
    def starred_at(self) -> Mapping[int, datetime]:
        """When starred articles were starred; aware."""

    @property
    def tags(self) -> Mapping[int, Collection[str]]:
        """The person's tags, as written."""

    @property
    def notes(self) -> Mapping[int, str]:
        """The person's notes, as written."""

    @property
    def bodies(self) -> Bodies | None:
        """What is known of bodies, so that none is read now; None when `body` may be asked."""

    def folded(self, article: Article) -> str:
        """`reader.query.haystack(article)`, which is worth keeping when many queries follow one another."""

    def body(self, article: Article) -> str | None:
        """The article's body as written; None when its file is gone. Asked last, and only where there is a body."""

    def rank(self, article: Article) -> float | None:
        """What the article is worth now; None when that is not known."""

    def related_to(self, ref: str) -> AbstractSet[int]:
        """Keys of the articles tied to the one a reference names, either way.

        Raises:
            ReaderError: the reference names none, or several.
        """
