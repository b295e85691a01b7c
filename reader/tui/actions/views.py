"""Saved views: a search kept under a name, which stands in the sidebar like a topic."""

from __future__ import annotations

from collections.abc import Callable

from reader.library import View
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane, Shape
from reader.tui.messages import Stay
from reader.tui.tree import Kind, Row


class ViewsActions(Actions):
    """`views.*`, and `search.save`."""

    def save(self) -> None:
        """Save the search in force under a name that is asked for."""
        screen = self.screen
        if screen.search.is_open:
            screen.actions["search"].take()
        selection = screen.selection
        query = screen.library.query_of(selection)
        if query and not selection.query:
            screen.tell(f"This is the view “{selection.view}” already")
            return
        if not query:
            key = next(iter(screen.keymap.keys("search.open")), "")
            screen.tell(f"No search to save; {key} begins one" if key else "No search to save")
            return
        errors = screen.library.query_errors(selection.query)
        if errors:
            screen.tell(f"Not saved: column {errors[0].column}: {errors[0].message}", Stay.UNTIL_ESCAPE)
            return

        def named(name: str | None) -> None:
            if name:
                screen.do("search.save", lambda: self._save(name, query))

        self._ask(f"Save “{query}” as", screen.editing, named)

    def _save(self, name: str, query: str) -> None:
        screen = self.screen
        there = any(view.name == name for view in screen.library.views())
        name = screen.library.save_view(name, query)
        screen.refresh_counts()
        selection = screen.selection
        if not (selection.topic or selection.provider):  # else the view is wider than what is on show
            before = screen.step()
            screen.select(selection._replace(query="", view=name))
            screen.history.visit(before, screen.step())
        anew = " anew" if there else ""
        screen.tell(f"Saved the view “{name}”{anew}{screen.undo_hint()}", Stay.UNTIL_CHANGE)

    def open_view(self, name: str) -> None:
        """Show a view's list; says so when there is no such view any more."""
        screen = self.screen
        if all(view.name != name for view in screen.library.views()):
            screen.tell(f"There is no view “{name}” any more")
            return
        before = screen.step()
        screen.select(Row(Kind.VIEW, name).narrow(screen.selection._replace(query=""), screen.scope))
        screen.go_to(Pane.LIST)
        screen.history.visit(before, screen.step())

    def edit(self) -> None:
        """Open the search line on a view's query; saving it suggests the view's name."""
        screen = self.screen
        view = self._wanted()
        if view is None:
            return
        self.open_view(view.name)
        if screen.shape is Shape.SPLIT and screen.size.width < 100:
            screen.sidebar_open = False
        screen.actions["search"].open()
        screen.search.set(view.query)
        # The line has the whole query; were the view in force too, all of it would be asked twice.
        screen.select(screen.selection._replace(view="", query=view.query))
        screen.editing = view.name

    def rename(self) -> None:
        """Give a view another name."""
        screen = self.screen
        view = self._wanted()
        if view is None:
            return

        def named(name: str | None) -> None:
            if name and name != view.name:
                screen.do("views.rename", lambda: self._rename(view, name))

        self._ask(f"Rename “{view.name}” to", view.name, named)

    def _rename(self, view: View, name: str) -> None:
        screen = self.screen
        if any(other.name == name for other in screen.library.views()):
            screen.tell(f"There is a view “{name}” already; nothing was changed", Stay.UNTIL_ESCAPE)
            return
        name = screen.library.save_view(name, view.query)
        screen.library.drop_view(view.name)
        screen.refresh_all()
        keys = screen.keymap.keys("edit.undo", screen.context)
        way_back = f" · {keys[0]} twice undoes" if keys else ""
        screen.tell(f"Renamed “{view.name}” to “{name}”{way_back}", Stay.UNTIL_CHANGE)

    def delete(self) -> None:
        """Give a view up; its articles stay as they are."""
        screen = self.screen
        view = self._wanted()
        if view is None:
            return
        screen.library.drop_view(view.name)
        screen.refresh_counts()
        screen.tell(f"Deleted the view “{view.name}”{screen.undo_hint()}", Stay.UNTIL_CHANGE)

    def _wanted(self) -> View | None:
        """The view under the sidebar's cursor, else the one on show; says so when there is none."""
        screen = self.screen
        row = screen.sidebar.row if screen.pane is Pane.SIDEBAR else None
        name = row.key if row is not None and row.kind is Kind.VIEW else screen.selection.view
        view = next((view for view in screen.library.views() if view.name == name), None)
        if view is None:
            key = next(iter(screen.keymap.keys("search.save")), "")
            screen.tell(f"This is no saved view; {key} saves a search as one" if key else "This is no saved view")
        return view

    def _ask(self, title: str, name: str, named: Callable[[str | None], None]) -> None:
        from reader.tui.screens.prompt import Prompt

        self.screen.app.push_screen(Prompt(title, name), named)
