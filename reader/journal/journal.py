"""The journal as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.journal.opening import Opened, Sight, open_journal, sight
from reader.journal.records import Event, clean_name, clean_note, from_json, new_id, parsed_time, time_after
from reader.journal.state import Kept, State, load
from reader.model import Article, Identity
from reader.model.deeds import Deed, Imported, Reversal, Undone
from reader.model.identity import signed
from reader.model.mark import JSON, Kind, Mark

if TYPE_CHECKING:
    import sqlite3

    from reader.journal.reading import Target
    from reader.journal.refresh import Changes
    from reader.journal.writer import Question

    _News = tuple[Sight, State | Changes]

T = TypeVar("T")

_PATIENCE = 0.02
"""Seconds that `poll` waits for an answer, before it leaves it to the next call."""


class Journal:
    """What the person did. Memory is right at once; a thread of the journal's own writes it down.

    Belongs to one thread, except for `is_read`, `is_starred` and `snapshot`, which any may call.
    """

    def __init__(self, opened: Opened) -> None:
        """Use `Journal.open`."""
        self._state = opened.state
        self._base = opened.base
        self._writer = opened.writer
        self._notice = opened.notice
        self._seen = opened.seen
        self._is_whole = opened.is_whole
        self._turned: set[int] = set()
        self._times: dict[str, dict[int, datetime]] = {}
        self._changes = 0  # how often memory changed
        self._looking: tuple[int, Question[_News | None]] | None = None

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Read what was kept in a file. Never raises; see `notice`. Creates nothing."""
        return cls(open_journal(path))

    @property
    def notice(self) -> str:
        """In one sentence or two, what is wrong with keeping deeds and what happens now; empty when all is well."""
        return " ".join(filter(None, (self._notice, self._writer.mended, self._writer.notice)))

    @property
    def is_whole(self) -> bool:
        """Whether `history` and `lines` tell of all that was ever kept here."""
        return self._is_whole and self._writer.is_whole

    # What follows from all deeds

    @property
    def read_keys(self) -> AbstractSet[int]:
        """Keys of read articles; a view that changes with the marks."""
        return self._state.read

    @property
    def starred(self) -> Mapping[int, Article]:
        """Starred articles as they were when they were starred, by key; a view that changes with the marks."""
        return Kept(self._state.starred, self._state.snapshots)

    @property
    def read_at(self) -> Mapping[int, datetime]:
        """When each read article was read; aware, UTC. Read from the file when it is asked for first."""
        return self._since("read")

    @property
    def starred_at(self) -> Mapping[int, datetime]:
        """When each starred article was starred; aware, UTC."""
        return self._since("star")

    @property
    def tags(self) -> Mapping[int, tuple[str, ...]]:
        """The tags of each article that has any, as written, by alphabet."""
        return self._state.tags

    @property
    def notes(self) -> Mapping[int, str]:
        """The notes, in Markdown, by article."""
        return self._state.notes

    @property
    def views(self) -> Mapping[str, str]:
        """The queries of saved views by name."""
        return self._state.views

    @property
    def held(self) -> Mapping[int, Article]:
        """Articles that are starred, tagged or noted, as they were then, by key."""
        state = self._state
        keys = {*state.starred, *state.tags, *state.notes}
        # Of a journal that was mended, some articles may not be known.
        return Kept({key for key in keys if key in state.snapshots}, state.snapshots)

    def is_read(self, key: int) -> bool:
        """Whether an article is read."""
        return key in self._state.read

    def is_starred(self, key: int) -> bool:
        """Whether an article is starred."""
        return key in self._state.starred

    def snapshot(self, key: int) -> Article | None:
        """An article that is starred, tagged or noted, or was in this session, as it was then."""
        return self._state.snapshots.get(key)

    def recall(self, name: str) -> JSON:
        """The value kept under a name; None when there is none."""
        return from_json(self._state.places.get(name))

    def turned(self) -> AbstractSet[int]:
        """Keys of articles that turned from read to unread or back, but not by `mark`, since this was asked last."""
        turned, self._turned = self._turned, set()
        return turned

    # Deeds

    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        """Mark articles as one deed; those that are so already are left out. Returns how many were not.

        Args:
            kind: the mark.
            articles: which; to be starred they must be whole, since what is known of them is kept.
        """
        is_reading = kind in {Mark.READ, Mark.UNREAD}
        keys, wanted = (self._state.read if is_reading else self._state.starred), kind in {Mark.READ, Mark.STAR}
        changed = {article.key: article for article in articles if (article.key in keys) is not wanted}
        if not changed:
            return 0
        (keys.update if wanted else keys.difference_update)(changed)
        self._do(Kind(kind), tuple(changed.values()))
        return len(changed)

    def tag(self, name: str, articles: Sequence[Article]) -> int:
        """Give articles a tag as one deed. Returns how many did not have it.

        Raises:
            UsageError: the name cannot be one.
        """
        name = self._spelled(clean_name("tag", name))
        changed = {article.key: article for article in articles if not self._has(article, name)}
        if changed:
            for key in changed:
                self._state.tag(key, name)
            self._do(Kind.TAG, tuple(changed.values()), name)
        return len(changed)

    def untag(self, name: str, articles: Sequence[Article]) -> int:
        """Take a tag from articles as one deed, in whatever case it is written. Returns how many had it."""
        name = self._spelled(" ".join(name.split()))
        changed = {article.key: article for article in articles if self._has(article, name)}
        if changed:
            for key in changed:
                self._state.untag(key, name)
            self._do(Kind.UNTAG, tuple(changed.values()), name)
        return len(changed)

    def note(self, article: Article, text: str) -> bool:
        """Keep a note on an article, in Markdown; an empty one deletes it. Returns whether anything changed."""
        text = clean_note(text)
        if text == self._state.notes.get(article.key, ""):
            return False
        if text:
            self._state.notes[article.key] = text
        else:
            del self._state.notes[article.key]
        self._do(Kind.NOTE, (article,), text=text or None)
        return True

    def save_view(self, name: str, query: str) -> None:
        """Save a query under a name; an empty one gives the name up.

        Raises:
            UsageError: the name cannot be one.
        """
        name = clean_name("view", name)
        if query == self._state.views.get(name, ""):
            return
        if query:
            self._state.views[name] = query
        else:
            del self._state.views[name]
        self._do(Kind.VIEW, (), name, query or None)

    def remember(self, name: str, value: JSON) -> None:
        """Keep a value under a name, for this device."""
        import json

        text = json.dumps(value)
        if self._state.places.get(name) != text:
            self._state.places[name] = text
            self._do(Kind.PLACE, (), name, text)

    # Back and forth

    def undo(self) -> Undone | None:
        """Take back the latest deed of this device that is not undone, whenever it was; None when there is none.

        Everything is then as if it had not been done: what was so before stays so.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        return _at_once(self.undoing())

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing, or something was done since.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        return _at_once(self.redoing())

    def undoing(self) -> Reversal:
        """`undo` in steps, for those who cannot wait. Between them anything else may be done.

        Raises:
            ReaderError: as `undo`.
        """
        from reader.journal.reading import undoable

        return (yield from self._reversing(Kind.UNDO, undoable))

    def redoing(self) -> Reversal:
        """`redo` in steps."""
        from reader.journal.reading import redoable

        return (yield from self._reversing(Kind.REDO, redoable))

    def _reversing(self, kind: Kind, find: Callable[[sqlite3.Connection], Target | None]) -> Reversal:
        target = yield from self._asking(find)
        if target is None:
            return None
        self._do(kind, target=target.id)
        news, known = None, -1
        while known != self._changes:  # what was done or heard meanwhile is not in the answer: ask again
            known = self._changes
            news = yield from self._asking(self._news(None, self._state.sequence))
        if news is not None:
            self._hear(news)
        return target.undone

    def _asking(self, ask: Callable[[sqlite3.Connection], T]) -> Generator[Callable[[], None], None, T | None]:
        """Ask, yield what waits for the answer, and return it."""
        if self._writer.closed:
            return None
        question = self._writer.look(ask)
        yield partial(self._writer.wait, question)
        return self._writer.answer(question)

    # What was done, here and elsewhere

    def history(
        self,
        kinds: Collection[Kind] = (Kind.READ,),
        *,
        limit: int | None = None,
        before: str = "",
        article: Article | None = None,
        undone: bool = True,
    ) -> tuple[Deed, ...]:
        """Deeds, the latest first.

        Args:
            kinds: which.
            limit: how many at most; None for all.
            before: the id of a deed, to go on behind it.
            article: only deeds with this one.
            undone: whether those that were undone, too.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        from reader.journal.reading import Wanted, history

        key = None if article is None else signed(article.key)
        wanted = Wanted(kinds, limit, before, key, undone)
        return self._writer.ask(lambda connection: history(connection, wanted)) or ()

    def lines(self) -> list[str]:
        """Every event as a line of JSON, the earliest first; `take_in` understands them on any device.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        from reader.journal.exchange import lines

        return self._writer.ask(lines) or []

    def take_in(self, lines: Iterable[str]) -> Imported:
        """Merge what `lines` gave, here or elsewhere. What is known already changes nothing; the order is no matter.

        Raises:
            UsageError: a line is none of an export's; nothing was taken in.
            ReaderError: the journal cannot be read at the moment.
        """
        from reader.journal.exchange import events

        found = events(lines)
        before = self._writer.ask(_count) or 0
        for event in found:
            self._writer.put(event)
        self._changes += len(found)
        self._reload()
        return Imported(len(found), (self._writer.ask(_count) or 0) - before)

    def poll(self) -> bool:
        """Whether another program has changed the journal since; what it did holds here then.

        Costs 0.2 ms while nothing has changed. Reading a change goes on beside, and may only show at the next call.
        """
        if self._writer.closed:
            return False
        if self._looking is None:
            news = self._news(self._seen, self._state.sequence)
            self._looking = self._changes, self._writer.look(news)
        known, question = self._looking
        if not question.passed.wait(_PATIENCE):
            return False
        self._looking = None
        # What was done here since the question was put is not in the answer: ask again next time.
        if question.answer is None or known != self._changes:
            return False
        return self._hear(question.answer)

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until all deeds are in the file. False when they are not after `timeout` seconds, or cannot be."""
        return self._writer.flush(timeout)

    def close(self) -> bool:
        """Keep what is not kept yet; False when that could not be done. Nothing can be kept afterwards."""
        return self._writer.close()

    # How it is done

    def _do(
        self,
        kind: Kind,
        articles: tuple[Article | Identity, ...] = (),
        name: str = "",
        text: str | None = None,
        target: str = "",
    ) -> None:
        """Write a deed down. Memory is right already."""
        self._state.last = time_after(self._state.last)
        event = Event(new_id(), "", self._state.last, kind, articles, name, text, target)
        if kind in {Kind.STAR, Kind.TAG, Kind.NOTE}:
            for article in articles:
                if isinstance(article, Article):
                    self._state.snapshots.put(article)
        times = self._times.get(event.field(""))
        if times is not None:
            at = parsed_time(event.time)
            for article in articles:
                times.pop(article.key, None)
                if event.value:
                    times[article.key] = at
        self._changes += 1
        self._writer.put(event)

    def _since(self, field: str) -> dict[int, datetime]:
        from reader.journal.reading import times

        known = self._times.get(field)
        if known is None:
            known = self._times[field] = self._writer.ask(lambda connection: times(connection, field)) or {}
        return known

    def _news(self, seen: Sight | None, since: int) -> Callable[[sqlite3.Connection], _News | None]:
        """What finds out what the file says that memory does not; None when nobody else changed it.

        Args:
            seen: what the file looked like; None to see it in any case.
            since: the number of the last event that memory knows.
        """
        known = self._seen

        def find(connection: sqlite3.Connection) -> _News | None:
            now = sight(connection, self._writer.epoch)
            if now == seen:
                return None
            from reader.journal.refresh import changes

            found = None
            if self._base is None and known is not None and now.epoch == known.epoch:
                found = changes(connection, since)
            if found is not None:
                return now, found
            state = self._base.copy() if self._base is not None else State()
            load(connection, state)
            return now, state

        return find

    def _reload(self) -> None:
        news = self._writer.ask(self._news(None, self._state.sequence))
        if news is not None:
            self._hear(news)

    def _hear(self, news: _News) -> bool:
        """Let memory say what the file says; returns whether it did not."""
        self._seen, said = news
        self._changes += 1
        self._times.clear()
        if isinstance(said, State):
            changed = not self._state.same(said)
            turned = self._state.become(said)
        else:
            changed, turned = said.over(self._state)
        self._turned ^= turned
        return changed

    def _has(self, article: Article, tag: str) -> bool:
        return any(each.casefold() == tag.casefold() for each in self._state.tags.get(article.key, ()))

    def _spelled(self, tag: str) -> str:
        """A tag as it is written already, where it is."""
        folded = tag.casefold()
        return next((name for names in self._state.tags.values() for name in names if name.casefold() == folded), tag)


def _at_once(steps: Reversal) -> Undone | None:
    """Take all steps, waiting."""
    while True:
        try:
            wait = next(steps)
        except StopIteration as done:
            undone: Undone | None = done.value
            return undone
        wait()


def _count(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT count(*) FROM events").fetchone()
    return int(number)
