"""Stand-ins for the rooms that touch the world, and short ways to make articles."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

from reader.model import (
    Article,
    Document,
    Identity,
    Moment,
    NotFoundError,
    Problem,
    Provider,
    Sort,
    Topic,
    Urls,
    canonical_url,
    key_of,
)
from reader.model.answers import BodyHits, IndexStatus
from reader.model.columns import Columns
from reader.model.deeds import Deed, Imported, Reversal, Undone
from reader.model.edges import NEWEST_FIRST
from reader.model.mark import JSON, Kind, Mark

EPOCH = datetime(2022, 1, 1, tzinfo=UTC)


def moment(day: int) -> Moment:
    """Some days after the first of January 2022."""
    return Moment(EPOCH + timedelta(days=day))


def key(url: str) -> int:
    """The key that a URL leads by."""
    canonical = canonical_url(url)
    assert canonical is not None
    return key_of(canonical)


def article(
    name: str,
    *,
    title: str | None = None,
    path: str | None = None,
    library: str = "news",
    day: int | None = 0,
    updated: int | None = None,
    provider: str = "",
    domain: str = "",
    amp: str = "",
    original: str = "",
    links: Sequence[Sequence[str]] = (),
    **more: object,
) -> Article:
    """An article of the page `https://example.com/<name>`; `amp`, `original` and `links` hold names of such pages."""
    web, also = _page(name), [_page(each) for each in (original, amp) if each]
    canonical = canonical_url(web)
    assert canonical is not None
    made = Article(
        key=key(web),
        identity=canonical,
        title=name.capitalize() if title is None else title,
        published_at=None if day is None else moment(day),
        updated_at=None if updated is None else moment(updated),
        provider=Provider(provider, domain),
        urls=Urls(web=web, original=_page(original) if original else "", amp=_page(amp) if amp else ""),
        keys=tuple(dict.fromkeys(key(each) for each in also if key(each) != key(web))),
        links=tuple(tuple(key(_page(each)) for each in link) for link in links),
        related_count=len(links),
        library=library,
        path=f"{name}.md" if path is None else path,
    )
    return made._replace(**more)  # type: ignore[arg-type]


def document(of: Article, links: Sequence[Sequence[str]] = ()) -> Document:
    """A document whose related entries are pages named as in `article`, the identity first, then an AMP page."""
    stubs = tuple(
        Document(article=article(link[0], amp="".join(link[1:2]), library="", path="", title=f"About {link[0]}"))
        for link in links
    )
    targets = tuple(tuple(key(_page(each)) for each in link) for link in links)
    return Document(article=of._replace(links=targets, related_count=len(stubs)), related=stubs)


def _page(name: str) -> str:
    return f"https://example.com/{name}"


@dataclass
class FakeMarks:
    """Marks to be changed by hand."""

    read_keys: set[int] = field(default_factory=set)
    starred: dict[int, Article] = field(default_factory=dict)
    read_at: dict[int, datetime] = field(default_factory=dict)
    starred_at: dict[int, datetime] = field(default_factory=dict)
    tags: dict[int, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)


class FakeJournal(FakeMarks):
    """A journal that keeps nothing, and takes back by going to what was before."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = ""
        self.is_whole = True
        self.closed = 0
        self.elsewhere: set[int] = set()
        """Keys that another program marks read before the next `poll`."""
        self.taken: list[str] = []
        self.done: list[Deed] = []
        self._held: dict[int, Article] = {}
        self._places: dict[str, JSON] = {}
        self._turned: set[int] = set()
        self._before: list[FakeMarks] = []
        self._after: list[FakeMarks] = []

    @property
    def held(self) -> dict[int, Article]:
        return {key: self._held[key] for key in {*self.starred, *self.tags, *self.notes}}

    def snapshot(self, key: int) -> Article | None:
        return self._held.get(key)

    def turned(self) -> set[int]:
        turned, self._turned = self._turned, set()
        return turned

    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        keys = self.read_keys if kind in {Mark.READ, Mark.UNREAD} else set(self.starred)
        wanted = kind in {Mark.READ, Mark.STAR}
        each_once = {each.key: each for each in articles}
        changed = [each for each in each_once.values() if (each.key in keys) is not wanted]
        self._do(Kind(kind), changed)
        for each in changed:
            if kind is Mark.READ:
                self.read_keys.add(each.key)
            elif kind is Mark.UNREAD:
                self.read_keys.discard(each.key)
            elif kind is Mark.STAR:
                self.starred[each.key] = self._held[each.key]
            else:
                del self.starred[each.key]
        return len(changed)

    def tag(self, name: str, articles: Sequence[Article]) -> int:
        changed = [each for each in articles if name not in self.tags.get(each.key, ())]
        self._do(Kind.TAG, changed, name)
        for each in changed:
            self.tags[each.key] = tuple(sorted((*self.tags.get(each.key, ()), name)))
        return len(changed)

    def untag(self, name: str, articles: Sequence[Article]) -> int:
        changed = [each for each in articles if name in self.tags.get(each.key, ())]
        self._do(Kind.UNTAG, changed, name)
        for each in changed:
            self.tags[each.key] = tuple(tag for tag in self.tags[each.key] if tag != name)
        return len(changed)

    def note(self, article: Article, text: str) -> bool:
        self._do(Kind.NOTE, [article])
        self.notes[article.key] = text
        return True

    def save_view(self, name: str, query: str) -> None:
        self._do(Kind.VIEW, [], name)
        self.views[name] = query
        if not query:
            del self.views[name]

    def undo(self) -> Undone | None:
        return self._go(self._before, self._after)

    def redo(self) -> Undone | None:
        return self._go(self._after, self._before)

    def undoing(self) -> Reversal:
        yield from ()
        return self.undo()

    def redoing(self) -> Reversal:
        yield from ()
        return self.redo()

    def history(
        self,
        kinds: Collection[Kind] = (Kind.READ,),
        *,
        limit: int | None = None,
        before: str = "",
        article: Article | None = None,
        undone: bool = True,
    ) -> tuple[Deed, ...]:
        return tuple(deed for deed in reversed(self.done) if deed.kind in kinds)[:limit]

    def lines(self) -> list[str]:
        return self.taken

    def take_in(self, lines: Iterable[str]) -> Imported:
        before = len(self.taken)
        self.taken += lines
        return Imported(len(self.taken) - before, len(self.taken) - before)

    def poll(self) -> bool:
        turned = self.elsewhere - self.read_keys
        self.read_keys |= turned
        self._turned |= turned
        return bool(turned)

    def remember(self, name: str, value: JSON) -> None:
        self._places[name] = value

    def recall(self, name: str) -> JSON:
        return self._places.get(name)

    def flush(self, timeout: float = 10.0) -> bool:
        return True

    def close(self) -> bool:
        self.closed += 1
        return True

    def _do(self, kind: Kind, articles: Sequence[Article | Identity], name: str = "") -> None:
        if articles or name:
            self._before.append(self._copy())
            whole = [each for each in articles if isinstance(each, Article)]
            small = tuple(each._replace(path="", library="", topics=(), links=(), keys=()) for each in whole)
            self._held |= as_mapping(small)
            self.done.append(Deed(str(len(self.done)), EPOCH, kind, name, "", len(articles), small, False, True))

    def _go(self, back: list[FakeMarks], forth: list[FakeMarks]) -> Undone | None:
        if not back:
            return None
        forth.append(self._copy())
        before = back.pop()
        self._turned ^= self.read_keys ^ before.read_keys
        for each in fields(FakeMarks):
            setattr(self, each.name, getattr(before, each.name))
        return Undone("a deed", EPOCH, Kind.READ, 1)

    def _copy(self) -> FakeMarks:
        return FakeMarks(**{each.name: getattr(self, each.name).copy() for each in fields(FakeMarks)})


