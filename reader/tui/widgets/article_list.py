"""The list of articles: draws only the rows that are seen, whatever the length of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice, repeat

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reader.library import Listing
from reader.model import Article, SortKey
from reader.model.named import NamedTuple
from reader.tui import cells
from reader.tui.groups import Group, New, group_articles, new_since
from reader.tui.paint import Painted
from reader.tui.row_lines import RowLines
from reader.tui.rows import ROOM_FOR_STAR, Cursor, Look, State, article_row, separator
from reader.tui.widgets.kept_rows import KeptRows
from reader.tui.words import Grouping

COMPACT_BELOW = 8
"""Fewer lines than this show one line an article when the density is `auto`."""

GROUPED_FIRST = 500
"""Rows of a long list that get their separators at once; the others when they come near, or when all is quiet."""

QUIET = 0.5
"""Seconds after which all is quiet."""

SCROLL_OFF = 2
"""Articles kept visible above and below the cursor."""


AHEAD_AT_ONCE = 3
"""Rows drawn ahead in one go, about a millisecond; a key waits for no more."""


class Since(NamedTuple):
    """The end of the last session, for a list ordered by date: when it was, in words too, now, and which way round."""

    when: datetime
    told: str
    now: datetime
    oldest_first: bool


class ArticleList(Painted):
    """The articles of a listing, with a cursor that lives on an article."""

    class Moved(Message):
        """The cursor came to rest on another article (None in an empty list)."""

        def __init__(self, article: Article | None) -> None:
            super().__init__()
            self.article = article

        def can_replace(self, message: Message) -> bool:
            """A held key never queues: only where the cursor is now counts."""
            return isinstance(message, ArticleList.Moved)

    class Focused(Message):
        """A row was clicked; the cursor is on it."""

    class Opened(Message):
        """An article was opened with the mouse."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    class Marked(Message):
        """The unread mark or the star of an article was clicked."""

        def __init__(self, article: Article, star: bool) -> None:
            super().__init__()
            self.article = article
            self.star = star

    class MenuWanted(Message):
        """An article was clicked with the right button."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    class SortWanted(Message):
        """A meter was clicked."""

    def __init__(self, look: Look, *, density: str = "auto", id: str | None = None) -> None:
        super().__init__(id=id)
        self.density = density
        self._look = look
        self._articles = Listing(())
        self._grouped: Listing | None = None
        self._unread: Callable[[Listing], int] = len
        self._read: Callable[[Article], bool] = bool
        self._starred: Callable[[Article], bool] = bool
        self._selected: Callable[[Article], bool] = _never
        self._labels: Callable[[Article], tuple[str, ...]] = _no_labels
        self._groups: list[Group] = []
        self._sure = 0  # so many rows from the first on have their separators
        self._lines = RowLines(0, look.height)
        self._rows = KeptRows()  # as they look in this look
        self._separators: dict[int, tuple[Group, Strip]] = {}  # by number, in this look
        self._ahead: Iterator[tuple[int, Cursor]] = iter(())  # rows as the next keys show them, still to be drawn
        self._quiet: Timer | None = None
        self._since: Since | None = None
        self.new: New | None = None
        """What is new since the last session, and where the line is that parts it from the rest."""
        self._by_date = False
        self._row = 0
        self.has_moved = False
        """Whether the screen does not know yet where the cursor is now."""
        self._empty: list[str] = []
        self._wanted_line: int | None = None

    # What the screen hands down.

    def show(
        self,
        articles: Listing,
        row: int,
        *,
        read: Callable[[Article], bool],
        unread: Callable[[Listing], int],
        starred: Callable[[Article], bool],
        line: int | None = None,
        still: bool = False,
    ) -> None:
        """Show a list with the cursor on `row`, and that row on `line` of the pane, else where the cursor stood.

        With `still` that is all the scrolling there is, and where the cursor is out of sight, the topmost article
        stays where it is.
        """
        self._read, self._unread, self._starred = read, unread, starred
        if still and self.lines_visible and len(self._articles):
            self._renew(articles, row)
            return
        self._wanted_line = line
        line_on_screen = line if line is not None else self.line if len(self._articles) else None
        self._take(articles, row)
        if line_on_screen is not None and self.lines_visible:
            self.jump_to(self._line(self._row) - max(0, line_on_screen))
        self._reveal()
        self.redraw()

    def _renew(self, articles: Listing, row: int) -> None:
        self._wanted_line = None
        top = self.scroll_offset.y
        held, stays = self._row, row
        if not top <= self._line(held) < top + self.lines_visible:
            held = self._locate(top)[0]
            place = articles.position(self._articles[held].key)
            stays = held if place is None else place
        line_on_screen = self._line(held) - top
        self._take(articles, row)
        self.jump_to(self._line(max(0, min(stays, len(articles) - 1))) - line_on_screen)
        self.redraw()

    def _take(self, articles: Listing, row: int) -> None:
        self._articles = articles
        self._row = max(0, min(row, len(articles) - 1))
        self._ahead = iter(())  # those were rows of the list before
        self._regroup()

    def tell_rows(self, *, selected: Callable[[Article], bool], labels: Callable[[Article], tuple[str, ...]]) -> None:
        """What else rows say of an article: whether it is selected, and its labels."""
        self._selected, self._labels = selected, labels

    def restyle(self, look: Look, *, by_date: bool, since: Since | None = None) -> None:
        """Change how rows look, before they are shown; the width stays the pane's own.

        Args:
            look: how rows look.
            by_date: whether separators stand between days, months or years.
            since: when the last session ended, where a line tells what is new since then.
        """
        self._since = since
        self._take_look(look._replace(width=self._look.width, compact=self._look.compact))
        self._by_date = by_date

    def say_empty(self, lines: list[str]) -> None:
        """What stands in the pane when the list is empty."""
        self._empty = lines
        if not len(self._articles):
            self.redraw()

    def set_density(self, density: str) -> None:
        """`auto`, `comfortable` or `compact`."""
        self.density = density
        self.fit()

    def tick(self, now: datetime) -> None:
        """Tell dates from a later now."""
        self._take_look(self._look._replace(now=now))
        self.redraw()

    def notify_style_update(self) -> None:
        """Forget the rows when the theme changes."""
        self._forget_rows()
        super().notify_style_update()

    def _take_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self._forget_rows()

    def _forget_rows(self) -> None:
        self._separators.clear()
        if self._rows:
            self._rows.clear()
            if self._quiet is not None:
                self._quiet.stop()
            self._quiet = self.set_timer(QUIET, self.draw_ahead)

    # What the screen asks.

    @property
    def articles(self) -> Sequence[Article]:
        """The list on show."""
        return self._articles

    @property
    def row(self) -> int:
        """The cursor's position in the list."""
        return self._row

    @property
    def article(self) -> Article | None:
        """The article the cursor is on."""
        return self._articles[self._row] if len(self._articles) else None

    @property
    def line(self) -> int:
        """The line of the pane on which the cursor's article begins."""
        return self._line(self._row) - self.scroll_offset.y

    @property
    def first_row(self) -> int:
        """The first row that is seen."""
        return self._locate(self.scroll_offset.y)[0]

    @property
    def compact(self) -> bool:
        """Whether rows take one line."""
        return self._look.compact

    @property
    def rows_visible(self) -> int:
        """About how many articles the pane shows."""
        return max(1, (self.lines_visible - self._has_sticky) // self._look.height)

    # What keys do.

    def move(self, rows: int) -> None:
        """Move the cursor; at the ends it stops."""
        self.move_to(self._row + rows)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, and tell when it changed."""
        row = max(0, min(row, len(self._articles) - 1))
        self._wanted_line = None
        if row == self._row or not len(self._articles):
            self._reveal()
            return
        before, self._row = self._row, row
        self._reveal()
        self.draw_row(before)
        self.draw_row(row)
        self.has_moved = True
        self.post_message(self.Moved(self.article))

    def half_page(self, direction: int) -> None:
        """Move by half a page with the cursor staying on its screen line; at the end go to the last article."""
        rows = max(1, self.rows_visible // 2)
        line = self.line
        target = max(0, min(self._row + direction * rows, len(self._articles) - 1))
        self.jump_to(self._line(target) - line)
        self.move_to(target)

    def page(self, direction: int) -> None:
        """Move by a page, keeping one article in sight."""
        self.move(direction * self._page)

    @property
    def _page(self) -> int:
        return max(1, self.rows_visible - 1)

    def draw_row(self, row: int) -> None:
        """Draw one article anew."""
        self.show_lines(self._line(row), self._look.height)

    def draw_ahead(self) -> None:
        """Have ready what the next key shows, a few rows at a time: asked for when nothing else is to do."""
        unseen, page = self._locate(self.scroll_offset.y + self.lines_visible)[0], self._page
        there = range(len(self._articles))
        cursor = [self._row + by for by in (1, -1, page, -page) if self._row + by in there]
        rows = range(unseen, min(unseen + page + SCROLL_OFF + 1, len(there)))
        here = Cursor.HERE if self.active else Cursor.PARKED
        self._ahead = chain(zip(cursor, repeat(here)), zip(rows, repeat(Cursor.ELSEWHERE)))
        self._draw_some()

    def _draw_some(self) -> None:
        if not self.lines_visible:
            return
        width = self.size.width
        drawn: list[Strip] = []
        for row, cursor in islice(self._ahead, AHEAD_AT_ONCE):
            drawn += self._row_drawn(row, width, cursor)
            if self._lines.begins_group(row):
                drawn.append(self._separator(self._lines.group_of(row)))
        finish = self.finishing()
        for strip in drawn:
            finish(strip).render(self.app.console)
        if drawn:
            self.call_later(self._draw_some)

    def redraw_marks(self) -> None:
        """Draw everything anew after marks changed."""
        self._groups = [group._replace(unread=None) for group in self._groups]
        self.redraw()

    # Drawing.

    def draw_line(self, y: int, top: int, width: int) -> Strip:
        """One line of the pane."""
        line = y + top
        if not len(self._articles):
            said = [text[a:b] for text in self._empty for a, b in cells.wrap(text, max(1, width - 4))]
            text = said[y - 1] if 0 < y <= len(said) else ""
            return self.strip([("   " + text, "text")], width)
        row, part = self._locate(line)
        parts_new = part < 0 and self._lines.tells_new(row, part)
        if self._has_sticky and y == 0 and (part >= 0 or parts_new):
            return self._separator(self._lines.group_of(row - parts_new))  # above that line it is the one before
        if row >= len(self._articles):
            return self.strip([], width)
        if parts_new:
            return self._new_line()
        if part < 0:
            return self._separator(self._lines.group_of(row))
        here = row == self._row
        cursor = Cursor.ELSEWHERE if not here else Cursor.HERE if self.active else Cursor.PARKED
        return self._row_drawn(row, width, cursor)[part]

    def _row_drawn(self, row: int, width: int, cursor: Cursor) -> list[Strip]:
        """The lines of an article; made again only when they look different."""
        article = self._articles[row]
        state = State(
            self._read(article), self._starred(article), self._selected(article), self._labels(article), cursor
        )
        strips = self._rows.lines(article, state)
        if strips is None:
            lines = article_row(article, self._look, **state._asdict())
            strips = [self.strip(line, width, cursor=cursor is Cursor.HERE) for line in lines]
            self._rows.keep(article, state, strips)
        return strips

    def _separator(self, number: int) -> Strip:
        group = self._groups[number]
        if group.unread is None:
            group = self._groups[number] = group._replace(unread=self._unread(self._articles[group.start : group.end]))
        kept = self._separators.get(number)
        if kept is not None and kept[0] is group:
            return kept[1]
        words = self._look.words
        title = words.group_title(self._articles[group.start].published_at, group.grouping)
        counts = words.counted(group.end - group.start, "article")
        if group.unread:
            counts += f", {words.number(group.unread)} unread"
        strip = self.strip(separator(title, counts, self._look), self.size.width)
        self._separators[number] = group, strip
        return strip

    def _new_line(self) -> Strip:
        since, new = self._since, self.new
        assert since is not None
        assert new is not None
        side = "below" if since.oldest_first else "above"
        told = f"{self._look.words.number(new.number)} new {side}, since {since.told}"
        return self.strip(separator(told, "", self._look, rule=self._look.glyphs.bar), self.size.width)

    # Geometry: rows are articles, lines are what the terminal shows.

    def fit(self) -> None:
        """Lay the list out for the present size."""
        lines = self.lines_visible
        compact = self.density == "compact" or (self.density == "auto" and lines < COMPACT_BELOW)
        width = max(1, self.size.width)
        self._take_look(self._look._replace(width=width, compact=compact))
        self._regroup()
        if self._wanted_line is not None:
            self.jump_to(self._line(self._row) - self._wanted_line)
        self._reveal()
        self.refresh()

    def _regroup(self, rows: int | None = GROUPED_FIRST) -> None:
        wanted = self._articles if self._by_date else None
        if wanted is not self._grouped or rows is None:
            self._grouped = wanted
            self._groups = group_articles(wanted, rows) if wanted is not None else []
            self._sure = self._groups[-1].end if self._groups else len(self._articles)
            if self._sure < len(self._articles):
                self.set_timer(QUIET, partial(self._group_rest, wanted))
        grouping = self._groups[0].grouping if self._groups else Grouping.NONE
        self._take_look(self._look._replace(grouping=grouping))  # what separators tell, rows need not
        since = self._since
        self.new = since and new_since(self._articles, since.when, since.now, oldest_first=since.oldest_first)
        starts, new = [group.start for group in self._groups], self.new and self.new.row
        self._lines = RowLines(len(self._articles), self._look.height, groups=starts, new=new)
        self.set_length(len(self._lines))

    def _group_rest(self, articles: Sequence[Article] | None) -> None:
        """Give all rows of a list their separators, unless they have them or it is shown no more."""
        if articles is self._grouped and self._sure < len(self._articles):
            self._regroup(None)

    def _line(self, row: int) -> int:
        if row > self._sure:
            self._group_rest(self._grouped)
        return self._lines.line(row)

    def _locate(self, line: int) -> tuple[int, int]:
        """The row at a line and which of its lines that is, below zero for those before it."""
        if line >= self._line(self._sure):
            self._group_rest(self._grouped)
        return self._lines.locate(line)

    def _reveal(self) -> None:
        """Scroll so that the cursor's article is seen with some neighbours."""
        lines, height = self.lines_visible, self._look.height
        if lines <= 0 or not len(self._articles):
            return
        off = min(SCROLL_OFF if not (self._look.compact and lines < 10) else 1, max(0, (lines // height - 1) // 2))
        top = self._line(max(0, self._row - off)) - self._has_sticky
        bottom = self._line(min(len(self._articles) - 1, self._row + off)) + height
        if self._row - off <= 0:
            top = 0
        first = self.scroll_offset.y
        if first > top:
            first = top
        elif first + lines < bottom:
            first = min(bottom - lines, self._line(self._row))
        self.jump_to(first)

    @property
    def _has_sticky(self) -> bool:
        """Whether the first line always tells the group: not where that would hide the only article."""
        return self._lines.has_groups and self.lines_visible > self._look.height

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Select, open with a double click, toggle marks, right button for the menu."""
        row, part = self._locate(event.y + self.scroll_offset.y)
        if row >= len(self._articles) or part < 0 or (self._has_sticky and event.y == 0):
            return
        event.stop()
        article = self._articles[row]
        if event.button == 3:
            self._go_to(row)
            self.post_message(self.MenuWanted(article))
        elif event.x in self._mark_columns:
            self.post_message(self.Marked(article, event.x == 2 if self._look.compact else part == 1))
        elif part == 0 and event.x >= self.size.width - 2 and self._look.has_meters:
            self.post_message(self.SortWanted())
        else:
            self._go_to(row)
            if event.chain == 2:
                self.post_message(self.Opened(article))

    @property
    def _mark_columns(self) -> Sequence[int]:
        """Where rows have the marks for unread and starred; nowhere where words say it."""
        if self._look.linear:
            return ()
        return (1, 2) if self._look.compact and self._look.width >= ROOM_FOR_STAR else (1,)

    def _go_to(self, row: int) -> None:
        self.move_to(row)
        self.post_message(self.Focused())


def _never(_article: Article) -> bool:
    return False


def _no_labels(_article: Article) -> tuple[str, ...]:
    return ()


def number_key(sort: SortKey) -> SortKey | None:
    """The key whose number rows show instead of meters."""
    return sort if sort in {SortKey.HEAT, SortKey.QUALITY} else None
