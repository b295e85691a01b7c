"""What there is in a library: the files that may be articles, and the oddities that are passed over.

Nothing is opened here; names and kinds are enough. Plain folders come first, in order of their names, then what links
lead to, so that every file is found under its own name where it has one in the library.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from reader.model import Problem, Severity
from reader.model.named import NamedTuple
from reader.model.problem import ROOT
from reader.repository.files import Stamp, is_folder_gone
from reader.repository.names import readable_path
from reader.repository.places import Place, place_of
from reader.repository.roots import LibraryRoot, is_within

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html"})
"""The endings, in lower case, of files that may be documents."""

_ENDINGS = tuple(SUFFIXES)

PASSED_OVER = frozenset({"_data", "node_modules", "_site", "vendor"})
"""Folders that hold no articles; neither do hidden ones."""


class Found(NamedTuple):
    """A file that may be an article.

    Attributes:
        root: its library.
        name: its path inside the library, with `/`, as `os.fsdecode` spells it.
        target: the absolute path without links, where a link in the library leads to it; empty otherwise.
    """

    root: LibraryRoot
    name: str
    target: str = ""

    @property
    def path(self) -> str:
        """The path inside the library, spelled safely."""
        return readable_path(self.name)

    @property
    def file(self) -> str:
        """The path to open."""
        return self.target or os.path.join(self.root.real, self.name)


Row: TypeAlias = tuple[str, int, int, int, str]
"""A file as it is: its path, its stamp (see `Stamp`) and its target, as an index knows it."""

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)


class Scan:
    """One walk over one library.

    Attributes:
        files: what was found so far, in a fixed order; without files that are known.
        problems: what was passed over so far and is worth telling, each once.
        folders: the folders met so far: their names inside the library by their real paths.
        places: what folders, and links, were like before they were looked into, by their absolute paths.
        known: the paths of the files found so far that are known.
    """

    def __init__(
        self, root: LibraryRoot, *, follow_symlinks: bool = False, is_known: Callable[[Row], bool] | None = None
    ) -> None:
        """Prepare a walk.

        Args:
            root: the library.
            follow_symlinks: whether links that lead out of it are followed.
            is_known: whether a file is known as it is; asked once for each, and without it no file's status is
                looked at.
        """
        self.files: list[Found] = []
        self.problems: list[Problem] = []
        self.folders: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self._root = root
        self._real = str(root.real)
        self._follow = follow_symlinks
        self.known: list[str] = []
        self._is_known = is_known
        self._folders: list[tuple[str, str]] = []  # still to be walked: name inside the library, real path
        self._links: list[tuple[str, str]] = []  # still to be looked at: name, real path of the folder it stands in
        self._linked: set[str] = set()  # real paths of files taken through a link

    def walk(self) -> Iterator[None]:
        """Walk the library, pausing after every folder, for the caller to show progress or to stop."""
        self._enter("", self._real)
        while self._folders or self._links:
            if self._folders:
                self._walk_folder(*self._folders.pop())
                yield
            else:
                links, self._links = sorted(self._links), []
                for name, folder in links:
                    self._look_at_link(name, folder)
                    while self._folders:  # before the next link, which may lead to the same place
                        self._walk_folder(*self._folders.pop())
                        yield

    def _enter(self, name: str, real: str) -> None:
        if real not in self.folders:
            self.folders[real] = name
            self._folders.append((name, real))

    def _walk_folder(self, folder: str, real: str) -> None:
        files: list[str] = []
        folders: list[str] = []
        is_known, note = self._is_known, self.known.append
        before = f"{folder}/" if folder else ""
        self.places[real] = place_of(real)
        try:
            # From an open folder the system need not look for it again at every file.
            with _opened(real) as handle, os.scandir(handle) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if entry.is_file(follow_symlinks=False):
                        # Most names end so; asking that here keeps a look at 100,000 files short.
                        if not name.endswith(_ENDINGS) and not is_wanted(name):
                            continue
                        if is_known is not None:
                            try:
                                status = entry.stat(follow_symlinks=False)
                            except OSError:  # it went, or is out of reach; reading it will tell
                                files.append(name)
                                continue
                            path = before + name
                            if not path.isprintable() or "\\" in path:
                                path = readable_path(path)
                            if is_known((path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, "")):
                                note(path)
                                continue
                        files.append(name)
                    elif name in PASSED_OVER:
                        continue
                    elif entry.is_symlink():
                        self._links.append((_join(folder, name), real))
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(name)
                    else:
                        self._report_special(_join(folder, name))
        except OSError as error:
            if not is_folder_gone(error) or real == self._real:
                message = f"This folder cannot be read ({error.strerror}): the articles in it are missing."
                self._report(folder or ROOT, Severity.ERROR, "folder-unreadable", message)
        files.sort()
        self.files.extend([Found(self._root, _join(folder, name)) for name in files])
        for name in sorted(folders, reverse=True):  # the last one in is walked first
            self._enter(_join(folder, name), os.path.join(real, name))

    def _look_at_link(self, name: str, folder: str) -> None:
        link = os.path.join(folder, os.path.basename(name))
        self.places[link] = place_of(link)
        try:
            target = os.path.realpath(link, strict=True)
            status = os.stat(target)
        except OSError as error:
            self._report_dead_link(name, error)
            return
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder and not stat.S_ISREG(status.st_mode):
            self._report_special(name)
        elif not is_folder and not is_wanted(name):
            return
        elif not self._follow and not is_within(target, self._real):
            message = "This link leads out of the library: not followed (follow_symlinks in the configuration)."
            self._report(name, Severity.WARNING, "link-outside", message)
        elif is_folder and is_within(folder, target):
            message = "This link leads back to a folder it stands in: not followed."
            self._report(name, Severity.WARNING, "link-cycle", message)
        elif is_folder:
            self._enter(name, target)
        elif not self._is_found(target):
            self._linked.add(target)
            path = readable_path(name)
            if self._is_known is not None and self._is_known((path, *Stamp.of(status), target)):
                self.known.append(path)
            else:
                self.files.append(Found(self._root, name, target))

    def _is_found(self, target: str) -> bool:
        """Whether a file is in the library under its own name or another link's."""
        folder, name = os.path.split(target)
        return target in self._linked or (folder in self.folders and not name.startswith(".") and is_wanted(name))

    def _report_dead_link(self, name: str, error: OSError) -> None:
        if isinstance(error, FileNotFoundError):
            code, message = "link-broken", "This link leads nowhere: passed over."
        elif error.errno == errno.ELOOP:
            code, message = "link-cycle", "This link leads back to itself: not followed."
        else:
            code, message = "link-broken", f"This link cannot be followed ({error.strerror}): passed over."
        self._report(name, Severity.WARNING, code, message)

    def _report_special(self, name: str) -> None:
        message = "This is a pipe, a socket or a device, no file: passed over, never opened."
        self._report(name, Severity.WARNING, "special-file", message)

    def _report(self, name: str, severity: Severity, code: str, message: str) -> None:
        self.problems.append(Problem(self._root.given, readable_path(name), 1, 1, severity, code, message))


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    handle = os.open(folder, _FOLDER)
    try:
        yield handle
    finally:
        os.close(handle)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def is_wanted(name: str) -> bool:
    """Whether a file of this name may be a document."""
    return os.path.splitext(name)[1].lower() in SUFFIXES
