"""A file's bytes become two texts: its front matter and its body.

Lines end with a line feed afterwards, and every character of the front matter stays in its line and column, so that
what is wrong with it can be pointed at. Characters YAML refuses become zero width spaces, which YAML takes for text
and which cleaning removes.
"""

from __future__ import annotations

import codecs
import re

from reader.documents.notes import Notes
from reader.model.named import NamedTuple

MAX_FRONT_MATTER = 1 << 20
"""Bytes of front matter that are read at most."""
MAX_BODY = 16 << 20
"""Bytes of body that are read at most."""

FIRST_LINE = 2
"""The line of the file that the first line of the front matter is."""

# The longer marks first: UTF-32's begins as UTF-16's does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_OPEN = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^---[ \t]*$\n?", re.M)

_FILLER = "\u200b"
# All but YAML 1.1's c-printable, with NEL and the carriage return. The set of what is printable would say the same and
# take twelve times as long to compile: 4.5 ms of every start.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# YAML takes these for line ends, editors do not.
_HIDDEN_LINE_ENDS = re.compile("[\r\u2028\u2029]")


class Parts(NamedTuple):
    """The two halves of a document's text.

    Attributes:
        front: what stands between the two `---` lines, as YAML can read it.
        start: where in the text the front matter begins.
        end: where it ends. Between them are as many characters as in `front`.
        body: what follows, as written.
    """

    front: str
    start: int
    end: int
    body: str


def is_document(head: bytes) -> bool:
    """Whether a file that begins with `head` (16 bytes or more, or all of it) has `---` as its first line."""
    if head.startswith(b"---\n"):
        return True
    encoding, mark, _ = _encoding(head)
    text = head[mark:].decode(encoding, "ignore")
    line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return line.startswith("---") and not line[3:].strip(" \t")


def decode(data: bytes, notes: Notes) -> str:
    """The text of a file, without its byte order mark and with plain line feeds.

    What is not UTF-8 is read as its byte order mark says, or with U+FFFD for what cannot be read, and noted.
    """
    encoding, mark, name = _encoding(data)
    content = data[mark:] if mark else data
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(encoding, "replace").replace("\r\n", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the text is not {name} here · what cannot be read is shown as “\ufffd”"
        notes.warn("encoding", message, (line, column))
        text = content.decode(encoding, "replace")
    else:
        if name != "UTF-8":
            notes.warn("encoding", f"the file is {name}, not UTF-8 · read as {name}", (1, 1))
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    return text


def split(text: str, notes: Notes) -> Parts | None:
    """The halves of a document, or None with an error noted.

    Args:
        text: the whole text, as `decode` gives it.
        notes: where what is wrong goes.
    """
    opened = _OPEN.match(text)
    if opened is None:
        notes.fail("front-matter-missing", "the first line is not --- · not shown", (1, 1))
        return None
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        notes.fail("front-matter-open", "the front matter has no closing --- line · not shown", (1, 1))
        return None
    written, body = text[opened.end() : closed.start()], text[closed.end() :]
    if _longer(written, MAX_FRONT_MATTER):
        notes.fail("front-matter-too-large", "the front matter is over 1 MiB · not shown", (1, 1))
        return None
    if _longer(body, MAX_BODY):
        line = written.count("\n") + FIRST_LINE + 1
        notes.fail("body-too-large", "the body is over 16 MiB · not shown", (line, 1))
        return None
    return Parts(legible(written, notes, FIRST_LINE), opened.end(), closed.start(), body)


def legible(written: str, notes: Notes, first_line: int) -> str:
    """`written` with one character for each that YAML would refuse or take for a line end; refused ones are noted."""
    front = _HIDDEN_LINE_ENDS.sub(" ", written).replace("\ufeff", _FILLER)
    illegal = _ILLEGAL.search(front)
    if illegal is None:
        return front
    start = illegal.start()
    place = (front.count("\n", 0, start) + first_line, start - front.rfind("\n", 0, start))
    notes.warn("control-characters", "a control character stands here · read without it", place)
    return _ILLEGAL.sub(_FILLER, front)


def _encoding(data: bytes) -> tuple[str, int, str]:
    """What a file is read as: the codec, the bytes of its mark, and the name people know."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return codec, len(mark), name
    return "utf-8", 0, "UTF-8"


def _longer(text: str, limit: int) -> bool:
    """Whether `text` takes more than `limit` bytes of UTF-8; encodes only where that is in doubt."""
    if len(text) > limit:
        return True
    return len(text) * 4 > limit and not text.isascii() and len(text.encode("utf-8", "replace")) > limit
