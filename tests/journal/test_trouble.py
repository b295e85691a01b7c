"""A journal that cannot be read or written: the program works, says so, and loses nothing it can keep."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.journal import Journal, Mark
from reader.journal.schema import VERSION
from tests.fakes import article
from tests.journal.conftest import as_nobody, derived, derived_anew
from tests.journal.test_together import seen

A, B, C = article("a"), article("b"), article("c")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def write(path: Path, *deeds: tuple[Mark, list[object]]) -> None:
    journal = Journal.open(path)
    for kind, articles in deeds:
        journal.mark(kind, articles)  # type: ignore[arg-type]
    journal.remember("theme", "nord")
    assert journal.flush()
    journal.close()


def works_in_memory(journal: Journal) -> None:
    journal.mark(Mark.READ, [B])
    journal.mark(Mark.STAR, [B])
    journal.remember("place", "here")
    assert journal.is_read(B.key)
    assert journal.is_starred(B.key)
    assert journal.recall("place") == "here"
    assert not journal.flush(5)
    assert journal.notice
    journal.close()


# Files that are not ours, or not whole


def test_a_junk_file_is_set_aside_under_a_name_the_notice_tells(path: Path) -> None:
    path.write_bytes(b"not a database" * 100)
    journal = Journal.open(path)
    (aside,) = path.parent.iterdir()
    assert str(aside) in journal.notice
    assert aside.read_bytes() == b"not a database" * 100
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    journal.close()
    again = Journal.open(path)
    assert (again.is_read(A.key), again.notice) == (True, "")
    again.close()


def test_two_junk_files_do_not_overwrite_each_other(path: Path) -> None:
    for content in (b"one", b"two"):
        path.write_bytes(content)
        Journal.open(path).close()
    assert sorted(each.read_bytes() for each in path.parent.iterdir()) == [b"one", b"two"]


def test_a_database_with_a_damaged_inside_is_set_aside_with_its_log(path: Path) -> None:
    write(path, (Mark.READ, [article(f"n{number}") for number in range(500)]))
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    path.write_bytes(data)
    Path(f"{path}-wal").write_bytes(b"log")
    journal = Journal.open(path)
    assert "set aside" in journal.notice
    assert sorted(each.name.partition("broken")[0] for each in path.parent.iterdir())[0] == "journal.sqlite."
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    journal.close()


def test_a_file_without_the_tables_is_set_aside(path: Path) -> None:
    write(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE state")
    journal = Journal.open(path)
    assert "set aside" in journal.notice
    journal.close()


def test_values_in_the_file_that_cannot_be_understood_are_none_and_stop_nothing(path: Path) -> None:
    write(path, (Mark.STAR, [A]))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE state SET value = ? WHERE field GLOB 'place:*'", ("[" * 100_000 + "]" * 100_000,))
        beyond = '{"title":"A","published":"0001-01-01T00:00:00+14:00"}'
        connection.execute("UPDATE articles SET snapshot = ?", (beyond,))
        connection.commit()
    journal = Journal.open(path)
    assert journal.recall("theme") is None
    assert [(each.title, each.published_at) for each in journal.starred.values()] == [("A", None)]
    journal.close()


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (value)")
    before = path.read_bytes()
    journal = Journal.open(path)
    assert "another program" in journal.notice
    works_in_memory(journal)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_pipe_and_a_folder_are_left_alone(path: Path) -> None:
    os.mkfifo(path)
    works_in_memory(Journal.open(path))
    path.unlink()
    path.mkdir()
    works_in_memory(Journal.open(path))
    assert path.is_dir()


def test_a_file_left_empty_by_a_killed_program_is_begun_anew(path: Path) -> None:
    path.touch()
    journal = Journal.open(path)
    assert journal.notice == ""
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    journal.close()


def test_a_newer_programs_journal_is_read_but_not_changed_and_nothing_done_now_is_lost(path: Path) -> None:
    write(path, (Mark.READ, [A, B]), (Mark.STAR, [A, B]))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={VERSION + 1}")
    before = path.read_bytes()
    for _ in range(2):
        journal = Journal.open(path)
        assert "newer version" in journal.notice
        assert journal.is_read(A.key)
        assert journal.recall("theme") == "nord"
        journal.mark(Mark.UNREAD, [B])
        journal.mark(Mark.UNSTAR, [A])
        journal.mark(Mark.READ, [C])
        journal.mark(Mark.STAR, [C])
        assert journal.flush()
        journal.close()
    again = Journal.open(path)
    assert again.read_keys == {A.key, C.key}
    assert set(again.starred) == {B.key, C.key}
    again.close()
    assert path.read_bytes() == before


def test_a_newer_journal_that_cannot_be_understood_does_not_stop_anything(path: Path) -> None:
    write(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE state RENAME TO deeds")
        connection.execute(f"PRAGMA user_version={VERSION + 1}")
    journal = Journal.open(path)
    assert "cannot be understood" in journal.notice
    journal.mark(Mark.READ, [C])
    assert journal.flush()
    journal.close()
    again = Journal.open(path)
    assert again.is_read(C.key)
    again.close()


# Places that cannot be written


def test_a_home_where_nothing_can_be_written_is_told_at_the_start(open_path: Path) -> None:
    def check() -> None:
        journal = Journal.open(open_path.parent / "deep" / "er" / "journal.sqlite")
        assert "Nothing can be written" in journal.notice
        works_in_memory(journal)

    open_path.parent.chmod(0o555)
    as_nobody(check)
    assert list(open_path.parent.iterdir()) == []


def test_a_home_that_is_a_file_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    works_in_memory(Journal.open(tmp_path / "state" / "reader" / "journal.sqlite"))


def test_a_journal_in_a_read_only_folder_is_read(open_path: Path) -> None:
    write(open_path, (Mark.READ, [A]), (Mark.STAR, [A]))
    open_path.chmod(0o444)
    open_path.parent.chmod(0o555)

    def check() -> None:
        journal = Journal.open(open_path)
        assert "not written" in journal.notice
        assert journal.is_read(A.key)
        assert journal.is_starred(A.key)
        assert journal.recall("theme") == "nord"
        works_in_memory(journal)

    as_nobody(check)
    assert list(open_path.parent.iterdir()) == [open_path]


def test_a_journal_that_may_not_be_read_is_left_alone(open_path: Path) -> None:
    write(open_path, (Mark.READ, [A]))
    open_path.chmod(0o000)

    def check() -> None:
        journal = Journal.open(open_path)
        assert "cannot be read" in journal.notice
        works_in_memory(journal)

    as_nobody(check)
    open_path.chmod(0o600)
    again = Journal.open(open_path)
    assert again.is_read(A.key)
    again.close()


def test_on_a_full_disk_marks_hold_earlier_ones_stay_and_everything_is_kept_once_there_is_room(path: Path) -> None:
    write(path, (Mark.READ, [A]))
    size = path.stat().st_size
    many = [article(f"n{number}") for number in range(2000)]
    journal = Journal.open(path)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # A limit on the size of files fails writes the way a full disk does.
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
        journal.mark(Mark.READ, many)
        assert not journal.flush(5)
        assert "cannot be kept" in journal.notice
        assert journal.is_read(many[-1].key)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT identity FROM state JOIN articles USING (key) WHERE value = 1").fetchall()
        assert found == [(A.identity,)]
    journal.mark(Mark.READ, [B])
    assert journal.flush(5)
    assert journal.notice == ""
    journal.close()
    again = Journal.open(path)
    assert again.read_keys == {each.key for each in (A, B, *many)}
    again.close()


def test_while_another_program_holds_the_file_marks_wait_for_it(path: Path) -> None:
    write(path)
    journal = Journal.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        journal.mark(Mark.READ, [A])
        assert journal.is_read(A.key)
        assert not journal.flush(0.05)
        other.execute("COMMIT")
    assert journal.flush(10)
    journal.close()


# Files that are moved, deleted or replaced under a running program


def move(path: Path, to: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        if os.path.lexists(f"{path}{suffix}"):
            os.rename(f"{path}{suffix}", f"{to}{suffix}")


@pytest.mark.parametrize("suffixes", [["", "-wal", "-shm"], [""]])
def test_what_was_done_before_and_after_the_file_was_moved_away_is_kept_in_a_new_one(
    path: Path, suffixes: list[str]
) -> None:
    write(path, (Mark.READ, [A]))
    journal = Journal.open(path)
    journal.mark(Mark.STAR, [B])
    journal.remember("place", 1)
    journal.remember("place", 2)
    assert journal.flush()
    for suffix in suffixes:
        os.rename(f"{path}{suffix}", path.with_name(f"gone.sqlite{suffix}"))
    journal.tag("t", [C])
    assert journal.flush()
    assert journal.notice == ""
    assert journal.undo() is not None
    assert journal.close()
    new, gone = Journal.open(path), Journal.open(path.with_name("gone.sqlite"))
    assert (new.notice, gone.notice) == ("", "")
    assert (set(new.starred), dict(new.tags), new.recall("place")) == ({B.key}, {}, 2)
    assert (gone.read_keys, set(gone.starred), gone.recall("place")) == ({A.key}, {B.key}, 2)
    new.close()
    gone.close()
    assert derived_anew(path) == derived(path)


def test_what_was_done_before_another_journal_took_the_files_place_is_kept_in_that_one(path: Path) -> None:
    backup = path.with_name("backup.sqlite")
    write(backup, (Mark.READ, [C, *(article(f"n{number}") for number in range(500))]))
    write(path, (Mark.READ, [A]))
    journal = Journal.open(path)
    journal.mark(Mark.STAR, [B])
    assert journal.flush()
    os.replace(backup, path)  # the log of the old file still stands beside it
    assert seen(journal, lambda: journal.is_read(C.key))
    assert (journal.is_read(A.key), journal.is_starred(B.key), len(journal.read_keys)) == (False, True, 501)
    journal.mark(Mark.UNREAD, [C])
    assert journal.flush()
    assert journal.close()
    again = Journal.open(path)
    assert (again.notice, len(again.read_keys), set(again.starred)) == ("", 500, {B.key})
    again.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_folder_that_is_deleted_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.sqlite"
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    shutil.rmtree(path.parent)
    journal.mark(Mark.READ, [B])
    assert journal.close()
    again = Journal.open(path)
    assert again.read_keys == {A.key, B.key}
    again.close()


def test_where_another_programs_file_takes_the_place_marks_hold_and_are_kept_once_it_is_away(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    move(path, path.with_name("gone.sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (value)")
    journal.mark(Mark.READ, [B])
    assert not journal.flush()
    assert "cannot be kept" in journal.notice
    assert journal.undo() is not None
    assert journal.read_keys == {A.key}
    path.unlink()
    journal.mark(Mark.READ, [C])
    assert journal.flush()
    assert journal.close()
    again = Journal.open(path)
    assert (again.read_keys, again.notice) == ({A.key, C.key}, "")
    again.close()


def test_on_a_file_system_that_numbers_no_files_the_file_is_the_one_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def unnumbered(*arguments: object, **options: object) -> os.stat_result:
        status = real(*arguments, **options)  # type: ignore[arg-type]
        return os.stat_result((status[0], 0, *status[2:]))

    write(path, (Mark.READ, [A]))
    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", unnumbered)
        journal = Journal.open(path)
        journal.mark(Mark.READ, [B])
        assert journal.flush()
        assert not journal.poll()
    journal.mark(Mark.READ, [C])
    assert journal.close()
    again = Journal.open(path)
    assert again.read_keys == {A.key, B.key, C.key}
    again.close()


# Several programs, killed programs

PROGRAM = """
import sys
from pathlib import Path
from reader.journal import Journal, Mark
from tests.fakes import article
from tests.journal.conftest import as_nobody, derived, derived_anew

