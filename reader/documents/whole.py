"""The whole document, from entries that are read already; nothing is noted here any more."""

from __future__ import annotations

from reader.documents.body import markdown
from reader.documents.clean import clean_text
from reader.documents.entry import Entry
from reader.documents.names import DETAILS, KNOWN, is_empty
from reader.documents.tree import Value
from reader.model import Article, Document, Image


def whole_document(article: Article, entry: Entry, related: list[Entry], body: str) -> Document:
    """An article with all its file says.

    Args:
        article: what lists show of it.
        entry: its fields.
        related: the entries `article.links` speaks of.
        body: its body as Markdown.
    """
    return Document(
        article=article,
        body=body,
        images=_images(entry),
        authors=entry.authors,
        related=tuple([_stub(other) for other in related]),
        actions=entry.actions,
        details=_details(entry),
        extra=_extra(entry),
    )


def _stub(entry: Entry) -> Document:
    """A related article as the document that tells of it does."""
    return Document(
        article=entry.article(title=entry.title or entry.best),
        images=_images(entry),
        authors=entry.authors,
        actions=entry.actions,
        details=_details(entry),
        extra=_extra(entry),
    )


def _images(entry: Entry) -> tuple[Image, ...]:
    return tuple([Image(*picture) for picture in entry.pictures])


def _details(entry: Entry) -> dict[str, object]:
    values = entry.record.values
    details: dict[str, object] = {}
    for name in DETAILS:
        if name in values and not is_empty(values[name]):
            details[name] = _plain(values[name])
    if entry.start or entry.end or entry.updated_at:
        moments = (
            ("startDateTime", entry.start), ("endDateTime", entry.end), ("updatedDateTime", entry.updated_at),
        )  # fmt: skip
        details.update((name, moment.iso()) for name, moment in moments if moment)
    content = values.get("featuredContent")
    if type(content) is str and (shown := markdown(content, html="<" in content)):
        details["featuredContent"] = shown
    return details


def _extra(entry: Entry) -> dict[str, object]:
    values = entry.record.values
    if KNOWN.issuperset(values):
        return {}
    return {name: _plain(value) for name, value in values.items() if name not in KNOWN}


def _plain(value: Value) -> object:
    """A value ready for JSON: texts clean and otherwise as written, so that addresses stay whole."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return clean_text(value).strip() if isinstance(value, str) else value
