"""What the headings say. Each returns the left and the right end of its line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model import Article, Scope, Sort, SortKey
from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.arrangement import Pane, Shape
from reader.tui.commands import Context, Hint
from reader.tui.line import Line, line_width
from reader.tui.words import Words

if TYPE_CHECKING:
    from reader.library import Counts, Library, Listing
    from reader.tui.keymap import Keymap
    from reader.tui.screens.main import MainScreen

_SOON = 3  # seconds; of less nobody is told how many they are

_ORDERS = {
    SortKey.DATE: ("newest first", "oldest first"),
    SortKey.HEAT: ("hottest first", "coolest first"),
    SortKey.QUALITY: ("best first", "worst first"),
    SortKey.RANK: ("what matters first", "what matters least first"),
    SortKey.TITLE: ("title A to Z", "title Z to A"),
    SortKey.PROVIDER: ("provider A to Z", "provider Z to A"),
}


def order_words(sort: Sort) -> str:
    """`newest first`."""
    return _ORDERS[sort.key][sort.reverse]


def orders_words(orders: Sequence[Sort]) -> str:
    """`hottest first, then newest first`."""
    return ", then ".join(map(order_words, orders))


def library_name(library: Library) -> str:
    """The name of the library: its folder's, or `SAMPLES`."""
    if library.samples:
        return "SAMPLES"
    names = [os.path.basename(os.path.normpath(root.real)) or str(root.real) for root in library.roots]
    return ", ".join(names)


def library_heading(library: Library, counts: Counts, words: Words, dot: str = "·") -> tuple[Line, Line]:
    """`SAMPLES                4 articles · 3 unread`."""
    told = words.counted(counts.articles, "article")
    if counts.unread:
        told += f" {dot} {words.number(counts.unread)} unread"
    return [(f" {library_name(library)}", "strong")], [(f"{told} ", "dim")]


def list_heading(screen: MainScreen) -> tuple[Line, Line]:
    """`ARTICLES  AI › all     newest first · 1 of 4 · 3 unread`; where that is too long, what the list is of stays."""
    words, selection, listing = screen.words, screen.selection, screen.listing
    active = screen.pane is Pane.LIST and not screen.search.is_open
    title = "SAMPLES" if screen.library.samples and not screen.place_name else "ARTICLES"
    parts = [screen.place_name, "" if selection.query and selection.scope is Scope.ALL else str(selection.scope)]
    if not screen.place_name:
        parts = [parts[1].capitalize()]
    where = f" {screen.glyphs.parked} ".join(filter(None, (*parts, selection.query)))
    left: Line = _title(screen, title, active)
    left.append((f"  {where}", "text"))
    picked = picked_words(screen)
    if screen.search.is_open and selection.query and screen.library.query_errors(selection.query):
        return left, [(f"{words.number(len(listing))} shown so far ", "dim")]
    sought = screen.seeking.words() if not screen.search.is_open else []  # the line says it itself
    if not len(listing):
        return left, [(f" {screen.glyphs.dot} ".join([words.counted(0, "article"), *sought, *picked]) + " ", "dim")]
    dot = f" {screen.glyphs.dot} "
    if sought:
        return left, [(dot.join([f"{words.number(len(listing))} so far", *sought, *picked]) + " ", "dim")]
    right: Line = [(f"{words.number(screen.list.row + 1)} of {length_words(words, listing)}", "dim")]
    if not picked:  # there is hardly room for both
        right.insert(0, (orders_words(screen.orders) + dot, "spare"))
    if screen.shape is not Shape.WIDE and selection.scope is not Scope.UNREAD and len(listing) <= 200:
        unread = sum(not screen.library.is_read(article) for article in listing)
        right += [(f"{dot}{words.number(unread)} unread", "spare")] if unread else []
    return left, [*right, ("".join(dot + each for each in picked) + " ", "dim")]


def length_words(words: Words, listing: Listing) -> str:
    """`1,234`, or `200+` while there are more."""
    return words.number(len(listing)) + ("+" if listing.is_part else "")


def picked_words(screen: MainScreen) -> list[str]:
    """`5 selected`, and how many of them the list does not show; nothing while none is."""
    if not screen.picked:
        return []
    number = screen.words.number
    away = f", {number(screen.picked_elsewhere)} not in this list" if screen.picked_elsewhere else ""
    return [f"{number(len(screen.picked))} selected{away}"]


def row_labels(library: Library, article: Article) -> tuple[str, ...]:
    """`#later`, `note`: what the person wrote on an article, for its row."""
    tags = tuple(f"#{name}" for name in library.tags_of(article))
    return (*tags, "note") if library.note_of(article) else tags


