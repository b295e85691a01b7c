"""What is drawn: a library, a size, the keys pressed. The clock stands still, so that the same screen comes out."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

from textual.pilot import Pilot

from reader.journal.records import next_time
from reader.library import Mark, open_library
from reader.model import Selection
from reader.resources import seeds
from reader.settings import Settings, load_settings
from reader.tui.app import ReaderApp
from reader.tui.loader import Loader
from tests.pictures import cloud

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NAMES = {" ": "space", ":": "colon", ">": "greater_than_sign"}
"""Textual's names of characters that scenes type."""

DEADLINE = 20.0
"""Seconds a scene may take to come to rest; only a fault takes as long."""


class Scene(NamedTuple):
    """One picture.

    Attributes:
        name: of its files.
        size: columns and rows.
        keys: pressed one after another, as Textual names them.
        shows: a text that must be on the screen before it is drawn.
        library: `samples`, `cloud`, `broken` or `empty`.
        config: lines of `config.yaml`.
        readme: the caption, for those the README shows.
    """

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    shows: str = "RELATED"
    library: str = "samples"
    config: str = ""
    readme: str = ""


_CLOUD = ("h", "j", "j", "j", "l")
"""From the list to the sidebar's first topic and back."""

_STORY = (*_CLOUD, "u", "g", *"j" * 9)
"""To the article that lists the others, among the unread."""

_DATABASES = ("t", *"j" * 9, "enter", "g", *"j" * 5, "t")
"""The list of one topic, its third article, and back to the sidebar."""

SCENES = (
    Scene("three-panes", (120, 36), readme="Three panes from 120 columns on"),
    Scene("list-over-detail", (80, 24), readme="The list over the article in 80 columns"),
    Scene("sidebar", (90, 30), ("t", "j", "j", "j"), shows="▌  AI"),
    Scene("one-pane-list", (60, 20), shows="SAMPLES"),
    Scene("one-pane-article", (60, 20), ("enter",), readme="One pane in a narrow split"),
    Scene("small", (40, 12), shows="SAMPLES"),
    Scene("tiny", (19, 4), shows="Getting"),
    Scene("zen", (120, 24), ("z",)),
    Scene("related-followed", (120, 36), ("j", "enter", "1"), shows="‹ 1 back", readme="A related article followed"),
    Scene("stub", (80, 24), ("enter", "1"), shows="Not in the library"),
    Scene("search", (80, 24), ("slash", *"deep"), shows="2 of 4"),
    Scene("search-without-hits", (80, 24), ("slash", *"cosmoz"), shows="No article has"),
    Scene("search-error", (80, 24), ("slash", *"topic:ai heat>abc"), shows="^ "),
    Scene("completion", (80, 24), ("slash", *"is:un"), shows="not read yet"),
    Scene("completion-taken", (80, 24), ("slash", *"to", "tab", "tab", "tab"), shows="3 of 4"),
    Scene(
        "views",
        (100, 24),
        ("slash", *"is:unread deep", "ctrl+s", *"Deep ones", "enter", "h"),
        shows="Deep ones       2",
        readme="A saved search in the sidebar",
    ),
    Scene("find", (80, 24), ("enter", "slash", *"lab", "enter", "n"), shows="of 2"),
    Scene("copy-menu", (120, 36), ("Y",), shows="Copy ─", readme="Everything that can be copied, by letter"),
    Scene("sort-menu", (80, 24), ("S",), shows="Sort by"),
    Scene("help", (80, 24), ("question_mark",), shows="KEYS"),
    Scene("palette", (80, 24), ("colon", *"star"), shows="type to find: star"),
    Scene("starred", (80, 24), ("s", "j", "m"), shows="★"),
    Scene("nothing-unread", (80, 24), ("A", "u"), shows="All read"),
    Scene("selection", (80, 24), ("x", "j", "x", "k"), shows="2 selected"),
    Scene("tags", (80, 24), ("plus", *"later", "enter", "x", "j", "x", "plus", "l"), shows="Tag 2 selected"),
    Scene("tagged", (120, 36), ("plus", *"later", "enter", "plus", *"work", "enter"), shows="#work"),
    Scene(
        "history",
        (100, 24),
        ("m", "j", "s", "j", "plus", *"later", "enter", "A", "U", "H", "j", "j"),
        shows="4 deeds\n",
        readme="What was read and done, by day",
    ),
    Scene("compact", (100, 24), ("d",)),
    Scene("ascii", (80, 24), ("j", "j", "x"), config="glyphs: ascii\n", shows="RELATED"),
    Scene("ascii-menu", (100, 24), ("Y",), config="glyphs: ascii\n", shows="Copy"),
    Scene("linear", (100, 24), config="linear: true\n", shows="unread: Getting"),
    Scene("raw", (80, 24), ("i",), shows="as it is"),
    Scene("problems", (80, 24), ("exclamation_mark",), shows="PROBLEMS 2", library="broken"),
    Scene("problem-raw", (80, 24), ("exclamation_mark", "enter"), shows="as it is", library="broken"),
    Scene("empty", (80, 24), shows="No articles in", library="empty"),
    Scene("cloud-three-panes", (120, 36), _STORY, shows="more below", library="cloud"),
    Scene("cloud-sidebar", (90, 30), _DATABASES, shows="6 of 18", library="cloud", config="separators: off\n"),
    Scene("cloud-by-heat", (60, 20), ("S", "h", "g", "j"), shows="2 of 48", library="cloud"),
    Scene("cloud-copy-menu", (120, 36), (*_STORY, "Y"), shows="Copy ─", library="cloud"),
    Scene("cloud-compact", (100, 24), ("t", "t", "d", *"j" * 16), shows="TechRadar", library="cloud"),
    Scene("cloud-comfortable", (64, 24), tuple("j" * 15), shows="TechRadar", library="cloud"),
    Scene("cloud-search", (80, 24), ("slash", *"cosmos"), shows="6 of 48", library="cloud"),
    Scene("cloud-search-error", (80, 24), ("slash", *"cosmos qualty>80"), shows="did you mean", library="cloud"),
    Scene("cloud-followed", (120, 36), (*_STORY, "enter", *"1234"), shows="‹ 4 back", library="cloud"),
    Scene("topic", (80, 24), ("t", *"jjj", "enter"), shows="AI › all"),
    Scene("samples-instead", (80, 24), ("s",), shows="SAMPLES", library="empty"),
    Scene("several-notices", (100, 24), config="theem: x\nkeys:\n  article.copyurl: [x]\n", shows="did you mean"),
    Scene("configuration-wrong", (100, 24), config="keys:\n  article.copyurl: [x]\n", shows="did you mean"),
)

