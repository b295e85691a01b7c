"""Keys that come all at once, over a slow line or from a fast hand, do what they do one after another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.tui.running import Running, running


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(8):
        lines = ["---", f"title: N{number}", f"webUrl: https://news.example/{number}"]
        lines += [f"topics: [{'AI' if number % 2 else 'Cloud'}]", f"publishedDateTime: 2026-10-{20 - number}T12:00:00Z"]
        (folder / f"{number}.md").write_text("\n".join([*lines, "---", ""]))
    return folder


def state(run: Running) -> dict[str, object]:
    """Where the person is, and what is marked."""
    screen = run.app.main
    cursor, shown = screen.list.article, screen.reading.article
    return {
        "list": (str(screen.selection.scope), screen.place_name, screen.selection.query),
        "cursor": cursor and cursor.title,
        "shown": shown and shown.title,
        "pane": screen.pane,
        "read": sorted(one.title for one in run.library.select(screen.selection) if run.library.is_read(one)),
        "starred": sorted(one.title for one in run.library.select(screen.selection) if run.library.is_starred(one)),
    }


@pytest.mark.parametrize(
    "keys",
    [
        "Js",
        "jjm",
        ["enter", "J", "s"],
        ["enter", "J", "J", "m", "J"],
        ["enter", "J", "space", "s"],
        "hgjjjjA",
        "hgjjjA",
        "hgjjjljsjm",
        "hgjjjJJs",
        ["h", "g", "j", "u", "j", "l", "m", "G", "s"],
        "GKKs",
        ["/", "N", "5", "enter", "s"],
        ["/", "N", "5", "enter", "J", "m", "escape", "j", "s"],
    ],
    ids="".join,
)
def test_all_at_once_they_do_what_they_do_one_by_one(tmp_path: Path, news: Path, keys: list[str]) -> None:
    async def press(home: str, *, at_once: bool) -> dict[str, object]:
        async with running(tmp_path / home, news) as run:
            if at_once:
                for key in keys:
                    named = _character_to_key(key) if len(key) == 1 else key
                    run.app.post_message(events.Key(named, key if len(key) == 1 else None))
                await run.press()
            else:
                await run.press(*keys)
            await run.until(lambda: not run.app.main.list.has_moved and not run.app.main.sidebar.has_moved)
            return state(run)

    assert asyncio.run(press("a", at_once=True)) == asyncio.run(press("b", at_once=False))
