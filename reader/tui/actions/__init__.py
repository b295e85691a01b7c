"""What each command does: one class per group of ids, a method per command.

`cursor.half-page-down` is `CursorActions.half_page_down`. A test holds the command table to these classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Actions:
    """Base of all groups: they act on the main screen, which holds the state."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen


def build_actions(screen: MainScreen) -> dict[str, Any]:
    """The actions by the first part of their commands' ids."""
    from reader.tui.actions.app import AppActions
    from reader.tui.actions.article import ArticleActions
    from reader.tui.actions.cursor import CursorActions, DetailActions
    from reader.tui.actions.library import LibraryActions, ListActions, ScopeActions
    from reader.tui.actions.pane import PaneActions, ViewActions
    from reader.tui.actions.related import HistoryActions, RelatedActions
    from reader.tui.actions.search import SearchActions
    from reader.tui.actions.sidebar import SidebarActions

    return {
        "app": AppActions(screen),
        "article": ArticleActions(screen),
        "cursor": CursorActions(screen),
        "detail": DetailActions(screen),
        "history": HistoryActions(screen),
        "library": LibraryActions(screen),
        "list": ListActions(screen),
        "pane": PaneActions(screen),
        "related": RelatedActions(screen),
        "scope": ScopeActions(screen),
        "search": SearchActions(screen),
        "sidebar": SidebarActions(screen),
        "view": ViewActions(screen),
    }
