"""An article as one Markdown text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.desktop.kinds import markdown_link, markdown_text
from reader.model import Article, Document


def as_markdown(
    document: Document,
    related: Sequence[Article],
    related_from: Sequence[Article],
    *,
    tags: Sequence[str] = (),
    note: str = "",
) -> Iterator[str]:
    """The lines of the text: heading, facts, address, tags, excerpt, body, note, pictures, links, related articles.

    Args:
        document: the article.
        related: its related articles, the library's own where it has them.
        related_from: the articles that list it.
        tags: the person's.
        note: the person's, in Markdown.
    """
    article = document.article
    yield f"# {markdown_text(article.title)}"
    yield ""
    facts = [article.provider.label, ", ".join(document.authors)]
    facts.append(article.published_at.local_text() if article.published_at else "")
    yield " · ".join(markdown_text(fact) for fact in facts if fact) or "No provider, no date"
    if article.urls.best:
        yield from ("", f"<{article.urls.best}>")
    if tags:
        yield from ("", " ".join(markdown_text(f"#{tag}") for tag in tags))
    if article.excerpt:
        yield from ("", markdown_text(article.excerpt))
    if document.body:
        yield from ("", *document.body.split("\n"))
    if note:
        yield from ("", "## Note", "", *note.split("\n"))
    if document.images:
        yield from ("", "## Pictures", "")
        for image in document.images:
            yield f"- {markdown_link(image.title or image.url, image.url)}"
    if document.actions:
        yield from ("", "## Links", "")
        for title, url in document.actions:
            yield f"- {markdown_link(title or url, url)}"
    for heading, articles in (
        ("Related", related),
        ("Also related from", related_from),
    ):
        if articles:
            yield from ("", f"## {heading}", "")
            for each in articles:
                yield f"- {_entry(each)}"


def _entry(article: Article) -> str:
    about = ", ".join(
        filter(None, (article.provider.label, article.published_at.local_day() if article.published_at else ""))
    )
    url = article.urls.best
    told = markdown_link(article.title, url) if url else markdown_text(article.title)
    return f"{told} ({markdown_text(about)})" if about else told
