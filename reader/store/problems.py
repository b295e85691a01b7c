"""What is wrong with the files, and which files were met while everything is read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from reader.model import Article, Problem

Place: TypeAlias = tuple[str, str]
"""(library as given, path inside it) of a file."""


class FileProblems:
    """Problems by file. Reading everything again puts new ones in the place of old ones, file by file."""

    def __init__(self) -> None:
        self._problems: dict[Place, list[Problem]] = {}
        # The files met since `finish`; None the first time, when nothing can be gone.
        self._met: set[Place] | None = None

    def add(self, articles: Iterable[Article], problems: Iterable[Problem]) -> set[Place]:
        """Take in what was found in files; returns those that were met anew and hold no article now."""
        found: dict[Place, list[Problem]] = {}
        for problem in problems:
            found.setdefault((problem.library, problem.path), []).append(problem)
        without: set[Place] = set()
        if self._met is not None:
            with_article = {(article.library, article.path) for article in articles}
            anew = (with_article | found.keys()) - self._met
            self._met |= anew
            for place in anew:
                self._problems.pop(place, None)
            without = anew - with_article
        for place, here in found.items():
            self._problems.setdefault(place, []).extend(here)
        return without

    def forget(self, places: Iterable[Place]) -> None:
        """Drop what was said of files; what is to be said of them now comes next."""
        for place in places:
            self._problems.pop(place, None)

    def renew(self, places: Iterable[Place], problems: Iterable[Problem]) -> None:
        """Put what is wrong with some files now in the place of what was."""
        self.forget(places)
        for problem in problems:
            self._problems.setdefault((problem.library, problem.path), []).append(problem)

    def finish(self, places: Iterable[Place], *, complete: bool) -> list[Place]:
        """Say that everything was read; returns those of `places` that were not met.

        Args:
            places: the files there are articles of.
            complete: False when reading was cancelled; then nothing counts as gone.
        """
        gone: list[Place] = []
        if complete and self._met is not None:
            gone = [place for place in places if place not in self._met]
            self._problems = {place: here for place, here in self._problems.items() if place in self._met}
        self._met = set()
        return gone

    def all(self) -> list[Problem]:
        """Every problem, in no particular order."""
        return [problem for here in self._problems.values() for problem in here]
