"""Whatever is pressed while files come and go: what is drawn is what is so, and that is what reading anew gives."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.keys import _character_to_key

from reader.library import Library, open_library
from reader.model import Selection
from reader.tui.app import ReaderApp
from reader.tui.loader import Loader
from reader.tui.paint import Painted
from reader.tui.widgets.article_list import ArticleList
from tests.benchmarks.generate import generate
from tests.pictures.scenes import _settled
from tests.slow import slowly
from tests.tui import running as running_module
from tests.tui.running import Running, running, settings_in

KEYS = (
    *" !#*/123456789:?AGJKLSTUXY[];abdfghijklmnprstuvxyz-+",
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
    *("backspace", "ctrl+d", "ctrl+u", "ctrl+f", "ctrl+r", "ctrl+s"),
)
"""All that has a meaning but what leaves, suspends, or goes to other programs."""
HABITS: Sequence[Sequence[str]] = (
    ("A", "u"), ("u", "a"), ("S", "h"), ("S", "q"), ("G", "g", "G"), ("t", "t"), ("d", "U"),
    ("/", *"the", "enter"), ("/", *"is:unread", "enter"), ("N", *"new", "enter"), ("+", *"tag", "enter"),
    ("escape", "escape", "escape", "g"),
)  # fmt: skip
SIZES = ((120, 36), (80, 24), (50, 15), (160, 50), (30, 8))
STEPS = 60
PATIENCE = 10.0
"""Seconds until what happened to files is known, and a list that changed meanwhile is shown."""


def something(library: Path, away: Path, chance: Random) -> None:
    """Delete, bring back, change, move or break some files."""
    files = sorted(library.rglob("*.md"))
    deed = chance.choice(("delete", "return", "change", "move", "break"))
    if deed == "return":
        for file in away.iterdir():
            file.rename(library / file.name)
        return
    for file in chance.sample(files, min(len(files) - 1, chance.choice((1, 3, 40)))):
        if deed == "delete":
            file.rename(away / file.name)
        elif deed == "move":
            file.rename(file.with_name(f"{chance.randrange(10**9)}.md"))
        elif deed == "break":
            file.write_text(file.read_text()[: chance.randrange(200)])
        else:
            file.write_text(file.read_text().replace("title: ", "title: Changed ", 1))


def drawn(app: ReaderApp) -> list[list[tuple[str, str]]]:
    """Every character of the screen with its style, a list a line."""
    strips = app.screen._compositor.render_strips()
    return [[(character, str(style)) for text, style, _ in strip for character in text] for strip in strips]


def forget_drawn(app: ReaderApp) -> None:
    """Have everything drawn from the beginning."""
    for screen in app.screen_stack:
        for widget in screen.query("*"):
            if isinstance(widget, Painted):
                widget._forget_drawn()
            if isinstance(widget, ArticleList):
                widget._rows.clear()
            widget.refresh()
    app.refresh(layout=True)


def facts(library: Library) -> dict[str, object]:
    """What a library says."""
    articles = library.select(Selection())
    return {
        "articles": [article.title for article in articles],
        "read": {article.title for article in articles if library.is_read(article)},
        "starred": {article.title for article in articles if library.is_starred(article)},
        "counts": library.counts(),
        "topics": library.topics(),
        "providers": library.providers(),
        "views": sorted(library.count_views()),
    }


def read_anew(home: Path, folder: Path) -> dict[str, object]:
    """What a program that starts now finds."""
    library = open_library(settings_in(home), [str(folder)])
    try:
        library.load()
        return facts(library)
    finally:
        library.close()


async def press(run: Running, chance: Random) -> None:
    """Some keys: at once, or each when the one before is done."""
    keys = chance.choice(HABITS) if chance.random() < 0.2 else chance.choices(KEYS, k=chance.choice((1, 1, 2, 3, 6)))
    if chance.random() < 0.5:
        await run.press(*keys)
        return
    for key in keys:
        named = _character_to_key(key) if len(key) == 1 else key
        run.app.post_message(events.Key(named, key if len(key) == 1 else None))


async def check_drawn(run: Running) -> None:
    """Once all is quiet, drawing everything anew changes nothing."""
    app = run.app
    for _ in range(3):  # something may still have come in between
        await run.until(lambda: not app.main.intake.open and _settled(app))
        before = drawn(app)
        forget_drawn(app)
        await run.pilot.pause()
        after = drawn(app)
        if before == after:
            return
        await run.pilot.pause(0.3)
    differ = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    print(*("".join(letter for letter, _ in line) for pair in differ for line in pair), sep="\n")
    pytest.fail("drawn anew, these lines look different")


async def check_list(run: Running) -> None:
    """The list holds what the library says it holds."""
    main = run.app.main
    await run.until(lambda: not main.listing.is_part)
    await run.until(
        lambda: (
            [*main.listing.keys()] == [*main.library.select(main.selection, main.kept).keys()]
            and [article.key for article in main.list.articles] == [*main.listing.keys()]
        )
    )


async def check_facts(run: Running, home: Path, folder: Path) -> None:
    """What the program knows is what one that starts now finds, some time after the last change."""
    mine: dict[str, object] = {}
    anew: dict[str, object] = {}
    for _ in range(int(PATIENCE / 0.25)):
        await run.until(lambda: not run.app.main.intake.open)
        mine, anew = facts(run.library), await asyncio.to_thread(read_anew, home, folder)
        if mine == anew:
            return
        await run.pilot.pause(0.25)
    assert mine == anew


@pytest.mark.parametrize("seed", [1, *slowly(2, 3, 4, 5, 6, 7, 8)])
async def test_what_is_drawn_is_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = Random(seed)
    folder, away = tmp_path / "library", tmp_path / "away"
    away.mkdir()
    generate(folder, chance.choice((30, 120, 300)), "small", seed)
    monkeypatch.setattr(running_module, "Loader", partial(Loader, watch=True))
    monkeypatch.setattr(ReaderApp, "suspend", lambda *_all, **_more: nullcontext())
    monkeypatch.setattr("reader.desktop.editor._editor", lambda _environ: ["true"])
    async with running(tmp_path / "home", folder, size=chance.choice(SIZES[:4])) as run:
        run.library.save_view("Fresh", "is:unread")
        run.library.save_view("Old", "older:4y")
        for _ in range(STEPS):
            await press(run, chance)
            if chance.random() < 0.1:
                something(folder, away, chance)
            if chance.random() < 0.05:
                await run.pilot.resize_terminal(*chance.choice(SIZES))
            if chance.random() < 0.3:
                await check_drawn(run)
                await check_list(run)
        await check_facts(run, tmp_path / "home", folder)
