"""Topics that are kept beside an index: never other than what their files say."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model import Topic
from reader.repository import Repository, repository
from reader.repository.index import topics as kept
from reader.repository.roots import LibraryRoot
from tests.repository.making import settle_all


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    topics = folder / "_data" / "topics"
    topics.mkdir(parents=True)
    (topics / "1-cloud.yaml").write_text("name: Cloud\nshortname: 雲\nhashtags: ['#cloud', '#wolke']\n")
    (topics / "2-storage.yaml").write_text("name: Storage\nparent: Cloud\n")
    settle_all(folder)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read."""
    paths: list[str] = []
    read_topics = repository._read_topics

    def noting(root: LibraryRoot, files: list[tuple[str, str]]) -> object:
        paths.extend(path for path, _ in files)
        return read_topics(root, files)

    monkeypatch.setattr(repository, "_read_topics", noting)
    return paths


def topics_of(library: Path, cache: Path) -> tuple[Topic, ...]:
    topics, problems = Repository([str(library)], cache_dir=cache).topics()
    assert problems == ()
    return topics


def test_what_is_kept_is_what_the_files_say(library: Path, tmp_path: Path, read: list[str], long_ago: None) -> None:
    first = topics_of(library, tmp_path / "cache")
    assert len(read) == 2
    assert topics_of(library, tmp_path / "cache") == first
    assert len(read) == 2
    assert [topic.name for topic in first] == ["Cloud", "Storage"]
    assert first[0].hashtags == ("#cloud", "#wolke")


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the tests count as settled: their change times cannot be set back."""
    monkeypatch.setattr(kept, "_SETTLED", -60_000_000_000)


def _rewrite(folder: Path) -> None:
    (folder / "2-storage.yaml").write_text("name: Storing\nparent: Cloud\n")


def _replace(folder: Path) -> None:
    status = (folder / "2-storage.yaml").stat()
    (folder / "new").write_text("name: Storing\nparent: Cloud\n")
    os.utime(folder / "new", ns=(status.st_atime_ns, status.st_mtime_ns))
    (folder / "new").rename(folder / "2-storage.yaml")


def _add(folder: Path) -> None:
    (folder / "3-ai.yaml").write_text("name: AI\n")


def _rename(folder: Path) -> None:
    (folder / "2-storage.yaml").rename(folder / "0-storage.yaml")


def _remove(folder: Path) -> None:
    (folder / "2-storage.yaml").unlink()


@pytest.mark.parametrize("change", [_rewrite, _replace, _add, _rename, _remove])
def test_whatever_changes_is_read_again(
    library: Path, tmp_path: Path, long_ago: None, change: Callable[[Path], None]
) -> None:
    before = topics_of(library, tmp_path / "cache")
    change(library / "_data" / "topics")
    after = topics_of(library, tmp_path / "cache")
    assert after == topics_of(library, tmp_path / "another")
    assert after != before


def test_files_that_changed_just_now_are_not_trusted(library: Path, tmp_path: Path, read: list[str]) -> None:
    topics_of(library, tmp_path / "cache")
    topics_of(library, tmp_path / "cache")
    assert len(read) == 4


def test_problems_are_told_at_every_start(library: Path, tmp_path: Path, long_ago: None) -> None:
    (library / "_data" / "topics" / "3-broken.yaml").write_text("name: [\n")
    for _ in range(2):
        _, problems = Repository([str(library)], cache_dir=tmp_path / "cache").topics()
        assert [problem.path for problem in problems] == ["_data/topics/3-broken.yaml"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"[", b"[1]", b"[1, 2, 3]", b'["x", [], []]', b"\xff\xfe", b"[" * 100_000],
)
def test_a_damaged_file_is_passed_over(library: Path, tmp_path: Path, long_ago: None, damage: bytes) -> None:
    first = topics_of(library, tmp_path / "cache")
    (file,) = (tmp_path / "cache").rglob("*.topics")
    file.write_bytes(damage)
    assert topics_of(library, tmp_path / "cache") == first
