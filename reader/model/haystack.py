"""The text of an article in which plain words are looked for."""

from __future__ import annotations

from reader.model.article import Article
from reader.model.folding import fold


def haystack(article: Article) -> str:
    """The folded text of an article in which plain words are looked for: title, excerpt, provider, topics.

    Each stands on a line of its own, so that no phrase reaches from one into another, the title on the first, the
    excerpt on the second; and begins with a space, so that its first word is found as quickly as the others.
    """
    written = "\n".join((article.title, article.excerpt, article.provider.label, *article.topics))
    text = fold(written)
    if not written.isascii():  # texts are clean and have no runs of spaces, but some signs fold to one
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return " " + text.replace("\n", "\n ")
