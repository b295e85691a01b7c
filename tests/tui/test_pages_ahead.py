"""The next page is drawn before it is asked for, and looks as it would have then."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Listing
from reader.tui.rows import Cursor, State, article_row
from reader.tui.widgets import article_list
from reader.tui.widgets.kept_rows import MOST, KeptRows
from tests.tui.making import made
from tests.tui.running import Running, running, write_news

COUNT = 80


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    write_news(news, {f"Title {number:02d}": f"2021-08-{1 + number // 3:02d}T08:00:00Z" for number in range(COUNT)})
    return news


async def ahead(run: Running) -> None:
    """Wait until a page more than is seen has been drawn."""
    rows = run.app.main.list
    await run.until(lambda: len(rows._rows) >= min(2 * rows.rows_visible, COUNT - rows.first_row))


@pytest.mark.parametrize("by", [1, -1, None])
async def test_a_key_after_a_rest_draws_no_more_than_the_row_the_cursor_leaves(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, by: int | None
) -> None:
    drawn: list[str] = []

    def noting(article, *rest, **more):  # type: ignore[no-untyped-def]
        drawn.append(article.title)
        return article_row(article, *rest, **more)

    monkeypatch.setattr(article_list, "article_row", noting)
    async with running(tmp_path, folder) as run:
        await ahead(run)
        await run.press("j", "j")
        rows, before = run.app.main.list, run.app.main.list.row
        rows.draw_ahead()
        await run.pilot.pause()
        drawn.clear()
        rows.page(1) if by is None else rows.move(by)
        rows.render_lines(rows.size.region)
        assert rows.row != before
        assert {*drawn} <= {run.listed[before]}


def test_of_too_many_rows_those_drawn_first_are_forgotten() -> None:
    rows, articles = KeptRows(), [made("Title")._replace(key=number) for number in range(MOST + 1)]
    state = State(read=False, starred=False, selected=False, labels=(), cursor=Cursor.HERE)
    for article in articles:
        rows.keep(article, state, [])
    assert rows.lines(articles[0], state) is None
    assert rows.lines(articles[-1], state) == []
    assert rows.lines(articles[-1], state._replace(cursor=Cursor.ELSEWHERE)) is None
    assert rows.lines(articles[-1], state._replace(read=True)) is None
    assert rows.lines(articles[-1]._replace(title="another"), state) is None
    assert len(rows) == MOST - MOST // 2 + 1


async def test_a_separator_tells_of_what_was_read_meanwhile(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write_news(news, {f"Title {number}": f"2021-08-{1 + number // 6:02d}T08:00:00Z" for number in range(12)})
    async with running(tmp_path, news) as run:
        assert run.text.count("6 articles, 6 unread") == 2
        await run.press("m")
        await run.until(lambda: run.text.count("6 articles, 6 unread") == run.text.count("6 articles, 5 unread") == 1)


async def test_what_was_drawn_ahead_looks_like_what_is_drawn_now(tmp_path: Path, folder: Path) -> None:
    async with running(tmp_path, folder) as run:
        for key in ("pagedown", "pagedown", "pageup"):
            await ahead(run)
            await run.press(key)
        rows = run.app.main.list
        region = rows.size.region
        shown = [strip.text for strip in rows.render_lines(region)]
        rows._rows.clear()
        rows.refresh()
        assert [strip.text for strip in rows.render_lines(region)] == shown


async def test_a_list_that_is_not_seen_draws_nothing(tmp_path: Path, folder: Path) -> None:
    async with running(tmp_path, folder, size=(40, 12)) as run:
        await run.press("enter")
        await run.until(lambda: run.app.main.list.lines_visible == 0)
        rows = run.app.main.list
        rows._rows.clear()
        rows.draw_ahead()
        await run.pilot.pause()
        assert not rows._rows
        await run.press("escape")
        await run.shows("Title 79")


async def test_a_list_that_grows_shorter_while_the_next_page_is_drawn_forgets_that_page(
    tmp_path: Path, folder: Path
) -> None:
    async with running(tmp_path, folder) as run:
        rows, whole = run.app.main.list, run.app.main.listing
        for listing in (whole[:1], Listing(()), whole):
            rows.show(whole, 0, read=lambda _: False, unread=len, starred=lambda _: False)
            rows.draw_ahead()
            rows.show(listing, 0, read=lambda _: False, unread=len, starred=lambda _: False)
            rows._rows.clear()
            await run.pilot.pause()
            assert len(rows._rows) <= len(listing)
        await run.shows("Title 79")


async def test_rows_that_were_drawn_before_there_were_separators_are_drawn_again(tmp_path: Path, folder: Path) -> None:
    async with running(tmp_path, folder) as run:
        rows, whole = run.app.main.list, run.app.main.listing
        for listing in (Listing(tuple(whole[:5])), whole):  # as when articles come in
            rows.show(listing, 0, read=lambda _: False, unread=len, starred=lambda _: False)
            await run.pilot.pause()
        assert "Aug 2021 ──" in run.text
        assert "27 Aug" in run.text
        assert run.text.count("Aug 2021") == 2  # the separator and the article's page
