"""Which panes there are at a size of the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.arrangement import SIDEBAR, Arrangement, Pane, Shape, arrange

panes = st.sampled_from(Pane)


def seen(plan: Arrangement) -> str:
    """The parts on screen by their first letters: header, sidebar, list, detail, footer."""
    parts = {"h": plan.header, "s": plan.sidebar, "l": plan.list, "d": plan.detail, "f": plan.footer}
    return "".join(letter for letter, there in parts.items() if there)


@pytest.mark.parametrize(
    ("width", "height", "shape", "parts"),
    [
        (200, 60, Shape.WIDE, "hsldf"),
        (120, 36, Shape.WIDE, "hsldf"),
        (120, 24, Shape.WIDE, "hsldf"),
        (120, 23, Shape.WIDE, "sldf"),
        (120, 16, Shape.WIDE, "sldf"),
        (120, 15, Shape.SINGLE, "lf"),
        (119, 30, Shape.SPLIT, "sldf"),
        (100, 30, Shape.SPLIT, "sldf"),
        (99, 30, Shape.SPLIT, "ldf"),
        (90, 30, Shape.SPLIT, "ldf"),
        (80, 24, Shape.SPLIT, "ldf"),
        (80, 16, Shape.SPLIT, "ldf"),
        (80, 15, Shape.SINGLE, "lf"),
        (79, 24, Shape.SINGLE, "lf"),
        (60, 20, Shape.SINGLE, "lf"),
        (40, 12, Shape.SINGLE, "lf"),
        (40, 10, Shape.SINGLE, "lf"),
        (40, 9, Shape.SINGLE, "l"),
        (20, 5, Shape.SINGLE, "l"),
        (20, 4, Shape.TINY, "l"),
        (19, 5, Shape.TINY, "l"),
        (19, 60, Shape.TINY, "l"),
        (1, 1, Shape.TINY, "l"),
    ],
)
def test_sizes_of_the_design(width: int, height: int, shape: Shape, parts: str) -> None:
    plan = arrange(width, height, Pane.LIST)
    assert (plan.shape, seen(plan)) == (shape, parts)


def test_three_panes_as_drawn() -> None:
    plan = arrange(120, 36, Pane.LIST)
    assert plan.detail_width == 47
    assert 120 - SIDEBAR - 1 - plan.detail_width - 1 == 50


@pytest.mark.parametrize(("height", "lines"), [(30, 13), (24, 10), (16, 7)])
def test_the_list_takes_45_parts_of_100_over_the_detail(height: int, lines: int) -> None:
    assert arrange(90, height, Pane.LIST).list_height == lines


@pytest.mark.parametrize("pane", Pane)
@pytest.mark.parametrize(("width", "height"), [(79, 24), (60, 20), (200, 12), (20, 5)])
def test_one_pane_is_the_one_with_the_keys(width: int, height: int, pane: Pane) -> None:
    plan = arrange(width, height, pane)
    assert seen(plan).removesuffix("f") == pane[0]


@pytest.mark.parametrize("width", [80, 90, 99, 100, 119, 120, 200])
@pytest.mark.parametrize("opened", [True, False])
def test_the_sidebar_is_as_the_person_left_it(width: int, opened: bool) -> None:
    assert arrange(width, 30, Pane.LIST, sidebar_open=opened).sidebar is opened


@given(st.integers(20, 300), st.integers(5, 100), panes, st.none() | st.booleans())
def test_zen_shows_the_text_alone(width: int, height: int, pane: Pane, opened: bool | None) -> None:
    plan = arrange(width, height, pane, sidebar_open=opened, zen=True)
    assert seen(plan).removesuffix("f") == "d"
    assert plan.footer is (height >= 10)


@given(st.integers(1, 19), st.integers(1, 100), panes, st.booleans())
def test_the_tiniest_show_one_title_whatever_was_wanted(width: int, height: int, pane: Pane, zen: bool) -> None:
    assert seen(arrange(width, height, pane, sidebar_open=True, zen=zen)) == "l"


@given(st.integers(120, 500), st.integers(16, 100), st.none() | st.booleans())
def test_side_by_side_everybody_has_room(width: int, height: int, opened: bool | None) -> None:
    plan = arrange(width, height, Pane.LIST, sidebar_open=opened)
    rest = width - (SIDEBAR + 1 if plan.sidebar else 0) - 1 - plan.detail_width
    assert 47 <= plan.detail_width <= 80
    assert rest >= 50
    wider = arrange(width + 1, height, Pane.LIST, sidebar_open=opened)
    assert 0 <= wider.detail_width - plan.detail_width <= 1, "no pane jumps"


def test_a_very_wide_terminal_gives_the_text_all_it_can_use() -> None:
    assert arrange(240, 60, Pane.LIST).detail_width == 80


@given(st.integers(80, 119), st.integers(16, 100), panes)
def test_over_and_under_both_have_lines(width: int, height: int, pane: Pane) -> None:
    plan = arrange(width, height, pane)
    assert plan.shape is Shape.SPLIT
    rest = height - plan.list_height - plan.footer
    assert 7 <= plan.list_height < rest


@given(st.integers(20, 300), st.integers(5, 100), panes, st.none() | st.booleans())
def test_linear_is_one_pane_at_every_size(width: int, height: int, pane: Pane, opened: bool | None) -> None:
    plan = arrange(width, height, pane, sidebar_open=opened, linear=True)
    assert plan.shape is Shape.SINGLE
    assert seen(plan).removesuffix("f") == pane[0]


@given(st.integers(1, 300), st.integers(1, 100), panes, st.none() | st.booleans(), st.booleans())
def test_there_is_always_something_to_see(width: int, height: int, pane: Pane, opened: bool | None, zen: bool) -> None:
    plan = arrange(width, height, pane, sidebar_open=opened, zen=zen)
    assert plan.sidebar or plan.list or plan.detail
    assert bool(plan.detail_width) is (plan.shape is Shape.WIDE)
    assert bool(plan.list_height) is (plan.shape is Shape.SPLIT)
