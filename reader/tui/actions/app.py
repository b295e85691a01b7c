"""The program as a whole: help, palette, theme, leaving, and what is kept from run to run."""

from __future__ import annotations

from reader.tui.actions import Actions
from reader.tui.arrangement import Pane, Shape
from reader.tui.messages import Stay


class AppActions(Actions):
    """`app.*`."""

    def help(self) -> None:
        """Keys of the pane one is in, marks, meters."""
        from reader.tui.screens.help import Help

        self.screen.app.push_screen(Help(self.screen, self.screen.context))

    def command_palette(self) -> None:
        """Find a command by its words."""
        from reader.tui.screens.palette import OPEN_VIEW, Palette

        def chosen(ident: str | None) -> None:
            if ident is not None and ident.startswith(OPEN_VIEW):
                self.screen.actions["views"].open_view(ident.removeprefix(OPEN_VIEW))
            elif ident is not None:
                self.screen.run_command(ident)

        self.screen.app.push_screen(Palette(self.screen), chosen)

    def theme(self) -> None:
        """Choose a theme; it changes as the cursor moves."""
        from reader.tui.screens.menu import Item, Menu, lettered

        screen = self.screen
        before = screen.app.theme
        names = sorted(screen.app.available_themes)
        by_letter = lettered("abcdefghilmnoprstuvwxyz0123456789ABCDEFHILMNOPRSTUVWXYZ", names)

        def chosen(letter: str | None) -> None:
            screen.app.theme = before if letter is None else by_letter[letter]
            if letter is not None:
                screen.library.remember("theme", screen.app.theme)
                screen.tell(f"Theme {screen.app.theme}")

        items = [Item(letter, name, "now" if name == before else "") for letter, name in by_letter.items()]
        current = names.index(before) if before in names else 0

        def preview(letter: str) -> None:
            screen.app.theme = by_letter[letter]

        screen.app.push_screen(Menu("Theme", items, screen, current=current, moved=preview), chosen)

    def messages(self) -> None:
        """The last messages, newest first."""
        from reader.tui.screens.raw import Text

        past = "\n".join(reversed(self.screen.messages.past)) or "No messages yet."
        self.screen.app.push_screen(Text(self.screen, "Messages", past))

    def redraw(self) -> None:
        """Draw the whole screen anew."""
        self.screen.app.refresh(repaint=True, layout=True)

    def cancel(self) -> None:
        """Copy what is selected, else stop what runs, else say how to leave."""
        screen = self.screen
        text = screen.get_selected_text()
        if text:
            screen.actions["article"].copy(text, "selection: ")
            screen.clear_selection()
        elif screen.outside.piping:
            screen.actions["article"].stop_pipe()
        elif screen.reading_files:
            screen.intake.stop()
            screen.tell("Stopped reading. The articles read so far are here", Stay.UNTIL_ESCAPE)
        elif screen.seeking.is_running:
            screen.seeking.stop()
        else:
            back, leave = self._key("app.back-or-quit"), self._key("app.quit")
            screen.tell(f"{back} goes back, {leave} quits" if back and leave else self.way_out())

    def way_out(self) -> str:
        """How to quit from the list: by a key; where none does, by the palette."""
        if key := self._key("app.back-or-quit") or self._key("app.quit"):
            return f"{key} quits"
        palette = self._key("app.command-palette")
        return f"{palette} finds “quit”" if palette else "No key quits; “keys:” in config.yaml gives app.quit one"

    def _key(self, ident: str) -> str:
        return next(iter(self.screen.keymap.keys(ident)), "")

    def suspend(self) -> None:
        """To the shell; `fg` comes back."""
        self.screen.reading.hold()
        self.screen.app.action_suspend_process()

    def back_or_quit(self) -> None:
        """Out one level; at the list leave."""
        screen = self.screen
        if screen.zen:
            screen.actions["view"].zen()
        elif screen.pane is Pane.DETAIL and screen.detail.chosen is not None:
            screen.actions["pane"].left()
        elif screen.pane is Pane.DETAIL:
            screen.actions["pane"].to_list()
        elif screen.pane is Pane.SIDEBAR:
            if screen.shape is Shape.SPLIT:
                screen.sidebar_open = False
            screen.go_to(Pane.LIST)
        else:
            self.quit()

    def quit(self) -> None:
        """Leave."""
        if "edit" in self.screen.actions:
            self.screen.actions["edit"].settle()
        self.screen.session.keep()
        self.screen.intake.stop()
        self.screen.seeking.cancel()
        self.screen.app.exit(0)
