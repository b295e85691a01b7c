"""Commands that only tell what there is believe the index, and never show what is not so."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.repository import loading
from reader.repository.index import looks
from reader.repository.shelf import Shelf
from tests.cli.conftest import Run, Write


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each library that is looked through."""
    seen: list[str] = []
    compared = loading.Loading._compared

    def noting(self: loading.Loading, shelf: Shelf, *rest: object) -> object:
        seen.append(shelf.root.given)
        return compared(self, shelf, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(loading.Loading, "_compared", noting)
    return seen


@pytest.fixture
def library(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four articles, indexed, and nothing that could still change within a tick of the clock."""
    for number, name in enumerate(("one", "two", "three", "four"), 1):
        related = "related:\n  - {title: two, webUrl: https://example.com/two}" if name == "one" else "type: news"
        folder = write(
            f"{name}.md",
            [f"title: {name}", f"webUrl: https://example.com/{name}", f"date: 2024-01-0{number}", related],
        )
    monkeypatch.setattr(looks, "_SETTLED", 0)
    time.sleep(0.15)
    assert run("-L", str(folder), "index").code == 0
    return folder


def rewrite(library: Path, name: str, title: str) -> None:
    """Change a file in place, so that nothing of its folder changes."""
    file = library / f"{name}.md"
    file.write_text(file.read_text().replace(f"title: {name}", f"title: {title}", 1))


ANSWERS: list[tuple[str, ...]] = [
    ("list", "--limit", "4"), ("list", "--limit", "2", "--json"), ("list", "four"),
    ("list", "--tsv", "--sort", "title"),
    ("show", "four.md"), ("show", "four.md", "--json"), ("show", "https://example.com/four", "--markdown"),
    ("related", "two.md"), ("topics",), ("providers", "--json"),
]  # fmt: skip


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_the_answer_is_that_of_a_look_at_everything(
    library: Path, run: Run, looked: list[str], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    believed = run("-L", str(library), *words)
    assert not looked
    monkeypatch.setattr(looks, "GOOD_FOR", 0)
    assert run("-L", str(library), *words) == believed
    assert looked


@pytest.mark.parametrize("words", [("check",), ("status",), ("index",), ("mark", "read", "four")], ids=" ".join)
def test_other_commands_look_at_everything(library: Path, run: Run, looked: list[str], words: tuple[str, ...]) -> None:
    run("-L", str(library), *words)
    assert looked


SHOWING: list[tuple[str, ...]] = [
    ("list", "--limit", "2"), ("list",), ("show", "four.md"), ("show", "four.md", "--json"), ("related", "one.md"),
]  # fmt: skip


@pytest.mark.parametrize("words", SHOWING, ids=" ".join)
def test_a_file_written_in_place_is_never_shown_as_it_was(
    library: Path, run: Run, looked: list[str], words: tuple[str, ...]
) -> None:
    for name, title in (("four", "quatre"), ("two", "deux")):
        rewrite(library, name, title)
    told = run("-L", str(library), *words).out
    assert ("deux" if words[0] == "related" else "quatre") in told
    assert looked


def test_a_query_finds_what_its_hits_are_now(library: Path, run: Run, looked: list[str]) -> None:
    rewrite(library, "four", "quatre")
    assert run("-L", str(library), "list", "four", "--json").json == []
    assert looked


def test_nor_among_what_is_related(library: Path, run: Run, looked: list[str]) -> None:
    rewrite(library, "one", "un")
    assert " un\n" in run("-L", str(library), "show", "two.md").out
    assert looked


def test_what_is_not_shown_is_believed_for_an_hour(
    library: Path, run: Run, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(library, "one", "un")
    assert "four" in run("-L", str(library), "list", "four").out
    assert run("-L", str(library), "list", "un", "--json").json == []
    assert not looked
    monkeypatch.setattr(looks, "GOOD_FOR", 0)
    assert len(run("-L", str(library), "list", "un", "--json").json) == 1


def test_what_is_not_found_is_looked_for_everywhere(library: Path, run: Run, looked: list[str]) -> None:
    file = library / "one.md"
    file.write_text(file.read_text().replace("example.com/one", "example.com/other"))
    assert run("-L", str(library), "show", "https://example.com/other").code == 0
    assert looked


def test_a_new_file_is_seen_at_once(library: Path, run: Run, write: Write) -> None:
    write("five.md", ["title: five", "date: 2024-01-05"])
    assert "five" in run("-L", str(library), "list", "--limit", "1").out


def test_topics_are_what_their_files_say(library: Path, run: Run, looked: list[str]) -> None:
    def names() -> list[str]:
        return [topic["name"] for topic in run("-L", str(library), "topics", "--json").json]

    assert names() == []
    folder = library / "_data" / "topics"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text("name: Thinking machines\n")
    run("-L", str(library), "index")
    looked.clear()
    (folder / "2.yaml").write_text("name: Gardens\n")
    assert names() == ["Thinking machines", "Gardens"]
    (folder / "1.yaml").write_text("name: Machines\n")
    assert names() == ["Machines", "Gardens"]
    assert not looked