def article_heading(screen: MainScreen) -> tuple[Line, Line]:
    """`ARTICLE  ‹ 4 back              6 related`."""
    words, reading = screen.words, screen.reading
    left = _title(screen, "ARTICLE", screen.pane is Pane.DETAIL)
    back = len(screen.history.trail(reading.article)) - 1
    if back > 0:
        left.append((f"  {screen.glyphs.visited} {back} back", "dim"))
    article = reading.article
    if article is None:
        return left, []
    told = [(each, "dim") for each in picked_words(screen)] if screen.shape is Shape.SINGLE else []
    if screen.shape is Shape.SINGLE and len(screen.listing):
        told.append((f"{words.number(screen.list.row + 1)} of {words.number(len(screen.listing))}", "dim"))
    if not article.in_library:
        told.append(("not in the library", "dim"))
    if article.related_count:
        told.append((f"{words.number(article.related_count)} related", "spare"))
    minutes, *seen = reading.progress_words() or [""]
    told += [(minutes, "spare")] if minutes else []
    told += [(each, "dim") for each in seen]
    return left, _joined(told, f" {screen.glyphs.dot} ")


def trail_line(screen: MainScreen) -> Line:
    """`HotHardware › GeekWire › The Verge`, cut at the left; empty when nothing was followed."""
    trail = screen.history.trail(screen.reading.article)
    if len(trail) < 2:
        return []
    text = f" {screen.glyphs.parked} ".join(article.provider.label or article.title for article in trail)
    width = max(8, screen.panes.detail_width - 2)
    return [(" " + cells.truncate_left(text, width, screen.glyphs.ellipsis), "dim")]


class Progress(NamedTuple):
    """How far reading the library has come.

    Attributes:
        done: files dealt with.
        total: files there are; 0 while they are being counted.
        seconds: since it began.
        known: how many of the files done need not have been read.
    """

    done: int
    total: int
    seconds: float
    known: int = 0

    @property
    def seconds_left(self) -> int | None:
        """At the pace so far; None when there is no pace yet, or little is left: finishing takes seconds, too."""
        read = self.done - self.known
        if read < 1 or self.seconds < 1:
            return None
        left = round(self.seconds / read * (self.total - self.done))
        return left if left >= _SOON else None


def progress_lines(screen: MainScreen, progress: Progress, width: int) -> list[tuple[Line, Line]]:
    """`Reading news   3,120 of 4,958   ctrl+c stops`, and under it a bar with the time left."""
    words, glyphs = screen.words, screen.glyphs
    number = words.number
    stop = next(iter(screen.keymap.keys("app.cancel")), "")
    ends: Line = [(f"{stop} stops ", "dim")] if stop else []
    counted = f"   {number(progress.done)} of {number(progress.total)}"
    told = f" Reading {library_name(screen.library)}{counted}"
    if cells.width(told) + line_width(ends) >= width:
        told = f" Reading{counted}"
    share = progress.done / progress.total
    left = progress.seconds_left
    tail = f" {share:4.0%}" + (f"   {number(left)} s left " if left is not None else " ")
    room = max(4, width - 2 - len(tail))  # a cell before the bar, and one behind it
    full = round(room * share)
    bar: Line = [(" " + glyphs.bar * full, "accent-mark"), (glyphs.rule * (room - full), "faint")]
    return [([(told, "text")], ends), (bar, [(tail, "dim")])]


def hint_keys(hints: Sequence[Hint], keymap: Keymap, context: Context | None = None) -> list[tuple[str, str, str]]:
    """Hints as (command, keys, word), those without a key (in `context`, if given) left out."""
    shown = []
    for hint in hints:
        keys = [keys[0] for ident in hint.ids if (keys := keymap.keys(ident, context))]
        if keys:
            joiner = "-" if hint.ids[0].startswith("related.follow") else "/"
            shown.append((hint.ids[0], joiner.join(map(_key_name, keys)), hint.label))
    return shown


def _key_name(key: str) -> str:
    return {"enter": "Enter", "space": "Space", "esc": "Esc", "tab": "Tab", "up": "↑", "down": "↓"}.get(key, key)


def _joined(parts: Line, between: str) -> Line:
    """Parts as one line; each takes what parts it from the next one with it where it goes."""
    *before, (last, style) = parts or [("", "dim")]
    return [*((text + between, style) for text, style in before), (f"{last} ", style)] if parts else []


def _title(screen: MainScreen, name: str, active: bool) -> Line:
    if active:
        return [(screen.glyphs.cursor, "accent-mark"), (name, "accent")]
    return [(" " + name, "section")]
