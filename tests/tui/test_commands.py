"""The one table of everything a key can do."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from reader.tui.actions import group_class
from reader.tui.commands import BY_ID, COMMANDS, PRESETS, Context
from tests.tui.running import Running, sitting, write_news, write_tied

# id | where | vim | newsboat | eilmeldung, as the design has them; `=` is as in vim, `-` is no key. Where a row
# has two commands, `/` stands between their keys. Rows of what is still to come are left out.
DESIGN = r"""
cursor.down & cursor.up  all  j down / k up  down / up  =
cursor.half-page-down & cursor.half-page-up  LDS  ctrl+d / ctrl+u  -  -
cursor.page-down & cursor.page-up  LDS  ctrl+f pgdn / b ctrl+b pgup  pgdn / b pgup  ctrl+f pgdn / ctrl+b pgup
cursor.top & cursor.bottom  all  g home / G end  home / end  =
pane.left & pane.right  all  h left / l right  left / right  h left / l right ctrl+l
pane.next & pane.previous  all  tab / shift+tab  =  =
pane.open  all  enter  =  =
pane.escape  all  esc  =  esc ctrl+g
pane.sidebar  all  t  =  -
view.zen  all  z  =  =
view.density  all  d  =  -
detail.scroll-down & detail.scroll-up  LS  ctrl+e / ctrl+y  -  J / K
article.read-on  LDR  space  =  =
sidebar.fold  S  space  =  =
article.next-unread & article.previous-unread  all  n / p  =  -
article.next & article.previous  all  J / K  =  alt+j / alt+k
sidebar.next & sidebar.previous  all  -  j / k  ctrl+j / ctrl+k
sidebar.next-unread & sidebar.previous-unread  all  -  ctrl+n / ctrl+p  =
history.back  all  [ bksp alt+left ctrl+left ctrl+o  [ alt+left bksp  [ alt+left
history.forward  all  ] alt+right ctrl+right  ] alt+right  ] alt+right
related.focus  LD  #  -  =
article.copy-url  LDR  y  =  =
article.copy-menu  LDR  Y  =  Y S
article.open-browser  LDR  o  =  -
article.open-browser-read  LDR  O  =  -
article.open-browser-next  LDR  -  =  o
article.links  LDR  L  u  =
article.raw  LDR  i  ctrl+u  =
article.toggle-read  LDR  m  N  -
article.mark-read-next  LDR  -  =  r
article.mark-unread  LDR  -  =  u
article.toggle-star  LDR  s  ctrl+e  m v
list.mark-read  LS  A  A C  R
edit.undo  all  U  =  ctrl+z
edit.redo  all  ctrl+r  ctrl+y  ctrl+y
search.open  all  /  / F  / =
search.clear  all  -  ctrl+f  ctrl+r ctrl+u
scope.all  all  a  =  1
scope.unread  all  u  l  2
scope.starred  all  *  =  3
list.sort-menu  all  S  g  \
list.sort-reverse  all  -  G  |
library.refresh  all  r  r R  s
library.problems  all  !  =  =
app.help  all  ? f1  =  =
app.command-palette  allI  : ctrl+p  :  =
app.theme  all  T  =  -
app.redraw  all  -  ctrl+l  =
app.cancel  allIM  ctrl+c  =  -
app.suspend  all  ctrl+z  =  -
app.back-or-quit  all  q  =  =
app.quit  all  Q ctrl+q  =  Q ctrl+c ctrl+q
search.keep  I  enter  =  =
search.undo  I  esc  =  esc ctrl+g
search.older & search.newer  I  up / down  =  =
search.complete  I  tab  =  =
menu.down & menu.up  M  j down / k up  =  =
menu.choose  M  enter  =  =
menu.close  M  esc q  =  =
"""

WIDER = {"cursor.half-page-down", "cursor.half-page-up", "cursor.page-down", "cursor.page-up"}
"""Paging works in the related rows too, where the design has it only for the text above them."""


def designed() -> dict[str, tuple[str, tuple[tuple[str, ...], ...]]]:
    """Each command of the design with its contexts and its keys in each preset."""
    table = {}
    for row in DESIGN.strip("\n").splitlines():
        names, where, *cells = re.split(" {2,}", row)
        cells = [cells[0] if cell == "=" else cell for cell in cells]
        for number, ident in enumerate(names.split(" & ")):
            parts = [cell.split(" / ")[number] if " / " in cell and "&" in names else cell for cell in cells]
            table[ident] = (where, tuple(() if part == "-" else tuple(part.split()) for part in parts))
    return table


TABLE = designed()


@pytest.mark.parametrize("ident", TABLE)
def test_keys_are_those_of_the_design(ident: str) -> None:
    where, keys = TABLE[ident]
    command = BY_ID[ident]
    assert tuple(command.keys[preset] for preset in PRESETS) == keys
    letters = dict(zip("LDRSIM", Context, strict=True))
    wanted = {letters[letter] for letter in where.replace("all", "LDRS")}
    assert set(command.contexts) == (wanted | {Context.RELATED} if ident in WIDER else wanted)


def test_the_design_has_every_command() -> None:
    numbers = {f"related.follow-{number}" for number in range(1, 10)}
    taking_away = {"article.save", "article.pipe", "list.copy-urls", "app.messages"}
    finding = {
        "article.why",
        "more.provider",
        "more.topic",
        "list.new",
        "search.complete-back",
        "search.save",
        "views.edit",
        "views.rename",
        "views.delete",
    }
    writing = {"article.tag", "article.untag", "article.note", "history.show", "library.start-today", "scope.tag"}
    selecting = {"select.toggle", "select.range", "select.all", "select.clear"}
    assert set(BY_ID) - selecting - writing == set(TABLE) | numbers | taking_away | finding
    for number in range(1, 10):
        command = BY_ID[f"related.follow-{number}"]
        assert [command.keys[preset] for preset in PRESETS] == [(str(number),), (str(number),), ()]
        assert command.contexts == (Context.LIST, Context.DETAIL, Context.RELATED)


def test_ids_are_unique_and_titles_are_words() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title
        assert not command.title.endswith(".")
        assert command.title == command.title.strip()
    titles = [command.title for command in COMMANDS if Context.LIST in command.contexts]
    assert len(set(titles)) == len(titles), "two actions of one pane have the same name"


@pytest.mark.parametrize("ident", [command.id for command in COMMANDS if not command.id.startswith("menu.")])
def test_every_command_has_a_method(ident: str) -> None:
    """Found as the main screen finds it; the menus' own commands are done by the menu that is open."""
    group, _, verb = ident.partition(".")
    name, _, number = verb.rpartition("-")
    arguments = (int(number),) if number.isdigit() else ()
    method = getattr(group_class(group), (name if arguments else verb).replace("-", "_"))
    inspect.signature(method).bind(None, *arguments)
    assert method.__doc__


def test_digits_are_offered_where_there_are_related_articles(tmp_path: Path) -> None:
    news = tmp_path / "news"
    write_tied(news, "Tied", "Other")
    write_news(news, {"Alone": "2021-01-03T08:00:00Z"})

    async def does(run: Running) -> None:
        await run.press("enter")
        assert "related" not in run.bottom
        await run.press("J")
        await run.shows("1-9 related")

    sitting(tmp_path, news, does)
