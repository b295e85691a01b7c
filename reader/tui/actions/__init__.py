"""What each command does: one class per group of ids, a method per command.

`cursor.half-page-down` is `CursorActions.half_page_down`. A test holds the command table to these classes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen

GROUPS = {
    "app": ("app", "AppActions"),
    "article": ("article", "ArticleActions"),
    "cursor": ("cursor", "CursorActions"),
    "detail": ("cursor", "DetailActions"),
    "history": ("related", "HistoryActions"),
    "library": ("library", "LibraryActions"),
    "list": ("library", "ListActions"),
    "pane": ("pane", "PaneActions"),
    "related": ("related", "RelatedActions"),
    "scope": ("library", "ScopeActions"),
    "search": ("search", "SearchActions"),
    "sidebar": ("sidebar", "SidebarActions"),
    "view": ("pane", "ViewActions"),
}
"""For the first part of a command's id the module of this package and the class in it."""


class Actions:
    """Base of all groups: they act on the main screen, which holds the state."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen


class ActionGroups(dict[str, Any]):
    """The groups by the first part of their commands' ids, each imported when it is first used.

    None of them is needed for the first frame, and a module costs a start a third of a millisecond.
    """

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self._screen = screen

    def __missing__(self, group: str) -> Any:
        module, name = GROUPS[group]
        actions = getattr(import_module(f"reader.tui.actions.{module}"), name)(self._screen)
        self[group] = actions
        return actions
