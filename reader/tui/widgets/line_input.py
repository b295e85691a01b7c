"""A line to type in, where keys typed at once do what they do one by one."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from reader.tui.keymap import typed


class LineInput(Input):
    """Textual's input, which here does its own keys when they come.

    There letters go in at once, while backspace and the arrows first go up to the app: `teh`, two backspaces and `he`
    in one read of a slow line would become `tehhe` and then `teh`.
    """

    async def press(self, event: events.Key) -> bool:
        """Do what a key does here, also one that came before the line had the focus; whether it does something."""
        if character := typed(event.key, event.character):
            self.insert_text_at_cursor(character)
            return True
        if event.key == "ctrl+c":  # leaves; it would copy what is selected
            return False
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        return False

    async def _on_key(self, event: events.Key) -> None:
        if typed(event.key, event.character):
            await super()._on_key(event)
            return
        event.prevent_default()
        if await self.press(event):
            event.stop()

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines become one; Textual would take the first."""
        event.stop()
        event.prevent_default()
        super()._on_paste(events.Paste(" ".join(event.text.splitlines())))
