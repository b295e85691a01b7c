"""Each list of the sidebar is found as it was left, in the next run too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.library import JSON
from reader.model import Scope, Selection, Sort, SortKey
from reader.tui.places import MOST, Places, Spot, same_list
from tests.tui.running import Running, sitting, write_tied

VIEW, TOPIC = Selection(view="Hot"), Selection(topic="ai")


def test_a_list_is_known_by_scope_view_topic_and_provider() -> None:
    places = Places()
    places.leave(VIEW._replace(query="x", sort=Sort(SortKey.HEAT)), Spot(5, 2))
    assert places.of(VIEW) == Spot(5, 2)
    assert places.of(TOPIC) is None
    assert places.of(VIEW._replace(scope=Scope.UNREAD)) is None
    assert same_list(VIEW, VIEW._replace(scope=Scope.UNREAD, query="y"))
    assert not same_list(VIEW, TOPIC)


def test_what_is_kept_comes_back_and_what_is_none_of_it_is_passed_over() -> None:
    places, restored = Places(), Places()
    places.leave(VIEW, Spot(2**63, 2))
    places.leave(TOPIC._replace(scope=Scope.STARRED), Spot(7, 0))
    broken: list[JSON] = [["all"], "x", ["none", "", "", "", "5", 1], ["all", "", "", "", "z", 1]]
    restored.restore([*places.kept(), *broken])
    assert restored.kept() == places.kept()
    restored.restore(None)
    assert restored.of(VIEW) == Spot(2**63, 2)


def test_lists_left_long_ago_are_forgotten() -> None:
    places = Places()
    for number in range(MOST + 5):
        places.leave(Selection(topic=str(number)), Spot(number, 0))
    assert len(places.kept()) == MOST
    assert places.of(Selection(topic="4")) is None


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(40):
        topics = "[AI]" if number % 2 else "[Cloud]"
        lines = ["---", f"title: N{number:02}", f"webUrl: https://news.example/{number}", f"topics: {topics}"]
        lines += [f"publishedDateTime: 2026-10-{1 + number // 2:02}T{12 + number % 2}:00:00Z"]
        (folder / f"{number}.md").write_text("\n".join([*lines, "---", ""]))
    return folder


def cursor(run: Running) -> str:
    article = run.app.main.list.article
    return article.title if article is not None else ""


def test_a_run_that_is_killed_has_kept_its_place(tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.session.KEEP_SECONDS", 0.05)
    left: list[str] = []

    async def is_killed(run: Running) -> None:
        await run.press("h", "g", "j", "j", "j", "l", *["j"] * 7)
        article = run.app.main.list.article
        assert article is not None

        def kept() -> bool:
            place = run.library.recall("place")
            return isinstance(place, dict) and place["article"] == article.id

        await run.until(kept)
        run.library.flush()
        shutil.copytree(tmp_path / "STATE", tmp_path / "killed" / "STATE")
        left.append(cursor(run))
        await run.press("g", "Q")

    async def comes_back(run: Running) -> None:
        assert (run.app.main.place_name, cursor(run)) == ("AI", left[0])

    sitting(tmp_path, news, is_killed)
    sitting(tmp_path / "killed", news, comes_back)


def test_topics_and_views_are_found_as_they_were_left(tmp_path: Path, news: Path) -> None:
    left: list[tuple[str, int]] = []

    async def walks(run: Running) -> None:
        await run.press("h", "g", "j", "j", "j")
        assert run.app.main.place_name == "AI"
        await run.press("l", *["j"] * 12, "ctrl+d")
        left.append((cursor(run), run.app.main.list.line))
        await run.press("h", "j")
        assert run.app.main.place_name == "Cloud"
        await run.press("k")
        assert (cursor(run), run.app.main.list.line) == left[0]
        await run.press("g", "l", "g", "Q")

    async def comes_back(run: Running) -> None:
        assert run.app.main.place_name == ""
        await run.press("h", "j", "j", "j")
        assert run.app.main.place_name == "AI"
        assert (cursor(run), run.app.main.list.line) == left[0]

    sitting(tmp_path, news, walks)
    sitting(tmp_path, news, comes_back)


def test_what_was_followed_joins_the_list_once_it_is_marked_so_that_it_belongs_there(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write_tied(news, "Begins", "Ends")

    async def does(run: Running) -> None:
        await run.press("j", "m", "g", "u")
        assert run.listed == ["Begins"]
        await run.press("enter", "1", "m")
        assert run.listed == ["Begins", "Ends"]
        await run.press("escape", "g", "s", "*")
        assert run.listed == ["Begins"]
        await run.press("enter", "1", "s")
        assert run.listed == ["Begins", "Ends"]

    sitting(tmp_path, news, does)
