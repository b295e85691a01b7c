"""Opening a library for a command, with a word about progress where a person waits for it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING

from reader.cli.output import is_terminal, line, message
from reader.model import ChangedError, NotFoundError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Selection
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
    with opened(settings, paths, articles=articles) as library:
        if anew:
            library.rebuild()
        if articles:
            _load(library)
        yield library


@contextmanager
def opened(settings: Settings, paths: Sequence[str], *, articles: bool = True) -> Iterator[Library]:
    """The library of `paths`, or by the rule of `open_library`, of which nothing is read yet; closed afterwards.

    Args:
        settings: the person's.
        paths: folders named on the command line.
        articles: False for a command that is about the journal alone.

    Raises:
        UsageError: as `loaded`.
    """
    from reader.library import open_library

    library = open_library(settings, paths, articles=articles)
    try:
        if articles and library.samples and is_terminal(sys.stderr):  # a hint for a person, and noise in a script's log
            message(
                "There is no library of your own yet; these are the samples. reader -L FOLDER reads another folder."
            )
        for notice in library.new_notices():
            message(notice)
        yield library
    finally:
        library.close()


def answered(library: Library, answer: Callable[[], int], first: tuple[Selection, int] | None = None) -> int:
    """What a command answers that only tells what there is: as little as possible is read for it.

    Args:
        library: opened.
        answer: the command, which calls `Library.vouch` before it prints; it may run twice.
        first: the list and how many of its articles the command shows, if it shows nothing else.
    """
    if first is not None and library.load_first(*first):
        return answer()
    _load(library, trusting=True)
    try:
        return answer()
    except (ChangedError, NotFoundError):  # what is not to be found may be in a file that was changed
        if not library.is_trusting:
            raise
    _load(library)
    return answer()


class Progress:
    """A line on stderr for a person who waits; a context manager, which takes the line away."""

    def __init__(self) -> None:
        """Say nothing for the first half second, and nothing at all to a script."""
        self._quiet_until = time.monotonic() + _PATIENCE if is_terminal(sys.stderr) else inf
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()

    def tell(self, doing: str, done: int, total: int | None) -> None:
        """Say how far something has come."""
        if time.monotonic() >= self._quiet_until:
            of = f" of {total:,}" if total is not None else ""
            sys.stderr.write(f"{_CLEAR_LINE}{doing}  {done:,}{of}")
            sys.stderr.flush()
            self._shown = True


def _load(library: Library, *, trusting: bool = False) -> None:
    doing = f"Reading {line(', '.join(root.given for root in library.roots))}"
    with Progress() as progress:
        for batch in library.batches(trusting=trusting):
            library.absorb(batch)
            progress.tell(doing, batch.done, batch.total)
    library.finish()
