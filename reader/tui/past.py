"""What the person did, day by day, as rows of a screen. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from reader.library import Deed, Kind
from reader.model import Article, Moment
from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.glyphs import UNICODE, Glyphs
from reader.tui.line import Line, justify, line_width
from reader.tui.words import Grouping, Words

KINDS = {
    "r": (Kind.READ, Kind.UNREAD),
    "s": (Kind.STAR, Kind.UNSTAR),
    "t": (Kind.TAG, Kind.UNTAG),
    "n": (Kind.NOTE,),
    "a": (Kind.READ, Kind.UNREAD, Kind.STAR, Kind.UNSTAR, Kind.TAG, Kind.UNTAG, Kind.NOTE, Kind.VIEW),
}
"""The letters that narrow the history, and the deeds each shows."""

NAMES = {"r": "reading", "s": "stars", "t": "tags", "n": "notes", "a": "everything"}
"""What each letter shows, in a word."""

_ONE = {
    Kind.READ: "read",
    Kind.UNREAD: "marked unread",
    Kind.STAR: "starred",
    Kind.UNSTAR: "star taken",
    Kind.NOTE: "noted",
}
DID = 16
"""Cells of the column that says what was done, in rows of at least `ROOMY` cells."""
ROOMY = 72


class PastRow(NamedTuple):
    """A row.

    Attributes:
        line: as it is drawn.
        deed: what it tells of; None for the name of a day.
        article: what can be opened; None for a day and for a deed with many articles.
    """

    line: Line
    deed: Deed | None = None
    article: Article | None = None


class PastLook(NamedTuple):
    """How rows are drawn.

    Attributes:
        width: cells of a row.
        now: local and aware.
        unfolded: ids of deeds whose articles are shown.
    """

    width: int
    now: datetime
    unfolded: Collection[str] = ()
    glyphs: Glyphs = UNICODE
    words: Words = Words()


def past_rows(deeds: Iterable[Deed], look: PastLook, wanted: str = "") -> Iterator[PastRow]:
    """The rows of deeds, the latest first, under the names of their days.

    Args:
        deeds: the latest first.
        look: how.
        wanted: words that a deed, or the title or provider of one of its articles, must hold; empty for all.
    """
    day = None
    for deed in deeds:
        if not _holds(deed, wanted):
            continue
        when = deed.time.astimezone()
        if when.date() != day:
            day = when.date()
            yield PastRow([(_day(when, look), "section")])
        yield _row(deed, when, look)
        if deed.id in look.unfolded:
            yield from _unfolded(deed, look)


def _holds(deed: Deed, wanted: str) -> bool:
    told = " ".join([deed.words, deed.text, *(f"{one.title} {one.provider.label}" for one in deed.articles)])
    told = told.casefold()
    return all(word in told for word in wanted.casefold().split())


def _day(when: datetime, look: PastLook) -> str:
    days = (look.now.date() - when.date()).days
    if days in {0, 1}:
        return "Yesterday" if days else "Today"
    return look.words.group_title(Moment.of(when), Grouping.DAY)


def _row(deed: Deed, when: datetime, look: PastLook) -> PastRow:
    """`21:10  read            Getting AI from the lab …      VentureBeat`, and at its end what became of it."""
    more = [word for word, holds in (("undone", deed.undone), ("another device", not deed.here)) if holds]
    style = "faint" if deed.undone else "read"
    time: Line = [(f"{when:%H:%M}  ", "dim")]
    if deed.number == 1 and deed.articles:
        article = deed.articles[0]
        did = cells.for_row(_done(deed))
        title = cells.for_row(article.title)
        column = DID if look.width >= ROOMY and cells.width(did) <= DID else 0
        lead: Line = [*time, ((cells.pad(did, column) if column else did) + "  ", "dim")]
        more = [cells.truncate(cells.for_row(article.provider.label), 22, look.glyphs.ellipsis), *more]
        return PastRow(_fitted(lead, title, style, more, look), deed, article)
    mark = " "
    if deed.number:
        mark = look.glyphs.unfolded if deed.id in look.unfolded else look.glyphs.folded
    titles = "; ".join(cells.for_row(one.title) for one in deed.articles)
    did = cells.for_row(look.words.deed(deed.words, deed.number))
    lead = [*time, (f"{mark} {did}  ", style)]
    return PastRow(_fitted(lead, titles, "dim", more, look), deed)


def _unfolded(deed: Deed, look: PastLook) -> Iterator[PastRow]:
    for article in deed.articles:
        label = cells.truncate(cells.for_row(article.provider.label), 22, look.glyphs.ellipsis)
        line = _fitted([(" " * 9, "dim")], cells.for_row(article.title), "read", [label], look)
        yield PastRow(line, deed, article)
    rest = deed.number - len(deed.articles)
    if rest > 0:
        yield PastRow([(f"{' ' * 9}and {look.words.number(rest)} more", "dim")], deed)


def _done(deed: Deed) -> str:
    if deed.kind in {Kind.TAG, Kind.UNTAG}:
        return f"{'tagged' if deed.kind is Kind.TAG else 'untagged'} “{deed.name}”"
    return "note deleted" if deed.kind is Kind.NOTE and not deed.text else _ONE.get(deed.kind, deed.words)


def _fitted(lead: Line, text: str, style: str, more: list[str], look: PastLook) -> Line:
    """`lead`, what fits of `text`, and at the right end what of `more` leaves half of the row to them."""
    more = [word for word in more if word]
    right: Line = []
    while more and not right:
        right = [("  " + f" {look.glyphs.dot} ".join(more), "dim")]
        if line_width(lead) + line_width(right) > look.width // 2:
            right, more = [], more[1:]
    if cells.has_right_to_left(text):
        right = []
    room = max(4, look.width - line_width(lead) - line_width(right))
    return justify([*lead, (cells.truncate(text, room, look.glyphs.ellipsis), style)], right, look.width)
