"""Queries as filters of articles.

A query is made once into steps. Of parts that must all hold, cheap ones come first, and those that read files last,
when few articles are left; of parts any of which may hold, files are read only for articles that no other part has
found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.model import Article, ReaderError
from reader.query.query import Query, QueryError
from reader.query.steps import Leaves, Rows, Run, Step
from reader.query.table import Table
from reader.query.tree import And, Leaf, Not, Or, Tree

if TYPE_CHECKING:
    from reader.model.edges import Facts


class Filter:
    """A query ready to be asked of articles.

    Attributes:
        errors: clauses that could not be made out with these facts (a reference that names nothing); they ask nothing.
    """

    def __init__(self, step: Step | None, errors: tuple[QueryError, ...], facts: Facts) -> None:
        self.errors = errors
        self._run = None if step is None else step.run
        self._folded = facts.folded

    def __call__(self, article: Article) -> bool:
        """Whether an article answers the query. For many articles `select` is far quicker."""
        return bool(self.rows(Table([article], self._folded)))

    def select(self, articles: Table | Iterable[Article]) -> list[Article]:
        """Those that answer the query, in their order.

        Where files must be read (`Need.BODY`), this takes its time: hand over portions.

        Args:
            articles: no two of one key. A table that is kept spares looking at every article again.
        """
        table = articles if isinstance(articles, Table) else Table(articles, self._folded)
        return [table.articles[row] for row in self.rows(table)]

    def rows(self, table: Table, among: Rows | None = None) -> Rows:
        """The same by number of row.

        Args:
            table: the articles.
            among: only these rows, rising; None for all.
        """
        given = range(len(table)) if among is None else among
        return given if self._run is None else self._run(table, given)


def compile_query(query: Query, facts: Facts) -> Filter:
    """Make a query ready to be asked. The present is taken from `facts` once, now."""
    planner = _Planner(facts)
    step = planner.step(query.tree) if query.tree is not None else None
    return Filter(step, tuple(planner.errors), facts)


class _Planner:
    def __init__(self, facts: Facts) -> None:
        self.errors: list[QueryError] = []
        self._leaves = Leaves(facts)

    def step(self, tree: Tree) -> Step | None:
        """What does the work of a node; None when nothing of it can be asked."""
        if isinstance(tree, Not):
            self._leaves.negated = not self._leaves.negated
            part = self.step(tree.part)
            self._leaves.negated = not self._leaves.negated
            # What must not be is rare as a rule, so it leaves most articles to the parts after it.
            return None if part is None else Step(2 * part.cost, partial(_run_not, part.run))
        if isinstance(tree, And):
            steps = sorted((step for step in map(self.step, tree.parts) if step is not None), key=_cost)
            return _together(steps, partial(_run_all, [step.run for step in steps]))
        return self._any(tree.parts if isinstance(tree, Or) else (tree,))

    def _any(self, parts: Sequence[Tree]) -> Step | None:
        steps: list[Step] = []
        for part in parts:
            if isinstance(part, And | Or | Not):
                steps += filter(None, [self.step(part)])
            else:
                steps += self._leaf(part)
        steps.sort(key=_cost)
        early = [step.run for step in steps if not step.reads_body]
        late = [step.run for step in steps if step.reads_body]
        return _together(steps, early[0] if len(early) == 1 and not late else partial(_run_any, early, late))

    def _leaf(self, leaf: Leaf) -> Sequence[Step]:
        try:
            return self._leaves.steps(leaf)
        except ReaderError as error:
            self.errors.append(QueryError(leaf.start + 1, str(error)))
            return ()


def _together(steps: Sequence[Step], run: Run) -> Step | None:
    return Step(sum(map(_cost, steps)), run) if steps else None


def _cost(step: Step) -> float:
    return step.cost


def _run_all(runs: Sequence[Run], table: Table, rows: Rows) -> Rows:
    for run in runs:
        rows = run(table, rows)
    return rows


def _run_not(run: Run, table: Table, rows: Rows) -> Rows:
    return _without(rows, run(table, rows))


def _run_any(early: Sequence[Run], late: Sequence[Run], table: Table, rows: Rows) -> Rows:
    """Rows that pass any of the steps.

    Args:
        early: steps for all articles.
        late: steps for those that have a body.
        table: the articles.
        rows: the rows in question.
    """
    found: Rows = []
    for run in early:
        found = _joined(found, run(table, _without(rows, found)))
    if late:
        bodies = table.flags("has:body")
        left: Rows = [row for row in rows if bodies[row]] if 1 in bodies else []
        left = _without(left, found)
        for run in late:
            more = run(table, left)
            left = _without(left, more)
            found = _joined(found, more)
    return found


def _without(rows: Rows, others: Rows) -> Rows:
    if not others or not rows:
        return rows
    gone = set(others)
    return [row for row in rows if row not in gone]


def _joined(some: Rows, more: Rows) -> Rows:
    """Both, which have nothing in common, in order."""
    if not some or not more:
        return some or more
    return sorted([*some, *more])
