"""Where list and article take turns on the screen, each shows what it should when its turn comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import Surroundings
from tests.end_to_end.terminal import Terminal

SIZES = pytest.mark.parametrize(("columns", "rows"), [(60, 20), (40, 12)])


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(40):
        lines = ["---", f"title: Title {number:02}", f"webUrl: https://news.example/{number}"]
        lines += [f"publishedDateTime: 2021-10-20T{23 - number // 2:02}:{59 - number % 2:02}:00Z", "---", ""]
        (folder / f"{number:02}.md").write_text("\n".join([*lines, f"Body {number:02}.", ""]))
    return folder


def start(start_reader: StartReader, env: Surroundings, news: Path, columns: int, rows: int) -> Terminal:
    terminal = start_reader("-L", str(news), columns=columns, rows=rows, env=env.variables)
    terminal.wait_for(lambda seen: "Title 00" in seen.text and "▌ARTICLES" in seen.screen[0])
    return terminal


def shows(number: int) -> str:
    return f"Body {number:02}."


@SIZES
def test_every_article_that_is_opened_is_the_one_shown(
    start_reader: StartReader, library_env: Surroundings, news: Path, columns: int, rows: int
) -> None:
    terminal = start(start_reader, library_env, news, columns, rows)
    for number in range(4):
        terminal.press("Enter")
        terminal.wait_for(shows(number))
        assert "▌ARTICLE " in terminal.screen[0]
        terminal.press("q")
        terminal.wait_for("▌ARTICLES")
        terminal.press("j")
    terminal.press("Enter", "J", "J", "K", "h", "k", "Enter")
    terminal.wait_for(shows(4))
    terminal.press("Q")
    assert terminal.wait_exit() == 0


@SIZES
def test_the_list_shows_where_one_walked_to_in_the_articles(
    start_reader: StartReader, library_env: Surroundings, news: Path, columns: int, rows: int
) -> None:
    terminal = start(start_reader, library_env, news, columns, rows)
    terminal.press("Enter")
    terminal.wait_for(shows(0))
    for number in range(1, 25):
        terminal.press("J")
        terminal.wait_for(shows(number))
    terminal.press("h")
    terminal.wait_for("▌ARTICLES")
    terminal.wait_for(lambda seen: any(line.startswith("▌") and "Title 24" in line for line in seen.screen[1:]))
    terminal.press("Q")
    assert terminal.wait_exit() == 0
