"""One library as it was last told of, and what has become otherwise since."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable
from typing import TypeAlias

from reader.model import Problem, Severity
from reader.model.named import NamedTuple
from reader.model.problem import ROOT
from reader.repository.names import readable_path, system_path
from reader.repository.roots import LibraryRoot, is_within
from reader.repository.scan import PASSED_OVER, Found, Row, Scan, is_wanted
from reader.repository.topics import TOPICS, topic_files

State: TypeAlias = tuple[int, int, int, str]
"""Size, times and target of a file (see `Stamp` and `Found`)."""

Identity: TypeAlias = tuple[int, int]
"""Device and number of a folder."""

UNLIKE: State = (-1, 0, 0, "")
"""A state no file has: what is known in it has become otherwise, whatever it is."""

LIKE: State = (-2, 0, 0, "")
"""A file that is known, its state is not: what it is found in first counts as what was told."""


class Look(NamedTuple):
    """What a look at some places found.

    Attributes:
        states: of paths that are otherwise than told, what they are now; None for gone.
        unclear: whether only looking through the whole library tells what has happened.
    """

    states: dict[str, State | None]
    unclear: bool = False


class LibraryFolder:
    """One library folder.

    Attributes:
        root: the folder.
        told: the states of files that were told, by path; and of the topics, under `TOPICS`.
        problems: what the last walk passed over.
        is_lost: whether the library was not there when it was looked through.
    """

    def __init__(
        self,
        root: LibraryRoot,
        told: dict[str, State] | None,
        *,
        identity: Identity | None = None,
        since: int = 0,
        follow_symlinks: bool = False,
    ) -> None:
        """Prepare it; `look_through` begins.

        Args:
            root: the folder.
            told: the states of files that are known; None when what the first walk finds is.
            identity: of the folder that was read; None when that is not known.
            since: nanoseconds since 1970; files that changed since then may not be known as they are.
            follow_symlinks: whether links that lead out of the library are followed.
        """
        self.root = root
        self.told: dict[str, State] = {} if told is None else told
        self.problems: list[Problem] = []
        self.is_lost = False
        self._is_first, self._takes_all, self._since = True, told is None, since
        self._follow = follow_symlinks
        self._real = str(root.real)
        self._folders: dict[str, str] = {}  # the names of folders by their real paths, and the other way round
        self._reals: dict[str, str] = {}
        self._links: dict[str, str] = {}  # of files taken through a link: what it leads to, by path
        self._targets: set[str] = set()
        # Device and number of the folder when it was looked through, and when it was last taken for the library.
        self._identity: Identity | None = None
        self._library = identity

    # Looking

    def look_through(self) -> Look:
        """Walk the library. A library that is not there any more is left as it was told of."""
        self._identity = identity_of(self._real)
        if self._identity is None:
            return self._lost("is not there any more")
        told = self.told
        states: dict[str, State] = {}
        links: dict[str, str] = {}

        def is_known(row: Row) -> bool:
            path, *_, target = row
            state = row[1:]
            before = told.get(path)
            states[path] = before if before == state else state  # no second copy of what is the same
            if target:
                links[path] = target
            return True

        scan = Scan(self.root, follow_symlinks=self._follow, is_known=is_known)
        for _ in scan.walk():
            pass
        for found in scan.files:  # out of reach at this moment; reading tells why
            states[found.path] = UNLIKE
        if any(problem.path == ROOT for problem in scan.problems):
            return self._lost("cannot be read")
        if not states and told.keys() - {TOPICS} and self._library not in {None, self._identity}:
            return self._lost("is empty and another one")  # a disk that is not mounted
        self._library, self.is_lost = self._identity, False
        self.problems, self._folders = scan.problems, scan.folders
        self._reals = {name: real for real, name in scan.folders.items()}
        self._links, self._targets = links, {*links.values()}
        states[TOPICS] = self._topics()
        if self._is_first:
            self._begin(states)
        changed: dict[str, State | None] = {}
        changed.update((path, state) for path, state in states.items() if told.get(path) != state)
        changed.update((path, None) for path in told.keys() - states.keys())
        return Look(changed)

    def look_at(self, places: Iterable[str]) -> Look:
        """Look at places of which the system told.

        Args:
            places: absolute paths of things in `watched` folders; others are passed over.
        """
        states: dict[str, State | None] = {}
        unclear = False
        for place in places:
            folder, name = os.path.split(place)
            if place in self._folders:
                unclear = True
                if place != self._real:
                    self._look_into(place, self._folders[place], states)
            elif place in self._targets:
                unclear = True
            elif folder in self._folders and not name.startswith("."):
                inside = self._folders[folder]
                unclear |= self._look_at(place, f"{inside}/{name}" if inside else name, states)
            if is_within(place, os.path.join(self._real, "_data")):
                states[TOPICS] = self._topics()
        return Look({path: state for path, state in states.items() if self.told.get(path) != state}, unclear)

    def state(self, path: str) -> State | None:
        """What a file is now; None when there is none."""
        if path == TOPICS:
            return self._topics()
        if self.is_lost:
            return self.told.get(path)  # the library is not there; nothing counts as gone
        target = self._target(path)
        folder, name = os.path.split(system_path(path))
        if not target and folder not in self._reals:
            return None
        try:
            status = os.lstat(target or os.path.join(self._reals[folder], name))
        except OSError:
            # With the library itself away, nothing counts as gone.
            return None if identity_of(self._real) == self._library else self.told.get(path)
        return _state_of(status, target) if stat.S_ISREG(status.st_mode) else None

    def found(self, path: str) -> Found:
        """A file, to be read."""
        return Found(self.root, system_path(path), self._target(path))

    def tell(self, path: str, state: State | None) -> None:
        """Take note that what a file is now has been told."""
        if state is None:
            self.told.pop(path, None)
        else:
            self.told[path] = state

    def is_other(self) -> bool:
        """Whether the folder went, came, or is another one since it was looked through."""
        return identity_of(self._real) != self._identity

    @property
    def watched(self) -> set[str]:
        """The real paths of the folders in which something that matters may happen."""
        folders = {*self._folders, *map(os.path.dirname, self._targets)}
        for name in ("_data", TOPICS):
            real = os.path.realpath(os.path.join(self._real, name))
            if os.path.isdir(real) and (self._follow or is_within(real, self._real)):
                folders.add(real)
        return folders

    def _begin(self, states: dict[str, State]) -> None:
        """The first walk: settle what counts as told."""
        self._is_first = False
        told = self.told
        told.setdefault(TOPICS, LIKE)
        for path, state in states.items():
            before = told.get(path, LIKE if self._takes_all else None)
            if before is None:
                continue
            if state[2] >= self._since:
                told[path] = UNLIKE
            elif before == LIKE:
                told[path] = state

    def _look_at(self, place: str, name: str, states: dict[str, State | None]) -> bool:
        """Look at one thing in a folder of the library; whether it is unclear what happened."""
        path = readable_path(name)
        is_problem = any(problem.path == path for problem in self.problems)
        try:
            status = os.lstat(place)
        except OSError:
            if self._target(path) or name in self._reals:
                return True
            if path in self.told:
                states[path] = None
            return is_problem
        if os.path.basename(name) in PASSED_OVER and not stat.S_ISREG(status.st_mode):
            return False
        if stat.S_ISDIR(status.st_mode):
            self._look_into(place, name, states)
        if not stat.S_ISREG(status.st_mode) or self._target(path):
            return True
        if is_wanted(name):
            states[path] = _state_of(status, "")
        return is_problem

    def _look_into(self, place: str, name: str, states: dict[str, State | None]) -> None:
        """Look at a folder that came or went, as far as that is plain: a walk over the whole library takes longer."""
        if not os.path.isdir(place):
            inside = f"{readable_path(name)}/"
            states.update((path, None) for path in self.told if path.startswith(inside) and path != TOPICS)
            return
        folders = [(place, name)]
        while folders:
            real, folder = folders.pop()
            self._folders[real], self._reals[folder] = folder, real
            try:
                with os.scandir(real) as entries:
                    for entry in entries:
                        inside = f"{folder}/{entry.name}" if folder else entry.name
                        if entry.name.startswith("."):
                            continue
                        if entry.is_file(follow_symlinks=False) and is_wanted(entry.name):
                            states[readable_path(inside)] = _state_of(entry.stat(follow_symlinks=False), "")
                        elif entry.is_dir(follow_symlinks=False) and entry.name not in PASSED_OVER:
                            folders.append((entry.path, inside))
            except OSError:  # the walk tells of it
                continue

    def _target(self, path: str) -> str:
        return self._links.get(path, "")

    def _topics(self) -> State:
        """All descriptions of topics taken together."""
        told = []
        latest = 0
        for path, file in topic_files(self.root, follow_symlinks=self._follow):
            try:
                status = os.stat(file)
            except OSError:
                continue
            told.append(f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
            latest = max(latest, status.st_ctime_ns)
        return len(told), zlib.crc32("\n".join(told).encode()), latest, ""

    def _lost(self, why: str) -> Look:
        message = f"This folder {why}: its articles stay as they were last read, until it is back."
        self.problems = [Problem(self.root.given, ROOT, 1, 1, Severity.ERROR, "folder-unreadable", message)]
        self._folders, self._reals, self._links, self._targets = {}, {}, {}, set()
        self.is_lost = True
        return Look({})


def identity_of(folder: str) -> Identity | None:
    """Which folder stands at a path; None when there is none."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def _state_of(status: os.stat_result, target: str) -> State:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, target
