"""Opening a library for a command, with a word about progress where a person waits for it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.cli.output import is_terminal, line, message

if TYPE_CHECKING:
    from reader.library import Library
    from reader.settings import Settings

_PATIENCE = 0.5
"""Seconds until progress is worth a line."""

_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def loaded(settings: Settings, paths: Sequence[str], *, articles: bool = True, anew: bool = False) -> Iterator[Library]:
    """The library of `paths`, or by the rule of `open_library`, read whole; closed afterwards.

    Args:
        settings: the person's.
        paths: folders named on the command line.
        articles: False for a command that is about the journal alone, for which no file is read.
        anew: whether every file is read, whatever the index has.

    Raises:
        UsageError: a folder is missing, or one lies inside another.
    """
    from reader.library import open_library

    library = open_library(settings, paths)
    if anew:
        library.rebuild()
    try:
        if articles and library.samples and is_terminal(sys.stderr):  # a hint for a person, and noise in a script's log
            message(
                "There is no library of your own yet; these are the samples. reader -L FOLDER reads another folder."
            )
        for notice in library.notices:
            message(notice)
        if articles:
            _load(library)
        yield library
    finally:
        library.close()


def _load(library: Library) -> None:
    if not is_terminal(sys.stderr):
        library.load()
        return
    where = line(", ".join(root.given for root in library.roots))
    shown = False
    quiet_until = time.monotonic() + _PATIENCE
    try:
        for batch in library.batches():
            library.absorb(batch)
            if time.monotonic() >= quiet_until:
                of = f" of {batch.total:,}" if batch.total is not None else ""
                sys.stderr.write(f"{_CLEAR_LINE}Reading {where}  {batch.done:,}{of}")
                sys.stderr.flush()
                shown = True
    finally:
        if shown:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()
    library.finish()
