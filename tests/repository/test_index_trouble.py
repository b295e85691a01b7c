"""Nothing that happens to an index costs more than the time to read the library again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import reader
from reader.repository import Repository
from reader.repository.files import read_stamped
from reader.repository.index import database
from reader.repository.index.database import file_of
from reader.repository.index.writing import IndexWriter
from tests.benchmarks.generate import generate
from tests.repository.making import document, fill, settle
from tests.repository.served import Served

PACKAGE = str(Path(reader.__path__[0]).parent)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    fill(folder, [f"{number:02d}.md" for number in range(20)])
    (folder / "warned.md").write_text(document("warned", "heat: many"))
    for file in folder.iterdir():
        settle(file)
    return folder


def load(library: Path, cache: Path) -> tuple[Served, Repository]:
    repository = Repository([str(library)], cache_dir=cache)
    known = Served()
    known.take(repository.load())
    return known, repository


def is_fresh(repository: Repository) -> bool:
    status = repository.index(repository.roots[0].given)
    return status is not None and status.fresh


def careful(library: Path) -> object:
    known = Served()
    known.take(Repository([str(library)]).load())
    return known.everything()


def index_of(library: Path, cache: Path) -> Path:
    return file_of(cache, library.resolve())


def overwritten(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    checkpointed(file)
    os.truncate(file, file.stat().st_size // 2)


def scrambled(file: Path) -> None:
    checkpointed(file)
    data = bytearray(file.read_bytes())
    for at in range(4096, len(data), 512):
        data[at : at + 64] = os.urandom(64)
    file.write_bytes(data)


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE theirs (x)")


def aged(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 0")


def read_otherwise(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE name = 'reading'")


def elsewhere(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = x'2f' WHERE name = 'root'")


def without_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE articles")


def gone(file: Path) -> None:
    database.remove(file)


def checkpointed(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


TROUBLE = [
    overwritten, emptied, truncated, scrambled, foreign, aged, read_otherwise, elsewhere, without_a_table, gone,
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: trouble.__name__)
def test_an_index_that_cannot_be_used_is_made_anew(
    library: Path, tmp_path: Path, trouble: Callable[[Path], None]
) -> None:
    cache = tmp_path / "cache"
    first, repository = load(library, cache)
    assert is_fresh(repository)
    trouble(index_of(library, cache))
    again, repository = load(library, cache)
    assert again.everything() == first.everything() == careful(library)
    for _ in range(2):  # where only writing met the damage, it is gone by the start after that
        if not is_fresh(repository):
            again, repository = load(library, cache)
    assert is_fresh(repository)
    assert again.everything() == first.everything()


def test_values_that_make_no_sense_to_who_writes_are_gone_by_the_start_after_that(
    library: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    (library / "00.md").write_text(document("00", "related:\n  - webUrl: https://a.example/01"))
    settle(library / "00.md")
    load(library, cache)
    with closing(sqlite3.connect(index_of(library, cache), isolation_level=None)) as connection:
        connection.execute("UPDATE edges SET sources = x'01'")
    (library / "00.md").unlink()
    load(library, cache)
    again, repository = load(library, cache)
    assert is_fresh(repository)
    assert again.everything() == careful(library)


def test_files_that_did_not_change_are_not_read_again(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(path: str, *rest: object) -> object:
        read.append(os.path.basename(path))
        return read_stamped(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.repository.outcome.read_stamped", noted)
    load(library, tmp_path / "cache")
    assert len(read) == 21
    read.clear()
    load(library, tmp_path / "cache")
    assert read == []
    (library / "07.md").write_text(document("07", "heat: 9"))
    load(library, tmp_path / "cache")
    assert read == ["07.md"]


def test_a_file_that_changes_within_a_tick_of_the_clock_is_read_again(tmp_path: Path) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    fill(library, ["a.md"])
    for title in ("bbb", "ccc", "ddd"):
        status = (library / "a.md").stat()
        (library / "a.md").write_text(document(title))
        os.utime(library / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
        known, _ = load(library, cache)
        assert [article.title for article in known.articles.values()] == [title]


def test_without_a_place_for_it_there_is_no_index_and_a_word_about_it(library: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder belongs")
    known, repository = load(library, tmp_path / "cache")
    assert known.everything() == careful(library)
    assert str(tmp_path / "cache") in repository.notice
    assert repository.index(repository.roots[0].given) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_cache_that_cannot_be_written_is_done_without(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    (cache / "index").mkdir(parents=True)
    (cache / "index").chmod(0o500)
    known, repository = load(library, cache)
    assert known.everything() == careful(library)
    assert repository.notice


@pytest.mark.parametrize("fault", [sqlite3.OperationalError("database or disk is full"), RuntimeError("our own")])
def test_what_goes_wrong_while_writing_costs_the_index_only(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failing(*_: object) -> None:
        raise fault

    monkeypatch.setattr(IndexWriter, "_write", failing)
    monkeypatch.setattr("reader.repository.index.background._MOST_WAITING", 5)
    known, repository = load(library, tmp_path / "cache")
    assert known.everything() == careful(library)
    status = repository.index(repository.roots[0].given)
    assert status is not None
    assert not status.fresh
    assert str(fault) in status.reason
    assert not is_fresh(repository)


def test_a_second_writer_works_without_writing(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with closing(first := IndexWriter.open(index_of(library, cache), library.resolve()) or pytest.fail("no writer")):
        known, repository = load(library, cache)
        assert known.everything() == careful(library)
        assert not is_fresh(repository)
        first.finish()
    known, repository = load(library, cache)
    assert known.everything() == careful(library)
    assert is_fresh(repository)


def test_many_programs_at_once(tmp_path: Path) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    generate(library, 120, "small")
    results: list[object] = []

    def one() -> None:
        results.append(load(library, cache)[0].everything())

    for _ in range(3):
        threads = [threading.Thread(target=one) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    expected = careful(library)
    assert [result == expected for result in results] == [True] * 12


def test_killed_at_any_moment_it_can_be_used(tmp_path: Path) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    generate(library, 700, "small")
    expected = careful(library)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from reader.repository import Repository\n"
        "from reader.repository.index import writing\n"
        "writing._LARGEST = 40\n"
        "for batch in Repository([sys.argv[2]], cache_dir=Path(sys.argv[3])).load(): print(batch.done, flush=True)\n"
        "print('end', flush=True)\n"
    )
    command = [sys.executable, "-c", program, PACKAGE, str(library), str(cache)]
    for wanted in (1, 3, 5, 8, 12, 20):
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        with running.stdout:
            for number, _ in enumerate(running.stdout, 1):
                if number == wanted:
                    break
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
        with closing(sqlite3.connect(index_of(library, cache))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    known, repository = load(library, cache)
    assert known.everything() == expected
    assert is_fresh(repository)


def test_nothing_secured_is_in_it(tmp_path: Path) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    library.mkdir()
    secrets = [f"CiPhErTeXt{number}{'aB3+' * 8}" for number in range(4)]
    (library / "a.md").write_text(
        f'---\ntitle: A\nsecured: {secrets[0]}\nrelated:\n- title: B\n  secured: "{secrets[1]}"\n'
        f"extra:\n  secured: |\n    {secrets[2]}\n---\nText\n"
    )
    (library / "stray.md").write_text(f"---\ntitle: Stray\n---\nsecured: {secrets[3]}\n---\nText\n")
    (library / "broken.md").write_text(f"---\ntitle: Broken\nsecured: {secrets[0]}\nheat: [1\n---\n")
    load(library, cache)
    kept = b"".join(file.read_bytes() for file in cache.rglob("*") if file.is_file()).lower()
    assert b"broken" in kept
    assert [secret for secret in secrets if secret.lower().encode() in kept] == []


def test_a_warm_start_loads_no_parser(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from reader.repository import Repository\n"
        "n = sum(len(b.articles) for b in Repository([sys.argv[2]], cache_dir=Path(sys.argv[3])).load())\n"
        "costly = ('yaml', 'dateutil', 'hashlib', 'reader.documents', 'subprocess', 'selectors', 'tempfile')\n"
        "print(n, [name for name in costly if name in sys.modules])\n"
    )
    command = [sys.executable, "-c", program, PACKAGE, str(library), str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "21 []\n"
