"""How long a query over 100,000 articles takes, beside a bare Python loop over the same rows.

Three terms of every kind, drawn at random from what the articles hold; no regular expressions, no phrases in bodies.
The bare loop asks every article for the same words of the same folded texts, and does nothing else.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from random import Random
from typing import Any, NamedTuple

from reader.documents import read_document
from reader.model import Article
from reader.query import PlainFacts, compile_query, haystack, parse
from reader.query.table import Table
from reader.store.rank import Weights, score
from tests.benchmarks.bench import Bench
from tests.benchmarks.generate import Inventor
from tests.benchmarks.measure import Row, compare, milliseconds, percentile
from tests.fakes import FakeMarks

COUNT = 100_000
QUERIES = 60
"""Queries of each kind."""


class Asked(NamedTuple):
    """A question: the query, its plain words for the bare loop, and how many of them are enough."""

    text: str
    words: tuple[str, ...]
    enough: Callable[[Iterable[bool]], bool]


def queries(bench: Bench) -> list[Row]:
    """Ask queries of three terms."""
    articles = _articles(COUNT)
    texts = {each.key: haystack(each) for each in articles}
    marks = FakeMarks({each.key for each in articles[::3]}, {})
    facts = PlainFacts(datetime(2026, 1, 1, tzinfo=UTC), marks=marks, folded=lambda each: texts[each.key])
    table = Table(articles, facts.folded)
    questions = _Questions(Random(7), articles, texts)
    gc.collect()
    gc.freeze()

    def ours(question: Asked) -> None:
        compile_query(parse(question.text), facts).select(table)

    def bare(question: Asked) -> None:
        words, enough = question.words, question.enough
        [each for each in articles if enough(word in texts[each.key] for word in words)]

    rows = []
    every: list[float] = []
    for what, make in questions.kinds.items():
        asked = [make() for _ in range(bench.rounds or QUERIES)]
        ours(asked[0])  # columns are read once, not with every letter
        took, beside = [], []
        for question in asked:
            took.append(_timed(partial(ours, question)))
            beside.append(_timed(partial(bare, question)))
        every += took
        rows.append(compare(f"{what}, {COUNT:,} articles, median", took, "bare loop, three words", beside))
        rows.append(Row(f"{what}, 95 of 100 within", milliseconds(percentile(took, 95)), goal="≤ 30 ms"))
    rows.append(Row("all of these, 95 of 100 within", milliseconds(percentile(every, 95)), goal="≤ 30 ms"))
    weights = Weights({"northwind": 2.0}, {"security": 1.5})
    ranked = [_timed(lambda: [score(each, weights) for each in articles]) for _ in range(3)]
    rows.append(Row(f"rank of {COUNT:,} articles", milliseconds(min(ranked))))
    gc.unfreeze()
    return rows


class _Questions:
    """Draws queries from what articles hold."""

    def __init__(self, rng: Random, articles: Sequence[Article], texts: dict[int, str]) -> None:
        some = rng.sample(articles, min(400, len(articles)))
        self._rng = rng
        self._words = list(chain.from_iterable(re.findall(r"[a-z]{3,}", texts[each.key]) for each in some))
        self._providers = [each.provider.name.split()[0] for each in some if each.provider.name]
        self._topics = [topic.split()[0] for each in some for topic in each.topics]
        self.kinds: dict[str, Callable[[], Asked]] = {
            "three words": lambda: self._asked("{} {} {}"),
            "word, topic, heat": lambda: self._asked(f"{{}} topic:{self._one(self._topics)} heat>{rng.randrange(300)}"),
            "provider, date, unread": lambda: self._asked(
                f"provider:{self._one(self._providers)} date:202{rng.randrange(6)} is:unread"
            ),
            "words and one left out": lambda: self._asked("{} {} -{}"),
            "either of three words": lambda: self._asked("{} or {} or {}"),
            "title, excerpt, type": lambda: self._asked("title:{} excerpt:{} type:article"),
            "address, age, quality": lambda: self._asked(f"url:{{}} newer:3y quality>{rng.randrange(90)}"),
            "phrase of two, read": lambda: self._asked('"{} {}" is:read has:image'),
        }

    def _asked(self, pattern: str) -> Asked:
        words = tuple(self._word() for _ in range(3))
        return Asked(pattern.format(*words), words, any if " or " in pattern else all)

    def _word(self) -> str:
        """A word, or its first letters."""
        word = self._one(self._words)
        return word[: self._rng.randrange(3, len(word) + 1)]

    def _one(self, values: Sequence[str]) -> str:
        return self._rng.choice(values)


def _articles(count: int) -> list[Article]:
    """Invented articles, newest first, that share what a store lets them share."""
    shared: dict[Any, Any] = {}
    articles = []
    for number, invented in enumerate(Inventor(1, count).articles(count)):
        data = f"---\n{invented.head}\n---\n".encode()
        document = read_document(data, library="library", path=f"{number}.txt").document
        assert document is not None
        article = document.article
        values = {name: getattr(article, name) for name in ("provider", "topics", "type")}
        articles.append(article._replace(**{name: shared.setdefault(each, each) for name, each in values.items()}))
    return articles[::-1]


def _timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
