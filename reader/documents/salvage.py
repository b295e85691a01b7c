"""What can be had from front matter that is no YAML: the fields that stand on one line at the left margin."""

from __future__ import annotations

import json
import re

from reader.documents.secured import cut_anywhere, is_secured
from reader.documents.tree import Fields, Positions, Value, plain_value

_FIELD = re.compile(r"""(["']?)([^\W\d][\w.$@-]*)\1[ \t]*:(?:[ \t]+(.*))?""")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
# A comment, an alias, the beginning of a block of text, fields in braces.
_NOTHING = re.compile(r"#|\*[^\s*]+$|[|>][-+0-9]*[ \t]*(?:#.*)?$|\{[^:]*+:")
_PROPERTY = re.compile(r"(?:[&!]\S*+[ \t]++)++")
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"(?=[ \t]*(?:#.*)?$)|'(?:[^']|'')*'(?=[ \t]*(?:#.*)?$)")


class _Mark:
    """Where a salvaged value stands."""

    __slots__ = ("column", "index", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.index = 0


def salvage(text: str, first_line: int) -> Fields:
    """The fields of `text` of the form `key: rest of line` that begin at the left margin; the last of a name counts.

    Nothing that spans lines is taken, no alias, and nothing `secured`.
    """
    fields = Fields(Positions(first_line, {}))
    for number, line in enumerate(text.split("\n")):
        found = _FIELD.match(line)
        if found is None or is_secured(found[2]):
            continue
        fields[found[2]] = _value(cut_anywhere(found[3] or "").strip())
        fields.marks[found[2]] = _Mark(number, found.start(3) if found[3] else found.end())
    return fields


def _value(rest: str) -> Value:
    written = _PROPERTY.match(rest)
    if written is not None:
        rest = rest[written.end() :]
    if not rest or _NOTHING.match(rest):
        return None
    if rest.startswith("[") and (rest.endswith("]") or "{" in rest):
        items = rest[1:-1].split(",") if rest.endswith("]") and not set("[{*&") & set(rest[1:]) else []
        return [item.strip().strip("\"'") for item in items]
    closed = _CLOSED.match(rest)
    if closed is not None:
        return _unquoted(closed[0])
    if rest[0] in "\"'":
        # A quote that is not closed, or closed too early: all of it is the text.
        return rest[1:].removesuffix(rest[0])
    return plain_value(_COMMENT.sub("", rest).rstrip())


def _unquoted(quoted: str) -> str:
    if quoted[0] == "'":
        return quoted[1:-1].replace("''", "'")
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted[1:-1].replace('\\"', '"')
