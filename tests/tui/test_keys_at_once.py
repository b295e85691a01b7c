"""Keys that come all at once, over a slow line or from a fast hand, do what they do one after another."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from reader.library import Library
from reader.model import Article, Document
from reader.tui.reading import Opened, Reading
from reader.tui.screens.main import MainScreen
from tests.slow import slowly
from tests.tui.running import Running, running, sitting


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(8):
        lines = ["---", f"title: N{number}", f"webUrl: https://news.example/{number}"]
        lines += [f"topics: [{'AI' if number % 2 else 'Cloud'}]", f"publishedDateTime: 2026-10-{20 - number}T12:00:00Z"]
        lines += [f"related: [{{webUrl: 'https://news.example/{(number + 3) % 8}'}}]"]
        (folder / f"{number}.md").write_text("\n".join([*lines, "---", "More [there](https://more.example)."]))
    return folder


def state(run: Running) -> dict[str, object]:
    """Where the person is, and what is marked."""
    screen = run.app.main
    cursor, shown = screen.list.article, screen.reading.article
    return {
        "list": (str(screen.selection.scope), screen.place_name, screen.selection.query),
        "cursor": cursor and cursor.title,
        "shown": shown and shown.title,
        "pane": screen.pane,
        "over it": [type(one).__name__ for one in run.app.screen_stack[1:]],
        "typed": [line.value for line in run.app.screen.query(Input)] + [getattr(run.app.screen, "typed", "")],
        "read": sorted(one.title for one in run.library.select(screen.selection) if run.library.is_read(one)),
        "starred": sorted(one.title for one in run.library.select(screen.selection) if run.library.is_starred(one)),
    }


@pytest.mark.parametrize(
    "keys",
    [
        "Js",
        ["enter", "J", "J", "m", "J"],
        ["enter", "J", "space", "s"],
        "hgjjjjA",
        "hgjjjA",
        "hgjjjljsjm",
        ["/", "N", "5", "enter", "J", "m", "escape", "j", "s"],
        ["?", "escape", "s"],
        ["?", "o", "l", "d", "escape", "s"],
        ["Y", "q", "s"],
        ["Y", "escape", "?", "q", "u"],
        [":", "n", "e", "x", "t", "escape", "j", "s"],
        ["t", "x", "y", "enter", "j", "s"],
        ["V", "a", "b", "escape", "j", "s"],
        ["/", "N", "5", "escape", "j", "s"],
        ["/", "N", "5", "backspace", "3", "enter", "s", "/", "escape", "j", "m"],
        ["/", "3", "left", "N", "right", "x", "backspace", "enter", "s"],
        ["t", "y", "left", "x", "end", "z", "backspace", "enter", "s"],
        ["/", "N", "5", "ctrl+u", "N", "2", "enter", "s"],
        ["j", "L"],
        ["j", "i", "G", "escape", "j", "s"],
        *slowly(
            "jjm",
            ["enter", "J", "s"],
            "hgjjjJJs",
            ["h", "g", "j", "u", "j", "l", "m", "G", "s"],
            "GKKs",
            ["/", "N", "5", "enter", "s"],
            ["j", "enter", "?", "escape", "s"],
            ["?", "s", "t", "a", "r", "enter"],
            ["Y", "escape", "j", "s"],
            ["t", "x", "escape", "s"],
            ["j", "1"],
        ),
    ],
    ids="".join,
)
def test_all_at_once_they_do_what_they_do_one_by_one(tmp_path: Path, news: Path, keys: list[str]) -> None:
    async def press(home: str, pauses: Callable[[], int] | None) -> dict[str, object]:
        async with running(tmp_path / home, news) as run:
            if pauses is not None:
                for key in keys:
                    named = _character_to_key(key) if len(key) == 1 else key
                    run.app.post_message(events.Key(named, key if len(key) == 1 else None))
                    for _ in range(pauses()):
                        await asyncio.sleep(0)
                await run.press()
            else:
                await run.press(*keys)
            await run.until(lambda: not run.app.main.list.has_moved and not run.app.main.sidebar.has_moved)
            return state(run)

    one_by_one = asyncio.run(press("one by one", None))
    assert asyncio.run(press("at once", lambda: 0)) == one_by_one
    # What one key has others do is under way when the next one comes.
    assert asyncio.run(press("any time", partial(Random(str(keys)).randrange, 12))) == one_by_one


@pytest.mark.parametrize(("key", "leads_to"), [("L", "Menu"), ("1", "N4"), ("#", "related")])
def test_what_an_article_says_is_asked_for_before_it_has_been_read(
    tmp_path: Path, news: Path, key: str, leads_to: str
) -> None:
    async def does(run: Running) -> None:
        screen = run.app.main
        await run.press("enter")
        for each in ("J", key):
            run.app.post_message(events.Key(_character_to_key(each) if len(each) == 1 else each, each[:1]))

        def there() -> set[str]:
            article = screen.reading.article
            return {type(run.app.screen).__name__, article.title if article else "", str(screen.context)}

        await run.until(lambda: leads_to in there())
        assert "No " not in run.bottom

    sitting(tmp_path, news, does)


def test_of_letters_typed_faster_than_lists_are_drawn_only_the_last_one_is_looked_for(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        drawn: list[str] = []
        refresh = MainScreen.refresh_list

        def counted(screen: MainScreen) -> None:
            drawn.append(screen.selection.query)
            refresh(screen)

        monkeypatch.setattr(MainScreen, "refresh_list", counted)
        for character in "lorem ipsum " * 20 + "N5":
            run.app.post_message(events.Key(_character_to_key(character), character))
        await run.until(lambda: run.app.main.selection.query.endswith("N5"))
        assert len(drawn) < 20

    sitting(tmp_path, news, does)


def test_keys_behind_one_that_waits_for_the_article_wait_too(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, read = threading.Event(), Library.document

    def late(library: Library, article: Article) -> Document:
        assert may_read.wait(20)
        return read(library, article)

    async def does(run: Running) -> None:
        await run.press("enter")
        monkeypatch.setattr(Library, "document", late)
        for key in ("J", "1", "s"):
            run.app.post_message(events.Key(_character_to_key(key), key))
        await run.pilot.pause()
        assert not run.library.counts().starred
        may_read.set()
        await run.until(lambda: run.library.is_starred(run.article("N4")))

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("way", ["?", "t", "/"])
def test_a_letter_with_alt_is_not_typed(tmp_path: Path, news: Path, way: str) -> None:
    async def does(run: Running) -> None:
        await run.press(way)
        run.app.post_message(events.Key("alt+j", "j"))
        await run.press("k")
        assert getattr(run.app.screen, "typed", "k") == "k"
        assert [line.value for line in run.app.screen.query(Input)][:1] in (["k"], [])

    sitting(tmp_path, news, does)


def test_a_note_that_is_changed_while_the_article_is_read_is_the_one_that_shows(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_read, may_show, read = threading.Event(), threading.Event(), Reading._open

    def late(reading: Reading, article: Article) -> Opened:
        opened = read(reading, article)
        was_read.set()
        assert may_show.wait(20)
        return opened

    async def does(run: Running) -> None:
        run.library.note(run.article("N1"), "before")
        await run.press("enter")
        monkeypatch.setattr(Reading, "_open", late)
        await run.press("J")
        await run.until(was_read.is_set)
        run.library.note(run.article("N1"), "after")
        run.app.main.marks_changed()
        may_show.set()
        await run.shows("after")

    sitting(tmp_path, news, does)
