"""What front matter holds, as plain values that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol, TypeAlias

from reader.documents.notes import START, Place

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What a field can hold. Numbers and true/false only where their text can be had back from them exactly."""

_DIGITS = 15
_NEGATIVE = re.compile(r"-[1-9][0-9]{0,14}")
_FRACTION = r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}"
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "false": False}
_SIGNS = frozenset("0123456789-")
_MAY_BE_MORE = _SIGNS | frozenset("~nNtf")


class Mark(Protocol):
    """A place in a YAML text as its parser tells it, counted from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column, in characters."""

    @property
    def index(self) -> int:
        """The character, from the beginning of the text."""


class _Beginning:
    line = 0
    column = 0
    index = 0


BEGINNING: Mark = _Beginning()
"""The mark of a fault that has none."""


class Positions:
    """Turns the parser's marks into places in the file.

    Args:
        first_line: the line of the file that the first line of the YAML text is.
        widened: for lines where tabs became spaces, by how many columns the line grew.
    """

    __slots__ = ("_first_line", "_widened")

    def __init__(self, first_line: int, widened: Mapping[int, int]) -> None:
        self._first_line = first_line
        self._widened = widened

    def of(self, mark: Mark) -> Place:
        """The place in the file that `mark` means."""
        column = mark.column - self._widened.get(mark.line, 0)
        return mark.line + self._first_line, max(column, 0) + 1


class Fields(dict[str, Value]):
    """A mapping of the tree that knows where its values stand."""

    __slots__ = ("marks", "positions")

    def __init__(self, positions: Positions) -> None:
        self.marks: dict[str, Mark] = {}
        self.positions = positions


class Items(list[Value]):
    """A sequence of the tree that knows where its items stand."""

    __slots__ = ("marks", "positions")

    def __init__(self, positions: Positions) -> None:
        self.marks: list[Mark] = []
        self.positions = positions


def place_of(fields: dict[str, Value], name: str) -> Place:
    """Where the value of `name` stands; the start of the file when that is not known."""
    if isinstance(fields, Fields) and name in fields.marks:
        return fields.positions.of(fields.marks[name])
    return START


def place_in(items: list[Value], index: int) -> Place:
    """Where an item stands; the start of the file when that is not known."""
    if isinstance(items, Items) and index < len(items.marks):
        return items.positions.of(items.marks[index])
    return START


def plain_value(text: str) -> Value:
    """What an unquoted scalar is: nothing, a number, true or false, or text.

    Only the one spelling that is given back when the value is written out again counts (`34`, not `034`, `1_000` or
    `yes`), so that a field which wants text loses nothing.
    """
    if text and text[0] not in _MAY_BE_MORE:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text.isdecimal():
        short = len(text) <= _DIGITS and text.isascii() and (text[0] != "0" or len(text) == 1)
        return int(text) if short else text
    if text[0] == "-" and _NEGATIVE.fullmatch(text):
        return int(text)
    if text[0] in _SIGNS and "." in text and re.fullmatch(_FRACTION, text) and repr(float(text)) == text:
        return float(text)
    return text
