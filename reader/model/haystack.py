"""The texts of an article in which queries look for words, patterns and addresses."""

from __future__ import annotations

from collections.abc import Iterable

from reader.model.article import Article, Urls
from reader.model.folding import fold


def as_written(article: Article) -> str:
    """Title, excerpt, provider and topics as they are written, each on a line of its own."""
    return written_of(article.title, article.excerpt, article.provider.label, article.topics)


def written_of(title: str, excerpt: str, provider: str, topics: Iterable[str]) -> str:
    """`as_written` of an article that is not made, from its parts."""
    return "\n".join((title, excerpt, provider, *topics))


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
    return addresses_of(article.urls)


def addresses_of(urls: Urls) -> str:
    """`addresses` of an article that is not made."""
    return fold(f"{urls.web}\n{urls.original}\n{urls.amp}\n{urls.cdn_amp}")
