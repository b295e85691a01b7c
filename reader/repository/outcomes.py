"""Files read, by this process and others."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from reader.repository.outcome import Outcome, read_found
from reader.repository.scan import Found

if TYPE_CHECKING:
    from reader.repository.pool import Pool

_SMALL = 64  # files that are read in this process: starting others takes as long
HEAD = 10
"""Files of a larger library that are read here while other processes start."""

_BUDGET = 0.3  # seconds after which the rest of a small library goes to other processes all the same


def outcomes_of(files: Sequence[Found], *, texts: bool, articles: bool = True) -> Generator[list[Outcome], None, None]:
    """What the files give, a few at a time: read here as long as that is quick, the others by other processes.

    Args:
        files: what to read.
        texts: whether what an index keeps is wanted too.
        articles: whether articles are wanted; where the index is all that matters, their rows do.
    """
    begin = time.monotonic()
    processes = processes_available()
    here = files[:HEAD] if processes and len(files) > _SMALL else files
    pool = _pool(files[HEAD:], processes, texts=texts, articles=articles) if here is not files else None
    try:
        for at in range(0, len(here), HEAD):
            if pool is None and processes and time.monotonic() - begin > _BUDGET:
                pool = _pool(here[at:], processes, texts=texts, articles=articles)
                break
            yield [read_found(found, texts=texts) for found in here[at : at + HEAD]]
        if pool is not None:
            yield from pool.outcomes()
            for found in pool.left():
                yield [read_found(found, texts=texts)]
    finally:
        if pool is not None:
            pool.close()


def _pool(files: Sequence[Found], size: int, *, texts: bool, articles: bool) -> Pool:
    from reader.repository.pool import Pool  # subprocess and selectors: not for four samples

    return Pool(files, size, texts=texts, articles=articles)


def processes_available() -> int:
    """How many reading processes are worth having; 0 where they cannot be had."""
    if os.name != "posix" or not sys.executable:
        return 0
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
