"""What a mapping says of one article: the same for a document's own fields and for each of its related entries."""

from __future__ import annotations

from collections.abc import Iterable

from reader.documents.clean import clean_line
from reader.documents.names import is_absolute
from reader.documents.record import Record, text_of, tidy
from reader.documents.tree import Value
from reader.model import (
    Article,
    Provider,
    Urls,
    canonical_url,
    document_identity,
    key_of,
    topic_key,
    url_identity,
)

Picture = tuple[str, int | None, int | None, str]
"""An image's address, width, height and title."""


class Entry:
    """One article as its fields say, before it is anything to keep.

    Every field is looked at when the entry is made, so that what is wrong is noted whoever asks for what later. But
    most entries of a document are related ones of which a list wants the keys only, so fields that need no more than a
    look are worked out when they are asked for. A document of 26 KB has 31 entries; this is where its time goes.
    """

    __slots__ = (
        "_pictures", "actions", "amp", "authors", "cdn_amp", "end", "heat", "identity", "key", "keys", "minutes",
        "original", "published", "published_at", "quality", "record", "removed", "start", "title", "topics",
        "updated_at", "web",
    )  # fmt: skip

    def __init__(self, record: Record) -> None:
        """Look at every field; what is wrong is noted by the record."""
        self.record = record
        values = record.values
        address, moment = record.address, record.moment
        self.title = record.line("title") or (record.line("name") if "name" in values else "")
        record.check("excerpt", "type", "category")
        self.published_at = moment("publishedDateTime")
        self.updated_at = moment("updatedDateTime") if "updatedDateTime" in values else None
        self.start = moment("startDateTime") if "startDateTime" in values else None
        self.end = moment("endDateTime") if "endDateTime" in values else None
        self.web = address("webUrl")
        self.original = address("originalUrl") if "originalUrl" in values else ""
        self.amp = address("ampWebUrl") if "ampWebUrl" in values else ""
        self.cdn_amp = address("cdnAmpWebUrl") if "cdnAmpWebUrl" in values else ""
        self.quality = record.number("quality")
        self.heat = record.number("heat", unknown=-1) if "heat" in values else None
        self.published = _published(record) if "published" in values or "draft" in values else None
        self.removed = "removed" in values and record.flag("removed") is True
        self.minutes = record.minutes("length") if "length" in values else None
        self.topics = _topics(record) if "topics" in values else ()
        self.actions = _actions(record) if "actions" in values else ()
        self.authors = _authors(record)
        self._pictures = _pictures(record) if "images" in values and not _plain_pictures(values["images"]) else None

    @property
    def best(self) -> str:
        """The address to call the article by when it has no title."""
        return self.web or self.original or self.amp or self.cdn_amp

    @property
    def pictures(self) -> list[Picture]:
        """The images, the lead one first."""
        if self._pictures is None:
            self._pictures = _pictures(self.record) if "images" in self.record.values else []
        return self._pictures

    @property
    def provider(self) -> Provider:
        """Who published it."""
        given = self.record.values.get("provider")
        if isinstance(given, dict):
            return Provider(unescaped(tidy(text_of(given.get("name")))), tidy(text_of(given.get("domain"))))
        return Provider(unescaped(tidy(text_of(given))))

    def identify(self, title: str, path: str = "") -> None:
        """Find the identity and the keys, once the title is known.

        Args:
            title: the title, empty when it came from the file name.
            path: the file's path inside the library.
        """
        web = canonical_url(self.web) if self.web else None
        original = canonical_url(self.original) if self.original and self.original != self.web else web
        identity = web or original
        if identity and self.start is not None:
            identity = url_identity((self.web, self.original), self.start)
        if not identity:
            identity = document_identity(title, self.published_at, self.provider.key, path=path)
        self.identity = identity
        self.key, self.keys = keys_under(identity, web, original, self.amp, self.cdn_amp)

    def article(
        self,
        *,
        title: str,
        links: tuple[tuple[int, ...], ...] = (),
        has_body: bool = False,
        filled: int = 0,
        library: str = "",
        path: str = "",
    ) -> Article:
        """The article as lists keep it."""
        text = self.record.text
        return Article(
            key=self.key,
            identity=self.identity,
            title=title,
            excerpt=text("excerpt"),
            published_at=self.published_at,
            updated_at=self.updated_at,
            provider=self.provider,
            topics=self.topics,
            type=text("type"),
            category=text("category"),
            quality=self.quality,
            heat=self.heat,
            published=self.published,
            removed=self.removed,
            urls=Urls(self.web, self.original, self.amp, self.cdn_amp),
            keys=self.keys,
            links=links,
            related_count=len(links),
            length_minutes=self.minutes,
            has_body=has_body,
            has_image=bool(self.pictures),
            filled=filled,
            library=library,
            path=path,
        )


