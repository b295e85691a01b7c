"""The main screen: owns scope, query, order, article and layout; hands them down, takes messages up.

What each key does is in `reader.tui.actions`, one module per group of commands; this module keeps what they share.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reader.library import Mark
from reader.model import Article, Identity, Scope, Selection, Sort, SortKey
from reader.tui import glyphs as glyph_sets
from reader.tui import keymap as keys
from reader.tui.actions import ActionGroups
from reader.tui.arrangement import Pane, Shape, arrange
from reader.tui.commands import Context
from reader.tui.empty import empty_words
from reader.tui.frame import Frame
from reader.tui.headings import (
    row_labels,
)
from reader.tui.history import History, Step
from reader.tui.intake import Intake
from reader.tui.messages import Messages, Stay
from reader.tui.outside import Outside
from reader.tui.overview import Overview
from reader.tui.paint import COMPONENTS
from reader.tui.panes import Panes
from reader.tui.places import Spot, same_list
from reader.tui.reading import Reading
from reader.tui.rows import Look, no_spans
from reader.tui.screens.from_widgets import FromWidgets
from reader.tui.seeking import Seeking, Sought
from reader.tui.session import Session
from reader.tui.widgets.article_list import ArticleList, number_key
from reader.tui.widgets.bar import Bar, Footer
from reader.tui.widgets.detail import Detail
from reader.tui.widgets.search import SearchBox
from reader.tui.widgets.sidebar import Sidebar
from reader.tui.words import Words

if TYPE_CHECKING:
    from reader.library import Library, Listing
    from reader.settings import Settings
    from reader.tui.loader import Loader

NEAREST = 1000
"""Rows below the cursor that are looked through for one that is still there."""

REFRESH_SECONDS = 0.25
"""While a library is being read, lists and counts are brought up to date this often."""

FIRST_HITS = 200
"""Hits that a letter of a search shows at once where an index gives the newest sooner than all."""

WALKING = frozenset({"article.next", "article.previous"})
"""Commands that, held down, pass from article to article."""

REST_OF_HITS = 0.05
"""Seconds without another letter after which the other hits are looked for."""


class Columns(Horizontal):
    """Panes beside each other. They cover it, so that nothing of it is ever seen."""

    def render_lines(self, _crop: Region) -> list[Strip]:
        """No line at all, which spares each frame the cutting and laying away of them."""
        return []


class Rows(Vertical):
    """Panes above each other, in the same way."""

    def render_lines(self, _crop: Region) -> list[Strip]:
        """No line at all, as in `Columns`."""
        return []


class MainScreen(FromWidgets, inherit_bindings=False):
    """Sidebar, article list and detail."""

    BLANK: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(
        self, library: Library, settings: Settings, loader: Loader, size: Size, clock: Callable[[], datetime]
    ) -> None:
        # The shape is given as a class before the screen is mounted: a change of class styles the whole tree anew.
        shape = arrange(size.width, size.height, Pane.LIST, linear=settings.linear).shape
        super().__init__(classes=f"-{shape}")
        self.panes = Panes(self, shape)
        self._told_size: Size | None = None
        self.library, self.settings = library, settings
        self._clock = clock
        self.words = Words(settings.numbers, settings.dates == "iso")
        self.glyphs = glyph_sets.choose("ascii" if settings.linear else settings.glyphs, os.environ)
        self.keymap = keys.Keymap(settings.preset, settings.keys)
        self.messages = Messages()
        self.history = History()
        self.reading = Reading(self)
        self.selection = Selection(sort=settings.sort)
        self.scope = self.selection.scope
        """The scope the person chose; passing the sidebar's scopes only previews them."""
        self.kept: set[int] = set()
        """Keys of articles that stay in the list until the view is left, though scope or query would drop them."""
        self.picked: dict[int, Article | None] = {}
        """The articles selected to be acted on together, by key; None for what the library tells of when asked."""
        self.picked_elsewhere = 0
        """How many of them the list does not show."""
        self.orders = self.selection.orders
        """The order the list comes in: what the person chose, unless a query or a view names another."""
        self._asked = self.selection
        self.listing: Listing = library.select(self.selection)
        self.pane = Pane.LIST
        self.sidebar_open: bool | None = None
        self.zen = False
        self.folded: set[str] = set()
        self.all_providers = False
        self.touched = False
        """Whether the person has moved anything; until then the cursor stays on the first row while articles arrive."""
        self.overview = Overview(self)
        self.actions = ActionGroups(self)
        self.session = Session(self)
        self.frame = Frame(self)
        self._refresh_timer: Timer | None = None
        self.intake = Intake(self, loader)
        self.seeking = Seeking(self)
        self.outside = Outside(self)
        self.is_ready = False
        """Whether the parts are there."""
        self.resume_at: int | None = None
        """The key of the article of the last run, until it is on the list or the person moves."""
        self.detour: tuple[Step, Selection] | None = None
        """Where the person was when they asked for more like an article, and the list of more."""
        self.editing = ""
        """The view whose query is being changed in the search; its name is suggested when that is saved."""
        self.place_name = ""
        """What the list is narrowed to besides its scope: the topic or the provider, by name."""

    # Parts

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        look = Look(width=1, now=self.now, glyphs=self.glyphs, words=self.words, linear=self.settings.linear)
        yield Bar(id="header")
        with Columns(id="body"):
            yield Sidebar(self.glyphs, self.words, id="sidebar")
            with Rows(id="main"):
                with Rows(id="list-pane"):
                    yield SearchBox(self.keymap, id="search")
                    yield Bar(id="list-heading")
                    yield ArticleList(look, density=self.settings.density, id="list")
                with Vertical(id="detail-pane"):
                    yield Bar(id="detail-heading")
                    yield Detail(id="detail")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Take what has been read so far, so that the first frame shows articles."""
        self.header = self.query_one("#header", Bar)
        self.sidebar = self.query_one(Sidebar)
        self.search = self.query_one(SearchBox)
        self.list_heading = self.query_one("#list-heading", Bar)
        self.list = self.query_one(ArticleList)
        self.detail_heading = self.query_one("#detail-heading", Bar)
        self.detail = self.query_one(Detail)
        self.footer = self.query_one(Footer)
        self.find = SearchBox(self.keymap, id="find", finding=True)
        self.detail.bar = self.glyphs.cursor
        self.list.tell_rows(selected=self.is_picked, labels=partial(row_labels, self.library))
        self.is_ready = True
        self.session.restore()
        self.intake.begin()
        self.arrange_panes(self.app.size)
        self.refresh_all()
        self.set_interval(60, self._tick)
        self.set_interval(0.5, self._look_around)
        self.session.greet()

    @property
    def now(self) -> datetime:
        """Local time, with its zone."""
        return self._clock()

    @property
    def shape(self) -> Shape:
        """How the panes stand to each other."""
        return self.panes.shape

    # Reading the library

    class Arrived(Message):
        """The loader has read something; posted from its thread."""

    def on_main_screen_arrived(self) -> None:
        """Take in what was read, for a few milliseconds at a time so that keys come between."""
        was_open = self.intake.open
        if not self.intake.take():
            self.post_message(self.Arrived())
        if was_open and not self.intake.open:
            self._refresh_now()
        elif not self.intake.open:
            self.intake.show_changes()
        elif self._refresh_timer is None:
            self._refresh_timer = self.set_timer(REFRESH_SECONDS, self._refresh_now)

    def _refresh_now(self) -> None:
        if self._refresh_timer is not None:
            self._refresh_timer.stop()
            self._refresh_timer = None
        if not self.intake.show(self.refresh_all):
            if self.intake.changed:
                self._refresh_timer = self.set_timer(REFRESH_SECONDS, self._refresh_now)
            self.frame.show_headings()
        self.session.settle()

    def on_unmount(self) -> None:
        """However the screen ends, nothing goes on reading for it."""
        self.seeking.cancel()

    def on_sought(self, message: Sought) -> None:
        """Bodies were looked into."""
        self.seeking.take(message)

    @property
    def reading_files(self) -> bool:
        """Whether the library is still being read."""
        return self.intake.open

    # What is shown

    def refresh_all(self, *, still: bool = False) -> None:
        """Bring lists and counts up to date; the cursor stays on its article, with `still` every row where it is."""
        self.overview.renew()
        self.refresh_list(still=still)
        self.frame.show()
        if len(self.app.screen_stack) > 1:
            from reader.tui.screens.overlay import Overlay

            for over in self.app.screen_stack:
                if isinstance(over, Overlay) and over.is_mounted:
                    over.library_changed()

    def select(self, selection: Selection, *, cursor: int | None = None, line: int | None = None) -> None:
        """Leave the view for another one.

        Args:
            selection: the other one.
            cursor: the key of the article the cursor goes to. Without it that is where the person was in that list
                when they left it for one with another view, topic or provider, else the article it is on already.
            line: the line of the pane on which that article stands, if that matters.
        """
        if selection != self.selection:
            self.kept.clear()
        if selection.view or not (selection.query or self.search.is_open):  # whoever empties the line types on
            self.editing = ""
        before = self.list.article
        if not same_list(selection, self.selection):
            spot = self.session.places.of(selection)
            if before is not None:
                self.session.places.leave(self.selection, Spot(before.key, self.list.line))
            if cursor is None and spot is not None:
                cursor, line = spot
        self.selection = selection
        self.touched = True
        self.messages.clear(Stay.SECONDS)  # it told of another list
        self.refresh_list(cursor if cursor is not None else before.key if before else None, moved=True, line=line)
        self.frame.show_sidebar()
        self.frame.show_footer()

    def refresh_list(
        self, cursor: int | None = None, *, moved: bool = False, still: bool = False, line: int | None = None
    ) -> None:
        """Select anew. The cursor goes to `cursor`, else stays on its article, else goes to the nearest row.

        Args:
            cursor: the key of an article.
            moved: whether the list is another one.
            still: whether what is on the screen stays where it is.
            line: the line of the pane on which the cursor's article stands, if that matters.
        """
        before = self.list.article
        stays = before is not None and (self.touched or still)
        key = cursor if cursor is not None else before.key if before is not None and stays else self.resume_at
        typing = self.search.is_open and moved
        listing_before = self.listing
        self.listing = self.library.select(self.selection, self.kept, first=FIRST_HITS if typing else None)
        self.place_name = self.overview.place_name(self.selection)
        row = self.listing.position(key) if key is not None else 0
        if self.listing.is_part:
            self.set_timer(REST_OF_HITS, partial(self.seeking.rest.find, self.listing, key if row is None else None))
        if row is None:
            row = 0 if moved else self._nearest_row(listing_before)
        self._ask()
        sort = self.orders[0]
        unpublished = self.listing.unpublished(200)
        self.list.restyle(
            Look(
                width=1,
                now=self.now,
                number=number_key(sort.key),
                marks_unpublished=2 * unpublished <= min(200, len(self.listing)),
                glyphs=self.glyphs,
                words=self.words,
                spans=self.search.spans,
                linear=self.settings.linear,
            ),
            by_date=sort.key is SortKey.DATE and self.settings.separators and not self.settings.linear,
            since=self.session.since(sort),
        )
        line = None if still else self.session.line_of(row) if line is None else line
        library = self.library
        self.list.show(
            self.listing,
            row,
            read=library.is_read,
            unread=library.unread_of,
            starred=library.is_starred,
            line=line,
            still=still,
        )
        self.list.say_empty(empty_words(self))
        self.count_picked()
        self.reading.follow_cursor()
        self.seeking.follow()
        self.frame.show_headings()
        if self.search.is_open and not moved:
            self.actions["search"].renewed()

    def complete(self, part: Listing, cursor: int | None) -> None:
        """Show the whole of a list of which a part was shown first, unless the list is another one by now.

        Args:
            part: the list as shown.
            cursor: where the cursor belongs and could not go; it goes there if it was not moved since.
        """
        if self.listing is part:
            moved = self.list.row != 0
            self.refresh_list(None if moved else cursor)

    def is_picked(self, article: Article) -> bool:
        """Whether an article is selected."""
        return article.key in self.picked

    def count_picked(self) -> None:
        """Count the selected articles that the list does not show."""
        shown = self.listing.position
        self.picked_elsewhere = sum(shown(key) is None for key in self.picked) if self.picked else 0

    def _ask(self) -> None:
        """Find out what a new query or view means for the order and for what is highlighted."""
        selection = self.selection._replace(scope=Scope.ALL, topic="", provider="")
        if selection != self._asked:
            self._asked = selection
            self.orders = self.library.orders(selection)
            searched = selection.query or selection.view  # a start without a search need not know the language
            self.search.spans = self.library.highlights(selection) if searched else no_spans

    def view_changed(self) -> None:
        """The view on show asks something else now."""
        self._asked = Selection()
        self.refresh_list()

    def view_gone(self, name: str, other: str, query: str) -> None:
        """A view is no more: lists of it, on the way back too, are of its other name, or stay as a search.

        Args:
            name: the view's.
            other: the name it has now; empty when it has none.
            query: what it asked.
        """

        def without(selection: Selection) -> Selection:
            if selection.view != name:
                return selection
            return selection._replace(view=other) if other else self.library.as_search(selection, query)

        if self.search.is_open:
            self.actions["search"].change(without)
        self.selection = without(self.selection)
        self.history.change(without)
        if self.detour is not None:
            step, list_then = self.detour
            self.detour = step._replace(selection=without(step.selection)), without(list_then)

    def _nearest_row(self, before: Listing) -> int:
        """Where the cursor goes when what it was to be on is not in the list: it stays, or goes to the next older one.

        Of more rows than anybody has seen, none is looked for: the cursor keeps its number then.
        """
        here, last = self.list.row, max(0, len(self.listing) - 1)
        if not last:
            return 0
        seen = islice(before.keys(), here, here + NEAREST)
        there = (row for row in map(self.listing.position, seen) if row is not None)
        return next(there, last if len(before) <= here + NEAREST else min(here, last))

    def refresh_counts(self) -> None:
        """Ask the library for its numbers anew, and bring sidebar, headings and footer up to date."""
        self.overview.renew()
        self.frame.show()

    def marks_changed(self) -> None:
        """Draw everything that tells read from unread anew. What the person decided, no timer decides again."""
        self.reading.leave_as_it_is()
        self.list.redraw_marks()
        self.reading.redraw()
        self.refresh_counts()
        self.session.notice_again()

    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        """Mark articles; they stay in the list until the view is left. Returns how many were not so before."""
        self.messages.clear(Stay.UNTIL_CHANGE)
        listed = {article.key for article in articles if self.listing.position(article.key) is not None}
        self.kept |= listed
        number = self.library.mark(kind, articles)
        if kind in {Mark.UNREAD, Mark.STAR} and len(listed) < len(articles):
            self.refresh_list(still=True)  # what was followed here may belong into the list now
        self.marks_changed()
        return number

    def mark_listed(self, kind: Mark) -> int:
        """Mark every article of the list read or unread; they stay in it. Returns how many were not so before."""
        self.messages.clear(Stay.UNTIL_CHANGE)
        self.kept.update(self.listing.keys())
        number = self.library.mark_listed(kind, self.listing)
        self.marks_changed()
        return number

    def undo_hint(self) -> str:
        """` · U undoes`, behind what can be taken back."""
        keys = self.keymap.keys("edit.undo", self.context)
        return f" · {keys[0]} undoes" if keys else ""

    def _look_around(self) -> None:
        """Another program may have marked something; its marks show here within a second. So does what goes wrong."""
        if self.library.poll():
            if self.selection.scope is not Scope.ALL or self.selection.query or self.selection.view:
                # Read elsewhere or here, articles stay until the list is left.
                now = self.library.select(self.selection, self.kept)
                self.kept.update(set(self.listing.keys()).difference(now.keys()))
            self.marks_changed()
        self.session.say_notices()

    def _tick(self) -> None:
        self.list.tick(self.now)
        self.reading.redraw()

    # Layout

    def arrange_panes(self, size: Size) -> None:
        """Lay the panes out for a size of the terminal."""
        self.panes.arrange(size)

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys."""
        self.panes.give_keys(pane)
        self.frame.show_sidebar()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, before Textual draws. The compositor tells of it again: once is enough."""
        if event.size == self._told_size or event.size != self.app.size:
            event.stop()
            event.prevent_default()
            return
        self._told_size = event.size
        if self.is_mounted and self.panes.are_laid_out:
            self.arrange_panes(event.size)

    # Keys

    @property
    def context(self) -> Context:
        """Where keys go."""
        if self.search.is_open or self.find.is_open:
            return Context.SEARCH
        if self.pane is Pane.SIDEBAR:
            return Context.SIDEBAR
        if self.pane is Pane.LIST:
            return Context.LIST
        return Context.DETAIL if self.detail.chosen is None else Context.RELATED

    async def on_key(self, event: events.Key) -> None:
        """Do what the key means where the person is."""
        context = self.context
        command = self.keymap.command(context, keys.spell(event.key, event.character))
        if command is not None:
            event.stop()
            event.prevent_default()
            self.run_command(command)
        elif context is Context.SEARCH and await (self.find if self.find.is_open else self.search).press(event):
            # The line has not, or has no longer, Textual's focus.
            event.stop()
            event.prevent_default()

    def run_command(self, ident: str) -> None:
        """Do a command by its id. A fault in it is told and logged; it never ends the program."""
        self.touched = self.touched or not ident.startswith("app.")
        self.reading.attend()
        self.do(ident, partial(self._run, ident))

    def _run(self, ident: str) -> None:
        """Do a command on what the keys before it led to, also where those came in one with its own.

        A cursor tells by a message where it went, and a key that was typed at once comes before that message. Only
        while the cursor is moved on and on, as by a key held down, what it passes need not be shown.
        """
        moves = ident.startswith("cursor.")
        if not ident.startswith("sidebar.") and not (moves and self.pane is Pane.SIDEBAR):
            self.catch_up_with_sidebar()
        if not (moves and self.pane is not Pane.DETAIL) and ident not in WALKING:
            self.catch_up_with_list()
        self.actions.run(ident)

    # Messages

    def tell(self, text: str, stay: Stay = Stay.SECONDS) -> None:
        """Say something in the bottom line."""
        self.frame.tell(text, stay)

    # Steps of history

    def step(self) -> Step:
        """Where the person is now."""
        cursor = self.list.article
        return Step(self.selection, cursor.key if cursor else None, self.reading.article, self.reading.followed)

    @property
    def is_detour(self) -> bool:
        """Whether the list is the one of more like an article, in whatever order."""
        if self.detour is None:
            return False
        there = self.detour[1]
        return self.selection._replace(sort=there.sort, then=there.then) == there

    def sort_by(self, orders: Sequence[Sort]) -> None:
        """Change the order, the key that counts most first; the cursor stays on its article."""
        self.select(self.selection._replace(sort=orders[0], then=tuple(orders[1:])))
