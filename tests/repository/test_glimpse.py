"""A few files of a large library before all of them are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.repository import Repository, elsewhere, loading
from reader.repository.glimpse import last_files
from reader.repository.roots import LibraryRoot, find_roots
from reader.repository.scan import Found, Scan
from tests.repository.making import fill
from tests.repository.served import Served


def root_of(folder: Path) -> LibraryRoot:
    return find_roots([str(folder)])[0]


def names(folder: Path, most: int = 3, many: int = 1) -> list[str]:
    return [found.name for found in last_files(root_of(folder), most, many)]


def found_by_scan(folder: Path) -> list[Found]:
    scan = Scan(root_of(folder))
    for _ in scan.walk():
        pass
    return scan.files


def test_the_last_ones_by_name_come_first(tmp_path: Path) -> None:
    fill(tmp_path, [f"2021-0{month}-01.md" for month in range(1, 7)])
    assert names(tmp_path) == ["2021-06-01.md", "2021-05-01.md", "2021-04-01.md"]


def test_of_folders_within_folders_the_last_one_is_looked_into(tmp_path: Path) -> None:
    fill(tmp_path, ["2020/12/31.md", "2021/01/01.md", "2021/01/02.md", "2021/00/09.md"])
    assert names(tmp_path) == ["2021/01/02.md", "2021/01/01.md"]


def test_a_library_of_few_files_is_soon_looked_through(tmp_path: Path) -> None:
    fill(tmp_path, ["a.md", "b.md", "c.md"])
    assert names(tmp_path, many=4) == []
    assert len(names(tmp_path, many=3)) == 3


def test_what_a_scan_passes_over_is_passed_over(tmp_path: Path) -> None:
    fill(tmp_path / "library", ["1.md", "2.md", "zz.json", ".zz.md", "_data/9.md", "vendor/9.md"])
    fill(tmp_path, ["elsewhere/9.md"])
    (tmp_path / "library" / "zzz.md").symlink_to(tmp_path / "elsewhere" / "9.md")
    (tmp_path / "library" / "zzzz").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "library" / "zzzzz.md")
    assert names(tmp_path / "library", many=0) == ["2.md", "1.md"]


@pytest.mark.parametrize("files", [["a/1.md", "b/2.txt", "b/.c/3.md"], ["z", "y.md"], ["a/b/c/d.html", "a/b/c.md"]])
def test_every_file_is_one_that_a_scan_finds(tmp_path: Path, files: list[str]) -> None:
    fill(tmp_path, files)
    some = last_files(root_of(tmp_path), 10, 0)
    assert some
    assert {*some} <= {*found_by_scan(tmp_path)}


def test_nothing_is_found_where_nothing_can_be_read(tmp_path: Path) -> None:
    fill(tmp_path, ["gone/1.md"])
    root = root_of(tmp_path / "gone")
    (tmp_path / "gone" / "1.md").unlink()
    (tmp_path / "gone").rmdir()
    assert last_files(root, 3, 0) == []


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that counts as a large one."""
    monkeypatch.setattr(loading, "_LONG", 20)
    monkeypatch.setattr(elsewhere, "MANY", 20)
    fill(tmp_path / "library", [f"{number:02d}.md" for number in range(40)])
    return tmp_path / "library"


def test_the_newest_articles_are_there_before_all_files_are_found(large: Path, tmp_path: Path) -> None:
    batches = list(Repository([str(large)], cache_dir=tmp_path / "cache").load(growing=True))
    assert [article.path for article in batches[0].articles][:2] == ["39.md", "38.md"]
    assert batches[0].total is None


def test_an_article_that_goes_before_its_file_is_found_is_gone(large: Path, tmp_path: Path) -> None:
    known = Served()
    batches = Repository([str(large)], cache_dir=tmp_path / "cache").load(growing=True)
    first = next(batches)
    (large / "39.md").unlink()
    known.take([first])
    known.take(batches)
    assert {article.path for article in known.everything()[0]} == {f"{number:02d}.md" for number in range(39)}
