"""Text selected with the mouse belongs to what stood there: another page in its place takes the selection away."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from textual import events

from reader import desktop
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


async def drag(run: Running, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Draw the mouse from one cell of the screen to another, with the button held; the text that is selected then."""
    await run.pilot.mouse_down(offset=start)
    await run.pilot.hover(offset=end)
    await run.pilot.mouse_up(offset=end)
    await run.pilot.pause()
    return run.app.main.get_selected_text() or ""


async def opens_the_long_one(run: Running) -> None:
    await run.press("enter")
    await run.shows("Paragraph 9 of the long one.")


def mouse(run: Running, kind: type[events.MouseEvent], line: int, *, down: int = 0) -> None:
    """Report the mouse on a line of the article, moved down by so many lines."""
    detail = run.app.main.detail
    x, y = detail.region.x + 9, detail.region.y + line
    run.app.main._forward_event(kind(detail, x, y, 0, down, 1, False, False, False, x, y))


def test_a_selection_drawn_to_the_last_line_scrolls_on_and_no_further_than_the_end(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        detail = run.app.main.detail
        await opens_the_long_one(run)
        last = detail.size.height - 1
        await run.pilot.mouse_down("#detail", offset=(1, line_of(run, "Paragraph 0")))
        mouse(run, events.MouseMove, last - 2, down=3)
        assert detail.scroll_offset.y == 0
        mouse(run, events.MouseMove, last, down=2)
        await run.until(lambda: detail.scroll_offset.y == detail.last_top)
        mouse(run, events.MouseMove, last, down=1)
        assert detail.scroll_y == detail.last_top
        await run.pilot.mouse_up("#detail", offset=(9, last))
        selected = run.app.main.get_selected_text() or ""
        assert selected.startswith("Paragraph 0")
        assert "Paragraph 18" in selected

    sitting(tmp_path, news, does)


def test_the_wheel_scrolls_an_article_by_three_lines(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        detail = run.app.main.detail
        await opens_the_long_one(run)
        for kind, line in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
            mouse(run, kind, 5)
            await run.pilot.pause()
            assert detail.scroll_offset.y == line

    sitting(tmp_path, news, does)


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


def test_left_of_the_pane_the_selection_ends_on_the_line_of_the_mouse(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        pane = run.app.main.detail.region
        await opens_the_long_one(run)
        first, last = (pane.y + line_of(run, f"Paragraph {number}") for number in (2, 4))
        selected = await drag(run, (pane.x + 1, first), (pane.x - 30, last))
        assert selected.split("\n\n")[:2] == [f"Paragraph {number} of the long one." for number in (2, 3)]
        assert "Paragraph 4" not in selected
        assert "Paragraph 5" not in selected

    sitting(tmp_path, news, does)


def test_below_the_pane_the_selection_ends_with_the_last_line_seen(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        pane = run.app.main.detail.region
        await opens_the_long_one(run)
        seen = [run.app.main.detail.render_line(y).text.strip() for y in range(pane.height)]
        selected = await drag(run, (pane.x, pane.y), (pane.right - 1, pane.bottom))
        assert selected == "\n".join(seen).rstrip()

    sitting(tmp_path, news, does)


def test_what_is_told_to_be_below_is_not_selected(tmp_path: Path, news: Path) -> None:
    related = "".join(f"- {{title: Tie {number}, webUrl: 'https://else.example/{number}'}}\n" for number in range(8))
    file = news / "Short.md"
    file.write_text(file.read_text().replace("title: Short\n", f"title: Short\nrelated:\n{related}"))

    async def does(run: Running) -> None:
        pane = run.app.main.detail.region
        await run.press("j", "enter")
        await run.shows("more below")
        selected = await drag(run, (pane.x, pane.y), (pane.right - 1, pane.bottom - 1))
        assert "Tie 0" in selected
        assert "Tie 7" not in selected

    sitting(tmp_path, news, does, size=(120, 24))


def test_a_double_click_on_a_link_opens_it_and_selects_nothing(tmp_path: Path, news: Path) -> None:
    opened: list[str] = []

    async def does(run: Running) -> None:
        detail = run.app.main.detail
        await run.press("j", "enter")
        await run.shows("https://news.example/Short")
        y = line_of(run, "https://news.example/Short")
        with mock.patch.object(desktop, "open_url", lambda url, *_: opened.append(url)):
            for chain in (1, 2):
                detail.post_message(events.Click(detail, 5, y, 0, 0, 1, False, False, False, chain=chain))
            await run.until(lambda: bool(opened))
            await run.pilot.pause()
        assert not run.app.main.get_selected_text()

    sitting(tmp_path, news, does)
