"""The quick way through front matter that is plainly written, several times as fast as any YAML parser here.

It knows block mappings and sequences whose scalars stand on one line: in quotes without doubt, or plain. At anything
else it doubts, and the careful reader takes over; it never reads a file in another way than that one would.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.documents.frontmatter import MAX_BODY, MAX_FRONT_MATTER
from reader.documents.notes import Doubt
from reader.documents.secured import is_secured
from reader.documents.tree import Value, plain_value
from reader.documents.yaml_reader import MAX_DEPTH, MAX_NODES

# What stands before a line's first `: `, or all of a line that ends with a colon.
_HEAD = re.compile(r"( *(?:- +)?)([A-Za-z_][A-Za-z0-9_-]{0,99})(:?)")
_ITEM = re.compile(r"( *)- +(.+)")
_BLANK = re.compile(r" *(?:#.*)?")

# Control characters but the line feed, the tab among them: bytes no plainly written file has.
_CONTROLS = bytes(code for code in range(32) if code != 0x0A) + b"\x7f"
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
# Line separators, the byte order mark, and what is no character.
_ODD = "\u2028\u2029\ufeff\ufffe\uffff"

# What a plain scalar cannot begin with, or what means something else than text there.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~=<. ")
_NEGATIVE = re.compile(r"-[0-9.]+")
_ESCAPED = re.compile(r'"(?:[^"\\]|\\(?:["\\/nt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*+"')

_NOWHERE = -1
_LONG = 40  # characters, of what is not worth remembering
_DEEPEST = MAX_DEPTH // 2
_MOST_LINES = MAX_NODES // 4


def quick_halves(data: bytes) -> tuple[bytes, bytes]:
    """A file's front matter, for `plain_text`, and its body.

    Raises:
        Doubt: the file is not plainly written; the careful reader knows better.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    end = data.find(b"\n---", 3)
    if not data.startswith(b"---\n") or end < 0 or data[end + 4 : end + 5] not in (b"", b"\n"):
        raise Doubt
    front = data[4:end]
    size = len(front)
    if size >= MAX_FRONT_MATTER or len(data) > MAX_BODY or (size > _MOST_LINES and front.count(b"\n") >= _MOST_LINES):
        raise Doubt
    return front, data[end + 5 :]


def plain_text(written: bytes) -> str:
    """Some of a front matter as text.

    Raises:
        Doubt: it is no UTF-8, or holds control characters or such as YAML does not take for what they look like.
    """
    if len(written.translate(None, _CONTROLS)) != len(written):
        raise Doubt
    if written.isascii():
        return written.decode()
    text = decoded(written)
    if any(char in text for char in _ODD) or (b"\xc2" in written and _C1.search(written)):
        raise Doubt
    return text


def decoded(written: bytes) -> str:
    """UTF-8 as text.

    Raises:
        Doubt: it is none.
    """
    try:
        return written.decode()
    except UnicodeDecodeError:
        raise Doubt from None


def quick_fields(written: str) -> dict[str, Value]:
    """The fields of plainly written YAML, without `secured`.

    Args:
        written: what `plain_text` gives.

    Raises:
        Doubt: it is not plainly written.
    """
    lines = written.split("\n")
    outline = _Outline()
    top = fields = outline.fields
    column, waiting, sealed = 0, "", 0
    for line in lines:
        start, colon, rest = line.partition(": ")
        head = _head(start, colon) if len(start) < _LONG else _new_head(start, colon)
        if head is None:
            if not _BLANK.fullmatch(line):
                outline.add_item(line, waiting)
                waiting, column = "", _NOWHERE
            continue
        indent, dash, key = head
        if key == "secured":
            fields, column = outline.move(indent, dash, waiting)
            _scalar(rest)
            waiting = ""
            sealed += 1
            continue
        if waiting or dash or indent != column:
            fields, column = outline.move(indent, dash, waiting)
            waiting = ""
        if key in fields:
            raise Doubt
        if rest.startswith('"') and "\\" not in rest and rest.find('"', 1) == len(rest) - 1:
            fields[key] = rest[1:-1]
        elif text := rest.strip(" "):
            fields[key] = scalar(text)
        else:
            waiting = key
            fields[key] = None
    if not (top or sealed) or written.count("ecured") != sealed:
        raise Doubt
    return top


