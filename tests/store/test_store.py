"""The store: identity, duplicates, aliases, scopes, sorts, counts."""

from __future__ import annotations

import pytest

from reader.model import Identity, Scope, Selection, Sort, SortKey
from reader.store import Store
from tests.fakes import FakeMarks, article, by_name, key
from tests.store.columns import MemoryColumns


def store_of(*articles: object, marks: FakeMarks | None = None, libraries: tuple[str, ...] = ("news",)) -> Store:
    store = Store(marks or FakeMarks(), libraries)
    store.add(articles)  # type: ignore[arg-type]
    return store


def names(store: Store, **selection: object) -> list[str]:
    return by_name(store.select(Selection(**selection)))  # type: ignore[arg-type]


# Files of one identity


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        pytest.param({"day": 1}, {"day": 2}, id="later published"),
        pytest.param({"day": None}, {"day": -400}, id="dated"),
        pytest.param({"day": 5, "updated": 1}, {"day": 2}, id="the update counts, not the publication"),
        pytest.param({"day": 3}, {"day": 1, "updated": 4}, id="updated later"),
        pytest.param({"filled": 3}, {"filled": 4}, id="fuller"),
        pytest.param({"library": "b"}, {"library": "a", "path": "z.md"}, id="earlier library"),
        pytest.param({"path": "b.md"}, {"path": "a.md"}, id="path"),
    ],
)
def test_the_better_of_two_files_is_the_article(worse: dict[str, object], better: dict[str, object]) -> None:
    one = article("x", title="Worse", **{"path": "n.md", **worse})  # type: ignore[arg-type]
    other = article("x", title="Better", **{"path": "m.md", **better})  # type: ignore[arg-type]
    for files in ((one, other), (other, one)):
        store = store_of(*files, libraries=("a", "b"))
        assert names(store) == ["better"]
        assert store.duplicates(key("https://example.com/x")) == (one,)
        assert store.articles == 1


def test_each_file_that_is_passed_over_is_a_problem_that_names_the_other() -> None:
    store = store_of(article("x", day=2, path="new.md"), article("x", path="old.md"), article("x", path="older.md"))
    problems = sorted(store.duplicate_problems())
    assert [(each.path, each.code) for each in problems] == [("old.md", "duplicate"), ("older.md", "duplicate")]
    assert all("new.md" in each.message for each in problems)


def test_when_the_better_file_goes_the_next_one_takes_its_place() -> None:
    store = store_of(article("x", title="C", path="c"), article("x", title="A", path="a"), article("x", path="b"))
    store.remove("news", "a")
    assert [each.path for each in store.select(Selection())] == ["b"]
    store.remove("news", "c")
    store.remove("news", "c")
    assert not store.duplicates(key("https://example.com/x"))
    store.remove("news", "b")
    assert store.articles == 0
    assert store.get(key("https://example.com/x")) is None


def test_a_file_that_is_read_again_replaces_itself_also_under_another_identity() -> None:
    store = store_of(article("one", path="file.md", topics=("A",)))
    store.add([article("one", path="file.md", title="Anew")])
    assert names(store) == ["anew"]
    store.add([article("two", path="file.md")])
    assert names(store) == ["two"]
    assert store.topics() == ()


# Addresses


def test_an_identity_goes_before_an_alias() -> None:
    store = store_of(article("one", amp="two"), article("two"))
    found = store.resolve((key("https://example.com/two"), key("https://example.com/one")))
    assert found is not None
    assert found.title == "Two"


def test_a_shared_address_leads_to_the_earliest_and_merges_nothing() -> None:
    store = store_of(
        article("late", original="first", day=3),
        article("early", original="first", day=1),
        article("undated", original="first", day=None),
    )
    found = store.resolve((key("https://example.com/first"),))
    assert found is not None
    assert found.title == "Early"
    assert store.articles == 3


def test_an_address_leads_to_a_removed_article_only_when_no_other_has_it() -> None:
    store = store_of(article("gone", amp="page", day=1, removed=True), article("here", amp="page", day=2))
    shared = (key("https://example.com/page"),)
    assert by_name(filter(None, [store.resolve(shared)])) == ["here"]
    store.remove("news", "here.md")
    assert by_name(filter(None, [store.resolve(shared)])) == ["gone"]


def test_an_address_that_only_the_weaker_file_has_leads_to_the_article() -> None:
    store = store_of(article("x", title="Better", day=2, path="b"), article("x", amp="amp", path="a"))
    found = store.resolve((key("https://example.com/amp"),))
    assert found is not None
    assert found.title == "Better"
    store.remove("news", "a")
    assert store.resolve((key("https://example.com/amp"),)) is None


