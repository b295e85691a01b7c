"""The marks of the screen, and their ASCII stand-ins."""

from __future__ import annotations

import pytest

from reader.tui import cells
from reader.tui.glyphs import ASCII, UNICODE, Glyphs, choose
from tests.tui.making import made

QUALITY = [
    (0, "▁"), (14, "▁"), (15, "▂"), (29, "▂"), (30, "▃"), (44, "▃"), (45, "▄"), (59, "▄"), (60, "▅"), (74, "▅"),
    (75, "▆"), (89, "▆"), (90, "▇"), (104, "▇"), (105, "█"), (136, "█"), (189, "█"),
]  # fmt: skip
HEAT = [
    (0, "▁"), (7, "▁"), (8, "▂"), (15, "▂"), (16, "▃"), (31, "▃"), (32, "▄"), (63, "▄"), (64, "▅"), (127, "▅"),
    (128, "▆"), (255, "▆"), (256, "▇"), (511, "▇"), (512, "█"), (3694, "█"), (10**9, "█"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "step"), QUALITY)
def test_each_fifteen_points_of_quality_are_a_step(value: int, step: str) -> None:
    assert UNICODE.quality(made("x", quality=value)) == step
    assert ASCII.quality(made("x", quality=value)) == str("▁▂▃▄▅▆▇█".index(step))


@pytest.mark.parametrize(("value", "step"), HEAT)
def test_each_doubling_of_heat_is_a_step(value: int, step: str) -> None:
    assert UNICODE.heat(made("x", heat=value)) == step
    assert ASCII.heat(made("x", heat=value)) == str("▁▂▃▄▅▆▇█".index(step))


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_what_was_not_measured_looks_like_no_step(glyphs: Glyphs) -> None:
    assert glyphs.quality(made("x")) == glyphs.heat(made("x")) == glyphs.not_measured
    assert glyphs.not_measured not in glyphs.meter


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_mark_takes_one_cell_but_the_ellipsis_of_ascii(glyphs: Glyphs) -> None:
    for name, mark in glyphs._asdict().items():
        for char in mark:
            assert cells.width(char) == 1, name
        assert len(mark) == {"meter": 8, "ellipsis": len(glyphs.ellipsis)}.get(name, 1)
    assert len(set(glyphs.meter)) == 8


def test_the_ascii_marks_are_ascii() -> None:
    assert all(mark.isascii() for mark in ASCII)
    assert ASCII.ellipsis == ".."


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_marks_that_can_stand_in_one_place_differ(glyphs: Glyphs) -> None:
    first_column = {glyphs.cursor, glyphs.parked, " "}
    assert len(first_column) == 3
    second_column = {glyphs.unread, glyphs.starred, glyphs.stub, glyphs.visited, " "}
    assert len(second_column) == 5
    assert glyphs.selected not in {*second_column, *first_column, glyphs.folded}
    assert glyphs.folded != glyphs.unfolded


@pytest.mark.parametrize(
    ("setting", "environ", "chosen"),
    [
        ("auto", {}, UNICODE),
        ("auto", {"LANG": "de_DE.UTF-8", "TERM": "xterm-256color"}, UNICODE),
        ("auto", {"LANG": "en_US.utf8"}, UNICODE),
        ("auto", {"LANG": "C.UTF-8"}, UNICODE),
        ("auto", {"LANG": "C"}, ASCII),
        ("auto", {"LANG": "de_DE.ISO-8859-1"}, ASCII),
        ("auto", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, UNICODE),
        ("auto", {"LANG": "en_US.UTF-8", "LC_CTYPE": "C"}, ASCII),
        ("auto", {"LANG": "en_US.UTF-8", "LC_CTYPE": "en_US.UTF-8", "LC_ALL": "POSIX"}, ASCII),
        ("auto", {"LC_ALL": "", "LANG": "en_US.UTF-8"}, UNICODE),
        ("auto", {"LANG": "en_US.UTF-8", "TERM": "linux"}, ASCII),
        ("ascii", {"LANG": "en_US.UTF-8"}, ASCII),
        ("unicode", {"LANG": "C", "TERM": "linux"}, UNICODE),
    ],
)
def test_the_set_goes_by_setting_terminal_and_locale(setting: str, environ: dict[str, str], chosen: Glyphs) -> None:
    assert choose(setting, environ) is chosen
