"""Text into tokens. Every text has them: what is not closed ends with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from reader.model.named import NamedTuple
from reader.query.fields import FIELDS, Kind


class Sign(NamedTuple):
    """`(`, `)`, or a `-` right before what it negates."""

    start: int
    end: int
    sign: str


class Bare(NamedTuple):
    """Text up to a space or a parenthesis of a group."""

    start: int
    end: int
    text: str


class Quoted(NamedTuple):
    """Text in quotes.

    Attributes:
        closed: whether the closing quote is there.
        star: whether a `*` follows it.
    """

    start: int
    end: int
    text: str
    closed: bool
    star: bool


class Pattern(NamedTuple):
    """Text between slashes."""

    start: int
    end: int
    text: str
    closed: bool


class Clause(NamedTuple):
    """A name, an operator, and what follows without a space.

    Attributes:
        name: in lower case.
        value_start: where the value is, or should be.
        value: None when there is none.
    """

    start: int
    end: int
    name: str
    operator: str
    value_start: int
    value: Bare | Quoted | None


Token: TypeAlias = Sign | Bare | Quoted | Pattern | Clause

_NAME = re.compile(r"([A-Za-z][A-Za-z_-]*)(:|!=|>=|<=|=|>|<)")
_ADDRESS = re.compile(r"https?://(?=\S)", re.IGNORECASE)
# Numbers and dates may stand apart from the operator: nobody looks for the word “heat” before the word “>”.
_APART = re.compile(
    rf"({'|'.join(name for name, field in FIELDS.items() if field.kind in {Kind.NUMBER, Kind.DATE})})"
    r"\s*(:|!=|>=|<=|=|>|<)\s*(?=[0-9.-]|today\b|yesterday\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|\\\Z)*)(?:(")(\*?))?', re.DOTALL)
_PATTERN = re.compile(r"/((?:[^/\\]|\\.|\\\Z)*)(/?)", re.DOTALL)
_RUN = re.compile(r"\S+")
_BEFORE_GROUP = re.compile(r"(?:and|or|not)(?=\()", re.IGNORECASE)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    closing = _closing(text)
    position = 0
    while match := _RUN.search(text, position):
        token = _token(text, match.start(), closing)
        yield token
        position = token.end


def _token(text: str, at: int, closing: dict[int, int]) -> Token:
    char = text[at]
    after = text[at + 1 : at + 2]
    apart = not after or after.isspace() or after == ")"
    if char in "()" or (char == "-" and not (apart and after.isspace())):
        return Sign(at, at + 1, char)
    if char == '"':
        return _quoted(text, at)
    if char == "/" and not (apart and after):
        match = _PATTERN.match(text, at)
        assert match is not None  # the first slash is enough
        return Pattern(at, match.end(), re.sub(r"\\.", _without_slash, match[1], flags=re.DOTALL), bool(match[2]))
    if _ADDRESS.match(text, at):
        word = _bare(text, at, closing)
        return Clause(at, word.end, "url", ":", at, word)
    if match := _APART.match(text, at) or _NAME.match(text, at):
        value = _value(text, match.end(), closing)
        name = match[1].lower()
        if value is not None or name in FIELDS:
            return Clause(at, value.end if value else match.end(), name, match[2], match.end(), value)
    if match := _BEFORE_GROUP.match(text, at):
        return Bare(at, match.end(), match[0])
    return _bare(text, at, closing)


def _value(text: str, at: int, closing: dict[int, int]) -> Bare | Quoted | None:
    char = text[at : at + 1]
    if char == '"':
        return _quoted(text, at)
    if not char or char.isspace() or char == ")" or (char == "(" and at not in closing):
        return None
    return _bare(text, at, closing)


def _bare(text: str, at: int, closing: dict[int, int]) -> Bare:
    """The run from `at` on; a parenthesis ends it unless the run holds its partner too, as in `f(x)`."""
    end = at
    while end < len(text) and not text[end].isspace():
        if text[end] == ")" or (text[end] == "(" and end not in closing):
            break
        end = closing[end] + 1 if text[end] == "(" else end + 1
    return Bare(at, end, text[at:end])


def _closing(text: str) -> dict[int, int]:
    """Where parentheses are closed that have their partner before the next space."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for position, char in enumerate(text):
        if char.isspace():
            stack = []
        elif char == "(":
            stack.append(position)
        elif char == ")" and stack:
            found[stack.pop()] = position
    return found


def _quoted(text: str, at: int) -> Quoted:
    match = _QUOTED.match(text, at)
    assert match is not None  # the first quote is enough
    return Quoted(at, match.end(), re.sub(r'\\(["\\])', r"\1", match[1]), bool(match[2]), bool(match[3]))


def _without_slash(escape: re.Match[str]) -> str:
    return "/" if escape[0] == "\\/" else escape[0]
