"""What the detail pane says of one article, as blocks. Pure.

Order: title, who and when, measures, topics, excerpt, body, related, related from, pictures, links.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reader.library import Related
from reader.model import Article, Document, Moment
from reader.model.named import NamedTuple
from reader.model.plain import in_words
from reader.tui import cells
from reader.tui.blocks import Blank, Block, Drawn, Paragraph
from reader.tui.glyphs import UNICODE, Glyphs
from reader.tui.line import Line, justify, line_width, shorten
from reader.tui.rows import LEAST_REST, Spans, no_spans
from reader.tui.words import Words

FIRST_RELATED = 20
"""Related rows shown before the person asks for the rest; real documents hold up to 180."""

ONE_LINE_RELATED = 72
"""From this width on a related article takes one line."""

NARROW = 62
"""Below this width dates are short: the text of a pane under 64 cells."""


def _never(_article: Article) -> bool:
    return False


class Shown(NamedTuple):
    """Everything the detail pane needs of the article it shows.

    Attributes:
        article: what lists know of it.
        document: its whole document; None while only the preview is known.
        body: the document's body as blocks, made by `markdown.blocks` off the screen's thread.
        links: the addresses in the body as (text, url).
        related: the related articles, best first.
        related_from: the articles that list it.
        read: whether an article counts as read.
        visited: keys of the articles on the trail.
        selected: whether an article is selected.
        tags: the person's tags of it.
        note: the person's note on it, as blocks.
        everything: show all related rows instead of the first ones.
    """

    article: Article
    document: Document | None = None
    body: Sequence[Block] = ()
    links: Sequence[tuple[str, str]] = ()
    related: Sequence[Related] = ()
    related_from: Sequence[Article] = ()
    read: Callable[[Article], bool] = bool
    visited: frozenset[int] = frozenset()
    everything: bool = False
    selected: Callable[[Article], bool] = _never
    tags: Sequence[str] = ()
    note: Sequence[Block] = ()


class More(NamedTuple):
    """The choice that shows the rest of the related articles."""

    rest: int


class Link(NamedTuple):
    """The choice that opens an address."""

    title: str
    url: str


class PageLook(NamedTuple):
    """How the page is written.

    Attributes:
        now: local and aware.
        airy: blank lines between title, meta and text.
        brief: related rows of one line with the title alone.
        linear: words instead of marks and meters, for screen readers.
        open_key: the key that opens the browser, for the words of notices; empty where none does.
    """

    now: datetime
    airy: bool = True
    brief: bool = False
    open_key: str = "o"
    glyphs: Glyphs = UNICODE
    words: Words = Words()
    spans: Spans = no_spans
    linear: bool = False


def page(shown: Shown, look: PageLook) -> list[Block]:
    """The blocks of an article."""
    article, document = shown.article, shown.document
    blocks: list[Block] = [_text(article.title, "title", look)]
    # A block without lines where there is no blank one: places in the text, told by block, are the same in both looks.
    blocks.append(Blank() if look.airy else Drawn(_nothing))
    blocks.append(Drawn(lambda width: [*_meta(article, document, look, width), *_tags(shown.tags, width)]))
    blocks.append(Blank())
    if article.excerpt:
        blocks += [_text(article.excerpt, "text", look), Blank()]
    if shown.body:
        blocks += shown.body
        if not isinstance(blocks[-1], Blank):
            blocks.append(Blank())
    if shown.note:
        blocks += [_section("NOTE", "", look), *shown.note, Blank()]
    if document is not None:
        notice = _notice(shown, look)
        # In a small pane what can be followed is worth more than what is known of nearly every article.
        first = notice if look.airy or not article.in_library or not shown.related else []
        blocks += [*first, *_related(shown, look), *([] if first else notice)]
        blocks += _related_from(shown, look)
        blocks += _images(document, look)
        blocks += _links(shown, document, look)
        blocks += _fields(document, look)
    while blocks and isinstance(blocks[-1], Blank):
        blocks.pop()
    return blocks


def article_links(document: Document, found: Sequence[tuple[str, str]]) -> list[Link]:
    """Every address of a document, each once: its own, its actions', those found in its body as (text, url)."""
    links = _own_links(document) + [Link(title, url) for title, url in (*document.actions, *found) if url]
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return list(first.values())


