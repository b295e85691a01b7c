"""Saved views in the app: saved from a search, opened like a topic, changed, renamed, given up, all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import View, open_library
from reader.model import Scope, Selection
from tests.tui.running import Running, settings_in, sitting, write_news

NEWS = {
    "Azure opens": "2026-11-19T10:00:00Z",
    "Azure closes": "2026-11-19T09:00:00Z",
    "Clouds gather": "2026-11-18T10:00:00Z",
    "Clouds part": "2026-11-18T09:00:00Z",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write_news(folder, NEWS)
    return folder


async def save(run: Running, query: str, name: str) -> None:
    """Search, save, name."""
    await run.press("/")
    await run.type(query)
    await run.press("ctrl+s")
    await run.type(name)
    await run.press("enter")
    await run.shows(f"Saved the view “{name}”")


def sidebar(run: Running) -> list[str]:
    """The rows of the sidebar as they are drawn, without cursor and ends."""
    lines = [line.split("│")[0] for line in run.text.splitlines() if "│" in line]
    return [" ".join(line.strip("›▌ ").split()) for line in lines]


def test_a_search_saved_under_a_name_stands_in_the_sidebar_with_its_unread(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        assert run.library.views() == (View("My clouds", "azure"),)
        assert run.listed == ["Azure opens", "Azure closes"]
        assert "ARTICLES  My clouds › all" in run.text
        await run.shows("My clouds       2")
        rows = sidebar(run)
        assert rows.index("VIEWS") + 1 == rows.index("My clouds 2")
        await run.press("m")
        await run.shows("My clouds       1")

    sitting(tmp_path, news, does)


def test_a_view_is_chosen_in_the_sidebar_like_a_topic_and_the_next_run_comes_back_to_it(
    tmp_path: Path, news: Path
) -> None:
    async def saves(run: Running) -> None:
        await save(run, "azure sort:title", "My clouds")
        await run.press("[")
        assert run.app.main.selection == Selection(query="azure sort:title")

    async def opens(run: Running) -> None:
        await run.press("h", "g", "j", "j", "j")
        assert run.listed == ["Azure closes", "Azure opens"]
        await run.press("enter", "u", "m", "J", "Q")

    async def is_there(run: Running) -> None:
        assert "My clouds › unread" in run.text
        assert run.listed == ["Azure opens"]

    sitting(tmp_path, news, saves)
    sitting(tmp_path, news, opens)
    sitting(tmp_path, news, is_there, size=(160, 36))


def test_searching_inside_a_view_narrows_it_and_esc_takes_only_that_back(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "clouds", "Weather")
        await run.press("/")
        await run.type("part")
        await run.press("enter")
        assert run.listed == ["Clouds part"]
        assert "Weather › part" in run.text
        await run.press("escape")
        assert run.listed == ["Clouds gather", "Clouds part"]
        assert "Weather › all" in run.text

    sitting(tmp_path, news, does)


def test_a_view_given_up_is_a_search_until_it_is_left_and_undo_brings_it_back(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "D")
        await run.shows("Deleted the view “My clouds” · U undoes")
        assert run.library.views() == ()
        assert "VIEWS" not in run.text
        assert run.listed == ["Azure opens", "Azure closes"]
        assert run.app.main.selection.query == "azure"
        await run.press("U")
        await run.shows("VIEWS")
        assert run.library.views() == (View("My clouds", "azure"),)

    sitting(tmp_path, news, does)


def test_a_changed_query_that_is_kept_but_not_saved_leaves_the_view_and_says_so(tmp_path: Path, news: Path) -> None:
    told = "“My clouds” is as it was; ctrl+s changes it"

    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "e", "enter")
        assert "is as it was" not in run.text
        assert "ARTICLES  My clouds › all" in run.text
        await run.press("h", "e")
        await run.type(" opens")
        await run.press("enter")
        await run.shows(told)
        assert run.library.views() == (View("My clouds", "azure"),)
        await run.press("ctrl+s", "enter")
        await run.shows("Saved the view “My clouds” anew")
        assert run.library.views() == (View("My clouds", "azure opens"),)

    sitting(tmp_path, news, does)


def test_a_view_is_renamed_and_two_undos_give_it_its_name_back(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "N", *["backspace"] * 6)
        await run.type("skies")
        await run.press("enter")
        await run.shows("Renamed “My clouds” to “My skies” · U twice undoes")
        assert run.library.views() == (View("My skies", "azure"),)
        assert "ARTICLES  My skies" in run.text
        await run.press("U", "U")
        assert run.library.views() == (View("My clouds", "azure"),)

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("renamed", [False, True])
def test_the_way_back_leads_to_the_articles_of_a_view_that_is_no_more(
    tmp_path: Path, news: Path, renamed: bool
) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "g", "enter")  # all
        assert len(run.listed) == 4
        await run.press("h", "G")
        await run.until(lambda: run.app.main.selection.view == "My clouds")
        await run.press("enter", "h", *("N", "2", "enter") if renamed else "D")
        await run.until(lambda: "My clouds" not in {view.name for view in run.library.views()})
        await run.press("g", "enter")
        if not renamed:  # it is a search now
            await run.press("escape")
        assert len(run.listed) == 4
        await run.press("[")
        assert run.listed == ["Azure opens", "Azure closes"]
        assert run.app.main.selection.view == ("My clouds2" if renamed else "")
        await run.press("A")
        assert not run.library.is_read(run.article("Clouds gather"))

    sitting(tmp_path, news, does)


def give_up_elsewhere(run: Running, name: str) -> None:
    """Another program gives a view up: this one hears of it."""
    run.library.drop_view(name)
    run.app.main.marks_changed()


@pytest.mark.parametrize("keys", [("escape",), ("enter", "[")])
def test_who_searches_in_a_view_that_is_given_up_elsewhere_comes_back_to_its_articles(
    tmp_path: Path, news: Path, keys: tuple[str, ...]
) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("/")
        await run.type("opens")
        give_up_elsewhere(run, "My clouds")
        await run.press(*keys)
        assert run.listed == ["Azure opens", "Azure closes"]
        assert run.app.main.selection == Selection(query="azure")

    sitting(tmp_path, news, does)


def test_a_search_in_a_view_that_is_given_up_elsewhere_finds_what_it_found(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("/")
        await run.type("opens or gather")
        assert run.listed == ["Azure opens"]
        give_up_elsewhere(run, "My clouds")
        await run.press("enter")
        assert run.listed == ["Azure opens"]

    sitting(tmp_path, news, does)


def test_a_view_that_is_given_up_elsewhere_while_the_palette_has_it_is_not_opened(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "g", "enter", ":")
        await run.type("my clouds")
        give_up_elsewhere(run, "My clouds")
        await run.press("enter")
        assert "There is no view “My clouds” any more" in run.bottom
        assert len(run.listed) == 4

    sitting(tmp_path, news, does)


def test_a_place_in_a_view_that_was_given_up_meanwhile_is_all_articles(tmp_path: Path, news: Path) -> None:
    async def saves(run: Running) -> None:
        await save(run, "azure", "My clouds")

    async def returns(run: Running) -> None:
        assert len(run.listed) == 4
        assert "My clouds" not in run.text

    sitting(tmp_path, news, saves)
    library = open_library(settings_in(tmp_path), [str(news)])
    library.drop_view("My clouds")
    library.close()
    sitting(tmp_path, news, returns)


def test_the_name_of_another_view_is_not_taken(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "A")
        await run.press("h", "g", "enter")
        await save(run, "clouds", "B")
        await run.press("h", "N", "backspace", "A", "enter")
        await run.shows("There is a view “A” already")
        assert [view.name for view in run.library.views()] == ["A", "B"]

    sitting(tmp_path, news, does)


def test_what_a_view_searches_for_is_changed_in_the_search_line(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "e")
        assert run.app.main.search.value == "azure"
        await run.press("space")
        await run.type("or part")
        await run.press("ctrl+s", "enter")
        await run.shows("Saved the view “My clouds” anew")
        assert run.library.views() == (View("My clouds", "azure or part"),)
        assert run.listed == ["Azure opens", "Azure closes", "Clouds part"]

    sitting(tmp_path, news, does)


def test_a_view_whose_search_is_emptied_and_typed_anew_keeps_its_name(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "e", "ctrl+u")
        await run.type("part")
        await run.press("ctrl+s", "enter")
        await run.shows("Saved the view “My clouds” anew")
        assert run.library.views() == (View("My clouds", "part"),)

    sitting(tmp_path, news, does)


def test_a_view_is_not_being_changed_any_more_once_an_empty_line_is_kept(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "e", "ctrl+u", "enter")
        assert len(run.listed) == 4
        assert "is as it was" not in run.text
        await run.press("/")
        await run.type("part")
        await run.press("ctrl+s", "enter")
        assert run.library.views() == (View("My clouds", "azure"),)

    sitting(tmp_path, news, does)


def test_who_gives_up_changing_a_view_is_in_it_as_before(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "e")
        await run.type(" opens")
        await run.press("escape")
        assert run.app.main.selection.view == "My clouds"
        assert run.listed == ["Azure opens", "Azure closes"]

    sitting(tmp_path, news, does)


def test_the_sidebar_shows_the_scope_that_is_chosen_while_one_is_there(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("h", "g", "u")
        assert "›Unread" in run.text or "▌Unread" in run.text
        await run.press("a")
        assert "▌All" in run.text
        await run.press("j")
        assert "ARTICLES  Unread" in run.text

    sitting(tmp_path, news, does)


def test_the_palette_opens_views(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await save(run, "azure", "My clouds")
        await run.press("h", "g", "enter")
        assert len(run.listed) == 4
        await run.press(":")
        await run.type("open my")
        await run.press("enter")
        assert run.listed == ["Azure opens", "Azure closes"]

    sitting(tmp_path, news, does)


@pytest.mark.parametrize(
    ("query", "told"), [("", "No search to save; / begins one"), ("heat>x", "Not saved: column 6")]
)
def test_what_is_no_whole_search_is_not_saved(tmp_path: Path, news: Path, query: str, told: str) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type(query)
        await run.press("ctrl+s")
        await run.shows(told)
        assert run.library.views() == ()

    sitting(tmp_path, news, does)


def test_a_row_that_is_no_view_can_be_neither_renamed_nor_given_up(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("h")
        for key in ("D", "N", "e"):
            await run.press(key)
            assert run.bottom.startswith("This is no saved view; ctrl+s saves a search as one")

    sitting(tmp_path, news, does)


def test_a_view_that_cannot_be_answered_lists_nothing_and_says_why(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        run.library.save_view("Tied", "related-to:0123456789abcdef")  # as after the article is gone, or an import
        run.app.main.refresh_all()
        await run.press("h", "G", "g")
        run.app.main.select(Selection(view="Tied"))
        await run.shows("The view “Tied” cannot be answered:")
        await run.shows("0123456789abcdef")
        assert run.listed == []
        await run.press("escape", "A")
        assert "Marked" not in run.bottom
        assert len(run.library.select(Selection(scope=Scope.UNREAD))) == len(NEWS)
        assert [*run.library.count_views()] == [("Tied", 0)]
        run.app.main.select(Selection(view="Tied", query="azure"))
        assert run.listed == []

    sitting(tmp_path, news, does)
