"""Steps of a plan: what each kind of leaf does with rows of a table.

A step is one list comprehension over a column: calling a function for each article and each part of a query would cost
more than the tests themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from math import inf, nextafter
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.model import Article, canonical_url, key_of
from reader.model.named import NamedTuple
from reader.query.bodies import BodyLeaf, body_test
from reader.query.dates import between, compared
from reader.query.needles import Needle, folded_words
from reader.query.patterns import compiled
from reader.query.query import needle_of
from reader.query.table import Table
from reader.query.tree import (
    Contains,
    Date,
    DateRange,
    Equals,
    Flag,
    Leaf,
    Number,
    NumberRange,
    Phrase,
    Regex,
    Word,
)

if TYPE_CHECKING:
    from reader.model.edges import Bodies, Facts

Rows: TypeAlias = Sequence[int]
"""Numbers of rows of a table, rising."""

Run: TypeAlias = Callable[[Table, Rows], Rows]
"""Gives those rows that pass."""


MANY = 4_000
"""An expression is put at once to so many articles at most; to more of them as to bodies, apart from the screen."""


class Step(NamedTuple):
    """Part of a plan.

    Attributes:
        cost: about how many nanoseconds it takes for one article.
        run: does it.
        reads_body: whether it reads files; then it is for articles with a body only.
    """

    cost: float
    run: Run
    reads_body: bool = False


_FLAG, _NUMBER, _VALUE, _KEY, _DATE = 30.0, 60.0, 60.0, 80.0, 80.0
_TEXT, _PATH, _ADDRESS = 250.0, 400.0, 500.0
_RANK, _PATTERN, _BODY = 2_000.0, 3_000.0, 100_000.0


class _Memo(dict[Hashable, bool]):
    """Answers to a question about values, each asked once."""

    def __init__(self, ask: Callable[[Any], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, value: Hashable) -> bool:
        answer = self[value] = self._ask(value)
        return answer


class _Bodies:
    """Bodies of articles, the last ones kept: a query with several words asks for each several times."""

    _KEPT = 256

    def __init__(self, read: Callable[[Article], str | None]) -> None:
        self._read = read
        self._folded: dict[int, str] = {}

    def written(self, article: Article) -> str:
        """As the file has it; nothing where there is none or it has gone."""
        return (self._read(article) or "") if article.has_body else ""

    def folded(self, article: Article) -> str:
        """Folded, with one space between words."""
        text = self._folded.get(article.key)
        if text is None:
            if len(self._folded) >= self._KEPT:
                self._folded.clear()
            text = self._folded[article.key] = folded_words(self.written(article))
        return text


class Leaves:
    """Makes steps of the leaves of a tree.

    Attributes:
        negated: whether the next leaves are asked for what must not be.
    """

    def __init__(self, facts: Facts) -> None:
        self.negated = False
        self._facts = facts
        self._now = facts.now
        self._bodies = _Bodies(facts.body)

    def steps(self, leaf: Leaf) -> Sequence[Step]:
        """The steps any of which finds what the leaf asks for.

        Raises:
            ReaderError: a reference in it names nothing, or too much.
        """
        if isinstance(leaf, Word | Phrase):
            return _in_text(needle_of(leaf)), self._in_body(Contains("body", leaf))
        if isinstance(leaf, Regex):
            if self._facts.bodies is not None:
                return (self._known_pattern(leaf, self._facts.bodies),)
            return _pattern(leaf), self._in_body(leaf)
        if isinstance(leaf, Contains):
            return (self._contains(leaf),)
        if isinstance(leaf, Equals):
            return (self._equals(leaf),)
        if isinstance(leaf, Number | NumberRange):
            return (self._number(leaf),)
        if isinstance(leaf, Date | DateRange):
            return (self._date(leaf),)
        if isinstance(leaf, Flag):
            return (self._flag(leaf),)
        return (_with_key(self._facts.related_to(leaf.ref)),)

    # Text

    def _in_body(self, leaf: BodyLeaf) -> Step:
        """A test of bodies; where none is read, of what is known of them."""
        known = self._facts.bodies
        if known is None:
            test = body_test(leaf)
            accepts, body = test.accepts, self._bodies.folded if test.folded else self._bodies.written

            def run(table: Table, rows: Rows) -> Rows:
                articles = table.articles
                return [row for row in _bodies(table, rows) if accepts(body(articles[row]))]

            return Step(_BODY, run, reads_body=True)
        answered = known.of(leaf)
        yes, is_open = answered.yes, answered.is_open
        # What is sure not to answer a part is sure to answer its opposite.
        if known.possible is self.negated:
            return _with_key(yes)

        def run_possible(table: Table, rows: Rows) -> Rows:
            keys, left = table.keys, _bodies(table, rows)
            return [row for row in left if (key := keys[row]) in yes or is_open(key)]

        return Step(_KEY, run_possible)

    def _known_pattern(self, leaf: Regex, known: Bodies) -> Step:
        """A test by an expression where no body is read; of many articles not even the texts at hand are searched."""
        found_in = compiled(leaf.pattern).found_in
        answered, sure = known.of(leaf), known.possible is self.negated
        yes, is_open = answered.yes, answered.is_open

        def run(table: Table, rows: Rows) -> Rows:
            keys = table.keys
            if len(rows) > MANY:
                return [row for row in rows if (key := keys[row]) in yes or (not sure and is_open(key))]
            written, bodies = table.written, table.flags("has:body")
            return [
                row
                for row in rows
                if found_in(written(row))
                or (bodies[row] and ((key := keys[row]) in yes or (not sure and is_open(key))))
            ]

        return Step(_PATTERN, run)

    def _contains(self, leaf: Contains) -> Step:
        field, needle = leaf.field, needle_of(leaf.what)
        if field == "body":
            return self._in_body(leaf)
        if field == "url":
            return _in_addresses(leaf.what.text, needle)
        if field in {"title", "excerpt"}:
            return _in_part(needle.text, field, needle.found_in)
        return self._values(field, lambda values: any(needle.found_in(folded_words(value)) for value in values))

    def _equals(self, leaf: Equals) -> Step:
        field, text = leaf.field, folded_words(leaf.text)
        if field == "url":
            return _at_address(leaf.text)
        if not text and field == "body":
            return Step(_FLAG, lambda table, rows: [row for row in rows if not table.flags("has:body")[row]])
        if not text and field in {"title", "excerpt"}:
            return _without_part(0 if field == "title" else 1)
        if not text:
            return self._values(field, lambda values: not any(values))
        if field == "body":
            return self._in_body(leaf)
        if field in {"title", "excerpt"}:
            return _in_part(text, field, f" {text}".__eq__)
        if field == "domain":
            text = text.removeprefix("www.")
            return self._values(field, lambda values: any(text == _without_www(value) for value in values))
        return self._values(field, lambda values: text in map(folded_words, values))

    def _values(self, field: str, accepts: Callable[[Iterable[str]], bool]) -> Step:
        """A test of all values of a field together."""
        if field == "tag":
            return _noted(self._facts.tags, accepts)
        if field == "note":
            return _noted(self._facts.notes, lambda note: accepts((note,) if note else ()))
        memo = _Memo(accepts if field == "topic" else lambda value: accepts((value,)))

        def run(table: Table, rows: Rows) -> Rows:
            column = table.shared(field)
            return [row for row in rows if memo[column[row]]]

        return Step(_PATH if field in {"path", "id"} else _VALUE, run)

    # Numbers and dates

    def _number(self, leaf: Number | NumberRange) -> Step:
        if isinstance(leaf, Number):
            low, high = _limits(leaf)
        else:
            low, high = -inf if leaf.low is None else leaf.low, inf if leaf.high is None else leaf.high
        if leaf.field == "rank":
            facts = self._facts

            def run_rank(table: Table, rows: Rows) -> Rows:
                worth = table.worth(facts)
                return [row for row in rows if low <= worth(row) <= high]

            return Step(_RANK, run_rank)

        def run(table: Table, rows: Rows) -> Rows:
            column = table.numbers(leaf.field)
            return [row for row in rows if low <= column[row] <= high]

        return Step(_NUMBER, run)

    def _date(self, leaf: Date | DateRange) -> Step:
        zone = self._facts.zone
        if isinstance(leaf, Date):
            span = compared(leaf.operator, leaf.when, self._now, zone)
        else:
            span = between(leaf.first, leaf.last, self._now, zone)
        if leaf.field != "date":
            deeds = self._facts.read_at if leaf.field == "read_at" else self._facts.starred_at

            def run_deeds(table: Table, rows: Rows) -> Rows:
                keys = table.keys
                return [row for row in rows if (at := deeds.get(keys[row])) and span.first <= at < span.last]

            return Step(2 * _KEY, run_deeds)
        first, last, clock_first, clock_last = (bound.timestamp() for bound in span)

        def run(table: Table, rows: Rows) -> Rows:
            instants, days = table.instants, table.days
            # One of the two is not a number, which compares with nothing.
            return [row for row in rows if first <= instants[row] < last or clock_first <= days[row] < clock_last]

        return Step(_DATE, run)

    # What is so or not

    def _flag(self, leaf: Flag) -> Step:
        facts, name = self._facts, f"{leaf.field}:{leaf.name}"
        if name == "is:read":
            return _with_key(facts.read_keys)
        if name == "is:unread":
            read = facts.read_keys

            def run_unread(table: Table, rows: Rows) -> Rows:
                keys = table.keys
                return [row for row in rows if keys[row] not in read]

            return Step(_KEY, run_unread)
        if name == "is:starred":
            return _with_key(facts.starred)
        if name == "has:tag":
            return _noted(facts.tags, bool)
        if name == "has:note":
            return _noted(facts.notes, bool)

        def run(table: Table, rows: Rows) -> Rows:
            flags = table.flags(name)
            return [row for row in rows if flags[row]]

        return Step(_FLAG, run)


def _in_text(needle: Needle) -> Step:
    text, spaced, found_in = needle.text, needle.spaced, needle.found_in

    def run(table: Table, rows: Rows) -> Rows:
        texts = table.texts
        # Most texts hold it after a space or not at all: one or two looks at C's speed decide.
        return [row for row in rows if text in (full := texts[row]) and (spaced in full or found_in(full))]

    return Step(_TEXT + 100 / len(text), run)  # long words let the search take long steps


def _pattern(leaf: Regex) -> Step:
    found_in = compiled(leaf.pattern).found_in

    def run(table: Table, rows: Rows) -> Rows:
        written = table.written
        return [row for row in rows if found_in(written(row))]

    return Step(_PATTERN, run)


def _without_part(line: int) -> Step:
    """Articles of which a line of `as_written` is empty."""

    def run(table: Table, rows: Rows) -> Rows:
        written = table.written
        return [row for row in rows if not written(row).split("\n", 2)[line]]

    return Step(_PATTERN, run)


def _in_part(text: str, field: str, accepts: Callable[[str], bool]) -> Step:
    """A test of title or excerpt; the full text has them on its first two lines."""
    line = 0 if field == "title" else 1

    def run(table: Table, rows: Rows) -> Rows:
        texts = table.texts
        return [
            row
            for row in rows
            if text in (full := texts[row]) and text in (part := full.split("\n", 2)[line]) and accepts(part)
        ]

    return Step(_TEXT + 100 / len(text), run)


def _in_addresses(text: str, needle: Needle) -> Step:
    if "://" in text:
        # However it is written: without the scheme, tracking and the like.
        needle = Needle(folded_words(canonical_url(text) or text))

    def run(table: Table, rows: Rows) -> Rows:
        column = table.addresses
        return [row for row in rows if needle.text in (urls := column[row]) and needle.found_in(urls)]

    return Step(_ADDRESS, run)


def _at_address(text: str) -> Step:
    """Articles that an address leads to; without any, those that have no address."""
    if not text:
        return Step(_ADDRESS, lambda table, rows: [row for row in rows if not table.addresses[row].strip()])
    canonical = canonical_url(text if "://" in text else f"https://{text}")
    wanted = None if canonical is None else key_of(canonical)

    def run(table: Table, rows: Rows) -> Rows:
        found = table.at_address(wanted) if wanted is not None else ()
        return [row for row in rows if row in found]

    return Step(_ADDRESS, run)


def _with_key(wanted: Container[int]) -> Step:
    def run(table: Table, rows: Rows) -> Rows:
        keys = table.keys
        return [row for row in rows if keys[row] in wanted]

    return Step(_KEY, run)


def _noted(values: Mapping[int, Any], accepts: Callable[[Any], bool]) -> Step:
    """A test of what the person put to articles; most have nothing, which is an empty tuple."""
    nothing = accepts(())

    def run(table: Table, rows: Rows) -> Rows:
        keys = table.keys
        if nothing:
            return [row for row in rows if not (value := values.get(keys[row])) or accepts(value)]
        return [row for row in rows if (value := values.get(keys[row])) and accepts(value)]

    return Step(_KEY, run)


def _without_www(domain: str) -> str:
    return folded_words(domain).removeprefix("www.")


def _bodies(table: Table, rows: Rows) -> Rows:
    """The rows of articles that have a body."""
    flags = table.flags("has:body")
    return [row for row in rows if flags[row]]


def _limits(leaf: Number) -> tuple[float, float]:
    """The lowest and the highest number that compare so."""
    value = leaf.value
    return {
        "=": (value, value),
        ">": (nextafter(value, inf), inf),
        ">=": (value, inf),
        "<": (-inf, nextafter(value, -inf)),
        "<=": (-inf, value),
    }[leaf.operator]
