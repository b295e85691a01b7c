"""Text selected with the mouse belongs to what stood there: another page in its place takes the selection away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting

LONG = "\n\n".join(f"Paragraph {number} of the long one." for number in range(20))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for day, (title, body) in enumerate({"Short": "Few words.", "Long": LONG}.items(), 10):
        front = f"title: {title}\nwebUrl: https://news.example/{title}\npublishedDateTime: 2026-11-{day}\n"
        (folder / f"{title}.md").write_text(f"---\n{front}---\n{body}\n", "utf-8")
    return folder


def line_of(run: Running, text: str) -> int:
    """The line of the article on which a text stands."""
    detail = run.app.main.detail
    return next(y for y in range(detail.size.height) if text in detail.render_line(y).text)


async def select(run: Running, first: int, last: int) -> None:
    """Draw the mouse over lines of the article, with the button held."""
    await run.pilot.mouse_down("#detail", offset=(1, first))
    await run.pilot.hover("#detail", offset=(10, last))
    await run.pilot.mouse_up("#detail", offset=(10, last))
    await run.pilot.pause()


async def opens_the_long_one(run: Running) -> None:
    await run.press("enter")
    await run.shows("Paragraph 9 of the long one.")


def test_another_article_has_nothing_selected(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        await opens_the_long_one(run)
        await select(run, line_of(run, "Paragraph 0"), line_of(run, "Paragraph 2"))
        assert "Paragraph 1 of the long one." in (screen.get_selected_text() or "")
        await run.press("J")
        await run.shows("Few words.")
        assert not screen.get_selected_text()

    sitting(tmp_path, news, does)


def test_esc_goes_out_of_an_article_that_ends_where_the_selection_of_another_one_began(
    tmp_path: Path, news: Path
) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        await run.press("j", "enter")
        await run.shows("Few words.")
        end = len(screen.detail._layout.lines)
        await run.press("K")
        await run.shows("Paragraph 9 of the long one.")
        await select(run, end, end + 4)
        await run.press("J")
        await run.shows("Few words.")
        await run.press("escape")
        assert "failed" not in run.bottom
        assert screen.pane == "list"

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("does_more", ["s", "m"])
def test_what_is_selected_stays_while_marks_change(tmp_path: Path, news: Path, does_more: str) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        await opens_the_long_one(run)
        await select(run, line_of(run, "Paragraph 0"), line_of(run, "Paragraph 2"))
        selected = screen.get_selected_text()
        assert selected
        await run.press(does_more)
        assert screen.get_selected_text() == selected

    sitting(tmp_path, news, does)
