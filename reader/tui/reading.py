"""What the detail shows and when it counts as read: the part of the main screen that follows the cursor.

A preview from what the list knows comes at once; the document is read on a thread after a moment of rest, so that
a held key never waits for a file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.worker import get_current_worker

from reader.library import Mark, Related
from reader.model import Article, Document, NotFoundError
from reader.model.named import NamedTuple
from reader.model.problem import ROOT
from reader.tui.arrangement import Arrangement, Pane, Shape
from reader.tui.blocks import Block, choices_of
from reader.tui.find import Hit, find_hits, lit, mark_hits
from reader.tui.messages import Stay
from reader.tui.page import PageLook, Shown, page
from reader.tui.rows import Spans

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.tui.screens.main import MainScreen

REST_SECONDS = 0.08
"""The cursor rests this long before a document is read."""

WORDS_A_MINUTE = 238
"""How fast adults read English non-fiction silently (Brysbaert 2019, a meta-analysis of 190 studies)."""

PLACES_KEPT = 1000
"""Articles whose scroll position is remembered."""

READING = "reading the article"
"""What is told to have failed where that did."""

OPENING = ("article.open-browser", "article.open-browser-next", "article.open-browser-read")
"""Commands that open the page of an article, the one first whose key is told of."""


class Opened(NamedTuple):
    """A document ready to be shown."""

    document: Document
    body: tuple[Block, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    note: tuple[Block, ...] = ()
    note_text: str = ""


class Where(NamedTuple):
    """Where the person was in an article: block and character at the top, and the row under the cursor."""

    place: tuple[int, int] = (0, 0)
    chosen: int | None = None


class Reading:
    """The article on show."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._rest: Timer | None = None
        self._ripen: Timer | None = None
        self._places: OrderedDict[int, Where] = OrderedDict()
        self._airy, self._brief = True, False
        self._everything: set[int] = set()
        self.wanted = ""
        """What is being looked for in the article."""
        self.hits: list[Hit] = []
        self._lit: tuple[Sequence[Block], Spans, Sequence[Block]] | None = None
        self._decided: int | None = None
        self._missing: tuple[int, str] | None = None
        self._hit: int | None = None
        self.article: Article | None = None
        self.opened: Opened | None = None
        self._waiting: tuple[Callable[[], object], Callable[[], None]] | None = None
        self.followed = False
        """Whether the article was reached by a link instead of by the list's cursor."""
        self.beside: tuple[tuple[Article, ...], int] | None = None
        """The related list the article was followed from, and where in it; "next" walks that list."""
        self.is_unasked = False
        """Whether the list's cursor is where it is because another article went, and nothing was done since."""

    # What is shown

    @property
    def leads_nowhere(self) -> bool:
        """Whether the article has been read, and has no related ones."""
        return self.opened is not None and not any(isinstance(item, Related) for item in self._screen.detail.choices)

    def follow_cursor(self) -> None:
        """Show what the list's cursor is on, if that is another article; a changed version of it is read anew."""
        article = self._screen.list.article
        if self.followed and self.article is not None:
            self.redraw()
            return
        if article is None:
            self._leave()
            self.article, self.opened = None, None
            self._screen.detail.show([])
            self.wanted, self.hits, self._hit = "", [], None
        elif self.article is None or article.key != self.article.key:
            self.show(article)
        elif article != self.article:
            self.article = article
            self._read_soon()
        else:
            self.redraw()

    def show(self, article: Article, *, followed: bool = False, at_once: bool = False) -> None:
        """Show an article: a preview now, the document after a rest, or right away."""
        self._leave()
        self._drop_waiting()
        self.article, self.opened, self.followed = article, None, followed
        self._decided, self.is_unasked = None, False
        self.wanted, self.hits, self._hit = "", [], None
        where = self._places.get(article.key, Where())
        self._screen.detail.show(self._blocks(), where.place, None)
        if at_once:
            self._read()
        else:
            self._read_soon()
        self.ripen_soon()

    def back_to_list(self) -> None:
        """Show what the list's cursor is on again, after links were followed."""
        if self.followed:
            self.followed, self.beside = False, None
            article = self._screen.list.article
            if article is not None:
                self.show(article, at_once=True)

    def ready_now(self) -> bool:
        """Show what the list's cursor is on, whole and without delay; False when its document cannot be read."""
        article = self._screen.list.article
        if self.followed or (article is not None and self.article is None):
            self.followed, self.beside = False, None
            self.follow_cursor()
        if article is None or self.opened is not None:
            return True
        try:
            self._take(article, self._open(article))
        except Exception:  # a fault was told when it was to be shown, and is no reason to stay in the program
            return False
        return True

    def when_read(self, then: Callable[[], object]) -> None:
        """Do something with what is on show: now, or as soon as it has been read. Keys wait so long."""
        if self.opened is not None or self.article is None:
            then()
            return
        self._drop_waiting()
        self._waiting = then, self._screen.app.keys.hold()  # type: ignore[attr-defined]
        if self._rest is not None:
            self._rest.stop()
        self._read()

    def _drop_waiting(self) -> Callable[[], object] | None:
        """Keys go on; what waited for the article is returned, and waits no more."""
        if self._waiting is None:
            return None
        (then, go_on), self._waiting = self._waiting, None
        go_on()
        return then

    def redraw(self) -> None:
        """Draw the page anew, with what is seen of it where it is: marks, dates or the article have changed."""
        if self.article is None:
            return
        detail, blocks = self._screen.detail, self._blocks()
        place, chosen = detail.place, detail.chosen
        if place != (0, 0) or chosen is not None:
            from reader.tui.anchors import same_choice, same_place

            place = same_place(detail.blocks, blocks, place)
            chosen = same_choice(detail.choices, choices_of(blocks), chosen)
        detail.show(blocks, place, chosen)
        self._keep_to_note()

    def _keep_to_note(self) -> None:
        """Read again where the note was changed since it was read, on whichever thread."""
        opened, article = self.opened, self.article
        if opened is not None and article is not None and opened.note_text != self._screen.library.note_of(article):
            self._read_soon()

    def renew(self, places: Collection[tuple[str, str]]) -> None:
        """Files have changed: bring the page up to date, with what is read where it is.

        Args:
            places: (library, path) of the files.
        """
        found = self._find_missing(places)
        article = self.article
        if article is None:
            return
        now = self._screen.library.get(article.key)
        is_changed = not article.in_library or found == article.key
        if now is not None and now.in_library and (is_changed or (now.library, now.path) in places):
            self.article = now
            self._read()
        elif self.opened is not None:
            self.redraw()

    def _find_missing(self, places: Collection[tuple[str, str]]) -> int | None:
        """The article whose file was missing, once it or its library's folder is back; that is said no longer then."""
        if self._missing is None:
            return None
        key, told = self._missing
        now = self._screen.library.get(key)
        if now is None or {(now.library, now.path), (now.library, ROOT)}.isdisjoint(places):
            return None
        self._missing = None
        self._screen.messages.take_back(told)
        self._screen.frame.show_footer()
        return key

    def progress_words(self) -> list[str]:
        """`3 min` to read the body, and `40 %` of the page seen; nothing for an excerpt."""
        if self.opened is None or not self.opened.document.body:
            return []
        minutes = max(1, round(len(self.opened.document.body.split()) / WORDS_A_MINUTE))
        return [f"{minutes} min", f"{self._screen.detail.progress:.0%}"]

    def find(self, text: str) -> None:
        """Highlight every place of a text in the article, and go to the first one from here on."""
        self.wanted = text
        self.redraw()
        here = self._screen.detail.place[0]
        self._hit = next(
            (number for number, hit in enumerate(self.hits) if hit.block >= here), 0 if self.hits else None
        )
        self._show_hit()

    def next_hit(self, by: int) -> bool:
        """Go to the next place of what is looked for, round and round; False when nothing is."""
        if not self.hits:
            return False
        before = self._hit
        self._hit = (before + by) % len(self.hits) if before is not None else 0
        self._show_hit()
        round_again = before is not None and (self._hit - before) * by <= 0
        self.tell_hit((" · from the top" if by > 0 else " · from the end") if round_again else "")
        return True

    def tell_hit(self, more: str = "") -> None:
        """Say at which of the places of what is looked for the person is."""
        if self._hit is not None and self.hits:
            self._screen.tell(f"{self._hit + 1} of {len(self.hits)}: “{self.wanted}”{more}")

    def _show_hit(self) -> None:
        self.redraw()
        if self._hit is not None and self._hit < len(self.hits):
            hit = self.hits[self._hit]
            self._screen.detail.choose(None)
            self._screen.detail.reveal((hit.block, hit.start))

    def show_everything(self) -> None:
        """Show all related rows of this article."""
        if self.article is not None:
            self._everything.add(self.article.key)
            self.redraw()

    def restyle(self, size: Size, plan: Arrangement) -> None:
        """The look the arrangement asks for."""
        lines = size.height - plan.list_height
        brief = plan.shape is Shape.SINGLE and size.height < 24 and not self._screen.zen
        airy = lines >= 16 and not brief
        if (airy, brief) != (self._airy, self._brief):
            self._airy, self._brief = airy, brief
            self.redraw()
        self.ripen_soon()

    # Reading the document

    def _read_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._screen.set_timer(REST_SECONDS, self._read)

    def _read(self) -> None:
        self._rest = None
        if self.article is not None:
            self._screen.run_worker(
                partial(self._read_document, self.article),
                thread=True,
                exclusive=True,
                group="document",
                exit_on_error=False,
            )

    def _read_document(self, article: Article) -> None:
        worker = get_current_worker()
        screen = self._screen
        try:
            opened = self._open(article)
        except NotFoundError as error:
            if not worker.is_cancelled:
                screen.app.call_from_thread(self._miss, article, str(error))
            return
        except Exception as error:  # on a thread's behalf: nobody else would tell it
            if not worker.is_cancelled:
                screen.app.call_from_thread(self._fail, error)
            return
        if not worker.is_cancelled:
            screen.app.call_from_thread(screen.do, READING, partial(self._take, article, opened))

    def _fail(self, error: Exception) -> None:
        """Say that reading went wrong; the preview stays."""
        self._drop_waiting()
        self._screen.fault(error, READING)

    def _miss(self, article: Article, told: str) -> None:
        """Say that the file is not there. Should it have been moved, what is told of soon, that is no fault."""
        self._drop_waiting()
        self._missing = article.key, told
        self._screen.tell(told, Stay.UNTIL_ESCAPE)

    def _open(self, article: Article) -> Opened:
        library, dot = self._screen.library, self._screen.glyphs.dot
        document = library.document(article)
        body, links = _written(document.body, dot)
        text = library.note_of(article)
        note, noted_links = _written(text, dot)
        return Opened(document, body, (*links, *noted_links), note, text)

    def _take(self, article: Article, opened: Opened) -> None:
        if self.article is None or article.key != self.article.key:
            return
        if self._missing is not None and self._missing[0] == article.key:
            self._screen.messages.take_back(self._missing[1])
        again, self.opened = self.opened is not None, opened
        if again:
            self.redraw()
            if self._screen.find.is_open:
                self._screen.actions["search"].renewed()
            self._screen.frame.show_footer()
            return
        detail = self._screen.detail
        kept = self._places.pop(article.key, None)
        where = kept if kept is not None and detail.place == kept.place else Where(detail.place, detail.chosen)
        where = kept if kept is not None and detail.place == (0, 0) else where
        detail.show(self._blocks(), where.place, where.chosen if self._screen.pane is Pane.DETAIL else None)
        self._screen.frame.show_article_heading()  # it tells how long the body is
        self._screen.frame.show_footer()
        self._screen.session.settle()
        self._keep_to_note()
        if (then := self._drop_waiting()) is not None:
            self._screen.do("article", then)
        self._screen.list.draw_ahead()

    def _blocks(self) -> list[Block]:
        screen, article = self._screen, self.article
        assert article is not None
        look = PageLook(
            now=screen.now,
            airy=self._airy,
            brief=self._brief,
            open_key=next((key for ident in OPENING for key in screen.keymap.keys(ident)), ""),
            glyphs=screen.glyphs,
            words=screen.words,
            spans=screen.search.spans,
            linear=screen.settings.linear,
        )
        if self.opened is None:
            return self._marked(page(Shown(article, tags=screen.library.tags_of(article)), look))
        document = self.opened.document
        shown = Shown(
            article,
            document,
            self._lit_body(self.opened.body),
            self.opened.links,
            screen.library.related(document),
            screen.library.related_from(article),
            screen.library.is_read,
            frozenset(one.key for one in screen.history.trail(article)),
            article.key in self._everything,
            screen.is_picked,
            screen.library.tags_of(article),
            self.opened.note,
        )
        return self._marked(page(shown, look))

    def _lit_body(self, body: Sequence[Block]) -> Sequence[Block]:
        """The body with the search's hits; found once for a body and a search, for a page is drawn again and again."""
        spans = self._screen.search.spans
        if self._lit is None or self._lit[0] is not body or self._lit[1] is not spans:
            self._lit = body, spans, lit(body, spans)
        return self._lit[2]

    def _marked(self, blocks: list[Block]) -> list[Block]:
        self.hits = find_hits(blocks, self.wanted)
        if self._hit is not None:  # an article that was changed may have fewer
            self._hit = min(self._hit, len(self.hits) - 1) if self.hits else None
        return mark_hits(blocks, self.hits, self._hit) if self.hits else blocks

    def _leave(self) -> None:
        """Keep where the person was in the article that goes."""
        for timer in (self._rest, self._ripen):
            if timer is not None:
                timer.stop()
        self._rest = self._ripen = None
        if self.article is not None and self.opened is not None:
            detail = self._screen.detail
            self._places[self.article.key] = Where(detail.place, detail.chosen)
            self._places.move_to_end(self.article.key)
            while len(self._places) > PLACES_KEPT:
                self._places.popitem(last=False)

    # When it counts as read

    def ripen_soon(self) -> None:
        """Mark the article read after it has stood in a visible detail for the time the person set."""
        self.hold()
        if self.is_unasked or (self.article is not None and self.article.key == self._decided):
            return
        seconds = self._screen.settings.read_after
        if seconds and self.visible and self.article is not None and not self._screen.library.is_read(self.article):
            self._ripen = self._screen.set_timer(seconds, self._ripe)

    def leave_as_it_is(self) -> None:
        """The person has decided about the article on show: no timer decides again while it stands here."""
        self.hold()
        self._decided = self.article.key if self.article is not None else None

    def leave_unasked(self) -> None:
        """The article has come under the cursor by itself: no timer marks it before the person does something."""
        self.hold()
        self.is_unasked = True

    def attend(self) -> None:
        """The person does something, and so sees what has come under the cursor."""
        if self.is_unasked:
            self.is_unasked = False
            self.ripen_soon()

    def hold(self) -> None:
        """Time spent elsewhere is not time spent reading; `ripen_soon` goes on."""
        if self._ripen is not None:
            self._ripen.stop()
            self._ripen = None

    @property
    def visible(self) -> bool:
        """Whether the detail is on screen."""
        return bool(self._screen.query_one("#detail-pane").display)

    def _ripe(self) -> None:
        self._ripen = None
        if self._screen.touched:
            self.mark_read()

    def mark_read(self) -> None:
        """Mark the article on show read, unless the person never wants that."""
        article = self.article
        if article is None or self._screen.settings.read_after is None or self._screen.library.is_read(article):
            return
        self._screen.mark(Mark.READ, [article])


def _written(text: str, dot: str) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """A body or a note as blocks, and its links."""
    if not text:
        return (), ()
    from reader.tui import markdown  # 26 ms to import, and most documents have no body

    blocks, links = markdown.blocks(text, dot)
    return tuple(blocks), tuple(links)
