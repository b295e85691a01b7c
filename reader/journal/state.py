"""What follows from all events, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from reader.journal.records import NEVER, from_json, restored, snapshot
from reader.model import Article
from reader.model.identity import unsigned

if TYPE_CHECKING:
    import sqlite3

_K = TypeVar("_K")
_V = TypeVar("_V")


class Snapshots:
    """Articles as they were when something was done with them. They are put together when they are asked for."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[str, str | None]] = {}
        self._made: dict[int, Article] = {}

    def get(self, key: int) -> Article | None:
        """The article of a key, or None. On any thread."""
        article = self._made.get(key)
        if article is None and (kept := self._kept.get(key)) is not None:
            article = self._made[key] = restored(kept[0], from_json(kept[1]), key)
        return article

    def __contains__(self, key: object) -> bool:
        return key in self._made or key in self._kept

    def put(self, article: Article) -> None:
        """Hold an article, exactly as it will be read back."""
        self._made[article.key] = restored(article.identity, {**snapshot(article)}, article.key)

    def keep(self, key: int, identity: str, told: str | None) -> None:
        """Hold what the file has of an article, in place of what was known of it."""
        if self._kept.get(key) != (identity, told):
            self._kept[key] = identity, told
            self._made.pop(key, None)

    def update(self, other: Snapshots) -> None:
        """Take over what `other` has; the rest stays."""
        for key, kept in other._kept.items():
            self.keep(key, *kept)


class Kept(Mapping[int, Article]):
    """Snapshots of some articles by key; a view that changes with `keys`."""

    def __init__(self, keys: Collection[int], snapshots: Snapshots) -> None:
        self._keys = keys
        self._snapshots = snapshots

    def __getitem__(self, key: int) -> Article:
        article = self._snapshots.get(key) if key in self._keys else None
        if article is None:
            raise KeyError(key)
        return article

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class State:
    """What follows from all events.

    Attributes:
        read: keys of read articles.
        starred: keys of starred articles.
        tags: the tags of each article that has any, by alphabet.
        notes: the notes by key.
        views: the queries of saved views by name.
        places: values under names, as JSON.
        snapshots: of starred, tagged and noted articles.
        last: the time of the latest event.
        sequence: the number of the last event written into the file.
    """

    __slots__ = ("last", "notes", "places", "read", "sequence", "snapshots", "starred", "tags", "views")

    def __init__(self) -> None:
        self.read: set[int] = set()
        self.starred: set[int] = set()
        self.tags: dict[int, tuple[str, ...]] = {}
        self.notes: dict[int, str] = {}
        self.views: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.snapshots = Snapshots()
        self.last = NEVER
        self.sequence = 0

    def tag(self, key: int, name: str) -> None:
        """Give an article a tag, or the tag that it has another spelling."""
        self.untag(key, name)
        self.tags[key] = tuple(sorted((*self.tags.get(key, ()), name), key=str.casefold))

    def untag(self, key: int, name: str) -> None:
        """Take a tag from an article."""
        left = tuple(each for each in self.tags.get(key, ()) if each.casefold() != name.casefold())
        if left:
            self.tags[key] = left
        else:
            self.tags.pop(key, None)

    def become(self, other: State) -> set[int]:
        """Take over another state, in place; returns the keys of articles that turned from read to unread or back.

        Snapshots stay, so that what has just lost its star can still be shown.
        """
        turned = self.read ^ other.read
        self.read ^= turned
        self.starred ^= self.starred ^ other.starred
        _become(self.tags, other.tags)
        _become(self.notes, other.notes)
        _become(self.views, other.views)
        _become(self.places, other.places)
        self.snapshots.update(other.snapshots)
        self.last = max(self.last, other.last)
        self.sequence = other.sequence
        return turned

    def copy(self) -> State:
        """A state that can be changed without changing this one."""
        made = State()
        made.become(self)
        return made

    def same(self, other: State) -> bool:
        """Whether both say the same of articles and views."""
        names = ("read", "starred", "tags", "notes", "views")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def take(self, field: str, key: int, value: str | int | None) -> bool:
        """Let a field of an article have a value, as the table `state` has it. Returns whether it had another."""
        family, _, name = field.partition(":")
        if family in {"read", "star"}:
            keys = self.read if family == "read" else self.starred
            if (key in keys) is bool(value):
                return False
            (keys.add if value else keys.discard)(key)
            return True
        if family == "tag":
            before = self.tags.get(key)
            if value is None:
                self.untag(key, name)
            else:
                self.tag(key, str(value))
            return before != self.tags.get(key)
        if family == "note":
            return _put(self.notes, key, value)
        return family == "view" and _put(self.views, name, value)


def _become(mine: dict[_K, _V], theirs: dict[_K, _V]) -> None:
    mine.clear()
    mine.update(theirs)


_HELD = "field = 'star' AND value = 1 OR field = 'note' AND value NOTNULL OR field GLOB 'tag:*' AND value NOTNULL"


def load(connection: sqlite3.Connection, state: State) -> None:
    """Lay what the file says over `state`. Raises sqlite3.Error."""
    execute = connection.execute
    for family, keys in (("read", state.read), ("star", state.starred)):
        if keys:
            gone = execute("SELECT key FROM state WHERE field = ? AND value = 0", (family,))
            keys.difference_update([unsigned(key) for (key,) in gone])
        found = execute("SELECT key FROM state WHERE field = ? AND value = 1", (family,))
        keys.update([unsigned(key) for (key,) in found])
    for key, told, name in execute("SELECT key, value, substr(field, 5) FROM state WHERE field GLOB 'tag:*'"):
        if told is None:
            state.untag(unsigned(key), name)
        else:
            state.tag(unsigned(key), told)
    for key, told in execute("SELECT key, value FROM state WHERE field = 'note'"):
        _put(state.notes, unsigned(key), told)
    for name, told in execute("SELECT substr(field, 6), value FROM state WHERE field GLOB 'view:*'"):
        _put(state.views, name, told)
    state.places.update(places(connection))
    kept = f"SELECT key, identity, snapshot FROM articles WHERE key IN (SELECT key FROM state WHERE {_HELD})"
    for key, identity, told in execute(kept):
        state.snapshots.keep(unsigned(key), identity, told)
    last, state.sequence = newest(connection)
    state.last = max(state.last, last)


def places(connection: sqlite3.Connection) -> dict[str, str]:
    """The values kept under names, as JSON."""
    # This device's own place goes before those of others, the latest of those before the rest.
    query = (
        "SELECT e.name, s.value FROM state AS s JOIN events AS e ON e.sequence = s.event WHERE s.field GLOB 'place:*' "
        "ORDER BY e.device = (SELECT value FROM meta WHERE name = 'device'), e.time, e.device, e.id"
    )
    return dict(connection.execute(query))


def newest(connection: sqlite3.Connection) -> tuple[str, int]:
    """The time of the latest event, and the number of the last one written."""
    last, sequence = connection.execute("SELECT max(time), (SELECT max(sequence) FROM events) FROM events").fetchone()
    return last or NEVER, sequence or 0


def _put(values: dict[_K, str], key: _K, value: str | int | None) -> bool:
    """Keep a value, or let go of it; returns whether it was another."""
    before = values.get(key)
    if value is None:
        values.pop(key, None)
    else:
        values[key] = str(value)
    return before != values.get(key)
