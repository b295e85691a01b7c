"""Topics that are folded away in the sidebar: where its cursor stands, and what the list shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui.arrangement import Pane
from reader.tui.commands import PRESETS
from tests.tui.running import Running, sitting


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Storage is described as a part of Cloud."""
    folder = tmp_path / "news"
    (folder / "_data" / "topics").mkdir(parents=True)
    for name, above in (("Cloud", ""), ("Storage", "parent: Cloud\n")):
        (folder / "_data" / "topics" / f"{name}.yaml").write_text(f"name: {name}\nshortname: {name.lower()}\n{above}")
    for number in range(9):
        topics = "[Cloud, Storage]" if number < 3 else "[Cloud]"
        lines = ["---", f"title: News {number}", f"webUrl: https://news.example/{number}", f"topics: {topics}"]
        lines += [f"publishedDateTime: 2026-11-1{number}", "provider: Gazette", "---", ""]
        (folder / f"{number}.md").write_text("\n".join(lines))
    return folder


async def to_storage(run: Running) -> None:
    await run.press("h", *"jjjj")
    assert row(run) == "Storage"
    await run.until(lambda: len(run.listed) == 3)


def row(run: Running) -> str:
    at = run.app.main.sidebar.row
    assert at is not None
    return at.name


def test_the_cursor_of_a_topic_that_is_folded_away_stands_on_the_one_above(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await to_storage(run)
        await run.press("enter")
        fold = next(one for one in run.app.main.sidebar.rows if one.name == "Cloud")
        run.app.main.sidebar.post_message(run.app.main.sidebar.Folded(fold))
        await run.press()
        assert row(run) == "Cloud"
        assert len(run.listed) == 3  # the list is what it was
        await run.press("a")
        await run.press("[")
        assert row(run) == "Cloud"
        assert len(run.listed) == 3

    sitting(tmp_path, news, does)


def test_space_on_a_topic_folds_the_one_above_it_and_shows_that(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await to_storage(run)
        await run.press("space")
        assert row(run) == "Cloud"
        assert "Storage" not in [one.name for one in run.app.main.sidebar.rows]
        await run.until(lambda: len(run.listed) == 9)

    sitting(tmp_path, news, does)


def test_where_nothing_folds_it_says_what_does(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("h", "space")
        assert run.bottom.startswith("Only topics with others below them fold")

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("preset", PRESETS)
def test_folding_is_hinted_only_where_something_folds(tmp_path: Path, news: Path, preset: str) -> None:
    async def does(run: Running) -> None:
        main = run.app.main
        main.go_to(Pane.SIDEBAR)
        for number, one in enumerate(main.sidebar.rows):
            if one.selectable:
                main.sidebar.move_to(number)
                await run.press()
                assert row(run) == one.name
                assert (" Space fold " in run.bottom) is (one.name in {"Cloud", "Storage"})

    sitting(tmp_path, news, does, config=f"preset: {preset}\n")