@dataclass(frozen=True)
class FakeRoot:
    given: str
    real: Path


@dataclass(frozen=True)
class FakeBatch:
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    done: int = 0
    total: int | None = None
    gone: tuple[tuple[str, str], ...] = ()
    columns: Columns | None = None


@dataclass(frozen=True)
class FakeChange:
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    topics: bool = False


@dataclass(frozen=True)
class FakeParsed:
    document: Document | None
    problems: tuple[Problem, ...] = ()


class FakeSource:
    """Folders that exist in memory only; change `documents`, `problems` and `described` at will."""

    def __init__(
        self,
        documents: Iterable[Document] = (),
        *,
        libraries: Sequence[str] = ("news",),
        topics: Sequence[Topic] = (),
        batch: int = 2,
    ) -> None:
        self.documents = {(each.article.library, each.article.path): each for each in documents}
        self.problems: list[Problem] = []
        self.described = tuple(topics)
        self.bodies_read: list[str] = []
        """Paths of the articles whose bodies were read for a search."""
        self.roots = tuple(FakeRoot(each, Path("/folders", each)) for each in libraries)
        self.watched = False
        """Whether `watch` was begun."""
        self.looks = 0
        """How often `look` was asked for."""
        self._batch = batch
        self._changes: SimpleQueue[FakeChange] = SimpleQueue()

    notice = ""

    def watch(self, cancelled: threading.Event) -> Iterator[FakeChange]:
        self.watched = True
        while not cancelled.is_set():
            with contextlib.suppress(Empty):
                change = self._changes.get(timeout=0.02)
                yield change

    def look(self) -> bool:
        self.looks += 1
        return self.watched

    def change(
        self, *documents: Document, gone: Sequence[Article] = (), problems: Sequence[Problem] = (), topics: bool = False
    ) -> FakeChange:
        """Change what there is; `watch` tells of it. A document whose path is known takes the place of what is there.

        Args:
            documents: new ones, and such that changed or moved.
            gone: articles whose files went; for those that moved, as they were.
            problems: all that is wrong with the files of `documents`.
            topics: whether `described` was changed.
        """
        places = [(each.library, each.path) for each in (*gone, *(one.article for one in documents))]
        for place in places:
            self.documents.pop(place, None)
        self.documents.update({(each.article.library, each.article.path): each for each in documents})
        change = FakeChange(tuple(each.article for each in documents), tuple(problems), tuple(places), topics)
        self._changes.put(change)
        return change

    def rebuild(self) -> None:
        pass

    def index(self, library: str) -> IndexStatus | None:
        return None

    def load(
        self,
        cancelled: threading.Event | None = None,
        sort: Sort = NEWEST_FIRST,
        wanted: Callable[[int], bool] | None = None,
        *,
        trusting: bool = False,
        growing: bool = False,
    ) -> Iterator[FakeBatch]:
        articles = [each.article for each in self.documents.values()]
        for start in range(0, len(articles), self._batch):
            if cancelled is not None and cancelled.is_set():
                return
            yield FakeBatch(tuple(articles[start : start + self._batch]), (), start, len(articles))
        yield FakeBatch((), tuple(self.problems), len(articles), len(articles))

    is_trusting = False

    def are_as_read(self, places: Iterable[tuple[str, str]]) -> bool:
        return True

    def first(self, sort: Sort, number: int) -> tuple[Article, ...] | None:
        return None

    def read(self, library: str, path: str) -> FakeParsed:
        if (library, path) not in self.documents:
            raise NotFoundError(f"{path} is gone.")
        return FakeParsed(self.documents[library, path])

    def body(self, library: str, path: str) -> str:
        self.bodies_read.append(path)
        parsed = self.read(library, path)
        return parsed.document.body if parsed.document else ""

    def bodies_with(
        self, text: str, *, whole: bool = False, go_on: Callable[[], bool] | None = None
    ) -> BodyHits | None:
        return None

    def locate(self, library: str, path: str) -> Path:
        raise NotFoundError("These folders exist in memory only.")

    def raw(self, library: str, path: str) -> str:
        return f"raw {self.read(library, path).document}"

    def topics(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        return self.described, ()


def by_name(articles: Iterable[Article]) -> list[str]:
    """Titles in lower case, in order."""
    return [each.title.lower() for each in articles]


def as_mapping(articles: Iterable[Article]) -> Mapping[int, Article]:
    return {each.key: each for each in articles}
