"""A query put to articles, through an index where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.model import Article
from reader.query import Need, Query, compile_query
from reader.query.table import Table

if TYPE_CHECKING:
    from reader.model.edges import Facts
    from reader.store.base import Base


class Answers:
    """One query and what it may ask.

    Attributes:
        facts: what it may ask.
        want_removed: whether it asks for articles that are removed at their source, which lists do not show otherwise.
    """

    def __init__(self, query: Query, facts: Facts) -> None:
        """Make the query ready.

        Args:
            query: the query.
            facts: what it may ask.
        """
        self.want_removed = Need.REMOVED in query.needs
        self._query = query
        self.facts = facts
        self._whole = compile_query(query, facts)

    def among(self, articles: Table | Iterable[Article]) -> list[Article]:
        """Those articles that answer it, in their order."""
        return self._whole.select(articles)

    def first_rows(self, base: Base, first: int) -> tuple[Sequence[int], bool] | None:
        """About so many rows that answer it, the newest, and whether there may be more.

        None where that is no quicker than all of them.
        """
        from reader.query.indexed import parted

        wanted, unwanted, rest = parted(self._query)
        if not wanted or unwanted or rest.tree is not None or self.want_removed:
            return None
        found = base.first_found(wanted, first)
        return None if found is None else ([row for row in found[0] if base.is_shown(row)], found[1])

    def rows(self, table: Table, base: Base, shown: Sequence[int]) -> Sequence[int]:
        """The rows that answer it, rising.

        Args:
            table: every row of `base`.
            base: what knows the index.
            shown: the rows in question, rising.
        """
        from reader.query.indexed import parted

        wanted, unwanted, rest = parted(self._query)
        found = base.found(wanted) if wanted else shown
        out = [base.found((group,)) for group in unwanted] if found is not None else []
        if found is None or None in out or not (wanted or unwanted):
            return self._whole.rows(table, shown)
        without = {row for rows in out if rows is not None for row in rows}
        if len(shown) < len(table) and found is not shown:
            among = set(shown)
            found = [row for row in found if row in among]
        if without:
            found = [row for row in found if row not in without]
        return compile_query(rest, self.facts).rows(table, found)
