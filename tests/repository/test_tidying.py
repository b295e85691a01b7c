"""The parts of a full text are merged while nothing else is to do, and nothing it knows changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.repository import Repository
from reader.repository.index.database import file_of
from reader.repository.index.parts import parts_of
from reader.repository.index.writing import IndexWriter
from reader.repository.outcome import read_found
from reader.repository.roots import find_roots
from reader.repository.scan import Scan
from reader.repository.watch.tidying import Tidying
from tests.benchmarks.generate import generate
from tests.repository.making import settle_all
from tests.repository.processes import children_of, is_running, wait_until
from tests.repository.served import Served


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    generate(folder, 60, "small")
    settle_all(folder)
    return folder


@pytest.fixture
def index(library: Path, tmp_path: Path) -> Path:
    """An index in many parts."""
    root = find_roots([str(library)])[0]
    scan = Scan(root)
    for _ in scan.walk():
        pass
    path = file_of(tmp_path / "cache", root.real)
    with closing(IndexWriter.open(path, root.real) or pytest.fail("no writer")) as writer:
        for found in scan.files:
            writer.put([read_found(found, texts=True)])
            writer.flush()
        writer.finish()
    assert parts_of(path, root.real) > 20
    return path


def known(library: Path, cache: Path) -> tuple[object, object]:
    repository, served = Repository([str(library)], cache_dir=cache), Served()
    served.take(repository.load())
    return served.everything(), repository.bodies_with("the")


def test_parts_become_one_and_what_is_found_stays(library: Path, index: Path, tmp_path: Path) -> None:
    before = known(library, tmp_path / "cache")
    tidying = Tidying([(index, library.resolve())])
    assert wait_until(tidying.step)
    assert parts_of(index, library.resolve()) == 1
    assert known(library, tmp_path / "cache") == before
    assert not tidying.step()


def test_few_parts_are_left_and_their_file_is_not_touched(library: Path, tmp_path: Path) -> None:
    known(library, tmp_path / "cache")
    index = file_of(tmp_path / "cache", library.resolve())
    before = index.stat()
    assert not Tidying([(index, library.resolve())]).step()
    assert index.stat().st_mtime_ns == before.st_mtime_ns


def test_an_index_that_another_program_writes_is_left(library: Path, index: Path) -> None:
    tidying = Tidying([(index, library.resolve())])
    with closing(IndexWriter.open(index, library.resolve()) or pytest.fail("no writer")):
        before = children_of(os.getpid())
        assert not tidying.step()
        started = children_of(os.getpid()) - before
        assert len(started) == 1
        assert wait_until(lambda: not any(map(is_running, started)))
        assert not tidying.step()
    assert parts_of(index, library.resolve()) > 20


@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_an_index_that_cannot_be_used_costs_nothing(tmp_path: Path, how: str) -> None:
    index = tmp_path / "index.sqlite"
    if how == "garbage":
        index.write_bytes(b"no database" * 1000)
    assert not Tidying([(index, tmp_path)]).step()
    assert parts_of(index, tmp_path) == 0


def test_whoever_rests_lets_others_write(library: Path, index: Path) -> None:
    tidying = Tidying([(index, library.resolve())])
    before = children_of(os.getpid())
    assert not tidying.step()
    tidying.rest()
    assert children_of(os.getpid()) == before
    with closing(IndexWriter.open(index, library.resolve()) or pytest.fail("no writer")):
        pass
    assert wait_until(tidying.step)
    assert parts_of(index, library.resolve()) == 1


@pytest.mark.usefixtures("index")
def test_who_watches_a_library_tidies_its_index_up_and_says_so(library: Path, tmp_path: Path) -> None:
    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    Served().take(repository.load())
    cancelled = threading.Event()
    changes: Iterator[object] = repository.watch(cancelled)
    timer = threading.Timer(30, cancelled.set)
    timer.start()
    index, real = file_of(tmp_path / "cache", library.resolve()), library.resolve()
    told = any(change == ((), (), (), False) and parts_of(index, real) == 1 for change in changes)
    timer.cancel()
    assert told
    cancelled.set()
    assert list(changes) == []


def test_an_index_that_does_not_know_every_file_is_not_asked(library: Path, index: Path, tmp_path: Path) -> None:
    root = find_roots([str(library)])[0]
    cache = tmp_path / "other"
    with closing(IndexWriter.open(file_of(cache, root.real), root.real) or pytest.fail("no writer")) as writer:
        scan = Scan(root)
        for _ in scan.walk():
            pass
        writer.put([read_found(scan.files[0], texts=True)])  # as when files change after somebody took the index away
        writer.flush()
    assert Repository([str(library)], cache_dir=cache).bodies_with("the") is None
    found = known(library, cache)[1]
    assert found is not None
    assert found == known(library, tmp_path / "cache")[1]
