"""Articles: what a list shows of one, and what its whole document says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.model.frozen import NOTHING, frozen
from reader.model.moment import Moment


class Provider(NamedTuple):
    """Who published an article. Both parts are clean text on one line, empty when not known."""

    name: str = ""
    domain: str = ""

    @property
    def key(self) -> str:
        """What providers are told apart by: the case-folded name, else the domain without `www.`."""
        return self.name.casefold() or self.domain.casefold().removeprefix("www.")

    @property
    def label(self) -> str:
        """What a person reads: the name, else the domain."""
        return self.name or self.domain


class Urls(NamedTuple):
    """The addresses of an article exactly as its document writes them (unsafe characters removed), empty when absent.

    Copying and opening use these; the canonical form of `reader.model.identity` is for telling articles apart.
    """

    web: str = ""
    original: str = ""
    amp: str = ""
    cdn_amp: str = ""

    @property
    def best(self) -> str:
        """The address to open and copy: the web page, else where the article was found first, else an AMP page."""
        return self.web or self.original or self.amp or self.cdn_amp


class Image(NamedTuple):
    """A picture an article names. Sizes in pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    title: str = ""


NOBODY = Provider()
"""The provider of an article that names none."""

NOWHERE = Urls()
"""The addresses of an article that has none."""


class Identity(NamedTuple):
    """What the person's marks of an article are kept under: `Article.key` and `Article.identity`, without the rest."""

    key: int
    identity: str


@frozen(kw_only=True)
class Article:
    """What lists, counts, filters and links need of one article; small enough to keep for every article of a library.

    A *stub* is an article that only another article's `related` entry tells of: `path` is empty.
    All text is clean (see `reader.documents.clean`) and on one line.

    Attributes:
        key: the identity as a number, the first 8 bytes of the SHA-256 of `identity`; `id` is the same in hex.
        identity: the canonical string the person's marks are kept under.
        keys: `key_of` each canonical URL that leads to this article, without `key` itself.
        links: one entry per related article, best first, each with the keys it may be found under (identity first).
        related_count: how many related entries are left after repeats and links to itself are dropped.
        length_minutes: the `length` field, rounded up to whole minutes.
        quality: 0 or more, as the curators scored it; None when not known.
        heat: 0 or more; None when never measured.
        published: None when the document does not say.
        filled: how many fields of the document are not empty; decides between two files of one identity.
        library: the library's path as the person gave it; empty for a stub.
        path: the file's path inside the library, with `/`; empty for a stub.
    """

    key: int
    identity: str
    title: str
    excerpt: str = ""
    published_at: Moment | None = None
    updated_at: Moment | None = None
    provider: Provider = NOBODY
    topics: tuple[str, ...] = ()
    type: str = ""
    category: str = ""
    quality: int | None = None
    heat: int | None = None
    published: bool | None = None
    removed: bool = False
    urls: Urls = NOWHERE
    keys: tuple[int, ...] = ()
    links: tuple[tuple[int, ...], ...] = ()
    related_count: int = 0
    length_minutes: int | None = None
    has_body: bool = False
    has_image: bool = False
    filled: int = 0
    library: str = ""
    path: str = ""

    @property
    def id(self) -> str:
        """The first 16 hex digits of the identity's SHA-256: what scripts and the command line name the article by."""
        return f"{self.key:016x}"

    @property
    def in_library(self) -> bool:
        """False for a stub."""
        return bool(self.path)


@frozen(kw_only=True)
class Document:
    """An article with everything its file (or, for a stub, the `related` entry that tells of it) says.

    Attributes:
        article: what lists show of it.
        body: clean Markdown; empty when the file has none.
        images: the article's pictures, the lead one first.
        authors: clean names.
        related: the related entries as this document carries them, repeats and links to itself dropped, best first.
            They match `article.links` one to one. Whether the library has the article itself is the library's to say.
        actions: further links as (title, url).
        details: further known fields (`length`, `price`, `levels`, …) as clean plain values, ready for JSON.
        extra: unknown fields, the same way. Never holds `secured`.
    """

    article: Article
    body: str = ""
    images: tuple[Image, ...] = ()
    authors: tuple[str, ...] = ()
    related: tuple[Document, ...] = ()
    actions: tuple[tuple[str, str], ...] = ()
    details: Mapping[str, object] = NOTHING
    extra: Mapping[str, object] = NOTHING
