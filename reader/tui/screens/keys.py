"""Keys that come faster than screens open and close.

Textual hands a key to the screen that is on top when the key arrives, and the screen sees it when its turn comes. A
screen may by then have been covered or closed by the key before: `Y q` typed at once would quit instead of closing the
menu. Whoever finds itself no longer on top passes the key on.
"""

from __future__ import annotations

from typing import Any, TypeVar

from textual import events
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


def passed_on(screen: Screen[Any], event: events.Key) -> bool:
    """Whether `screen` is no longer on top; then the key has gone to the one that is."""
    top = screen.app.screen
    if top is screen:
        return False
    event.stop()
    event.prevent_default()
    top.post_message(events.Key(event.key, event.character))
    return True


def finish(screen: ModalScreen[Result], result: Result | None) -> None:
    """Close a screen that is on top. One that no longer is has been closed already."""
    if screen.app.screen is screen:
        screen.dismiss(result)
