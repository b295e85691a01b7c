"""What is kept: events, and snapshots of the articles they are about. JSON on the outside."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from reader.model import Article, Identity, Moment, Provider, Urls, UsageError, key_of
from reader.model.deeds import MOST_ARTICLES
from reader.model.mark import JSON, Kind
from reader.model.named import NamedTuple
from reader.model.unsafe import UNSAFE

_LONGEST_NAME = 100

NEVER = ""
"""Earlier than every time."""


class Event(NamedTuple):
    """One deed.

    Events are ordered by time, device and id. Of two that say something about the same thing (whether an article is
    read, its note, one tag of it), the later holds.

    Attributes:
        id: 32 hex digits, random, the same on every device that ever learns of the event.
        device: 16 hex digits; empty for the device whose journal it is written into.
        time: when, in UTC, ISO 8601 with milliseconds and `Z`.
        kind: what was done.
        articles: what it was done with; each not yet so before.
        name: the tag, the view, or the name of the value kept.
        text: the note, the query, or the value as JSON; None where a note or a view was deleted.
        target: the id of the event that an undo or a redo is about.
    """

    id: str
    device: str
    time: str
    kind: Kind
    articles: tuple[Article | Identity, ...] = ()
    name: str = ""
    text: str | None = None
    target: str = ""

    @property
    def telling(self) -> bool:
        """Whether what is known of its articles is kept: not for thousands that were marked read in one go."""
        return self.kind in _TELLING or bool(self.device) or len(self.articles) <= MOST_ARTICLES

    def field(self, device: str) -> str:
        """What the event says something about, article by article; empty for undo and redo.

        Args:
            device: the event's device. Every device has its own places.
        """
        if self.kind in _FAMILIES:
            return _FAMILIES[self.kind]
        if self.kind in {Kind.TAG, Kind.UNTAG}:
            return f"tag:{self.name.casefold()}"
        if self.kind is Kind.VIEW:
            return f"view:{self.name}"
        return f"place:{device}:{self.name}" if self.kind is Kind.PLACE else ""

    @property
    def value(self) -> str | int | None:
        """What the event says; None or 0 for no."""
        if self.kind in {Kind.NOTE, Kind.VIEW, Kind.PLACE}:
            return self.text
        if self.kind is Kind.TAG:
            return self.name
        return {Kind.READ: 1, Kind.UNREAD: 0, Kind.STAR: 1, Kind.UNSTAR: 0}.get(self.kind)


_TELLING = frozenset({Kind.STAR, Kind.TAG, Kind.NOTE})
_FAMILIES = {Kind.READ: "read", Kind.UNREAD: "read", Kind.STAR: "star", Kind.UNSTAR: "star", Kind.NOTE: "note"}

UNDOABLE = frozenset(Kind) - {Kind.PLACE, Kind.UNDO, Kind.REDO}
"""The kinds of deeds that can be taken back."""


def new_id() -> str:
    """An id for an event that no other has."""
    return os.urandom(16).hex()


def time_after(last: str) -> str:
    """The present as events tell it; when the clock stands before `last`, the millisecond after `last`.

    What the person does now is then always later than all that is known here, also when another device's clock is
    ahead (a hybrid logical clock, after Kulkarni et al., 2014).
    """
    now = _iso(datetime.now(UTC))
    return now if now > last else next_time(last)


def next_time(time: str) -> str:
    """The millisecond after a time."""
    return _iso(parsed_time(time) + timedelta(milliseconds=1))


def parsed_time(time: str) -> datetime:
    """A time of an event as an aware datetime. Raises ValueError."""
    return datetime.fromisoformat(time)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clean_name(what: str, name: str) -> str:
    """The name of a tag or a view, on one line.

    Raises:
        UsageError: it cannot be one.
    """
    name = " ".join(name.split())
    if not name or UNSAFE.search(name) or len(name) > _LONGEST_NAME:
        raise UsageError(f"a {what} wants a name of 1 to {_LONGEST_NAME} visible characters")
    return name


def clean_note(text: str) -> str:
    """A note without unsafe characters and loose ends."""
    return UNSAFE.sub("", text.replace("\r\n", "\n").replace("\t", "    ")).strip("\n").rstrip()


def snapshot(article: Article) -> dict[str, str]:
    """What is kept of an article, so that it can be shown when the library has it no more."""
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


def restored(identity: str, told: JSON, key: int | None = None) -> Article:
    """The article of a snapshot; what is missing or of the wrong kind is left empty."""
    values = told if isinstance(told, dict) else {}

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    return Article(
        key=key_of(identity) if key is None else key,
        identity=identity,
        title=text("title"),
        published_at=_moment(text("published")),
        provider=Provider(text("provider"), text("domain")),
        urls=Urls(text("web"), text("original"), text("amp"), text("cdn_amp")),
    )


def to_json(value: object) -> str:
    """A JSON text without needless spaces."""
    import json  # for who has a journal: 2 ms

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | None) -> JSON:
    """The value of a JSON text; None when it is none."""
    import json

    try:
        value: JSON = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    return value


def moment(iso: str) -> Moment | None:
    """The moment of a snapshot; None where it is none.

    Raises:
        OverflowError: in UTC it is before the first year or after the last one that there is.
    """
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return Moment.of(at, day_only=len(iso) == len("2022-01-24"))


def _moment(iso: str) -> Moment | None:
    try:
        return moment(iso)
    except OverflowError:
        return None
