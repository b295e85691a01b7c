"""Events written into the journal's tables, with all that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.journal.records import UNDOABLE, Event, snapshot, to_json
from reader.model import Article
from reader.model.identity import RULES, signed
from reader.model.mark import Kind

if TYPE_CHECKING:
    import sqlite3

_NO_ARTICLE = "[0]"


def write(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Keep events, all or none; those that are known already change nothing. Raises sqlite3.Error."""
    # A transaction that begins by reading can find the file busy without being allowed to wait.
    connection.execute("BEGIN IMMEDIATE")
    try:
        device = own_device(connection)
        for event in events:
            add(connection, event, event.device or device)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def own_device(connection: sqlite3.Connection) -> str:
    """The device whose journal this is."""
    (device,) = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    return str(device)


def add(connection: sqlite3.Connection, event: Event, device: str) -> None:
    """Write one event of `device` and what follows from it."""
    stamp = (event.time, device, event.id)
    field = event.field(device)
    if event.kind is Kind.PLACE and _has_later_place(connection, field, stamp):
        return
    later = "SELECT 1 FROM events WHERE (time, device, id) > (?, ?, ?) LIMIT 1"
    is_latest = connection.execute(later, stamp).fetchone() is None
    identities = {signed(article.key): article.identity for article in event.articles}
    order = sorted(identities)  # SQLite takes rows twice as fast in the order of its trees
    keys = _NO_ARTICLE if event.kind in {Kind.VIEW, Kind.PLACE} else to_json(order)
    written = connection.execute(
        "INSERT INTO events (id, device, time, kind, field, name, text, target, rules, keys) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (event.id, device, event.time, event.kind, field, event.name, event.text, event.target, RULES, keys),
    )
    if not written.rowcount:
        return
    sequence = written.lastrowid
    assert sequence is not None
    if not field:
        _settle(connection, event.target)
        return
    connection.executemany(
        "INSERT INTO articles (key, identity) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((key, identities[key]) for key in order),
    )
    if event.telling:
        _tell(connection, event, "".join(stamp))
    say(connection, sequence, field, event.value, keys)
    if event.kind is Kind.PLACE:
        _forget_earlier_places(connection, field, sequence)
    undone = event.kind in UNDOABLE and is_undone(connection, event.id)  # the undo may have come before its target
    if undone:
        connection.execute("UPDATE events SET undone = 1 WHERE sequence = ?", (sequence,))
    elif is_latest:
        connection.execute(
            "INSERT OR REPLACE INTO state (field, key, event, value) SELECT ?, value, ?, ? FROM json_each(?)",
            (field, sequence, event.value, keys),
        )
    else:
        derive(connection, field, keys)


def say(connection: sqlite3.Connection, sequence: int, field: str, value: str | int | None, keys: str) -> None:
    """Write what an event says about its articles."""
    connection.execute(
        "INSERT INTO changes (field, key, event, value) SELECT ?, value, ?, ? FROM json_each(?)",
        (field, sequence, value, keys),
    )


def is_undone(connection: sqlite3.Connection, event: str) -> bool:
    """Whether the latest that was said about an event is that it is undone."""
    latest = (
        "SELECT kind FROM events WHERE target = ? AND target <> '' ORDER BY time DESC, device DESC, id DESC LIMIT 1"
    )
    return bool(connection.execute(latest, (event,)).fetchone() == (Kind.UNDO,))


def derive(connection: sqlite3.Connection, field: str, keys: str) -> None:
    """Make the state of a field anew for some articles, from all changes that are not undone.

    Args:
        connection: the journal.
        field: of the articles.
        keys: a JSON array of the articles' keys.
    """
    connection.execute(
        "DELETE FROM state WHERE field = ? AND key IN (SELECT value FROM json_each(?))",
        (field, keys),
    )
    # Time, device and id have fixed lengths, so joined they sort as one by one; with max() SQLite takes the other
    # columns from the row that has it (lang_select.html, "bare columns").
    connection.execute(
        "INSERT INTO state (field, key, event, value) SELECT field, key, event, value FROM ("
        " SELECT c.field, c.key, c.event, c.value, max(e.time || e.device || e.id)"
        " FROM json_each(?) AS wanted CROSS JOIN changes AS c ON c.field = ? AND c.key = wanted.value"
        " CROSS JOIN events AS e ON e.sequence = c.event"
        " WHERE NOT e.undone GROUP BY c.key)",
        (keys, field),
    )


def _settle(connection: sqlite3.Connection, target: str) -> None:
    """See whether an event is undone, now that something was said about it."""
    found = connection.execute("SELECT sequence, kind, field, keys, undone FROM events WHERE id = ?", (target,))
    row = found.fetchone()
    if row is None:  # it may come later
        return
    sequence, kind, field, keys, was_undone = row
    undone = is_undone(connection, target)
    if kind in UNDOABLE and undone != bool(was_undone):
        connection.execute("UPDATE events SET undone = ? WHERE sequence = ?", (undone, sequence))
        derive(connection, field, keys)


def _tell(connection: sqlite3.Connection, event: Event, stamp: str) -> None:
    """Keep what is known of the event's articles, unless a later event told it."""
    told = ((article, snapshot(article)) for article in event.articles if isinstance(article, Article))
    connection.executemany(
        "UPDATE articles SET snapshot = ?, told = ? WHERE key = ? AND (told IS NULL OR told < ?)",
        ((to_json(each), stamp, signed(article.key), stamp) for article, each in told if each),
    )


def _has_later_place(connection: sqlite3.Connection, field: str, stamp: tuple[str, str, str]) -> bool:
    later = (
        "SELECT 1 FROM state AS s JOIN events AS e ON e.sequence = s.event "
        "WHERE s.field = ? AND s.key = 0 AND (e.time, e.device, e.id) >= (?, ?, ?)"
    )
    return connection.execute(later, (field, *stamp)).fetchone() is not None


def _forget_earlier_places(connection: sqlite3.Connection, field: str, sequence: int) -> None:
    """Let go of the values that a new one replaces. It is written by now, so that no number is given twice."""
    earlier = "SELECT event FROM changes WHERE field = ? AND key = 0 AND event <> ?"
    connection.execute(f"DELETE FROM events WHERE sequence IN ({earlier})", (field, sequence))
    connection.execute("DELETE FROM changes WHERE field = ? AND key = 0 AND event <> ?", (field, sequence))
