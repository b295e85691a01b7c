"""Messages to the person: one at a time in the bottom line, never over the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import StrEnum

from reader.model.named import NamedTuple

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
    """The message that stands now, those that wait for it to go, and the last ones."""

    def __init__(self) -> None:
        self.now: Told | None = None
        self._waiting: deque[Told] = deque()
        self.past: deque[str] = deque(maxlen=KEPT)

    def tell(self, told: Told) -> None:
        """Show a message."""
        self.now = told
        self.past.append(told.text)

    def tell_all(self, several: Iterable[Told]) -> None:
        """Show messages one after another, each when the one before it has gone."""
        for told in several:
            self.past.append(told.text)
            self._waiting.append(told)
        if self.now is None:
            self._next()

    @property
    def waiting(self) -> int:
        """How many messages wait for the one on show to go."""
        return len(self._waiting)

    def _next(self) -> None:
        self.now = self._waiting.popleft() if self._waiting else None

    def clear(self, stay: Stay) -> bool:
        """Take the message away if it stands only that long; True when it went, and the next one stands there."""
        if self.now is not None and self.now.stay is stay:
            self._next()
            return True
        return False

    def take_back(self, text: str) -> None:
        """Take a message away, if it is the one that stands: it is not true any more."""
        if self.now is not None and self.now.text == text:
            self._next()
