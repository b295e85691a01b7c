"""Small libraries for the tests of this room."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from reader.model import Article, Problem
from reader.repository import Repository


def document(title: str, *more: str) -> str:
    """A document with that title and further lines of front matter."""
    return "\n".join(["---", f"title: {title}", f"webUrl: https://example.com/{title}", *more, "---", ""])


def fill(folder: Path, names: Iterable[str]) -> None:
    """Put a document under each name, its title taken from the name."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document(file.stem), encoding="utf-8")


def loaded(repository: Repository) -> tuple[list[Article], list[Problem]]:
    """Everything a repository has, in order of paths."""
    batches = list(repository.load())
    articles = [article for batch in batches for article in batch.articles]
    problems = [problem for batch in batches for problem in batch.problems]
    return sorted(articles, key=lambda article: (article.library, article.path)), sorted(problems)


def settle(file: Path) -> None:
    """Wait until a file's time tells it from what it will be when it changes."""
    while time.time_ns() - file.stat().st_ctime_ns < 150_000_000:
        time.sleep(0.01)


def settle_all(folder: Path) -> None:
    """The same for every file of a folder: an index trusts none that might still change within a tick of the clock."""
    for file in folder.rglob("*"):
        settle(file)