# Scopes, filters, order


def test_unread_and_starred_scopes() -> None:
    marks = FakeMarks()
    store = store_of(article("a"), article("b"), article("c"), marks=marks)
    marks.read_keys.add(key("https://example.com/a"))
    marks.starred[key("https://example.com/b")] = article("b")
    assert names(store, scope=Scope.ALL) == ["a", "b", "c"]
    assert names(store, scope=Scope.UNREAD) == ["b", "c"]
    assert names(store, scope=Scope.STARRED) == ["b"]


def test_kept_articles_stay_in_a_scope_that_would_drop_them_but_in_no_other_filter() -> None:
    marks = FakeMarks({key("https://example.com/a"), key("https://example.com/b")})
    store = store_of(article("a", topics=("T",)), article("b"), article("c"), marks=marks)
    keep = {key("https://example.com/a"), key("https://example.com/b")}
    assert by_name(store.select(Selection(scope=Scope.UNREAD), keep=keep)) == ["a", "b", "c"]
    assert by_name(store.select(Selection(scope=Scope.STARRED), keep=keep)) == ["a", "b"]
    assert by_name(store.select(Selection(scope=Scope.UNREAD, topic="t"), keep=keep)) == ["a"]


def test_removed_articles_are_in_no_list_count_topic_or_provider_but_can_be_got() -> None:
    marks = FakeMarks()
    gone = article("gone", removed=True, topics=("T",), provider="P")
    store = store_of(gone, marks=marks)
    marks.starred[gone.key] = gone
    for scope in Scope:
        assert names(store, scope=scope) == []
    assert (store.articles, store.unread, store.topics(), store.providers()) == (0, 0, (), ())
    assert store.get(gone.key) == gone


def test_filters_combine() -> None:
    store = store_of(
        article("a", title="Deep learning", topics=("AI",), provider="Wired"),
        article("b", title="Deep sea", topics=("AI",), provider="Nature"),
        article("c", title="Deep learning too", provider="Wired"),
    )
    assert names(store, topic="ai", provider="wired", query="dee lea") == ["deep learning"]
    assert names(store, topic="no such topic") == []
    assert names(store, provider="no such provider") == []


def articles_to_sort() -> tuple[object, ...]:
    return (
        article("a", title="beta", day=3, heat=5, quality=None, provider="Zeta"),
        article("b", title="Alpha", day=1, heat=None, quality=7, provider="eta"),
        article("c", title="Émile", day=2, heat=50, quality=7, provider=""),
        article("d", title="delta", day=None, heat=5, quality=0, provider="Zeta"),
        article("e", title="", day=2, heat=5, quality=7, provider="Eta"),
    )


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", "aecbd"),
        ("-date", "becad"),
        ("heat", "caedb"),
        ("-heat", "aedcb"),
        ("quality", "ecbda"),
        ("-quality", "decba"),
        ("title", "badce"),
        ("-title", "cdabe"),
        ("provider", "ebadc"),
        ("-provider", "adebc"),
    ],
)
def test_sorts_put_high_numbers_and_a_first_unknown_last_and_settle_ties_by_date_title_id(
    sort: str, expected: str
) -> None:
    store = store_of(*articles_to_sort())
    found = store.select(Selection(sort=Sort.parse(sort)))
    assert "".join(each.path[0] for each in found) == expected


def test_ties_go_by_id_in_the_end() -> None:
    twins = [article(name, title="Same") for name in "abcdef"]
    for sort in ("date", "-date"):
        found = store_of(*twins).select(Selection(sort=Sort.parse(sort)))
        assert [each.id for each in found] == sorted(each.id for each in twins)


def test_what_arrives_or_goes_later_takes_its_place_in_orders_already_asked_for() -> None:
    store = store_of(article("b", day=2))
    assert names(store) == ["b"]
    store.add([article("a", day=1), article("c", day=3)])
    assert names(store) == ["c", "b", "a"]
    assert names(store, sort=Sort.parse("-date")) == ["a", "b", "c"]
    store.remove("news", "b.md")
    store.add([article("b", day=4)])
    assert names(store) == ["b", "c", "a"]
    assert names(store, sort=Sort.parse("-date")) == ["a", "c", "b"]