class _Outline:
    """Where in the tree the lines are.

    Attributes:
        column: of the innermost mapping or sequence.
        fields: that mapping.
        items: that sequence, or None when it is a mapping.
    """

    __slots__ = ("_outer", "column", "fields", "items")

    def __init__(self) -> None:
        self.column = 0
        self.fields: dict[str, Value] = {}
        self.items: list[Value] | None = None
        self._outer: list[tuple[int, dict[str, Value], list[Value] | None]] = []

    def move(self, indent: int, dash: int, waiting: str) -> tuple[dict[str, Value], int]:
        """Go to the mapping a line with a key belongs to; gives it and its column.

        Args:
            indent: the line's margin.
            dash: the column of the key behind a dash; 0 without a dash.
            waiting: the key before, whose value may begin here; empty when it has one.

        Raises:
            Doubt: the line belongs nowhere.
        """
        self._settle(indent, dash > 0, waiting)
        if dash and self.items is not None:
            fields: dict[str, Value] = {}
            self.items.append(fields)
            self._enter(dash, fields, None)
        return self.fields, self.column

    def add_item(self, line: str, waiting: str) -> None:
        """Take a line that is one item of a sequence.

        Raises:
            Doubt: it is none, or belongs nowhere.
        """
        item = _ITEM.fullmatch(line)
        if item is None:
            raise Doubt
        self._settle(len(item[1]), True, waiting)
        if self.items is not None:
            self.items.append(scalar(item[2].strip(" ")))

    def _settle(self, indent: int, dashed: bool, waiting: str) -> None:
        """Open what begins at a line, close what ended before it."""
        if waiting and (indent > self.column or (dashed and indent == self.column)):
            if dashed:
                items: list[Value] = []
                self.fields[waiting] = items
                self._enter(indent, self.fields, items)
            else:
                fields: dict[str, Value] = {}
                self.fields[waiting] = fields
                self._enter(indent, fields, None)
        while self.column > indent or (not dashed and self.items is not None and self.column == indent):
            self.column, self.fields, self.items = self._outer.pop()
        if self.column != indent or dashed == (self.items is None):
            raise Doubt

    def _enter(self, column: int, fields: dict[str, Value], items: list[Value] | None) -> None:
        self._outer.append((self.column, self.fields, self.items))
        if len(self._outer) > _DEEPEST:
            raise Doubt
        self.column, self.fields, self.items = column, fields, items


def _new_head(start: str, colon: str) -> tuple[int, int, str] | None:
    """A line's margin, the column of its key behind a dash (0 without one), and its key; None when it has no key.

    Raises:
        Doubt: the key is another spelling of `secured`.
    """
    found = _HEAD.fullmatch(start)
    if found is None or bool(found[3]) == bool(colon):
        return None
    margin, key = found[1], found[2]
    if key != "secured" and is_secured(key):
        raise Doubt
    dash = margin.find("-")
    return (len(margin), 0, key) if dash < 0 else (dash, len(margin), key)


def _unescaped(quoted: str) -> str:
    """Text in double quotes whose escapes JSON has too."""
    import json

    return str(json.loads(quoted))


def scalar(text: str) -> Value:
    """A scalar that stands on one line, without spaces at its ends.

    Raises:
        Doubt: it may be something else.
    """
    return _short_scalar(text) if len(text) < _LONG else _scalar(text)


def _scalar(text: str) -> Value:
    """A scalar that stands on one line.

    Raises:
        Doubt: it may be something else.
    """
    first = text[:1]
    if first == '"':
        if "\\" not in text and text.find('"', 1) == len(text) - 1:
            return text[1:-1]
        if _ESCAPED.fullmatch(text):
            return _unescaped(text)
    elif first == "'":
        if text.find("'", 1) == len(text) - 1:
            return text[1:-1]
    elif ((first and first not in _INDICATORS) or _NEGATIVE.fullmatch(text)) and not (
        ": " in text or " #" in text or text[-1] == ":"
    ):
        return plain_value(text)
    raise Doubt


# Lines of all documents begin in a few dozen ways, and short values repeat.
_head = lru_cache(maxsize=1024)(_new_head)
_short_scalar = lru_cache(maxsize=4096)(_scalar)
