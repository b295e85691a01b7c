"""Taking back what was done, and doing it again: single marks and mass ones, of this run and of earlier ones."""

from __future__ import annotations

from reader.library import Undone
from reader.tui.actions import Actions
from reader.tui.messages import Stay


class EditActions(Actions):
    """`edit.*`."""

    def undo(self) -> None:
        """Take back the latest deed; the cursor stays where it is."""
        undone = self.screen.library.undo()
        self._tell(undone, "Undone", "edit.redo", "redoes", "Nothing to undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        done = self.screen.library.redo()
        self._tell(done, "Done again", "edit.undo", "undoes", "Nothing to redo")

    def _tell(self, deed: Undone | None, did: str, back: str, verb: str, nothing: str) -> None:
        screen = self.screen
        if deed is None:
            screen.tell(nothing)
            return
        screen.refresh_list()  # what belongs into the list again comes back
        screen.marks_changed()
        when = deed.time.astimezone()
        days = (screen.now.date() - when.date()).days
        day = "" if days == 0 else "yesterday " if days == 1 else f"{screen.words.day(when)} "
        told = f" ({day}{when:%H:%M})" if days else ""
        keys = screen.keymap.keys(back, screen.context)
        way_back = f" · {keys[0]} {verb}" if keys else ""
        screen.tell(f"{did}: {deed.words}{told}{way_back}", Stay.UNTIL_CHANGE)
