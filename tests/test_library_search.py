"""What queries may ask of a library beside its articles: rank, relations, what was removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from reader.model import Article, Document, Moment, Scope, Selection, Sort, Topic
from reader.model.selection import SortKey
from reader.store.rank import Weights
from tests.fakes import FakeJournal, FakeSource, article, by_name, document


def library_of(*documents: Document, journal: FakeJournal | None = None, weights: Weights | None = None) -> Library:
    library = Library(
        FakeSource(documents, topics=[Topic("Top"), Topic("AI", parent="Top")]),
        journal or FakeJournal(),
        weights=weights,
    )
    library.load()
    return library


def doc(name: str, *links: str, **more: object) -> Document:
    return document(article(name, **more), [(link,) for link in links])  # type: ignore[arg-type]


def names(library: Library, query: str, **selection: object) -> list[str]:
    return sorted(by_name(library.select(Selection(query=query, **selection))))  # type: ignore[arg-type]


# Rank


def test_rank_is_what_an_article_is_worth_now() -> None:
    now = datetime.now(UTC)
    ages = {"fresh": 0.1, "yesterday": 1.0, "older": 3.0, "old": 30.0}
    documents = [doc(name, published_at=Moment(now - timedelta(days=days))) for name, days in ages.items()]
    library = library_of(*documents, doc("undated", day=None, published_at=None))
    assert names(library, "rank>50") == ["fresh", "yesterday"]
    assert names(library, "rank:30..80") == ["older", "yesterday"]
    assert names(library, "rank<1") == ["old"]
    assert names(library, "-rank<1000") == ["undated"]
    assert library.query_errors("rank>50 sort:rank") == ()


def test_rank_goes_by_the_weights_of_the_configuration() -> None:
    documents = (doc("a", provider="Wired", published_at=Moment(datetime.now(UTC) - timedelta(days=8))), doc("b"))
    assert names(library_of(*documents), "rank>20") == []
    assert names(library_of(*documents, weights=Weights({"wired": 8.0}, {}, 2.0)), "rank>20") == ["a"]


@given(st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 150)), max_size=8), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_a_rank_parts_a_list_by_rank_in_two(made: list[tuple[int, int | None]], some: int) -> None:
    now = datetime.now(UTC)
    documents = [
        doc(f"a{number}", published_at=Moment(now - timedelta(days=days, minutes=number)), quality=quality)
        for number, (days, quality) in enumerate(made)
    ]
    library = library_of(*documents)
    whole = [each.key for each in library.select(Selection(sort=Sort(SortKey.RANK)))]
    better = [each.key for each in library.select(Selection(query=f"rank>{some * 15} sort:rank"))]
    assert better == whole[: len(better)]


# Relations


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("related-to:https://example.com/a", ["b", "c"]),
        ("related-to:example.com/a", ["b", "c"]),
        ("related-to:a.md", ["b", "c"]),
        ("related-to:b.md", ["a"]),
        ("related-to:c.md -title:d", ["a"]),
        ("related-to:c.md", ["a", "d"]),
        ("related-to:d.md", ["c"]),
        ("related-to:https://example.com/elsewhere", ["d"]),
        ("related-to:a.md related-to:d.md", ["c"]),
        ("-related-to:a.md", ["a", "d"]),
    ],
)
def test_what_is_tied_to_an_article_is_found_either_way(query: str, found: list[str]) -> None:
    library = library_of(doc("a", "b"), doc("b"), doc("c", "a", "d"), doc("d", "elsewhere"))
    assert library.query_errors(query) == ()
    assert names(library, query) == found


def test_an_id_or_the_beginning_of_one_names_an_article() -> None:
    library = library_of(doc("a", "b"), doc("b"))
    ident = article("a").id
    assert names(library, f"related-to:{ident}") == ["b"] == names(library, f"related-to:{ident[:6].upper()}")


def test_a_starred_article_elsewhere_is_found_by_what_tells_of_it() -> None:
    journal = FakeJournal()
    library = library_of(doc("a", "b"), journal=journal)
    journal.starred[article("b").key] = article("b", path="", library="")
    journal._held[article("b").key] = article("b", path="", library="")
    assert names(library, "related-to:a.md", scope=Scope.STARRED) == ["b"]


def test_a_reference_to_nothing_is_an_error_at_its_column_and_asks_nothing() -> None:
    library = library_of(doc("a", "b"), doc("b"))
    (error,) = library.query_errors("title:a related-to:zebra.md")
    assert error.column == 9
    assert error.message == "no article answers to “zebra.md”; an id, a URL or a path"
    assert names(library, "title:a related-to:zebra.md") == ["a"]


def test_a_reference_to_several_is_an_error_at_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [article("one"), article("two")]
    prefix = "abcdef"
    keys = [(int(prefix, 16) << 40) + number for number in (1, 2)]
    library = library_of(*(Document(article=replace_key(each, key)) for each, key in zip(twins, keys, strict=True)))
    (error,) = library.query_errors("-related-to:abcdef")
    assert error.column == 2
    assert error.message == "“abcdef” can be any of 2 articles; more of its id"


def replace_key(each: Article, key: int) -> Article:

    return each._replace(key=key)


PAGES = "abcdef"


told = st.tuples(st.sampled_from(PAGES), st.lists(st.sampled_from(PAGES + "xy"), max_size=4, unique=True))


@given(st.lists(told, max_size=6, unique_by=lambda pair: pair[0]))
@settings(max_examples=80, deadline=None)
def test_relations_are_what_the_documents_say(made: list[tuple[str, list[str]]]) -> None:
    library = library_of(*(doc(name, *links) for name, links in made))
    told = dict(made)
    for name in PAGES + "xy":
        tied = {other for other in told if other != name and (name in told[other] or other in told.get(name, ()))}
        query = f"related-to:https://example.com/{name}"
        if name in told or any(name in links for links in told.values()):
            assert names(library, query) == sorted(tied)
        else:
            assert [error.column for error in library.query_errors(query)] == [1]


# Removed articles


def test_removed_articles_are_listed_when_a_query_asks_for_them_and_else_never() -> None:
    library = library_of(
        doc("a", day=1), doc("gone", day=2, removed=True, topics=("AI",), provider="Wired"), doc("old", removed=True)
    )
    assert by_name(library.select(Selection(query="is:removed"))) == ["gone", "old"]
    assert by_name(library.select(Selection(query="is:removed sort:-date"))) == ["old", "gone"]
    assert names(library, "is:removed topic:ai") == ["gone"]
    assert names(library, "is:removed or title:a") == ["a", "gone", "old"]
    assert names(library, "-is:removed") == ["a"] == names(library, "") == names(library, "a")
    assert names(library, "is:removed", topic="top") == ["gone"] == names(library, "is:removed", provider="wired")
    assert names(library, "is:removed", scope=Scope.STARRED) == []
    assert library.query_errors("is:removed") == ()
    assert library.counts().articles == 1


def test_a_removed_article_that_was_read_is_not_unread() -> None:
    journal = FakeJournal()
    library = library_of(doc("gone", removed=True), journal=journal)
    assert names(library, "is:removed", scope=Scope.UNREAD) == ["gone"]
    journal.read_keys.add(article("gone").key)
    assert names(library, "is:removed", scope=Scope.UNREAD) == []
    assert names(library, "is:removed is:read") == ["gone"]


# Why


def test_why_says_what_each_part_of_a_query_found_and_what_the_order_goes_by() -> None:
    library = library_of(
        doc("a", title="The Lab", excerpt="A kernel.", heat=806, topics=("AI",), provider="Wired", has_body=True),
    )
    (found,) = library.select(Selection())
    query = "lab kern wired ai /lab|text/ text heat>50 quality>1 is:unread -zebra date:2022 sort:-heat,title"
    why = library.why(found, Selection(query=query), "Some text.")
    assert [(reason.what, reason.words) for reason in why.matched] == [
        ("lab", "in title"), ("kern", "in excerpt"), ("wired", "in provider"), ("ai", "in topics"),
        ("/lab|text/", "in title, text"), ("text", "in text"), ("heat>50", "heat 806"),
        ("quality>1", "quality not known"), ("is:unread", "yes"), ("-zebra", "nowhere"), ("date=2022", "2022-01-01"),
    ]  # fmt: skip
    assert [(reason.what, reason.words) for reason in why.ordered] == [("-heat", "806"), ("title", "The Lab")]
    assert [reason.what for reason in why.terms] == ["quality", "heat", "freshness"]
    unread = library.why(found, Selection(query="text"))
    assert unread.matched[0].words == "perhaps in the text"


@pytest.mark.parametrize("key", list(SortKey))
def test_why_knows_every_order_and_an_article_that_has_nothing(key: SortKey) -> None:
    library = library_of(doc("a", title="", day=None))
    (found,) = library.select(Selection())
    why = library.why(found, Selection(sort=Sort(key)))
    assert "no" in why.ordered[0].words
    assert why.worth is None


def test_the_worth_is_made_of_the_terms() -> None:
    library = library_of(doc("a", quality=120, heat=5), weights=Weights(half_life=3_000))
    (found,) = library.select(Selection())
    why = library.why(found)
    assert why.worth == pytest.approx(100 * 2 ** sum(term.value or 0 for term in why.terms), rel=1e-3)
