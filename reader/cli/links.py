"""`copy` and `open`: an article's address taken elsewhere."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.cli.output import Output, cut, message

if TYPE_CHECKING:
    from reader.library import Library
    from reader.settings import Settings

_TOLD = 200
"""Cells of the copied text that the message shows."""


def copy(library: Library, settings: Settings, options: Namespace, out: Output) -> int:
    """Copy a form of an article to the clipboard and say by which way; where every way failed, print it and 1."""
    from reader import desktop

    text = _wanted(library, options)
    with _terminal() as terminal:
        try:
            copied = desktop.copy(text, terminal=terminal, configured=settings.clipboard)
        except desktop.NotCopiedError as error:
            message(f"{error} Here it is:")
            out.lines(text.split("\n"))
            return 1
    doubt = "" if copied.confirmed else "; not confirmed"
    message(f"Copied {cut(text.replace(chr(10), ' '), _TOLD)} · {copied.way}{doubt}")
    return 0


def open_article(library: Library, settings: Settings, options: Namespace) -> int:
    """Open an address of an article in the browser, behind the gate of `reader.desktop`."""
    from reader import desktop

    url = _wanted(library, options)
    try:
        desktop.open_url(url, settings.browser)
    except desktop.NoBrowserError as error:
        from shlex import quote

        raise desktop.NoBrowserError(f"{error} “reader copy {quote(options.ref)}” copies the link.") from None
    message(f"Opened {desktop.display_url(url)}")
    return 0


def _wanted(library: Library, options: Namespace) -> str:
    from reader import desktop

    article = library.find(options.ref)
    document = library.document(article)
    related = [entry.article for entry in library.related(document)]
    library.vouch([article, *related])
    return desktop.copy_text(document, related, options.kind)


@contextmanager
def _terminal() -> Iterator[Callable[[str], None] | None]:
    """What writes to the terminal the command was started from, wherever its output goes; None without one."""
    try:
        descriptor = os.open("/dev/tty", os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    except OSError:
        yield None
        return
    try:
        yield lambda sequence: _write_all(descriptor, sequence.encode("utf-8"))
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
