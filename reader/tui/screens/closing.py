"""How a screen over another one closes."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")


def finish(screen: ModalScreen[Result], result: Result | None) -> None:
    """Close a screen that is on top. One that no longer is has been closed already."""
    if screen.app.screen is screen:
        screen.dismiss(result)
