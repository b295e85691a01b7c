"""Documents a second: the repository's whole way from files, beside `yaml.load(CSafeLoader)` over the same files.

Run by itself (`python -m tests.benchmarks.parsing SUBJECT FOLDER`) it measures one subject in a fresh process and
prints the documents read and the seconds taken as JSON; both subjects list, open and read the files themselves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Row, compare, interleaved
from tests.end_to_end.environment import ROOT

COUNT = 2000
"""Documents in the measured library: enough that starting the workers is not what is measured."""


def parsing(bench: Bench) -> list[Row]:
    """Load a library of large documents."""
    folder = bench.library(COUNT)
    home = bench.surroundings()

    def rate(subject: str) -> float:
        command = [sys.executable, "-m", "tests.benchmarks.parsing", subject, str(folder)]
        done = subprocess.run(command, env=dict(home.variables), cwd=ROOT, capture_output=True, check=True, text=True)
        answer = json.loads(done.stdout)
        assert answer["documents"] == COUNT, answer
        return float(answer["documents"] / answer["seconds"])

    figures = interleaved({name: partial(rate, name) for name in SUBJECTS}, bench.rounds or 5)
    what = f"documents a second, {COUNT:,} large, all cores"
    beside = "yaml.load(CSafeLoader), one process"
    return [compare(what, figures["repository"], beside, figures["yaml"], goal="≥ 2", show="{:,.0f}".format)]


def _repository(folder: Path) -> int:
    from reader.repository import Repository

    return sum(len(batch.articles) for batch in Repository([str(folder)]).load())


def _yaml(folder: Path) -> int:
    import yaml

    count = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") or "_data" in parent:
                continue
            with open(os.path.join(parent, name), encoding="utf-8") as file:
                text = file.read()
            if text.startswith("---\n"):
                yaml.load(text[4 : text.index("\n---", 4)], Loader=yaml.CSafeLoader)
                count += 1
    return count


SUBJECTS: dict[str, Callable[[Path], int]] = {"repository": _repository, "yaml": _yaml}
"""What is measured, by name: a function from a library's folder to how many documents it read."""


def main(subject: str, folder: str) -> None:
    """Measure one subject here and print the result."""
    read = SUBJECTS[subject]
    started = time.perf_counter()
    documents = read(Path(folder))
    print(json.dumps({"documents": documents, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
