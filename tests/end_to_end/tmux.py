"""A program inside a real tmux, for what tmux changes: sizes, keys, the clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

from tests.end_to_end.terminal import Terminal

TMUX = shutil.which("tmux")
"""Where tmux is; None where it is not, and tests that need it are skipped."""


class Tmux(Terminal):
    """Runs a program in a tmux server of its own, whose client is drawn in our pseudo-terminal.

    The person's own tmux, its socket and its configuration are never touched. The outer terminal calls itself `linux`,
    because pyte knows no more than that terminal does. tmux 3.3 does not know synchronised frames, so a condition may
    be looked at in the middle of one; wait for the last thing that is drawn.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str],
        cwd: str | os.PathLike[str] | None = None,
        options: Sequence[str] = ("status off", "escape-time 0"),
    ) -> None:
        assert TMUX, "tmux is not installed"
        # A socket's path may have 107 bytes: too few for pytest's own folders.
        self._folder = tempfile.mkdtemp(prefix="reader-tmux-")
        self._tmux = [TMUX, "-u", "-S", os.path.join(self._folder, "socket"), "-f", "/dev/null"]
        self._env = {**env, "TERM": "linux"}
        settings = [part for option in options for part in ("set-option", "-g", *option.split(" ", 1), ";")]
        super().__init__(
            [*self._tmux, "start-server", ";", *settings, "new-session", "--", *command],
            columns=columns,
            rows=rows,
            env=self._env,
            cwd=cwd,
        )

    def run(self, *arguments: str) -> str:
        """Give tmux a command, such as `capture-pane -p`; returns what it prints."""
        done = subprocess.run(
            [*self._tmux, *arguments], env=self._env, capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout

    def close(self) -> None:
        """End the server with everything in it, then the client."""
        subprocess.run([*self._tmux, "kill-server"], env=self._env, capture_output=True, timeout=20, check=False)
        super().close()
        shutil.rmtree(self._folder, ignore_errors=True)