def keys_under(
    identity: str, web: str | None, original: str | None, amp: str, cdn_amp: str
) -> tuple[int, tuple[int, ...]]:
    """The key of an article, and those of its other addresses.

    Args:
        identity: the article's.
        web: the canonical form of its address on the web; None when it has none.
        original: that of where it was found first.
        amp: the address of its AMP page; empty when it has none.
        cdn_amp: that of the page's copy on the cache.
    """
    key = key_of(identity)
    leading = {identity: key}
    for canonical in (web, original):
        if canonical and canonical not in leading:
            leading[canonical] = key_of(canonical)
    for url in (amp, cdn_amp):
        if url and (canonical := canonical_url(url)) and canonical not in leading:
            leading[canonical] = key_of(canonical)
    return key, tuple(leading.values())[1:]


def _published(record: Record) -> bool | None:
    """Whether it was released; `draft: true` elsewhere says that it was not."""
    published = record.flag("published")
    return False if published is None and record.flag("draft") else published


def unescaped(name: str) -> str:
    """A name without the percent escapes that some collections put for commas."""
    if "%" not in name:
        return name
    from urllib.parse import unquote

    decoded = unquote(name)
    return name if "\ufffd" in decoded else clean_line(decoded)


def _topics(record: Record) -> tuple[str, ...]:
    """Subjects, each once, in the spelling that comes first."""
    return distinct(record.lines("topics", ","))


def distinct(topics: Iterable[str]) -> tuple[str, ...]:
    """Topics without those that only spell another differently."""
    found: dict[str, str] = {}
    for topic in topics:
        found.setdefault(topic_key(topic), topic)
    return tuple(found.values())


def _plain_pictures(images: Value) -> bool:
    """Whether a list of images is as it should be, with nothing to note."""
    if not isinstance(images, list):
        return False
    for image in images:
        if not isinstance(image, dict) or "title" in image or not is_absolute(image.get("url")):
            return False
        for size in (image.get("width"), image.get("height")):
            if size is not None and (type(size) is not int or size < 0):
                return False
    return True


def _pictures(record: Record) -> list[Picture]:
    found: list[Picture] = []
    images = record.items("images")
    for index, image in enumerate(images):
        if isinstance(image, dict):
            fields = record.inner(image, "images")
            address = clean_line(text_of(image.get("url")))
            width, height, title = fields.number("width"), fields.number("height"), fields.line("title")
        else:
            address, width, height, title = clean_line(text_of(image)), None, None, ""
        if address:
            found.append((address, width, height, title))
        elif image is not None:
            record.warn_item("images", images, index, "an image has no address")
    return found


def _authors(record: Record) -> tuple[str, ...]:
    """The writers' names, from the first of the places that has any; looks at the provider's fields by the way."""
    values = record.values
    authors: tuple[str, ...] = ()
    provider = values.get("provider")
    if isinstance(provider, dict):
        if type(provider.get("name")) is not str or type(provider.get("domain")) is not str or "authors" in provider:
            fields = record.inner(provider, "provider")
            fields.check("name", "domain")
            authors = fields.lines("authors")
    elif provider is not None:
        record.check("provider")
    for name in ("authors", "author"):
        if not authors and name in values:
            authors = record.lines(name)
    return authors


def _actions(record: Record) -> tuple[tuple[str, str], ...]:
    """Further links as title and address."""
    found: list[tuple[str, str]] = []
    actions = record.items("actions")
    for index, action in enumerate(actions):
        fields = action if isinstance(action, dict) else {"url": action}
        address = clean_line(text_of(fields.get("url")))
        if address:
            title = tidy(text_of(fields.get("title"))) or tidy(text_of(fields.get("type"))) or address
            found.append((title, address))
        elif action is not None:
            record.warn_item("actions", actions, index, "a link has no address")
    return tuple(found)
