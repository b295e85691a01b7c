"""A fault of the program in what a thread does for the screen is told, and costs no more than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library
from tests.tui.running import Running, sitting, write_news


@pytest.fixture
def news(tmp_path: Path) -> Path:
    write_news(tmp_path / "news", {"One": "2026-11-19T10:00:00Z", "Two": "2026-11-19T09:00:00Z"})
    return tmp_path / "news"


def fails(*_all: object, **_more: object) -> None:
    raise KeyError("secret")


@pytest.mark.parametrize("wrong", ["document", "related"])
def test_an_article_that_cannot_be_shown_says_so(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    async def does(run: Running) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Library, wrong, fails)
            await run.press("j")
            await run.until(lambda: run.bottom.startswith("reading the article failed: KeyError. reader.log says"))
        assert "KeyError: 'secret'" in (tmp_path / "STATE" / "reader" / "reader.log").read_text()
        assert run.app.main.list.article == run.article("Two")

    sitting(tmp_path, news, does)


def test_an_article_that_cannot_be_read_keeps_nobody_in_the_program(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does(run: Running) -> None:
        monkeypatch.setattr(Library, "document", fails)
        await run.press("j")
        await run.until(lambda: "failed" in run.bottom)
        await run.press("q")
        await run.until(lambda: run.app.return_code == 0)

    sitting(tmp_path, news, does)


def test_a_story_that_cannot_be_read_says_so(tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(run: Running) -> None:
        monkeypatch.setattr(Library, "document", fails)
        await run.press("j")
        await run.until(lambda: "failed" in run.bottom)
        await run.press("Y", "s")
        await run.until(lambda: run.bottom.startswith("copying the story failed: KeyError"))

    sitting(tmp_path, news, does)


@pytest.mark.parametrize(("key", "wrong"), [("i", "raw_file"), ("H", "history")])
def test_a_screen_whose_text_cannot_be_had_says_why(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, key: str, wrong: str
) -> None:
    async def does(run: Running) -> None:
        monkeypatch.setattr(Library, wrong, fails)
        await run.press(key)
        await run.shows("KeyError, reader.log says where")
        await run.press("escape")
        await run.shows("ARTICLES")

    sitting(tmp_path, news, does)


def test_what_goes_wrong_when_a_timer_is_due_is_told(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does(run: Running) -> None:
        main = run.app.main
        main.set_timer(0.001, fails)
        await run.until(lambda: run.bottom.startswith("fails failed: KeyError. reader.log says where"))
        await run.press("escape")
        due = main.set_interval(0.001, fails)
        await run.until(lambda: run.bottom.startswith("fails failed"))
        due.stop()
        await run.press("escape", "j")
        await run.until(lambda: main.list.article == run.article("Two"))
        monkeypatch.setattr(type(main.reading), "follow_cursor", fails)
        await run.press("k")
        await run.until(lambda: run.bottom.startswith("showing the article failed: KeyError"))
        assert main.list.article == run.article("One")

    sitting(tmp_path, news, does)
