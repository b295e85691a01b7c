"""What an index is believed without a look at every file: as long as folders are as they were, for an hour."""

from __future__ import annotations

import marshal
import os
import sqlite3
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from reader.model import Article, Selection, Sort, SortKey
from reader.repository import Repository
from reader.repository.index import first, looks
from reader.repository.index.database import file_of
from reader.repository.index.looks import Look, note_look
from reader.repository.index.reading import IndexReader
from reader.repository.index.writing import IndexWriter
from reader.repository.outcome import read_found
from reader.repository.roots import LibraryRoot, find_roots
from reader.repository.scan import Found
from reader.store import Store
from tests.benchmarks.generate import generate
from tests.fakes import FakeMarks
from tests.repository.making import document, fill, settle_all
from tests.repository.served import Served

SECOND = 1_000_000_000
NAMES = ("one.md", "two.md", "sub/three.md", "sub/deep/four.md")


class Clock:
    """A clock that is set by hand; it begins late enough for what was just written to have settled."""

    def __init__(self) -> None:
        self.now = time.time_ns() + 10 * SECOND

    def __call__(self) -> int:
        return self.now


class Reading:
    """Libraries as one program after another reads them."""

    def __init__(self, cache: Path, *libraries: Path) -> None:
        self.clock = Clock()
        self.follow = False
        self.cache = cache
        self.libraries = [str(each) for each in libraries]
        self.repository = self.again()

    def again(self) -> Repository:
        return Repository(
            self.libraries, cache_dir=self.cache, follow_symlinks=self.follow, clock=lambda: self.clock.now
        )

    def titles(self, *, trusting: bool = True) -> set[str]:
        """What another program sees, which may believe the index."""
        self.repository = self.again()
        served = Served()
        served.take(self.repository.load(trusting=trusting))
        return {article.title for article in served.everything()[0]}

    def believed(self) -> bool:
        """Whether that was without a look at every file."""
        return self.repository.is_trusting


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    fill(folder, NAMES)
    settle_all(folder)
    return folder


@pytest.fixture
def reading(tmp_path: Path, library: Path) -> Reading:
    reading = Reading(tmp_path / "cache", library)
    reading.titles()
    assert not reading.believed()
    return reading


def everything() -> set[str]:
    return {Path(name).stem for name in NAMES}


def test_what_was_looked_through_is_believed(reading: Reading) -> None:
    assert reading.titles() == everything()
    assert reading.believed()


def test_a_load_that_may_not_believe_looks(reading: Reading) -> None:
    assert reading.titles(trusting=False) == everything()
    assert not reading.believed()


def test_for_an_hour_and_no_longer(reading: Reading) -> None:
    reading.clock.now += 3599 * SECOND
    reading.titles()
    assert reading.believed()
    reading.clock.now += 2 * SECOND
    reading.titles()
    assert not reading.believed()
    reading.clock.now += 3599 * SECOND  # that look was noted too, although nothing had changed
    reading.titles()
    assert reading.believed()


def test_a_clock_that_was_set_back_is_no_reason_to_believe(reading: Reading) -> None:
    reading.clock.now -= SECOND
    reading.titles()
    assert not reading.believed()


def add(library: Path) -> None:
    (library / "sub" / "five.md").write_text(document("five"))


def take_away(library: Path) -> None:
    (library / "sub" / "three.md").unlink()


def rename(library: Path) -> None:
    (library / "one.md").rename(library / "sub" / "deep" / "uno.md")


