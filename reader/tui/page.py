"""What the detail pane says of one article, as blocks. Pure.

Order: title, who and when, measures, topics, excerpt, body, related, related from, pictures, links.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.library import Related
from reader.model import Article, Document
from reader.tui import cells
from reader.tui.blocks import Blank, Block, Drawn, Paragraph
from reader.tui.glyphs import UNICODE, Glyphs
from reader.tui.line import Line, justify, line_width
from reader.tui.rows import Spans, no_spans
from reader.tui.words import Words

FIRST_RELATED = 20
"""Related rows shown before the person asks for the rest; real documents hold up to 180."""

ONE_LINE_RELATED = 72
"""From this width on a related article takes one line."""


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
        open_key: the key that opens the browser, for the words of notices.
    """

    now: datetime
    airy: bool = True
    brief: bool = False
    open_key: str = "o"
    glyphs: Glyphs = UNICODE
    words: Words = Words()
    spans: Spans = no_spans


def page(shown: Shown, look: PageLook) -> list[Block]:
    """The blocks of an article."""
    article, document = shown.article, shown.document
    blocks: list[Block] = [_text(article.title, "title", look)]
    if look.airy:
        blocks.append(Blank())
    blocks.append(Drawn(lambda width: _meta(article, document, look, width)))
    blocks.append(Blank())
    if article.excerpt:
        blocks += [_text(article.excerpt, "text", look), Blank()]
    if shown.body:
        blocks += shown.body
        if not isinstance(blocks[-1], Blank):
            blocks.append(Blank())
    if document is not None:
        blocks += _notice(shown, look)
        blocks += _related(shown, look)
        blocks += _related_from(shown, look)
        blocks += _images(document)
        blocks += _links(shown, document)
        blocks += _fields(document)
    while blocks and isinstance(blocks[-1], Blank):
        blocks.pop()
    return blocks


def article_links(document: Document, found: Sequence[tuple[str, str]]) -> list[Link]:
    """Every address of a document, each once: its own, its actions', those found in its body as (text, url)."""
    links = _own_links(document) + [Link(title, url) for title, url in (*document.actions, *found) if url]
    return list({link.url: link for link in reversed(links)}.values())[::-1]


def _text(text: str, style: str, look: PageLook) -> Paragraph:
    return Paragraph(text, style, tuple((start, end, "hit") for start, end in look.spans(text)))


def _meta(article: Article, document: Document | None, look: PageLook, width: int) -> list[Line]:
    """Who and when, measures, topics: on as few lines as the width allows."""
    dot = f" {look.glyphs.dot} "
    provider, domain = article.provider.label, article.provider.domain
    date = look.words.full_date(article.published_at, look.now) if article.published_at else "no date"
    topics = dot.join(article.topics)
    together = dot.join(part for part in (provider, date) if part)
    lines: list[Line]
    if cells.width(together) <= width:
        if topics and cells.width(together + dot + topics) <= width:
            together, topics = together + dot + topics, ""
        lines = [[(together, "dim")]]
    else:
        both = dot.join(dict.fromkeys(part for part in (provider, domain) if part))
        named = both if cells.width(both) <= width else cells.truncate(provider, width, look.glyphs.ellipsis)
        lines = [[(named, "dim")], [(date, "dim")]]
    pieces = _measures(article, look)
    if topics and len(lines) == 1 and sum(line_width(piece) + 3 for piece in pieces) + cells.width(topics) <= width:
        pieces.append([(topics, "dim")])
        topics = ""
    lines += _packed(pieces, width)
    by = ", ".join(document.authors) if document else ""
    for text in (topics, f"by {by}" if by else ""):
        lines += [[(text[start:end], "dim")] for start, end in cells.wrap(text, width)] if text else []
    return lines


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
    if not article.in_library:
        count = len(shown.related_from)
        tellers = f"{count} {'article says' if count == 1 else 'articles say'}" if count else "your star kept"
        text = f"Not in the library: this is what {tellers} about it. {look.open_key} opens the page."
    elif shown.document is not None and not shown.document.body:
        text = f"The file holds the excerpt only. {look.open_key} opens the page."
        if not article.excerpt:
            text = f"The file holds no text. {look.open_key} opens the page."
    else:
        return []
    return [Paragraph(text, "dim"), Blank()]


def _related(shown: Shown, look: PageLook) -> list[Block]:
    related = shown.related
    if not related:
        return [Paragraph("No related articles.", "dim"), Blank()] if shown.article.in_library else []
    here = sum(item.here for item in related)
    told = "all here" if here == len(related) else "none here" if not here else f"{look.words.number(here)} here"
    blocks: list[Block] = [_section(f"RELATED {look.words.number(len(related))}", told)]
    visible = related if shown.everything else related[:FIRST_RELATED]
    for number, item in enumerate(visible, start=1):
        blocks.append(_row(item, number, shown, look))
    if len(related) > len(visible):
        rest = len(related) - len(visible)
        text = f"     {look.words.number(rest)} more"
        blocks.append(Drawn(lambda _width: [[(text, "dim")]], More(rest)))
    blocks.append(Blank())
    return blocks


