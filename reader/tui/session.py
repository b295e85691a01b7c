"""What is kept from run to run: the place one was at; and the first words of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.messages import Stay
from reader.tui.place import saved_place, selection_of

if TYPE_CHECKING:
    from reader.tui.screens.main import MainScreen


class Session:
    """Remembers the place of the main screen, and restores it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def keep(self) -> None:
        """Remember the place: what the list held, and the article; and draw the list for the next start."""
        screen = self.screen
        drawn = screen.parting.prepare()
        selection, article = screen.selection, screen.list.article
        screen.library.remember(
            "place",
            {
                "library": [str(root.real) for root in screen.library.roots],
                "scope": str(selection.scope),
                "topic": selection.topic,
                "provider": selection.provider,
                "query": selection.query,
                "view": selection.view,
                "sort": ",".join(map(str, selection.orders)),
                "article": article.id if article else None,
                "sidebar": screen.sidebar_open,
                "folded": [*sorted(screen.folded)],
                "line": screen.list.line,
            },
        )
        if drawn:
            screen.parting.draw()

    def restore(self) -> None:
        """Come back to the place of the last run, when it was in the same library."""
        screen = self.screen
        place = saved_place(screen.library)
        density = screen.library.recall("density")
        if isinstance(density, str) and screen.settings.density == "auto":
            screen.list.set_density(density)
        screen.selection = selection_of(place, screen.settings.sort)
        screen.scope = screen.selection.scope
        opened = place.get("sidebar")
        screen.sidebar_open = opened if isinstance(opened, bool) else None
        folded = place.get("folded")
        screen.folded = {key for key in folded if isinstance(key, str)} if isinstance(folded, list) else set()
        line = place.get("line")
        screen.resume_line = line if isinstance(line, int) else None
        article = place.get("article")
        try:
            screen.resume_at = int(article, 16) if isinstance(article, str) else None
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