def _nothing(_width: int) -> list[Line]:
    return []


def _text(text: str, style: str, look: PageLook) -> Paragraph:
    return Paragraph(text, style, tuple((start, end, "hit") for start, end in look.spans(text)))


def _meta(article: Article, document: Document | None, look: PageLook, width: int) -> list[Line]:
    """Who and when, measures, topics: on as few lines as the width allows."""
    dot = f" {look.glyphs.dot} "
    provider, domain = article.provider.label, article.provider.domain
    date = "no date"
    if article.published_at is not None:
        date = look.words.full_date(article.published_at, look.now, look.glyphs.dot)
    topics = dot.join(article.topics)
    together = dot.join(part for part in (provider, date) if part)
    lines: list[Line]
    on_one = cells.width(together) <= width
    if on_one:
        if topics and cells.width(together + dot + topics) <= width:
            together, topics = together + dot + topics, ""
        lines = [[(together, "dim")]]
    else:
        both = dot.join(dict.fromkeys(part for part in (provider, domain) if part))
        named = both if cells.width(both) <= width else cells.truncate(provider, width, look.glyphs.ellipsis)
        lines = [[(text, "dim")] for text in (named, *_wrapped(date, width)) if text]
    pieces = _measures(article, look)
    if topics and on_one and sum(line_width(piece) + 3 for piece in pieces) + cells.width(topics) <= width:
        pieces.append([(topics, "dim")])
        topics = ""
    lines += [shorten(line, width, look.glyphs.ellipsis) for line in _packed(pieces, width)]
    by = ", ".join(document.authors) if document else ""
    for text in (topics, f"by {by}" if by else ""):
        lines += [[(line, "dim")] for line in _wrapped(text, width)] if text else []
    return lines


def _tags(tags: Sequence[str], width: int) -> list[Line]:
    """`#later #to read`: what the person calls it."""
    return [[(line, "text")] for line in _wrapped(" ".join(f"#{tag}" for tag in tags), width)] if tags else []


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in cells.wrap(text, width)]


def _packed(pieces: Sequence[Line], width: int) -> list[Line]:
    """Pieces side by side, on as many lines as they need."""
    lines: list[Line] = []
    for piece in pieces:
        if lines and line_width(lines[-1]) + 3 + line_width(piece) <= width:
            lines[-1] += [("   ", "dim"), *piece]
        else:
            lines.append(list(piece))
    return lines


def _measures(article: Article, look: PageLook) -> list[Line]:
    """Quality, heat, and what is out of the ordinary, a piece each."""
    pieces: list[Line] = []
    for name, value, meter in (
        ("quality", article.quality, look.glyphs.quality(article)),
        ("heat", article.heat, look.glyphs.heat(article)),
    ):
        if value is None:
            pieces.append([(f"{name} {look.glyphs.dot} not measured", "dim")])
        else:
            pieces.append([(f"{name} ", "dim"), (meter, "meter"), (f" {look.words.number(value)}", "dim")])
    flags = [article.type if article.type not in {"", "article"} else ""]
    flags.append(article.category if article.category not in {"", "news"} else "")
    flags.append(f"{article.length_minutes} min" if article.length_minutes is not None else "")
    flags.append("unpublished" if article.published is False else "")
    flags.append("removed at the source" if article.removed else "")
    return [*pieces, *([(flag, "dim")] for flag in flags if flag)]


def _notice(shown: Shown, look: PageLook) -> list[Block]:
    article = shown.article
    opens = f" {look.open_key} opens the page." if look.open_key else ""
    if not article.in_library:
        count = len(shown.related_from)
        kept = "tag" if shown.tags else "note" if shown.note else "star"
        tellers = f"{count} {'article says' if count == 1 else 'articles say'}" if count else f"your {kept} kept"
        text = f"Not in the library: this is what {tellers} about it.{opens}"
    elif shown.document is not None and not shown.document.body:
        text = f"The file holds the excerpt only.{opens}"
        if not article.excerpt:
            text = f"The file holds no text.{opens}"
    else:
        return []
    return [Paragraph(text, "dim"), Blank()]


