"""Tags given and taken by key, shown, and found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model import Selection
from tests.tui.running import Running, sitting, write_news

TITLES = [f"Report {letter}" for letter in "ABCD"]
"""Newest first."""


@pytest.fixture
def sit(tmp_path: Path) -> Callable[..., None]:
    """Run the app on four articles."""
    write_news(tmp_path / "news", {title: f"2022-01-{20 - day}" for day, title in enumerate(TITLES)})
    return lambda does, **more: sitting(tmp_path, tmp_path / "news", does, **more)


def tags(run: Running, letter: str) -> tuple[str, ...]:
    """The tags of an article by the letter of its title."""
    return run.library.tags_of(run.article(f"Report {letter}"))


async def give(run: Running, text: str, *, by: str = "+") -> None:
    """Type a tag."""
    await run.press(by)
    await run.until(lambda: run.app.screen is not run.app.main)
    await run.type(text)
    await run.press("enter")
    await run.until(lambda: run.app.screen is run.app.main)


def test_a_tag_is_given_shown_found_and_taken_away(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await give(run, "later")
        assert run.bottom.startswith("Tagged “later”: Report A · U undoes")
        assert tags(run, "A") == ("later",)
        row = next(line for line in run.text.splitlines() if "#later" in line)
        assert "Jan 2022" in row  # the second line of its row
        assert run.text.count("#later") == 2  # and in the article
        await give(run, "later")
        assert run.bottom == "Tagged “later” already"
        await run.press("/")
        await run.type("tag:later")
        await run.press("enter")
        await run.until(lambda: run.listed == ["Report A"])
        await give(run, "-later")
        assert run.bottom.startswith("Removed the tag “later” from: Report A")
        assert tags(run, "A") == ()
        await give(run, "-never")
        assert run.bottom == "There is no tag “never” here"

    sit(does)


def test_a_tag_of_a_whole_selection_is_one_deed(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await give(run, "work")
        await run.press("x", "x", "x")
        await give(run, "work")
        assert run.bottom.startswith("Tagged 2 “work” · U undoes")
        await give(run, "work")
        assert run.bottom == "All 3 selected have the tag “work” already"
        await run.press("U")
        await run.until(lambda: tags(run, "B") == ())
        assert tags(run, "A") == ("work",)
        await run.press("-")
        await run.shows("Untag 3 selected")
        await run.press("tab", "enter")
        assert run.bottom.startswith("Removed the tag “work” from 1 · U undoes")

    sit(does)


def test_tab_goes_through_the_tags_there_are(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        for name in ("to read", "tools", "work"):
            await give(run, name)
        await run.press("j", "+")
        await run.type("to")
        await run.shows("to read  tools")
        assert "work" not in "".join(line for line in run.text.splitlines() if "tools  " in line)
        await run.press("tab", "tab", "enter")
        assert tags(run, "B") == ("tools",)
        await run.press("+")
        await run.type("brand new")
        await run.shows("a new tag")
        await run.press("escape")
        assert tags(run, "B") == ("tools",)

    sit(does)


def test_a_name_that_cannot_be_one_is_refused_in_a_sentence(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await give(run, "x" * 101)
        assert run.bottom.startswith("A tag wants a name of 1 to 100 visible characters")
        assert tags(run, "A") == ()
        await run.press("escape", "-")
        assert run.bottom == "No tag to take away"

    sit(does)


def test_tags_stay_on_articles_whose_files_are_gone(sit: Callable[..., None], tmp_path: Path) -> None:
    async def tag(run: Running) -> None:
        await give(run, "kept")

    async def look(run: Running) -> None:
        assert "Report A" not in run.listed
        await run.press("/")
        await run.type("tag:kept")
        await run.press("enter")
        await run.until(lambda: run.listed == ["Report A"])
        await run.shows("this is what your tag")
        await give(run, "again")
        kept = run.library.select(Selection(query="tag:again"))
        assert [article.title for article in kept] == ["Report A"]

    sit(tag)
    (tmp_path / "news" / "report-a.md").unlink()
    sit(look)


def test_the_palette_leads_to_the_articles_of_a_tag(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        async def choose() -> None:
            await run.press(":")
            await run.type("with a tag")
            await run.press("enter")

        await choose()
        assert run.bottom.startswith("No tags yet · + tags an article")
        await give(run, 'say "to read"')
        await run.press("j", "x", "x")
        await give(run, "work")
        await run.press("escape", "u")
        await choose()
        await run.shows("Articles with the tag")
        await run.press("b")
        await run.until(lambda: run.listed == ["Report A"])
        await choose()
        await run.shows("Articles with the tag")
        await run.press("a")
        await run.until(lambda: run.listed == ["Report B", "Report C"])
        await run.press("[", "[")
        await run.until(lambda: len(run.listed) == len(TITLES))

    sit(does)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_who_leaves_the_prompt_leaves_nothing_else(sit: Callable[..., None], key: str) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "x", "+")
        await run.until(lambda: run.app.screen is not run.app.main)
        said = run.bottom
        await run.press(key)
        assert run.app.screen is run.app.main
        assert len(run.app.main.picked) == 2
        assert run.bottom == said

    sit(does)
