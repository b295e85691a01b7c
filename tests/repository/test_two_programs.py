"""Programs at the same library at once, each killed whenever it pleases: nothing is lost, and nothing is wrong."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

import reader
from reader.repository import Repository
from reader.repository.index.database import file_of
from reader.repository.index.reading import IndexReader
from tests.benchmarks.generate import generate
from tests.repository.making import document
from tests.repository.served import Served
from tests.slow import slowly

PACKAGE = str(Path(reader.__path__[0]).parent)
COUNT = 600
_PROGRAM = """
import json, sys
sys.path[:0] = sys.argv[1:2]
from pathlib import Path
from reader.repository import Repository
from reader.repository.index import writing
from tests.repository.served import Served
from tests.slow import slowly

writing._LARGEST = 25
known = Served()

def told(batches):
    for batch in batches:
        print(batch.done, flush=True)
        yield batch

repository = Repository([sys.argv[2]], cache_dir=Path(sys.argv[3]))
for _ in range(int(sys.argv[4])):
    known.take(told(repository.load()))
articles, problems = known.everything()
print(json.dumps([[[each.path, each.key, each.title] for each in articles], len(problems)]), flush=True)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    generate(folder, COUNT, "small")
    (folder / "wrong.md").write_text(document("wrong", "heat: many"), encoding="utf-8")
    return folder


@contextmanager
def program(library: Path, cache: Path, loads: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A program that loads a library, says how far it is, and at the end what it knows."""
    command = [sys.executable, "-c", _PROGRAM, PACKAGE, str(library), str(cache), str(loads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def answer(running: subprocess.Popen[str]) -> object:
    """What a program knows at its end."""
    assert running.stdout is not None
    *_, last = running.stdout
    assert running.wait() == 0
    return json.loads(last)


def expected(library: Path) -> object:
    """The same, read anew without an index."""
    known = Served()
    known.take(Repository([str(library)]).load())
    articles, problems = known.everything()
    return [[[each.path, each.key, each.title] for each in articles], len(problems)]


def kill_after(running: subprocess.Popen[str], lines: int) -> bool:
    """Kill a program once it has told that much; whether it was still at it."""
    assert running.stdout is not None
    for number, line in enumerate(running.stdout, 1):
        if number == lines:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            return True
        if line.startswith("["):
            break
    running.wait()
    return False


def kept(library: Path, cache: Path) -> int:
    """How many files the index knows; 0 without one. What it has is whole."""
    file = file_of(cache, library.resolve())
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file, timeout=10)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'files'").fetchone() == (0,):
            return 0
        assert connection.execute(
            "SELECT count(*) FROM files LEFT JOIN articles ON articles.id = files.article"
            " WHERE files.article IS NOT NULL AND articles.id IS NULL"
        ).fetchone() == (0,)
        return int(connection.execute("SELECT count(*) FROM files").fetchone()[0])


def is_complete(library: Path, cache: Path) -> bool:
    with closing(sqlite3.connect(file_of(cache, library.resolve()))) as connection:
        return connection.execute("SELECT 1 FROM meta WHERE name = 'complete'").fetchone() is not None


def test_killed_again_and_again_it_never_begins_anew(library: Path, tmp_path: Path) -> None:
    cache, rng = tmp_path / "cache", Random(1)
    known = 0
    for _ in range(12):
        with program(library, cache) as running:
            kill_after(running, rng.randrange(1, 14))
        now = kept(library, cache)
        assert now >= known  # what was read once need not be read again
        known = now
    with program(library, cache) as running:
        assert answer(running) == expected(library)
    assert kept(library, cache) == COUNT + 1
    assert is_complete(library, cache)


@pytest.mark.slow
def test_several_programs_at_a_library_without_an_index(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with program(library, cache) as one, program(library, cache) as two, program(library, cache) as three:
        assert answer(one) == answer(two) == answer(three) == expected(library)
    with program(library, cache) as late:
        assert answer(late) == expected(library)
    assert is_complete(library, cache)


@pytest.mark.parametrize("lines", [4, *slowly(1, 9)])
def test_when_one_of_two_programs_is_killed_the_other_goes_on(library: Path, tmp_path: Path, lines: int) -> None:
    cache = tmp_path / "cache"
    with program(library, cache) as one, program(library, cache, loads=2) as two:
        kill_after(one, lines)
        assert answer(two) == expected(library)
    assert kept(library, cache) > 0
    with program(library, cache) as last:
        assert answer(last) == expected(library)
    assert is_complete(library, cache)


@pytest.mark.slow
def test_one_program_changes_files_while_another_reads(library: Path, tmp_path: Path) -> None:
    cache, rng = tmp_path / "cache", Random(2)
    files = sorted(file for file in library.rglob("*.txt") if "_data" not in file.parts)
    for _ in range(4):
        with program(library, cache) as one, program(library, cache) as two:
            for file in rng.sample(files, 10):
                file.write_text(document(f"changed {rng.random()}"), encoding="utf-8")
            kill_after(one, rng.randrange(1, 8))
            answer(two)  # whatever of the change it has seen
        with program(library, cache) as after:
            assert answer(after) == expected(library)


@pytest.mark.slow
def test_an_index_taken_away_or_made_anew_under_a_program_costs_it_nothing(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with program(library, cache, loads=3) as running:
        assert running.stdout is not None
        for number, _ in enumerate(running.stdout):
            if number == 3:
                for file in (cache / "index").iterdir():
                    file.unlink(missing_ok=True)
            if number == 6:
                with program(library, cache) as other:
                    assert answer(other) == expected(library)
                break
        assert answer(running) == expected(library)
    with program(library, cache) as last:
        assert answer(last) == expected(library)


def test_what_another_program_writes_is_seen_while_the_index_is_open_more_than_once(
    library: Path, tmp_path: Path
) -> None:
    repository = Repository([str(library)], cache_dir=tmp_path / "cache")
    list(repository.load())
    root = repository.roots[0]
    path = file_of(tmp_path / "cache", root.real)
    reader = IndexReader.open(path, root)
    assert reader is not None
    with closing(reader):
        assert not reader.changed()
        again = IndexReader.open(path, root)
        assert again is not None
        again.close()
        # The last one of its program to close it: SQLite takes the log away unless somebody else has the file open.
        writing = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).connection.commit()"
        change = "INSERT INTO changed (path) VALUES ('elsewhere.md')"
        subprocess.run([sys.executable, "-c", writing, str(path), change], check=True, timeout=60)
        assert Path(f"{path}-wal").exists()
        assert reader.changed() == ["elsewhere.md"]
