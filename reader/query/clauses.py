"""Clauses (`field:value`) read by what their fields take."""

from __future__ import annotations

import re
from collections.abc import Collection

from reader.query.dates import parse_when
from reader.query.fields import CHOICES, FIELDS, SORTS, Field, Kind
from reader.query.lexer import Clause, Quoted
from reader.query.needles import folded_words
from reader.query.query import QueryError, SortTerm
from reader.query.tree import (
    Comparison,
    Contains,
    Date,
    DateRange,
    Equals,
    Flag,
    Number,
    NumberRange,
    RelatedTo,
    Tree,
    When,
    phrase,
)

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?")
_COUNT = re.compile(r"0*[1-9][0-9]{0,8}")
_TURNED: dict[Comparison, Comparison] = {"=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
_COMPARISONS: dict[str, Comparison] = {":": "=", "=": "=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


class Findings:
    """What reading gathers beside the tree."""

    def __init__(self) -> None:
        self.errors: list[QueryError] = []
        self.sort: list[SortTerm] = []
        self.limit: int | None = None

    def error(self, position: int, message: str, expected: Collection[str] = ()) -> None:
        """Note something that was not understood, at a position counted from 0."""
        self.errors.append(QueryError(position + 1, message, tuple(expected)))


def read_clause(clause: Clause, findings: Findings) -> Tree | None:
    """What a clause asks of articles; None for an order or a limit, which go to `findings`, as errors do."""
    field = FIELDS.get(clause.name)
    if field is None:
        near = _near(clause.name, FIELDS)
        hint = f"did you mean {near}?" if near else "in quotes it is text"
        findings.error(clause.start, f"no field “{clause.name}”; {hint}", FIELDS)
        return None
    if not _operator_fits(field, clause, findings):
        return None
    if isinstance(clause.value, Quoted) and not clause.value.closed:
        findings.error(clause.end, 'a closing "', ('"',))
    text = clause.value.text.strip() if clause.value is not None else ""
    if field.kind is Kind.TEXT:
        return _text(clause, text, findings)
    if not text:
        choices = CHOICES.get(field.name, SORTS if field.kind is Kind.SORT else ())
        findings.error(clause.value_start, _wanted(field), choices)
        return None
    if field.kind is Kind.REFERENCE:
        return RelatedTo(text, start=clause.start, end=clause.end)
    if field.kind is Kind.CHOICE:
        return _flag(clause, text, findings)
    if field.kind is Kind.SORT:
        _sort(clause, findings)
    elif field.kind is Kind.LIMIT:
        if _COUNT.fullmatch(text):
            findings.limit = int(text)
        else:
            findings.error(clause.value_start, _fewer_digits(9, text) or _wanted(field))
    elif field.kind is Kind.NUMBER:
        return _number(clause, text, findings)
    else:
        return _date(clause, text, findings)
    return None


def _operator_fits(field: Field, clause: Clause, findings: Findings) -> bool:
    fitting: tuple[str, ...] = (":",)
    if field.kind is Kind.TEXT:
        fitting = (":", "=")
    elif field.kind in {Kind.NUMBER, Kind.DATE} and field.name not in {"newer", "older"}:
        fitting = (":", "=", ">", ">=", "<", "<=")
    if clause.operator in fitting or (clause.operator == "=" and field.kind is not Kind.DATE):
        return True
    instead = f"{' or '.join(fitting)}, as in {field.example}"
    if clause.operator == "!=" and field.kind not in {Kind.SORT, Kind.LIMIT}:
        instead = f"no “!=”; -{field.example} asks for all others"
    findings.error(clause.start + len(clause.name), instead, fitting)
    return False


def _wanted(field: Field) -> str:
    """What an error says should stand behind the operator."""
    if field.name in CHOICES:
        return f"one of {', '.join(CHOICES[field.name])}"
    what = {
        Kind.TEXT: "a word",
        Kind.NUMBER: "a number",
        Kind.DATE: "a date or time ago",
        Kind.SORT: "an order",
        Kind.LIMIT: "a number from 1",
        Kind.REFERENCE: "an id, URL or path",
    }[field.kind]
    return f"{what}, as in {field.example}"


def _fewer_digits(most: int, text: str) -> str:
    """What an error says of a whole number with more than so many digits; empty for anything else."""
    is_long = re.fullmatch(r"-?[0-9]+", text) and len(text.lstrip("-0")) > most
    return f"a number of {most} digits at most" if is_long else ""


def _text(clause: Clause, text: str, findings: Findings) -> Tree | None:
    value = clause.value
    closed = not isinstance(value, Quoted) or value.closed
    if clause.operator == "=" and value is not None and (text or closed):
        return Equals(clause.name, " ".join(text.split()), start=clause.start, end=clause.end)
    whole = isinstance(value, Quoted) and value.closed and not value.star
    what = phrase(text, whole=whole, start=clause.value_start, end=clause.end) if folded_words(text) else None
    if what is None:
        findings.error(clause.value_start, _wanted(FIELDS[clause.name]))
        return None
    return Contains(clause.name, what, start=clause.start, end=clause.end)


def _flag(clause: Clause, text: str, findings: Findings) -> Tree | None:
    choices = CHOICES[clause.name]
    name = text.lower()
    if name in choices:
        return Flag(clause.name, name, start=clause.start, end=clause.end)
    near = _near(name, choices)
    hint = f"did you mean {clause.name}:{near}?" if near else f"there are {', '.join(choices)}"
    findings.error(clause.value_start, f"no {clause.name}:{name}; {hint}", choices)
    return None


def _sort(clause: Clause, findings: Findings) -> None:
    assert clause.value is not None
    position = clause.value_start
    for part in clause.value.text.split(","):
        name = part.strip().lower()
        key = name.removeprefix("-")
        if not key:
            findings.error(position, _wanted(FIELDS["sort"]), SORTS)
        elif key not in SORTS:
            near = _near(key, SORTS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(SORTS)}"
            findings.error(position, f"no order “{key}”; {hint}", SORTS)
        elif all(key != each.key for each in findings.sort):
            findings.sort.append(SortTerm(key, name.startswith("-")))
        position += len(part) + 1


def _number(clause: Clause, text: str, findings: Findings) -> Tree | None:
    wanted = _wanted(FIELDS[clause.name])
    parts = text.split("..", 1) if clause.operator in {":", "="} else [text]
    values: list[float | None] = []
    for part in parts:
        if not _NUMBER.fullmatch(part) and (part or len(parts) == 1 or text == ".."):
            findings.error(clause.value_start, _fewer_digits(15, part) or wanted)
            return None
        values.append((float(part) if "." in part else int(part)) if part else None)
    value = values[0]
    if len(values) == 1 and value is not None:
        return Number(clause.name, _COMPARISONS[clause.operator], value, start=clause.start, end=clause.end)
    low, high = values
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return NumberRange(clause.name, low, high, start=clause.start, end=clause.end)


def _date(clause: Clause, text: str, findings: Findings) -> Tree | None:
    wanted = _wanted(FIELDS[clause.name])
    parts = text.split("..", 1) if clause.operator in {":", "="} and clause.name not in {"newer", "older"} else [text]
    whens: list[When | None] = []
    position = clause.value_start
    for part in parts:
        when, complete = parse_when(part)
        if when is None and (part or text == ".."):
            findings.error(position, wanted)
            return None
        if part and not complete:
            findings.error(position + len(part), wanted)
        position += len(part) + 2
        whens.append(when)
    when = whens[0]
    if len(whens) == 1 and when is not None:
        field, operator = _compared(clause)
        return Date(field, operator, when, start=clause.start, end=clause.end)
    first, last = reversed(whens) if clause.name == "age" else whens
    field = "date" if clause.name == "age" else clause.name
    return DateRange(field, first, last, start=clause.start, end=clause.end)


def _compared(clause: Clause) -> tuple[str, Comparison]:
    """Field and operator; whatever asks when an article was published asks for its date."""
    if clause.name == "newer":
        return "date", ">="
    if clause.name == "older":
        return "date", "<"
    operator = _COMPARISONS[clause.operator]
    return ("date", _TURNED[operator]) if clause.name == "age" else (clause.name, operator)


def _near(name: str, names: Collection[str]) -> str:
    """The one of `names` that was probably meant, or nothing."""
    from difflib import get_close_matches

    begun = [each for each in names if each.startswith(name)] if len(name) > 1 else []
    return next(iter(begun or get_close_matches(name, names, n=1)), "")
