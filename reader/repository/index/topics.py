"""The topics a library describes, kept beside its index.

Reading a dozen files of YAML takes longer than all else that a start does before it draws. Topics are kept under the
stamps of the files they were read from. A file that changed while it was read, or so lately that its next change could
leave the same stamp, is not trusted.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import reader
from reader.kept_file import keep_file
from reader.model import Topic

_FORM = f"topics of reader {reader.__version__}, form 1"
_SETTLED = 2_000_000_000  # nanoseconds after which no clock of a file system gives the same stamp again
_LARGEST = 1 << 20  # bytes

Stamps = list[list[object]]
"""Of each file: path inside the library, size, mtime_ns, inode."""


def stamps_of(files: Sequence[tuple[str, str]]) -> Stamps | None:
    """The stamps of files; None when one is missing or changed just now.

    Args:
        files: (path inside the library, path to open) of each.
    """
    stamps: Stamps = []
    settled = time.time_ns() - _SETTLED
    for path, file in files:
        try:
            status = os.stat(file)
        except OSError:
            return None
        if max(status.st_mtime_ns, status.st_ctime_ns) > settled:
            return None
        stamps.append([path, status.st_size, status.st_mtime_ns, status.st_ino])
    return stamps


def kept_topics(index: Path, stamps: Stamps) -> tuple[Topic, ...] | None:
    """What was kept under these stamps; None when nothing was, or it cannot be read.

    Args:
        index: the library's index.
        stamps: of the files as they are.
    """
    try:
        with _place(index).open("rb") as file:
            form, kept, topics = json.loads(file.read(_LARGEST))
        if form != _FORM or kept != stamps:
            return None
        return tuple(
            Topic(str(name), str(short), str(parent), str(told), tuple(map(str, hashtags)), int(order))
            for name, short, parent, told, hashtags, order in topics
        )
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def keep_topics(index: Path, stamps: Stamps, topics: Sequence[Topic]) -> None:
    """Keep topics for the next start; where that cannot be done, nothing is kept.

    Args:
        index: the library's index.
        stamps: of the files, taken before they were read.
        topics: what was read from them, without a problem.
    """
    with contextlib.suppress(OSError):
        keep_file(os.fspath(_place(index)), json.dumps([_FORM, stamps, topics]).encode())


def _place(index: Path) -> Path:
    return index.with_suffix(".topics")
