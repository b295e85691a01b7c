"""Text on its way to the clipboard, by the first way that works, and an honest word about which that was.

Inside tmux, tmux itself (with its defaults an application's own OSC 52 does not get out); over SSH the terminal
(OSC 52), whose clipboard is the one before the person; else a helper program; else the terminal. pyperclip knows the
systems for which there is no helper here; it waits without end, ignores how a helper ended and lets it write onto the
screen, so it runs as a helper of its own under the same deadline.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.desktop.errors import NotCopiedError, ProgramError
from reader.desktop.osc52 import osc52
from reader.desktop.programs import feed, find, split

DEADLINE = 2.0
"""Seconds a helper may take."""

SYSTEM = "system clipboard"
TMUX = "tmux"
SYSTEM_AND_TMUX = "system clipboard and tmux"
TERMINAL = "the terminal (OSC 52)"
TERMINAL_THROUGH_TMUX = "the terminal (OSC 52 through tmux)"


@dataclass(frozen=True, slots=True)
class Copied:
    """How text went out.

    Attributes:
        way: in words, to stand after "Copied … by".
        confirmed: whether somebody said that it arrived. A terminal never does.
        text: what went out.
    """

    way: str
    confirmed: bool
    text: str


def copy(
    text: str,
    *,
    terminal: Callable[[str], None] | None,
    configured: str = "",
    environ: Mapping[str, str] | None = None,
    deadline: float = DEADLINE,
) -> Copied:
    """Put `text` on the clipboard.

    Args:
        text: goes out exactly so, as UTF-8.
        terminal: writes an escape sequence to the terminal; None when there is none.
        configured: `auto` or empty for the ways above in their order; `osc52` or `tmux` for that one first; else a
            command line, as a shell would split it, of a helper that takes the text on its standard input.
        environ: the environment; the program's own by default.
        deadline: seconds each helper may take.

    Raises:
        NotCopiedError: every way failed; the message says how.
    """
    attempt = _Attempt(text, terminal, os.environ if environ is None else environ, deadline)
    failures = []
    for way in _ways(attempt, configured):
        try:
            return way()
        except ProgramError as error:
            failures.append(str(error))
    raise NotCopiedError(f"Not copied: {'; '.join(failures)}.")


class _Attempt:
    """The ways there are for one text. Each returns how it went out, or raises `ProgramError`."""

    def __init__(
        self, text: str, terminal: Callable[[str], None] | None, environ: Mapping[str, str], deadline: float
    ) -> None:
        self.text = text
        self.terminal = terminal
        self.environ = environ
        self.deadline = deadline

    def by_both(self) -> Copied:
        """By tmux, and by a helper where there is one: not every terminal round tmux listens, and none answers."""
        copied = self.by_tmux()
        try:
            self.by_helper()
        except ProgramError:
            return copied
        return Copied(SYSTEM_AND_TMUX, True, self.text)

    def by_tmux(self) -> Copied:
        """Tmux's buffer, and by tmux the clipboard of the terminal it runs in (`-w`, since tmux 3.2)."""
        try:
            self._feed(["tmux", "load-buffer", "-w", "-"])
        except ProgramError:
            self._feed(["tmux", "load-buffer", "-"])
            return Copied(TMUX, True, self.text)
        return Copied(TERMINAL_THROUGH_TMUX, False, self.text)

    def by_terminal(self) -> Copied:
        """The terminal's clipboard, by an escape sequence."""
        if self.terminal is None:
            raise ProgramError("there is no terminal to ask")
        sequence = osc52(self.text, self.environ)
        try:
            self.terminal(sequence)
        except OSError as error:
            raise ProgramError(f"the terminal cannot be written to ({error.strerror})") from None
        return Copied(TERMINAL_THROUGH_TMUX if self.environ.get("TMUX") else TERMINAL, False, self.text)

    def by_helper(self) -> Copied:
        """The clipboard of the system we run on."""
        argv = _helper(self.environ)
        # clip.exe is the one that wants another encoding.
        self._feed(argv, "utf-16-le" if argv[0] == "clip.exe" else "utf-8")
        return Copied(SYSTEM, True, self.text)

    def by(self, argv: list[str]) -> Copied:
        """A helper the person named."""
        self._feed(argv)
        return Copied(SYSTEM, True, self.text)

    def _feed(self, argv: list[str], encoding: str = "utf-8") -> None:
        feed(argv, self.text.encode(encoding, "replace"), environ=self.environ, deadline=self.deadline)


def _ways(attempt: _Attempt, configured: str) -> list[Callable[[], Copied]]:
    if configured == "osc52":
        return [attempt.by_terminal]
    if configured == "tmux":
        return [attempt.by_tmux, attempt.by_terminal]
    if configured not in ("", "auto"):
        argv = split(configured)
        if not argv:
            raise NotCopiedError("Not copied: “clipboard:” in config.yaml is no command line.")
        return [lambda: attempt.by(argv), attempt.by_terminal]
    environ = attempt.environ
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    inside_tmux = bool(environ.get("TMUX"))
    if remote:
        return [*([attempt.by_tmux] if inside_tmux else []), attempt.by_terminal, attempt.by_helper]
    return [*([attempt.by_both] if inside_tmux else []), attempt.by_helper, attempt.by_terminal]


def _helper(environ: Mapping[str, str]) -> list[str]:
    """The helper of the system we run on.

    Raises:
        ProgramError: there is none.
    """
    if sys.platform == "darwin":
        return ["pbcopy"]
    candidates = [["clip.exe"]] if environ.get("WSL_DISTRO_NAME") else []
    if environ.get("WAYLAND_DISPLAY"):
        # Without a type wl-copy guesses one from the text, and a program that asks for text gets nothing.
        candidates.append(["wl-copy", "--type", "text/plain"])
    if environ.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    for argv in candidates:
        if find(argv[0], environ):
            return argv
    if sys.platform == "win32" or environ.get("DISPLAY"):
        return [sys.executable, "-P", os.path.join(os.path.dirname(__file__), "pyperclip_helper.py")]
    raise ProgramError("there is no clipboard program here")
