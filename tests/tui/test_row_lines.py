"""Rows among lines, against the lines written out one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.row_lines import RowLines


@st.composite
def lists(draw: st.DrawFn) -> tuple[int, int, list[int], int | None]:
    """How many rows, their height, the first rows of their groups, and where new ones end."""
    rows, height = draw(st.integers(1, 30)), draw(st.integers(1, 3))
    inner = st.integers(1, rows - 1) if rows > 1 else st.nothing()
    groups = sorted({0, *draw(st.sets(inner))}) if draw(st.booleans()) else []
    new = draw(st.none() | inner) if rows > 1 else None
    return rows, height, groups, new


def written_out(rows: int, height: int, groups: list[int], new: int | None) -> list[tuple[int, str]]:
    """Every line: its row and what it tells."""
    lines = []
    for row in range(rows):
        lines += [(row, "new")] * (row == new) + [(row, "group")] * (row in groups)
        lines += [(row, str(part)) for part in range(height)]
    return lines


@given(lists())
def test_every_line_is_found_and_tells_what_it_is(drawn: tuple[int, int, list[int], int | None]) -> None:
    rows, height, groups, new = drawn
    layout = RowLines(rows, height, groups=groups, new=new)
    lines = written_out(rows, height, groups, new)
    assert len(layout) == len(lines)
    for number, (row, told) in enumerate(lines):
        found, part = layout.locate(number)
        kind = str(part) if part >= 0 else "new" if layout.tells_new(found, part) else "group"
        assert (found, kind) == (row, told)
    assert [layout.line(row) for row in range(rows)] == [n for n, (_, told) in enumerate(lines) if told == "0"]
    assert layout.locate(len(lines)) == (rows, 0)
    assert layout.locate(len(lines) + height)[0] == rows


@given(lists())
def test_a_row_is_in_the_last_group_that_began(drawn: tuple[int, int, list[int], int | None]) -> None:
    rows, height, groups, new = drawn
    layout = RowLines(rows, height, groups=groups, new=new)
    assert layout.has_groups is bool(groups)
    for row in range(rows):
        assert layout.begins_group(row) is (row in groups)
        assert layout.group_of(row) == len([first for first in groups if first <= row]) - 1
