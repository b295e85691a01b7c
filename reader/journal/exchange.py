"""Events as lines of JSON, to take them to another device and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.journal.reading import articles_of
from reader.journal.records import Event, clean_name, moment, parsed_time, restored
from reader.model.article import Article
from reader.model.errors import UsageError
from reader.model.identity import RULES
from reader.model.mark import JSON, Kind
from reader.model.unsafe import UNSAFE

if TYPE_CHECKING:
    import sqlite3

_ID = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_LONGEST_IDENTITY = 10_000
_EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)
_OF_ARTICLES = frozenset(Kind) - {Kind.VIEW, Kind.PLACE, Kind.UNDO, Kind.REDO}
_NAMED = frozenset({Kind.TAG, Kind.UNTAG, Kind.VIEW, Kind.PLACE})


def lines(connection: sqlite3.Connection) -> list[str]:
    """Every event as a line of JSON, the earliest first."""
    query = "SELECT id, device, time, kind, name, text, target, rules, keys FROM events ORDER BY time, device, id"
    return [_line(connection, row) for row in connection.execute(query).fetchall()]


def _line(connection: sqlite3.Connection, row: tuple[str, str, str, str, str, str | None, str, int, str]) -> str:
    id_, device, time, kind, name, text, target, rules, keys = row
    told: dict[str, object] = {"id": id_, "device": device, "time": time, "kind": kind}
    if kind in _OF_ARTICLES:
        told |= {"rules": rules, "articles": articles_of(connection, keys, time + device + id_)}
    if kind in _NAMED:
        told["name"] = name
    if kind in {Kind.NOTE, Kind.VIEW, Kind.PLACE}:
        told["text"] = text
    if target:
        told["target"] = target
    # Nothing but ASCII, and no control character, so that no way to a file or a terminal changes it.
    return json.dumps(told, separators=(",", ":")).replace("\x7f", r"\u007f")


def events(told: Iterable[str]) -> list[Event]:
    """The events of an export, in their order. Empty lines are passed over.

    Raises:
        UsageError: a line is none of an export's; the message has its number.
    """
    found = list(_events(told))
    found.sort(key=lambda event: (event.time, event.device, event.id))
    return found


def _events(told: Iterable[str]) -> Iterator[Event]:
    for number, line in enumerate(told, 1):
        if not line.strip():
            continue
        try:
            value: JSON = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("it is no JSON object")
            yield _event(value)
        except (ValueError, RecursionError) as error:
            reason = "it is no JSON" if isinstance(error, json.JSONDecodeError | RecursionError) else error
            raise UsageError(f"line {number} is no event of the journal: {reason}; nothing was taken in") from None


def _event(told: Mapping[str, JSON]) -> Event:
    kind = _kind(_text(told, "kind"))
    time = _matching(told, "time", _TIME)
    if not _EARLIEST <= parsed_time(time) <= _LATEST:
        raise ValueError("its time is out of reach")
    text = told.get("text")
    if text is not None and not (isinstance(text, str) and _is_unicode(text)):
        raise ValueError("its text is no text")
    if kind is Kind.PLACE and text is not None and not _is_json(text):
        raise ValueError("its text is no JSON, or too deep")
    name = _name(_text(told, "name"), kind) if kind in _NAMED else ""
    return Event(
        _matching(told, "id", _ID),
        _matching(told, "device", _DEVICE),
        time,
        kind,
        _articles(told) if kind in _OF_ARTICLES else (),
        name,
        # A place is JSON, which escapes what would be unsafe when it is read.
        text if text is None or kind is Kind.PLACE else UNSAFE.sub("", text) or None,
        _matching(told, "target", _ID) if kind in {Kind.UNDO, Kind.REDO} else "",
    )


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise ValueError(f"“{text}” is no kind of deed that is known here") from None


def _name(text: str, kind: Kind) -> str:
    """A name as those are that are given here, so that whoever gives it again means the same."""
    name = _clean_line(text)
    if not name:
        raise ValueError("it lacks a name")
    if kind is Kind.PLACE:
        return name
    try:
        return clean_name("view" if kind is Kind.VIEW else "tag", name)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _articles(told: Mapping[str, JSON]) -> tuple[Article, ...]:
    rules = told.get("rules")
    if not isinstance(rules, int) or rules > RULES:
        raise ValueError("its articles are told apart by rules that are not known here")
    articles = told.get("articles")
    if not isinstance(articles, list):
        raise ValueError("it lacks articles")
    found = {}
    for each in articles:
        values = each if isinstance(each, dict) else {}
        identity = values.get("identity")
        if not isinstance(identity, str) or not 0 < len(identity) <= _LONGEST_IDENTITY or not _is_unicode(identity):
            raise ValueError("an article of it has no identity")
        clean = {name: _clean_line(value) for name, value in values.items() if isinstance(value, str)}
        if not _is_in_reach(clean.get("published", "")):
            raise ValueError("an article of it was published at a time out of reach")
        found[identity] = restored(identity, {**clean})
    return tuple(found.values())


def _is_in_reach(published: str) -> bool:
    try:
        moment(published)
    except OverflowError:
        return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(told: Mapping[str, JSON], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise ValueError(f"it lacks “{name}”")
    return value


def _matching(told: Mapping[str, JSON], name: str, pattern: re.Pattern[str]) -> str:
    value = _text(told, name)
    if not pattern.fullmatch(value):
        raise ValueError(f"its “{name}” is none")
    return value


def _clean_line(text: str) -> str:
    return UNSAFE.sub("", text.replace("\n", " "))
