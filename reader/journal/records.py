"""What is kept: events, values under a name, and snapshots of starred articles. JSON on the outside."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from reader.model import Article, Moment, Provider, Urls, key_of
from reader.model.identity import RULES
from reader.model.mark import JSON, Mark


class Event(NamedTuple):
    """One deed.

    Attributes:
        id: random, the same on every device that ever learns of the event.
        time: when, in UTC, ISO 8601 with milliseconds.
        kind: what was done.
        articles: what it was done with; each not yet so before.
    """

    id: str
    time: str
    kind: Mark
    articles: tuple[Article, ...]

    @classmethod
    def now(cls, kind: Mark, articles: Sequence[Article]) -> Event:
        """A deed of this moment."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return cls(os.urandom(16).hex(), time, kind, tuple(articles))

    def payload(self) -> str:
        """What the event says beside its kind: the identities, with the version of the rules they were made by."""
        told: dict[str, object] = {"rules": RULES, "identities": [article.identity for article in self.articles]}
        if self.kind is Mark.STAR:
            told["snapshots"] = [snapshot(article) for article in self.articles]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


class Place(NamedTuple):
    """A value under a name, as JSON."""

    name: str
    value: str


def snapshot(article: Article) -> dict[str, str]:
    """What is kept of a starred article, so that it can be shown when the library has it no more."""
    told = {
        "title": article.title,
        "web": article.urls.web,
        "original": article.urls.original,
        "amp": article.urls.amp,
        "cdn_amp": article.urls.cdn_amp,
        "provider": article.provider.name,
        "domain": article.provider.domain,
        "published": article.published_at.iso() if article.published_at else "",
    }
    return {name: value for name, value in told.items() if value}


def restored(identity: str, told: JSON) -> Article:
    """The article of a snapshot; what is missing or of the wrong kind is left empty."""
    values = told if isinstance(told, dict) else {}

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    return Article(
        key=key_of(identity),
        identity=identity,
        title=text("title"),
        published_at=_moment(text("published")),
        provider=Provider(text("provider"), text("domain")),
        urls=Urls(text("web"), text("original"), text("amp"), text("cdn_amp")),
    )


def from_json(text: str | None) -> JSON:
    """The value of a JSON text; None when it is none."""
    try:
        value: JSON = json.loads(text or "null")
    except ValueError:
        return None
    return value


def _moment(iso: str) -> Moment | None:
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return Moment(at, day_only=len(iso) == len("2022-01-24"))
