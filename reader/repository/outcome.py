"""What reading one file gives."""

from __future__ import annotations

import errno
from typing import NamedTuple

from reader.documents import MAX_BODY, MAX_FRONT_MATTER, is_document, read_article
from reader.model import Article, Problem, Severity
from reader.repository.files import SpecialFileError, is_gone, read_regular
from reader.repository.scan import Found

MAX_FILE = MAX_FRONT_MATTER + MAX_BODY + 4096
"""Bytes: reading stops here. What is longer has too much front matter or too long a body, and its beginning says so."""


class Outcome(NamedTuple):
    """One file read.

    Attributes:
        article: None when the file is no article, or went since it was found.
        problems: what is wrong with it.
    """

    article: Article | None = None
    problems: tuple[Problem, ...] = ()


def read_found(found: Found) -> Outcome:
    """Read one file of a library for the list; whatever happens is a problem of that file."""
    path = found.path
    try:
        data = read_regular(found.file, MAX_FILE, is_document)
    except OSError as error:
        problem = unreadable(error, found.root.given, path)
        return Outcome(problems=(problem,) if problem else ())
    if data is None:
        return Outcome()
    try:
        read = read_article(data, library=found.root.given, path=path)
    except Exception:  # never seen, but a fault in our own code must cost one file, not the library
        return Outcome(problems=(crashed(found),))
    return Outcome(read.article, read.problems)


def unreadable(error: OSError, library: str, path: str) -> Problem | None:
    """What to tell of a file that could not be read; None when it went, which the next scan settles."""
    if isinstance(error, SpecialFileError):
        message = "This is a pipe, a socket or a device, no file: passed over."
        return Problem(library, path, 1, 1, Severity.WARNING, "special-file", message)
    if is_gone(error):
        return None
    reason = error.strerror or errno.errorcode.get(error.errno or 0, "unknown error")
    message = f"This file cannot be read ({reason}): not shown."
    return Problem(library, path, 1, 1, Severity.ERROR, "file-unreadable", message)


def crashed(found: Found) -> Problem:
    """What to tell of a file whose reading failed, ended the process that read it, or took beyond the deadline."""
    message = "Reading this file failed, or would not end: not shown."
    return Problem(found.root.given, found.path, 1, 1, Severity.ERROR, "reader-crashed", message)