def put_in_its_place(library: Path) -> None:
    """A file of the same size and time, as `rsync -t` leaves it."""
    file, other = library / "one.md", library.parent / "other"
    before = file.stat()
    other.write_text(file.read_text().replace("one", "eno"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def put_in_its_place_and_set_the_folder_back(library: Path) -> None:
    before = library.stat()
    put_in_its_place(library)
    os.utime(library, ns=(before.st_atime_ns, before.st_mtime_ns))


def add_folder(library: Path) -> None:
    fill(library, ["sub/deep/new/five.md"])


def take_folder_away(library: Path) -> None:
    (library / "sub" / "deep").rename(library.parent / "elsewhere")


def hide_folder(library: Path) -> None:
    (library / "sub").rename(library / ".sub")


def link(library: Path) -> None:
    (library / "link.md").symlink_to("one.md")


CHANGES = [
    add, take_away, rename, put_in_its_place, put_in_its_place_and_set_the_folder_back, add_folder, take_folder_away,
    hide_folder, link,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_comes_goes_or_is_replaced_is_seen(
    reading: Reading, library: Path, change: Callable[[Path], None]
) -> None:
    change(library)
    found = reading.titles()
    assert not reading.believed()
    assert found == Reading(library.parent / "fresh", library).titles()


def test_a_file_written_in_place_is_seen_where_it_is_shown(reading: Reading, library: Path) -> None:
    given = reading.libraries[0]
    (library / "sub" / "three.md").write_text(document("tres"))
    assert reading.titles() == everything()
    assert reading.believed()
    assert reading.repository.are_as_read([(given, "one.md"), (given, "two.md")])
    assert not reading.repository.are_as_read([(given, "one.md"), (given, "sub/three.md")])
    assert reading.titles(trusting=False) == everything() - {"three"} | {"tres"}


def test_a_file_written_in_place_is_seen_after_an_hour(reading: Reading, library: Path) -> None:
    (library / "sub" / "three.md").write_text(document("tres"))
    reading.clock.now += 3601 * SECOND
    assert reading.titles() == everything() - {"three"} | {"tres"}


def test_files_that_are_gone_or_unknown_are_not_as_they_were_read(
    reading: Reading, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = reading.libraries[0]
    reading.titles()
    (library / "two.md").unlink()
    for most in (2_000, 0):  # one by one, and all at once
        monkeypatch.setattr("reader.repository.index.reading._MANY", most)
        assert reading.repository.are_as_read([(given, "one.md")])
        assert not reading.repository.are_as_read([(given, "two.md")])
        assert not reading.repository.are_as_read([(given, "never.md")])


def test_a_folder_that_changed_just_before_the_look_is_not_believed(tmp_path: Path, library: Path) -> None:
    """Its times would be the same if something else had happened in the same tick of its clock, behind the look."""
    reading = Reading(tmp_path / "cache", library)
    reading.clock.now = (library / "sub").stat().st_ctime_ns + SECOND
    for _ in range(3):
        reading.titles()
        assert not reading.believed()
    reading.clock.now += 2 * SECOND
    reading.titles()
    assert not reading.believed()
    reading.titles()
    assert reading.believed()


def test_what_links_lead_to_counts(tmp_path: Path, library: Path) -> None:
    outside, other = tmp_path / "outside", tmp_path / "other"
    fill(outside, ["here/five.md", "six.md"])
    fill(other, ["here/seven.md"])
    settle_all(outside)
    (tmp_path / "current").symlink_to(outside)
    (library / "way").symlink_to(tmp_path / "current" / "here")
    (library / "six.md").symlink_to(outside / "six.md")
    (library / "nowhere.md").symlink_to(tmp_path / "nowhere.md")
    reading = Reading(tmp_path / "cache", library)
    reading.follow = True
    more = everything() | {"five", "six"}
    assert reading.titles() == more
    assert reading.titles() == more
    assert reading.believed()
    (outside / "six.md").write_text(document("seis"))  # not even in place
    assert reading.titles() == more - {"six"} | {"seis"}
    reading.clock.now += 10 * SECOND
    reading.titles(trusting=False)
    fill(tmp_path, ["nowhere.md"])
    assert reading.titles() == more - {"six"} | {"seis", "nowhere"}
    reading.clock.now += 10 * SECOND
    reading.titles(trusting=False)
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(other)
    assert reading.titles() == more - {"six", "five"} | {"seis", "nowhere", "seven"}
    reading.clock.now += 10 * SECOND
    reading.titles(trusting=False)
    reading.titles()
    assert reading.believed()
    reading.follow = False
    assert reading.titles() == everything()
    assert not reading.believed()


def test_of_two_libraries_each_is_believed_for_itself(tmp_path: Path, library: Path) -> None:
    other = tmp_path / "other"
    fill(other, ["five.md", "six.md"])
    settle_all(other)
    reading = Reading(tmp_path / "cache", library, other)
    reading.titles()
    fill(other, ["seven.md"])
    (library / "one.md").write_text(document("uno"))
    assert reading.titles() == everything() | {"five", "six", "seven"}
    assert reading.believed()
    one, two = reading.libraries
    assert reading.repository.are_as_read([(one, "two.md"), (two, "five.md"), (two, "seven.md")])
    assert not reading.repository.are_as_read([(two, "five.md"), (one, "one.md")])


def test_without_a_place_for_an_index_all_is_looked_through(tmp_path: Path, library: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    reading = Reading(tmp_path / "cache", library)
    for _ in range(2):
        assert reading.titles() == everything()
        assert not reading.believed()
    assert reading.repository.first(Sort(), 2) is None


# The note


def index_of(reading: Reading) -> Path:
    return file_of(reading.cache, Path(reading.libraries[0]))


def noted(reading: Reading) -> Look | None:
    reader = IndexReader.open(index_of(reading), find_roots(reading.libraries)[0])
    assert reader is not None
    with closing(reader):
        return reader.look()


@pytest.mark.parametrize("deed", ["put", "remove"])
def test_whoever_writes_takes_the_note_away(reading: Reading, library: Path, deed: str) -> None:
    assert noted(reading)
    writer = IndexWriter.open(index_of(reading), library)
    assert writer is not None
    with closing(writer):
        if deed == "put":
            writer.put([read_found(Found(LibraryRoot(str(library), library), "one.md"), texts=True)])
            writer.flush()
        else:
            writer.remove(["one.md"])
    assert noted(reading) is None
    assert reading.titles() == everything()
    assert not reading.believed()
    reading.titles()
    assert reading.believed()


def state(reading: Reading) -> str:
    with closing(sqlite3.connect(index_of(reading))) as connection:
        return looks.written(connection)


def test_a_note_is_of_one_state_of_the_index(reading: Reading, library: Path) -> None:
    later = Look(reading.clock.now + SECOND, False, {str(library): (1, 1, 1, 1)}, state(reading))
    note_look(index_of(reading), later)
    assert noted(reading) == later
    for other in (later._replace(written="something else"), later._replace(written="")):
        looks.note_of(index_of(reading)).unlink(missing_ok=True)
        note_look(index_of(reading), other)
        assert noted(reading) is None


@pytest.mark.parametrize("written_since", [False, True])
def test_a_look_is_not_noted_when_something_was_written_after_it_began(
    reading: Reading, library: Path, *, written_since: bool
) -> None:
    look = Look(reading.clock.now, False, {}, state(reading))
    if written_since:
        writer = IndexWriter.open(index_of(reading), library)
        assert writer is not None
        with closing(writer):
            writer.remove(["one.md"])
    writer = IndexWriter.open(index_of(reading), library)
    assert writer is not None
    with closing(writer):
        writer.finish(look)
    found = noted(reading)
    assert found == (None if written_since else look._replace(written=state(reading)))


def test_a_look_that_finds_nothing_leaves_the_index_as_it_is(reading: Reading) -> None:
    """Whoever shows what is in it, as the last screen of the app, need not ask again."""
    before = index_of(reading).stat()
    reading.clock.now += 3601 * SECOND
    reading.titles()
    assert not reading.believed()
    assert index_of(reading).stat().st_mtime_ns == before.st_mtime_ns
    assert not Path(f"{index_of(reading)}-wal").exists()


def test_an_index_that_has_not_all_files_is_not_believed(reading: Reading) -> None:
    with closing(sqlite3.connect(index_of(reading))) as connection:
        connection.execute("DELETE FROM meta WHERE name = 'complete'")
        connection.commit()
    assert reading.titles() == everything()
    assert not reading.believed()


DAMAGED: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda _: b"junk",
    lambda whole: whole[:-1],
    lambda whole: whole[:20] + b"x" + whole[21:],
    lambda _: checked(b""),
    lambda _: checked(marshal.dumps(1)),
    lambda _: checked(marshal.dumps((1, 2))),
    lambda _: checked(marshal.dumps((1, 1, [], "x"))),
    lambda _: checked(marshal.dumps((1, False, {1: 2}, "x"))),
]


def checked(told: bytes) -> bytes:
    return zlib.crc32(told).to_bytes(4, "little") + told


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_note_is_none(reading: Reading, damage: Callable[[bytes], bytes]) -> None:
    note = looks.note_of(index_of(reading))
    note.write_bytes(damage(note.read_bytes()))
    assert reading.titles() == everything()
    assert not reading.believed()
    reading.titles()
    assert reading.believed()


def test_where_nothing_can_be_noted_all_is_looked_through(reading: Reading) -> None:
    note = looks.note_of(index_of(reading))
    note.unlink()
    note.mkdir()
    for _ in range(2):
        assert reading.titles() == everything()
        assert not reading.believed()
    assert {each.name for each in note.parent.iterdir() if "look" in each.name} == {note.name}


def test_a_note_whose_places_are_damaged_does_not_hold(library: Path) -> None:
    for place in ((), ("x",), (1, 2, 3), ("a", "b", "c", "d")):
        look = Look(time.time_ns(), False, {str(library): place, "a\0b": place})  # type: ignore[dict-item]
        assert not look.holds(time.time_ns(), follow=False)


# The first articles of a list

ORDERS = [Sort(key, reverse) for key, reverse in product(SortKey, (False, True)) if key is not SortKey.RANK]


def listed(articles: tuple[Article, ...] | list[Article], libraries: list[str], sort: Sort) -> list[Article]:
    store = Store(FakeMarks(), libraries)
    store.add(articles)
    return list(store.select(Selection(sort=sort)))


@pytest.mark.parametrize("sort", ORDERS, ids=str)
def test_the_first_articles_are_those_of_the_whole_list(tmp_path: Path, sort: Sort) -> None:
    one, two, cache = tmp_path / "one", tmp_path / "two", tmp_path / "cache"
    generate(one, 300, "small")
    generate(two, 60, "small")  # the same articles as the first ones of the other library
    (two / "again.md").write_text(next(iter(sorted(two.rglob("*.txt")))).read_text())
    settle_all(tmp_path)
    reading = Reading(cache, one, two)
    served = Served()
    served.take(reading.again().load())
    whole = listed(served.everything()[0], reading.libraries, sort)
    some = 0
    for number in (0, 1, 20, 100, 400):
        found = reading.again().first(sort, number)
        if found is not None:
            some += len(found) < len(served.articles)
            assert listed(found, reading.libraries, sort)[:number] == whole[:number]
    assert some


def test_the_first_articles_are_told_only_where_all_is_known(reading: Reading, library: Path) -> None:
    found = reading.again().first(Sort(), 2)
    assert found is not None
    assert {article.title for article in found} == everything()
    assert reading.again().first(Sort(SortKey.RANK), 2) is None
    assert reading.again().first(Sort(), first._MOST + 1) is None
    (library / "sub" / "three.md").write_text(document("tres"))
    assert reading.again().first(Sort(), 2) is None  # it is among those that were looked at
    settle_all(library)
    reading.titles(trusting=False)
    reading.clock.now += 10 * SECOND
    reading.titles(trusting=False)
    assert reading.again().first(Sort(), 2) is not None
    fill(library, ["five.md"])
    assert reading.again().first(Sort(), 2) is None


def test_too_many_files_of_the_same_articles_are_for_a_whole_load(tmp_path: Path) -> None:
    library = tmp_path / "library"
    for folder in ("a", "b"):
        fill(library / folder, [f"{number}.md" for number in range(40)])
    settle_all(library)
    reading = Reading(tmp_path / "cache", library)
    reading.titles()
    assert reading.again().first(Sort(), 10) is None
    assert reading.again().first(Sort(), 70) is not None  # all there are
