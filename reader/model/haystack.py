"""The texts of an article in which queries look for words, patterns and addresses."""

from __future__ import annotations

from reader.model.article import Article
from reader.model.folding import fold


def as_written(article: Article) -> str:
    """Title, excerpt, provider and topics as they are written, each on a line of its own."""
    return "\n".join((article.title, article.excerpt, article.provider.label, *article.topics))


def haystack(article: Article) -> str:
    """`as_written` folded, the text in which plain words are looked for; see `haystack_of`."""
    return haystack_of(as_written(article))


def haystack_of(written: str) -> str:
    """The folded text of what `as_written` gave.

    Every part stands on a line of its own, so that no phrase reaches from one into another, the title on the first, the
    excerpt on the second; and begins with a space, so that its first word is found as quickly as the others.
    """
    text = fold(written)
    if not written.isascii():  # texts are clean and have no runs of spaces, but some signs fold to one
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return " " + text.replace("\n", "\n ")


def addresses(article: Article) -> str:
    """All URLs of an article, folded, one a line."""
    urls = article.urls
    return fold(f"{urls.web}\n{urls.original}\n{urls.amp}\n{urls.cdn_amp}")
