"""The main screen: owns scope, query, order, article and layout; hands them down, takes messages up.

What each key does is in `reader.tui.actions`, one module per group of commands; this module keeps what they share.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from reader.library import Mark
from reader.model import Article, ReaderError, Selection, Sort, SortKey
from reader.tui import glyphs as glyph_sets
from reader.tui import keymap as keys
from reader.tui.actions import ActionGroups
from reader.tui.arrangement import Arrangement, Pane, Shape, arrange
from reader.tui.commands import CLEAR_HINT, FOOTER, Context
from reader.tui.empty import empty_words
from reader.tui.headings import (
    Progress,
    article_heading,
    hint_keys,
    library_heading,
    list_heading,
    progress_lines,
    trail_line,
)
from reader.tui.history import History, Step
from reader.tui.loader import Loader
from reader.tui.messages import SECONDS, Messages, Stay, Told
from reader.tui.paint import COMPONENTS
from reader.tui.reading import Reading
from reader.tui.rows import Look
from reader.tui.session import Session
from reader.tui.tree import Row, sidebar_rows
from reader.tui.widgets.article_list import ArticleList, number_key
from reader.tui.widgets.bar import Bar, Footer
from reader.tui.widgets.detail import Detail
from reader.tui.widgets.search import SearchBox
from reader.tui.widgets.sidebar import Sidebar
from reader.tui.words import Words

if TYPE_CHECKING:
    from reader.library import Library, Listing
    from reader.settings import Settings

REFRESH_SECONDS = 0.25
"""While a library is being read, lists and counts are brought up to date this often."""


SLICE_SECONDS = 0.008
"""Taking in articles stops after so long for keys to be seen to."""


class MainScreen(Screen[None], inherit_bindings=False):
    """Sidebar, article list and detail."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(
        self, library: Library, settings: Settings, loader: Loader, size: Size, clock: Callable[[], datetime]
    ) -> None:
        # The shape is given as a class before the screen is mounted: a change of class styles the whole tree anew.
        self._shape = arrange(size.width, size.height, Pane.LIST, linear=settings.linear).shape
        super().__init__(classes=f"-{self._shape}")
        self.library, self.settings, self.loader = library, settings, loader
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
        """Keys of articles that stay in the list until the view is left, though its scope would drop them."""
        self.listing: Listing = library.select(self.selection)
        self.pane = Pane.LIST
        self.sidebar_open: bool | None = None
        self.zen = False
        self.folded: set[str] = set()
        self.all_providers = False
        self.touched = False
        """Whether the person has moved anything; until then the cursor stays on the first row while articles arrive."""
        self.actions = ActionGroups(self)
        self.session = Session(self)
        self._message_timer: Timer | None = None
        self._refresh_timer: Timer | None = None
        self._arrangement: Arrangement | None = None
        self._files = (0, 0)
        self._began = monotonic()
        self.reading_files = True
        """Whether the library is still being read."""
        self.is_ready = False
        """Whether the parts are there."""
        self.resume_at: int | None = None
        """The key of the article of the last run, until it is on the list or the person moves."""
        self.place_name = ""
        """What the list is narrowed to besides its scope: the topic or the provider, by name."""
        self._hinted = False

    # Parts

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        look = Look(width=1, now=self.now, glyphs=self.glyphs, words=self.words, linear=self.settings.linear)
        yield Bar(id="header")
        with Horizontal(id="body"):
            yield Sidebar(self.glyphs, self.words, id="sidebar")
            with Vertical(id="main"):
                with Vertical(id="list-pane"):
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
        self.is_ready = True
        self.session.restore()
        self.loader.wait_first(0.05)
        self._absorb()
        self.arrange_panes(self.app.size)
        self.refresh_all()
        self.loader.notify(lambda: self.post_message(self.Arrived()))
        self.set_interval(60, self._tick)
        self.session.greet()

    @property
    def now(self) -> datetime:
        """Local time, with its zone."""
        return self._clock()

    @property
    def shape(self) -> Shape:
        """How the panes stand to each other."""
        return self._shape

    # Reading the library

    class Arrived(Message):
        """The loader has read something; posted from its thread."""

    def on_main_screen_arrived(self) -> None:
        """Take in what was read, for a few milliseconds at a time so that keys come between."""
        if not self._absorb():
            self.post_message(self.Arrived())
        if self._refresh_timer is None:
            self._refresh_timer = self.set_timer(REFRESH_SECONDS, self._refresh_now)

    def _refresh_now(self) -> None:
        self._refresh_timer = None
        self.refresh_all()

    def _absorb(self) -> bool:
        """Take in batches until there are none or the slice of time is used up; whether all were taken."""
        until = monotonic() + SLICE_SECONDS
        finished = self.loader.done  # asked first: what it read before it was done is then in the queue
        while (batch := self.loader.take()) is not None:
            self.library.absorb(batch)
            self._files = (batch.done, batch.total or 0)
            if monotonic() > until:
                return False
        if finished and self.reading_files:
            self.reading_files = False
            self.library.finish(complete=not self.loader.stopped and not self.loader.error)
            if self.loader.error:
                self.tell(f"Reading stopped: {self.loader.error}", Stay.UNTIL_ESCAPE)
        return True

    def reload(self) -> None:
        """Read the library again, on a thread; nothing on screen goes before it is known to be gone."""
        self.loader = Loader(self.library)
        self.app.loader = self.loader  # type: ignore[attr-defined]
        self.reading_files, self._began = True, monotonic()
        self.loader.start()
        self.loader.notify(lambda: self.post_message(self.Arrived()))

    # What is shown

    def refresh_all(self) -> None:
        """Bring lists and counts up to date; the cursor stays on its article."""
        self.refresh_list()
        self.refresh_counts()

    def select(self, selection: Selection, *, cursor: int | None = None) -> None:
        """Leave the view for another one; the cursor goes to an article of it, else to its first row."""
        if selection != self.selection:
            self.kept.clear()
        before = self.list.article
        self.selection = selection
        self.touched = True
        self.refresh_list(cursor if cursor is not None else before.key if before else None, moved=True)
        self.refresh_counts()

    def refresh_list(self, cursor: int | None = None, *, moved: bool = False) -> None:
        """Select anew. The cursor goes to `cursor`, else stays on its article, else goes to the nearest row."""
        before = self.list.article
        key = cursor if cursor is not None else before.key if before is not None and self.touched else self.resume_at
        self.listing = self.library.select(self.selection, self.kept)
        self.place_name = self._place_name()
        row = self.listing.position(key) if key is not None else 0
        if row is None:
            row = 0 if moved else self._nearest_row()
        sort = self.selection.sort
        unpublished = sum(article.published is False for article in self.listing[:200])
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
            by_date=sort.key is SortKey.DATE and not self.settings.linear,
        )
        self.list.show(self.listing, row, read=self.library.is_read, starred=self.library.is_starred)
        self.list.say_empty(empty_words(self))
        self._show_headings()
        self.reading.follow_cursor()

    def _place_name(self) -> str:
        topic, provider = self.selection.topic, self.selection.provider
        if topic:
            return next((one.name for one in self.library.topics() if one.key == topic), topic)
        if provider:
            return next((one.name or one.domain for one in self.library.providers() if one.key == provider), provider)
        return ""

    def _nearest_row(self) -> int:
        """Where the cursor goes when its article has left the list: the row it was on, so the next older one."""
        return min(self.list.row, max(0, len(self.listing) - 1))

    def refresh_counts(self) -> None:
        """Bring sidebar, headings and footer up to date."""
        counts = self.library.counts()
        rows = sidebar_rows(
            counts,
            self.library.topics(),
            self.library.providers(),
            folded=self.folded,
            all_providers=self.all_providers,
        )
        self.sidebar.show(rows, self._sidebar_row(rows))
        self.header.show(*library_heading(self.library, counts, self.words, self.glyphs.dot))
        self._show_headings()
        self.show_footer()

    def _sidebar_row(self, rows: list[Row]) -> int | None:
        if self.pane is Pane.SIDEBAR:
            return None
        return next((number for number, row in enumerate(rows) if row.selects(self.selection)), None)

    def _show_headings(self) -> None:
        heading = list_heading(self)
        done, total = self._files
        if self.reading_files and total > 0:
            progress = Progress(done, total, monotonic() - self._began)
            first, bar = progress_lines(self, progress, self.list_heading.size.width)
            self.list_heading.show(*first, bar, heading)
        else:
            self.list_heading.show(*heading)
        self.detail_heading.show(*self._article_heading())

    def _article_heading(self) -> list[Any]:
        trail = trail_line(self)
        return [*article_heading(self), *([(trail, [])] if trail else [])]

    def marks_changed(self) -> None:
        """Draw everything that tells read from unread anew."""
        self.list.redraw_marks()
        self.reading.redraw()
        self.refresh_counts()

    def mark(self, kind: Mark, articles: list[Article]) -> None:
        """Mark articles; they stay in the list until the view is left."""
        self.messages.clear(Stay.UNTIL_CHANGE)
        self.kept.update(article.key for article in articles)
        self.library.mark(kind, articles)
        self.marks_changed()

    def _tick(self) -> None:
        self.list.tick(self.now)
        self.reading.redraw()

    # Layout

    def arrange_panes(self, size: Size) -> None:
        """Lay the panes out for a size of the terminal."""
        plan = arrange(
            size.width,
            size.height,
            self.pane,
            sidebar_open=self.sidebar_open,
            zen=self.zen,
            linear=self.settings.linear,
        )
        self._arrangement = plan
        if plan.shape is not self._shape:
            self.set_classes(f"-{plan.shape}")
            self._shape = plan.shape
        self.header.display = plan.header
        self.footer.display = plan.footer
        self.sidebar.display = plan.sidebar
        self.detail_heading.display = not self.zen
        self.query_one("#main").display = plan.list or plan.detail
        self.query_one("#list-pane").display = plan.list
        pane = self.query_one("#detail-pane")
        pane.display = plan.detail
        pane.styles.width = plan.detail_width + 1 if plan.detail_width else "1fr"  # 1 for the rule
        self.query_one("#list-pane").styles.height = plan.list_height if plan.list_height else "1fr"
        self.detail.centered = self.zen
        visible = {Pane.SIDEBAR: plan.sidebar, Pane.LIST: plan.list, Pane.DETAIL: plan.detail}
        if not visible[self.pane]:
            self.pane = Pane.LIST if plan.list else Pane.DETAIL
        self._show_pane()
        self.reading.restyle(size, plan)

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys."""
        if pane is Pane.SIDEBAR and self.sidebar_open is not True and self.shape is not Shape.SINGLE:
            self.sidebar_open = True
        if pane is Pane.LIST and self.zen:
            self.zen = False
        self.pane = pane
        self.arrange_panes(self.size)
        self.refresh_counts()

    def _show_pane(self) -> None:
        self.sidebar.set_active(self.pane is Pane.SIDEBAR)
        self.list.set_active(self.pane is Pane.LIST)
        self.detail.set_active(self.pane is Pane.DETAIL)
        self._show_headings()
        self.show_footer()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        if self.is_mounted and self._arrangement is not None:
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

    def on_key(self, event: events.Key) -> None:
        """Do what the key means where the person is."""
        command = self.keymap.command(self.context, keys.spell(event.key, event.character))
        if command is not None:
            event.stop()
            event.prevent_default()
            self.run_command(command)

    def run_command(self, ident: str) -> None:
        """Do a command by its id. A fault in it is told and logged; it never ends the program."""
        self.touched = True
        try:
            self._run(ident)
        except ReaderError as error:
            self.tell(str(error), Stay.UNTIL_ESCAPE)
        except Exception as error:
            self.fault(error, ident)

    def fault(self, error: Exception, doing: str) -> None:
        """Tell and log a fault of the program."""
        from reader.tui.log import NAME, log_fault

        log_fault(self.settings.state_dir, error, doing)
        self.tell(f"{doing} failed: {type(error).__name__}. {NAME} says where; nothing was changed", Stay.UNTIL_ESCAPE)

    def _run(self, ident: str) -> None:
        group, _, verb = ident.partition(".")
        name, _, number = verb.rpartition("-")
        if number.isdigit():
            getattr(self.actions[group], name.replace("-", "_"))(int(number))
        else:
            getattr(self.actions[group], verb.replace("-", "_"))()

    # Messages

    def tell(self, text: str, stay: Stay = Stay.SECONDS) -> None:
        """Say something in the bottom line."""
        self.messages.tell(Told(text, stay))
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(SECONDS, self._fade) if stay is Stay.SECONDS else None
        self.show_footer()

    def _fade(self) -> None:
        if self.messages.clear(Stay.SECONDS):
            self.show_footer()

    def show_footer(self) -> None:
        """Hints or the message at the left, problems or running work at the right."""
        problems = self.library.counts().problems
        right = [(f"{self.glyphs.problem} {self.words.counted(problems, 'problem')} ", "error")] if problems else []
        told = self.messages.now
        if told is not None:
            self.footer.show_message([(f" {told.text}", "error" if told.is_error else "text")], right)
            return
        hints = list(FOOTER[self.context])
        if self.context is Context.LIST and self.selection.query:
            hints[5] = CLEAR_HINT
        self.footer.show_hints(hint_keys(hints, self.keymap), right)

    # The world outside

    def app_terminal(self, sequence: str) -> None:
        """Send a sequence to the terminal, from any thread."""
        self.app.call_from_thread(self.app.to_terminal, sequence)  # type: ignore[attr-defined]

    def hint_once(self) -> str:
        """What to do when an unconfirmed copy did not arrive; said once a run."""
        if self._hinted:
            return ""
        self._hinted = True
        return f" · nothing there? {next(iter(self.keymap.keys('article.copy-menu')), 'Y')} v shows it to select"

    def edit(self, library: str, path: str, line: int) -> None:
        """Open a file in the person's editor, and read the library again."""
        import subprocess

        from reader import desktop

        try:
            argv = desktop.edit(str(self.library.file(library, path)), line)
        except ReaderError as error:
            self.tell(str(error), Stay.UNTIL_ESCAPE)
            return
        with self.app.suspend():
            try:
                subprocess.run(argv, check=False)
            except OSError as error:
                self.tell(f"{argv[0]} cannot be started: {error.strerror}", Stay.UNTIL_ESCAPE)
                return
        self.reload()

    # What widgets tell

    def on_article_list_moved(self, _message: ArticleList.Moved) -> None:
        """The cursor is on another article: preview it."""
        self.touched = True
        self.reading.follow_cursor()
        self._show_headings()

    def on_article_list_opened(self, _message: ArticleList.Opened) -> None:
        """A double click opens."""
        self.go_to(Pane.LIST)
        self.run_command("pane.open")

    def on_article_list_marked(self, message: ArticleList.Marked) -> None:
        """A click on a mark toggles it."""
        article = message.article
        if message.star:
            self.mark(Mark.UNSTAR if self.library.is_starred(article) else Mark.STAR, [article])
        else:
            self.mark(Mark.UNREAD if self.library.is_read(article) else Mark.READ, [article])

    def on_article_list_menu_wanted(self, _message: ArticleList.MenuWanted) -> None:
        """A right click copies."""
        self.run_command("article.copy-menu")

    def on_article_list_sort_wanted(self, _message: ArticleList.SortWanted) -> None:
        """A click on a meter sorts."""
        self.run_command("list.sort-menu")

    def on_detail_scrolled(self, _message: Detail.Scrolled) -> None:
        """The heading tells how much has been seen."""
        self.detail_heading.show(*self._article_heading())

    def on_detail_menu_wanted(self, _message: Detail.MenuWanted) -> None:
        """A right click copies."""
        self.run_command("article.copy-menu")

    def on_detail_focused(self, _message: Detail.Focused) -> None:
        """A click gives the pane the keys."""
        if self.pane is not Pane.DETAIL:
            self.go_to(Pane.DETAIL)

    def on_detail_chosen(self, message: Detail.Chosen) -> None:
        """A double click follows."""
        if message.open:
            self.run_command("pane.open")
        self.show_footer()

    def on_sidebar_moved(self, message: Sidebar.Moved) -> None:
        """The list shows what the sidebar's cursor is on."""
        self.actions["sidebar"].show(message.row)

    def on_sidebar_folded(self, message: Sidebar.Folded) -> None:
        """Fold or unfold."""
        self.actions["sidebar"].toggle(message.row)

    def on_sidebar_opened(self, _message: Sidebar.Opened) -> None:
        """A double click goes to the list."""
        self.pane = Pane.SIDEBAR
        self.run_command("pane.open")

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        """Search as the person types."""
        try:
            self.actions["search"].changed(message.value, finding=message.finding)
        except Exception as error:
            self.fault(error, "search")

    def on_search_box_command(self, message: SearchBox.Command) -> None:
        """A key of the search line."""
        self.run_command(message.ident)

    def on_footer_hit(self, message: Footer.Hit) -> None:
        """A hint was clicked."""
        self.run_command(message.command)

    def on_footer_problems_hit(self, _message: Footer.ProblemsHit) -> None:
        """The problems were clicked."""
        self.run_command("library.problems")

    # Steps of history

    def step(self) -> Step:
        """Where the person is now."""
        cursor = self.list.article
        return Step(self.selection, cursor.key if cursor else None, self.reading.article, self.reading.followed)

    def sort_by(self, sort: Sort) -> None:
        """Change the order; the cursor stays on its article."""
        self.select(self.selection._replace(sort=sort))
