"""What a program knows after batches: what counts of them, as `Library` takes them in."""

from __future__ import annotations

from collections.abc import Iterable

from reader.model import Article, Problem
from reader.model.columns import Columns
from reader.repository import Batch
from reader.store import FileProblems


class Served:
    """Articles and problems by file, over any number of loads.

    Attributes:
        columns: how often a library came as columns.
    """

    def __init__(self) -> None:
        self.articles: dict[tuple[str, str], Article] = {}
        self.problems = FileProblems()
        self.columns = 0

    def take(self, batches: Iterable[Batch]) -> None:
        """One load, from its first batch to its end."""
        adopted = ""
        for batch in batches:
            if batch.columns is not None:
                adopted = self._adopt(batch.columns)
            self.problems.forget(batch.gone)
            for place in batch.gone:
                self.articles.pop(place, None)
            for place in self.problems.add(batch.articles, batch.problems):
                if place[0] != adopted:
                    self.articles.pop(place, None)
            self.articles.update({(article.library, article.path): article for article in batch.articles})
        places = [place for place in self.articles if place[0] != adopted]
        for place in self.problems.finish(places, complete=True):
            self.articles.pop(place, None)

    def _adopt(self, columns: Columns) -> str:
        self.columns += 1
        self.articles = {place: each for place, each in self.articles.items() if place[0] != columns.library}
        articles = [*map(columns.article, range(len(columns))), *columns.others()]
        self.articles |= {(article.library, article.path): article for article in articles}
        assert len(self.articles) >= len(articles)
        return columns.library

    def everything(self) -> tuple[list[Article], list[Problem]]:
        """All of it, in order of paths."""
        return [self.articles[place] for place in sorted(self.articles)], sorted(self.problems.all())
