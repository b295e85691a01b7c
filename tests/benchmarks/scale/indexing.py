"""How long a library takes to be read and indexed, and to be looked through afterwards."""

from __future__ import annotations

import shutil

from tests.benchmarks.scale.subject import Subject, rate
from tests.benchmarks.scale.table import Cell


def cold(subject: Subject) -> None:
    """Documents a second until the index is written and searchable; the last one is kept for what follows."""
    ours: list[float] = []
    beside: list[float] = []
    read: list[float] = []
    whole: list[float] = []
    size = 0.0
    for _ in range(subject.bench.rounds or 3):
        shutil.rmtree(subject.cache, ignore_errors=True)
        found = subject.inside("index", str(subject.cache))
        assert found["documents"] == subject.count, found
        ours.append(found["documents"] / found["seconds"])
        whole.append(found["documents"] / found["whole"])
        size = found["bytes"] / found["documents"]
        for name, figures in (("yaml", beside), ("read", read)):
            found = subject.inside(name)
            figures.append(found["documents"] / found["seconds"])
    add, column = subject.table.compare, subject.column
    goal = "≥ 4; ≥ 12 with large documents"
    what = "cold: documents until index written and searchable, two cores"
    add(column, what, ours, beside, beside="yaml.load(CSafeLoader), one process", goal=goal, show=rate)
    what = "… and its columns, which make the next start quick"
    add(column, what, whole, beside, beside="yaml.load(CSafeLoader), one process", show=rate)
    add(column, "… beside", ours, read, beside="the bytes read, one process", show=rate)
    subject.table.add(column, "index on disk, a document", Cell(f"{size:,.0f} bytes"))


def check(subject: Subject) -> None:
    """Nothing changed: how long finding that out takes."""
    ours, beside = [], []
    for number in range((subject.bench.rounds or 5) + 1):
        figures = (subject.inside("check", str(subject.cache))["seconds"], subject.inside("scan")["seconds"])
        if number:
            ours.append(figures[0])
            beside.append(figures[1])
    what = "nothing changed: check"
    subject.table.compare(subject.column, what, ours, beside, beside="os.scandir and stat", goal="≤ 2")


def search(subject: Subject) -> None:
    """The search itself."""
    took = subject.inside("search", str(subject.cache))["each"]
    for what, percent in (("median", 50), ("95 of 100 within", 95)):
        figure = sorted(took)[min(len(took) - 1, len(took) * percent // 100)]
        name = f"search alone, first 200 hits: {what}"
        subject.table.add(subject.column, name, Cell(f"{figure * 1000:.2f} ms"), goal="≤ 2 ms")
