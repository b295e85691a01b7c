"""Writing an index, file by file, so that it can be used whenever writing ends, however it ends."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from struct import pack, unpack
from typing import TYPE_CHECKING

from reader.model.identity import signed
from reader.repository.files import Stamp
from reader.repository.index.database import guarded, prepare
from reader.repository.index.looks import note_look, write_changed, written
from reader.repository.index.schema import CREATE_ORDERS
from reader.repository.index.tokens import Text, unpacked_text
from reader.repository.outcome import Outcome
from reader.repository.wire import checked, kept_row, links_of, signed_keys

if TYPE_CHECKING:
    import sqlite3
    from typing import Self

    from reader.repository.index.looks import Look

_LARGEST = 12_500  # files a transaction; the full text writes a part for each, and merges parts later
_LONGEST = 2.0  # seconds a transaction's files wait at most, as long as more come
_HEAVIEST = 40_000_000  # characters of text that wait at most
_PAGES = "PRAGMA cache_size = -32768"  # KiB; what a transaction changes fits in
_PENDING = 96 << 20  # bytes of full text that SQLite gathers at most, within a transaction
_MOST_PARTS = 64  # of the full text, before they are merged for a search's sake
_STEP = 200  # pages merged at once, about 20 ms
_TICK = 100_000_000  # nanoseconds in which a file may change again without another time (clocks of systems tick)
_FEW_DEAD = 1_000
_MINUTE = 60_000_000  # microseconds
_EPOCH_MINUTE = 719_162 * 24 * 60  # minutes from the first of January of the year 1 to 1970
_LEAST = -(1 << 63)
_UNSETTLED = Stamp(-1, 0, 0)
_NUMBER_BITS = 12  # articles a minute; more go to the minutes after it

# What `||` makes of two blobs is text to SQLite, which cannot be read as such.
_ADD_EDGES = (
    "INSERT INTO edges VALUES (?, ?)"
    " ON CONFLICT (target) DO UPDATE SET sources = CAST(sources || excluded.sources AS BLOB)"
)
_INSERT = "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class IndexWriter:
    """The one writer of an index. Every method raises UnusableError when writing fails; then `close` it.

    Attributes:
        is_complete: whether `finish` was reached.
    """

    def __init__(self, connection: sqlite3.Connection, lock: int | None, path: Path) -> None:
        """Write over a connection of `prepare` to the database at `path`. Use `open`."""
        self.is_complete = False
        self._connection = connection
        self._lock = lock
        self._path = path
        self._waiting: list[Outcome] = []
        self._weight = 0
        self._since = 0.0
        self._merging = False
        self._numbers: dict[int, int] = {}
        execute = connection.execute
        execute(_PAGES)
        execute("PRAGMA secure_delete = OFF")  # what is no secret need not be overwritten when it goes
        self._found = self._state = written(connection)
        self._empty = execute("SELECT 1 FROM files LIMIT 1").fetchone() is None
        # Of an index that is written whole, parts are not merged meanwhile: three times as fast.
        execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_PENDING,))
        execute("INSERT INTO texts (texts, rank) VALUES ('automerge', ?)", (0 if self._empty else 4,))
        execute("INSERT INTO texts (texts, rank) VALUES ('crisismerge', ?)", (_MOST_PARTS if self._empty else 16,))

    @classmethod
    def open(cls, path: Path, real: Path, *, anew: bool = False) -> Self | None:
        """The writer of a library's index; None when another program is writing it.

        Args:
            path: the index.
            real: the library's absolute path without links.
            anew: whether what is there is thrown away.

        Raises:
            UnusableError: it cannot be written.
        """
        with guarded():
            os.makedirs(path.parent, exist_ok=True)
            lock = _lock(f"{path}.lock")
            if lock == -1:
                return None
            try:
                return cls(prepare(path, real, anew=anew), lock, path)
            except BaseException:
                _unlock(lock)
                raise

    def put(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what reading files gave, soon."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting += outcomes
        self._weight += sum([len(outcome.text) for outcome in outcomes])
        if len(self._waiting) >= _LARGEST or self._weight >= _HEAVIEST or time.monotonic() - self._since >= _LONGEST:
            self.flush()

    def flush(self) -> None:
        """Keep what waits, now."""
        waiting, self._waiting, self._weight = self._waiting, [], 0
        if waiting:
            with guarded(), _uncollected(), self._transaction():
                self._write(waiting)

    def remove(self, paths: Sequence[str]) -> None:
        """Forget files."""
        self.flush()
        with guarded():
            for at in range(0, len(paths), _LARGEST):
                with self._transaction():
                    part = [(path,) for path in paths[at : at + _LARGEST]]
                    for old in self._old(paths[at : at + _LARGEST]):
                        self._remove_article(*old)
                    self._note_changed(paths[at : at + _LARGEST])
                    self._connection.executemany("DELETE FROM problems WHERE path = ?", part)
                    self._connection.executemany("DELETE FROM files WHERE path = ?", part)

    def finish(self, look: Look | None = None, *, orders: bool = True) -> None:
        """Say that every file of the library has been put.

        Args:
            look: what found which files those are, if that is worth a note.
            orders: whether lists are to be found in every order at once; else when its columns are written.
        """
        self.flush()
        with guarded():
            with self._transaction():
                for statement in CREATE_ORDERS if orders else ():
                    self._connection.execute(statement)
                self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('complete', 1)")
            self._forget_dead()
        # Without a lock another program may have written what it read before the look, at any time.
        if look is not None and look.written == self._found and self._lock is not None:
            note_look(self._path, look._replace(written=self._state))
        self.is_complete = True

    def merge(self) -> bool:
        """Merge the parts of the full text a little; whether there is more to merge. What the index knows stays."""
        execute = self._connection.execute
        with guarded():
            # With a number below zero all parts are to become one; the next times go on with that (FTS5, "merge").
            before = self._connection.total_changes
            execute("INSERT INTO texts (texts, rank) VALUES ('merge', ?)", (_STEP if self._merging else -_STEP,))
            self._merging = self._connection.total_changes - before > 1
        return self._merging

    def close(self) -> None:
        """Close the file; what waits is lost. May be called twice."""
        self._waiting = []
        with contextlib.suppress(Exception):
            self._connection.close()
        lock, self._lock = self._lock, None
        _unlock(lock)

    # Within a transaction

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._state = write_changed(self._connection)
            yield
        except BaseException:
            with contextlib.suppress(Exception):
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _write(self, outcomes: list[Outcome]) -> None:
        now = time.time_ns()
        latest = {outcome.found.path: outcome for outcome in outcomes if outcome.stamp is not None}
        old = {path: (number, digest, article) for number, digest, path, article in self._known(list(latest))}
        articles: list[tuple[object, ...]] = []
        texts: list[tuple[object, ...]] = []
        names: list[tuple[int, int]] = []
        edges: dict[int, list[int]] = {}
        files: list[tuple[object, ...]] = []
        # The full text takes texts in the order of their ids only; any other way it writes each to a part of its own.
        fresh = sorted([_dated(path, outcome) for path, outcome in latest.items()], key=itemgetter(0))
        for _, path, outcome, text in fresh:
            number, digest, known = old.get(path, (None, None, False))
            found, stamp = outcome.found, outcome.stamp
            if known and (text is None or digest != text.digest):
                self._remove_article(number, digest)
                number = None
            if text is not None and number is None:
                number = self._new_id(text.sorts[0])
                articles.append((number, path, signed(outcome.key), text.digest, *text.sorts, checked(outcome.row)))
                texts.append((number, *text.columns))
                names += [(name, number) for name in signed_keys(text.names)]
                for target in signed_keys(text.targets):
                    edges.setdefault(target, []).append(number)
            size, mtime, ctime = stamp if stamp is not None and now - stamp.ctime > _TICK else _UNSETTLED
            files.append((path, size, mtime, ctime, found.target, number))
        texts.sort(key=itemgetter(0))
        many = self._connection.executemany
        many(_INSERT, articles)
        many("INSERT INTO texts (rowid, title, excerpt, provider, topics, body) VALUES (?, ?, ?, ?, ?, ?)", texts)
        many("INSERT INTO names VALUES (?, ?)", sorted(names))
        many(_ADD_EDGES, [(target, pack(f"<{len(edges[target])}q", *edges[target])) for target in sorted(edges)])
        many("DELETE FROM problems WHERE path = ?", [(path,) for path in latest if path in old])
        many("INSERT OR REPLACE INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)", _problem_rows(latest.values()))
        many("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", sorted(files))
        self._note_changed(latest)

    def _note_changed(self, paths: Iterable[str]) -> None:
        """Columns, once written, do not change: note of which files they tell what was."""
        if self._connection.execute("SELECT 1 FROM meta WHERE name = 'columns'").fetchone() is not None:
            self._connection.executemany(
                "INSERT OR REPLACE INTO changed (path) VALUES (?)", [(path,) for path in paths]
            )

    def _known(self, paths: Sequence[str]) -> list[tuple[int | None, int | None, str, bool]]:
        """The article's id, its digest, the path, and whether there is an article, of files that are known."""
        query = (
            "SELECT files.article, articles.digest, files.path FROM files"
            " LEFT JOIN articles ON articles.id = files.article WHERE files.path = ?"
        )
        if self._empty:  # nothing but what this writer has written, each file once
            return []
        rows = (self._connection.execute(query, (path,)).fetchone() for path in paths)
        return [(*row, row[0] is not None) for row in rows if row is not None]

    def _old(self, paths: Sequence[str]) -> list[tuple[int | None, int | None]]:
        return [(number, digest) for number, digest, _, known in self._known(paths) if known]

    def _remove_article(self, number: int | None, digest: int | None) -> None:
        """Take an article out. Its text stays in the full text, under an id that is never given again."""
        execute = self._connection.execute
        found = execute("SELECT key, row FROM articles WHERE id = ?", (number,)).fetchone()
        if found is None:
            return
        key, row = found[0], kept_row(found[1])
        many = self._connection.executemany
        names = [(name, number) for name in (key, *signed_keys(row[18]))]
        many("DELETE FROM names WHERE key = ? AND article = ?", names)
        for target in {*map(signed, chain.from_iterable(links_of(row[19])))}:
            (packed,) = execute("SELECT sources FROM edges WHERE target = ?", (target,)).fetchone() or (b"",)
            sources = [source for source in unpack(f"<{len(packed) // 8}q", packed) if source != number]
            execute("UPDATE edges SET sources = ? WHERE target = ?", (pack(f"<{len(sources)}q", *sources), target))
        execute("DELETE FROM articles WHERE id = ?", (number,))
        if digest is not None:
            execute("INSERT OR IGNORE INTO dead VALUES (?)", (number,))

    def _new_id(self, date: int | None) -> int:
        minute = 0 if date is None else date // _MINUTE + _EPOCH_MINUTE + 1
        while True:
            first, end = minute << _NUMBER_BITS, minute + 1 << _NUMBER_BITS
            number = self._numbers.get(minute)
            if number is None and self._empty:
                number = first
            elif number is None:
                greatest = [
                    self._connection.execute(
                        f"SELECT max(id) FROM {table} WHERE id >= ? AND id < ?", (first, end)
                    ).fetchone()[0]
                    for table in ("articles", "dead")
                ]
                number = max((each + 1 for each in greatest if each is not None), default=first)
            if number < end:
                self._numbers[minute] = number + 1
                return number
            minute += 1

    def _forget_dead(self) -> None:
        """When a fifth of the full text is dead, empty it; the next start reads every file again, behind the screen."""
        dead, alive = self._connection.execute(
            "SELECT (SELECT count(*) FROM dead), (SELECT count(*) FROM articles)"
        ).fetchone()
        if dead < _FEW_DEAD or dead * 4 < alive:
            return
        with self._transaction():
            self._connection.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
            self._connection.execute("DELETE FROM dead")
            self._connection.execute("UPDATE articles SET digest = NULL")
            self._connection.execute("UPDATE files SET size = -1 WHERE article IS NOT NULL")
            self._connection.execute("DELETE FROM meta WHERE name = 'complete'")


def _dated(path: str, outcome: Outcome) -> tuple[int, str, Outcome, Text | None]:
    """A number to sort by, the path, what was read, and its text."""
    if not outcome.text:
        return _LEAST, path, outcome, None
    text = unpacked_text(outcome.text)
    date = text.sorts[0]
    return _LEAST if date is None else date, path, outcome, text


def _problem_rows(outcomes: Iterable[Outcome]) -> list[tuple[object, ...]]:
    return [
        (problem.path, number, problem.line, problem.column, str(problem.severity), problem.code, problem.message)
        for outcome in outcomes
        for number, problem in enumerate(outcome.problems)
    ]


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """For a moment no search for garbage: it would look through thousands of rows over and over that go soon anyway.

    That takes a tenth of the time of writing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _lock(path: str) -> int | None:
    """Keep other writers out: a descriptor, -1 when there is another one, None where files cannot be locked.

    The system takes the lock away with the process, also when it is killed.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return -1
    except OSError:  # a file system without locks; SQLite's own keep the file whole
        os.close(descriptor)
        return None
    return descriptor


def _unlock(lock: int | None) -> None:
    if lock is not None and lock >= 0:
        os.close(lock)
