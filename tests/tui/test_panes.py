"""The panes while the size of the terminal changes, down to one title and up again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting, write_news

TITLES = [f"Article number {number}" for number in range(20, 40)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Enough articles for separators between days."""
    folder = tmp_path / "news"
    write_news(folder, {title: f"2026-11-{10 + at // 5:02}T10:{at:02}:00Z" for at, title in enumerate(TITLES)})
    return folder


async def resize(run: Running, width: int, height: int) -> None:
    await run.pilot.resize_terminal(width, height)
    await run.pilot.pause()


@pytest.mark.parametrize("config", ["", "density: comfortable\n"])
def test_where_there_is_room_for_one_title_it_is_that_of_the_cursors_article(
    tmp_path: Path, news: Path, config: str
) -> None:
    async def does(run: Running) -> None:
        assert "5 articles" in run.text
        await resize(run, 40, 4)
        for title in reversed(TITLES[-7:]):
            assert title in run.text
            await run.press("j")

    sitting(tmp_path, news, does, config=config, size=(40, 12))


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
@pytest.mark.parametrize(("ways", "pane"), [(["enter"], "detail"), (["h"], "sidebar"), ([], "list")])
def test_after_one_title_only_the_keys_are_where_they_were(
    tmp_path: Path, news: Path, ways: list[str], pane: str, size: tuple[int, int]
) -> None:
    async def does(run: Running) -> None:
        await run.press(*ways)
        before = run.text
        await resize(run, 19, 4)
        await resize(run, *size)
        assert run.app.main.pane == pane
        assert run.text == before

    sitting(tmp_path, news, does, size=size)


@pytest.mark.parametrize("size", [(120, 36), (100, 30), (60, 20)])
def test_the_sidebar_is_shown_from_the_text_alone_too(tmp_path: Path, news: Path, size: tuple[int, int]) -> None:
    async def does(run: Running) -> None:
        await run.press("z")
        assert "LIBRARY" not in run.text
        await run.press("t")
        assert "LIBRARY" in run.text
        assert run.app.main.pane == "sidebar"

    sitting(tmp_path, news, does, size=size)


@pytest.mark.parametrize("ways", [["z"], ["enter"]])
def test_lines_for_an_article_are_told_of_where_the_list_is_not_seen(
    tmp_path: Path, news: Path, ways: list[str]
) -> None:
    async def does(run: Running) -> None:
        await run.press(*ways, "d")
        assert run.bottom.startswith("One line for an article in the list")
        await run.press("d")
        assert run.bottom.startswith("Two lines for an article in the list")

    sitting(tmp_path, news, does, config="density: comfortable\n", size=(60, 20))


def test_who_goes_on_in_one_title_only_is_in_the_list_then(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("enter")
        await resize(run, 19, 4)
        await run.press("j")
        await resize(run, 40, 12)
        assert run.app.main.pane == "list"

    sitting(tmp_path, news, does, size=(40, 12))
