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


class ActionGroups(dict[str, Any]):
    """The groups by the first part of their commands' ids, each imported when it is first used.

    None of them is needed for the first frame, and a module costs a start a third of a millisecond.
    """

    def __init__(self, screen: MainScreen) -> None:
        super().__init__()
        self._screen = screen

    def __missing__(self, group: str) -> Actions:
        actions = self[group] = group_class(group)(self._screen)
        return actions

    def run(self, ident: str) -> None:
        """Do a command by its id; a number at its end is told to the method before it."""
        group, _, verb = ident.partition(".")
        name, _, number = verb.rpartition("-")
        if number.isdigit():
            getattr(self[group], name.replace("-", "_"))(int(number))
        else:
            getattr(self[group], verb.replace("-", "_"))()


def group_class(group: str) -> type[Actions]:
    """The class of a group.

    Raises:
        KeyError: there is no such group.
    """
    if group in {"cursor", "detail"}:
        from reader.tui.actions.cursor import CursorActions, DetailActions

        return CursorActions if group == "cursor" else DetailActions
    if group in {"pane", "view"}:
        from reader.tui.actions.pane import PaneActions, ViewActions

        return PaneActions if group == "pane" else ViewActions
    if group in {"related", "history"}:
        from reader.tui.actions.related import HistoryActions, RelatedActions

        return RelatedActions if group == "related" else HistoryActions
    if group in {"library", "list", "scope"}:
        from reader.tui.actions.library import LibraryActions, ListActions, ScopeActions

        return {"library": LibraryActions, "list": ListActions, "scope": ScopeActions}[group]
    if group == "select":
        from reader.tui.actions.select import SelectActions

        return SelectActions
    if group == "more":
        from reader.tui.actions.more import MoreActions

        return MoreActions
    if group == "views":
        from reader.tui.actions.views import ViewsActions

        return ViewsActions
    if group == "edit":
        from reader.tui.actions.edit import EditActions

        return EditActions
    if group == "article":
        from reader.tui.actions.article import ArticleActions

        return ArticleActions
    if group == "app":
        from reader.tui.actions.app import AppActions

        return AppActions
    from reader.tui.actions.search import SearchActions
    from reader.tui.actions.sidebar import SidebarActions

    return {"search": SearchActions, "sidebar": SidebarActions}[group]
