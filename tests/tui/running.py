"""The app on a library of a test's own, without a terminal: keys go in, the screen's text comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from reader.library import Library, open_library
from reader.model import Article, Selection
from reader.settings import Settings, load_settings
from reader.tui.app import ReaderApp
from reader.tui.loader import Loader
from tests.pictures.scenes import NOW, _settled, _until, text_of


class Running:
    """The app while it runs."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def library(self) -> Library:
        """What the app shows."""
        return self.app.library

    @property
    def text(self) -> str:
        """What is on the screen."""
        return text_of(self.app)

    @property
    def bottom(self) -> str:
        """The bottom line."""
        return self.text.splitlines()[-1].strip()

    @property
    def listed(self) -> list[str]:
        """The titles of the list."""
        return [article.title for article in self.app.main.listing]

    def article(self, title: str) -> Article:
        """The article of a title."""
        return next(one for one in self.app.library.select(Selection()) if one.title == title)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each when the one before is done."""
        for key in keys:
            if len(key) == 1:
                self.app.post_message(events.Key(_character_to_key(key), key))
                await self.pilot.pause()
            else:
                await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste a text into the line that has the keys."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fails with a picture of the screen."""
        await _until(self.pilot, holds)

    async def shows(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.text)


def settings_in(home: Path, config: str = "") -> Settings:
    """The settings of a person whose every folder is below `home`."""
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    (home / "CONFIG" / "reader").mkdir(parents=True, exist_ok=True)
    (home / "CONFIG" / "reader" / "config.yaml").write_text(f"read_after: never\n{config}")
    return load_settings({"HOME": str(home), **folders})


def write_news(folder: Path, titles: Mapping[str, str]) -> None:
    """Write a file for each title, with a date and time in UTC."""
    folder.mkdir(exist_ok=True)
    for title, at in titles.items():
        name = title.lower().replace(" ", "-")
        text = f"---\ntitle: {title}\nwebUrl: https://news.example/{name}\npublishedDateTime: {at}\n---\n"
        (folder / f"{name}.md").write_text(text)


def write_tied(folder: Path, one: str, other: str) -> None:
    """Write two articles, `one` a day after `other`; `one` lists the other as related."""
    write_news(folder, {one: "2021-01-02T08:00:00Z", other: "2021-01-01T08:00:00Z"})
    file = folder / f"{one.lower()}.md"
    related = f"related:\n- title: {other}\n  webUrl: https://news.example/{other.lower()}\n"
    file.write_text(file.read_text().replace(f"title: {one}\n", f"title: {one}\n{related}"))


@asynccontextmanager
async def running(
    home: Path, folder: Path, *, config: str = "", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Running]:
    """Run the app on a folder until the block ends."""
    settings = settings_in(home, config)
    library = open_library(settings, [str(folder)])
    loader = Loader(library, Selection())
    loader.start()
    app = ReaderApp(library, settings, loader, clock=lambda: NOW)
    try:
        async with app.run_test(size=size) as pilot:
            run = Running(app, pilot)
            await run.until(lambda: not app.main.intake.open and _settled(app))
            yield run
    finally:
        library.close()


def sitting(
    home: Path,
    folder: Path,
    does: Callable[[Running], Awaitable[None]],
    *,
    config: str = "",
    size: tuple[int, int] = (120, 36),
) -> None:
    """Run the app, do something in it, leave it."""

    async def sit() -> None:
        async with running(home, folder, config=config, size=size) as run:
            await does(run)

    asyncio.run(sit())