BROKEN = {
    "broken.md": '---\ntitle: "A quote that never ends\nwebUrl: https://example.org/broken\n---\n',
    "fine.md": "---\ntitle: A fine article\nwebUrl: https://example.org/fine\npublishedDateTime: 2026-11-19\n---\n",
    "heat.md": "---\ntitle: Heat in words\nwebUrl: https://example.org/heat\nheat: many\n---\nText of it.\n",
}


def draw(scene: Scene) -> tuple[str, str]:
    """The scene as text, and as SVG."""
    return asyncio.run(_draw(scene))


def _time_after(last: str) -> str:
    """What is done in a scene is done half an hour before its clock stands still, a millisecond a deed."""
    return next_time(max(last, "2026-11-20T11:30:00.000Z"))


async def _draw(scene: Scene) -> tuple[str, str]:
    with _app(scene) as app, mock.patch("reader.journal.journal.time_after", _time_after):
        async with app.run_test(size=scene.size) as pilot:
            await _until(pilot, lambda: not app.main.intake.open and _settled(app))
            for key in scene.keys:
                await pilot.press(NAMES.get(key, key))
                await _until(pilot, lambda: _settled(app))
            await _until(pilot, lambda: scene.shows in text_of(app))
            return text_of(app), app.export_screenshot(title=f"reader, {scene.size[0]}×{scene.size[1]}")


def text_of(app: ReaderApp) -> str:
    """What is on the screen."""
    strips = app.screen._compositor.render_strips()
    return "".join(f"{strip.text.rstrip()}\n" for strip in strips)


def _settled(app: ReaderApp) -> bool:
    """Whether the document of the article on show has been read."""
    reading = app.main.reading
    return reading.article is None or reading.opened is not None


async def _until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not holds():
        if time.monotonic() > end:
            assert isinstance(pilot.app, ReaderApp)
            raise AssertionError(f"the scene never came to rest:\n{text_of(pilot.app)}")
        await pilot.pause(0.01)
    await pilot.pause()


@contextmanager
def _app(scene: Scene) -> Iterator[ReaderApp]:
    zone = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory() as home:
        here = Path.cwd()
        settings = _settings(Path(home), scene.config)
        folders = _folders(scene, Path(home))
        if scene.library == "cloud":
            _mark(settings, folders)
        library = open_library(settings, folders)
        loader = Loader(library, Selection())
        loader.start()
        try:
            yield ReaderApp(library, settings, loader, clock=lambda: NOW)
        finally:
            library.close()
            os.chdir(here)
            if zone is None:
                del os.environ["TZ"]
            else:
                os.environ["TZ"] = zone
            time.tzset()


def _settings(home: Path, config: str) -> Settings:
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    (home / "CONFIG" / "reader").mkdir(parents=True)
    (home / "CONFIG" / "reader" / "config.yaml").write_text("read_after: never\n" + config)
    return load_settings({"HOME": str(home), **folders})


def _mark(settings: Settings, folders: list[str]) -> None:
    """Let some articles have been read and starred before."""
    library = open_library(settings, folders)
    library.load()
    articles = list(library.select(Selection()))
    for letter, mark in (("r", Mark.READ), ("s", Mark.STAR)):
        library.mark(mark, [article for article in articles if article.title in cloud.marked(letter)])
    library.close()


def _folders(scene: Scene, home: Path) -> list[str]:
    if scene.library == "samples":
        assert seeds().is_dir()
        return []
    folder = home / "news"
    folder.mkdir()
    os.chdir(home)  # so that the folder has the same name on every machine
    if scene.library == "cloud":
        cloud.write(folder)
    if scene.library == "broken":
        for name, text in BROKEN.items():
            (folder / name).write_text(text)
    return ["news"]
