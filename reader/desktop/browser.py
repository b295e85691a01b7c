"""Addresses opened in a browser: the configured one, else $BROWSER, else the system's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from reader.desktop.errors import NoBrowserError, ProgramError
from reader.desktop.gate import gate
from reader.desktop.programs import find, launch, split

PATIENCE = 0.5
"""Seconds to see whether a browser fails at once; what takes longer is starting."""

# The first found is taken. None of these asks a shell, and none draws in a terminal.
_ON_A_DISPLAY: tuple[tuple[str, ...], ...] = (
    ("xdg-open",),
    ("gio", "open"),
    ("x-www-browser",),
    ("firefox",),
    ("chromium",),
    ("google-chrome",),
)
_ON_WSL: tuple[tuple[str, ...], ...] = (("wslview",), ("rundll32.exe", "url.dll,FileProtocolHandler"))
_IN_A_TERMINAL = frozenset({"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "chawan", "cha"})


def open_url(
    url: str, browser: Sequence[str] = (), *, environ: Mapping[str, str] | None = None, patience: float = PATIENCE
) -> None:
    """Open `url`, if the gate lets it through.

    A browser with windows of its own is started apart from us and our terminal. One that draws in the terminal, which
    only a configuration or $BROWSER can name, gets the terminal until it ends: see `takes_the_terminal`.

    Args:
        url: the address as the document writes it.
        browser: the configured program and its arguments; `%s` or `--option=%s` among them is where the address
            goes; else it comes last.
        environ: the environment; the program's own by default.
        patience: seconds to wait for a browser that fails at once.

    Raises:
        UsageError: the gate keeps the address.
        NoBrowserError: there is none, or it failed.
    """
    environ = os.environ if environ is None else environ
    url = gate(url)
    argv = browser_argv(url, browser, environ=environ)
    try:
        if _draws_in_terminal(argv):
            _run_here(argv, environ)
        else:
            launch(argv, environ=environ, patience=patience)
    except ProgramError as error:
        raise NoBrowserError(f"The browser did not open: {error}.") from None


def takes_the_terminal(browser: Sequence[str] = (), *, environ: Mapping[str, str] | None = None) -> bool:
    """Whether `open_url` would need the terminal for itself, so that an app has to let go of it first."""
    environ = os.environ if environ is None else environ
    return _draws_in_terminal(_named(browser, environ) or [""])


def browser_argv(url: str, browser: Sequence[str], *, environ: Mapping[str, str]) -> list[str]:
    """The program and arguments that open `url`, which has passed the gate.

    Raises:
        NoBrowserError: there is none.
    """
    argv = _named(browser, environ) or _of_the_system(environ)
    # Only a word of its own or what an option is set to: a word like `w3m %s` is for some shell to read.
    places = [word == "%s" or (word.startswith("-") and word.endswith("=%s") and " " not in word) for word in argv]
    if not any(places):
        return [*argv, url]
    return [word.removesuffix("%s") + url if place else word for word, place in zip(argv, places, strict=True)]


def _named(browser: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """What the configuration names, else the first of $BROWSER that is there; empty when neither names any."""
    if browser:
        return list(browser)
    for command in environ.get("BROWSER", "").split(os.pathsep):
        argv = split(command)
        if argv and find(argv[0], environ):
            return argv
    return []


def _of_the_system(environ: Mapping[str, str]) -> list[str]:
    if sys.platform == "darwin":
        return ["open"]
    if sys.platform == "win32":
        return ["rundll32.exe", "url.dll,FileProtocolHandler"]
    candidates = _ON_WSL if environ.get("WSL_DISTRO_NAME") else ()
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        candidates += _ON_A_DISPLAY
    if not candidates:
        raise NoBrowserError("No browser here (no DISPLAY).")
    for argv in candidates:
        if find(argv[0], environ):
            return list(argv)
    raise NoBrowserError("No browser found; “browser:” in config.yaml names one.")


def _draws_in_terminal(argv: Sequence[str]) -> bool:
    return os.path.basename(argv[0]) in _IN_A_TERMINAL


def _run_here(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    import subprocess

    try:
        subprocess.run(argv, env=dict(environ), check=True)
    except OSError as error:
        raise ProgramError(f"{argv[0]} does not start ({error.strerror})") from None
    except subprocess.CalledProcessError as error:
        raise ProgramError(f"{argv[0]} failed with code {error.returncode}") from None