def _related(shown: Shown, look: PageLook) -> list[Block]:
    related = shown.related
    if not related:
        return [Paragraph("No related articles.", "dim"), Blank()] if shown.article.in_library else []
    here = sum(item.here for item in related)
    told = "all here" if here == len(related) else "none here" if not here else f"{look.words.number(here)} here"
    blocks: list[Block] = [_section(f"RELATED {look.words.number(len(related))}", told, look)]
    visible = related if shown.everything else related[:FIRST_RELATED]
    for number, item in enumerate(visible, start=1):
        blocks.append(_row(item, number, shown, look))
    return [*blocks, *_more(len(related) - len(visible), look), Blank()]


def _related_from(shown: Shown, look: PageLook) -> list[Block]:
    """Who lists the article and is not listed by it: in a story all list each other."""
    listed = {item.article.key for item in shown.related}
    others = [article for article in shown.related_from if article.key not in listed]
    if not others:
        return []
    name = "ALSO RELATED FROM" if shown.article.in_library else "RELATED FROM"
    blocks: list[Block] = [_section(f"{name} {look.words.number(len(others))}", "", look)]
    rows = others if shown.everything else others[:FIRST_RELATED]
    blocks += [_row(Related(article, True, None), 0, shown, look) for article in rows]
    return [*blocks, *_more(len(others) - len(rows), look), Blank()]


def _more(rest: int, look: PageLook) -> list[Block]:
    """The row that shows the rest, where there is one."""
    line: Line = [(f"    {look.words.number(rest)} more", "dim")]
    return [Drawn(lambda width: [shorten(line, width, look.glyphs.ellipsis)], More(rest))] if rest else []


def _section(left: str, right: str, look: PageLook) -> Drawn:
    def draw(width: int) -> list[Line]:
        line = justify([(left, "section")], [(right, "dim")] if right else [], width)
        return [shorten(line, width, look.glyphs.ellipsis)]

    return Drawn(draw)


def _row(item: Related, number: int, shown: Shown, look: PageLook) -> Drawn:
    """A related article: mark, number, title, meta and meters on one line, on two, or the title alone."""
    article, glyphs = item.article, look.glyphs
    mark = glyphs.stub if not item.here else " " if shown.read(article) else glyphs.unread
    if article.key in shown.visited:
        mark = glyphs.visited
    lead: Line = [(mark, "accent-mark"), (glyphs.selected if shown.selected(article) else " ", "accent-mark")]
    lead.append((f"{number} " if 0 < number < 10 else "  ", "dim"))
    style = "read" if not item.here or shown.read(article) else "unread"
    row = _RelatedRow(article, lead, cells.for_row(article.title), style, shown.article.published_at, look)
    return Drawn(row.draw, item)


