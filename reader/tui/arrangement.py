"""Which panes there are at a size of the terminal. Pure."""

from __future__ import annotations

from enum import StrEnum

from reader.model.named import NamedTuple

SIDEBAR = 21
"""Cells of the sidebar, without the rule beside it."""


class Pane(StrEnum):
    """A part of the screen that can have the keys."""

    SIDEBAR = "sidebar"
    LIST = "list"
    DETAIL = "detail"


class Shape(StrEnum):
    """How the panes stand to each other."""

    WIDE = "wide"
    """Side by side."""
    SPLIT = "split"
    """The list over the detail, the sidebar a drawer that pushes them."""
    SINGLE = "single"
    """One pane at a time."""
    TINY = "tiny"
    """Too small for anything but one title."""


class Arrangement(NamedTuple):
    """What is where.

    Attributes:
        shape: how the panes stand to each other.
        sidebar, list, detail: whether each is seen.
        header: whether the line with the library's name is seen.
        footer: whether the line of hints is seen.
        detail_width: cells of the detail pane where panes stand side by side, without the rule.
        list_height: lines of the list pane with its heading where the list stands over the detail.
    """

    shape: Shape
    sidebar: bool
    list: bool
    detail: bool
    header: bool
    footer: bool
    detail_width: int = 0
    list_height: int = 0


def arrange(
    width: int,
    height: int,
    pane: Pane,
    *,
    sidebar_open: bool | None = None,
    zen: bool = False,
    linear: bool = False,
) -> Arrangement:
    """Arrange the panes.

    Args:
        width: cells of the terminal.
        height: its lines.
        pane: which has the keys; the only one seen where there is room for one.
        sidebar_open: what the person wanted last, None for nothing yet: open from 100 cells on.
        zen: the detail alone.
        linear: one pane at a time at every size.
    """
    header, footer = width >= 120 and height >= 24, height >= 10
    if width < 20 or height < 5:
        return Arrangement(Shape.TINY, False, True, False, False, False)
    if zen:
        return Arrangement(Shape.SINGLE, False, False, True, False, footer)
    if linear or width < 80 or height < 16:
        return Arrangement(
            Shape.SINGLE, pane is Pane.SIDEBAR, pane is Pane.LIST, pane is Pane.DETAIL, header=False, footer=footer
        )
    opened = sidebar_open if sidebar_open is not None else width >= 100
    if width >= 120:
        room = width - (SIDEBAR + 1 if opened else 0) - 1
        detail = max(47, min(80, room - 50))
        detail = min(detail, max(47, (room - 50) * 2 // 3 + 16)) if room > 97 else 47
        return Arrangement(Shape.WIDE, opened, True, True, header, footer, detail_width=detail)
    lines = height - footer - header
    return Arrangement(Shape.SPLIT, opened, True, True, header, footer, list_height=round(lines * 0.45))
