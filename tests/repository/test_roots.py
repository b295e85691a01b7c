"""Libraries are told apart by where they really are."""

from pathlib import Path

import pytest

from reader.model import UsageError
from reader.repository import Repository


def test_libraries_keep_their_order_and_the_name_the_person_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    roots = Repository(["two", "./one"]).roots
    assert [root.given for root in roots] == ["two", "./one"]
    assert [root.real for root in roots] == [tmp_path.resolve() / "two", tmp_path.resolve() / "one"]


def test_one_folder_under_two_names_is_one_library(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    roots = Repository([str(tmp_path / "link"), str(tmp_path / "real")]).roots
    assert [root.given for root in roots] == [str(tmp_path / "link")]


@pytest.mark.parametrize("order", [1, -1])
def test_a_library_inside_another_is_refused_with_both_names(tmp_path: Path, order: int) -> None:
    (tmp_path / "outer" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("outer/inner")
    paths = [str(tmp_path / "outer"), str(tmp_path / "link")][::order]
    with pytest.raises(UsageError, match=r"link lies inside the library .*outer"):
        Repository(paths)


def test_neighbours_whose_names_begin_alike_are_two_libraries(tmp_path: Path) -> None:
    for name in ("news", "news-old"):
        (tmp_path / name).mkdir()
    assert len(Repository([str(tmp_path / "news"), str(tmp_path / "news-old")]).roots) == 2


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no folder .*nowhere"):
        Repository([str(tmp_path / "nowhere")])


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "article.md").touch()
    with pytest.raises(UsageError, match=r"article\.md is no folder"):
        Repository([str(tmp_path / "article.md")])


@pytest.mark.parametrize("name", ["loop", "nul\0", "\x1b]0;x\x07"])
def test_an_impossible_path_is_wrong_use_and_its_message_is_safe(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UsageError) as caught:
        Repository([str(tmp_path / name)])
    assert str(caught.value).isprintable()
