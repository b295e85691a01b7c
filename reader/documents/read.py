"""A file's bytes become an article: whole, or as lists want it.

Two ways lead through the front matter. The quick one takes what is plainly written; everything else, and everything
with something to note, goes through the careful one. Both give the same.
"""

from __future__ import annotations

import posixpath
import re

from reader.documents.at_once import article_at_once, without_repeats
from reader.documents.body import first_heading, has_text, is_html, markdown, without_hidden
from reader.documents.clean import clean_line
from reader.documents.entry import Entry
from reader.documents.frontmatter import FIRST_LINE, decode, split
from reader.documents.glance import fields_of, front_groups, listed_entries
from reader.documents.names import canonical, is_absolute, is_empty
from reader.documents.notes import Doubt, NoNotes, Notes
from reader.documents.quick import decoded, plain_text, quick_fields, quick_halves
from reader.documents.record import Record, is_scalar, text_of
from reader.documents.secured import without_ciphertext
from reader.documents.tree import Value
from reader.model import Article, Document, Problem
from reader.model.named import NamedTuple

_RELATED = "related: "
_NAME_NUMBER = r"^(?:\d{4}-\d{1,2}-\d{1,2}|\d+)[-_. ]+(?=.)"
_NAME_GAPS = r"[-_\s]+"


class Parsed(NamedTuple):
    """What a file gave. Without a document, at least one of the problems is an error.

    Attributes:
        document: the whole article.
        problems: what is wrong with the file, in its order.
    """

    document: Document | None
    problems: tuple[Problem, ...]


class ParsedArticle(NamedTuple):
    """What a file gave for lists: exactly the article and the problems that `Parsed` has.

    Attributes:
        article: what lists show.
        problems: what is wrong with the file, in its order.
    """

    article: Article | None
    problems: tuple[Problem, ...]


