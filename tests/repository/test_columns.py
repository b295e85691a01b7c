"""The columns of an index: what they tell, and that nothing that happens to them costs more than time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reader.model.haystack import haystack_of
from reader.query.needles import Needle
from reader.repository import Repository, elsewhere
from reader.repository.commands import command
from reader.repository.index import columns_writing, texts
from reader.repository.index.columns import ColumnsFile
from reader.repository.index.columns_writing import write_beside, write_columns
from reader.repository.index.database import file_of
from reader.repository.index.reading import IndexReader
from reader.repository.roots import LibraryRoot
from tests.benchmarks.generate import generate
from tests.repository.making import document, settle_all
from tests.repository.served import Served


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "WITH_COLUMNS", 1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    generate(folder, 60, "small")
    (folder / "twin-a.md").write_text(document("A", "heat: 3").replace("example.com/A", "example.com/twin"))
    (folder / "twin-b.md").write_text(document("B", "heat: 3").replace("example.com/B", "example.com/twin"))
    (folder / "body.md").write_text(document("Body") + "Quokkas live on Rottnest Island; 東京都 too.\n")
    (folder / "secret.md").write_text(document("Secret", "secured: cf5d1ec0de"))
    (folder / "strange.md").write_text(document("Ünïcode 日本", "topics: [日本, AI]"))
    settle_all(folder)
    return folder


def load(library: Path, cache: Path) -> Served:
    known = Served()
    known.take(Repository([str(library)], cache_dir=cache).load())
    return known


def careful(library: Path) -> object:
    known = Served()
    known.take(Repository([str(library)]).load())
    return known.everything()


def columns_of(library: Path, cache: Path) -> ColumnsFile:
    real = library.resolve()
    reader = IndexReader.open(file_of(cache, real), LibraryRoot(str(library), real))
    assert reader is not None
    found = reader.columns()
    reader.close()
    assert found is not None
    return found


def file_in(cache: Path) -> Path:
    (file,) = (cache / "index").glob("*.columns")
    return file


def test_rows_come_by_date_and_are_found_by_identity_path_and_address(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    found = columns_of(library, tmp_path / "cache")
    articles = [found.article(row) for row in range(len(found))]
    dates = [each.published_at.at.timestamp() for each in articles if each.published_at]
    assert dates == sorted(dates, reverse=True)
    for row, each in enumerate(articles):
        assert found.row_of(each.key) == row
        assert found.row_at(each.path) == row
        assert row in found.named(each.key)
        assert all(row in found.named(key) for key in each.keys)
        assert all(row in found.listing([key]) for link in each.links for key in link)
    assert found.row_of(1) is None
    assert found.row_at("nowhere.md") is None
    assert {each.path for each in found.others()} == {"twin-a.md", "twin-b.md"}


def test_words_are_found_in_all_texts_and_bodies(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    found = columns_of(library, tmp_path / "cache")

    def titles(*groups: list[tuple[str, bool, str]]) -> set[str]:
        rows = found.found(groups)
        assert rows is not None
        assert list(rows) == sorted(rows)
        return {found.article(row).title for row in rows}

    assert titles([("quokka", False, "")]) == {"Body"}
    assert titles([("quokka", True, "")]) == set()
    assert titles([("quokkas", True, "body")]) == {"Body"}
    assert titles([("quokkas", True, "title")]) == set()
    assert titles([("quokkas", False, ""), ("unicode", False, "title")]) == {"Body", "Ünïcode 日本"}
    assert titles([("quokkas", False, "")], [("unicode", False, "")]) == set()
    assert titles([("京都", False, "")]) == {"Body"}
    assert titles([("日本", False, "topic")]) == {"Ünïcode 日本"}
    expected = {row for row in range(len(found)) if Needle("s").found_in(haystack_of(found.written(row)))}
    rows = found.found([[("s", False, "")]])
    assert rows is not None
    assert expected <= set(rows)


def test_a_search_nobody_waits_for_any_more_ends(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(library, tmp_path / "cache")
    found = columns_of(library, tmp_path / "cache")
    monkeypatch.setattr(texts, "_PATIENCE", 1)
    assert found.found([[("a", False, "")]], lambda: False) is None
    assert found.found([[("a", False, "")]], lambda: True)


def test_an_index_made_anew_is_not_asked_by_those_who_hold_the_columns_of_before(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    before = columns_of(library, tmp_path / "cache")
    article = before.article(0)
    again = Repository([str(library)], cache_dir=tmp_path / "cache")
    again.rebuild()
    for _ in again.load():
        pass
    assert before.found([[("a", False, "")]]) is None
    assert before.named(article.key) == []
    assert before.article(0) == article


@pytest.mark.parametrize("is_deleted", [False, True])
def test_what_other_programs_do_to_an_index_changes_nothing_for_those_who_use_it(
    library: Path, tmp_path: Path, is_deleted: bool
) -> None:
    (library / "list.md").write_text(document("List", "related: [{webUrl: https://example.com/Body}]"))
    settle_all(library)
    load(library, tmp_path / "cache")
    held = columns_of(library, tmp_path / "cache")
    held.hold()
    (row,) = (row for row in range(len(held)) if held.article(row).title == "Body")
    key = held.article(row).key
    groups = [[("quokkas", True, "")]]
    before = [held.named(key), held.listing([key]), held.found(groups, first=9)]
    assert all(before)
    for number in (1, 2):  # what others write meanwhile is of no account
        (library / "list.md").write_text(document("List", f"related: [{{webUrl: https://example.com/{number}}}]"))
        settle_all(library)
        again = Repository([str(library)], cache_dir=tmp_path / "cache")
        if is_deleted:
            shutil.rmtree(tmp_path / "cache")
        else:
            again.rebuild()
        for _ in again.load():
            pass
        assert [held.named(key), held.listing([key]), held.found(groups, first=9)] == before


def test_what_is_written_beside_the_columns_is_seen_by_those_who_hold_them(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    held = columns_of(library, tmp_path / "cache")
    held.hold()
    (row,) = (row for row in range(len(held)) if held.article(row).title == "Body")
    key = held.article(row).key
    assert held.named(key) == [row]
    (library / "body.md").unlink()
    load(library, tmp_path / "cache")
    assert held.named(key) == []


def test_nothing_secured_is_in_them(library: Path, tmp_path: Path) -> None:
    load(library, tmp_path / "cache")
    assert b"cf5d1ec0de" not in file_in(tmp_path / "cache").read_bytes()
    assert file_in(tmp_path / "cache").stat().st_mode & 0o077 == 0


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def overwritten(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def turned(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(16, len(data) // 2, 97):
        data[at] ^= 0xFF
    file.write_bytes(data)


@pytest.mark.parametrize("harm", [cut, emptied, overwritten, turned, Path.unlink])
def test_damaged_or_missing_columns_are_not_used_and_made_anew(
    library: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    cache = tmp_path / "cache"
    load(library, cache)
    assert load(library, cache).columns == 1
    harm(file_in(cache))
    known = load(library, cache)
    assert known.everything() == careful(library)
    known = load(library, cache)
    assert known.columns == 1
    assert known.everything() == careful(library)


def test_a_damaged_row_says_so_and_the_next_start_makes_all_anew(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(library, cache)
    data = bytearray(file_in(cache).read_bytes())
    # The large sections are not read as a whole when the file is opened: only their rows are looked at.
    title = columns_of(library, cache).article(3).title.encode()
    at = data.index(title)
    data[at] ^= 0xFF
    file_in(cache).write_bytes(data)
    found = columns_of(library, cache)
    assert "damaged" in found.article(3).title
    assert not list((cache / "index").glob("*.columns"))
    known = load(library, cache)
    assert known.everything() == careful(library)


def test_few_changes_are_read_beside_the_columns_and_many_renew_them(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    load(library, cache)
    first = file_in(cache)
    (library / "new.md").write_text(document("New"))
    (library / "body.md").unlink()
    for _ in range(2):
        known = load(library, cache)
        assert known.everything() == careful(library)
        assert file_in(cache) == first
    monkeypatch.setattr(columns_writing, "_MANY_CHANGED", 1)
    (library / "newer.md").write_text(document("Newer"))
    known = load(library, cache)
    assert known.columns == 2
    assert known.everything() == careful(library)
    assert file_in(cache) != first


def test_columns_are_written_beside_and_a_process_killed_at_it_leaves_all_as_it_was(
    library: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    load(library, cache)
    index, real = file_of(cache, library.resolve()), library.resolve()
    before = file_in(cache)
    words = command("reader.repository.index.columns_writing", str(index), str(real))
    start = words.index("-c") + 1
    words[start] = (
        "import sys, os, signal; sys.path[:] = sys.argv[3:]; "
        "from reader.repository.index import columns_writing as w; from pathlib import Path; "
        "pieces = w.packed; "
        "w.packed = lambda *a: (os.kill(os.getpid(), signal.SIGKILL) if n else piece "
        "for n, piece in enumerate(pieces(*a))); "
        "w.write_columns(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    killed = subprocess.run(words, check=False)
    assert killed.returncode < 0
    assert file_in(cache) == before
    assert load(library, cache).everything() == careful(library)
    assert write_beside(index, real, lambda: True)
    assert not list((cache / "index").glob("*.writing"))
    assert file_in(cache) != before
    assert load(library, cache).everything() == careful(library)


def test_two_writers_leave_one_file_that_counts(library: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(library, cache)
    index, real = file_of(cache, library.resolve()), library.resolve()
    words = command("reader.repository.index.columns_writing", str(index), str(real))
    processes = [subprocess.Popen(words) for _ in range(2)]
    # The later one takes away what the earlier one is at; one of them is always through.
    assert 0 in [process.wait(30) for process in processes]
    known = load(library, cache)
    assert known.columns == 1
    assert known.everything() == careful(library)


def test_what_is_put_while_the_first_columns_are_written_is_told_beside_them(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, real = tmp_path / "cache", library.resolve()
    index = file_of(cache, real)
    monkeypatch.setattr(elsewhere, "WITH_COLUMNS", 1_000)
    load(library, cache)
    packed = columns_writing.packed

    def meanwhile(entries: Iterable[columns_writing.Entry], made: str) -> Iterable[bytes]:
        (library / "late.md").write_text(document("Late"))
        settle_all(library)
        load(library, cache)
        return packed(entries, made)

    monkeypatch.setattr(columns_writing, "packed", meanwhile)
    assert write_columns(index, real)
    assert "late.md" not in [columns_of(library, cache).path(row) for row in range(len(columns_of(library, cache)))]
    known = load(library, cache)
    assert known.columns == 1
    assert known.everything() == careful(library)


def test_columns_nobody_can_write_are_done_without(library: Path, tmp_path: Path) -> None:
    assert not write_columns(tmp_path / "nowhere.sqlite", library)
    assert not write_beside(tmp_path / "nowhere.sqlite", library, lambda: True)
