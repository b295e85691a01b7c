"""Questions to the journal's tables: what to undo and to do again, the history, when something was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from reader.journal.records import UNDOABLE, from_json, parsed_time, restored
from reader.journal.tables import own_device
from reader.model import Article
from reader.model.deeds import MOST_ARTICLES, Deed, Undone, told
from reader.model.identity import unsigned
from reader.model.mark import Kind
from reader.model.named import NamedTuple
from reader.model.unsafe import UNSAFE

if TYPE_CHECKING:
    import sqlite3

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(UNDOABLE))
_TOLD = "e.id, e.kind, e.name, e.text, e.time, CASE WHEN e.keys = '[0]' THEN 0 ELSE json_array_length(e.keys) END"


class Target(NamedTuple):
    """An event to undo or to do again: its id, and what to tell of it."""

    id: str
    undone: Undone


def undoable(connection: sqlite3.Connection) -> Target | None:
    """The latest deed of this device that is not undone."""
    query = (
        f"SELECT {_TOLD} FROM events AS e WHERE e.device = ? AND e.kind IN ({_KINDS}) AND NOT e.undone "
        "ORDER BY e.time DESC, e.device DESC, e.id DESC LIMIT 1"
    )
    return _target(connection.execute(query, (own_device(connection),)).fetchone())


def redoable(connection: sqlite3.Connection) -> Target | None:
    """What this device undid last, when nothing was done since: a new deed gives up what could be done again."""
    device = own_device(connection)
    latest = (
        f"SELECT time, device, id FROM events WHERE device = ? AND kind IN ({_KINDS}) "
        "ORDER BY time DESC, device DESC, id DESC LIMIT 1"
    )
    stamp = connection.execute(latest, (device,)).fetchone()
    if stamp is None:
        return None
    query = (
        f"SELECT {_TOLD} FROM events AS u JOIN events AS e ON e.id = u.target "
        f"WHERE (u.time, u.device, u.id) > (?, ?, ?) AND u.kind = '{Kind.UNDO}' AND u.device = ? "
        f"AND e.device = u.device AND e.undone AND e.kind IN ({_KINDS}) "
        "ORDER BY u.time DESC, u.device DESC, u.id DESC LIMIT 1"
    )
    return _target(connection.execute(query, (*stamp, device)).fetchone())


def _target(row: tuple[str, str, str, str | None, str, int] | None) -> Target | None:
    if row is None:
        return None
    id_, kind, name, text, time, count = row
    words = told(Kind(kind), count, name, deleted=not text)
    return Target(id_, Undone(words, parsed_time(time), Kind(kind), count))


def times(connection: sqlite3.Connection, field: str) -> dict[int, datetime]:
    """When the articles of which a field holds (`read`, `star`) came to that; by key."""
    query = (
        "SELECT s.key, e.time FROM state AS s JOIN events AS e ON e.sequence = s.event "
        "WHERE s.field = ? AND s.value = 1"
    )
    known: dict[str, datetime] = {}  # a deed with many articles has one time
    found = {}
    for key, time in connection.execute(query, (field,)):
        at = known.get(time)
        if at is None:
            at = known[time] = parsed_time(time)
        found[unsigned(key)] = at
    return found


class Wanted(NamedTuple):
    """Which deeds a history is to tell.

    Attributes:
        kinds: of these.
        limit: how many at most; None for all.
        before: the id of a deed; only earlier ones. Empty for all.
        key: only deeds with this article, signed; None for all.
        undone: whether those that were undone, too.
    """

    kinds: Collection[Kind]
    limit: int | None
    before: str
    key: int | None
    undone: bool


def history(connection: sqlite3.Connection, wanted: Wanted) -> tuple[Deed, ...]:
    """Deeds, the latest first."""
    conditions = [f"kind IN ({', '.join('?' for _ in wanted.kinds)})"]
    values: list[str | int] = list(wanted.kinds)
    if wanted.before:
        conditions.append("(time, device, id) < (SELECT time, device, id FROM events WHERE id = ?)")
        values.append(wanted.before)
    if wanted.key is not None:
        conditions.append("sequence IN (SELECT event FROM changes WHERE key = ?)")
        values.append(wanted.key)
    if not wanted.undone:
        conditions.append("NOT undone")
    query = (
        f"SELECT {_TOLD}, e.undone, e.device, a.key, a.identity, a.snapshot "
        f"FROM (SELECT * FROM events WHERE {' AND '.join(conditions)} "
        "ORDER BY time DESC, device DESC, id DESC LIMIT ?) AS e "
        f"LEFT JOIN json_each(e.keys) AS j ON j.key < {MOST_ARTICLES} "
        "LEFT JOIN articles AS a ON a.key = j.value ORDER BY e.time DESC, e.device DESC, e.id DESC, j.key"
    )
    values.append(-1 if wanted.limit is None else wanted.limit)
    return tuple(_deeds(connection.execute(query, values), own_device(connection)))


def _deeds(rows: sqlite3.Cursor, own: str) -> Iterator[Deed]:
    for (id_, kind, name, text, time, count, undone, device), group in groupby(rows, key=lambda row: row[:8]):
        articles = tuple(_shown(*row[8:]) for row in group if row[8] is not None)
        yield Deed(id_, parsed_time(time), Kind(kind), name, text or "", count, articles, bool(undone), device == own)


def _shown(key: int, identity: str, kept: str | None) -> Article:
    """An article of the history. Of one that was marked with many others, only the identity may be known."""
    values = from_json(kept)
    if not isinstance(values, dict) or not values.get("title"):
        values = {**(values if isinstance(values, dict) else {}), "title": UNSAFE.sub("", identity)}
    return restored(identity, values, unsigned(key))


def articles_of(connection: sqlite3.Connection, keys: str, stamp: str) -> list[dict[str, str]]:
    """The articles of an event as an export tells them: the identity, and the snapshot where this event told it."""
    query = (
        "SELECT identity, CASE WHEN told = ? THEN snapshot END FROM articles "
        "WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key"
    )
    found = []
    for identity, kept in connection.execute(query, (stamp, keys)):
        found.append({"identity": identity, **(json.loads(kept) if kept else {})})
    return found
