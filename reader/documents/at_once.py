"""An article at once from what the pattern of `glance` found, with no fields and no entry in between.

Most documents of a large collection need no second look at their values: text in quotes, addresses that begin with
`https://`, numbers and days. They become articles in half the time. Where one value is anything else, the fields are
made after all; both ways give the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from reader.documents.clean import clean_line
from reader.documents.dates import read_minutes, read_moment
from reader.documents.entry import distinct, keys_under, unescaped
from reader.documents.glance import value_of
from reader.documents.quick import scalar
from reader.documents.record import text_of, tidy
from reader.model import Article, Provider, Urls, canonical_url

Groups: TypeAlias = tuple[str | None, ...]
"""What the pattern of `glance` found: the fields on one line in their order, then what follows there."""

_REMEMBERED = 4_096
_SIMPLE = 15  # fields on one line
_PICTURE = "\n  - url: "
_WEB_PICTURE = '\n  - url: "https://'


class _OtherwiseError(Exception):
    """A value needs a closer look."""


def article_at_once(
    groups: Groups, listed: list[tuple[int, ...]] | None, *, has_body: bool, library: str, path: str
) -> Article | None:
    """The article of a document; None where its fields need a closer look.

    Args:
        groups: its fields but related entries.
        listed: the keys of its related entries; None when it has no such field.
        has_body: whether its body shows anything.
        library: the library's path as the person gave it.
        path: the file's path inside the library, with `/`.

    Raises:
        Doubt: it is not plainly written.
    """
    (
        category, title, excerpt, published_at, updated_at, original, web, amp, cdn_amp, kind, quality, heat, published,
        removed, length, _, name, domain, topics, images,
    ) = groups  # fmt: skip
    try:
        told, shown = _text(title), _text(excerpt)
        urls = Urls(_address(web), _address(original), _address(amp), _address(cdn_amp))
        sort, collection = _word(kind) if kind else "", _word(category) if category else ""
        publisher, subjects = _provider(name, domain), _topics(topics) if topics else ()
        has_image = _has_pictures(images)
        published_moment = read_moment(published_at) if published_at else None
        updated_moment = read_moment(updated_at) if updated_at else None
        minutes = read_minutes(length) if length else None
    except (_OtherwiseError, ValueError):
        return None
    web_form = canonical_url(urls.web) if urls.web else None
    original_form = canonical_url(urls.original) if urls.original and urls.original != urls.web else web_form
    identity = web_form or original_form
    if not told or not identity:
        return None
    key, keys = keys_under(identity, web_form, original_form, urls.amp, urls.cdn_amp)
    links = without_repeats(listed, key) if listed else ()
    filled = _SIMPLE - groups[:_SIMPLE].count(None) - groups[:_SIMPLE].count('""')
    filled += bool(name or domain) + (topics is not None) + has_image + has_body + (listed is not None)
    return Article(
        key=key,
        identity=identity,
        title=told,
        excerpt=shown,
        published_at=published_moment,
        updated_at=updated_moment,
        provider=publisher,
        topics=subjects,
        type=sort,
        category=collection,
        quality=int(quality) if quality else None,
        heat=int(heat) if heat and heat != "-1" else None,
        published=published == "true" if published else None,
        removed=removed == "true",
        urls=urls,
        keys=keys,
        links=links,
        related_count=len(links),
        length_minutes=minutes or None,
        has_body=has_body,
        has_image=has_image,
        filled=filled,
        library=library,
        path=path,
    )


def without_repeats(listed: list[tuple[int, ...]], own: int) -> tuple[tuple[int, ...], ...]:
    """The keys of related entries without those that repeat another or point back.

    Args:
        listed: the keys of every entry, its own first.
        own: the key of the article that lists them.
    """
    first: dict[int, tuple[int, ...]] = {}
    for keys in listed:
        first.setdefault(keys[0], keys)
    first.pop(own, None)
    return tuple(first.values())


def _text(written: str | None) -> str:
    """A text on one line, clean.

    Raises:
        Doubt, _OtherwiseError: it may be something else.
    """
    if written is None:
        return ""
    if written[0] == '"' and "\\" not in written:
        return tidy(written[1:-1])
    value = scalar(written.strip(" "))
    if type(value) is not str:
        raise _OtherwiseError
    return tidy(value)


def _address(written: str | None) -> str:
    """An address in quotes, as `Record.address` gives it.

    Raises:
        _OtherwiseError: it may be something else.
    """
    if written is None:
        return ""
    if written[:9] != '"https://' or not written[9].isalnum() or "\\" in written:
        raise _OtherwiseError
    return clean_line(written[1:-1])


def _has_pictures(images: str | None) -> bool:
    """Whether a list of images has any.

    Raises:
        _OtherwiseError: one of them may have no address.
    """
    if images is None:
        return False
    if images.count(_PICTURE) != images.count(_WEB_PICTURE):
        raise _OtherwiseError
    return True


@lru_cache(maxsize=_REMEMBERED)
def _word(written: str) -> str:
    """A short text that many documents share, clean.

    Raises:
        Doubt, _OtherwiseError: it may be something else.
    """
    value = value_of(written)
    if value is None:
        raise _OtherwiseError
    return tidy(text_of(value))


@lru_cache(maxsize=_REMEMBERED)
def _provider(name: str | None, domain: str | None) -> Provider:
    return Provider(unescaped(_word(name)) if name else "", _word(domain) if domain else "")


@lru_cache(maxsize=_REMEMBERED)
def _topics(written: str) -> tuple[str, ...]:
    return distinct(filter(None, map(_word, written.split("\n  - ")[1:])))
