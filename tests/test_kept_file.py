"""A file kept for the next run is whole or as before, and nobody else may read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.kept_file import keep_file


def test_what_is_kept_takes_the_place_of_what_was_and_is_for_nobody_else(tmp_path: Path) -> None:
    place = tmp_path / "new folder" / "kept"
    for data in (b"first", b"", bytes(range(256))):
        keep_file(str(place), data)
        assert place.read_bytes() == data
        assert place.stat().st_mode & 0o777 == 0o600
        assert list(place.parent.iterdir()) == [place]


def test_where_nothing_can_be_kept_everything_is_as_before(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    place.mkdir()
    (place / "inside").write_text("x")
    with pytest.raises(OSError, match=r"."):
        keep_file(str(place), b"data")
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "inside"]
    with pytest.raises(OSError, match=r"."):
        keep_file(str(place / "inside" / "kept"), b"data")
    assert (place / "inside").read_text() == "x"


def test_a_link_put_in_the_way_is_not_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getpid", lambda: 1)
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "kept.1").symlink_to(victim)
    with pytest.raises(OSError, match=r"."):
        keep_file(str(tmp_path / "kept"), b"data")
    assert victim.read_text() == "mine"
