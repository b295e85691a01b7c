"""A large library is read and indexed by a process of its own; whatever happens to it, nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import reader
from reader.model import Article, Problem
from reader.repository import Batch, Repository, elsewhere, loading
from reader.repository.gathering import BATCH_SIZE
from reader.repository.index import columns_writing
from reader.repository.index.columns_writing import write_columns
from reader.repository.index.database import file_of
from reader.repository.index.schema import ORDERS
from reader.repository.index.writing import IndexWriter
from reader.repository.outcome import read_found
from reader.repository.roots import find_roots
from reader.repository.scan import Scan
from tests.repository.making import document, fill, settle_all
from tests.repository.processes import ON_PROC, children_of, is_running, wait_until
from tests.repository.served import Served

PACKAGE = str(Path(reader.__path__[0]).parent)
MANY = 6_000
"""Files of which there are columns before all of them are read."""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library that counts as a large one."""
    monkeypatch.setattr(elsewhere, "MANY", 50)
    monkeypatch.setattr(elsewhere, "WITH_COLUMNS", 50)
    folder = tmp_path / "library"
    fill(folder, [f"{number:03d}.md" for number in range(200)])
    (folder / "warned.md").write_text(document("warned", "heat: many"))
    (folder / "broken.md").write_text("---\ntitle: [\n---\n")
    settle_all(folder)
    return folder


def careful(library: Path) -> tuple[list[Article], list[Problem]]:
    known = Served()
    known.take(Repository([str(library)]).load())
    return known.everything()


def is_fresh(repository: Repository) -> bool:
    status = repository.index(repository.roots[0].given)
    return status is not None and status.fresh


@pytest.mark.parametrize("growing", [True, False])
def test_it_gives_what_reading_here_gives(library: Path, tmp_path: Path, *, growing: bool) -> None:
    repository, known = Repository([str(library)], cache_dir=tmp_path / "cache"), Served()
    known.take(repository.load(growing=growing))
    assert known.everything() == careful(library)
    assert known.columns == 1
    assert is_fresh(repository)


def test_its_lists_are_found_in_every_order_without_sorting_them(library: Path, tmp_path: Path) -> None:
    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    Served().take(repository.load())
    with closing(sqlite3.connect(file_of(tmp_path / "cache", library.resolve()))) as connection:
        plan = "EXPLAIN QUERY PLAN SELECT id FROM articles WHERE {0} IS NOT NULL ORDER BY {0} {1} LIMIT 9"
        for column, is_great_first in ORDERS.values():
            steps = connection.execute(plan.format(column, "DESC" if is_great_first else "ASC")).fetchall()
            assert not any("TEMP B-TREE" in step[-1] for step in steps), column


def test_articles_that_are_wanted_as_they_come_come_before_the_columns(library: Path, tmp_path: Path) -> None:
    batches = list(Repository([str(library)], cache_dir=tmp_path / "cache").load(growing=True))
    one_by_one = {article.path for batch in batches if batch.columns is None for article in batch.articles}
    assert len(one_by_one) == 202
    assert [batch.done for batch in batches] == sorted(batch.done for batch in batches)
    assert (batches[-1].done, batches[-2].total) == (202, 202)


def test_else_only_how_far_it_has_come_is_told(library: Path, tmp_path: Path) -> None:
    batches = list(Repository([str(library)], cache_dir=tmp_path / "cache").load())
    assert not any(batch.articles for batch in batches)
    assert [len(batch.columns) for batch in batches if batch.columns is not None] == [202]


def test_a_library_that_changed_much_is_as_it_is_now(library: Path, tmp_path: Path) -> None:
    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    Served().take(repository.load())
    fill(library, [f"new-{number:03d}.md" for number in range(80)])
    for number in range(30):
        (library / f"{number:03d}.md").write_text(document(f"again {number}", "quality: 7"))
    (library / "050.md").unlink()
    (library / "051.md").write_text("---\ntitle: [\n---\n")
    settle_all(library)
    known = Served()
    known.take(repository.load())
    assert known.everything() == careful(library)
    assert is_fresh(repository)


