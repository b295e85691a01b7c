"""One file is read whole and once, or refused, and never waited for."""

import os
from pathlib import Path

import pytest

from reader.repository.files import SpecialFileError, is_gone, read_regular


def anything(_: bytes) -> bool:
    return True


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    data = os.urandom(300_000)
    file.write_bytes(data)
    assert read_regular(str(file), 1_000_000, anything) == data


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    assert read_regular(str(tmp_path / "empty.md"), 100, anything) == b""


def test_reading_stops_at_the_cap(tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_bytes(b"x" * 200_000)
    assert read_regular(str(file), 100_000, anything) == b"x" * 100_000
    assert read_regular(str(file), 100, anything) == b"x" * 100


def test_of_an_unwanted_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    file = tmp_path / "film.txt"
    file.write_bytes(b"x" * 200_000)
    heads: list[bytes] = []

    def refuse(head: bytes) -> bool:
        heads.append(head)
        return False

    assert read_regular(str(file), 1_000_000, refuse) is None
    assert len(heads) == 1
    assert len(heads[0]) < 100_000


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(SpecialFileError):
        read_regular(str(tmp_path / "pipe.md"), 100, anything)


def test_a_link_that_took_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("secret")
    (tmp_path / "link.md").symlink_to("real.md")
    with pytest.raises(OSError, match=r"link\.md") as caught:
        read_regular(str(tmp_path / "link.md"), 100, anything)
    assert is_gone(caught.value)


def test_a_file_that_grows_while_it_is_read_is_read_once_more(tmp_path: Path) -> None:
    file = tmp_path / "growing.md"
    file.write_bytes(b"first")
    heads: list[bytes] = []

    def grow(head: bytes) -> bool:
        heads.append(head)
        with file.open("ab") as more:
            more.write(b" more")
        return True

    assert read_regular(str(file), 100, grow) == b"first more"
    assert len(heads) == 2


def test_a_file_that_went_is_told_apart_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gone\.md") as caught:
        read_regular(str(tmp_path / "gone.md"), 100, anything)
    assert is_gone(caught.value)
    assert not is_gone(PermissionError(13, "Permission denied"))
