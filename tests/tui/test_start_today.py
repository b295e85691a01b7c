"""The first opening of a large library: everything is unread, and one command begins with today's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.session import LARGE
from tests.tui.running import Running, sitting, write_news


@pytest.fixture(autouse=True)
def utc(zone: Callable[[str], None]) -> None:
    zone("UTC0")


OFFER = "are unread. : “start from today” marks the older ones read"
TODAY = {"This morning": "2026-11-20T08:00:00Z", "Just today": "2026-11-20", "Tomorrow": "2026-11-21"}
BEFORE = {"Late last night": "2026-11-19T23:59:00Z", "Just yesterday": "2026-11-19"}


def news(home: Path, number: int) -> Path:
    """So many articles: of today, of yesterday, one without a date, the rest of the year before."""
    folder = home / "news"
    dated = {f"Old {each}": "2025-03-01" for each in range(number - len(TODAY) - len(BEFORE) - 1)}
    write_news(folder, {**TODAY, **BEFORE, **dated})
    (folder / "undated.md").write_text("---\ntitle: Undated\nwebUrl: https://news.example/undated\n---\n")
    return folder


def test_a_large_library_without_marks_is_offered_to_start_from_today(tmp_path: Path) -> None:
    async def start(run: Running) -> None:
        assert run.bottom == f"All {LARGE + 1} {OFFER}"
        await run.press(":")
        await run.type("start from")
        await run.press("enter")
        await run.shows(f"Marked {LARGE + 1 - len(TODAY)} older than today read · U undoes")
        unread = {title for title in run.listed if not run.library.is_read(run.article(title))}
        assert unread == set(TODAY)
        await run.press(":")
        await run.type("start from")
        await run.press("enter")
        await run.shows("Nothing unread is older than today")
        await run.press("U")
        await run.until(lambda: run.library.counts().unread == LARGE + 1)
        await run.press("ctrl+r")
        await run.until(lambda: run.library.counts().unread == len(TODAY))

    async def again(run: Running) -> None:
        assert OFFER not in run.text

    folder = news(tmp_path, LARGE + 1)
    sitting(tmp_path, folder, start)
    sitting(tmp_path, folder, again)


def test_a_small_library_is_left_alone(tmp_path: Path) -> None:
    async def look(run: Running) -> None:
        assert OFFER not in run.text

    sitting(tmp_path, news(tmp_path, LARGE), look)