def _related_from(shown: Shown, look: PageLook) -> list[Block]:
    if not shown.related_from:
        return []
    name = "ALSO RELATED FROM" if shown.article.in_library else "RELATED FROM"
    blocks: list[Block] = [_section(f"{name} {look.words.number(len(shown.related_from))}", "")]
    rows = shown.related_from if shown.everything else shown.related_from[:FIRST_RELATED]
    blocks += [_row(Related(article, True, None), 0, shown, look) for article in rows]
    if len(rows) < len(shown.related_from):
        rest = len(shown.related_from) - len(rows)
        text = f"     {look.words.number(rest)} more"
        blocks.append(Drawn(lambda _width: [[(text, "dim")]], More(rest)))
    blocks.append(Blank())
    return blocks


def _section(left: str, right: str) -> Drawn:
    return Drawn(lambda width: [justify([(left, "section")], [(right, "dim")] if right else [], width)])


def _row(item: Related, number: int, shown: Shown, look: PageLook) -> Drawn:
    """A related article: mark, number, title, meta and meters on one line, on two, or the title alone."""
    article, glyphs = item.article, look.glyphs
    mark = glyphs.stub if not item.here else " " if shown.read(article) else glyphs.unread
    if article.key in shown.visited:
        mark = glyphs.visited
    style = "read" if not item.here or shown.read(article) else "unread"
    lead: Line = [(mark, "accent-mark"), (f" {number} " if 0 < number < 10 else "   ", "dim")]
    title = cells.for_row(article.title)
    meter = glyphs.quality(article) + glyphs.heat(article)
    date = look.words.list_date(article.published_at, look.now)
    meta = f" {glyphs.dot} ".join(part for part in (cells.truncate(article.provider.label, 22), date) if part)

    def draw(width: int) -> list[Line]:
        right_to_left = cells.has_right_to_left(title)
        if look.brief or (width >= ONE_LINE_RELATED and not right_to_left):
            right: Line = [] if look.brief or right_to_left else [(f" {meta} ", "dim"), (meter, "meter")]
            room = width - 4 - line_width(right)
            return [justify([*lead, (cells.truncate(title, room, glyphs.ellipsis), style)], right, width)]
        room = width - 4 - 3
        breaks = cells.wrap(title, room)
        first = title[slice(*breaks[0])]
        rest = title[breaks[1][0] :] if len(breaks) > 1 and not right_to_left else ""
        rest = cells.truncate(rest, width - 4 - cells.width(meta) - 2, glyphs.ellipsis)
        top = justify([*lead, (first, style)], [] if right_to_left else [(meter, "meter")], width)
        tail: Line = [(f"{meta}  " if right_to_left else meta, "dim"), *([(meter, "meter")] if right_to_left else [])]
        return [top, justify([("    ", "text"), (rest, style)], tail, width)]

    return Drawn(draw, item)


def _images(document: Document) -> list[Block]:
    blocks: list[Block] = []
    for image in document.images:
        size = f" · {image.width}×{image.height}" if image.width and image.height else ""
        title = (image.title or "no title") + size
        blocks.append(_address(title, image.url))
    return [_section(f"PICTURES {len(document.images)}", ""), *blocks, Blank()] if blocks else []


def _links(shown: Shown, document: Document) -> list[Block]:
    links = article_links(document, shown.links)
    return [_section("LINKS", ""), *(_address(link.title, link.url) for link in links), Blank()] if links else []


def _own_links(document: Document) -> list[Link]:
    urls = document.article.urls
    named = (("web", urls.web), ("original", urls.original), ("AMP", urls.amp), ("AMP cache", urls.cdn_amp))
    return [Link(name, url) for name, url in named if url and not (name == "original" and url == urls.web)]


def _address(title: str, url: str) -> Drawn:
    """A title and its address below, whole, so that it can be read and selected."""

    def draw(width: int) -> list[Line]:
        room = max(1, width - 2)
        wrapped = cells.wrap(url, room)
        return [[(cells.truncate(title, width), "text")], *([("  ", "text"), (url[a:b], "link")] for a, b in wrapped)]

    return Drawn(draw, Link(title, url))


def _fields(document: Document) -> list[Block]:
    """Further known fields, a line each."""
    blocks: list[Block] = []
    for name, value in document.details.items():
        text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        blocks.append(Paragraph(f"{name}: {text}", "dim", first="", rest="  "))
    return [_section("MORE", ""), *blocks] if blocks else []
