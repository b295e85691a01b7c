"""What is taken out of the program: what the bottom line says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting

ADDRESS = "https://news.example/2026/11/27/a-rather-long-address-of-an-article-that-goes-on-and-on-and-on.html"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for title in ("One", "Two"):
        text = f"---\ntitle: {title}\nwebUrl: {ADDRESS}?{title}\npublishedDateTime: 2026-11-19\nheat: many\n---\n"
        (folder / f"{title}.md").write_text(text)
    return folder


def test_that_it_is_not_confirmed_stands_beside_the_problems(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        past = run.app.main.messages.past
        for _ in range(2):  # the first time also what to do when nothing came
            past.clear()
            await run.press("y")
            await run.until(lambda: bool(past))
            assert "not confirmed" in past[0]
            assert run.bottom.removesuffix("! 2 problems").rstrip() == past[0]

    sitting(tmp_path, news, does, config="clipboard: osc52\n", size=(80, 24))
