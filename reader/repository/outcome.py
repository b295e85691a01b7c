"""What reading one file gives."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import cache
from types import ModuleType

from reader.model import Article, Problem, Severity
from reader.model.named import NamedTuple
from reader.repository.files import SpecialFileError, Stamp, is_gone, read_stamped
from reader.repository.scan import Found
from reader.repository.wire import packed_row


class Outcome(NamedTuple):
    """One file read.

    Attributes:
        found: the file.
        article: None when the file is no article, or went since it was found.
        problems: what is wrong with it.
        stamp: the file as it was read; None when it could not be read.
        row: the article as a packed row (see `wire`); empty when there is no article.
        text: what the index keeps beside it (see `index.tokens`); empty when that is not wanted, or no article.
        key: the article's; 0 when there is none, or no row.
    """

    found: Found
    article: Article | None = None
    problems: tuple[Problem, ...] = ()
    stamp: Stamp | None = None
    row: bytes = b""
    text: bytes = b""
    key: int = 0


def read_found(found: Found, *, texts: bool = False) -> Outcome:
    """Read one file of a library for the list; whatever happens is a problem of that file.

    Args:
        found: the file.
        texts: whether what the index keeps is wanted too.
    """
    path, given, documents = found.path, found.root.given, _documents()
    try:
        data, stamp = read_stamped(found.file, max_file(), documents.is_document)
    except OSError as error:
        problem = unreadable(error, given, path)
        return Outcome(found, problems=(problem,) if problem else ())
    if data is None:
        return Outcome(found, stamp=stamp)
    try:
        if not texts:
            read = documents.read_article(data, library=given, path=path)
            return Outcome(found, read.article, read.problems, stamp)
        article, problems, body = documents.read_text(data, library=given, path=path)
        if article is None:
            return Outcome(found, None, problems, stamp)
        row = packed_row(article)
        return Outcome(found, article, problems, stamp, row, _texts()(article, row, body), article.key)
    except Exception:  # never seen, but a fault in our own code must cost one file, not the library
        return Outcome(found, problems=(crashed(found),), stamp=stamp)


def prepare() -> None:
    """Have at hand what reads documents, which takes longer than reading many of them."""
    _documents()
    _texts()


@cache
def _documents() -> ModuleType:
    """Imported when it is first needed, and looked for once: that takes as long as reading a short file."""
    from reader import documents

    return documents


@cache
def _texts() -> Callable[[Article, bytes, str], bytes]:
    from reader.repository.index.tokens import text_of

    return text_of


@cache
def max_file() -> int:
    """Bytes: reading stops here. What is longer has too much of one of the two, and its beginning says so."""
    from reader.documents import MAX_BODY, MAX_FRONT_MATTER

    return MAX_FRONT_MATTER + MAX_BODY + 4096


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
