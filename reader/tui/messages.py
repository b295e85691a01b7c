"""Messages to the person: one at a time in the bottom line, never over the text."""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from typing import NamedTuple

KEPT = 50
"""Messages that can be read again."""

SECONDS = 4.0
"""How long a message of success stands."""


class Stay(StrEnum):
    """How long a message stands."""

    SECONDS = "seconds"
    UNTIL_CHANGE = "until-change"
    UNTIL_ESCAPE = "until-escape"


class Told(NamedTuple):
    """A message and how long it stands."""

    text: str
    stay: Stay = Stay.SECONDS

    @property
    def is_error(self) -> bool:
        """Errors stay until the person takes them away."""
        return self.stay is Stay.UNTIL_ESCAPE


class Messages:
    """The message that stands now, and the last ones."""

    def __init__(self) -> None:
        self.now: Told | None = None
        self.past: deque[str] = deque(maxlen=KEPT)

    def tell(self, told: Told) -> None:
        """Show a message."""
        self.now = told
        self.past.append(told.text)

    def clear(self, stay: Stay) -> bool:
        """Take the message away if it stands only that long; True when it went."""
        if self.now is not None and self.now.stay is stay:
            self.now = None
            return True
        return False
