"""Fixtures of the tests that drive the whole program."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.end_to_end.environment import READER, Surroundings, make_surroundings
from tests.end_to_end.terminal import Terminal

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
"""The harness watches processes the way Linux lets it (pidfd); elsewhere these tests are left out."""

StartReader = Callable[..., Terminal]
"""Starts `reader` with arguments in a pseudo-terminal; takes `columns`, `rows`, `env` and `cwd` as `Terminal` does."""


@pytest.fixture
def library_env(tmp_path: Path) -> Surroundings:
    """A home, folders, clipboard and browser of the test's own."""
    return make_surroundings(tmp_path)


@pytest.fixture
def start_reader(library_env: Surroundings) -> Iterator[StartReader]:
    """Start the program as often as the test likes; whatever still runs at its end is killed."""
    with contextlib.ExitStack() as terminals:

        def start(
            *arguments: str,
            columns: int = 120,
            rows: int = 36,
            env: Mapping[str, str] | None = None,
            cwd: str | os.PathLike[str] | None = None,
        ) -> Terminal:
            terminal = Terminal(
                [*READER, *arguments],
                columns=columns,
                rows=rows,
                env=library_env.variables if env is None else env,
                cwd=library_env.folder / "home" if cwd is None else cwd,
            )
            return terminals.enter_context(terminal)

        yield start