path, name, count, undoing = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "undoing"
journal = Journal.open(path)
for number in range(count):
    journal.mark(Mark.READ, [article(f"{name}-{number}")])
    journal.mark(Mark.STAR, [article(f"{name}-{number}")])
    journal.tag("kept", [article(f"{name}-{number}")])
    if undoing:
        journal.note(article(f"{name}-{number}"), "never")
        assert journal.undo().kind == "note"
    assert journal.flush()
    print(number, flush=True)
journal.close()
"""


def program(path: Path, name: str, count: int, undoing: str = "") -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", PROGRAM, str(path), name, str(count), undoing]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_two_programs_at_once_keep_the_marks_of_both(path: Path) -> None:
    count = 40
    programs = [program(path, name, count) for name in ("one", "two")]
    for each in programs:
        each.communicate(timeout=60)
        assert each.returncode == 0
    journal = Journal.open(path)
    expected = {article(f"{name}-{number}").key for name in ("one", "two") for number in range(count)}
    assert journal.read_keys == expected
    assert set(journal.starred) == expected
    journal.close()


def test_a_killed_program_loses_nothing_that_was_acknowledged(path: Path) -> None:
    for run in range(4):
        running = program(path, f"run{run}", 100_000, "undoing")
        assert running.stdout is not None
        acknowledged = -1
        for line in running.stdout:
            acknowledged = int(line)
            if acknowledged == 3 + 11 * run:
                running.send_signal(signal.SIGKILL)
        running.stdout.close()
        running.wait(timeout=60)
        assert acknowledged >= 3 + 11 * run
        journal = Journal.open(path)
        assert journal.notice == ""
        assert all(journal.is_read(article(f"run{run}-{number}").key) for number in range(acknowledged + 1))
        assert all(journal.is_starred(article(f"run{run}-{number}").key) for number in range(acknowledged + 1))
        assert all(article(f"run{run}-{number}").key in journal.tags for number in range(acknowledged + 1))
        assert set(journal.notes) <= {article(f"run{run}-{acknowledged + 1}").key}
        assert journal.undo() is not None
        assert journal.redo() is not None
        journal.note(article(f"run{run}-{acknowledged + 1}"), "")
        journal.close()
        assert derived_anew(path) == derived(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_who_marked_where_nothing_is_kept_hears_of_it_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    path = tmp_path / "state" / "reader" / "journal.sqlite"
    journal = Journal.open(path)
    journal.remember("place", {"scope": "all"})
    assert journal.close()
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    assert not journal.close()
