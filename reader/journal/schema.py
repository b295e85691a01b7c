"""The journal's tables: made new, brought up from an older version, derived anew.

`events` and `articles` are what is true; `changes` and `state` follow from them:

- `events`: one row a deed, with the keys of its articles as a JSON array, and whether it is undone.
- `articles`: what the keys stand for: identity, and a snapshot with the stamp of the event that told it.
- `changes`: what each event says about each of its articles, field by field.
- `state`: of each article and field, the latest change that is not undone.

Views and places are fields of no article: their key is 0.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.journal.records import UNDOABLE, Event, next_time, restored, to_json
from reader.model.identity import RULES
from reader.model.mark import Kind

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x72646A72
"""Stands in the file's header (SQLite file format, offset 68) and tells our files from all others."""

VERSION = 2
"""Of the tables; stands in the file's header (offset 60)."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT,
    target TEXT NOT NULL,
    rules INTEGER NOT NULL,
    keys TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX events_in_order ON events (time, device, id);
CREATE INDEX events_by_target ON events (target) WHERE target <> '';
CREATE TABLE articles (key INTEGER PRIMARY KEY, identity TEXT NOT NULL, snapshot TEXT, told TEXT);
CREATE TABLE changes (
    field TEXT NOT NULL,
    key INTEGER NOT NULL,
    event INTEGER NOT NULL,
    value,
    PRIMARY KEY (field, key, event)
) WITHOUT ROWID;
CREATE TABLE state (
    field TEXT NOT NULL,
    key INTEGER NOT NULL,
    event INTEGER NOT NULL,
    value,
    PRIMARY KEY (field, key)
) WITHOUT ROWID;
"""


def prepare(connection: sqlite3.Connection) -> None:
    """See that a file holds our tables in this version; inside a transaction of the caller's.

    Raises:
        sqlite3.DatabaseError: it is another program's file, or of a version that is not known.
    """
    import sqlite3

    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
        _make(connection)
        told = [("device", os.urandom(8).hex()), ("rules", str(RULES))]
        connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", told)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    elif connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise sqlite3.DatabaseError("another program's file")
    elif version == 1:
        _from_first(connection)
    elif version != VERSION:
        raise sqlite3.DatabaseError(f"a file of version {version}")
    if version != VERSION:
        connection.execute(f"PRAGMA user_version={VERSION}")


def _make(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _from_first(connection: sqlite3.Connection) -> None:
    """Bring the first version's tables up: there the latest event by number held, and places were no events."""
    from reader.journal.records import NEVER, new_id, time_after
    from reader.journal.tables import add

    events = connection.execute("SELECT id, device, time, kind, payload FROM events ORDER BY sequence").fetchall()
    places = connection.execute("SELECT name, value FROM places ORDER BY name").fetchall()
    for table in ("events", "marks", "places"):
        connection.execute(f"DROP TABLE {table}")
    _make(connection)
    last = NEVER
    for id_, device, time, kind, payload in events:
        last = time if time > last else next_time(last)
        add(connection, _first_event(id_, device, last, Kind(kind), payload), device)
    (own,) = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    for name, value in places:
        last = time_after(last)
        add(connection, Event(new_id(), "", last, Kind.PLACE, name=name, text=value), own)


def _first_event(id_: str, device: str, time: str, kind: Kind, payload: str) -> Event:
    import json

    told = json.loads(payload)
    snapshots = told.get("snapshots") or [None] * len(told["identities"])
    articles = tuple(restored(identity, each) for identity, each in zip(told["identities"], snapshots, strict=True))
    return Event(id_, device, time, kind, articles)


def derive_all(connection: sqlite3.Connection) -> None:
    """Make everything that follows from the events anew; inside a transaction of the caller's."""
    import json

    from reader.journal.tables import derive, is_undone, say

    connection.execute("DELETE FROM changes")
    connection.execute("DELETE FROM state")
    rows = connection.execute(
        "SELECT sequence, id, device, kind, field, name, text, keys FROM events WHERE field <> ''"
    ).fetchall()
    touched: dict[str, set[int]] = {}
    for sequence, id_, device, kind, field, name, text, keys in rows:
        event = Event(id_, device, "", Kind(kind), name=name, text=text)
        say(connection, sequence, field, event.value, keys)
        undone = event.kind in UNDOABLE and is_undone(connection, id_)
        connection.execute("UPDATE events SET undone = ? WHERE sequence = ?", (undone, sequence))
        touched.setdefault(field, set()).update(json.loads(keys))
    for field, numbers in touched.items():
        derive(connection, field, to_json(sorted(numbers)))
