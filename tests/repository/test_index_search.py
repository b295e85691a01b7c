"""The full text finds what a query finds in memory, and the index answers what lists ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Article, Provider, Sort
from reader.model.selection import SortKey
from reader.query import fold, haystack
from reader.repository import Repository
from reader.repository.index.database import file_of
from reader.repository.index.reading import IndexReader, Term
from reader.repository.index.tokens import match_of, searched
from reader.repository.roots import find_roots
from reader.store.orders import in_order
from tests.benchmarks.generate import generate
from tests.examples import examples
from tests.repository.making import document


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    generate(folder / "made", 200, "small")
    rng = Random(7)
    for number in range(60):  # many equal values, so that ties decide
        day = f"publishedDateTime: 2022-01-{rng.randrange(1, 4):02d}" if number % 5 else "quality: 3"
        heat = f"heat: {rng.choice([-1, 0, 0, 5])}"
        text = document(f"tie-{number:02d}", day, heat, f"provider: {{name: {rng.choice('ÄBb')}}}")
        (folder / f"{number}.md").write_text(text.replace(f"title: tie-{number:02d}", f"title: {rng.choice('aAbÄ')}"))
    (folder / "cjk.md").write_text(
        document("cjk").replace("title: cjk", "title: 東京都庁とAIの話 O'Reilly C++ foo_bar")
    )
    return folder


@pytest.fixture(scope="module")
def index(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    cache = tmp_path_factory.mktemp("cache")
    for _ in Repository([str(library)], cache_dir=cache).load():
        pass
    root = find_roots([str(library)])[0]
    reader = IndexReader.open(file_of(cache, root.real), root)
    assert reader is not None
    with closing(reader):
        yield reader


@pytest.fixture(scope="module")
def articles(index: IndexReader) -> list[Article]:
    return [article for part in index.articles() for article in part]


SORTS = [Sort(key, reverse) for key in SortKey if key is not SortKey.RANK for reverse in (False, True)]


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_the_first_page_is_the_beginning_of_the_list(index: IndexReader, articles: list[Article], sort: Sort) -> None:
    whole = in_order((article for article in articles if not article.removed), sort)
    for limit in (1, 30, 1000):
        assert index.first_page(sort, limit) == whole[:limit]


def test_the_first_page_by_rank_is_of_the_latest_for_ranks_are_the_persons(index: IndexReader) -> None:
    assert index.first_page(Sort(SortKey.RANK)) == index.first_page(Sort())


def test_the_first_page_of_a_narrower_list(index: IndexReader, articles: list[Article]) -> None:
    unread = {article.key for article in articles[::3]}
    whole = [article for article in in_order(articles, Sort()) if article.key in unread and not article.removed]
    assert index.first_page(Sort(), 20, unread.__contains__) == whole[:20]


def test_rows_come_newer_ones_first(articles: list[Article]) -> None:
    minutes = [
        article.published_at.at.timestamp() // 60 if article.published_at else float("-inf") for article in articles
    ]
    assert minutes == sorted(minutes, reverse=True)


def test_edges_lead_both_ways(index: IndexReader, articles: list[Article]) -> None:
    with_links = [article for article in articles if article.links]
    assert with_links
    for article in with_links[:20]:
        for link in article.links:
            assert article in index.listing(link)
    for article in articles[:20]:
        assert all(article in index.by_key(key) for key in (article.key, *article.keys))


WORDS = [
    "a", "th", "東", "京都", "東京都庁", "都庁と", "庁", "と", "ai", "aiの", "話", "o'reilly", "o'r", "reilly", "c++",
    "foo", "foo_b", "bar", "_b", "zzz", "ä", "'re", "京x",
]  # fmt: skip


def test_words_are_found_as_in_memory(index: IndexReader, articles: list[Article]) -> None:
    rng = Random(3)
    made = [word[: rng.randrange(1, 9)] for article in articles for word in fold(article.title).split()[:2]]
    for word in [*WORDS, *made[:150]]:
        expected = {article.key for article in articles if found_in_memory(word, haystack(article))}
        found = set()
        for field in ("title", "excerpt", "provider", "topic"):
            found.update(index.search([Term(word, field=field)], 10_000))
        assert expected <= found, word
        if word.replace("_", "").isalnum():
            assert found == expected, word


def test_several_words_must_all_be_found_and_newer_articles_come_first(
    index: IndexReader, articles: list[Article]
) -> None:
    word = fold(articles[0].title).split()[0]
    keys = index.search([Term(word), Term(fold(articles[0].provider.label)[:3])], 10_000)
    assert articles[0].key in keys
    assert [*dict.fromkeys(keys)] == [key for key in dict.fromkeys(article.key for article in articles) if key in keys]
    assert index.search([Term(word)], 1) == index.search([Term(word)], 10)[:1]


def test_a_search_nobody_waits_for_any_more_ends_with_nothing(index: IndexReader) -> None:
    assert index.search([Term("a"), Term("t")], 200, lambda: False) in ([], index.search([Term("a"), Term("t")]))


@settings(deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("ab_1é京都แมก- '", min_size=1, max_size=8), min_size=1, max_size=4), st.data())
def test_every_word_of_a_text_is_found_from_where_it_begins(titles: list[str], data: st.DataObject) -> None:
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            """CREATE VIRTUAL TABLE t USING fts5(x, content='', prefix='1 2 3', tokenize="ascii tokenchars '_'")"""
        )
        articles = [Article(key=1, identity="x", title=title, provider=Provider()) for title in titles]
        connection.executemany("INSERT INTO t (x) VALUES (?)", [(searched(title),) for title in titles])
        word = data.draw(st.text("ab_1é京都แมก-'", min_size=1, max_size=4))
        match = match_of(fold(word))
        found = (
            {row[0] for row in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (match,))} if match else None
        )
        expected = {
            number for number, article in enumerate(articles, 1) if found_in_memory(fold(word), haystack(article))
        }
        assert found is None or expected <= found
        if word.isascii() and word.replace("_", "").isalnum():
            assert found == expected


def found_in_memory(word: str, text: str) -> bool:
    from reader.query.needles import Needle

    return Needle(word).found_in(text)
