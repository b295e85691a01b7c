"""Every key of every command, pressed where the table says it works; and every command found where one looks for it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from reader.library import open_library
from reader.model import Selection
from reader.settings import load_settings
from reader.tui.app import ReaderApp
from reader.tui.arrangement import Pane
from reader.tui.commands import CLEAR_HINT, COMMANDS, FOLD_HINT, FOOTER, PRESETS, Context
from reader.tui.loader import Loader
from reader.tui.messages import Stay
from reader.tui.screens.help import Help
from reader.tui.screens.menu import Item, Menu
from reader.tui.screens.palette import Palette
from tests.pictures.scenes import NOW, _settled, _until, text_of

TURNS = 1000
"""Turns of the event loop after which a key has done nothing."""
ON_SCREEN = (Context.LIST, Context.DETAIL, Context.RELATED, Context.SIDEBAR, Context.SEARCH)
SIZE = (120, 40)
TEXTUAL = {"pgdn": "pagedown", "pgup": "pageup", "bksp": "backspace", "esc": "escape"}
"""Keys that Textual calls by another name; all others are called the same, signs are pressed as themselves."""


def pressed(key: str) -> str:
    """What the pilot presses for a key of the table."""
    modifiers, plus, last = key.rpartition("+")
    return f"{modifiers}{plus}{TEXTUAL.get(last, last)}"


async def press(app: ReaderApp, key: str, done: Callable[[], bool]) -> None:
    """Press a key as the pilot does, but without its rest of 20 ms after each; a key that does nothing is given up."""
    name = pressed(key)
    sign = len(key) == 1 or key == "space"
    character = (" " if key == "space" else key) if sign else None
    app.post_message(events.Key(_character_to_key(name) if len(name) == 1 else name, character))
    for _ in range(TURNS):
        await asyncio.sleep(0)
        if done():
            return


def claimed(preset: str, context: Context) -> list[tuple[str, str]]:
    """Every key that the table gives to a context, with its command's id."""
    return [(key, command.id) for command in COMMANDS if context in command.contexts for key in command.keys[preset]]


def is_typed(key: str, context: Context) -> bool:
    """Whether a key is text where it is pressed."""
    return context is Context.SEARCH and len(key) == 1


@pytest.fixture(params=PRESETS)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReaderApp]:
    """The app on the samples, with a preset."""
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    config = tmp_path / "CONFIG" / "reader" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(f"preset: {request.param}\nread_after: never\n")
    settings = load_settings({"HOME": str(tmp_path), **folders})
    library = open_library(settings)
    loader = Loader(library, Selection())
    loader.start()
    here = os.getcwd()
    yield ReaderApp(library, settings, loader, clock=lambda: NOW)
    library.close()
    os.chdir(here)


async def ready(app: ReaderApp, pilot: Pilot[int]) -> None:
    """Wait until the library is read and the article is on show."""
    await _until(pilot, lambda: not app.main.intake.open and _settled(app))


async def go(app: ReaderApp, pilot: Pilot[int], context: Context) -> None:
    """Take the person to a context."""
    main = app.main
    if context is Context.SEARCH:
        main.run_command("search.open")
    elif context is Context.RELATED:
        main.run_command("related.focus")
    else:
        main.go_to({Context.LIST: Pane.LIST, Context.DETAIL: Pane.DETAIL, Context.SIDEBAR: Pane.SIDEBAR}[context])
    await _until(pilot, lambda: main.context is context)