class ParsedText(NamedTuple):
    """What a file gave for lists and for search.

    Attributes:
        article: what lists show.
        problems: what is wrong with the file, in its order.
        body: as `Document` has it.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    body: str = ""


class Listed(NamedTuple):
    """A document that has been read for lists and for search."""

    article: Article
    body: str
    html: bool

    def text(self) -> str:
        """The body as clean Markdown."""
        return markdown(self.body, html=self.html) if self.article.has_body else ""


class Found(NamedTuple):
    """A document that has been read, before it is known how much of it is wanted."""

    article: Article
    entry: Entry
    related: list[Entry]
    body: str
    html: bool

    def document(self) -> Document:
        """All of it."""
        from reader.documents.whole import whole_document

        return whole_document(self.article, self.entry, self.related, self.text())

    def text(self) -> str:
        """The body as clean Markdown."""
        return markdown(self.body, html=self.html) if self.article.has_body else ""


def read_document(data: bytes, *, library: str = "", path: str = "") -> Parsed:
    """The article a file holds, whole. Never raises, whatever the bytes are.

    Args:
        data: all of the file.
        library: the library's path as the person gave it.
        path: the file's path inside the library, with `/`.
    """
    found, problems = _read(data, library, path)
    return Parsed(found.document() if found else None, problems)


def read_article(data: bytes, *, library: str = "", path: str = "") -> ParsedArticle:
    """What `read_document` gives for lists, in half the time: no stubs are made and no body is converted.

    Args:
        data: all of the file.
        library: the library's path as the person gave it.
        path: the file's path inside the library, with `/`.
    """
    found, problems = _read_for_lists(data, library, path)
    return ParsedArticle(found.article if found else None, problems)


def read_text(data: bytes, *, library: str = "", path: str = "") -> ParsedText:
    """What `read_article` gives, and the body.

    Args:
        data: all of the file.
        library: the library's path as the person gave it.
        path: the file's path inside the library, with `/`.
    """
    found, problems = _read_for_lists(data, library, path)
    return ParsedText(found.article, problems, found.text()) if found else ParsedText(None, problems)


def read_body(data: bytes, path: str = "") -> str:
    """The body that `read_document` gives, without a look at the rest; empty where there is no document.

    Args:
        data: all of the file.
        path: the file's path inside the library, with `/`.
    """
    try:
        front, rest = quick_halves(data)
        plain_text(front)  # where it ends is certain then
        written = decoded(rest)
    except Doubt:
        notes = Notes("", path)
        parts = split(decode(data, notes), notes)
        written = parts.body if parts else ""
    body, html = _shown(written, path)
    return markdown(body, html=html) if has_text(body, html=html) else ""


def read_carefully(data: bytes, library: str, path: str) -> tuple[Found | None, tuple[Problem, ...]]:
    """A file by the careful way, with which the quick one agrees."""
    from reader.documents.fields import read_fields

    notes = Notes(library, path)
    parts = split(decode(data, notes), notes)
    fields = read_fields(parts.front, notes, FIRST_LINE, usable=_names_an_article) if parts else None
    if parts is None or fields is None:
        return None, notes.problems()
    return _assemble(fields, parts.body, notes, library, path), notes.problems()


def read_quickly(data: bytes, library: str, path: str) -> Found | None:
    """A plainly written file without anything to note by the quick way; None for any other file."""
    try:
        front, body = quick_halves(data)
        return _assemble(quick_fields(plain_text(front)), decoded(body), NoNotes(library, path), library, path)
    except Doubt:
        return None


def read_at_a_glance(data: bytes, library: str, path: str) -> Found | Listed | None:
    """What `read_quickly` gives, without the related entries where these are plainly written too."""
    try:
        front, behind = quick_halves(data)
        rest, listed = listed_entries(front) or (front, None)
        text = plain_text(rest)
        written = decoded(behind)
        groups = front_groups(text)
        if groups is not None:
            body, html = _shown(written, path)
            shows = has_text(body, html=html)
            article = article_at_once(groups, listed, has_body=shows, library=library, path=path)
            if article is not None:
                return Listed(article, body, html)
        fields = (fields_of(groups) if groups else None) or quick_fields(text)
        if listed is not None and "related" in fields:
            return None
        return _assemble(fields, written, NoNotes(library, path), library, path, listed=listed)
    except Doubt:
        return None


def _read(data: bytes, library: str, path: str) -> tuple[Found | None, tuple[Problem, ...]]:
    found = read_quickly(data, library, path)
    return (found, ()) if found else read_carefully(data, library, path)


def _read_for_lists(data: bytes, library: str, path: str) -> tuple[Found | Listed | None, tuple[Problem, ...]]:
    """What `_read` gives, perhaps without the related entries."""
    found = read_at_a_glance(data, library, path)
    return (found, ()) if found else read_carefully(data, library, path)


def _assemble(
    fields: dict[str, Value],
    written: str,
    notes: Notes,
    library: str,
    path: str,
    *,
    listed: list[tuple[int, ...]] | None = None,
) -> Found:
    """The article of a file whose fields and body are known.

    Args:
        fields: the fields.
        written: the body as the file has it.
        notes: where what is wrong goes.
        library: as the article shall have it.
        path: the same.
        listed: the keys of the related entries, where the fields are without these.
    """
    record = Record.of_article(fields, notes)
    entry = Entry(record)
    body, html = _shown(written, path)
    has_body = has_text(body, html=html)
    told = entry.title or (first_heading(body, html=html) if has_body else "")
    entry.identify(told, path)
    if listed is None:
        related = _related(record, entry, notes)
        links = tuple([(other.key, *other.keys) for other in related])
    else:
        related, links = [], without_repeats(listed, entry.key)
    article = entry.article(
        title=told or _readable_name(path) or entry.best or "Untitled",
        links=links,
        has_body=has_body,
        filled=len(fields) - sum(map(is_empty, fields.values())) + has_body + (listed is not None),
        library=library,
        path=path,
    )
    return Found(article, entry, related, body, html)


def _shown(written: str, path: str) -> tuple[str, bool]:
    """What of a body is for people, and whether it is HTML."""
    if not written or written.isspace():
        return "", False
    body = without_ciphertext(written)
    html = is_html(body, path)
    return (body if html else without_hidden(body)), html


def _related(record: Record, entry: Entry, notes: Notes) -> list[Entry]:
    """The related entries without those that repeat another or point back."""
    found: list[Entry] = []
    seen = {entry.key}
    items = record.items("related")
    for index, item in enumerate(items):
        fields = _as_fields(item)
        if fields is None:
            record.warn_item("related", items, index, "an entry is no article")
            continue
        other = Entry(Record.of_article(fields, notes, _RELATED))
        title = other.title or other.best
        if title:
            other.identify(title)
            if other.key not in seen:
                seen.add(other.key)
                found.append(other)
        elif item is not None:
            record.warn_item("related", items, index, "an entry has neither title nor address", "related-empty")
    return found


def _as_fields(item: Value) -> dict[str, Value] | None:
    """A related entry as fields: a text alone is its address or its title."""
    if isinstance(item, dict):
        return item
    if not is_scalar(item):
        return None
    return {"webUrl" if is_absolute(item) else "title": text_of(item)}


def _names_an_article(fields: dict[str, Value]) -> bool:
    """Whether salvaged fields are enough to show: a title or an address."""
    values, _ = canonical(fields)
    addresses = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl")
    return any(text_of(values.get(name)).strip() for name in ("title", "name")) or any(
        is_absolute(values.get(name)) for name in addresses
    )


def _readable_name(path: str) -> str:
    """A file's name as a title: `2021-08-27-some-title.md` says “Some title”."""
    stem = clean_line(posixpath.splitext(posixpath.basename(path))[0])
    words = re.sub(_NAME_GAPS, " ", re.sub(_NAME_NUMBER, "", stem)).strip()
    return words[:1].upper() + words[1:]
