"""Every action of the app, declared once.

Bindings, key presets, footer, palette, help screen, `reader config --example` and the README's table come from
`COMMANDS`. Nothing here knows Textual, so the command line can print it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reader.model.named import NamedTuple


class Context(StrEnum):
    """Where the keys go."""

    LIST = "list"
    DETAIL = "detail"
    RELATED = "related"
    SIDEBAR = "sidebar"
    SEARCH = "search"
    MENU = "menu"


PRESETS = ("vim", "newsboat", "eilmeldung")

_LETTERS = dict(zip("LDRSIM", Context, strict=True))


class Command(NamedTuple):
    """One action.

    Attributes:
        id: stable; what `keys:` in the configuration names.
        title: what help and palette show, in lower case.
        contexts: where its keys work.
        keys: the default keys of each preset, as `reader.tui.keymap` spells them.
    """

    id: str
    title: str
    contexts: tuple[Context, ...]
    keys: Mapping[str, tuple[str, ...]]


class Hint(NamedTuple):
    """One hint of the footer: the first key of each command, and a word."""

    ids: tuple[str, ...]
    label: str


def _table(text: str) -> tuple[Command, ...]:
    """Read rows of id | where | vim | newsboat | eilmeldung | title; `=` is as vim, `-` is no key, `minus` that key."""
    commands = []
    for row in text.strip().splitlines():
        ident, where, vim, newsboat, eilmeldung, title = (cell.strip() for cell in row.split(" | "))
        letters = where.replace("all", "LDRS")
        presets = (vim, vim if newsboat == "=" else newsboat, vim if eilmeldung == "=" else eilmeldung)
        keys = {name: _keys(cell) for name, cell in zip(PRESETS, presets, strict=True)}
        commands.append(Command(ident, title, tuple(_LETTERS[letter] for letter in letters), keys))
    return tuple(commands)


def _keys(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple("-" if key == "minus" else key for key in cell.split())


COMMANDS = _table(
    """
    cursor.down | all | j down | down | = | down
    cursor.up | all | k up | up | = | up
    cursor.half-page-down | LDRS | ctrl+d | - | - | half a page down
    cursor.half-page-up | LDRS | ctrl+u | - | - | half a page up
    cursor.page-down | all | ctrl+f pgdn | pgdn | ctrl+f pgdn | a page down
    cursor.page-up | all | b ctrl+b pgup | b pgup | ctrl+b pgup | a page up
    cursor.top | all | g home | home | = | to the top
    cursor.bottom | all | G end | end | = | to the bottom
    pane.left | all | h left | left | h left | to the pane on the left
    pane.right | all | l right | right | l right ctrl+l | to the pane on the right
    pane.next | all | tab | = | = | to the next pane
    pane.previous | all | shift+tab | = | = | to the previous pane
    pane.open | all | enter | = | = | open; in the sidebar to the list, on a related row follow it
    pane.escape | all | esc | = | esc ctrl+g | out one level
    pane.sidebar | all | t | = | - | show or hide the sidebar
    view.zen | all | z | = | = | the text alone
    view.density | all | d | = | - | one line or two for an article
    detail.scroll-down | LS | ctrl+e | - | J | scroll the article down
    detail.scroll-up | LS | ctrl+y | - | K | scroll the article up
    article.read-on | LDR | space | = | = | read on; at the end the next unread
    sidebar.fold | S | space | = | = | fold or unfold the topic
    article.next-unread | all | n | = | - | next unread article
    article.previous-unread | all | p | = | - | previous unread article
    article.next | all | J | = | alt+j | next article
    article.previous | all | K | = | alt+k | previous article
    sidebar.next | all | - | j | ctrl+j | next topic
    sidebar.previous | all | - | k | ctrl+k | previous topic
    sidebar.next-unread | all | - | ctrl+n | = | next topic with unread articles
    sidebar.previous-unread | all | - | ctrl+p | = | previous topic with unread articles
    history.back | all | [ bksp alt+left ctrl+left ctrl+o | [ alt+left bksp | [ alt+left | back to what was shown before
    history.forward | all | ] alt+right ctrl+right | ] alt+right | ] alt+right | forward again
    history.show | all | H | = | = | what was read and done, by day
    related.follow-1 | LDR | 1 | = | - | follow related article 1
    related.follow-2 | LDR | 2 | = | - | follow related article 2
    related.follow-3 | LDR | 3 | = | - | follow related article 3
    related.follow-4 | LDR | 4 | = | - | follow related article 4
    related.follow-5 | LDR | 5 | = | - | follow related article 5
    related.follow-6 | LDR | 6 | = | - | follow related article 6
    related.follow-7 | LDR | 7 | = | - | follow related article 7
    related.follow-8 | LDR | 8 | = | - | follow related article 8
    related.follow-9 | LDR | 9 | = | - | follow related article 9
    related.focus | LD | # | - | = | to the related articles
    article.copy-url | LDR | y | = | = | copy the URL
    article.copy-menu | LDR | Y | = | Y S | copy as …
    article.open-browser | LDR | o | = | - | open in the browser
    article.open-browser-read | LDR | O | = | - | open in the browser and mark read
    article.open-browser-next | LDR | - | = | o | open in the browser, mark read, go to the next
    article.links | LDR | L | u | = | links of the article
    article.raw | LDR | i | ctrl+u | = | the file as it is
    article.why | LDR | w | = | = | why is this here
    article.save | LDR | W | = | = | save as Markdown
    article.pipe | LDR | | | = | - | pipe to a program
    article.toggle-read | LDR | m | N | - | mark read or unread
    article.mark-read-next | LDR | - | = | r | mark read, go to the next
    article.mark-unread | LDR | - | = | u | mark unread
    article.toggle-star | LDR | s | ctrl+e | m v | star or unstar
    article.tag | LDR | + | = | = | tag; a name behind a dash takes the tag away
    article.untag | LDR | minus | = | = | take a tag away
    article.note | LDR | e | = | = | write a note in the editor
    select.toggle | LDR | x | = | X | select or unselect, and go on
    select.range | L | X | = | V | select from the one before to here
    select.all | LS | ; | = | = | select or unselect the whole list
    select.clear | all | - | = | = | clear the selection
    list.copy-urls | LS | C | - | = | copy all URLs of the list
    list.mark-read | LS | A | A C | R | mark the whole list read
    edit.undo | all | U | = | ctrl+z | undo what was marked last
    edit.redo | all | ctrl+r | ctrl+y | ctrl+y | do again what was undone
    more.provider | LDR | M | = | = | more from this provider, and back
    more.topic | LDR | B | = | = | more on a topic of the article, and back
    search.open | all | / | / F | / = | search
    search.clear | all | - | ctrl+f | ctrl+r ctrl+u | clear the search
    search.save | allI | ctrl+s | = | = | save the search as a view
    views.edit | S | e | = | = | change what a view searches for
    views.rename | S | N | = | = | give a view another name
    views.delete | S | D | = | = | give a view up
    scope.all | all | a | = | 1 | all articles
    scope.unread | all | u | l | 2 | unread articles
    scope.starred | all | * | = | 3 | starred articles
    list.new | all | F | - | = | to what is new since last time
    scope.tag | all | - | = | - | articles with a tag …
    list.sort-menu | all | S | g | \\ | sort by …
    list.sort-reverse | all | - | G | | | turn the order round
    library.refresh | all | r | r R | s | read the library again
    library.start-today | all | - | = | = | start from today: mark all that is older read
    library.problems | all | ! | = | = | problems of the library
    app.help | all | ? f1 | = | = | help
    app.command-palette | allI | : ctrl+p | : | = | command palette
    app.theme | all | T | = | - | change the theme
    app.messages | all | - | = | = | the last messages
    app.redraw | all | - | ctrl+l | = | draw the screen anew
    app.cancel | allIM | ctrl+c | = | - | copy the selected text, else stop what runs
    app.suspend | all | ctrl+z | = | - | suspend to the shell
    app.back-or-quit | all | q | = | = | back one level; quits at the list
    app.quit | all | Q ctrl+q | = | Q ctrl+c ctrl+q | quit
    search.keep | I | enter | = | = | keep the search
    search.undo | I | esc | = | esc ctrl+g | back to the search before
    search.complete | I | tab | = | = | complete what is typed; again for the next way
    search.complete-back | I | shift+tab | = | = | complete with the way before
    search.older | I | up | = | = | older search
    search.newer | I | down | = | = | newer search
    menu.down | M | j down | = | = | down
    menu.up | M | k up | = | = | up
    menu.choose | M | enter | = | = | choose
    menu.close | M | esc q | = | = | close
    """
)
"""The table, in the order help shows it."""

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

_MOVE = Hint(("cursor.down", "cursor.up"), "move")
_SEARCH = Hint(("search.open",), "search")
_COPY = Hint(("article.copy-url",), "copy")
_BROWSER = Hint(("article.open-browser",), "browser")
_HELP = Hint(("app.help",), "help")

FOLD_HINT = Hint(("sidebar.fold",), "fold")
"""Given for a topic that has others below it, or stands below one."""

RELATED_HINT = Hint(("related.follow-1", "related.follow-9"), "related")
"""Given for an article that has some, or is still read."""

FOOTER: Mapping[Context, tuple[Hint, ...]] = {
    Context.LIST: (
        _MOVE,
        Hint(("pane.open",), "open"),
        _SEARCH,
        _COPY,
        _BROWSER,
        Hint(("article.toggle-read",), "read"),
        _HELP,
    ),
    Context.DETAIL: (
        Hint(("article.read-on",), "read on"),
        RELATED_HINT,
        _COPY,
        _BROWSER,
        Hint(("article.toggle-star",), "star"),
        Hint(("pane.left", "app.back-or-quit"), "list"),
        _HELP,
    ),
    Context.RELATED: (
        Hint(("pane.open",), "follow"),
        _COPY,
        _BROWSER,
        Hint(("history.back",), "back"),
        Hint(("cursor.up",), "text"),
        _HELP,
    ),
    Context.SIDEBAR: (
        _MOVE,
        Hint(("pane.open",), "list"),
        FOLD_HINT,
        Hint(("list.mark-read",), "all read"),
        Hint(("pane.sidebar",), "hide"),
        _SEARCH,
        _HELP,
    ),
    Context.SEARCH: (
        Hint(("search.keep",), "keep"),
        Hint(("search.undo",), "undo"),
        Hint(("search.complete",), "complete"),
        Hint(("search.older",), "older"),
        Hint(("search.save",), "save"),
    ),
    Context.MENU: (),
}
"""The hints of each context, most wanted first but for help, which is dropped last."""

FIND_HINTS = (
    Hint(("search.keep",), "keep"),
    Hint(("search.undo",), "undo"),
    Hint(("search.older", "search.newer"), "hits"),
)
"""Stand in for those of the search while one finds in an article."""

VIEW_HINTS = (Hint(("views.edit",), "edit"), Hint(("views.rename",), "rename"), Hint(("views.delete",), "delete"))
"""Stand in for what is done with topics while the sidebar's cursor is on a view."""

ZEN_HINT = Hint(("view.zen",), "leave zen")
"""Stands in for `list` while the text is alone on the screen."""

CLEAR_HINT = Hint(("pane.escape",), "clear")
"""Stands in for `read` in the list while a search is on."""
