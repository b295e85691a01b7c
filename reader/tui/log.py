"""The log: faults of the program, in a file and never on the screen."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

from reader.model import ReaderError

NAME = "reader.log"
"""The log's name in the state directory."""

LARGEST = 1 << 20
"""Bytes after which the log is begun anew; the one before is kept beside it."""


def words_of(folder: Path, error: Exception, doing: str) -> str:
    """What to tell of an error on another thread: its own words if they are for a person; else a fault is logged.

    Args:
        folder: the state directory.
        error: what was raised.
        doing: what the program was doing.
    """
    if isinstance(error, (ReaderError, OSError)):
        return str(error) or type(error).__name__
    log_fault(folder, error, doing)
    return f"{type(error).__name__}, {NAME} says where"


def log_fault(folder: Path, error: BaseException, doing: str) -> None:
    """Write down where a fault came from: the lines of code and the error's words, no article's text.

    Never raises: a log that cannot be written is no reason to stop.

    Args:
        folder: the state directory, made when it is not there.
        error: what was raised.
        doing: what the program was doing, such as a command's id.
    """
    import traceback

    lines = traceback.format_exception(error)
    text = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {doing}\n{''.join(lines)}\n"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / NAME
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_suffix(".log.1"))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "a", encoding="utf-8", errors="replace") as log:
            log.write(text)
