"""A kept screen comes back whole while everything is as it was, and not at all otherwise."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import last_screen
from reader.last_screen import VALID_SECONDS, circumstances, forget, keep, kept, stamps, which
from reader.model.unsafe import UNSAFE
from tests.end_to_end.sequences import hostile_bytes

NOW = 1_800_000_000.0
ROWS = ["\x1b[1;38;2;1;2;3mTitle\x1b[0m  ", "", "日本語 👩\u200d👧 4\u202f958 ● ▆", "\x1b[0m"]
HERE = ["reader", "size 80 24"]


class Place(NamedTuple):
    """A screen kept, and one of the files it was drawn from."""

    file: str
    source: Path

    def back(self, told: list[str] | None = None, now: float = NOW) -> list[str] | None:
        """What comes back."""
        return kept(self.file, HERE if told is None else told, now)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A screen kept in a folder that was not there."""
    source = tmp_path / "journal with spaces.sqlite"
    source.write_text("as it was")
    file = str(tmp_path / "cache" / "reader" / last_screen.NAME)
    assert keep(file, HERE, stamps([str(source), str(tmp_path / "absent")]), ROWS, NOW)
    return Place(file, source)


def test_what_was_kept_comes_back_row_for_row(place: Place) -> None:
    assert place.back() == ROWS
    assert place.back(now=NOW + VALID_SECONDS - 1) == ROWS


def test_it_is_kept_for_its_owner_alone_and_nothing_lies_beside_it(place: Place) -> None:
    assert os.stat(place.file).st_mode & 0o777 == 0o600
    assert os.listdir(os.path.dirname(place.file)) == [last_screen.NAME]


def test_an_empty_file_is_none(place: Place) -> None:
    place.source.with_name("absent").touch()
    assert place.back() == ROWS


def test_of_a_folder_it_can_be_enough_which_it_is(tmp_path: Path) -> None:
    folder, file = tmp_path / "news", str(tmp_path / "screen")
    folder.mkdir()
    assert keep(file, HERE, {str(folder): which(str(folder))}, ROWS, NOW)
    (folder / "article.md").touch()
    assert kept(file, HERE, NOW) == ROWS
    folder.rename(tmp_path / "old")
    assert kept(file, HERE, NOW) is None
    folder.mkdir()
    assert kept(file, HERE, NOW) is None


def touch(place: Place) -> None:
    status = place.source.stat()
    os.utime(place.source, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def replace(place: Place) -> None:
    """The same size and time, but another file."""
    status = place.source.stat()
    other = place.source.with_name("other")
    other.write_text("as it was")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(other, place.source)


def link(place: Place) -> None:
    """A link stands where the screen was."""
    os.rename(place.file, place.file + ".real")
    os.symlink(place.file + ".real", place.file)


@pytest.mark.parametrize(
    "change",
    [
        touch,
        replace,
        link,
        lambda place: place.source.write_text("longer than it was"),
        lambda place: place.source.unlink(),
        lambda place: place.source.write_text(""),
        lambda place: place.source.with_name("absent").write_text("come"),
        lambda place: forget(place.file),
        lambda place: Path(place.file).write_bytes(b""),
        lambda place: Path(place.file).write_bytes(b"\xff" * 100),
        lambda place: os.truncate(place.file, os.path.getsize(place.file) - 1),
        lambda place: os.truncate(place.file, 60),
        lambda place: Path(place.file).write_bytes(Path(place.file).read_bytes().replace(b"form 1", b"form 2")),
        lambda place: Path(place.file).write_bytes(Path(place.file).read_bytes() + b" " * (1 << 20)),
    ],
    ids=[
        "touched", "replaced", "link", "grown", "emptied", "gone", "come", "forgotten", "empty", "junk", "cut by one",
        "cut", "another form", "huge",
    ],
)  # fmt: skip
def test_when_anything_is_otherwise_nothing_comes_back(place: Place, change: Callable[[Place], object]) -> None:
    change(place)
    assert place.back() is None


@pytest.mark.parametrize("told", [[], ["reader"], ["reader", "size 80 25"], [*HERE, "more"], HERE[::-1]])
def test_other_circumstances_bring_nothing_back(place: Place, told: list[str]) -> None:
    assert place.back(told) is None


@pytest.mark.parametrize("now", [NOW - 1, NOW + VALID_SECONDS, float("nan")])
def test_it_grows_old_and_is_none_of_the_future(place: Place, now: float) -> None:
    assert place.back(now=now) is None


@pytest.mark.parametrize(
    "row",
    [
        "\x1b]52;c;aGk=\x07",
        "\x1b[2J",
        "\x1b[1;1H",
        "a\nb",
        "\x1b[?1049l",
        "\x9b2J",
        "\u202etxt",
        "\x1b",
        "\x1b[1",
        "\t",
    ],
    ids=ascii,
)
def test_a_row_with_more_than_text_and_colours_is_neither_kept_nor_shown(place: Place, row: str) -> None:
    assert not keep(place.file, HERE, {}, [row], NOW)
    assert place.back() is None
    # Somebody else wrote it:
    assert keep(place.file, HERE, {}, ["here"], NOW)
    path = Path(place.file)
    path.write_text(path.read_text().replace("here", row))
    drawn = place.back()
    assert drawn is None or drawn == row.split("\n")


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not keep(str(tmp_path / "file" / "screen"), HERE, {}, ROWS, NOW)
    assert not keep(str(tmp_path / "screen"), HERE, {"a\npath": "-"}, ROWS, NOW)
    assert os.listdir(tmp_path) == ["file"]


BASE = circumstances(["-L", "news"], {"TERM": "xterm"}, 80, 24)


@pytest.mark.parametrize(
    "other",
    [
        circumstances([], {"TERM": "xterm"}, 80, 24),
        circumstances(["-L", "news", "list"], {"TERM": "xterm"}, 80, 24),
        circumstances(["-L news"], {"TERM": "xterm"}, 80, 24),
        circumstances(["-L", "news"], {"TERM": "xterm"}, 81, 24),
        circumstances(["-L", "news"], {"TERM": "xterm"}, 80, 25),
        circumstances(["-L", "news"], {"TERM": "linux"}, 80, 24),
        circumstances(["-L", "news"], {"TERM": "xterm", "NO_COLOR": "1"}, 80, 24),
        circumstances(["-L", "news"], {"TERM": "xterm", "NO_COLOR": ""}, 80, 24),
        circumstances(["-L", "news"], {"TERM": "xterm", "READER_LIBRARY": "a\nb"}, 80, 24),
        circumstances(["-L", "news"], {"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, 80, 24),
    ],
)
def test_circumstances_tell_apart_what_is_drawn_otherwise(other: list[str]) -> None:
    assert other != BASE
    assert not any("\n" in line for line in other)


def test_variables_that_draw_nothing_make_no_difference() -> None:
    assert circumstances(["-L", "news"], {"TERM": "xterm", "PATH": "/bin", "SHLVL": "3"}, 80, 24) == BASE


def test_where_one_is_matters_only_to_paths_that_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = circumstances([], {}, 80, 24)
    relative = circumstances(["news"], {}, 80, 24)
    monkeypatch.chdir(tmp_path)
    assert circumstances([], {}, 80, 24) == plain
    assert circumstances(["news"], {}, 80, 24) != relative


@given(st.text())
def test_whatever_is_kept_is_harmless(text: str) -> None:
    if last_screen._is_harmless(text):
        assert UNSAFE.search(text.replace("\x1b", "")) is None
        assert hostile_bytes(text.encode("utf-8", "surrogateescape")) == []
