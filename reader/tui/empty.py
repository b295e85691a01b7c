"""What an empty list says: what it is, and what to do next. Pure but for what it is told of the screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.model import Scope, Selection
from reader.tui.commands import BY_ID

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


def empty_words(screen: MainScreen) -> list[str]:
    """Lines for an empty list."""
    selection, words = screen.selection, screen.words

    def key(ident: str) -> str:
        """What to press; where a command has no key, the way through the palette."""
        palette = next(iter(screen.keymap.keys("app.command-palette")), "the command")
        return next(iter(screen.keymap.keys(ident)), f"{palette} “{BY_ID[ident].title}”")

    total = screen.overview.counts.articles
    place = screen.place_name
    inside = f" in {place}" if place else ""
    if screen.reading_files and not total:
        return ["Reading …"]
    if selection.view and (wrong := screen.library.view_errors(selection.view)):
        return [
            f"The view “{selection.view}” cannot be answered:",
            *(f"{error.message}." for error in wrong),
            f"{key('views.edit')} in the sidebar changes it, {key('views.delete')} gives it up.",
        ]
    if selection.query and screen.seeking.is_running:
        sought = screen.seeking.words()
        looked = [f"{sought[0]} searched."] if sought else ["Looking into texts …"]
        return [f"No article has “{selection.query}”{inside} so far.", *looked, f"{key('app.cancel')} stops."]
    if selection.query:
        return [f"No article has “{selection.query}”{inside}.", f"{key('pane.escape').capitalize()} takes it back."]
    if selection.view and selection.scope is Scope.ALL:
        return [f"Nothing answers the view “{selection.view}” now."]
    if not total:
        return [
            *_why_none(screen, key),
            f"{key('article.toggle-star')}  show the four samples     {key('library.refresh')}  look again"
            f"     {key('app.help')} help",
        ]
    if selection.scope is Scope.UNREAD:
        starred = screen.overview.counts.starred
        told = f"Nothing unread{inside}." if inside else "All read."
        more = f"{key('scope.all')} shows all." if inside else f"{key('scope.all')} shows all {words.number(total)}."
        return [
            told,
            f"{words.number(starred)} starred · {key('scope.starred')} shows them." if starred and not inside else more,
        ]
    if selection.scope is Scope.STARRED:
        return [
            f"Nothing starred{inside}.",
            f"{key('article.toggle-star')} stars an article, {key('scope.all')} shows all.",
        ]
    return [f"No articles{inside}."]


def _why_none(screen: MainScreen, key: Callable[[str], str]) -> list[str]:
    """Why the library lists no articles at all: its folders are gone, what is there is withdrawn, or nothing is."""
    roots, words = screen.library.roots, screen.words
    gone = [root.given for root in roots if not os.path.isdir(root.real)]
    if gone:
        there = [root.given for root in roots if root.given not in gone]
        return [
            f"The {'folder is' if len(gone) == 1 else 'folders are'} not there any more:",
            ", ".join(gone),
            *([f"No articles in {', '.join(there)} either."] if there else []),
            "Put it back, or look elsewhere:   reader -L FOLDER",
        ]
    if withdrawn := len(screen.library.select(Selection(query="is:removed"))):
        one = withdrawn == 1
        return [
            f"{words.counted(withdrawn, 'article')}, {'' if one else 'all '}withdrawn at the source.",
            f"{key('search.open')}is:removed  shows {'it' if one else 'them'}.",
        ]
    return [
        f"No articles in {', '.join(root.given for root in roots)} yet.",
        "Put .md, .txt or .html files with a --- header there,",
        "or look elsewhere:   reader -L FOLDER",
    ]
