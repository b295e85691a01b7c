"""Menus leave nothing out: where the letters end, rows go on without, and the rows scroll with the cursor.

What has a frame stays inside the terminal.
"""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from reader import desktop
from reader.model import Selection
from tests.tui.running import Running, sitting

LINKS = 40
TOPICS = 30


def _write(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "one.md").write_text(f"---\ntitle: One\npublishedDateTime: 2026-11-19\n{text}")


def test_links_after_the_last_letter_are_rows_too(tmp_path: Path) -> None:
    links = "\n\n".join(f"[Page {number}](https://page{number}.example/)" for number in range(1, LINKS + 1))
    _write(tmp_path / "news", f"webUrl: https://news.example/one\n---\n{links}\n")
    opened: list[str] = []

    async def does(run: Running) -> None:
        await run.press("L")
        await run.shows("─ Links ")
        assert f"Page {LINKS}" not in run.text
        await run.press("end")
        row = next(line for line in run.text.splitlines() if f"Page {LINKS}" in line)
        assert row.strip(" │").startswith(f"▌  Page {LINKS}")
        with mock.patch.object(desktop, "open_url", lambda url, *_: opened.append(url)):
            await run.press("enter")
            await run.until(lambda: bool(opened))
        await run.press("L", "end")
        with mock.patch.object(desktop, "open_url", lambda url, *_: opened.append(url)):
            await run.pilot.click("#rows", offset=(4, 2))
            await run.until(lambda: len(opened) == 2)

    sitting(tmp_path, tmp_path / "news", does, size=(80, 24))
    assert opened[0] == f"https://page{LINKS}.example/"
    assert opened[1] in {f"https://page{number}.example/" for number in range(1, LINKS)}


def test_topics_after_the_last_letter_are_rows_too(tmp_path: Path) -> None:
    _write(tmp_path / "news", "topics: [" + ", ".join(f"Topic {n:02}" for n in range(1, TOPICS + 1)) + "]\n---\n")

    async def does(run: Running) -> None:
        await run.press("B")
        await run.shows("─ More on ")
        await run.press("end", "enter")
        assert run.app.main.selection == Selection(topic=f"topic {TOPICS}")

    sitting(tmp_path, tmp_path / "news", does, size=(80, 24))


@pytest.mark.parametrize("way_in", ["S", "w", "W", "+"])
def test_a_frame_fits_the_terminal_whatever_its_size_becomes(tmp_path: Path, way_in: str) -> None:
    _write(tmp_path / "news", "webUrl: https://news.example/one\n---\n")

    async def does(run: Running) -> None:
        await run.press(way_in)
        wide = run.app.screen.query_one("#frame").outer_size.width
        for size in ((20, 6), (40, 12)):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            assert run.app.screen.region.contains_region(run.app.screen.query_one("#frame").region)
            assert "╮" in run.text
        await run.pilot.resize_terminal(120, 36)
        await run.pilot.pause()
        assert run.app.screen.query_one("#frame").outer_size.width == wide

    sitting(tmp_path, tmp_path / "news", does)


@pytest.mark.parametrize(
    ("way_in", "hints"),
    [
        ("S", " x closes "),
        ("i", " n/k move  y copy file:line  e $EDITOR  x close"),
        ("!", " · r reads them again · x"),
        ("H", " Enter open  x close  / find "),
    ],
)
def test_hints_name_the_keys_that_are_set(tmp_path: Path, way_in: str, hints: str) -> None:
    _write(tmp_path / "news", "webUrl: https://news.example/one\n---\n")

    async def does(run: Running) -> None:
        await run.press(way_in)
        await run.shows(hints)
        assert "Esc" not in run.text
        await run.press("x")
        assert len(run.app.screen_stack) == 1

    sitting(tmp_path, tmp_path / "news", does, config="keys: {menu.close: x, menu.down: n}\n")
