"""A screen on which a fault of the program is told and logged, and costs no more than what was to be done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from reader.model import ReaderError
from reader.settings import Settings
from reader.tui.messages import Stay


class Guarded(Screen[None], inherit_bindings=False):
    """Does what keys, messages and timers ask for by way of `do`."""

    settings: Settings

    @abstractmethod
    def tell(self, text: str, stay: Stay = Stay.SECONDS) -> None:
        """Say something in the bottom line."""

    def do(self, doing: str, work: Callable[[], object]) -> None:
        """Do something by a name for it, as `run_command` does a command."""
        try:
            work()
        except ReaderError as error:
            self.tell(str(error), Stay.UNTIL_ESCAPE)
        except Exception as error:
            self.fault(error, doing)

    def fault(self, error: Exception, doing: str) -> None:
        """Tell and log a fault of the program."""
        from reader.tui.log import NAME, log_fault

        log_fault(self.settings.state_dir, error, doing)
        self.tell(f"{doing} failed: {type(error).__name__}. {NAME} says where; nothing was changed", Stay.UNTIL_ESCAPE)

    def set_timer(self, delay: float, callback: Any = None, *, name: str | None = None, pause: bool = False) -> Timer:
        """A timer; see `MessagePump.set_timer`."""
        return super().set_timer(delay, self._told(callback, name), name=name, pause=pause)

    def set_interval(
        self, interval: float, callback: Any = None, *, name: str | None = None, repeat: int = 0, pause: bool = False
    ) -> Timer:
        """A timer that is due over and over; see `MessagePump.set_interval`."""
        return super().set_interval(interval, self._told(callback, name), name=name, repeat=repeat, pause=pause)

    def _told(self, callback: Any, name: str | None) -> Any:
        """What a timer of ours does, by way of `do`; Textual's have names, and draw what would be told."""
        if callback is None or name is not None:
            return callback
        doing = getattr(getattr(callback, "func", callback), "__name__", "").strip("_").replace("_", " ")
        return partial(self.do, doing or "what was due", callback)
