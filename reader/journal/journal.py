"""The journal as the rest of the program sees it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from reader.journal import database
from reader.journal.database import Standing, State
from reader.journal.records import Event, Place, from_json
from reader.journal.writer import Writer
from reader.model import Article
from reader.model.mark import JSON, Mark

if TYPE_CHECKING:
    import sqlite3


class Journal:
    """What the person did. Memory is right at once; a thread of the journal's own writes it down.

    Belongs to one thread, except for `is_read`, `is_starred` and `snapshot`, which any may call.
    """

    def __init__(self, state: State, writer: Writer | None, notice: str = "") -> None:
        """Use `Journal.open`.

        Args:
            state: what was kept so far.
            writer: keeps what is done from now on; None when nothing can be kept.
            notice: what was wrong at opening.
        """
        self._state = state
        self._writer = writer
        self._notice = notice
        self._unstarred: dict[int, Article] = {}

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Read what was kept in a file. Never raises; see `notice`. Creates nothing."""
        return _open(path)

    @property
    def notice(self) -> str:
        """In one sentence or two, what is wrong with keeping deeds and what happens now; empty when all is well."""
        return " ".join(filter(None, (self._notice, self._writer.notice if self._writer else "")))

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles; a view that changes with the marks."""
        return self._state.read

    @property
    def starred(self) -> Mapping[int, Article]:
        """Starred articles as they were when they were starred, by key; a view that changes with the marks."""
        return self._state.starred

    def is_read(self, key: int) -> bool:
        """Whether an article is read."""
        return key in self._state.read

    def is_starred(self, key: int) -> bool:
        """Whether an article is starred."""
        return key in self._state.starred

    def snapshot(self, key: int) -> Article | None:
        """An article that is starred, or was until this session, as it was when it was starred."""
        return self._state.starred.get(key) or self._unstarred.get(key)

    def mark(self, kind: Mark, articles: Sequence[Article]) -> None:
        """Mark articles as one deed; those that are so already are left out."""
        is_so = self.is_read if kind in {Mark.READ, Mark.UNREAD} else self.is_starred
        wanted = kind in {Mark.READ, Mark.STAR}
        changed = {article.key: article for article in articles if is_so(article.key) is not wanted}
        if not changed:
            return
        if kind is Mark.READ:
            self._state.read.update(changed)
        elif kind is Mark.UNREAD:
            self._state.read.difference_update(changed)
        elif kind is Mark.STAR:
            self._state.starred.update((key, _small(article)) for key, article in changed.items())
        else:
            self._unstarred.update((key, self._state.starred.pop(key)) for key in changed)
        self._keep(Event.now(kind, tuple(changed.values())))

    def remember(self, name: str, value: JSON) -> None:
        """Keep a value under a name."""
        text = json.dumps(value, ensure_ascii=False)
        if self._state.places.get(name) != text:
            self._state.places[name] = text
            self._keep(Place(name, text))

    def recall(self, name: str) -> JSON:
        """The value kept under a name; None when there is none."""
        return from_json(self._state.places.get(name))

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until all deeds are in the file. False when they are not after `timeout` seconds, or cannot be."""
        return self._writer is not None and self._writer.flush(timeout)

    def close(self) -> None:
        """Keep what is not kept yet. May be called twice; nothing can be kept afterwards."""
        if self._writer is not None:
            self._writer.close()

    def _keep(self, record: Event | Place) -> None:
        if self._writer is not None:
            self._writer.put(record)


def _small(article: Article) -> Article:
    """What a snapshot holds of an article, exactly as it will be read back."""
    from reader.journal.records import restored, snapshot

    told: JSON = dict(snapshot(article))
    return restored(article.identity, told)


_MEMORY_ONLY = "marks made now hold until you leave."


def _open(path: Path) -> Journal:
    standing = database.inspect(path)
    if standing is Standing.NEWER:
        return _beside_newer(path)
    state = State()
    if standing is Standing.OURS:
        return _ours(path, state)
    if standing is Standing.JUNK:
        return _damaged(path)
    if standing is Standing.FOREIGN:
        return Journal(state, None, f"{path} belongs to another program and is left alone: {_MEMORY_ONLY}")
    if standing is Standing.UNREADABLE:
        return Journal(state, None, f"{path} cannot be read: {_MEMORY_ONLY}")
    if not _can_be_made(path):
        return Journal(state, None, f"Nothing can be written in {path.parent}: {_MEMORY_ONLY}")
    return Journal(state, Writer(path, None))


def _ours(path: Path, state: State, notice: str = "") -> Journal:
    """Lay a file of ours over `state`, and go on writing to it."""
    import sqlite3

    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection: sqlite3.Connection | None = None
    try:
        connection = database.connect(path, "mode=rw" if writable else "mode=ro&immutable=1")
        database.load(connection, state)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        if database.is_damage(error):
            return _damaged(path)
        return Journal(state, None, f"{path} cannot be read ({error}): {_MEMORY_ONLY}")
    if not writable:
        connection.close()
        return Journal(state, None, f"{path} can be read but not written: {_MEMORY_ONLY}")
    return Journal(state, Writer(path, connection), notice)


def _damaged(path: Path) -> Journal:
    """Begin anew, with the file that was there under another name."""
    try:
        aside = database.set_aside(path)
    except OSError:
        return Journal(State(), None, f"{path} is damaged and cannot be set aside: {_MEMORY_ONLY}")
    notice = f"{path.name} was damaged; it is set aside as {aside}, and a new one begins."
    return Journal(State(), Writer(path, None), notice)


def _beside_newer(path: Path) -> Journal:
    """Read what can be understood of a newer program's journal, and keep new deeds in a file of ours beside it.

    Writing with our knowledge into tables that follow other rules could spoil them. Events carry ids, so a program
    that knows both files can merge them.
    """
    import sqlite3

    state = State()
    own = path.with_name(f"{path.stem}-{database.VERSION}{path.suffix}")
    notice = f"{path} is of a newer version: it is left as it is, and what you do now is kept in {own.name} beside it."
    try:
        newer = database.connect(path, "mode=ro")
        try:
            database.load(newer, state)
        finally:
            newer.close()
    except sqlite3.Error:
        state = State()
        notice = f"{path} is of a newer version and cannot be understood: what you do now is kept in {own.name}."
    standing = database.inspect(own)
    if standing is Standing.OURS:
        return _ours(own, state, notice)
    if standing is Standing.MISSING and _can_be_made(own):
        return Journal(state, Writer(own, None), notice)
    return Journal(state, None, f"{path} is of a newer version and is left as it is: {_MEMORY_ONLY}")


def _can_be_made(path: Path) -> bool:
    """Whether the nearest folder that exists above a file can be written."""
    folder = next((folder for folder in path.parents if os.path.lexists(folder)), None)
    return folder is not None and folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