def test_articles_from_elsewhere_stand_at_their_sorted_places_and_are_filtered_too() -> None:
    marks = FakeMarks()
    one, other = article("here", day=1), article("there", day=2, library="", path="", provider="Wired")
    store = store_of(one, marks=marks)
    marks.starred |= {one.key: one, other.key: other}
    starred = Selection(scope=Scope.STARRED)
    assert by_name(store.select(starred, elsewhere=[other])) == ["there", "here"]
    assert by_name(store.select(Selection(scope=Scope.STARRED, provider="wired"), elsewhere=[other])) == ["there"]
    assert by_name(store.select(Selection(scope=Scope.STARRED, query="her"), elsewhere=[other])) == ["here"]
    assert by_name(store.select(Selection(scope=Scope.STARRED, topic="x"), elsewhere=[other])) == []


# Listings


def test_a_listing_is_a_sequence_that_finds_articles_by_key() -> None:
    listing = store_of(article("a", day=3), article("b", day=2), article("c", day=1)).select(Selection())
    assert len(listing) == 3
    assert listing[0].title == "A"
    assert listing[-1].title == "C"
    assert by_name(listing[1:]) == ["b", "c"]
    assert by_name(reversed(listing)) == ["c", "b", "a"]
    assert [listing.position(each.key) for each in listing] == [0, 1, 2]
    assert listing[1:].position(listing[2].key) == 1
    assert listing.position(1) is None
    with pytest.raises(IndexError):
        listing[3]


def test_a_listing_stays_as_it_was_when_articles_arrive() -> None:
    store = store_of(article("a", day=1))
    before = store.select(Selection())
    store.add([article("b", day=2)])
    assert by_name(before) == ["a"]
    assert names(store) == ["b", "a"]


# Relations


def test_an_article_knows_who_lists_it_newest_first_without_removed_ones() -> None:
    store = store_of(
        article("target", amp="amp"),
        article("old", day=1, links=[["target"]]),
        article("new", day=9, links=[["elsewhere", "amp"]]),
        article("gone", day=5, links=[["target"]], removed=True),
        article("self", links=[["self"]]),
    )
    target = store.get(key("https://example.com/target"))
    assert target is not None
    assert by_name(store.related_from(target)) == ["new", "old"]
    assert by_name(store.related_from(article("self"))) == []


def test_a_stub_knows_who_tells_of_it() -> None:
    store = store_of(
        article("a", day=1, links=[["stub"], ["stub", "more"]]),
        article("b", day=2, links=[["stub"]]),
        article("c", links=[["other", "stub"]]),
        article("d", day=3, links=[["stub"]], removed=True),
    )
    stub = article("stub", library="", path="")
    assert by_name(store.related_from(stub)) == ["b", "a"]
    assert by_name(store.tellers(stub.key)) == ["b", "a", "d"]
    assert store.stubs([stub.key]) == {stub.key, key("https://example.com/other")}


def test_when_the_article_of_a_stub_arrives_its_links_lead_there() -> None:
    store = store_of(article("a", links=[["stub"]]))
    store.add([article("stub")])
    assert by_name(store.related_from(article("stub"))) == ["a"]
    assert store.stubs([key("https://example.com/stub")]) == set()
    store.remove("news", "a.md")
    assert store.related_from(article("stub")) == ()


def test_equal_values_are_kept_once() -> None:
    store = store_of(
        article("a", provider="Wired", topics=("AI", "ML"), links=[["x", "y"]]),
        article("b", provider="Wired", topics=("AI", "ML"), links=[["x", "y"]]),
    )
    a, b = store.select(Selection())
    assert a.provider is b.provider
    assert a.topics is b.topics
    assert a.links[0] is b.links[0]
    assert a == article("a", provider="Wired", topics=("AI", "ML"), links=[["x", "y"]])


def test_a_listing_says_of_its_articles_what_they_say_without_making_them() -> None:
    rows = [article(name, path=f"{name}.md", day=day) for name, day in (("a", 3), ("b", 2), ("c", None))]
    store = Store(FakeMarks(), ("news",))
    store.adopt(MemoryColumns("news", rows))
    for sort in (Sort(), Sort(SortKey.TITLE, True)):
        for more in ((), (article("d", path="d.md", day=2),)):
            store.add(more)
            listing = store.select(Selection(sort=sort))
            assert list(listing.keys()) == [each.key for each in listing]
            assert listing.identities() == [Identity(each.key, each.identity) for each in listing]
            assert [listing.position(each.key) for each in listing] == list(range(len(listing)))
            assert list(listing[1:]) == list(listing)[1:]
            assert listing[1:].position(listing[0].key) is None
            assert listing.position(1) is None
