"""What an empty list says of why it is empty."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.running import Running, sitting, write_news


@pytest.mark.parametrize(("number", "told"), [(1, "1 article, withdrawn"), (3, "3 articles, all withdrawn")])
def test_of_a_library_of_withdrawn_articles_it_says_how_to_see_them(tmp_path: Path, number: int, told: str) -> None:
    news = tmp_path / "news"
    write_news(news, {f"Report {at}": "2026-11-19" for at in range(number)})
    for file in news.iterdir():
        file.write_text(file.read_text().replace("title:", "removed: true\ntitle:"))

    async def does(run: Running) -> None:
        assert told in run.text
        assert "/is:removed  shows" in run.text
        assert "yet" not in run.text
        await run.press("/")
        await run.type("is:removed")
        await run.press("enter")
        assert len(run.listed) == number

    sitting(tmp_path, news, does)


def test_of_a_folder_that_went_it_says_that_it_is_not_there(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write_news(news, {"One": "2026-11-19"})

    async def does(run: Running) -> None:
        shutil.rmtree(news)
        await run.press("r")
        await run.shows("The folder is not there any more:")
        assert "yet" not in run.text

    sitting(tmp_path, news, does)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("scope.all: []", ": “all articles” shows all."),
        ("scope.all: [], app.command-palette: []", "the command “all articles” shows all."),
        ("scope.all: [f9]", "f9 shows all."),
    ],
)
def test_where_a_command_has_no_key_it_says_how_else_it_is_done(tmp_path: Path, keys: str, told: str) -> None:
    write_news(tmp_path / "news", {"One": "2026-11-19"})

    async def does(run: Running) -> None:
        await run.press("*")
        assert "Nothing starred." in run.text
        assert told in " ".join(run.text.split())

    sitting(tmp_path, tmp_path / "news", does, config=f"keys: {{{keys}}}\n", size=(79, 20))


def test_of_a_folder_without_articles_it_says_what_to_put_there(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()

    async def does(run: Running) -> None:
        assert "Put .md" in run.text

    sitting(tmp_path, tmp_path / "news", does, size=(110, 30))


@pytest.mark.parametrize("size", [(120, 30), (40, 12)])
def test_what_is_too_long_for_the_pane_goes_on_in_the_next_line(tmp_path: Path, size: tuple[int, int]) -> None:
    news = tmp_path / "news"
    write_news(news, {"One": "2026-11-19"})

    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("nothing has these words at all and this is longer than a pane")
        await run.press("enter")
        await run.shows("a pane”.")
        await run.shows("Esc takes it back.")

    sitting(tmp_path, news, does, size=size)
