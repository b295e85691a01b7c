"""All of it: libraries made, every figure measured, one table."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from tests.benchmarks.bench import Bench
from tests.benchmarks.scale import indexing, moving, opening, peers, printing, starting
from tests.benchmarks.scale.subject import Subject
from tests.benchmarks.scale.table import Table

SIZES = (1_000, 10_000, 100_000)
LARGE = 5_000

_Step: TypeAlias = Callable[[Subject], None]
_STEPS: Sequence[tuple[_Step, Callable[[Subject], bool]]] = (
    (indexing.cold, lambda _: True),
    (starting.warm, lambda _: True),
    (starting.cold, lambda _: True),
    (indexing.check, lambda _: True),
    (moving.keys, lambda subject: not subject.is_large),
    (moving.keys_while_indexing, lambda subject: subject.is_greatest),
    (moving.letters, lambda subject: not subject.is_large),
    (indexing.search, lambda subject: not subject.is_large),
    (opening.articles, lambda subject: not subject.is_large),
    (opening.most_related, lambda subject: subject.is_large),
    (printing.first_lines, lambda subject: not subject.is_large),
    (printing.thousand, lambda subject: not subject.is_large),
    (printing.first_lines_of_all, lambda subject: not subject.is_large),
    (peers.peers, lambda subject: not subject.is_large),
)
"""What is measured, and of which libraries. The first leaves an index for the others."""


def scale(bench: Bench, sizes: Sequence[int] = SIZES, large: int = LARGE) -> tuple[Table, bool]:
    """Measure everything; the table, and whether all of it could be measured.

    Args:
        bench: surroundings, and where libraries are kept.
        sizes: how many documents the libraries of small documents have.
        large: how many the one of large documents has; 0 for none.
    """
    began = time.monotonic()
    libraries = [(f"{count:,}", "small", count) for count in sizes]
    libraries += [(f"{large:,} large", "large", large)] if large else []
    table = Table([column for column, _, _ in libraries])
    whole = True
    for column, kind, count in libraries:
        folder, cache = bench.library(count, kind), bench.folder / f"index-{kind}-{count}"
        subject = Subject(bench, table, column, folder, count, cache, count == max(sizes))
        for step, is_wanted in _STEPS:
            if is_wanted(subject):
                name = f"{column}: {step.__module__.rpartition('.')[2]}.{step.__name__}"
                whole = _measured(table, name, began, partial(step, subject)) and whole
    column = table.columns[0]
    whole = _measured(table, "long body", began, partial(opening.long_body, bench, table, column)) and whole
    return table, whole


def _measured(table: Table, what: str, began: float, measure: Callable[[], None]) -> bool:
    """Measure one thing; what cannot be measured is told under the table and holds up nothing else."""
    print(f"{time.monotonic() - began:4.0f} s  {what} …", file=sys.stderr, flush=True)
    try:
        measure()
    except Exception as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        table.remarks.append(f"{what} could not be measured: {reason}")
        print(f"{what} could not be measured: {error}", file=sys.stderr)
        return False
    return True
