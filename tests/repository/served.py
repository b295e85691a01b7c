"""What a program knows after batches: what counts of them, as `Library` takes them in."""

from __future__ import annotations

from collections.abc import Iterable

from reader.model import Article, Problem
from reader.repository import Batch
from reader.store import FileProblems


class Served:
    """Articles and problems by file, over any number of loads."""

    def __init__(self) -> None:
        self.articles: dict[tuple[str, str], Article] = {}
        self.problems = FileProblems()

    def take(self, batches: Iterable[Batch]) -> None:
        """One load, from its first batch to its end."""
        for batch in batches:
            self.problems.forget(batch.gone)
            for place in batch.gone:
                self.articles.pop(place, None)
            for place in self.problems.add(batch.articles, batch.problems):
                self.articles.pop(place, None)
            self.articles.update({(article.library, article.path): article for article in batch.articles})
        for place in self.problems.finish(self.articles, complete=True):
            self.articles.pop(place, None)

    def everything(self) -> tuple[list[Article], list[Problem]]:
        """All of it, in order of paths."""
        return [self.articles[place] for place in sorted(self.articles)], sorted(self.problems.all())