@pytest.mark.parametrize("context", ON_SCREEN)
def test_every_key_asks_for_its_command(app: ReaderApp, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = asyncio.run(keys_that_go_wrong(app, context, monkeypatch))
    assert not wrong, "\n".join(wrong)


async def keys_that_go_wrong(app: ReaderApp, context: Context, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Press every key of a context; say of each that did something else what it did."""
    wrong = []
    async with app.run_test(size=SIZE) as pilot:
        await ready(app, pilot)
        await go(app, pilot, context)
        asked: list[str] = []
        monkeypatch.setattr(app.main, "run_command", asked.append)
        keys = claimed(app.main.keymap.preset, context)
        assert keys
        for key, ident in keys:
            if context is Context.SEARCH:
                app.main.search.open("")  # the key before may have closed it
            await press(app, key, lambda key=key: bool(asked) or app.main.search.value == key)  # type: ignore[misc]
            assert app.screen is app.main
            if is_typed(key, context):
                if asked or app.main.search.value != key:
                    wrong.append(f"{key!r} is text in the search line, but asked for {asked}")
            elif asked != [ident]:
                wrong.append(f"{key!r} should ask for {ident}, but asked for {asked}")
            asked.clear()
    return wrong


def test_every_key_of_menus_does_its_command(app: ReaderApp) -> None:
    """What each does to a menu of three with the cursor on the second: where the cursor goes, or how it closes."""
    does = {
        "menu.down": ["on Z"],
        "menu.up": ["on X"],
        "menu.choose": ["chose Y"],
        "menu.close": ["chose None"],
        "app.cancel": ["chose None"],
    }

    async def press_all() -> None:
        async with app.run_test(size=SIZE) as pilot:
            await ready(app, pilot)
            for key, ident in claimed(app.main.keymap.preset, Context.MENU):
                happened: list[str] = []
                menu = Menu(
                    "Three",
                    [Item(letter, "one of them") for letter in "XYZ"],
                    app.main,
                    current=1,
                    moved=lambda letter, happened=happened: happened.append(f"on {letter}"),  # type: ignore[misc]
                )
                app.push_screen(menu, lambda letter, happened=happened: happened.append(f"chose {letter}"))
                await _until(pilot, lambda menu=menu: menu.is_current)  # type: ignore[misc]
                await press(app, key, lambda happened=happened: bool(happened))  # type: ignore[misc]
                assert happened == does[ident], f"{key!r} is {ident}"
                if menu.is_current:
                    menu.finish(None)
                    await pilot.pause()
                assert app.screen is app.main

    asyncio.run(press_all())


def test_every_command_is_in_the_palette_by_its_title(app: ReaderApp) -> None:
    """Not those of the search line and of menus, which have nothing to act on once the palette has closed."""

    async def look() -> list[str]:
        missing = []
        async with app.run_test(size=SIZE) as pilot:
            await ready(app, pilot)
            palette = Palette(app.main)
            await app.push_screen(palette)
            for command in COMMANDS:
                if not set(command.contexts) <= {Context.SEARCH, Context.MENU}:
                    palette.typed = command.title
                    palette.narrow()
                    if command not in palette._found:
                        missing.append(command.id)
        return missing

    assert asyncio.run(look()) == []


def test_help_has_every_command_with_its_keys_in_each_context(app: ReaderApp) -> None:
    async def look() -> list[str]:
        missing = []
        async with app.run_test(size=SIZE) as pilot:
            await ready(app, pilot)
            for context in Context:
                page = Help(app.main, context)
                await app.push_screen(page)
                rows = {
                    command.id: "".join(text for line in page.rows(command) for text, _ in line)
                    for command in page.candidates()
                }
                missing += [
                    f"{context}: {key!r} of {ident}"
                    for key, ident in claimed(app.main.keymap.preset, context)
                    if not is_typed(key, context) and key not in rows.get(ident, "").removesuffix(ident).split()
                ]
                page.finish(None)
                await pilot.pause()
        return missing

    missing = asyncio.run(look())
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("context", ON_SCREEN)
def test_every_hint_of_the_footer_names_a_key_that_does_it(app: ReaderApp, context: Context) -> None:
    """Read off the screen: the hint's words stand behind the first keys that the table gives its commands here."""
    shown = {"enter": "Enter", "space": "Space", "esc": "Esc", "tab": "Tab", "up": "↑", "down": "↓"}

    async def footer() -> str:
        async with app.run_test(size=SIZE) as pilot:
            await ready(app, pilot)
            await go(app, pilot, context)
            for stay in Stay:  # what the app says at its start stands in place of the hints
                app.main.messages.clear(stay)
            app.main.frame.show_footer()
            await pilot.pause()
            return text_of(app).splitlines()[-1]

    line = asyncio.run(footer())
    table = claimed(app.main.keymap.preset, context)
    for hint in (*FOOTER[context], *([CLEAR_HINT] if context is Context.LIST else [])):
        keys = [next((key for key, ident in table if ident == wanted), None) for wanted in hint.ids]
        joiner = "-" if hint.ids[0].startswith("related.follow") else "/"
        words = f"{joiner.join(shown.get(key, key) for key in keys if key)} {hint.label}"
        if hint is CLEAR_HINT:
            assert any(keys)
        elif hint is FOLD_HINT:  # no topic of the samples stands below another; where one does, see test_folding.py
            assert f" {hint.label} " not in f"{line} "
        elif any(keys):
            assert f" {words} " in f"{line} "
        else:
            assert f" {hint.label} " not in f"{line} ".replace(" → ", " "), "a hint without a key"
