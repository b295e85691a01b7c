"""What can be copied of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.model import Article, Document, NotFoundError, UsageError, canonical_url

KINDS = ("web", "original", "amp", "cdn", "title", "markdown", "citation", "story")
"""Names of the kinds, as the command line takes them, in the order of the copy menu."""

# What would end a Markdown link's text or begin something else in it, and what would end its address.
_IN_TEXT = re.compile(r"[\\\[\]`*<]|_(?![^\W_])|(?<![^\W_])_")
_IN_ADDRESS = re.compile(r"[\s()<>\\`\"]")


def copy_text(document: Document, related: Sequence[Article], kind: str) -> str:
    """The text to copy.

    Args:
        document: the article.
        related: its related articles, best first.
        kind: one of `KINDS`: an address as the document writes it (`web` is the best one there is), or

            - `title`: title and address, as chats want it
            - `markdown`: a Markdown link
            - `citation`: `Provider: “Title”, date, address` without what is not known; the day in the local zone
            - `story`: the addresses of the article and its related ones, one a line, none twice

    Raises:
        NotFoundError: the article has no such address.
        UsageError: there is no such kind.
    """
    article = document.article
    urls = article.urls
    match kind:
        case "web":
            return _present(urls.best, "address")
        case "original":
            return _present(urls.original, "original address")
        case "amp":
            return _present(urls.amp, "AMP address")
        case "cdn":
            return _present(urls.cdn_amp, "address in the AMP cache")
        case "title":
            return f"{article.title} {_present(urls.best, 'address')}"
        case "markdown":
            return markdown_link(article.title, _present(urls.best, "address"))
        case "citation":
            return _citation(article)
        case "story":
            return _present("\n".join(_story(article, related)), "address")
    raise UsageError(f"There is no kind “{kind}”; there are {', '.join(KINDS)}.")


def markdown_text(text: str) -> str:
    """Plain `text` as Markdown that shows it as it is."""
    return _IN_TEXT.sub(lambda match: "\\" + match[0], text)


def markdown_link(title: str, url: str) -> str:
    """A Markdown link with a plain title."""
    address = _IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)
    return f"[{markdown_text(title)}]({address})"


def _present(text: str, name: str) -> str:
    if not text:
        raise NotFoundError(f"This article has no {name}.")
    return text


def _citation(article: Article) -> str:
    moment = article.published_at
    parts = [f"“{article.title}”", moment.local_day() if moment else "", article.urls.best]
    provider = article.provider.label
    return (f"{provider}: " if provider else "") + ", ".join(part for part in parts if part)


def _story(article: Article, related: Sequence[Article]) -> list[str]:
    seen: dict[str, str] = {}
    for url in (one.urls.best for one in (article, *related)):
        if url:
            seen.setdefault(canonical_url(url) or url, url)
    return list(seen.values())
