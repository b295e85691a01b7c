"""The sort menu: one key, several keys, and what turns them round."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.model import Sort, SortKey
from reader.tui.actions.library import sorted_by
from tests.tui.running import Running, sitting

DATE, HEAT, TITLE = Sort(), Sort(SortKey.HEAT), Sort(SortKey.TITLE)


def turned(sort: Sort) -> Sort:
    return sort._replace(reverse=not sort.reverse)


@pytest.mark.parametrize(
    ("before", "key", "more", "after"),
    [
        ((DATE,), SortKey.HEAT, False, (HEAT,)),
        ((DATE,), SortKey.DATE, False, (turned(DATE),)),
        ((HEAT, DATE), SortKey.TITLE, False, (TITLE,)),
        ((HEAT, DATE), SortKey.HEAT, False, (turned(HEAT),)),
        ((HEAT, DATE), SortKey.DATE, False, (DATE,)),
        ((HEAT,), SortKey.DATE, True, (HEAT, DATE)),
        ((HEAT, DATE), SortKey.DATE, True, (HEAT, turned(DATE))),
        ((HEAT, DATE), SortKey.TITLE, True, (HEAT, DATE, TITLE)),
        ((HEAT,), SortKey.HEAT, True, (turned(HEAT),)),
    ],
)
def test_a_letter_sorts_by_one_key_and_a_capital_by_one_more(
    before: tuple[Sort, ...], key: SortKey, more: bool, after: tuple[Sort, ...]
) -> None:
    assert sorted_by(before, key, more=more) == after


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, heat, day in (("one", 5, 1), ("two", 9, 2), ("three", 5, 3)):
        header = (
            f"title: {name}\nwebUrl: https://news.example/{name}\nheat: {heat}\npublishedDateTime: 2026-11-0{day}\n"
        )
        (folder / f"{name}.md").write_text(f"---\n{header}---\n")
    return folder


def test_the_menu_sorts_by_several_keys_and_the_next_run_does_too(tmp_path: Path, news: Path) -> None:
    async def chooses(run: Running) -> None:
        await run.press("S", "h", "S", "D")
        assert run.listed == ["two", "three", "one"]
        assert "Hottest first, then newest first" in run.bottom
        await run.press("S", "D")
        assert run.listed == ["two", "one", "three"]
        await run.press("S")
        await run.shows("oldest first   2.")
        await run.press("escape", "Q")

    async def comes_back(run: Running) -> None:
        assert run.listed == ["two", "one", "three"]
        assert "hottest first, then oldest first" in run.text

    sitting(tmp_path, news, chooses)
    sitting(tmp_path, news, comes_back, size=(160, 36))


def test_an_order_that_the_search_names_is_not_chosen_in_the_menu(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("sort:-heat")
        await run.press("enter", "S")
        assert run.bottom.startswith("The search names the order: sort:-heat")
        assert run.app.screen is run.app.main

    sitting(tmp_path, news, does)
