"""The search line and what it leaves in the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.geometry import Region

from reader.library import Mark
from reader.model import Selection
from reader.tui.arrangement import Pane
from tests.tui.running import Running, sitting, write_news

NEWS = {
    "Azure opens": "2026-11-19T10:00:00Z",
    "Azure closes": "2026-11-19T09:00:00Z",
    "Clouds gather": "2026-11-18T10:00:00Z",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_news(folder, NEWS)
    return folder


def test_what_was_read_stays_in_a_search_for_unread_until_it_is_left(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("is:unread azure")
        await run.press("enter", "m")
        assert run.library.is_read(run.article("Azure opens"))
        await run.press("r")
        await run.until(lambda: not run.app.main.intake.open)
        assert run.listed == ["Azure opens", "Azure closes"]
        await run.press("u")
        assert run.listed == ["Azure closes"]

    sitting(tmp_path, news, does)


def test_searches_come_back_with_the_arrows_in_the_next_run_and_the_half_typed_one_too(
    tmp_path: Path, news: Path
) -> None:
    async def searches(run: Running) -> None:
        for query in ("azure", "clouds"):
            await run.press("/", "ctrl+u")
            await run.type(query)
            await run.press("enter")
        await run.press("escape")

    async def walks(run: Running) -> None:
        await run.press("/")
        await run.type("half")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await run.press(key)
            seen.append(run.app.main.search.value)
        assert seen == ["clouds", "azure", "azure", "clouds", "half", "half"]

    sitting(tmp_path, news, searches)
    sitting(tmp_path, news, walks)


@pytest.mark.parametrize("typed", ["azure heat>abc", "   azure heat>abc"])
def test_a_mistake_is_pointed_at_and_the_rest_still_filters(tmp_path: Path, news: Path, typed: str) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type(typed)
        await run.shows("^ a number")
        lines = run.text.splitlines()
        (at,) = [number for number, line in enumerate(lines) if "^ a number" in line]
        assert lines[at].index("^") == lines[at - 1].index("abc")
        assert run.listed == ["Azure opens", "Azure closes"]
        assert "2 shown so far" in run.text

    sitting(tmp_path, news, does)


def test_tab_completes_and_the_list_follows(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("is:unr")
        await run.shows("Tab unread")
        await run.press("tab")
        assert run.app.main.search.value == "is:unread"
        await run.shows("3 of 3")
        await run.press("space")
        await run.type("clo")
        await run.shows("2 of 3")
        assert run.listed == ["Azure closes", "Clouds gather"]

    sitting(tmp_path, news, does)


def test_a_search_by_another_order_has_no_days_between_its_rows(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("sort:title")
        await run.press("enter")
        assert run.listed == ["Azure closes", "Azure opens", "Clouds gather"]
        assert "title A to Z" in run.text

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_escape_brings_the_list_back_as_it_stood(tmp_path: Path, size: tuple[int, int]) -> None:
    write_news(
        tmp_path / "many", {f"Title {number:02d}": f"2026-10-{1 + number // 3:02d}T08:00:00Z" for number in range(90)}
    )

    async def does(run: Running) -> None:
        await run.press("g", "ctrl+f", "ctrl+f", "ctrl+d")
        rows = run.app.main.list
        before = rows.article, rows.line, rows.first_row
        assert rows.line > 2
        for query in ("title:00", "nothing at all", "tit"):
            await run.press("/")
            await run.type(query)
            await run.press("escape")
            assert (rows.article, rows.line, rows.first_row) == before

    sitting(tmp_path, tmp_path / "many", does, size=size)


def test_escape_in_an_article_goes_to_the_list_that_was_searched_for(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("azure")
        await run.press("enter", "j", "enter")
        listed, here = run.listed, run.app.main.list.article
        panes = [run.app.main.pane]
        await run.press("escape")
        panes.append(run.app.main.pane)
        assert panes == [Pane.DETAIL, Pane.LIST]
        assert (run.listed, run.app.main.list.article) == (listed, here)
        await run.press("escape")
        assert len(run.listed) > len(listed)

    sitting(tmp_path, news, does)


def test_nothing_unread_in_a_search_is_not_all_read(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("nowhere")
        await run.press("enter", "n")
        assert run.bottom.startswith("Nothing unread here")

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("told", ["seconds", "until the next change"])
def test_the_keys_of_the_line_are_shown_in_place_of_a_message(tmp_path: Path, news: Path, told: str) -> None:
    async def does(run: Running) -> None:
        message = "q quits" if told == "seconds" else "Marked "
        await run.press("escape", "escape", *(["m"] if told != "seconds" else []))
        assert message in run.bottom
        await run.press("/")
        assert "Enter keep" in run.bottom
        assert message not in run.bottom

    sitting(tmp_path, news, does)


def test_whoever_searches_on_adds_a_word(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("azure")
        await run.press("enter", "/")
        await run.type("closes")
        assert run.app.main.selection.query == "azure closes"
        assert run.listed == ["Azure closes"]
        await run.press("escape")
        assert run.app.main.selection.query == "azure"

    sitting(tmp_path, news, does)


def test_hits_are_counted_of_what_the_search_looks_through(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        run.library.mark(Mark.READ, [run.article("Azure opens")])
        await run.press("u", "/")
        await run.type("azure")
        await run.shows(f"1 of {len(run.library.select(Selection())) - 1} ")

    sitting(tmp_path, news, does)


def test_lines_that_are_pasted_become_one(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        run.app.post_message(events.Paste("azure\nclos"))
        await run.until(lambda: run.listed == ["Azure closes"])
        assert run.app.main.search.value == "azure clos"

    sitting(tmp_path, news, does)


def test_what_the_line_moves_is_drawn_though_its_new_place_was_asked_for_before(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        compositor = screen._compositor
        drawn: list[Region] = []
        before = screen.list_heading.region
        screen.actions["search"].open()
        compositor._full_map_invalidated = True  # as it is when a widget that is new asks to be drawn
        moved = compositor.full_map[screen.list_heading].region
        assert moved.y == before.y + 2
        compositor._dirty_regions.clear()
        screen._dirty_widgets.clear()
        screen._compositor_refresh = lambda: drawn.extend(compositor._dirty_regions)  # type: ignore[method-assign]
        screen._refresh_layout()
        assert any(region.contains_region(moved) for region in drawn)

    sitting(tmp_path, news, does)
