"""The tree a query is read as.

Nodes are values: two are equal when they ask the same, wherever they stand in their texts. `str(node)` is a query that
is read as an equal tree. No two `And` (or `Or`) stand directly in one another; `conjunction` and `disjunction` see to
that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Comparison = Literal["=", ">", ">=", "<", "<="]

OPERATORS = frozenset({"and", "or", "not"})
"""Words that join, in lower case; upper case does too."""

# Words that are sure to be read as words again; everything else is put in quotes. Careful rather than short.
_BARE = re.compile(r"\w[\w.+#&'’@%~/-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Part of a query.

    Attributes:
        start: where it begins in the text, counted from 0.
        end: where it ends.
    """

    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Word(Node):
    """The beginning of a word, as typed. Holds no spaces."""

    text: str

    def __str__(self) -> str:
        """The word, in quotes where it would mean something else without."""
        if _BARE.fullmatch(self.text) and self.text.lower() not in OPERATORS:
            return self.text
        return f"{quoted(self.text)}*"


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """Words in a row, with one space between them.

    Attributes:
        text: as typed.
        whole: whether the last word is a whole one; else it may be the beginning of one.
    """

    text: str
    whole: bool = True

    def __str__(self) -> str:
        return quoted(self.text) + ("" if self.whole else "*")


@dataclass(frozen=True, slots=True)
class Regex(Node):
    """A regular expression of Python, known to be a good one; case does not matter."""

    pattern: str

    def __str__(self) -> str:
        escaped = re.sub(r"\\.|/", lambda match: "\\/" if match[0] == "/" else match[0], self.pattern, flags=re.DOTALL)
        return f"/{escaped}/"


@dataclass(frozen=True, slots=True)
class Contains(Node):
    """`field:value`: a word or phrase in one field."""

    field: str
    what: Word | Phrase

    def __str__(self) -> str:
        return f"{self.field}:{self.what}"


@dataclass(frozen=True, slots=True)
class Equals(Node):
    """`field=value`: a field that is the value and nothing more, but for case and accents; empty: has no value."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}={bare_or_quoted(self.text)}"


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number compared. What is not known compares with nothing."""

    field: str
    operator: Comparison
    value: float

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.value}"


@dataclass(frozen=True, slots=True)
class NumberRange(Node):
    """A number from one to another, both included; None is open. One of them at least is a number."""

    field: str
    low: float | None
    high: float | None

    def __str__(self) -> str:
        return f"{self.field}:{_bound(self.low)}..{_bound(self.high)}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year, a month or a day in the person's time zone."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class DayBefore:
    """Today (0) or yesterday (1)."""

    days: Literal[0, 1]

    def __str__(self) -> str:
        return "yesterday" if self.days else "today"


@dataclass(frozen=True, slots=True)
class Ago:
    """The moment some time before now."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


When: TypeAlias = Calendar | DayBefore | Ago
"""What dates are compared with."""


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A date compared: `date`, `read_at` or `starred_at`. `age`, `newer` and `older` are read as `date`.

    `=` asks for a date within a year, month or day; for time that has passed, for a date since then.
    """

    field: str
    operator: Comparison
    when: When

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.when}"


@dataclass(frozen=True, slots=True)
class DateRange(Node):
    """A date from the beginning of one to the end of the other, whichever is earlier; None is open."""

    field: str
    first: When | None
    last: When | None

    def __str__(self) -> str:
        return f"{self.field}:{_bound(self.first)}..{_bound(self.last)}"


@dataclass(frozen=True, slots=True)
class Flag(Node):
    """`is:` or `has:` with one of its values."""

    field: str
    name: str

    def __str__(self) -> str:
        return f"{self.field}:{self.name}"


@dataclass(frozen=True, slots=True)
class RelatedTo(Node):
    """What is tied to an article, either way."""

    ref: str

    def __str__(self) -> str:
        return f"related-to:{bare_or_quoted(self.ref)}"


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Everything but. The part is no `Not` itself; `negation` sees to that."""

    part: Tree

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of two or more parts."""

    parts: tuple[Tree, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of two or more parts."""

    parts: tuple[Tree, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))


Leaf: TypeAlias = Word | Phrase | Regex | Contains | Equals | Number | NumberRange | Date | DateRange | Flag | RelatedTo
Tree: TypeAlias = Leaf | Not | And | Or
"""Any node."""


def conjunction(parts: Iterable[Tree | None]) -> Tree | None:
    """All of `parts`; those that are None ask for nothing."""
    return _joined(And, parts)


def disjunction(parts: Iterable[Tree | None]) -> Tree | None:
    """Any of `parts`; those that are None were not understood and are left out."""
    return _joined(Or, parts)


def negation(part: Tree, *, start: int) -> Tree:
    """Everything but `part`."""
    return part.part if isinstance(part, Not) else Not(part, start=start, end=part.end)


def _joined(kind: type[And | Or], parts: Iterable[Tree | None]) -> Tree | None:
    flat: list[Tree] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.parts
        elif part is not None:
            flat.append(part)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat), start=flat[0].start, end=flat[-1].end)


def phrase(text: str, *, whole: bool, start: int = 0, end: int = 0) -> Word | Phrase | None:
    """The words of `text` in a row; the beginning of one word is a `Word`, nothing at all is None."""
    words = text.split()
    if not words:
        return None
    if len(words) == 1 and not whole:
        return Word(words[0], start=start, end=end)
    return Phrase(" ".join(words), whole, start=start, end=end)


def leaves(tree: Tree | None, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf in order, and whether it is asked for (False) or must not be (True)."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from leaves(part, negated=negated)
    elif isinstance(tree, Not):
        yield from leaves(tree.part, negated=not negated)
    elif tree is not None:
        yield tree, negated


def quoted(text: str) -> str:
    """`text` in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def bare_or_quoted(text: str) -> str:
    """`text` as a value, in quotes where it needs them."""
    return text if _BARE.fullmatch(text) else quoted(text)


def _bound(value: float | When | None) -> str:
    return "" if value is None else str(value)
