"""How an article stands in a list: two lines, or one where room is short. Pure, drawn to the cell.

Column 0 is the cursor, column 1 the unread mark over the star; the title begins at column 3 (compact: 4), that of a
selected row one further on, and the last two cells are the meters for quality and heat.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from reader.model import Article, SortKey
from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.glyphs import UNICODE, Glyphs
from reader.tui.line import Line, highlight, justify, line_width, shorten
from reader.tui.words import Grouping, Words

ROOM_FOR_KIND = 30
"""Cells a title needs for the word for its type to stand before it."""

ROOM_FOR_METERS = 44
"""Cells of a row of one line that has meters."""

ROOM_FOR_STAR = 30
"""Cells of a row of one line with a column for the star."""

LEAST_REST = 8
"""Cells of a title's second line that who and when give way to."""

_NUMBER_CELLS = {SortKey.HEAT: 5, SortKey.QUALITY: 3}

Spans = Callable[[str], list[tuple[int, int]]]


class Cursor(StrEnum):
    """Where the cursor is, seen from one row."""

    ELSEWHERE = "elsewhere"
    HERE = "here"
    PARKED = "parked"
    """On this row, while another pane has the keys."""


def no_spans(_text: str) -> list[tuple[int, int]]:
    """Nothing to highlight."""
    return []


class State(NamedTuple):
    """What the person did with an article, and where the cursor is.

    Attributes:
        labels: its tags and whether there is a note, in words; shown where there is room.
    """

    read: bool = False
    starred: bool = False
    selected: bool = False
    labels: tuple[str, ...] = ()
    cursor: Cursor = Cursor.ELSEWHERE


class Look(NamedTuple):
    """What all rows of a list share.

    Attributes:
        width: cells of a row.
        now: local and aware; dates are told from it.
        compact: one line a row instead of two.
        number: the sort key whose number stands in for the meters, when the list is ordered by one.
        linear: words instead of marks and meters, for screen readers; one line a row.
        marks_unpublished: whether `◊` is the exception worth a mark in this list.
        spans: the parts of a title to highlight.
    """

    width: int
    now: datetime
    compact: bool = False
    grouping: Grouping = Grouping.NONE
    number: SortKey | None = None
    marks_unpublished: bool = True
    glyphs: Glyphs = UNICODE
    words: Words = Words()
    spans: Spans = no_spans
    linear: bool = False

    @property
    def height(self) -> int:
        """Lines a row takes."""
        return 1 if self.compact or self.linear else 2

    @property
    def has_meters(self) -> bool:
        """Whether rows end in meters, and not in a number or in their text."""
        return self.number is None and not self.linear and (not self.compact or self.width >= ROOM_FOR_METERS)


def article_row(
    article: Article,
    look: Look,
    *,
    read: bool,
    starred: bool,
    cursor: Cursor = Cursor.ELSEWHERE,
    selected: bool = False,
    labels: tuple[str, ...] = (),
) -> list[Line]:
    """The lines of one article."""
    state = State(read, starred, selected, labels, cursor)
    if look.linear:
        return [_linear(article, look, state)]
    row = _compact if look.compact else _comfortable
    return row(article, look, state)


def separator(title: str, counts: str, look: Look, *, rule: str = "") -> Line:
    """The line between groups of articles: `Fri 27 Aug 2021 ───── 22 articles, 19 unread`; `rule` for another one."""
    left: Line = [(f" {title} ", "dim")]
    right: Line = [(f" {counts} ", "dim")] if counts else []
    if line_width(left) + line_width(right) + 1 > look.width:
        right = []
    room = look.width - line_width(left) - line_width(right)
    return [*left, ((rule or look.glyphs.rule) * max(0, room), "faint"), *right]


