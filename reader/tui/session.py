"""What is kept from run to run: the place one was at; and the first words of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Scope, Sort
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Session:
    """Remembers the place of the main screen, and restores it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def keep(self) -> None:
        """Remember the place: what the list held, and the article."""
        screen = self.screen
        selection, article = screen.selection, screen.list.article
        screen.library.remember(
            "place",
            {
                "library": [str(root.real) for root in screen.library.roots],
                "scope": str(selection.scope),
                "topic": selection.topic,
                "provider": selection.provider,
                "query": selection.query,
                "sort": str(selection.sort),
                "article": article.id if article else None,
                "sidebar": screen.sidebar_open,
                "folded": [*sorted(screen.folded)],
            },
        )

    def restore(self) -> None:
        """Come back to the place of the last run, when it was in the same library."""
        screen = self.screen
        place = screen.library.recall("place")
        density = screen.library.recall("density")
        if isinstance(density, str) and screen.settings.density == "auto":
            screen.list.set_density(density)
        if not isinstance(place, dict) or place.get("library") != [str(root.real) for root in screen.library.roots]:
            return
        told = {name: value for name, value in place.items() if isinstance(value, str)}
        try:
            scope, sort = Scope(told.get("scope", "")), Sort.parse(told.get("sort", ""))
        except ValueError:
            scope, sort = Scope.ALL, screen.settings.sort
        screen.selection = screen.selection._replace(
            scope=scope, sort=sort, topic=told.get("topic", ""), provider=told.get("provider", "")
        )
        screen.scope = scope
        if query := told.get("query", ""):
            screen.actions["search"].restore(query)
        opened = place.get("sidebar")
        screen.sidebar_open = opened if isinstance(opened, bool) else None
        folded = place.get("folded")
        screen.folded = {key for key in folded if isinstance(key, str)} if isinstance(folded, list) else set()
        try:
            screen.resume_at = int(told.get("article", ""), 16)
        except ValueError:
            screen.resume_at = None

    def greet(self) -> None:
        """The first words in the bottom line: samples, what is wrong with the configuration or the state."""
        screen = self.screen
        warnings = [str(warning) for warning in screen.settings.warnings]
        settings = screen.settings
        for warning in screen.keymap.warnings:
            line = settings.key_lines.get(warning.command, 0)
            warnings.append(str(settings.warning("keys", warning.message, line)))
        warnings += screen.app.theme_warnings  # type: ignore[attr-defined]
        for text in (*screen.library.notices, *warnings):
            screen.tell(text, Stay.UNTIL_ESCAPE)
        if screen.messages.now is not None or not screen.library.samples:
            return
        if screen.library.recall("place") is None:
            helped = next(iter(screen.keymap.keys("app.help")), "?")
            text = f"Samples. Your own: reader -L FOLDER, or library: in config.yaml · {helped} help"
            screen.tell(text, Stay.UNTIL_CHANGE)
        else:
            screen.tell("Samples")
