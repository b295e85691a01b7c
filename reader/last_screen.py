"""The screen as the last run left it, kept in a file so that the next run can begin with it.

It is shown before anything else is known, so it must be known to be true: the file says under which circumstances it
was drawn and which files it was drawn from, and it counts only while all of that is still so. Rows are text with
colours (SGR) and nothing else, which is checked both ways. Nothing costly is imported: every start comes through here.
"""

from __future__ import annotations

import os
import stat
import sys

import reader
from reader.directories import directory

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all that is done here
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAME = "last-screen"
"""The file's name in the cache directory."""

VALID_SECONDS = 7 * 86_400.0
"""A kept screen is shown for so long: whoever keeps one leaves out what time will have changed by then."""

_TITLE = "a screen of reader, form 1"
_END = "end"
_LARGEST = 1 << 20
_VARIABLES = (
    "COLORTERM", "COLUMNS", "FORCE_COLOR", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LINES", "NO_COLOR", "READER_LIBRARY",
    "TERM", "TTY_COMPATIBLE", "TZ", "UNICODE_VERSION", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)  # fmt: skip
"""What of the environment decides what the screen shows; so does all that begins with TEXTUAL."""


def place(environ: Mapping[str, str]) -> str:
    """Where the screen is kept."""
    return os.path.join(directory("cache", environ), NAME)


def circumstances(words: Sequence[str], environ: Mapping[str, str], columns: int, rows: int) -> list[str]:
    """All that must be the same for a kept screen to be shown, but for the files it was drawn from.

    Args:
        words: what stands behind the program's name. Whoever runs the app keeps its own, so the same words run the app.
        environ: the environment.
        columns: the terminal's width in cells.
        rows: its height.
    """
    version = ".".join(map(str, sys.version_info[:2]))
    told = [f"reader {reader.__version__} python {version}", f"size {columns} {rows}", f"words {[*words]!a}"]
    if words or environ.get("READER_LIBRARY"):  # their paths may be relative
        told.append(f"in {_here()!a}")
    names = {*_VARIABLES, *(name for name in environ if name.startswith("TEXTUAL"))}
    return [*told, *(f"variable {name}={environ[name]!a}" for name in sorted(names) if name in environ)]


def stamp(path: str) -> str:
    """What a file or a folder is known by; another stamp when it may have changed, came or went.

    An empty file is none: SQLite leaves an empty log beside a database that is only read, and takes it away again.
    """
    try:
        status = os.stat(path)
    except OSError:
        return "-"
    if stat.S_ISREG(status.st_mode) and not status.st_size:
        return "-"
    return f"{status.st_dev}.{status.st_ino}.{status.st_size}.{status.st_mtime_ns}"


def which(path: str) -> str:
    """What tells a folder from another one in its place, whatever comes and goes in it: a stamp's beginning."""
    return ".".join(stamp(path).split(".")[:2])


def stamps(paths: Iterable[str]) -> dict[str, str]:
    """The stamps of files and folders, by path."""
    return {path: stamp(path) for path in paths}


def is_still(known: str, path: str) -> bool:
    """Whether a file or folder is what it was when it was known so: by its stamp, or by a stamp's beginning."""
    return f"{stamp(path)}.".startswith(f"{known}.")


def keep(path: str, told: Sequence[str], files: Mapping[str, str], rows: Sequence[str], now: float) -> bool:
    """Keep a screen for the next start; whether it could be kept. What was kept before is gone in any case.

    Args:
        path: where, see `place`.
        told: see `circumstances`.
        files: the stamps of all the files it was drawn from; of a folder it may be enough `which` it is.
        rows: the screen's rows: text and SGR sequences.
        now: seconds since 1970.
    """
    lines = [_TITLE, *told, *(f"file {known} {file}" for file, known in files.items()), f"at {now!r}", "", *rows, _END]
    if not all(map(_is_harmless, rows)) or any("\n" in line for line in lines):
        forget(path)
        return False
    from reader.kept_file import keep_file

    try:
        keep_file(path, ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        forget(path)
        return False
    return True


def forget(path: str) -> None:
    """Keep no screen."""
    try:
        os.unlink(path)
    except OSError:  # mostly there is none
        return


def kept(path: str, told: Sequence[str], now: float) -> list[str] | None:
    """The rows of the screen that was kept; None when there is none that is still true.

    Args:
        path: where, see `place`.
        told: see `circumstances`.
        now: seconds since 1970.
    """
    text = _read(path)
    head, _, body = text.partition("\n\n")
    rows = body.split("\n")
    if rows[-2:] != [_END, ""]:
        return None
    title, *lines = head.split("\n")
    files = [line for line in lines if line.startswith("file ")]
    if title != _TITLE or lines[: len(told)] != [*told] or len(told) + len(files) + 1 != len(lines):
        return None
    try:
        at = float(lines[-1].removeprefix("at "))
    except ValueError:
        return None
    if not at <= now < at + VALID_SECONDS:
        return None
    for line in files:
        _, known, file = line.split(" ", 2)
        if not is_still(known, file):
            return None
    del rows[-2:]
    return rows if all(map(_is_harmless, rows)) else None


def _read(path: str) -> str:
    """The whole file when it is a regular one of the person's own; else nothing."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_size > _LARGEST:
            return ""
        return os.read(handle, _LARGEST).decode("utf-8", "surrogateescape")
    except OSError:
        return ""
    finally:
        os.close(handle)


def _is_harmless(row: str) -> bool:
    """Whether a row is text that may go to a terminal, and SGR sequences."""
    text, *runs = row.split("\x1b[")
    for run in runs:
        codes, ends, shown = run.partition("m")
        if not ends or codes.strip("0123456789;"):
            return False
        text += shown
    if text.isprintable():
        return True
    from reader.model.unsafe import UNSAFE  # joiners and rare spaces may pass: mostly there are none

    return "\n" not in text and UNSAFE.search(text) is None


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""
