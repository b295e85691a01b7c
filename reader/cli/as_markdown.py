"""An article as one Markdown text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.model import Article, Document

if TYPE_CHECKING:
    from reader.library import Library

_ACTIVE = re.compile(r"[\\`*_\[\]<>]")
_SPACE_OR_BRACKET = re.compile(r"[ ()<>]")


def as_markdown(library: Library, article: Article, document: Document) -> Iterator[str]:
    """The lines of the text: heading, who and when, address, excerpt, body, pictures, links, related articles."""
    yield f"# {escaped(article.title)}"
    yield ""
    facts = [article.provider.label, ", ".join(document.authors)]
    facts.append(article.published_at.iso() if article.published_at else "")
    yield " · ".join(escaped(fact) for fact in facts if fact) or "No provider, no date"
    if article.urls.best:
        yield from ("", f"<{article.urls.best}>")
    if article.excerpt:
        yield from ("", escaped(article.excerpt))
    if document.body:
        yield from ("", *document.body.split("\n"))
    if document.images:
        yield from ("", "## Pictures", "")
        for image in document.images:
            yield f"- {link(image.title or image.url, image.url)}"
    if document.actions:
        yield from ("", "## Links", "")
        for title, url in document.actions:
            yield f"- {link(title or url, url)}"
    for heading, articles in (
        ("Related", [entry.article for entry in library.related(document)]),
        ("Also related from", library.related_from(article)),
    ):
        if articles:
            yield from ("", f"## {heading}", "")
            for each in articles:
                yield f"- {_entry(each)}"


def escaped(text: str) -> str:
    """Plain `text` as Markdown that shows it as it is."""
    return _ACTIVE.sub(r"\\\g<0>", text)


def link(title: str, url: str) -> str:
    """A Markdown link; the title alone when there is no address."""
    if not url:
        return escaped(title)
    address = _SPACE_OR_BRACKET.sub(lambda match: f"%{ord(match[0]):02X}", url)
    return f"[{escaped(title)}]({address})"


def _entry(article: Article) -> str:
    about = ", ".join(
        filter(None, (article.provider.label, article.published_at.iso()[:10] if article.published_at else ""))
    )
    return link(article.title, article.urls.best) + (f" ({escaped(about)})" if about else "")
