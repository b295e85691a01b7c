"""What is taken, what is passed over, and what is told of it."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from reader.repository.roots import find_roots
from reader.repository.scan import Scan
from tests.repository.making import fill


def scanned(folder: Path, *, follow: bool = False) -> Scan:
    scan = Scan(find_roots([str(folder)])[0], follow_symlinks=follow)
    for _ in scan.walk():
        pass
    return scan


def paths(scan: Scan) -> list[str]:
    return [found.path for found in scan.files]


def told(scan: Scan) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in scan.problems)


def test_files_come_folder_by_folder_in_the_order_of_names(tmp_path: Path) -> None:
    fill(tmp_path, ["b/2.md", "b/1.md", "a/z/1.md", "a/1.md", "z.md", "c.md"])
    assert paths(scanned(tmp_path)) == ["c.md", "z.md", "a/1.md", "a/z/1.md", "b/1.md", "b/2.md"]


def test_the_four_kinds_of_text_are_taken_and_others_passed_over_in_silence(tmp_path: Path) -> None:
    fill(tmp_path, ["1.md", "2.markdown", "3.txt", "4.html", "5.HTML", "6.yaml", "7", "8.md.bak", "9.htm"])
    scan = scanned(tmp_path)
    assert paths(scan) == ["1.md", "2.markdown", "3.txt", "4.html", "5.HTML"]
    assert told(scan) == []


def test_hidden_things_and_folders_of_tools_are_passed_over_in_silence(tmp_path: Path) -> None:
    fill(tmp_path, [".hidden.md", ".git/x.md", "_data/x.md", "node_modules/x.md", "_site/x.md", "vendor/x.md"])
    fill(tmp_path, ["in/vendor/x.md", "in/_drafts/kept.md"])
    scan = scanned(tmp_path)
    assert paths(scan) == ["in/_drafts/kept.md"]
    assert told(scan) == []


def test_a_library_may_itself_be_hidden(tmp_path: Path) -> None:
    fill(tmp_path / ".vendor", ["1.md"])
    assert paths(scanned(tmp_path / ".vendor")) == ["1.md"]


def test_every_oddity_of_a_hostile_folder_is_told_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    fill(library, ["good.md", "deep/good.md"])
    fill(tmp_path / "outside", ["not ours.md"])
    os.mkfifo(library / "pipe.md")
    os.mkfifo(library / "deep" / "pipe without a suffix")
    (library / "device.md").symlink_to("/dev/zero")
    (library / "deep" / "cycle").symlink_to("..")
    (library / "itself.md").symlink_to("itself.md")
    (library / "broken.md").symlink_to("nowhere.md")
    (library / "folder out").symlink_to(tmp_path / "outside")
    (library / "file out.md").symlink_to(tmp_path / "outside" / "not ours.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(library / "socket.txt"))
        scan = scanned(library)
    assert paths(scan) == ["good.md", "deep/good.md"]
    assert told(scan) == [
        ("broken.md", "link-broken"),
        ("deep/cycle", "link-cycle"),
        ("deep/pipe without a suffix", "special-file"),
        ("device.md", "special-file"),
        ("file out.md", "link-outside"),
        ("folder out", "link-outside"),
        ("itself.md", "link-cycle"),
        ("pipe.md", "special-file"),
        ("socket.txt", "special-file"),
    ]


def test_a_link_to_a_picture_outside_is_nothing_to_tell(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "picture.png").touch()
    (tmp_path / "library" / "picture.png").symlink_to("../picture.png")
    assert told(scanned(tmp_path / "library")) == []


def test_links_inside_the_library_are_followed_but_no_file_is_taken_twice(tmp_path: Path) -> None:
    fill(tmp_path, ["2021/1.md", ".store/2.md", ".store/more/3.md"])
    (tmp_path / "a link to a taken file.md").symlink_to("2021/1.md")
    (tmp_path / "a link to a taken folder").symlink_to("2021")
    (tmp_path / "stored.md").symlink_to(".store/2.md")
    (tmp_path / "stored again.md").symlink_to(".store/2.md")
    (tmp_path / "more").symlink_to(".store/more")
    scan = scanned(tmp_path)
    assert paths(scan) == ["2021/1.md", "more/3.md", "stored again.md"]
    assert told(scan) == []
    assert [Path(found.file).name for found in scan.files] == ["1.md", "3.md", "2.md"]


def test_links_out_are_followed_when_configured_each_folder_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    fill(library, ["own.md"])
    fill(tmp_path / "outside", ["1.md", "sub/2.md"])
    (library / "a").symlink_to(tmp_path / "outside")
    (library / "b").symlink_to(tmp_path / "outside" / "sub")
    (library / "up").symlink_to(tmp_path)
    (library / "file.md").symlink_to(tmp_path / "outside" / "1.md")
    (tmp_path / "outside" / "back").symlink_to(library)
    scan = scanned(library, follow=True)
    assert paths(scan) == ["own.md", "a/1.md", "a/sub/2.md"]
    assert told(scan) == [("up", "link-cycle")]


def test_names_of_odd_bytes_are_taken_and_shown_safely(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\x1b]0;gotcha\x07.md"
    with open(raw, "w"):
        scan = scanned(tmp_path)
    assert paths(scan) == [r"\xff\x1b]0;gotcha\x07.md"]
    assert os.fsencode(scan.files[0].file) == os.fsencode(tmp_path.resolve()) + b"/\xff\x1b]0;gotcha\x07.md"


def refuse(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have opening every folder of a name fail; root may read any, so the refusal is ours."""
    opened = os.open

    def refusing(path: str, flags: int) -> int:
        if path.endswith(name):
            raise OSError(number, os.strerror(number), path)
        return opened(path, flags)

    monkeypatch.setattr("reader.repository.scan.os.open", refusing)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_an_unreadable_folder_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fill(tmp_path, ["a/1.md", "locked/2.md", "z/3.md"])
    refuse("locked", number, monkeypatch)
    scan = scanned(tmp_path)
    assert paths(scan) == ["a/1.md", "z/3.md"]
    assert told(scan) == [("locked", "folder-unreadable")]
    assert os.strerror(number) in scan.problems[0].message


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ENOTDIR, errno.ELOOP])
def test_a_folder_that_went_since_it_was_met_is_nothing_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fill(tmp_path, ["a/1.md", "gone/2.md"])
    refuse("gone", number, monkeypatch)
    scan = scanned(tmp_path)
    assert (paths(scan), told(scan)) == (["a/1.md"], [])


def test_a_link_to_something_inside_a_file_leads_to_nothing_that_can_be_followed(tmp_path: Path) -> None:
    fill(tmp_path, ["a.md"])
    (tmp_path / "b.md").symlink_to("a.md/b.md")
    scan = scanned(tmp_path)
    assert told(scan) == [("b.md", "link-broken")]
    assert "Not a directory" in scan.problems[0].message


def test_a_very_deep_tree_ends_where_the_system_ends_it(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(45):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
        fill(Path(), ["deep.md"])
    finally:
        os.chdir(here)
    fill(tmp_path, ["high.md"])
    scan = scanned(tmp_path)
    assert paths(scan) == ["high.md"]
    assert [problem.code for problem in scan.problems] == ["folder-unreadable"]
