"""From what a person or a script writes to the article that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reader.model import (
    AmbiguousReferenceError,
    Article,
    Document,
    NotFoundError,
    canonical_url,
    key_of,
)
from reader.store.store import Store

SHORTEST_ID = 6
"""The fewest hex digits that are taken for the start of an id."""

_ID_DIGITS = 16
_MOST_CANDIDATES = 10


def find(
    ref: str,
    store: Store,
    *,
    places: Iterable[Iterable[tuple[str, str]]],
    starred: Mapping[int, Article],
    stub: Callable[[int], Document | None],
) -> Article:
    """The article that `ref` names.

    Args:
        ref: an id, the start of one, a URL, or a path.
        store: the articles.
        places: (library, path inside it) of every file that `ref` may be the path of, the likeliest first.
        starred: articles the person starred, for those that are not in the store.
        stub: reads what the library tells of an article that it has not.

    Raises:
        NotFoundError: nothing answers to it.
        AmbiguousReferenceError: several articles do.
    """
    found = _Finder(store, starred, stub)
    keys: set[int] = set()
    if "\0" in ref:  # no path can hold it, and asking the system for one raises
        pass
    elif "://" in ref:
        keys = found.by_url(ref)
    else:
        keys = found.by_path(places) or found.by_id(ref) or found.by_url("https://" + ref)
    articles = [article for article in map(found.article, sorted(keys)[: _MOST_CANDIDATES + 1]) if article is not None]
    if not articles:
        is_short = len(ref) < SHORTEST_ID and not set(ref.lower()) - set("0123456789abcdef")
        more = f" The start of an id has {SHORTEST_ID} characters or more." if is_short else ""
        raise NotFoundError(f"No article answers to “{ref}”.{more}")
    if len(articles) > 1:
        candidates = tuple(f"{article.id} {article.title}" for article in articles[:_MOST_CANDIDATES])
        raise AmbiguousReferenceError(f"“{ref}” can be any of {len(keys)} articles.", candidates)
    return articles[0]


class _Finder:
    """Keys of articles and stubs that answer to a reference."""

    def __init__(self, store: Store, starred: Mapping[int, Article], stub: Callable[[int], Document | None]) -> None:
        self._store = store
        self._starred = starred
        self._stub = stub

    def article(self, key: int) -> Article | None:
        if article := self._store.get(key):
            return article
        document = self._stub(key)
        return document.article if document is not None else self._starred.get(key)

    def by_url(self, url: str) -> set[int]:
        canonical = canonical_url(url)
        if canonical is None:
            return set()
        key = key_of(canonical)
        article = self._store.resolve((key,))
        if article is not None:
            return {article.key}
        stubs = self._store.stubs((key,))
        if key in stubs:
            return {key}
        article = self._store.told(key)
        if article is not None:
            return {article.key}
        if not stubs:
            stubs = {each.key for each in self._starred.values() if key in map(_url_key, _urls(each))}
        # An address that several stubs share leads to one of them, as it does with articles.
        return set(sorted(stubs)[:1])

    def by_path(self, places: Iterable[Iterable[tuple[str, str]]]) -> set[int]:
        for alike in places:
            found = (self._store.at(library, path) for library, path in alike)
            if keys := {article.key for article in found if article is not None}:
                return keys
        return set()

    def by_id(self, ref: str) -> set[int]:
        digits = ref.lower()
        if not SHORTEST_ID <= len(digits) <= _ID_DIGITS or not set(digits) <= set("0123456789abcdef"):
            return set()
        shift = 4 * (_ID_DIGITS - len(digits))
        first = int(digits, 16) << shift
        last = first + (1 << shift)
        keys = set(self._store.identities(first, last))
        keys |= {key for key in self._starred if first <= key < last}
        return set(map(self._leads_to, keys))

    def _leads_to(self, key: int) -> int:
        """The library's own article where entries of this identity lead to one by another address."""
        if self._store.get(key) is not None or key in self._store.stubs((key,)):
            return key
        article = self._store.told(key)
        return key if article is None else article.key


def _urls(article: Article) -> tuple[str, ...]:
    urls = article.urls
    return tuple(url for url in (urls.web, urls.original, urls.amp, urls.cdn_amp) if url)


def _url_key(url: str) -> int | None:
    canonical = canonical_url(url)
    return None if canonical is None else key_of(canonical)
