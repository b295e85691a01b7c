"""The quick way through front matter that is plainly written, several times as fast as any YAML parser here.

It knows block mappings and sequences whose scalars stand on one line: in quotes without doubt, or plain. At anything
else it doubts, and the careful reader takes over; it never reads a file in another way than that one would.
"""

from __future__ import annotations

import json
import re

from reader.documents.frontmatter import MAX_BODY, MAX_FRONT_MATTER
from reader.documents.notes import Doubt
from reader.documents.tree import Value, plain_value
from reader.documents.yaml_reader import MAX_DEPTH, MAX_NODES

_LINE = re.compile(r"( *(?:- +)?)(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):(?= |\n))? *(.*)\n")

# Control characters but the line feed, the tab among them: bytes no plainly written file has.
_CONTROLS = bytes(code for code in range(32) if code != 0x0A) + b"\x7f"
# C1, the line separators, the byte order mark and what is no character, in UTF-8.
_ODD = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")
_ODD_LEADS = (b"\xc2", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef")

# What a plain scalar cannot begin with, or what means something else than text there.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~=<. ")
_NEGATIVE = re.compile(r"-[0-9.]+")
_ESCAPED = re.compile(r'"(?:[^"\\]|\\(?:["\\/nt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*+"')

_DEEPEST = MAX_DEPTH // 2
_MOST_LINES = MAX_NODES // 4


def quick_parts(data: bytes) -> tuple[dict[str, Value], str]:
    """The fields of a file's front matter, without `secured`, and its body.

    Raises:
        Doubt: the file is not plainly written; the careful reader knows better.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if b"\r\n" in data:
        data = data.replace(b"\r\n", b"\n")
    end = data.find(b"\n---", 3)
    if not data.startswith(b"---\n") or end < 0 or data[end + 4 : end + 5] not in (b"", b"\n"):
        raise Doubt
    front = data[4 : end + 1]
    if len(front) > MAX_FRONT_MATTER or len(data) > MAX_BODY or front.count(b"\n") > _MOST_LINES:
        raise Doubt
    if len(front.translate(None, _CONTROLS)) != len(front):
        raise Doubt
    if not front.isascii() and any(lead in front for lead in _ODD_LEADS) and _ODD.search(front):
        raise Doubt
    try:
        return quick_fields(front.decode()), data[end + 5 :].decode()
    except UnicodeDecodeError:
        raise Doubt from None


def quick_fields(text: str) -> dict[str, Value]:
    """The fields of plainly written YAML, without `secured`.

    Args:
        text: whole lines without control characters.

    Raises:
        Doubt: it is not plainly written.
    """
    top: dict[str, Value] = {}
    fields = top
    items: list[Value] | None = None  # the sequence at `column`, or None when `fields` stands there
    column = 0
    outer: list[tuple[int, dict[str, Value], list[Value] | None]] = []
    waiting = ""  # the key whose value begins on the next line, if it has one
    sealed = 0
    for margin, key, rest in _LINE.findall(text):
        if not key and (not rest or rest[0] == "#"):
            if "-" in margin:
                raise Doubt
            continue
        dash = margin.find("-")
        indent = len(margin) if dash < 0 else dash
        if waiting:
            if indent > column or (dash == column):
                outer.append((column, fields, items))
                column = indent
                if dash < 0:
                    inner: dict[str, Value] = {}
                    fields[waiting] = inner
                    fields = inner
                else:
                    items = []
                    fields[waiting] = items
            waiting = ""
        while column > indent or (dash < 0 and items is not None and column == indent and outer):
            column, fields, items = outer.pop()
        if column != indent or (items is None) != (dash < 0):
            raise Doubt
        if items is not None:
            if not key:
                items.append(_scalar(rest))
                continue
            outer.append((column, fields, items))
            if len(outer) > _DEEPEST:
                raise Doubt
            fields = {}
            items.append(fields)
            items = None
            column = len(margin)
        if not key or key in fields:
            raise Doubt
        if not rest:
            waiting = key
            fields[key] = None
        elif rest[0] == '"' and "\\" not in rest and rest.find('"', 1) == len(rest) - 1:
            fields[key] = rest[1:-1]
        else:
            fields[key] = _scalar(rest)
        if key == "secured":
            del fields[key]
            sealed += 1
    if not top or "ECURED" in text or text.count("ecured") != sealed:
        raise Doubt
    return top


def _scalar(text: str) -> Value:
    """A scalar that stands on one line.

    Raises:
        Doubt: it may be something else.
    """
    first = text[0]
    if first == '"':
        if "\\" not in text and text.find('"', 1) == len(text) - 1:
            return text[1:-1]
        if _ESCAPED.fullmatch(text):
            return str(json.loads(text))
    elif first == "'":
        if text.find("'", 1) == len(text) - 1:
            return text[1:-1]
    elif (first not in _INDICATORS or _NEGATIVE.fullmatch(text)) and not (
        ": " in text or " #" in text or text[-1] in ": "
    ):
        return plain_value(text)
    raise Doubt
