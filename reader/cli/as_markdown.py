"""An article as one Markdown text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.desktop.kinds import markdown_link, markdown_text
from reader.model import Article, Document

if TYPE_CHECKING:
    from reader.library import Library


def as_markdown(library: Library, article: Article, document: Document) -> Iterator[str]:
    """The lines of the text: heading, who and when, address, excerpt, body, pictures, links, related articles."""
    yield f"# {markdown_text(article.title)}"
    yield ""
    facts = [article.provider.label, ", ".join(document.authors)]
    facts.append(article.published_at.iso() if article.published_at else "")
    yield " · ".join(markdown_text(fact) for fact in facts if fact) or "No provider, no date"
    if article.urls.best:
        yield from ("", f"<{article.urls.best}>")
    if article.excerpt:
        yield from ("", markdown_text(article.excerpt))
    if document.body:
        yield from ("", *document.body.split("\n"))
    if document.images:
        yield from ("", "## Pictures", "")
        for image in document.images:
            yield f"- {markdown_link(image.title or image.url, image.url)}"
    if document.actions:
        yield from ("", "## Links", "")
        for title, url in document.actions:
            yield f"- {markdown_link(title or url, url)}"
    for heading, articles in (
        ("Related", [entry.article for entry in library.related(document)]),
        ("Also related from", library.related_from(article)),
    ):
        if articles:
            yield from ("", f"## {heading}", "")
            for each in articles:
                yield f"- {_entry(each)}"


def _entry(article: Article) -> str:
    about = ", ".join(
        filter(None, (article.provider.label, article.published_at.iso()[:10] if article.published_at else ""))
    )
    url = article.urls.best
    told = markdown_link(article.title, url) if url else markdown_text(article.title)
    return f"{told} ({markdown_text(about)})" if about else told
