"""The app: the only room that knows Textual.

Pure parts first (`rows`, `page`, `blocks`, `keymap`, `history`, `arrangement`: text in, lines out), widgets that draw
them, and screens that own the state. `commands` is the one table of everything a key can do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.early_screen import EarlyScreen
    from reader.library import Library
    from reader.settings import Settings, SettingsWarning

_FRAMES = "TEXTUAL_FPS"


def run(library: Library, settings: Settings, early: EarlyScreen | None = None) -> int:
    """Run the app until the person leaves.

    Args:
        library: what it shows.
        settings: the person's configuration.
        early: what the terminal shows until the app does.

    Returns:
        The exit code: 0, or 128 and the signal's number.
    """
    from reader.tui.loader import Loader
    from reader.tui.place import saved_place, selection_of

    first = selection_of(saved_place(library), settings.sort)
    loader = Loader(library, first, watch=not library.samples, patient=True)
    loader.start()  # reads while Textual is being imported, which is most of a launch
    with _prompt_frames():
        from reader.tui.app import ReaderApp

    return ReaderApp(library, settings, loader, early=early).run_to_end()


def theme_warnings(settings: Settings) -> tuple[SettingsWarning, ...]:
    """All that is wrong with the person's own themes, and with the one the configuration asks for."""
    from reader.tui.themes import own_themes, theme_names, unknown_theme

    themes, warnings = own_themes(settings)
    unknown = unknown_theme(settings, theme_names(themes))
    return (*warnings, *([unknown] if unknown else []))


@contextmanager
def _prompt_frames() -> Iterator[None]:
    """Have Textual, imported meanwhile, answer a key without a wait for the time of the next frame.

    It draws at most so many frames a second, and one that follows another waits for up to two times the time between
    them: at 60, which it takes unasked, a key pressed while other things change on screen is answered 33 ms later.
    The person may have set another number.
    """
    if _FRAMES in os.environ:
        yield
        return
    os.environ[_FRAMES] = "240"
    try:
        yield
    finally:
        del os.environ[_FRAMES]  # not for programs that are started from here
