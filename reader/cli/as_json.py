"""Articles and all else as the plain values that `--json` prints. Scripts depend on the keys and on their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.model import Article, Document, Image, Problem

if TYPE_CHECKING:
    from datetime import datetime

    from reader.library import Deed, Library, LibraryStatus, ProviderCount, Status, Step, TopicCount, Undone

Json = dict[str, object]
"""A JSON object."""


def of_article(library: Library, article: Article) -> Json:
    """What `list` prints of each article."""
    moment = article.published_at
    return {
        "id": article.id,
        "title": article.title,
        "excerpt": article.excerpt,
        "library": article.library if article.in_library else None,
        "path": article.path or None,
        "duplicates": list(library.duplicates(article)),
        "published_at": moment.iso() if moment else None,
        "type": article.type or None,
        "category": article.category or None,
        "provider": {"name": article.provider.name or None, "domain": article.provider.domain or None},
        "topics": list(article.topics),
        "quality": article.quality,
        "heat": article.heat,
        "published": article.published,
        "urls": {
            "web": article.urls.web or None,
            "original": article.urls.original or None,
            "amp": article.urls.amp or None,
            "cdn_amp": article.urls.cdn_amp or None,
        },
        "related_count": article.related_count,
        "read": library.is_read(article),
        "starred": library.is_starred(article),
        "in_library": article.in_library,
    }


def of_document(library: Library, article: Article, document: Document) -> Json:
    """What `show` prints: the article as lists know it, what only its file says, and what the person wrote on it."""
    return of_article(library, article) | {
        "body": document.body,
        "images": [_of_image(image) for image in document.images],
        "related": [of_article(library, related.article) for related in library.related(document)],
        "also_related_from": [of_article(library, teller) for teller in library.related_from(article)],
        "details": _details(document),
        "extra": _plain(document.extra),
        "tags": list(library.tags_of(article)),
        "note": library.note_of(article) or None,
    }


def _details(document: Document) -> Json:
    told: Json = {"authors": list(document.authors)} if document.authors else {}
    if document.actions:
        told["actions"] = [{"title": title or None, "url": url} for title, url in document.actions]
    return told | {name: _plain(value) for name, value in document.details.items()}


def of_step(library: Library, step: Step) -> Json:
    """What `related` prints of each article it comes to."""
    return of_article(library, step.article) | {"depth": step.depth, "via": step.via, "relation": step.relation}


def of_topic(topic: TopicCount, names: Mapping[str, str]) -> Json:
    """What `topics` prints of each; `names` are the topics' names by key."""
    return {
        "name": topic.name,
        "parent": names.get(topic.parent) if topic.parent else None,
        "articles": topic.articles,
        "unread": topic.unread,
    }


def of_provider(provider: ProviderCount) -> Json:
    """What `providers` prints of each."""
    return {
        "name": provider.name or None,
        "domain": provider.domain or None,
        "articles": provider.articles,
        "unread": provider.unread,
    }


def of_problem(problem: Problem) -> Json:
    """What `check` prints of each."""
    return {
        "library": problem.library,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
    }


def of_library(library: LibraryStatus) -> Json:
    """What `status` and `index` print of each library."""
    kept = library.index_file
    return {"path": library.path, "articles": library.articles, "index": None if kept is None else kept._asdict()}


def of_status(status: Status, files: Mapping[str, str]) -> Json:
    """What `status` prints; `files` are the places of what the program keeps."""
    return {
        "libraries": [of_library(each) for each in status.libraries],
        "articles": status.articles,
        "unread": status.unread,
        "starred": status.starred,
        "topics": status.topics,
        "problems": status.problems,
        "samples": status.samples,
        "files": dict(files),
    }


def of_undone(undone: Undone) -> Json:
    """What `undo` and `redo` print of each deed."""
    return {
        "time": _instant(undone.time),
        "kind": str(undone.kind),
        "number": undone.number,
        "words": undone.words,
    }


def of_deed(deed: Deed) -> Json:
    """What `history` prints of each deed; `articles` names the first ones of a deed with many."""
    return {
        "id": deed.id,
        "time": _instant(deed.time),
        "kind": str(deed.kind),
        "name": deed.name or None,
        "text": deed.text or None,
        "number": deed.number,
        "articles": [
            {"id": article.id, "title": article.title, "url": article.urls.best or None} for article in deed.articles
        ],
        "undone": deed.undone,
        "here": deed.here,
    }


def _instant(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _of_image(image: Image) -> Json:
    return {"url": image.url, "width": image.width, "height": image.height, "title": image.title or None}


def _plain(value: object) -> object:
    """`value` in what JSON knows: frozen mappings and sequences become objects and arrays."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value
