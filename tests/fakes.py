"""Stand-ins for the rooms that touch the world, and short ways to make articles."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.model import (
    Article,
    Document,
    Moment,
    NotFoundError,
    Problem,
    Provider,
    Topic,
    Urls,
    canonical_url,
    key_of,
)
from reader.model.mark import JSON, Mark

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
    return replace(made, **more)  # type: ignore[arg-type]


def document(of: Article, links: Sequence[Sequence[str]] = ()) -> Document:
    """A document whose related entries are pages named as in `article`, the identity first, then an AMP page."""
    stubs = tuple(
        Document(article=article(link[0], amp="".join(link[1:2]), library="", path="", title=f"About {link[0]}"))
        for link in links
    )
    targets = tuple(tuple(key(_page(each)) for each in link) for link in links)
    return Document(article=replace(of, links=targets, related_count=len(stubs)), related=stubs)


def _page(name: str) -> str:
    return f"https://example.com/{name}"


@dataclass
class FakeMarks:
    """Marks to be changed by hand."""

    read_keys: set[int] = field(default_factory=set)
    starred: dict[int, Article] = field(default_factory=dict)


class FakeJournal(FakeMarks):
    """A journal that keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = ""
        self.closed = 0
        self._unstarred: dict[int, Article] = {}
        self._places: dict[str, JSON] = {}

    def snapshot(self, key: int) -> Article | None:
        return self.starred.get(key) or self._unstarred.get(key)

    def mark(self, kind: Mark, articles: Sequence[Article]) -> None:
        for each in articles:
            if kind is Mark.READ:
                self.read_keys.add(each.key)
            elif kind is Mark.UNREAD:
                self.read_keys.discard(each.key)
            elif kind is Mark.STAR:
                self.starred.setdefault(each.key, replace(each, path="", library="", topics=(), links=(), keys=()))
            elif each.key in self.starred:
                self._unstarred[each.key] = self.starred.pop(each.key)

    def remember(self, name: str, value: JSON) -> None:
        self._places[name] = value

    def recall(self, name: str) -> JSON:
        return self._places.get(name)

    def close(self) -> None:
        self.closed += 1


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
        self.roots = tuple(FakeRoot(each, Path("/folders", each)) for each in libraries)
        self._batch = batch

    def load(self, cancelled: threading.Event | None = None) -> Iterator[FakeBatch]:
        articles = [each.article for each in self.documents.values()]
        for start in range(0, len(articles), self._batch):
            if cancelled is not None and cancelled.is_set():
                return
            yield FakeBatch(tuple(articles[start : start + self._batch]), (), start, len(articles))
        yield FakeBatch((), tuple(self.problems), len(articles), len(articles))

    def read(self, library: str, path: str) -> FakeParsed:
        if (library, path) not in self.documents:
            raise NotFoundError(f"{path} is gone.")
        return FakeParsed(self.documents[library, path])

    def raw(self, library: str, path: str) -> str:
        return f"raw {self.read(library, path).document}"

    def topics(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        return self.described, ()


def by_name(articles: Iterable[Article]) -> list[str]:
    """Titles in lower case, in order."""
    return [each.title.lower() for each in articles]


def as_mapping(articles: Iterable[Article]) -> Mapping[int, Article]:
    return {each.key: each for each in articles}
