"""The line between what is new since the last session and what was there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.pictures.scenes import NOW
from tests.tui.running import Running, sitting, write_news

OLD = {f"Old {number:02}": f"2026-11-18T{20 - number:02}:00:00Z" for number in range(14)}
NEW = {"New one": "2026-11-20T11:00:00Z", "New two": "2026-11-19T12:30:00Z"}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_news(folder, OLD)
    return folder


@pytest.fixture
def visited(tmp_path: Path, news: Path) -> Path:
    """The same, after a session that ended yesterday at noon and two new articles."""

    async def leaves(run: Running) -> None:
        run.app.main._clock = lambda: NOW - timedelta(days=1)
        await run.press("Q")

    sitting(tmp_path, news, leaves)
    write_news(news, NEW)
    return news


def test_a_first_session_has_no_line(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        assert " new above" not in run.text
        await run.press("F")
        assert run.bottom.startswith("Nothing here is newer than last time")

    sitting(tmp_path, news, does)


def test_a_line_parts_what_is_new_from_what_was_there(tmp_path: Path, visited: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("g")
        lines = [line.split("│")[1] for line in run.text.splitlines() if line.count("│") > 1]
        at = next(number for number, line in enumerate(lines) if "2 new above, since yesterday 12:00 ━" in line)
        assert "Old 00" in lines[at + 2]
        assert "18 Nov" in lines[at + 1]
        await run.press("G", "F")
        assert run.app.main.list.article == run.article("New two")
        assert run.bottom.startswith("2 articles new since last time")
        await run.press("S", "d")
        await run.shows("2 new below, since yesterday 12:00")
        await run.press("S", "t")
        assert " new " not in "".join(run.text.splitlines()[:-1])

    sitting(tmp_path, visited, does)


def test_the_cursor_and_clicks_pass_over_the_line(tmp_path: Path, visited: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("g")
        main = run.app.main
        walked = [main.list.article]
        for _ in range(15):
            await run.press("j")
            walked.append(main.list.article)
        assert walked == list(main.listing)
        y = next(number for number, line in enumerate(run.text.splitlines()) if "Old 09" in line)
        await run.pilot.click(main.list, offset=(10, y - main.list.region.y))
        assert main.list.article == run.article("Old 09")

    sitting(tmp_path, visited, does)


def test_in_ascii_the_line_has_no_other_signs(tmp_path: Path, visited: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("g")
        assert "2 new above, since yesterday 12:00 ==" in run.text

    sitting(tmp_path, visited, does, config="glyphs: ascii\n")


def test_whoever_has_the_library_read_again_hears_what_that_came_to(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write_news(news, {"One": "2026-11-19T10:00:00Z"})

    async def does(run: Running) -> None:
        await run.press("r")
        await run.shows("Read again: 1 article, as many as before")

    sitting(tmp_path, news, does)
