"""Whoever asks for the way out is told keys that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting, write_news


@pytest.mark.parametrize(
    ("keys", "escape", "cancel"),
    [
        ("", "q quits", "q goes back, Q quits"),
        ("app.back-or-quit: []", "Q quits", "Q quits"),
        ("app.quit: []", "q quits", "q quits"),
        ("app.quit: [], app.back-or-quit: []", ": finds “quit”", ": finds “quit”"),
        ("app.quit: [], app.back-or-quit: [], app.command-palette: [f9]", "f9 finds “quit”", "f9 finds “quit”"),
        ("app.quit: [], app.back-or-quit: [], app.command-palette: []", "No key quits; ", "No key quits; "),
    ],
)
def test_what_is_told_are_keys_that_are_there(tmp_path: Path, keys: str, escape: str, cancel: str) -> None:
    write_news(tmp_path / "news", {"One": "2026-11-19"})

    async def does(run: Running) -> None:
        await run.press("escape")
        assert run.bottom.startswith(escape)
        await run.press("ctrl+c")
        assert run.bottom.startswith(cancel)

    sitting(tmp_path, tmp_path / "news", does, config=f"keys: {{{keys}}}\n")


def test_the_palette_finds_it(tmp_path: Path) -> None:
    write_news(tmp_path / "news", {"One": "2026-11-19"})

    async def does(run: Running) -> None:
        await run.press(":")
        await run.type("quit")
        await run.press("enter")
        await run.until(lambda: run.app.return_code == 0)

    sitting(tmp_path, tmp_path / "news", does, config="keys: {app.quit: [], app.back-or-quit: []}\n")
