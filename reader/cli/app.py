"""The way to the app, and to its table of commands: the only place where the command line imports `reader.tui`."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from reader.model.named import NamedTuple

if TYPE_CHECKING:
    from reader.early_screen import EarlyScreen
    from reader.settings import Settings, SettingsWarning


class FrontEnd(NamedTuple):
    """The modules of the app that the command line uses. The last two know nothing of Textual."""

    tui: ModuleType
    commands: ModuleType
    keymap: ModuleType


class Action(NamedTuple):
    """One action of the app: its id, what it does, and its keys in the preset in force."""

    id: str
    title: str
    keys: tuple[str, ...]


def front_end() -> FrontEnd:
    """The app. Textual is imported when it runs."""
    from reader import tui
    from reader.tui import commands, keymap

    return FrontEnd(tui, commands, keymap)


def run_app(settings: Settings, paths: Sequence[str], early: EarlyScreen | None = None) -> int:
    """Open the library and run the app on it; the exit code.

    Args:
        settings: the person's configuration.
        paths: the library's folders; empty for those of the settings.
        early: what the terminal shows until the app does.

    Raises:
        UsageError: a folder is missing, or one lies inside another.
    """
    from reader.library import open_library

    library = open_library(settings, paths)
    try:
        return int(front_end().tui.run(library, settings, early))
    finally:
        library.close()


def actions(preset: str) -> tuple[Action, ...]:
    """Every action there is, with its keys in `preset`."""
    return tuple(Action(each.id, each.title, tuple(each.keys[preset])) for each in front_end().commands.COMMANDS)


def theme_warnings(settings: Settings) -> tuple[SettingsWarning, ...]:
    """What the app does not understand in `theme:` and in the person's own themes. Imports Textual."""
    warnings: tuple[SettingsWarning, ...] = front_end().tui.theme_warnings(settings)
    return warnings


def key_warnings(settings: Settings) -> tuple[SettingsWarning, ...]:
    """What the app does not understand in `keys:`: unknown actions, impossible keys, clashes."""
    keymap = front_end().keymap.Keymap(settings.preset, settings.keys)
    return tuple(
        settings.warning("keys", warning.message, settings.key_lines.get(warning.command, 0))
        for warning in keymap.warnings
    )


def understood(settings: Settings) -> Settings:
    """The settings without what the app does not understand in them and leaves out: a theme, keys."""
    keymap = front_end().keymap.Keymap(settings.preset, settings.keys)
    keys = {ident: keymap.keys(ident) for ident in settings.keys if ident in front_end().commands.BY_ID}
    unknown = settings.theme != "auto" and any(warning.key == "theme" for warning in theme_warnings(settings))
    return settings._replace(keys=keys, theme="auto" if unknown else settings.theme)