@pytest.mark.slow
def test_columns_come_again_and_again_while_a_large_library_is_read(tmp_path: Path) -> None:
    library = tmp_path / "library"
    fill(library, [f"{number:05d}.md" for number in range(MANY)])
    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    sizes, shown, known = [], set[str](), Served()

    def noted(batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in batches:
            if batch.columns is not None:
                sizes.append(len(batch.columns))
                assert len(batch.columns) >= len(shown), "what was shown has gone"
            shown.update(article.path for article in batch.articles)
            yield batch

    known.take(noted(repository.load(growing=True)))
    assert len(sizes) == 2
    assert 4_000 <= sizes[0] <= sizes[1]
    assert sizes[1] >= MANY - columns_writing._MANY_CHANGED  # fewer stand beside them until the next time
    assert known.everything() == careful(library)


def test_while_another_program_writes_the_index_the_files_are_read_without_one(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with closing(IndexWriter.open(file_of(cache, library.resolve()), library.resolve()) or pytest.fail("no writer")):
        repository, known = Repository([str(library)], cache_dir=cache), Served()
        known.take(repository.load())
    assert known.everything() == careful(library)
    assert not is_fresh(repository)


@ON_PROC
def test_when_the_process_is_killed_the_files_are_read_here(library: Path, tmp_path: Path) -> None:
    before = children_of(os.getpid())
    known = Served()

    def killing(batches: Iterator[Batch]) -> Iterator[Batch]:
        killed = False
        for batch in batches:
            yield batch
            for child in () if killed else children_of(os.getpid()) - before:
                os.kill(child, signal.SIGKILL)
                killed = True
        assert killed

    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    known.take(killing(repository.load(growing=True)))
    assert known.everything() == careful(library)
    assert is_fresh(repository)


@ON_PROC
@pytest.mark.parametrize("way", ["cancelled", "closed"])
def test_no_process_is_left_when_reading_ends_early(library: Path, tmp_path: Path, way: str) -> None:
    before = children_of(os.getpid())
    cancelled = threading.Event()
    batches = Repository([str(library)], cache_dir=tmp_path / "cache").load(cancelled, growing=True)
    next(batches)
    helpers = children_of(os.getpid()) - before
    assert helpers
    if way == "cancelled":
        cancelled.set()
        assert list(batches) == []
    else:
        batches.close()
    assert not any(is_running(helper) for helper in helpers)


@pytest.mark.slow
@ON_PROC
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_the_program_and_the_next_one_goes_on(tmp_path: Path, way: signal.Signals) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    fill(library, [f"{number:05d}.md" for number in range(MANY)])
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from reader.repository import Repository\n"
        "batches = Repository([sys.argv[2]], cache_dir=Path(sys.argv[3])).load(growing=True)\n"
        "while next(batches).done <= 100: pass\n"
        "print('under way', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, PACKAGE, str(library), str(cache)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        helpers = {each for child in children_of(process.pid) for each in (child, *children_of(child))}
        assert helpers
        os.kill(process.pid, way)
    assert wait_until(lambda: not any(is_running(helper) for helper in helpers))
    repository, known = Repository([str(library)], cache_dir=cache), Served()
    known.take(repository.load(growing=True))
    (articles, problems), (expected, faults) = known.everything(), careful(library)
    assert [article.path for article in articles] == [article.path for article in expected]
    assert (articles, problems) == (expected, faults)
    assert is_fresh(repository)


def test_a_library_given_as_columns_stays_when_another_grows(library: Path, tmp_path: Path) -> None:
    """The store takes in one library so, and no more."""
    other = tmp_path / "other"
    fill(other, [f"other-{number:03d}.md" for number in range(60)])
    settle_all(other)
    Served().take(Repository([str(other)], cache_dir=tmp_path / "cache").load())
    repository, known = Repository([str(other), str(library)], cache_dir=tmp_path / "cache"), Served()
    known.take(repository.load())
    assert known.columns == 1
    assert len(known.everything()[0]) == 262


def broken_off(library: Path, cache: Path, files: int, *, columns: bool) -> None:
    """Leave an index as a reading does that was broken off after some files, with columns of half of them or none."""
    index, root = file_of(cache, library.resolve()), find_roots([str(library)])[0]
    writer = IndexWriter.open(index, library.resolve())
    assert writer is not None
    scan = Scan(root)
    for _ in scan.walk():
        pass
    half = files // 2 if columns else 0
    with closing(writer):
        for part in (scan.files[:half], scan.files[half:files]):
            writer.put([read_found(found, texts=True) for found in part])
            writer.flush()
            if part and columns:
                assert write_columns(index, library.resolve())
                columns = False


@pytest.mark.parametrize("columns", [True, False])
def test_what_a_reading_that_was_broken_off_knew_comes_as_columns(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, columns: bool
) -> None:
    """One by one, thousands of articles keep the screen from keys."""
    monkeypatch.setattr(columns_writing, "_MANY_CHANGED", 10)
    cache, known = tmp_path / "cache", Served()
    broken_off(library, cache, 160, columns=columns)
    batches = list(Repository([str(library)], cache_dir=cache).load(growing=True))
    sizes = [len(batch.columns) for batch in batches if batch.columns is not None]
    assert sizes == [*([80] if columns else []), 160, 202]
    assert max(len(batch.articles) for batch in batches) <= BATCH_SIZE
    known.take(iter(batches))
    assert known.everything() == careful(library)


def test_the_newest_names_are_read_first_also_where_a_reading_was_broken_off(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    broken_off(library, cache, 100, columns=False)
    came: list[str] = []
    for batch in Repository([str(library)], cache_dir=cache).load(growing=True):
        if batch.total is not None and batch.columns is None:
            came += [article.path for article in batch.articles]
    assert came[:3] == ["warned.md", "broken.md", "199.md"]


def test_an_index_without_a_file_is_none(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the last files by name are shown before any is counted, as in a first reading."""
    monkeypatch.setattr(loading, "_LONG", 50)
    cache = tmp_path / "cache"
    broken_off(library, cache, 0, columns=False)
    batches = Repository([str(library)], cache_dir=cache).load(growing=True)
    with closing(batches):
        first = next(batches)
    assert first.total is None
    assert "199.md" in [article.path for article in first.articles]


def test_of_several_libraries_the_fullest_comes_as_columns(library: Path, tmp_path: Path) -> None:
    cache, other = tmp_path / "cache", tmp_path / "other"
    fill(other, [f"other-{number:03d}.md" for number in range(60)])
    broken_off(other, cache, 55, columns=False)
    broken_off(library, cache, 150, columns=False)
    repository, known = Repository([str(other), str(library)], cache_dir=cache), Served()
    batches = list(repository.load(growing=True))
    assert {batch.columns.library for batch in batches if batch.columns is not None} == {str(library)}
    known.take(batches)
    assert len(known.everything()[0]) == 60 + 201 + 1
