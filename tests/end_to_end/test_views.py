"""Building a view, key by key: search with completion, save under a name, leave, open it from the sidebar."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_flows import ALL, DAY_BEFORE, GEEK, HOT, VERGE, lists, news, quit_reader
from tests.end_to_end.test_reading import panes

__all__ = ["news"]


def sidebar(terminal: Terminal) -> str:
    """The text of the sidebar."""
    return panes(terminal)[0]


def test_a_view_is_built_named_and_opened_in_the_next_run(news: Path, start_reader: StartReader) -> None:
    first = start_reader("-L", str(news), columns=190)
    first.wait_for(f"{ALL} articles")
    first.type("/flaw prov")
    first.wait_for("Tab provider:")
    first.press("Tab")
    first.wait_for("/ flaw provider:")
    first.type("gee")
    first.wait_for("Tab GeekWire")
    first.press("Tab")
    first.wait_for("/ flaw provider:GeekWire")
    first.wait_for(lists(GEEK, without=HOT))
    first.type(" or verge")
    first.wait_for(lists(VERGE, without=HOT))
    first.press("ctrl+s")
    first.wait_for("─ Save “flaw provider:GeekWire or verge” as ")
    first.type("Two of them")
    first.press("Enter")
    first.wait_for("Saved the view “Two of them” · U undoes")
    first.wait_for(lambda seen: "Two of them" in sidebar(seen))
    first.press("a", "h", "g", "Enter")
    first.wait_for(lists(HOT))
    quit_reader(first)

    second = start_reader("-L", str(news), columns=190)
    second.wait_for(lists(HOT))
    second.wait_for(lambda seen: "VIEWS" in sidebar(seen))
    second.press("h", "g", "j", "j", "j")
    second.wait_for("Two of them › all")
    second.wait_for(lists(VERGE, without=HOT))
    second.press("Enter", "A")
    second.wait_for("Marked 2 read · U undoes")
    second.press("h", "D")
    second.wait_for("Deleted the view “Two of them” · U undoes")
    second.wait_for(lambda seen: "VIEWS" not in sidebar(seen))
    second.press("U")
    second.wait_for(lambda seen: "VIEWS" in sidebar(seen))
    second.wait_for(lists(VERGE, without=DAY_BEFORE[0]))