def _linear(article: Article, look: Look, state: State) -> Line:
    """`> unread, starred: Title. Provider, 24 Jan 2022, quality 87`: what the marks say, said."""
    held = (("selected", state.selected), ("unread", not state.read), ("starred", state.starred))
    states = [name for name, holds in held if holds]
    if article.published is False and look.marks_unpublished:
        states.append("unpublished")
    provider = cells.truncate(cells.for_row(article.provider.label), max(8, look.width // 3), look.glyphs.ellipsis)
    told = [provider, look.words.list_date(article.published_at, look.now)]
    told += [f"quality {article.quality}"] if article.quality is not None else []
    told += [f"heat {look.words.number(article.heat)}"] if article.heat is not None else []
    told += state.labels
    lead = f"{', '.join(states)}: " if states else ""
    tail = f". {', '.join(part for part in told if part)}"
    room = max(8, look.width - 2 - cells.width(lead) - cells.width(tail))
    title = cells.truncate(cells.for_row(article.title), room, look.glyphs.ellipsis)
    line: Line = [_bar(look, state.cursor), (f" {lead}", "dim"), *highlight(title, "text", look.spans(title), "hit")]
    return shorten([*line, (tail, "dim")], look.width, look.glyphs.ellipsis)


def _comfortable(article: Article, look: Look, state: State) -> list[Line]:
    title, kind, style = cells.for_row(article.title), _kind(article, look), "read" if state.read else "unread"
    right_to_left = cells.has_right_to_left(kind + title)
    measure = _measure(article, look)
    room = max(1, look.width - _indent(state) - (0 if right_to_left else line_width(measure) + 1))
    if room < ROOM_FOR_KIND:
        kind = ""
    beside = room - cells.width(kind)
    # Nothing stands right of letters that run from right to left, and they do not go on in the second line.
    breaks = [(0, len(title))] if right_to_left else cells.wrap(title, room, first=beside)
    first = cells.truncate(title[slice(*breaks[0])], beside, look.glyphs.ellipsis)
    line1: Line = [_bar(look, state.cursor), (look.glyphs.unread if not state.read else " ", "accent-mark")]
    line1 += _gap(look, state, style)
    if kind:
        line1.append((kind, "dim"))
    line1 += highlight(first, style, look.spans(first), "hit")
    if not right_to_left:
        line1 = justify(line1, measure, look.width)
    rest = title[breaks[1][0] :] if len(breaks) > 1 else ""
    line2 = _second_line(article, look, state, rest=rest, style=style, measure=measure if right_to_left else [])
    return [line1, line2]


def _second_line(article: Article, look: Look, state: State, *, rest: str, style: str, measure: Line) -> Line:
    bar = _bar(look, state.cursor) if state.cursor is not Cursor.PARKED else (" ", "text")
    indent = _indent(state)
    line: Line = [bar, (look.glyphs.starred if state.starred else " ", "accent-mark"), (" " * (indent - 2), style)]
    beside = min(cells.width(rest), LEAST_REST) + 2 if rest else line_width(measure) + 2 if measure else 0
    meta = _meta(article, look, look.width - indent - beside)
    meta = _labelled(meta, look, state, look.width - indent - (cells.width(rest) + 2 if rest else beside))
    right: Line = [(meta, "dim")] if meta else []
    if measure:
        return justify(line, [*right, ("  ", "dim"), *measure] if meta else measure, look.width)
    room = look.width - indent - (cells.width(meta) + 2 if meta else 0)
    if rest:
        rest = cells.truncate(rest, room, look.glyphs.ellipsis)
        line += highlight(rest, style, look.spans(rest), "hit")
    elif room >= 30 and article.excerpt:
        excerpt = cells.for_row(article.excerpt)
        if not cells.has_right_to_left(excerpt):
            shown = cells.truncate(excerpt, room, look.glyphs.ellipsis)
            line += highlight(shown, "dim", look.spans(shown), "hit")
    return justify(line, right, look.width)


def _compact(article: Article, look: Look, state: State) -> list[Line]:
    glyphs, style = look.glyphs, "read" if state.read else "unread"
    line: Line = [_bar(look, state.cursor), (glyphs.unread if not state.read else " ", "accent-mark")]
    if look.width >= ROOM_FOR_STAR:
        line.append((glyphs.starred if state.starred else " ", "accent-mark"))
    line += _gap(look, state, style)
    title, kind = cells.for_row(article.title), _kind(article, look)
    right_to_left = cells.has_right_to_left(kind + title)
    right: Line = [] if right_to_left else _columns(article, look)
    room = look.width - line_width(line) - line_width(right)
    if kind and room >= ROOM_FOR_KIND:
        line.append((kind, "dim"))
        room -= cells.width(kind)
    shown = cells.truncate(title, room, glyphs.ellipsis)
    line += highlight(shown, style, look.spans(shown), "hit")
    labels = "" if right_to_left else _labelled("", look, state, room - cells.width(shown) - 2)
    return [justify([*line, (f"  {labels}", "dim")] if labels else line, right, look.width)]


def _columns(article: Article, look: Look) -> Line:
    """The columns right of a compact title; as width shrinks the provider goes, then the date, then the meters."""
    right: Line = []
    if look.width >= 100:
        mark = f"{look.glyphs.unpublished} " if look.marks_unpublished and article.published is False else ""
        provider = cells.truncate(mark + cells.for_row(article.provider.label), 14, look.glyphs.ellipsis)
        right.append(("  " + cells.pad(provider, 14), "dim"))
    if look.width >= 60:
        date = look.words.list_date(article.published_at, look.now, grouping=look.grouping, narrow=look.width < 64)
        right.append(("  " + cells.pad_left(date, 7 if look.grouping is Grouping.DAY else 11), "dim"))
    if look.width >= ROOM_FOR_METERS:
        aligned = _NUMBER_CELLS.get(look.number, 0) if look.number else 0
        right += [(" ", "dim"), *((cells.pad_left(text, aligned), style) for text, style in _measure(article, look))]
    return right


def _meta(article: Article, look: Look, room: int) -> str:
    """`◊ Lab Manager · 17 Oct 2021 · 15 min`, as much of it as the width and the room carry.

    What goes first: the provider is shortened, then length and date go, then all of it.
    """
    width, glyphs = look.width, look.glyphs
    label = cells.for_row(article.provider.label)
    mark = f"{glyphs.unpublished} " if look.marks_unpublished and article.published is False else ""
    more = []
    if width >= 30:
        more.append(look.words.list_date(article.published_at, look.now, grouping=look.grouping, narrow=width < 64))
    if article.length_minutes is not None and width >= 44:
        more.append(f"{article.length_minutes} min")
    longest = 22 if width >= 44 else 12
    for cells_left, parts in ((longest, more), (12, more), (12, more[:1]), (12, [])):
        provider = mark + cells.truncate(label, cells_left, glyphs.ellipsis)
        meta = f" {glyphs.dot} ".join(part for part in (provider.rstrip(), *parts) if part)
        if cells.width(meta) <= room:
            return meta
    return ""


def _labelled(meta: str, look: Look, state: State, room: int) -> str:
    """`#later note · Lab Manager · 17 Oct 2021`: as many labels before the meta as the room carries."""
    for count in range(len(state.labels), 0, -1):
        labels = " ".join(map(cells.for_row, state.labels[:count]))
        text = f"{labels} {look.glyphs.dot} {meta}" if meta else labels
        if cells.width(text) <= room and not cells.has_right_to_left(labels):
            return text
    return meta


def _measure(article: Article, look: Look) -> Line:
    """The meters, or the number the list is ordered by."""
    if look.number is None:
        return [(look.glyphs.quality(article) + look.glyphs.heat(article), "meter")]
    value = article.heat if look.number is SortKey.HEAT else article.quality
    return [(look.glyphs.not_measured if value is None else look.words.number(value), "dim")]


def _kind(article: Article, look: Look) -> str:
    if article.type in {"", "article"}:
        return ""
    return cells.truncate(cells.for_row(article.type), 12, look.glyphs.ellipsis) + "  "


def _gap(look: Look, state: State, style: str) -> Line:
    """What parts the marks from the title; a selected row moves in by one cell to hold its mark."""
    return [(look.glyphs.selected, "accent-mark"), (" ", style)] if state.selected else [(" ", style)]


def _indent(state: State) -> int:
    """Where the title of a row of two lines begins."""
    return 3 + state.selected


def _bar(look: Look, cursor: Cursor) -> tuple[str, str]:
    if cursor is Cursor.HERE:
        return (look.glyphs.cursor, "accent-mark")
    return (look.glyphs.parked if cursor is Cursor.PARKED else " ", "text")
