"""Help and palette tell the keys at every size, under the names the screen itself has for its panes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting, write_news


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_news(folder, {"Only": "2026-11-19T10:00:00Z"})
    return folder


@pytest.mark.parametrize("way_in", ["?", ":"])
@pytest.mark.parametrize("size", [(120, 30), (60, 20), (40, 12), (24, 10)])
def test_no_key_is_cut_off(tmp_path: Path, news: Path, size: tuple[int, int], way_in: str) -> None:
    async def does(run: Running) -> None:
        await run.press(way_in)
        await run.type("half a page")
        rows = [line.split() for line in run.text.splitlines() if "half" in line and "find" not in line]
        assert [key for row in rows for key in row if key.startswith("ctrl+")] == ["ctrl+d", "ctrl+u"]

    sitting(tmp_path, news, does, size=size)


def test_what_has_the_words_in_its_title_stands_before_what_has_them_in_its_id(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press(":")
        await run.type("sor")
        rows = run.text.splitlines()
        assert "sort by" in rows[1]
        assert any("cursor.down" in row for row in rows[2:])
        await run.press("enter")
        assert "date" in run.text
        assert "heat" in run.text

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("way_in", ["?", ":"])
def test_no_key_is_cut_off_when_the_terminal_becomes_narrower(tmp_path: Path, news: Path, way_in: str) -> None:
    async def does(run: Running) -> None:
        await run.press(way_in)
        await run.type("page")
        await run.press("down")
        await run.pilot.resize_terminal(40, 12)
        await run.pilot.pause()
        rows = [line for line in run.text.splitlines() if "half a page" in line]
        assert [row.split()[-1] for row in rows] == ["ctrl+d", "ctrl+u"]
        assert rows[1].startswith("▌")

    sitting(tmp_path, news, does)


def test_a_pane_is_called_as_its_heading_calls_it(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("enter", "?")
        await run.shows("KEYS  article")

    sitting(tmp_path, news, does)
