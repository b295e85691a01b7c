"""`mark`, `tag`, `untag`, `note`, `undo`, `redo` and `history`: what the person does, and did."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.cli import as_json
from reader.cli.output import Line, Output, bold, counted, cut, dim, is_terminal, message, width
from reader.cli.query import found, meant
from reader.cli.standard_input import text_given
from reader.model import Article, Selection
from reader.model.mark import Kind, Mark

if TYPE_CHECKING:
    from reader.library import Deed, Library, Undone

_PAST = {Mark.READ: "read", Mark.UNREAD: "unread", Mark.STAR: "starred", Mark.UNSTAR: "not starred"}


def mark(library: Library, options: Namespace, out: Output) -> int:
    """Mark what a query finds; 1 when it finds nothing, or the marks cannot be kept."""
    kind = Mark(options.kind)
    now = f"{_PAST[kind]} now"
    return _done(library, options, out, lambda articles: library.mark(kind, articles), (now, _PAST[kind]))


def tag(library: Library, options: Namespace, out: Output) -> int:
    """Give what a query finds a tag."""
    tagged = f"tagged “{options.name}”"
    return _done(library, options, out, lambda articles: library.tag(options.name, articles), (f"{tagged} now", tagged))


def untag(library: Library, options: Namespace, out: Output) -> int:
    """Take a tag from what a query finds."""
    words = (f"no longer tagged “{options.name}”", f"without the tag “{options.name}”")
    return _done(library, options, out, lambda articles: library.untag(options.name, articles), words)


def _done(
    library: Library,
    options: Namespace,
    out: Output,
    do: Callable[[Sequence[Article]], int],
    words: tuple[str, str],
) -> int:
    """Do something with what a query finds; `words` say what the articles are when it is new, and when it was so."""
    query = meant(library, options.query)
    articles = found(library, Selection(query=query))
    changed = do(articles) if articles else 0
    failed = _kept(library) if articles else 1
    if options.json:
        out.json({"found": len(articles), "changed": changed})
    elif not articles:
        message(f"No article has “{query}”.")
    elif changed and not failed:
        message(f"{counted(changed, 'article')} {words[0]}; reader undo takes it back.")
    elif not changed:
        message(f"{counted(len(articles), 'article')}, {words[1]} already.")
    return failed


def note(library: Library, options: Namespace, out: Output) -> int:
    """Keep a note on an article; without a text write it in the editor, or print it where there is no terminal.

    Raises:
        UsageError: `-` is the text, and standard input is none.
    """
    article = library.find(options.ref)
    before = library.note_of(article)
    text = text_given() if options.text == "-" else options.text
    if text is None and (options.json or not (is_terminal(sys.stdin) and is_terminal(sys.stdout))):
        if options.json:
            out.json({"id": article.id, "note": before or None})
        elif before:
            out.lines(before.split("\n"))
        return 0
    if text is None:
        from reader import desktop

        text = desktop.edited(before)
    if not library.note(article, text):
        message("The note is as it was.")
        return 0
    failed = _kept(library)
    if not failed:
        message(f"Note {'kept' if library.note_of(article) else 'deleted'}; reader undo takes it back.")
    return failed


def undo(library: Library, options: Namespace, out: Output) -> int:
    """Take back the last deeds; 1 when there is none."""
    return _reverse(library, options, out, library.undo, "Undone")


def redo(library: Library, options: Namespace, out: Output) -> int:
    """Do again what was taken back last; 1 when there is nothing."""
    return _reverse(library, options, out, library.redo, "Done again")


def _reverse(library: Library, options: Namespace, out: Output, step: Callable[[], Undone | None], word: str) -> int:
    done: list[Undone] = []
    while len(done) < options.number and (undone := step()) is not None:
        done.append(undone)
    if options.json:
        out.json_array(map(as_json.of_undone, done))
    else:
        out.lines((f"{word}: {each.words} ", dim(f"({_local(each.time)})")) for each in done)
    if not done:
        message("There is nothing to undo." if word == "Undone" else "There is nothing to do again.")
        return 1
    return _kept(library)


def history(library: Library, options: Namespace, out: Output) -> int:
    """Print what was read when, the latest first; with `--all` every deed; 1 when not all of it can be read."""
    kinds = tuple(Kind) if options.all else (Kind.READ,)
    kinds = tuple(kind for kind in kinds if kind is not Kind.PLACE)
    shown = library.history(kinds, limit=options.limit, undone=options.all)
    if options.json:
        out.json_array(map(as_json.of_deed, shown))
    else:
        out.lines(_history_lines(shown, out, everything=options.all))
        if not shown and options.limit != 0 and library.remembers_all:
            message("Nothing was done yet." if options.all else "Nothing was read yet.")
    return 0 if library.remembers_all else 1


def _history_lines(deeds: Sequence[Deed], out: Output, *, everything: bool) -> Iterator[Line]:
    for deed in deeds:
        before = f"{_local(deed.time)}  "
        if everything or deed.number > len(deed.articles):
            before += deed.words + (" (undone)" if deed.undone else "")
            titles = "; ".join(article.title for article in deed.articles)
            yield _fitting(dim_part=before, text=f"  {titles}" if titles else "", out=out)
            if deed.text:
                yield from (f"    {line}" for line in deed.text.split("\n"))
        else:
            for article in deed.articles:
                yield _fitting(dim_part=before, text=article.title, out=out)


def _fitting(dim_part: str, text: str, out: Output) -> Line:
    if out.columns is not None:
        text = cut(text, max(1, out.columns - width(dim_part)))
    return dim(dim_part), bold(text)


def _local(time: datetime) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def _kept(library: Library) -> int:
    """0 when all that was done is kept; else 1, and a word why."""
    if library.flush():
        return 0
    message(" ".join(("It could not be kept.", *library.new_notices())))
    return 1
