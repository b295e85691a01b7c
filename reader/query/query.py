"""What a text was read as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reader.model.named import NamedTuple
from reader.query.needles import Needle, folded_words, merged, spans
from reader.query.patterns import Pattern, compiled
from reader.query.tree import (
    Ago,
    Contains,
    Date,
    DateRange,
    DayBefore,
    Flag,
    Leaf,
    Or,
    Phrase,
    Regex,
    RelatedTo,
    Tree,
    Word,
    leaves,
)

FULL_TEXT = frozenset({"title", "excerpt", "provider", "topic", "body"})
"""The fields in which plain words are looked for."""


class QueryError(NamedTuple):
    """Something that was not understood. The rest of the query holds.

    Attributes:
        column: where, counted from 1; right behind the text when something is still to come.
        message: what could stand there, or what is wrong, in a few words.
        expected: words that could stand there, if they can be listed.
    """

    column: int
    message: str
    expected: tuple[str, ...] = ()


class SortTerm(NamedTuple):
    """One key of an order: a `SortKey`'s name, and whether it is turned round."""

    key: str
    reverse: bool = False

    def __str__(self) -> str:
        return f"-{self.key}" if self.reverse else self.key


class Need(StrEnum):
    """What a query asks of `Facts`; callers need not have the rest ready."""

    BODY = "body"
    """Files may have to be read, those of articles that have a body."""
    READ = "read"
    STARRED = "starred"
    READ_AT = "read_at"
    STARRED_AT = "starred_at"
    TAGS = "tags"
    NOTES = "notes"
    RANK = "rank"
    RELATED = "related"
    NOW = "now"
    """The answer changes with time."""
    REMOVED = "removed"
    """The person asks for removed articles, which no list holds otherwise."""
    ELSEWHERE = "elsewhere"
    """The person asks for articles that the library has not; only such can answer as the person has marked or noted."""


@dataclass(frozen=True)
class Query:
    """A question articles answer with yes or no, and an order.

    Attributes:
        text: what was typed.
        tree: what was understood of it; None when nothing is asked, which every article answers.
        errors: what was not understood, by column.
        sort: the order asked for, the first key first; empty when none is.
        limit: how many articles at most; None for all.
    """

    text: str
    tree: Tree | None = None
    errors: tuple[QueryError, ...] = ()
    sort: tuple[SortTerm, ...] = ()
    limit: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked of articles."""
        return self.tree is not None

    def __str__(self) -> str:
        """A query that asks the same, in one spelling."""
        parts = [str(self.tree)] if self.tree is not None else []
        parts += [f"sort:{','.join(map(str, self.sort))}"] if self.sort else []
        parts += [f"limit:{self.limit}"] if self.limit is not None else []
        if len(parts) > 1 and isinstance(self.tree, Or):
            parts[0] = f"({parts[0]})"
        return " ".join(parts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that must or may be found, folded, each once."""
        return tuple(dict.fromkeys(needle.text for needle in self._needles))

    @cached_property
    def needs(self) -> frozenset[Need]:
        """What it asks of `Facts`."""
        return frozenset(need for leaf, _ in leaves(self.tree) for need in _needs(leaf))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The parts of a text that the query asks for, as (start, end) in its characters, in order, without overlaps.

        Args:
            text: as written.
        """
        found = spans(text, self._needles)
        for pattern in self._patterns:
            found += pattern.spans(text)
        return merged(found)

    @cached_property
    def _needles(self) -> tuple[Needle, ...]:
        sought = (leaf.what if isinstance(leaf, Contains) and leaf.field in FULL_TEXT else leaf for leaf in self._asked)
        return tuple(needle_of(what) for what in sought if isinstance(what, Word | Phrase))

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        return tuple(compiled(leaf.pattern) for leaf in self._asked if isinstance(leaf, Regex))

    @cached_property
    def _asked(self) -> tuple[Leaf, ...]:
        """The leaves that are asked for, those that must not be left out."""
        return tuple(leaf for leaf, negated in leaves(self.tree) if not negated)


def needle_of(what: Word | Phrase) -> Needle:
    """What looks for a word or phrase of a tree."""
    return Needle(folded_words(what.text), whole=isinstance(what, Phrase) and what.whole)


_FLAG_NEEDS = {
    "unread": Need.READ,
    "read": Need.READ,
    "starred": Need.STARRED,
    "removed": Need.REMOVED,
    "note": Need.NOTES,
    "tag": Need.TAGS,
    "stub": Need.ELSEWHERE,
    "here": Need.ELSEWHERE,
}
_FIELD_NEEDS = {
    "body": Need.BODY,
    "tag": Need.TAGS,
    "note": Need.NOTES,
    "rank": Need.RANK,
    "read_at": Need.READ_AT,
    "starred_at": Need.STARRED_AT,
}


def _needs(leaf: Leaf) -> Iterator[Need]:
    if isinstance(leaf, Word | Phrase | Regex):
        yield Need.BODY
    elif isinstance(leaf, RelatedTo):
        yield Need.RELATED
    elif isinstance(leaf, Flag):
        if leaf.name in _FLAG_NEEDS:
            yield _FLAG_NEEDS[leaf.name]
    elif leaf.field in _FIELD_NEEDS:
        yield _FIELD_NEEDS[leaf.field]
    if isinstance(leaf, Date | DateRange):
        whens = (leaf.when,) if isinstance(leaf, Date) else (leaf.first, leaf.last)
        if any(isinstance(when, Ago | DayBefore) for when in whens):
            yield Need.NOW
