"""What of a query an index of texts can answer by itself, and what is left to be asked of the articles it finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from reader.model.named import NamedTuple
from reader.query.needles import folded_words
from reader.query.query import FULL_TEXT, Query
from reader.query.tree import And, Contains, Not, Or, Phrase, Tree, Word

Term: TypeAlias = tuple[str, bool, str]
"""Folded words in a row, whether the last is a whole one and not the beginning of one, the field; "" for any."""

Group: TypeAlias = Sequence[Term]
"""Terms at least one of which must be found."""


class Parted(NamedTuple):
    """A query in parts.

    Attributes:
        wanted: groups each of which an article must be found by.
        unwanted: groups none of which it may be found by.
        rest: what is left to ask of articles that are so.
    """

    wanted: Sequence[Group]
    unwanted: Sequence[Group]
    rest: Query


def parted(query: Query) -> Parted:
    """Part a query.

    Of single words of letters and digits an index finds exactly the articles that a `Filter` finds, in their bodies
    too: they are not asked for again. By phrases, and words with other signs or scripts, it finds them all and some
    more: those are asked of what it finds.
    """
    tree = query.tree
    wanted: list[Group] = []
    unwanted: list[Group] = []
    left: list[Tree] = []
    for part in tree.parts if isinstance(tree, And) else (tree,) if tree is not None else ():
        negated = isinstance(part, Not)
        group = _group(part.part if isinstance(part, Not) else part)
        exact = all(map(_is_exact, group))
        if group and not negated:
            wanted.append(group)
        elif group and exact:
            unwanted.append(group)
        if not group or not exact:
            left.append(part)
    rest: Tree | None = left[0] if len(left) == 1 else And(tuple(left)) if left else None
    return Parted(wanted, unwanted, replace(query, tree=rest))


def _group(part: Tree) -> Group:
    """The terms one of which a part is sure to need; none when it may do without."""
    terms = [_term(each) for each in (part.parts if isinstance(part, Or) else (part,))]
    sure = [term for term in terms if term is not None]
    return sure if len(sure) == len(terms) else ()


def _term(part: Tree) -> Term | None:
    field, what = (part.field, part.what) if isinstance(part, Contains) else ("", part)
    if not isinstance(what, Word | Phrase) or (field and field not in FULL_TEXT):
        return None
    text = folded_words(what.text)
    return (text, isinstance(what, Phrase) and what.whole, field) if _any_letter(text) else None


def _any_letter(text: Iterable[str]) -> bool:
    return any(char.isalnum() or char == "_" for char in text)


def _is_exact(term: Term) -> bool:
    return term[0].isascii() and term[0].isalnum()
