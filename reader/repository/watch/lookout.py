"""The process that looks at library folders and tells what has changed, once it has come to rest.

Files are written in pieces, saved by way of another name, moved with their folders. So what is seen counts when a
second look finds it the same, what is gone counts a little later, and what has moved is told as one thing.

Where the system tells of changes (`watchfiles`), only what it names is looked at, and the whole library where that
leaves a doubt. Where it does not, the library is looked through again and again. Either way the answer comes from
looking, not from what the system said.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from reader.repository.topics import TOPICS
from reader.repository.watch.folder import LibraryFolder, State
from reader.repository.watch.messages import File, News, ProblemRow

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

_AGAIN = 0.1  # seconds between two looks at what has changed
_GONE = 0.3  # seconds a file stays away before it counts as gone: editors put a new one in its place
_TOGETHER = 0.5  # seconds that what is at rest waits for the rest, so that what belongs together comes together
_RESTLESS = 2.0  # seconds after which a file counts that is written all the time
_PLAIN_FIRST = 0.4  # seconds before a walk that something unclear causes
_QUIET = 50  # milliseconds without a change that end the system's telling, and how long it tells at most
_LONGEST = 400
_MODIFIED = 2  # the kind of a change that neither adds nor takes away (`watchfiles.Change`)
_TICK = 1.0  # seconds between two looks whether a library is still there
_MANY = 1_000  # things named at once: the system may have lost some
_RESCAN = 2.0  # seconds between two walks where the system does not tell, and how many times their length at least
_RESCAN_TIMES = 20
_REST_TIMES = 2  # times its length that pass after a walk before the next one that the system's telling causes

_Key: TypeAlias = tuple[int, str]


class _Seen:
    """Something that is otherwise than told, as it was when it was looked at last.

    Attributes:
        state: what it is; None when it is gone.
        first: when it was seen first; like all times in seconds of `time.monotonic`.
        since: since when its state has been the same.
    """

    __slots__ = ("first", "since", "state")

    def __init__(self, state: State | None, now: float) -> None:
        self.state = state
        self.first = self.since = now


class Lookout:
    """Looks at folders for as long as `run` runs."""

    def __init__(
        self,
        folders: Sequence[LibraryFolder],
        tell: Callable[[News], None],
        look: threading.Event,
        *,
        notices: Callable[[list[str]], RustNotify | None],
        remote: Callable[[str], bool],
    ) -> None:
        """Prepare it.

        Args:
            folders: the libraries.
            tell: takes what has changed.
            look: set by another thread to have everything looked through now.
            notices: has the system tell of changes in folders; None when it cannot.
            remote: whether other machines may write in a folder.
        """
        self._folders = folders
        self._tell = tell
        self._look = look
        self._notices = notices
        self._notify: RustNotify | None = None
        self._watched: set[str] = set()
        self._can_watch = True
        self._remote = [remote(str(folder.root.real)) for folder in folders]
        self._seen: dict[_Key, _Seen] = {}
        self._problems: dict[int, list[ProblemRow]] = {}
        self._news_of_problems: dict[int, list[ProblemRow]] = {}
        self._taken_back: set[_Key] = set()  # places at which nothing is passed over any more, to be told with the news
        self._walk_at = [0.0 for _ in folders]  # when a library is looked through again of our own accord
        self._rest_until = [0.0 for _ in folders]
        self._doubtful: set[int] = set()

    def run(self) -> None:
        """Look, and tell."""
        self._doubtful.update(range(len(self._folders)))
        while True:
            self.step()

    def step(self) -> None:
        """One look: wait for something to happen, look at it, tell what is at rest."""
        self._settle()
        self._walk()
        self._look_at(self._wait())
        for number, folder in enumerate(self._folders):
            if folder.is_other():
                self._watched = set()
                self._doubtful.add(number)
            elif time.monotonic() >= self._walk_at[number]:
                self._doubtful.add(number)

    # Looking

    def _wait(self) -> Iterable[str]:
        """Wait for the system to tell of something, or until it is time to look again."""
        now = time.monotonic()
        due = [_TICK, *(at - now for at in self._walk_at), *(self._rest_until[each] - now for each in self._doubtful)]
        seconds = max(0.0, min(_AGAIN if self._seen else _TICK, *due))
        places: Iterable[str] = ()
        if self._notify is None:
            self._look.wait(seconds)
        else:
            try:
                told = self._notify.watch(_LONGEST, _QUIET, max(1, round(seconds * 1000)), self._look)
            except Exception:  # it ended by itself
                self._do_without()
                told = set()
            if isinstance(told, set):
                places = {place for _, place in told}
                # A folder that came anew under a name of before is watched no more, or not yet.
                self._watched -= {place for change, place in told if change != _MODIFIED}
        if self._look.is_set():
            self._look.clear()
            self._doubtful.update(range(len(self._folders)))
        return places

    def _look_at(self, places: Iterable[str]) -> None:
        places = list(places)
        if not places:
            return
        for number, folder in enumerate(self._folders):
            states, unclear = folder.look_at(places)
            self._see(number, states)
            if (unclear or len(places) > _MANY) and number not in self._doubtful:
                self._doubtful.add(number)  # what is plain is told first
                self._rest_until[number] = max(self._rest_until[number], time.monotonic() + _PLAIN_FIRST)

    def _walk(self) -> None:
        """Look through the libraries that have to be, and have their folders watched."""
        now = time.monotonic()
        due = [number for number in sorted(self._doubtful) if now >= self._rest_until[number]]
        for number in due:
            self._doubtful.discard(number)
            self._look_through(number)
        if due and self._watch_folders():  # what happened between the walk and the watch is found by another walk
            self._doubtful.update(due)
            for number in due:
                self._rest_until[number] = 0.0

    def _look_through(self, number: int) -> None:
        folder = self._folders[number]
        begin = time.monotonic()
        self._see(number, folder.look_through().states)
        end = time.monotonic()
        polled = self._remote[number] or not self._can_watch or folder.is_lost
        self._rest_until[number] = end + _REST_TIMES * (end - begin)
        self._walk_at[number] = end + max(_RESCAN, _RESCAN_TIMES * (end - begin)) if polled else float("inf")
        rows: list[ProblemRow] = [
            (each.path, each.line, each.column, str(each.severity), each.code, each.message) for each in folder.problems
        ]
        before = self._problems.get(number, [])
        if rows != before or number not in self._problems:
            self._taken_back |= {(number, row[0]) for row in before} - {(number, row[0]) for row in rows}
            self._problems[number] = self._news_of_problems[number] = rows

    def _watch_folders(self) -> bool:
        """Have the system tell of what happens in the folders there are; whether they are others than before."""
        if not self._can_watch:
            return False
        watched = set().union(*(folder.watched for folder in self._folders))
        if watched == self._watched:
            return False
        try:
            notify = self._notices(sorted(watched)) if watched else None
        except FileNotFoundError:  # one went meanwhile
            return True
        if notify is None and watched:
            self._do_without()
            return False
        if self._notify is not None:
            self._notify.close()
        self._notify, self._watched = notify, watched
        return True

    def _do_without(self) -> None:
        """The system does not tell (any more): look through everything now and again."""
        if self._notify is not None:
            self._notify.close()
        self._notify, self._can_watch = None, False
        self._walk_at = [0.0 for _ in self._folders]

    def _see(self, number: int, states: dict[str, State | None]) -> None:
        now = time.monotonic()
        for path, state in states.items():
            seen = self._seen.get((number, path))
            if seen is None:
                self._seen[number, path] = _Seen(state, now)
            elif seen.state != state:
                seen.state, seen.since = state, now

    # Telling

    def _settle(self) -> None:
        """Look again at what is otherwise than told, and tell what has come to rest."""
        now = time.monotonic()
        for key, seen in list(self._seen.items()):
            number, path = key
            if now - seen.since < _AGAIN:
                continue
            folder = self._folders[number]
            state = folder.state(path)
            if state == folder.told.get(path):
                del self._seen[key]
            elif state != seen.state:
                seen.state, seen.since = state, now
        moved = self._moved()
        gone_to = set(moved.values())
        rest: list[_Key] = []
        waiting: list[_Key] = []
        for key, seen in self._seen.items():
            enough = _GONE if seen.state is None and key not in gone_to else _AGAIN
            (rest if now - seen.since >= enough or now - seen.first >= _RESTLESS else waiting).append(key)
        if waiting and all(now - self._seen[key].first < _TOGETHER for key in rest):
            rest = []
        if rest or self._news_of_problems:
            self._tell_of(sorted(rest), moved)

    def _moved(self) -> dict[_Key, _Key]:
        """Of new files, which ones of those that are gone they were."""
        gone: dict[tuple[int, int], _Key] = {}
        for key, seen in self._seen.items():
            if seen.state is None:
                told = self._folders[key[0]].told.get(key[1])
                if told is not None:
                    gone[told[0], told[1]] = key
        if not gone:
            return {}
        moved = {}
        for key, seen in self._seen.items():
            if seen.state is not None and key[1] not in self._folders[key[0]].told:
                before = gone.pop((seen.state[0], seen.state[1]), None)
                if before is not None:
                    moved[key] = before
        return moved

    def _tell_of(self, keys: Sequence[_Key], moved: dict[_Key, _Key]) -> None:
        files: list[File] = []
        told = set(keys)
        topics = False
        without = {moved[key] for key in keys if key in moved and moved[key] in told}
        gone: list[_Key] = []
        for key in keys:
            number, path = key
            folder, state = self._folders[number], self._seen.pop(key).state
            if path == TOPICS:
                topics = True
            elif state is None:
                if key not in without:
                    gone.append(key)
            else:
                found = folder.found(path)
                before = moved.get(key)
                known = path in folder.told
                files.append((number, found.name, found.target, known, before if before in without else None))
            folder.tell(path, state)
        # With a problem that goes, all that was told of its place goes: a file that came there meanwhile is told again.
        for number, path in sorted(self._taken_back - told):
            folder = self._folders[number]
            if path in folder.told:
                found = folder.found(path)
                files.append((number, found.name, found.target, True, None))
        self._taken_back = set()
        problems, self._news_of_problems = self._news_of_problems, {}
        self._tell((files, gone, problems, topics))


def notices(folders: list[str]) -> RustNotify | None:
    """The system's own telling of what happens in folders, not below them; None where it cannot.

    Raises:
        FileNotFoundError: one of them is not there.
    """
    try:
        from watchfiles._rust_notify import RustNotify

        notify: RustNotify = RustNotify(folders, False, False, 0, False, True)
        return notify
    except FileNotFoundError:
        raise
    except Exception:  # not installed; too many are watched already; a system without it
        return None
