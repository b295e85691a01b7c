"""The three levels of brightness and the one accent, in every theme there is."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from reader import resources
from reader.tui.app import SHEETS
from reader.tui.paint import ALIASES, COMPONENTS, Painted


class Panes(Screen[None]):
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def compose(self):  # type: ignore[no-untyped-def]
        yield Painted(id="pane")


class Themed(App[None]):
    CSS_PATH: ClassVar[list[str | PurePath]] = [resources.styles() / f"{name}.tcss" for name in SHEETS]

    def get_default_screen(self) -> Panes:
        return Panes()


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def ratio(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrast(one: Style, ground: Color) -> float:
    assert one.color is not None
    return ratio(Color.from_rich_color(one.color), ground)


@pytest.mark.parametrize("theme", [name for name in sorted(BUILTIN_THEMES) if not name.startswith("ansi")])
async def test_titles_stand_out_and_meta_steps_back(theme: str) -> None:
    app = Themed()
    async with app.run_test(size=(40, 5)) as pilot:
        app.theme = theme
        await pilot.pause()
        pane = app.screen.query_one(Painted)
        ground = app.screen.background_colors[1]
        text, dim, faint = (contrast(pane.paint(name), ground) for name in ("text", "dim", "faint"))
        assert text >= dim > faint > 1
        assert dim >= 3, "meta can still be read"
        assert pane.paint("unread").bold
        cursor = pane.paint("cursor").bgcolor
        assert cursor is not None
        shade = ratio(Color.from_rich_color(cursor), ground)
        assert 1 < shade < 2, "the cursor's ground is a shade, not a block"


async def test_every_style_has_a_look() -> None:
    app = Themed()
    async with app.run_test(size=(40, 5)):
        pane = app.screen.query_one(Painted)
        assert all(pane.paint(name) for name in ALIASES)
