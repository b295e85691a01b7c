"""What is measured inside a process of its own: `python -m tests.benchmarks.scale.inside SUBJECT ARGUMENT...`.

Prints JSON; `seconds` count from when the modules are there, so that what starting Python takes is in no figure.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.repository import Batch

_FIRST = 200  # hits a search is asked for


def index(library: str, cache: str) -> dict[str, float]:
    """Read a library without an index, until the index is written and a search in it finds something.

    `whole` counts until columns of it are written too, where it has so many files that they are.
    """
    from reader.repository import Repository
    from reader.repository.index.reading import IndexReader, Term
    from reader.repository.loading import Loading

    finished: list[float] = []
    renew = Loading._renewed_columns

    def noted(loading: Loading) -> Iterator[Batch]:
        finished.append(time.perf_counter())
        return renew(loading)

    Loading._renewed_columns = noted  # type: ignore[assignment, method-assign]
    try:
        began = time.perf_counter()
        repository = Repository([library], cache_dir=Path(cache))
        for batch in repository.load():
            del batch
        ended = time.perf_counter()
    finally:
        Loading._renewed_columns = renew  # type: ignore[method-assign]
    status = repository.index(library)
    assert status is not None
    assert status.fresh
    reader = IndexReader.open(Path(status.path), repository.roots[0])
    assert reader is not None
    asked = time.perf_counter()
    with closing(reader):
        assert reader.search([Term("cloud")], 1)
        asked = time.perf_counter() - asked
        files = reader.number_of_files()
    size = sum(file.stat().st_size for file in Path(cache).rglob("*") if file.is_file())
    return {"seconds": finished[0] - began + asked, "whole": ended - began, "documents": files, "bytes": size}


def yaml(library: str) -> dict[str, float]:
    """Read, split and `yaml.load(CSafeLoader)` every document."""
    from yaml import CSafeLoader, load

    began = time.perf_counter()
    documents = 0
    for path in _documents(library):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        load(text[4 : text.index("\n---", 4)], Loader=CSafeLoader)
        documents += 1
    return {"seconds": time.perf_counter() - began, "documents": documents}


def read(library: str) -> dict[str, float]:
    """Read the bytes of every document."""
    began = time.perf_counter()
    documents = 0
    for path in _documents(library):
        handle = os.open(path, os.O_RDONLY)
        os.read(handle, os.fstat(handle).st_size)
        os.close(handle)
        documents += 1
    return {"seconds": time.perf_counter() - began, "documents": documents}


def check(library: str, cache: str) -> dict[str, float]:
    """Look for changes since the index was written, as the program's own process for it does; there are none."""
    from reader.repository import Repository
    from reader.repository.index.changes import find_changes
    from reader.repository.index.reading import IndexReader

    repository = Repository([library], cache_dir=Path(cache))
    status = repository.index(library)
    assert status is not None
    began = time.perf_counter()
    reader = IndexReader.open(Path(status.path), repository.roots[0])
    assert reader is not None
    with closing(reader):
        changes = find_changes(repository.roots[0], reader.files())
        seconds = time.perf_counter() - began
    assert changes is not None
    assert not changes.files
    assert not changes.gone
    return {"seconds": seconds, "documents": changes.total}


def scan(library: str) -> dict[str, float]:
    """`os.scandir` and a status of every file."""
    began = time.perf_counter()
    documents = 0
    folders = [library]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    documents += 1
    return {"seconds": time.perf_counter() - began, "documents": documents}


def search(library: str, cache: str) -> dict[str, float | list[float]]:
    """Searches for beginnings of one to eight letters and for two words: the first 200 hits, newest first.

    As the app makes them: through the columns where the index has some.
    """
    from reader.model import Sort
    from reader.model.folding import fold
    from reader.repository import Repository
    from reader.repository.index.reading import IndexReader, Term

    repository = Repository([library], cache_dir=Path(cache))
    status = repository.index(library)
    assert status is not None
    reader = IndexReader.open(Path(status.path), repository.roots[0])
    assert reader is not None
    rng = Random(5)
    took = []
    with closing(reader):
        words = [word for article in reader.first_page(Sort(), 100) for word in fold(article.title).split()]
        words = [word for word in words if word.isascii() and word.isalpha()]
        asked = [[word[:size]] for size in range(1, 9) for word in rng.sample(words, 12)]
        asked += [[rng.choice(words), rng.choice(words)[:3]] for _ in range(24)]
        columns = reader.columns()
        for each in [["cloud"], *asked]:
            began = time.perf_counter()
            if columns is not None:
                assert columns.found([[(word, False, "")] for word in each], first=_FIRST) is not None
            else:
                reader.search([Term(word) for word in each], _FIRST)
            took.append(time.perf_counter() - began)
    del took[0]
    return {"seconds": sum(took), "each": took}


SUBJECTS: dict[str, Callable[..., object]] = {
    "index": index, "yaml": yaml, "read": read, "check": check, "scan": scan, "search": search,
}  # fmt: skip
"""What can be measured here, by name."""


def _documents(library: str) -> Iterator[str]:
    for parent, folders, names in os.walk(library):
        folders[:] = [name for name in folders if name != "_data"]
        for name in names:
            yield os.path.join(parent, name)


if __name__ == "__main__":
    if sys.argv[1] in {"check", "scan"}:
        gc.disable()  # as the process does that looks for changes
    else:
        gc.freeze()  # as the app does
    json.dump(SUBJECTS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