class _RelatedRow(NamedTuple):
    """A related article ready to be drawn.

    Attributes:
        lead: mark and number, four cells.
        beside: the date that stands whole above, that of the article on show; its year goes without saying.
    """

    article: Article
    lead: Line
    title: str
    style: str
    beside: Moment | None
    look: PageLook

    def draw(self, width: int) -> list[Line]:
        if self.look.linear:
            return self._said(width)
        if cells.has_right_to_left(self.title):
            return self._from_right(width)
        return self._one_line(width) if self.look.brief or width >= ONE_LINE_RELATED else self._two_lines(width)

    def _said(self, width: int) -> list[Line]:
        """`1. not in the library, Title. Provider, date`: words for marks."""
        mark, selected, number = (text.strip() for text, _style in self.lead)
        glyphs = self.look.glyphs
        states = {glyphs.stub: "not in the library, ", glyphs.unread: "unread, ", glyphs.visited: "visited, "}
        state = ("selected, " if selected else "") + states.get(mark, "")
        told = f"{number + '. ' if number else ''}{state}{self.title}. {self._meta(width)}"
        return [[(told[start:end], "text")] for start, end in cells.wrap(told, width)]

    def _one_line(self, width: int) -> list[Line]:
        right: Line = [] if self.look.brief else [(f" {self._meta(width)} ", "dim"), self._meter]
        return [justify(self._titled(self.title, width - 4 - line_width(right)), right, width)]

    def _two_lines(self, width: int) -> list[Line]:
        room = width - 4 - 3
        breaks = cells.wrap(self.title, room)
        rest = self.title[breaks[1][0] :] if len(breaks) > 1 else ""
        least = min(cells.width(rest), LEAST_REST)
        metas = (self._meta(width), self._meta(width, 12))
        meta = next((text for text in metas if width - 6 - cells.width(text) >= least), "")
        rest = cells.truncate(rest, width - 4 - (cells.width(meta) + 2 if meta else 0), self.look.glyphs.ellipsis)
        return [
            justify(self._titled(self.title[slice(*breaks[0])], room), [self._meter], width),
            justify([("    ", "text"), (rest, self.style)], [(meta, "dim")], width),
        ]

    def _from_right(self, width: int) -> list[Line]:
        """Nothing stands right of letters that run from right to left."""
        meta: Line = [(f"{self._meta(width, 12)}  ", "dim"), self._meter]
        below = justify([], meta if line_width(meta) <= width else [self._meter], width)
        return [self._titled(self.title, width - 4), *([] if self.look.brief else [below])]

    def _titled(self, title: str, room: int) -> Line:
        return [*self.lead, (cells.truncate(title, room, self.look.glyphs.ellipsis), self.style)]

    def _meta(self, width: int, longest: int = 22) -> str:
        look, article = self.look, self.article
        date = look.words.list_date(article.published_at, look.now, narrow=width < NARROW, beside=self.beside)
        provider = cells.truncate(cells.for_row(article.provider.label), longest, look.glyphs.ellipsis)
        return f" {look.glyphs.dot} ".join(part for part in (provider, date) if part)

    @property
    def _meter(self) -> tuple[str, str]:
        glyphs = self.look.glyphs
        return (glyphs.quality(self.article) + glyphs.heat(self.article), "meter")


def _images(document: Document, look: PageLook) -> list[Block]:
    blocks: list[Block] = []
    for image in document.images:
        size = f" {look.glyphs.dot} {image.width} by {image.height}" if image.width and image.height else ""
        title = (image.title or "no title") + size
        blocks.append(_address(Link(title, image.url), look))
    name = f"PICTURES {look.words.number(len(document.images))}"
    return [_section(name, "", look), *blocks, Blank()] if blocks else []


def _links(shown: Shown, document: Document, look: PageLook) -> list[Block]:
    links = article_links(document, shown.links)
    return [_section("LINKS", "", look), *(_address(link, look) for link in links), Blank()] if links else []


def _own_links(document: Document) -> list[Link]:
    urls = document.article.urls
    named = (("web", urls.web), ("original", urls.original), ("AMP", urls.amp), ("AMP cache", urls.cdn_amp))
    return [Link(name, url) for name, url in named if url and not (name == "original" and url == urls.web)]


def _address(link: Link, look: PageLook) -> Drawn:
    """A title and its address below, whole, so that it can be read and selected."""

    def draw(width: int) -> list[Line]:
        lines = [link.url[start:end] for start, end in cells.chop(link.url, width - 2)]
        title = cells.truncate(link.title, width, look.glyphs.ellipsis)
        return [[(title, "text")], *([("  ", "text"), (line, "link")] for line in lines)]

    return Drawn(draw, link)


def _fields(document: Document, look: PageLook) -> list[Block]:
    """Further known fields, a line each."""
    blocks: list[Block] = [
        Paragraph(f"{name}: {in_words(value)}", "dim", rest="  ") for name, value in document.details.items()
    ]
    return [_section("MORE", "", look), *blocks] if blocks else []
