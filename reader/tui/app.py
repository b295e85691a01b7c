"""The Textual application: themes, the filter behind everything, signals, and a quick way out."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App
from textual.driver import Driver
from textual.events import Event, InputEvent, Key, Paste
from textual.filter import LineFilter

from reader import resources
from reader.tui.driver import QuickDriver
from reader.tui.glyphs import ASCII
from reader.tui.in_order import InOrder
from reader.tui.keymap import spell, typed
from reader.tui.paint import forget_repaints
from reader.tui.safety import SafeLines
from reader.tui.screens.main import MainScreen
from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.early_screen import EarlyScreen
    from reader.library import Library
    from reader.settings import Settings
    from reader.tui.loader import Loader

SHEETS = ("tokens", "sidebar", "list", "detail", "overlays")
"""The style sheets, in `styles/`."""


ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that ask the program to end; it leaves the terminal as it was, with 128 and the number as exit code."""

_SIGNALS_COME = 1.0  # seconds within which the loop hears of signals that came while the terminal was lent


def local_now() -> datetime:
    """The time on the person's clock, with its zone."""
    return datetime.now().astimezone()


class ReaderApp(App[int], inherit_bindings=False):
    """The app."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    SELECT_AUTO_SCROLL_LINES: ClassVar[int] = 2
    SELECT_AUTO_SCROLL_SPEED: ClassVar[float] = 30.0
    TITLE = "reader"

    def __init__(
        self,
        library: Library,
        settings: Settings,
        loader: Loader,
        clock: Callable[[], datetime] = local_now,
        early: EarlyScreen | None = None,
    ) -> None:
        """Make the app; `run_to_end` runs it.

        Args:
            library: what it shows; `loader` is reading it.
            settings: the person's configuration.
            loader: reads the library.
            clock: local time, aware; dates are told from it.
            early: what the terminal shows until the app does; None where no screen is kept.
        """
        styles = resources.styles()
        super().__init__(QuickDriver, css_path=[styles / f"{name}.tcss" for name in SHEETS])
        self.library, self.settings, self.loader = library, settings, loader
        self._last_filters: Sequence[LineFilter] = (SafeLines(),)
        self.keys = InOrder(self, super().on_event, self._leads_nowhere)
        """What is typed, one key after another."""
        self.early = early
        """What the terminal shows until the driver takes it over."""
        self._asked_to_end = 0
        self._has_panicked = False
        self._taken_back = -inf
        self.theme_warnings: list[str] = []
        """What is wrong with the person's themes, to be said once."""
        self.main = MainScreen(library, settings, loader, self.size, clock)
        if self.main.glyphs is ASCII:
            self.add_class("-ascii")
            from reader.tui.plain_lines import PlainLines

            self._last_filters = (*self._last_filters, PlainLines())

    @property
    def alt_keys(self) -> frozenset[str]:
        """The characters that do something with alt, for the driver."""
        return self.main.keymap.alt_keys

    def get_default_screen(self) -> MainScreen:
        """The main screen is there from the first moment; Textual's own would be mounted and drawn for nothing."""
        return self.main

    def on_mount(self) -> None:
        """Choose the theme, and leave cleanly when asked by a signal."""
        self._choose_theme()
        loop = asyncio.get_running_loop()
        for number in ENDING_SIGNALS:
            loop.add_signal_handler(number, partial(self._end_by_signal, number))
        self.call_after_refresh(self._settle)

    def on_ready(self) -> None:
        """Leave if a signal came before there was a screen to leave."""
        if self._asked_to_end:
            self._end_by_signal(self._asked_to_end)

    async def on_event(self, event: Event) -> None:
        """Whatever the person does, what stands from the last run goes first. What is typed goes on in order."""
        if isinstance(event, InputEvent):
            self.show_live()
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def _leads_nowhere(self, event: Event) -> bool:
        """Whether an event moves the main screen's cursor or goes into a line, which opens and closes nothing."""
        if not isinstance(event, Key) or not self.main.is_ready:
            return False
        command = self.main.keymap.command(self.main.context, spell(event.key, event.character))
        if typed(event.key, event.character) and isinstance(self.focused, LineInput):
            return command is None or self.screen is not self.main
        return command is not None and command.startswith("cursor.") and self.screen is self.main

    @property
    def is_holding(self) -> bool:
        """Whether the last run's screen still stands, and nothing of this one is seen."""
        return isinstance(self._driver, QuickDriver) and self._driver.is_holding

    def show_live(self) -> None:
        """Draw this run's screen over the last one's."""
        if isinstance(self._driver, QuickDriver) and self._driver.is_holding:
            self._driver.is_holding = False
            self.refresh()

    @on(Driver.SignalResume)
    def _repaint(self) -> None:
        """Back from the shell: nothing of what was drawn is there any more."""
        self.refresh(repaint=True, layout=True)
        self.main.reading.ripen_soon()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and behind them those that let no control character out, nor a sign that is missing."""
        return [*super().get_line_filters(), *self._last_filters]

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew, in one frame: the screen on top draws those behind it."""
        super().refresh_css(animate)
        if behind := self._background_screens:
            for screen in behind:
                forget_repaints(screen)
            self.screen.refresh()

    def to_terminal(self, sequence: str) -> None:
        """Write a sequence of ours (clipboard, mouse) to the terminal, unless it has been given back already."""
        if self._driver is not None and self.is_running:
            self._driver.write(sequence)
            self._driver.flush()

    def run_to_end(self) -> int:
        """Run until the person leaves; then end the process at once, everything kept being written.

        Returns:
            The exit code, where the process cannot be ended directly.
        """
        for number in ENDING_SIGNALS:
            signal.signal(number, self._note_signal)
        self.run(mouse=self.settings.mouse)
        self.main.intake.stop()
        is_kept = self.library.close()
        if self.early is not None:
            self.early.leave()
            self.main.session.parting.keep(self.early.words)
        code = self.return_code or 0
        if self._has_panicked or self._exception is not None:
            return code or 1
        if not is_kept:
            sys.stderr.write("reader: what was marked could not be kept and is lost; the app said why\n")
            code = code or 1
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):  # the terminal may be gone
                stream.flush()
        # Nothing is left to write: threads that still read files need not be waited for.
        os._exit(code)

    def _choose_theme(self) -> None:
        if (self.settings.config_dir / "themes").is_dir():
            from reader.tui.themes import own_themes

            themes, warnings = own_themes(self.settings)
            self.theme_warnings += map(str, warnings)
            for theme in themes:
                self.register_theme(theme)
        remembered = self.library.recall("theme")
        wanted = self.settings.theme if self.settings.theme != "auto" else remembered
        if isinstance(wanted, str) and wanted in self.available_themes:
            self.theme = wanted
        elif self.settings.theme != "auto":
            from reader.tui.themes import unknown_theme

            self.theme_warnings.append(str(unknown_theme(self.settings, self.available_themes)))

    def _settle(self) -> None:
        """The first frame is out: everything else may be read, and what lives now lives as long as the program."""
        self.loader.go_on()
        gc.freeze()
        gc.enable()

    def _note_signal(self, number: int, _frame: object) -> None:
        """Until the loop listens: the terminal is already ours, so a signal may not just end the process."""
        self._asked_to_end = number

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal to another program; what is typed there to interrupt that one does not end this one."""
        try:
            with super().suspend():
                yield
        finally:
            self._taken_back = monotonic()

    def _end_by_signal(self, number: int) -> None:
        if number == signal.SIGINT and monotonic() - self._taken_back < _SIGNALS_COME:
            return
        if not self.main.is_ready:  # Textual cannot leave while it puts up its first screen
            self._asked_to_end = number
            return
        self.main.session.keep()
        self.exit(return_code=128 + number)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave with an error; see `App.panic`."""
        self._has_panicked = True
        super().panic(*renderables)

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave; see `App.exit`."""
        if isinstance(self._driver, QuickDriver):
            self._driver.leaving = True
        super().exit(*args, **kwargs)
