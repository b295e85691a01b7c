"""What a query says of itself: what it needs, what an index can look for, what is lit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.model import SortKey
from reader.query import Need, QueryError, compile_query, parse
from reader.query.fields import SORTS
from reader.query.indexed import Group, parted
from tests.query.newsstand import ARTICLES, Facts


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("", ""),
        ("title:azure topic:ai heat>5 related>3 date:2022 is:published has:image url:x sort:heat", ""),
        ("azure", "body"),
        ('"azure cosmos" or heat>3', "body"),
        ("/azure/", "body"),
        ("body:x", "body"),
        ("-is:read", "read"),
        ("is:unread is:starred", "read starred"),
        ("read_at:today", "read_at now"),
        ("starred_at:2022", "starred_at"),
        ("tag:x or note:y", "tags notes"),
        ("has:tag has:note", "tags notes"),
        ("rank>5", "rank"),
        ("related-to:x", "related"),
        ("newer:2d", "now"),
        ("date:..yesterday", "now"),
        ("is:removed", "removed"),
    ],
)
def test_a_query_says_what_must_be_known(text: str, needs: str) -> None:
    assert parse(text).needs == {Need(need) for need in needs.split()}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("Azure", [["azure"]]),
        ("azure cosmos heat>5", [["azure"], ["cosmos"]]),
        ('"Azure Cosmos"', [["azure cosmos!"]]),
        ('"azure cos"*', [["azure cos"]]),
        ("title:azure -cosmos", [["title:azure"]]),
        ("topic:ai provider:zd body:x excerpt:y", [["topic:ai"], ["provider:zd"], ["body:x"], ["excerpt:y"]]),
        ("azure or cosmos", [["azure", "cosmos"]]),
        ("(azure or cosmos) db", [["azure", "cosmos"], ["db"]]),
        ("azure or heat>5", []),
        ("azure or (cosmos db)", []),
        ("/azure/ note:x tag:y url:z topic=ai", []),
        ("!!! azure", [["azure"]]),
    ],
)
def test_an_index_is_told_what_every_article_found_has(text: str, terms: list[list[str]]) -> None:
    assert shown(parted(parse(text)).wanted) == terms


@pytest.mark.parametrize(
    ("text", "terms", "rest"),
    [
        ("azure -cosmos", [["cosmos"]], ""),
        ("-(azure or title:cosmos)", [["azure", "title:cosmos"]], ""),
        ('-"azure cosmos" -heat>5', [], '-"azure cosmos" -heat>5'),
        ('"azure cosmos" azure', [], '"azure cosmos"'),
    ],
)
def test_an_index_is_told_what_none_has_and_the_filter_what_it_cannot_tell(
    text: str, terms: list[list[str]], rest: str
) -> None:
    parts = parted(parse(text))
    assert shown(parts.unwanted) == terms
    assert str(parts.rest) == rest


def shown(groups: Sequence[Group]) -> list[list[str]]:
    return [
        [f"{field}:{text}".removeprefix(":") + ("!" if whole else "") for text, whole, field in group]
        for group in groups
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Über azure -cosmos", ("uber", "azure")),
        ('"Deep  Learning" title:lab', ("deep learning", "lab")),
        ("provider=x heat>5 tag:y", ()),
        ("-(azure -cosmos)", ("cosmos",)),
    ],
)
def test_words_that_are_asked_for_are_named(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).words == words


def test_every_order_of_lists_can_be_asked_for() -> None:
    assert {str(key) for key in SortKey} <= set(SORTS)


# Files are read last, and only where they can decide


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("azure", ["cplus", "kernel"]),
        ("scheduler", ["cplus"]),  # found in the other's title
        ("scheduler templates", ["cplus", "kernel"]),
        ("azure topic:ai", []),
        ("body:deep quality>3", []),
        ("body:deep is:read", []),
        ("scheduler or c++", []),
        ("deep or scheduler or modern", []),
        ("deep or topic:linux", ["cplus"]),
        ("-azure has:body", ["cplus", "kernel"]),
        ("-scheduler has:body topic:linux", []),
        ("deep learning", ["cplus", "kernel"]),
        ("/deep/ topic:linux", ["kernel"]),
        ("body:deep body:learning body:error", ["cplus", "kernel"]),
        ("title:deep", []),
        ('body=""', []),
    ],
)
def test_files_are_read_last_and_only_where_they_can_decide(text: str, read: list[str]) -> None:
    facts = Facts()
    compile_query(parse(text), facts).select(ARTICLES.values())
    assert sorted(facts.read) == read


def test_a_file_that_has_gone_has_no_words() -> None:
    class Gone(Facts):
        def body(self, article: object) -> None:
            return None

    assert compile_query(parse("deep body:deep"), Gone()).select(ARTICLES.values()) == []


# What only the facts can tell to be wrong


def test_a_reference_to_nothing_is_an_error_at_its_column_and_asks_nothing() -> None:
    found = compile_query(parse("topic:food related-to:nothing"), Facts())
    assert found.errors == (QueryError(12, "No article answers to “nothing”."),)
    assert found.select(ARTICLES.values()) == [ARTICLES["cafe"]]
    assert found(ARTICLES["cafe"])


@pytest.mark.parametrize("text", ["related-to:nothing", "-related-to:nothing", "related-to:nothing or related-to:none"])
def test_a_query_of_nothing_but_errors_is_answered_by_every_article(text: str) -> None:
    found = compile_query(parse(text), Facts())
    assert found.select(ARTICLES.values()) == list(ARTICLES.values())
    assert all(found(each) for each in ARTICLES.values())
