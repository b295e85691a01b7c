"""The looking process itself: what it is told, and how it begins and ends."""

from __future__ import annotations

import gc
import marshal
import os
import signal
import threading
from pathlib import Path

from reader.repository.index.database import UnusableError
from reader.repository.index.reading import IndexReader
from reader.repository.messages import Inbox
from reader.repository.roots import LibraryRoot
from reader.repository.watch.folder import LIKE, LibraryFolder, State
from reader.repository.watch.lookout import Lookout, notices
from reader.repository.watch.messages import Library, News, Setup, packed
from reader.repository.watch.mounts import is_remote

_NICENESS = 10  # the screen and other programs come first
_READ_SIZE = 64 * 1024


def main() -> None:
    """Look until nobody listens."""
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to everybody; our parent decides
    follow, since, libraries = _setup()
    look = threading.Event()
    threading.Thread(target=_listen, args=(look,), name="listener", daemon=True).start()
    folders = [_folder(library, since, follow=follow) for library in libraries]
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    Lookout(folders, _send, look, notices=notices, remote=is_remote).run()


def _setup() -> Setup:
    inbox = Inbox()
    while data := os.read(0, _READ_SIZE):
        for message in inbox.take(data):
            setup: Setup = marshal.loads(message)
            return setup
    os._exit(0)


def _listen(look: threading.Event) -> None:
    while os.read(0, _READ_SIZE):
        look.set()
    os._exit(0)  # whatever the other thread is at


def _folder(library: Library, since: int, *, follow: bool) -> LibraryFolder:
    given, real, index, paths, identity = library
    root = LibraryRoot(given, Path(real))
    told: dict[str, State] | None = None
    if index:
        told = _told(Path(index), root)
    if paths is not None:
        told = told or {}
        for path in paths:
            told.setdefault(path, LIKE)
    return LibraryFolder(root, told, identity=identity, since=since, follow_symlinks=follow)


def _told(index: Path, root: LibraryRoot) -> dict[str, State] | None:
    try:
        reader = IndexReader.open(index, root)
        if reader is None:
            return None
        files = reader.files()
        reader.close()
    except UnusableError:
        return None
    return {path: (size, mtime, ctime, target) for path, size, mtime, ctime, target in files}


def _send(news: News) -> None:
    data = memoryview(packed(news))
    try:
        while data:
            data = data[os.write(1, data) :]
    except BrokenPipeError:
        os._exit(0)
