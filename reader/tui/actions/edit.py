"""Taking back what was done, and doing it again: single marks and mass ones, of this run and of earlier ones."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Undone
from reader.model import ReaderError
from reader.model.named import NamedTuple
from reader.tui.actions import Actions
from reader.tui.messages import Stay

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model.deeds import Reversal
    from reader.tui.screens.main import MainScreen


class _Way(NamedTuple):
    """Back or forth.

    Attributes:
        did: what the message begins with.
        back: the command that does the opposite, and `verb`, what it does.
        nothing: the message when there is nothing to do.
    """

    did: str
    back: str
    verb: str
    nothing: str


UNDO = _Way("Undone", "edit.redo", "redoes", "Nothing to undo")
REDO = _Way("Done again", "edit.undo", "undoes", "Nothing to redo")


def way_id(way: _Way) -> str:
    """The command of a way."""
    return REDO.back if way is UNDO else UNDO.back


class EditActions(Actions):
    """`edit.*`."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._wanted: deque[_Way] = deque()
        self._now: tuple[_Way, Reversal] | None = None
        self._waits: Callable[[], None] | None = None

    def undo(self) -> None:
        """Take back the latest deed; the cursor stays where it is."""
        self._ask(UNDO)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._ask(REDO)

    def settle(self) -> None:
        """Do now all that is still to be undone or done again, waiting for it."""
        while self._now is not None and self._waits is not None:
            self._waits()
            self._go_on(self._now[1], beside=False)

    # The journal is asked on a thread, in steps; memory and screen are changed here, between the steps.

    def _ask(self, way: _Way) -> None:
        self._wanted.append(way)
        if self._now is None:
            self._begin_next()

    def _begin_next(self) -> None:
        self._now = None
        if self._wanted:
            way = self._wanted.popleft()
            library = self.screen.library
            self._now = way, library.undoing() if way is UNDO else library.redoing()
            self._go_on(self._now[1])

    def _go_on(self, steps: Reversal, *, beside: bool = True) -> None:
        if self._now is None or self._now[1] is not steps:
            return  # settled meanwhile
        screen = self.screen
        try:
            wait = self._waits = next(steps)
        except StopIteration as done:
            self._tell(done.value, self._now[0])
        except ReaderError as error:
            self._wanted.clear()
            screen.tell(str(error), Stay.UNTIL_ESCAPE)
        except Exception as error:  # on a timer's or a thread's behalf: nobody else would tell it
            self._wanted.clear()
            screen.fault(error, way_id(self._now[0]))
        else:
            if beside:
                screen.run_worker(partial(self._wait, wait, steps), thread=True, group="undo", exit_on_error=False)
            return
        self._begin_next()

    def _wait(self, wait: Callable[[], None], steps: Reversal) -> None:
        wait()
        self.screen.app.call_from_thread(self._go_on, steps)

    def _tell(self, deed: Undone | None, way: _Way) -> None:
        screen = self.screen
        if deed is None:
            screen.tell(way.nothing)
            return
        screen.refresh_list()  # what belongs into the list again comes back
        screen.marks_changed()
        when = deed.time.astimezone()
        days = (screen.now.date() - when.date()).days
        day = "" if days == 0 else "yesterday " if days == 1 else f"{screen.words.day(when)} "
        told = f" ({day}{when:%H:%M})" if days else ""
        keys = screen.keymap.keys(way.back, screen.context)
        way_back = f" · {keys[0]} {way.verb}" if keys else ""
        did = screen.words.deed(deed.words, deed.number)
        screen.tell(f"{way.did}: {did}{told}{way_back}", Stay.UNTIL_CHANGE)
