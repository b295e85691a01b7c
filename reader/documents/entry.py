"""What a mapping says of one article: the same for a document's own fields and for each of its related entries."""

from __future__ import annotations

from reader.documents.clean import clean_line
from reader.documents.record import Record, text_of, tidy
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

    No dataclass, and filled in by attribute: a document of 26 KB makes 31 of these, and most are only looked at.
    """

    __slots__ = (
        "actions", "amp", "authors", "category", "cdn_amp", "end", "excerpt", "heat", "identity", "key", "keys",
        "minutes", "original", "pictures", "provider_domain", "provider_name", "published", "published_at", "quality",
        "record", "removed", "start", "title", "topics", "type", "updated_at", "web",
    )  # fmt: skip

    def __init__(self, record: Record) -> None:
        """Take every field; what is wrong is noted by the record."""
        self.record = record
        values = record.values
        line, address, number = record.line, record.address, record.number
        self.title = line("title") or line("name")
        self.excerpt = line("excerpt")
        self.type = line("type")
        self.category = line("category")
        self.published_at = record.moment("publishedDateTime")
        self.updated_at = record.moment("updatedDateTime")
        self.start = record.moment("startDateTime")
        self.end = record.moment("endDateTime")
        self.web = address("webUrl")
        self.original = address("originalUrl")
        self.amp = address("ampWebUrl")
        self.cdn_amp = address("cdnAmpWebUrl")
        self.quality = number("quality")
        self.heat = number("heat", unknown=-1)
        self.published = record.flag("published")
        self.removed = record.flag("removed") is True
        self.minutes = record.minutes("length")
        self.provider_name, self.provider_domain = _provider(record)
        self.topics = _topics(record) if "topics" in values else ()
        self.pictures = _pictures(record) if "images" in values else []
        self.authors = _authors(record)
        self.actions = _actions(record) if "actions" in values else ()
        if self.published is None and "draft" in values and record.flag("draft"):
            self.published = False

    @property
    def best(self) -> str:
        """The address to call the article by when it has no title."""
        return self.web or self.original or self.amp or self.cdn_amp

    def identify(self, title: str, path: str = "") -> None:
        """Find the identity and the keys, once the title is known.

        Args:
            title: the title, empty when it came from the file name.
            path: the file's path inside the library.
        """
        web = _canonical(self.web)
        original = web if self.original == self.web else _canonical(self.original)
        identity = web or original
        if identity and self.start is not None:
            identity = url_identity((self.web, self.original), self.start)
        if not identity:
            provider = Provider(self.provider_name, self.provider_domain).key
            identity = document_identity(title, self.published_at, provider, path=path)
        leading = [identity]
        for canonical in (web, original, _canonical(self.amp), _canonical(self.cdn_amp)):
            if canonical and canonical not in leading:
                leading.append(canonical)
        self.identity = identity
        self.key, *others = map(key_of, leading)
        self.keys = tuple(others)

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
        return Article(
            key=self.key,
            identity=self.identity,
            title=title,
            excerpt=self.excerpt,
            published_at=self.published_at,
            updated_at=self.updated_at,
            provider=Provider(self.provider_name, self.provider_domain),
            topics=self.topics,
            type=self.type,
            category=self.category,
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


def _canonical(url: str) -> str | None:
    return canonical_url(url) if url else None


def _provider(record: Record) -> tuple[str, str]:
    """The publisher's name and domain; a text alone is the name."""
    given = record.values.get("provider")
    if given is None:
        return "", ""
    if isinstance(given, dict):
        fields = record.inner(given, "provider")
        return _unescaped(fields.line("name")), fields.line("domain")
    return _unescaped(record.line("provider")), ""


def _unescaped(name: str) -> str:
    """A name without the percent escapes that some collections put for commas."""
    if "%" not in name:
        return name
    from urllib.parse import unquote

    decoded = unquote(name)
    return name if "\ufffd" in decoded else clean_line(decoded)


def _topics(record: Record) -> tuple[str, ...]:
    """Subjects, each once, in the spelling that comes first."""
    found: dict[str, str] = {}
    for topic in record.lines("topics", ","):
        found.setdefault(topic_key(topic), topic)
    return tuple(found.values())


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
    """The writers' names, from the first of the places that has any."""
    provider = record.values.get("provider")
    if isinstance(provider, dict) and "authors" in provider:
        authors = record.inner(provider, "provider").lines("authors")
        if authors:
            return authors
    for name in ("authors", "author"):
        if name in record.values:
            authors = record.lines(name)
            if authors:
                return authors
    return ()


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
