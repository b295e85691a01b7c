"""Standard input as text, for commands that take `-` for a file or a text."""

from __future__ import annotations

import errno
import io
import sys
from typing import TextIO

from reader.model.errors import UsageError


def standard_input() -> TextIO:
    """Standard input in UTF-8 with or without a BOM, whatever encoding the locale gives it.

    Raises:
        OSError: it is closed.
    """
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    return sys.stdin


def text_given() -> str:
    """All of standard input.

    Raises:
        UsageError: it is closed, or no text in UTF-8.
    """
    try:
        return standard_input().read()
    except UnicodeDecodeError:
        raise UsageError("standard input is no text in UTF-8") from None
    except OSError as error:
        raise UsageError(error.strerror or str(error)) from None
