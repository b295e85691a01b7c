"""The query language: text → tree → filter.

`parse` reads what a person typed and never refuses it; `compile_query` makes it a filter of articles; `complete` says
how to go on. `fields` has what can be asked, `tree` what a query is read as, `plan` how it is answered.

Everything but folding is loaded on first use: a start of the program asks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.query.folding import fold

if TYPE_CHECKING:
    from reader.model.haystack import haystack
    from reader.query.bodies import BodiesRead, Known, body_tests
    from reader.query.completion import Completion, complete
    from reader.query.facts import PlainFacts
    from reader.query.needles import spans
    from reader.query.parser import parse
    from reader.query.plan import Filter, compile_query
    from reader.query.query import Need, Query, QueryError, SortTerm

__all__ = [
    "BodiesRead",
    "Completion",
    "Filter",
    "Known",
    "Need",
    "PlainFacts",
    "Query",
    "QueryError",
    "SortTerm",
    "body_tests",
    "compile_query",
    "complete",
    "fold",
    "haystack",
    "parse",
    "spans",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reader.model import haystack
    from reader.query import bodies, completion, facts, needles, parser, plan, query

    rooms = (bodies, completion, facts, haystack, needles, parser, plan, query)
    return next(getattr(room, name) for room in rooms if hasattr(room, name))
