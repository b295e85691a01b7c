"""Articles become files: under names every file system takes, beside what is there, whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.desktop import ProgramError, file_name, save, save_all
from reader.model import Article

BOLD = "".join(chr(0x1D41A + number % 26) for number in range(75))
"""Letters of four bytes each."""


def named(title: str) -> str:
    return file_name(Article(key=0xABCDEF, identity="x", title=title))


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may grow beyond it, as on a disk that is full."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rain, and more rain", "rain-and-more-rain.md"),
        ("a" * 79 + " b", "a" * 79 + ".md"),
        (BOLD, BOLD[:50] + ".md"),
        ("é" + BOLD, "é" + BOLD[:49] + ".md"),
        ("…", "0000000000abcdef.md"),
    ],
)
def test_a_title_of_any_script_becomes_a_name_that_fits(title: str, name: str) -> None:
    assert named(title) == name
    assert len(name.encode()) <= 203


def test_a_file_stands_beside_what_is_there(tmp_path: Path) -> None:
    for name in ("a.md", "a-2.md", "a-3.md"):
        assert save(str(tmp_path / "a.md"), name, "own.md") == str(tmp_path / name)
    assert (tmp_path / "a-2.md").read_text() == "a-2.md"


@pytest.mark.parametrize("ending", ["", "/"])
def test_where_a_folder_is_the_file_goes_into_it(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "notes.d"
    folder.mkdir()
    for name in ("own.md", "own-2.md"):
        assert save(f"{folder}{ending}", "text", "own.md") == str(folder / name)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.d"]


def test_several_are_written_as_far_as_they_can_be(tmp_path: Path) -> None:
    texts = [("a.md", "A"), ("x" * 300 + ".md", "X"), ("b.md", "B"), ("y" * 300 + ".md", "Y")]
    saved = save_all(str(tmp_path / "out"), texts)
    assert saved[:3] == (str(tmp_path / "out"), 2, 2)
    assert saved.reason.endswith("xxx.md cannot be written: File name too long")
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["a.md", "b.md"]


def test_what_does_not_fit_leaves_nothing_and_the_next_try_has_its_name(tmp_path: Path) -> None:
    with room_for(4096):
        with pytest.raises(ProgramError, match="cannot be written: File too large"):
            save(str(tmp_path / "a.md"), "a" * 20_000, "own.md")
        saved = save_all(str(tmp_path), [("b.md", "b" * 20_000), ("c.md", "c")])
    assert (saved.written, saved.failed) == (1, 1)
    assert [each.name for each in tmp_path.iterdir()] == ["c.md"]
    assert save(str(tmp_path / "a.md"), "a" * 20_000, "own.md") == str(tmp_path / "a.md")
