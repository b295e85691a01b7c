"""In a library whose index is asked, the newest hits of a letter are there first, and the others follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.repository import elsewhere
from reader.tui.screens import main
from tests.tui.running import Running, settings_in, sitting

COUNT = 30


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(elsewhere, "WITH_COLUMNS", 1)
    monkeypatch.setattr(main, "FIRST_HITS", 5)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(COUNT):
        word = "Kernel" if number % 2 else "Shell"
        front = (
            f"title: {word} {number}\nwebUrl: https://news.example/{number}\npublishedDateTime: 2026-10-{number + 1:02}"
        )
        (folder / f"{number}.md").write_text(f"---\n{front}\n---\n", "utf-8")
    return folder


KERNELS = [f"Kernel {number}" for number in range(COUNT - 1, 0, -2)]


def test_the_first_hits_come_at_once_and_all_of_them_soon(tmp_path: Path, news: Path) -> None:
    settings_in(tmp_path)

    async def does(run: Running) -> None:
        await run.until(lambda: not run.library.needs_texts)
        await run.press("j", "j", "j", "/")
        assert run.app.main.list.article is not None
        here = run.app.main.list.article.title
        await run.type("k")
        await run.until(lambda: run.app.main.selection.query == "k")
        assert run.listed[:5] == KERNELS[:5]
        await run.until(lambda: run.listed == KERNELS)
        assert "15 of 30" in run.text
        assert run.app.main.list.article.title in {here, KERNELS[0]}
        await run.press("escape")
        await run.until(lambda: len(run.listed) == COUNT)
        assert run.app.main.list.article.title == here

    sitting(tmp_path, news, does)


def test_a_part_says_that_there_are_more(tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "REST_OF_HITS", 3600.0)
    settings_in(tmp_path)

    async def does(run: Running) -> None:
        await run.until(lambda: not run.library.needs_texts)
        await run.press("/")
        await run.type("k")
        await run.until(lambda: run.app.main.listing.is_part)
        assert run.listed == KERNELS[:5]
        assert "5+ of 30" in run.text
        await run.press("enter")  # what is kept is whole
        await run.until(lambda: run.listed == KERNELS)
        assert "1 of 15" in run.text

    sitting(tmp_path, news, does)


def test_other_files_of_an_article_and_removed_ones_among_the_first_hits_hide_no_further_ones(
    tmp_path: Path, news: Path
) -> None:
    for number in (29, 27):
        text = (news / f"{number}.md").read_text("utf-8")
        (news / f"{number}-again.md").write_text(text, "utf-8")
    front = (news / "25.md").read_text("utf-8").removesuffix("---\n")
    (news / "25.md").write_text(f"{front}removed: true\n---\n", "utf-8")
    settings_in(tmp_path)

    async def does(run: Running) -> None:
        await run.until(lambda: not run.library.needs_texts)
        await run.press("/")
        await run.type("k")
        await run.until(lambda: run.listed == [title for title in KERNELS if title != "Kernel 25"])

    sitting(tmp_path, news, does)
