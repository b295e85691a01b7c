"""A click in the list means the article that is clicked, whatever had the keys and whatever was shown before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting, write_news, write_tied


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_news(folder, {"Third": "2020-01-01T08:00:00Z"})
    write_tied(folder, "First", "Second")
    return folder


async def click(run: Running, title: str, button: int = 1) -> None:
    """Click an article of the list, and wait until it is shown."""
    article_list = run.app.main.list
    y = next(y for y in range(article_list.size.height) if title in article_list.render_line(y).text)
    await run.pilot.click(article_list, offset=(10, y), button=button)
    await run.until(lambda: run.app.main.reading.article == run.article(title))


@pytest.mark.parametrize("before", [["enter"], ["enter", "1"], ["enter", "#"], ["h"]])
def test_it_is_shown_and_the_keys_act_on_it(tmp_path: Path, news: Path, before: list[str]) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        await run.press(*before)
        for title in ("Third", "First"):
            await click(run, title)
            assert screen.pane == "list"
        await run.press("s")
        assert [one.title for one in screen.listing if run.library.is_starred(one)] == ["First"]

    sitting(tmp_path, news, does)


def test_the_right_button_copies_it(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("enter", "1")
        await click(run, "Third", button=3)
        await run.shows("─ Copy ")
        assert "▌y web        https://news.example/third" in run.text

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("before", [[], ["enter"], ["enter", "#"]])
def test_the_right_button_copies_the_related_article_that_is_clicked(
    tmp_path: Path, news: Path, before: list[str]
) -> None:
    async def does(run: Running) -> None:
        detail = run.app.main.detail
        await run.press(*before)
        await run.until(lambda: any("1 Second" in detail.render_line(y).text for y in range(detail.size.height)))
        y = next(y for y in range(detail.size.height) if "1 Second" in detail.render_line(y).text)
        await run.pilot.click(detail, offset=(10, y), button=3)
        await run.shows("─ Copy ")
        assert "▌y web        https://news.example/second" in run.text

    sitting(tmp_path, news, does)


def test_what_was_looked_for_in_another_article_is_over(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("enter", "/")
        await run.type("first")
        await run.shows("1 place")
        await click(run, "Third")
        await run.until(lambda: "1 place" not in run.text)
        await run.press("k")
        assert run.app.main.list.article == run.article("Second")

    sitting(tmp_path, news, does)


@pytest.mark.parametrize(
    ("config", "width", "columns"),
    [("linear: true\n", 60, (1, 2, 59)), ("density: compact\n", 40, (39,)), ("density: compact\n", 26, (2, 25))],
    ids=["linear", "no meters", "no stars"],
)
def test_where_text_stands_instead_of_marks_and_meters_it_only_selects(
    tmp_path: Path, news: Path, config: str, width: int, columns: tuple[int, ...]
) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        for column in columns:
            for row in (2, 1):
                await run.pilot.click(screen.list, offset=(column, row))
                await run.pilot.pause()
                assert screen.list.row == row
        assert len(run.app.screen_stack) == 1

    sitting(tmp_path, news, does, config=config, size=(width, 20))
