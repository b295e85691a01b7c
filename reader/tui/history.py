"""Back and forward: the steps a person took by opening, following and jumping. Pure."""

from __future__ import annotations

from collections.abc import Callable

from reader.model import Article, Selection
from reader.model.named import NamedTuple

LONGEST = 500
"""Steps kept; the oldest go first."""


class Step(NamedTuple):
    """Where the person was.

    Attributes:
        selection: what the list held.
        cursor: the key of the article under the list's cursor.
        article: what the detail showed; a stub is kept whole, since no list holds it.
        followed: whether `article` was reached by a related link, and so belongs to a trail.
    """

    selection: Selection
    cursor: int | None
    article: Article | None
    followed: bool = False


class History:
    """A list of steps and the one that is now."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._now = -1

    def visit(self, here: Step, there: Step) -> None:
        """Go from `here` to `there`: what lay ahead is forgotten, `here` is brought up to date.

        Where both are one step, nothing is left and nothing forgotten: looking closer is no way on.
        """
        known = self._update(here)
        if known and _same(here, there):
            return
        del self._steps[self._now + 1 :]
        if not known:
            self._steps.append(here)
        if not _same(here, there):
            self._steps.append(there)
        del self._steps[:-LONGEST]
        self._now = len(self._steps) - 1

    def back(self, here: Step) -> Step | None:
        """The step before, or None at the first one."""
        return self._walk(here, -1)

    def forward(self, here: Step) -> Step | None:
        """The step after, or None at the last one."""
        return self._walk(here, 1)

    def change(self, lists: Callable[[Selection], Selection]) -> None:
        """Have every step's list be another one."""
        self._steps = [step._replace(selection=lists(step.selection)) for step in self._steps]

    def trail(self, article: Article | None) -> list[Article]:
        """The articles from the one the person began to follow links at, to the one on show."""
        if article is None or self._now < 0 or not _shows(self._steps[self._now], article):
            return []
        first = self._now
        while first > 0 and self._steps[first].followed:
            first -= 1
        return [step.article for step in self._steps[first : self._now + 1] if step.article is not None]

    def _walk(self, here: Step, by: int) -> Step | None:
        target = self._now + by
        if self._now >= 0 and not self._update(here) and by < 0:
            target = self._now  # the cursor has moved on since the last step, so "back" first returns to that step
        if not 0 <= target < len(self._steps):
            return None
        self._now = target
        return self._steps[target]

    def _update(self, here: Step) -> bool:
        """Bring the step that is now up to date with where the person is; False when they are elsewhere."""
        if self._now < 0 or not _same(self._steps[self._now], here):
            return False
        self._steps[self._now] = here._replace(followed=self._steps[self._now].followed)
        return True


def _same(one: Step, other: Step) -> bool:
    return _key(one.article) == _key(other.article) and one.selection == other.selection


def _shows(step: Step, article: Article) -> bool:
    return _key(step.article) == article.key


def _key(article: Article | None) -> int | None:
    return None if article is None else article.key
