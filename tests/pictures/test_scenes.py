"""Every scene looks as it was drawn last; `python -m tests.pictures` draws them anew after a change that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui.glyphs import UNICODE
from tests.pictures.keys import in_readme, key_table
from tests.pictures.scenes import FOLDER, SCENES, Scene, draw

FRAME = "─│╭╮╰╯━"
PUNCTUATION = "“”‘’…·×–—↑↓©�␛"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_screen_is_as_drawn(scene: Scene) -> None:
    text, _svg = draw(scene)
    assert text == (FOLDER / f"{scene.name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_glyph_is_one_of_the_list(scene: Scene) -> None:
    allowed = set("".join(getattr(UNICODE, name) for name in UNICODE._fields)) | set(FRAME) | set(PUNCTUATION)
    text = (FOLDER / f"{scene.name}.txt").read_text(encoding="utf-8")
    assert {char for char in text if not char.isascii()} <= allowed


def test_without_colour_no_two_states_look_alike() -> None:
    texts = [(FOLDER / f"{scene.name}.txt").read_text(encoding="utf-8") for scene in SCENES]
    assert len(set(texts)) == len(texts)


def test_the_readme_shows_the_pictures() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for scene in SCENES:
        if scene.readme:
            assert f"![{scene.readme}](tests/pictures/{scene.name}.svg)" in readme
            assert (FOLDER / f"{scene.name}.svg").exists()


def test_the_readme_has_the_keys_of_the_program() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert in_readme(readme) == key_table()
