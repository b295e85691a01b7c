"""What could be typed where the cursor is: fields, and values of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.model.named import NamedTuple
from reader.query.fields import CHOICES, DATES, FIELDS, SORTS, Field, Kind
from reader.query.lexer import Bare, Clause, tokens
from reader.query.needles import Needle, folded_words
from reader.query.tree import bare_or_quoted


class Completion(NamedTuple):
    """One way to go on.

    Attributes:
        start, end: what of the text it stands in place of, counted from 0.
        text: what stands there then.
        help: what it means; empty when the text says it.
    """

    start: int
    end: int
    text: str
    help: str


def complete(text: str, cursor: int, vocabulary: Mapping[str, Sequence[str]]) -> list[Completion]:
    """The ways to go on at a place of a query, the likeliest first.

    Args:
        text: the query as far as it is typed.
        cursor: where the person is, counted from 0.
        vocabulary: by text field (`topic`, `provider`, `type`, `tag`, …) the values there are, the best known first.
    """
    token = next((each for each in tokens(text) if each.start < cursor <= each.end), None)
    if isinstance(token, Clause) and cursor >= token.value_start:
        return _values(token, text, cursor, vocabulary)
    if isinstance(token, Clause) and cursor <= token.start + len(token.name):
        return _fields(text[token.start : cursor], token.start, token.value_start)
    if isinstance(token, Bare):
        return _fields(text[token.start : cursor], token.start, token.end)
    if token is None or text[token.start : token.end] in {"(", "-"}:
        return _fields("", cursor, cursor)
    return []


def _fields(typed: str, start: int, end: int) -> list[Completion]:
    named = (field for name, field in FIELDS.items() if name.startswith(typed.lower()))
    return [Completion(start, end, field.name + _operator(field), field.help) for field in named]


def _operator(field: Field) -> str:
    if field.kind is Kind.NUMBER:
        return ">"
    return "<" if field.name == "age" else ":"


def _values(clause: Clause, text: str, cursor: int, vocabulary: Mapping[str, Sequence[str]]) -> list[Completion]:
    field = FIELDS.get(clause.name)
    start, end = clause.value_start, clause.end
    typed = text[start:cursor]
    if field is None:
        return []
    if field.kind is Kind.TEXT:
        words = _beginning(typed.removeprefix('"'), vocabulary.get(field.name, ()))
        return [Completion(start, end, bare_or_quoted(word), "") for word in words]
    choices: Mapping[str, str] = CHOICES.get(field.name, {})
    if field.kind is Kind.DATE:
        choices = DATES
    elif field.kind is Kind.SORT:
        choices = SORTS
        typed = typed[typed.rfind(",") + 1 :].removeprefix("-")
        comma = text.find(",", cursor, end)
        start, end = cursor - len(typed), end if comma < 0 else comma
    return [Completion(start, end, name, choices[name]) for name in choices if name.startswith(typed.lower())]


def _beginning(typed: str, values: Sequence[str]) -> Iterator[str]:
    """The values of which a word begins so, those that begin so themselves first."""
    begun = folded_words(typed)
    if not begun:
        yield from values
        return
    needle = Needle(begun)
    folded = [(folded_words(value), value) for value in values]
    yield from (value for plain, value in folded if plain.startswith(begun))
    yield from (value for plain, value in folded if not plain.startswith(begun) and needle.found_in(plain))
