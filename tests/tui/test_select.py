"""Several articles selected, and acted on together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from reader.tui.actions.taking import OPENED_AT_ONCE
from tests.tui.running import Running, sitting, write_news

TITLES = [f"Report {letter}" for letter in "ABCDEF"]
"""Newest first."""

Does = Callable[[Running], Awaitable[None]]


@pytest.fixture
def sit(tmp_path: Path) -> Callable[..., None]:
    """Run the app on six articles."""
    write_news(tmp_path / "news", {title: f"2022-01-{20 - day}" for day, title in enumerate(TITLES)})

    def run(does: Does, **more: object) -> None:
        sitting(tmp_path, tmp_path / "news", does, **more)  # type: ignore[arg-type]

    return run


def picked(run: Running) -> list[str]:
    """The titles of what is selected, by alphabet."""
    known = (run.library.get(key) or article for key, article in run.app.main.picked.items())
    return sorted(article.title[-1] for article in known if article is not None)


def read(run: Running) -> list[str]:
    """What is read, by alphabet."""
    return [title[-1] for title in TITLES if run.library.is_read(run.article(title))]


def test_one_by_one_the_cursor_goes_on_and_the_same_key_takes_back(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "j", "x")
        assert picked(run) == ["A", "C"]
        assert run.app.main.list.row == 3
        assert "2 selected" in run.text
        rows = [line for line in run.text.splitlines() if "Report" in line]
        assert ["×" in line for line in rows[:4]] == [True, False, True, False]
        await run.press("k", "x")
        assert picked(run) == ["A"]

    sit(does)


def test_a_range_goes_from_the_one_selected_last_to_the_cursor_either_way(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("X")
        assert "Select the first one with x" in run.bottom
        await run.press("j", "x", "j", "X")
        assert picked(run) == ["B", "C", "D"]
        await run.press("escape", "G", "x", "g", "X")
        assert picked(run) == list("ABCDEF")

    sit(does)


def test_a_range_from_one_that_was_unselected_unselects(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press(";", "j", "x", "j", "X")
        assert picked(run) == ["A", "E", "F"]

    sit(does)


def test_the_whole_list_and_again_none_of_it(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("x", ";")
        assert picked(run) == list("ABCDEF")
        await run.press(";")
        assert picked(run) == []
        assert "selected" not in run.text

    sit(does)


def test_a_selection_outlives_order_and_search_and_says_what_the_list_does_not_show(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "x", "S", "t")
        assert picked(run) == ["A", "B"]
        await run.press("/")
        await run.type("title:a")
        await run.press("enter")
        await run.until(lambda: run.listed == ["Report A"])
        await run.shows("2 selected, 1 not in this list")
        await run.press("m")
        assert read(run) == ["A", "B"]

    sit(does)


def test_escape_clears_the_selection_before_it_clears_the_search(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("report")
        await run.press("enter", "x", "escape")
        assert picked(run) == []
        assert run.app.main.selection.query == "report"
        await run.press("escape")
        assert run.app.main.selection.query == ""

    sit(does)


def test_marks_of_several_are_one_deed_and_one_undo(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("m", "x", "x", "x", "m")
        assert run.bottom.startswith("Marked 2 read · U undoes")
        assert read(run) == ["A", "B", "C"]
        await run.press("m")
        assert run.bottom.startswith("Marked 3 unread")
        await run.press("s")
        assert run.bottom.startswith("Starred 3")
        assert run.library.counts().starred == 3
        await run.press("U")
        await run.until(lambda: run.library.counts().starred == 0)

    sit(does)


def test_urls_and_other_forms_are_copied_one_a_line(sit: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    async def does(run: Running) -> None:
        actions = run.app.main.actions["article"]
        monkeypatch.setattr(actions, "copy", lambda text, what: copied.append(what + text))
        await run.press("j", "x", "k", "k", "x", "y")
        assert copied.pop() == "2 URLs: https://news.example/report-a\nhttps://news.example/report-b"
        await run.press("Y")
        await run.shows("Copy of 2 selected")
        await run.press("m")
        assert copied.pop().splitlines()[1] == "[Report B](https://news.example/report-b)"

    sit(does)


def test_pages_are_opened_but_not_too_many(sit: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("reader.desktop.open_url", lambda url, _browser: opened.append(url[-1]))

    async def does(run: Running) -> None:
        await run.press("x", "x", "o")
        await run.shows("Opened 2 pages")
        assert opened == ["a", "b"]
        monkeypatch.setattr("reader.tui.actions.taking.OPENED_AT_ONCE", 1)
        await run.press("O")
        assert run.bottom.startswith("2 selected: 1 pages at most open at once. y copies all their URLs")
        assert read(run) == []
        assert len(opened) == 2

    assert OPENED_AT_ONCE == 20
    sit(does)


def test_several_are_saved_in_a_folder_or_in_one_file(sit: Callable[..., None], tmp_path: Path) -> None:
    async def does(run: Running) -> None:
        for name in ("out", "all.md"):
            await run.press("escape", "g", "x", "x", "W")
            await run.shows("Save 2 selected as Markdown in")
            await run.press("ctrl+u")
            await run.paste(str(tmp_path / name))
            await run.press("enter")
            await run.shows("Saved 2 articles in")

    sit(does)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["report-a.md", "report-b.md"]
    whole = (tmp_path / "all.md").read_text()
    assert whole.index("# Report A") < whole.index("---") < whole.index("# Report B")


def test_a_folder_that_is_there_takes_what_is_saved(sit: Callable[..., None], tmp_path: Path) -> None:
    folder = tmp_path / "out.d"
    folder.mkdir()

    async def does(run: Running) -> None:
        for keys, told in (("W", "Saved /"), ("x x W", "Saved 2 articles in")):
            await run.press("escape", "g", *keys.split())
            await run.shows("as Markdown")
            await run.press("ctrl+u")
            await run.paste(str(folder))
            await run.press("enter")
            await run.shows(told)

    sit(does)
    assert sorted(file.name for file in folder.iterdir()) == ["report-a-2.md", "report-a.md", "report-b.md"]


def test_of_several_as_many_are_saved_as_can_be(sit: Callable[..., None], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for number in range(1, 1000):  # every name that the first of them could have
        (folder / (f"report-a-{number}.md" if number > 1 else "report-a.md")).touch()

    async def does(run: Running) -> None:
        await run.press("x", "x", "W")
        await run.shows("as Markdown")
        await run.press("ctrl+u")
        await run.paste(str(folder))
        await run.press("enter")
        await run.shows("Saved 1 article, 1 not: There are a thousand files")

    sit(does)
    assert "# Report B" in (folder / "report-b.md").read_text()


def test_several_are_piped_as_one_text(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "x", "|")
        await run.shows("Pipe 2 selected to")
        await run.type("grep -c Report")
        await run.press("enter")
        await run.shows("grep -c Report")
        await run.until(lambda: " 2\n" in run.text or "▌2" in run.text)

    sit(does)


def test_in_one_pane_the_article_says_that_there_is_a_selection(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "enter")
        await run.shows("1 selected")

    sit(does, size=(60, 20))


def test_a_whole_selected_list_is_marked_as_one_too(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("m", ";", "m")
        assert run.bottom.startswith("Marked 5 read · U undoes")
        assert read(run) == list("ABCDEF")
        await run.press("m")
        assert run.bottom.startswith("Marked 6 unread · U undoes")
        await run.press("U")
        await run.until(lambda: read(run) == list("ABCDEF"))

    sit(does)


def test_a_selected_row_can_be_told_in_ascii_and_in_words(sit: Callable[..., None]) -> None:
    async def marked(run: Running) -> None:
        await run.press("x")
        assert any(line.startswith(" *x Report A") for line in run.text.splitlines())

    async def said(run: Running) -> None:
        await run.press("x")
        await run.shows("selected, unread: Report A")

    sit(marked, config="glyphs: ascii\n", size=(80, 24))
    sit(said, config="linear: true\n", size=(80, 24))
