"""The program's folders: XDG's where a variable says so or the system is none with its own rules."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all that is done here
if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULTS = {"config": ".config", "state": ".local/state", "cache": ".cache", "data": ".local/share"}


def directory(kind: str, environ: Mapping[str, str]) -> str:
    """One of the program's folders, absolute; it need not exist.

    Args:
        kind: `config`, `state`, `cache` or `data`.
        environ: the environment; only the XDG variables are looked at.
    """
    given = environ.get(f"XDG_{kind.upper()}_HOME", "")
    if os.path.isabs(given):  # the specification says to pass relative ones over
        return os.path.join(given, "reader")
    if sys.platform in {"darwin", "win32"}:
        import platformdirs

        return str(getattr(platformdirs.PlatformDirs("reader", appauthor=False), f"user_{kind}_dir"))
    # platformdirs costs several milliseconds and says on Linux what stands here (XDG base directory specification).
    return os.path.join(os.path.expanduser("~"), _DEFAULTS[kind], "reader")
