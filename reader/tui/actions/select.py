"""Selecting several articles, to act on all of them. A selection is of articles, not of rows: it outlives the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import Related
from reader.model import Article
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class SelectActions(Actions):
    """`select.*`."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._last: Article | None = None

    def toggle(self) -> None:
        """Select what the cursor is on, or no longer, and go to the next row."""
        screen = self.screen
        article = screen.actions["article"].wanted()
        if article is None:
            return
        if article.key in screen.picked:
            del screen.picked[article.key]
        else:
            screen.picked[article.key] = article
        self._last = article
        self._changed()
        if screen.pane is Pane.LIST:
            screen.list.move(1)
        elif isinstance(screen.detail.choice, Related):
            screen.run_command("cursor.down")

    def range(self) -> None:
        """Do with all from the article selected or unselected last to here what was done with that one."""
        screen = self.screen
        start = screen.listing.position(self._last.key) if self._last is not None else None
        if start is None or not len(screen.listing):
            pressed = screen.keymap.keys("select.toggle", screen.context)
            screen.tell(f"Select the first one{f' with {pressed[0]}' if pressed else ''}, then go to the last")
            return
        low, high = sorted((start, screen.list.row))
        keys = screen.listing[low : high + 1].keys()
        if screen.listing[start].key in screen.picked:
            screen.picked.update(dict.fromkeys(keys))
        else:
            for key in keys:
                screen.picked.pop(key, None)
        self._last = screen.list.article
        self._changed()

    def all(self) -> None:
        """Select every article of the list; when all are, none of them any more."""
        screen = self.screen
        listed = dict.fromkeys(screen.listing.keys())  # no article is made for it: there may be a hundred thousand
        if not listed:
            screen.tell("No article here")
            return
        if listed.keys() <= screen.picked.keys():
            for key in listed:
                del screen.picked[key]
        else:
            screen.picked.update(listed)
        self._changed()

    def clear(self) -> None:
        """Select nothing."""
        self.screen.picked.clear()
        self._last = None
        self._changed()

    def _changed(self) -> None:
        screen = self.screen
        screen.count_picked()
        screen.list.refresh()
        screen.reading.redraw()
        screen.frame.show_headings()
        screen.frame.show_footer()
