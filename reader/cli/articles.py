"""`list`, `show` and `related`: articles printed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.cli import as_json
from reader.cli.output import Line, Marks, Output, bold, counted, cut, dim, message, width, wrapped
from reader.cli.query import found, known_view, understood
from reader.model import Article, Document, Selection, Sort, UsageError
from reader.model.plain import in_words

if TYPE_CHECKING:
    from reader.library import Library, Related

_SHORT_ID = 8
"""Hex digits of an id that a list shows; a reference wants 6 at least."""

_PROVIDER = 22
_MEASURE = 80
"""Cells of a line of running text at most, so that it stays readable on a wide terminal."""


def list_articles(library: Library, options: Namespace, sort: Sort, out: Output) -> int:
    """Print the articles that a query finds."""
    query = understood(library, options.query)
    view = known_view(library, options.view) if options.view is not None else ""
    articles = found(library, _ordered(options, sort)._replace(query=query, view=view))
    if options.limit is not None:
        articles = articles[: options.limit]
    library.vouch(articles)
    if options.json:
        out.json_array(as_json.of_article(library, article) for article in articles)
    elif options.tsv:
        out.table(map(_tabbed, articles))
    else:
        out.lines(_rows(library, [(article, "") for article in articles], out))
        if not articles and options.limit != 0:
            inside = f" in the view “{view}”" if view else ""
            message(f"No article has “{query}”{inside}." if query else f"There are no articles{inside}.")
    return 0


def first_listed(options: Namespace, sort: Sort) -> tuple[Selection, int] | None:
    """The list of which `list` prints the beginning, and how long that is; None when it prints anything else."""
    if options.limit is None or options.query or options.view is not None:
        return None
    return _ordered(options, sort), options.limit


def _ordered(options: Namespace, sort: Sort) -> Selection:
    orders = options.sort or (sort,)
    return Selection(sort=orders[0], then=orders[1:])


def show(library: Library, options: Namespace, out: Output) -> int:
    """Print one article with everything its file says."""
    article = library.find(options.ref)
    library.vouch([article])
    if options.why:
        return _show_why(library, article, options, out)
    document = library.document(article)
    library.vouch([*(each.article for each in library.related(document)), *library.related_from(article)])
    if options.json:
        out.json(as_json.of_document(library, article, document))
    elif options.markdown:
        from reader.desktop import as_markdown

        related = [entry.article for entry in library.related(document)]
        tags, note = library.tags_of(article), library.note_of(article)
        out.lines(as_markdown(document, related, library.related_from(article), tags=tags, note=note))
    else:
        out.lines(_page(library, article, document, out))
    return 0


def _show_why(library: Library, article: Article, options: Namespace, out: Output) -> int:
    """Print what the rank of an article is made of."""
    if options.markdown:
        raise UsageError("--why prints lines or, with --json, JSON; there is no Markdown of it")
    why = library.why(article)
    if options.json:
        terms = [{"name": term.what, "value": term.value, "words": term.words} for term in why.terms]
        out.json({"id": article.id, "rank": why.worth, "terms": terms})
        return 0
    rank = "none" if why.worth is None else f"{why.worth:.1f}"
    told = [f"{term.value or 0:+9.1f}  {term.words}" for term in why.terms]
    out.lines([(bold(article.title),), (f"rank {rank}", dim("  100 is an ordinary article of now")), *told])
    return 0


def related(library: Library, options: Namespace, out: Output) -> int:
    """Print the articles reached along related links, in both directions."""
    start = library.find(options.ref)
    steps = library.walk(start, options.depth)
    library.vouch([start, *(step.article for step in steps)])
    if options.json:
        out.json_array(as_json.of_step(library, step) for step in steps)
        return 0
    arrows = {"related": "", "from": "< "}
    out.lines(_rows(library, [(step.article, "  " * (step.depth - 1) + arrows[step.relation]) for step in steps], out))
    if not steps:
        message("No related articles.")
    return 0


def _tabbed(article: Article) -> tuple[str, ...]:
    moment = article.published_at
    return article.id, moment.iso() if moment else "", article.provider.domain, article.title, article.urls.best


def _rows(library: Library, articles: Sequence[tuple[Article, str]], out: Output) -> Iterator[Line]:
    """One line an article: marks, start of the id, day, provider, title; cut to the terminal's width."""
    provider = min(_PROVIDER, max((width(article.provider.label) for article, _ in articles), default=0))
    if out.columns is not None and out.columns < 60:
        provider = 0
    for article, indent in articles:
        day = article.published_at.local_day() if article.published_at else ""
        meta = f"{_marks(library, article, out.marks)} {article.id[:_SHORT_ID]}  {day:10}  "
        if provider:
            label = article.provider.label if out.columns is None else cut(article.provider.label, provider)
            meta += label + " " * (max(0, provider - width(label)) + 2)
        title = indent + article.title
        if out.columns is not None:
            title = cut(title, max(1, out.columns - width(meta)))
        yield dim(meta), title if library.is_read(article) else bold(title)


