"""More from a provider and on a topic, by one key, and back by the same key or Esc."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.model import Scope
from reader.tui.tree import FIRST_PROVIDERS
from tests.tui.running import Running, sitting

NEWS = (
    ("one", "Gazette", "[AI]"),
    ("two", "Herald", "[AI, Cloud]"),
    ("three", "Gazette", "[Cloud]"),
    ("four", "", "[]"),
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, (title, provider, topics) in enumerate(NEWS):
        lines = ["---", f"title: {title}", f"webUrl: https://news.example/{title}", f"topics: {topics}"]
        lines += [f"publishedDateTime: 2026-11-1{9 - number}", *([f"provider: {provider}"] if provider else [])]
        (folder / f"{title}.md").write_text("\n".join([*lines, "---", ""]))
    return folder


@pytest.mark.parametrize("way_back", ["M", "escape"])
def test_more_from_the_provider_and_back_to_where_one_was(tmp_path: Path, news: Path, way_back: str) -> None:
    async def does(run: Running) -> None:
        await run.press("u", "j", "j", "m")
        await run.press("M")
        assert run.listed == ["one", "three"]
        assert run.bottom.startswith("2 articles from Gazette · Esc goes back")
        assert run.app.main.list.article == run.article("three")
        await run.press("k", "S", "t", way_back)
        assert "goes back" not in run.bottom
        assert run.app.main.selection.scope is Scope.UNREAD
        assert run.app.main.selection.provider == ""
        assert run.app.main.list.article != run.article("three")  # read, and the list was left
        assert run.listed == ["one", "two", "four"]
        await run.press("[")
        assert run.listed == ["one", "three"] or run.listed == ["three", "one"]

    sitting(tmp_path, news, does)


def test_more_on_a_topic_asks_which_where_there_are_several(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("B")
        assert run.listed == ["one", "two"]
        await run.press("B", "j", "B")
        await run.shows("─ More on ")
        await run.press("b")
        assert run.listed == ["two", "three"]
        assert run.app.main.list.article == run.article("two")
        await run.press("escape")
        assert len(run.listed) == 4

    sitting(tmp_path, news, does)


def test_an_article_without_either_says_so(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("G", "M")
        assert run.bottom.startswith("This article names no provider")
        await run.press("B")
        assert run.bottom.startswith("This article has no topic")

    sitting(tmp_path, news, does)


def test_a_search_in_the_list_of_more_is_taken_back_first(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("M", "/")
        await run.type("thr")
        await run.press("enter", "escape")
        assert run.listed == ["one", "three"]
        await run.press("escape")
        assert len(run.listed) == 4

    sitting(tmp_path, news, does)


def test_a_provider_the_sidebar_does_not_show_yet_is_marked_at_the_row_for_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(FIRST_PROVIDERS + 2):
        lines = ["---", f"title: News {number}", f"webUrl: https://news.example/{number}"]
        lines += [f"publishedDateTime: 2026-11-{number + 1:02}", f"provider: Paper {number:02}", "---", ""]
        (folder / f"{number}.md").write_text("\n".join(lines))

    async def does(run: Running) -> None:
        await run.press("M")
        assert len(run.listed) == 1
        row = run.app.main.sidebar.row
        assert row is not None
        assert row.name == "2 more"
        await run.press("h", "enter")
        await run.until(lambda: f"Paper {FIRST_PROVIDERS + 1}" in run.text)

    sitting(tmp_path, folder, does)
