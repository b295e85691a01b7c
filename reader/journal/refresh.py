"""What other programs, or an undo, changed in the file, laid over what is in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.journal.state import State, newest, places
from reader.model.identity import unsigned
from reader.model.named import NamedTuple

if TYPE_CHECKING:
    import sqlite3

_MOST_EVENTS = 500
_MOST_BYTES = 100_000
"""Beyond these, everything is read anew, which takes 50 ms for 100,000 read articles."""


class Changes(NamedTuple):
    """What became of the articles of some events.

    Attributes:
        rows: field, key, and value as it is now.
        snapshots: key, identity, and what is known of the article.
        places: all values under names.
        last, sequence: as `State` has them.
    """

    rows: list[tuple[str, int, str | int | None]]
    snapshots: list[tuple[int, str, str | None]]
    places: dict[str, str]
    last: str
    sequence: int

    def over(self, state: State) -> tuple[bool, set[int]]:
        """Lay them over a state: whether it changed, and the keys that turned from read to unread or back."""
        changed = False  # a place is where another program's screen stands, and nothing here shows it
        state.places.clear()
        state.places.update(self.places)
        for kept in self.snapshots:
            state.snapshots.keep(*kept)
        turned = set()
        for field, key, value in self.rows:
            if state.take(field, key, value):
                changed = True
                if field == "read":
                    turned.add(key)
        state.last, state.sequence = max(state.last, self.last), self.sequence
        return changed, turned


def changes(connection: sqlite3.Connection, since: int) -> Changes | None:
    """What the events written after number `since` changed; None when they are too many to go through."""
    query = (
        "SELECT coalesce(t.field, e.field), coalesce(t.keys, e.keys) FROM events AS e "
        "LEFT JOIN events AS t ON t.id = e.target AND e.target <> '' WHERE e.sequence > ? LIMIT ?"
    )
    touched = {each for each in connection.execute(query, (since, _MOST_EVENTS + 1)) if each[0]}
    if len(touched) > _MOST_EVENTS or sum(len(keys) for _, keys in touched) > _MOST_BYTES:
        return None
    rows, snapshots = [], []
    for field, keys in touched:
        now = "SELECT j.value, s.value FROM json_each(?) AS j LEFT JOIN state AS s ON s.field = ? AND s.key = j.value"
        rows += [(field, unsigned(key), value) for key, value in connection.execute(now, (keys, field))]
        if field != "read":
            kept = "SELECT key, identity, snapshot FROM articles WHERE key IN (SELECT value FROM json_each(?))"
            snapshots += [(unsigned(key), *told) for key, *told in connection.execute(kept, (keys,))]
    return Changes(rows, snapshots, places(connection), *newest(connection))