def _marks(library: Library, article: Article, marks: Marks) -> str:
    """Two cells: unread or elsewhere, starred."""
    starred = marks.starred if library.is_starred(article) else " "
    if not article.in_library:
        return marks.elsewhere + starred
    return (" " if library.is_read(article) else marks.unread) + starred


def _page(library: Library, article: Article, document: Document, out: Output) -> Iterator[Line]:
    from reader.desktop.gate import display_url

    cells = min(out.columns, _MEASURE) if out.columns is not None else None
    for text in wrapped(article.title, cells):
        yield (bold(text),)
    yield (dim(" · ".join(filter(None, _facts(article, document)))),)
    yield (dim(_figures(library, article)),)
    if article.topics:
        yield (dim(" · ".join(article.topics)),)
    for name, url in _addresses(article):
        yield dim(f"{name:9}"), display_url(url)
    if tags := library.tags_of(article):
        yield (dim(" ".join(f"#{tag}" for tag in tags)),)
    for text in (article.excerpt, document.body):
        if text:
            yield ""
            yield from wrapped(text, cells)
    if note := library.note_of(article):
        yield from ("", (bold("Note"),))
        yield from wrapped(note, cells)
    yield from _links("Pictures", ((image.title, image.url) for image in document.images))
    yield from _links("Links", document.actions)
    for index, (name, value) in enumerate((*document.details.items(), *document.extra.items())):
        if not index:
            yield from ("", (bold("Also in its file"),))
        yield dim(f"{name}: "), in_words(value)
    yield from _entries(library, "Related", library.related(document), out)
    tellers = library.related_from(article)
    if tellers:
        yield from ("", (bold(f"Also related from {counted(len(tellers), 'article')}"),))
        yield from _rows(library, [(teller, "") for teller in tellers], out)


def _facts(article: Article, document: Document) -> Iterator[str]:
    yield article.provider.label
    yield ", ".join(document.authors)
    if article.published_at:
        yield article.published_at.local_text()
    yield article.type
    yield article.category
    if article.length_minutes:
        yield f"{article.length_minutes} min"


def _figures(library: Library, article: Article) -> str:
    facts = [
        article.id,
        f"quality {'unknown' if article.quality is None else article.quality}",
        f"heat {'not measured' if article.heat is None else article.heat}",
    ]
    if article.published is False:
        facts.append("unpublished")
    if article.removed:
        facts.append("removed at the source")
    if not article.in_library:
        facts.append("not in the library")
    elif not library.is_read(article):
        facts.append("unread")
    if library.is_starred(article):
        facts.append("starred")
    return " · ".join(facts)


def _addresses(article: Article) -> Iterator[tuple[str, str]]:
    urls = article.urls
    for name, url in (("web", urls.web), ("original", urls.original), ("amp", urls.amp), ("cdn", urls.cdn_amp)):
        if url:
            yield name, url


def _links(heading: str, links: Iterable[tuple[str, str]]) -> Iterator[Line]:
    from reader.desktop.gate import display_url

    for index, (title, url) in enumerate(links):
        if not index:
            yield from ("", (bold(heading),))
        yield f"{title}  {display_url(url)}" if title else display_url(url)


def _entries(library: Library, heading: str, entries: Sequence[Related], out: Output) -> Iterator[Line]:
    if entries:
        here = sum(entry.here for entry in entries)
        told = "all here" if here == len(entries) else f"{here} here" if here else "none here"
        yield from ("", (bold(f"{heading} {len(entries)}"), dim(f"  {told}")))
        yield from _rows(library, [(entry.article, "") for entry in entries], out)
