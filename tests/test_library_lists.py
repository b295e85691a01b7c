"""Lists put together of views, several orders, and rows that are kept."""

from __future__ import annotations

from functools import cmp_to_key
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Library, Mark, open_library
from reader.library_lists import asked
from reader.model import Article, Scope, Selection, Sort, SortKey
from reader.settings import load_settings
from tests.fakes import FakeJournal, FakeSource, article, document
from tests.fakes import by_name as names_of

XDG = ("CONFIG", "STATE", "CACHE", "DATA")
KEYS = (SortKey.DATE, SortKey.HEAT, SortKey.QUALITY, SortKey.TITLE, SortKey.PROVIDER)


def library_of(*articles: Article) -> Library:
    library = Library(FakeSource([document(each) for each in articles]), FakeJournal())
    library.load()
    return library


def names(library: Library, **selection: object) -> list[str]:
    return names_of(library.select(Selection(**selection)))  # type: ignore[arg-type]


STAND = (
    article("a", heat=5, day=1, provider="Zebra"),
    article("b", heat=9, day=2, provider="Apple"),
    article("c", heat=5, day=3, provider="Apple"),
    article("d", heat=None, day=4, provider="Mango"),
)


def test_a_second_key_decides_where_the_first_finds_no_difference() -> None:
    library = library_of(*STAND)
    assert names(library, query="sort:heat,date") == ["b", "c", "a", "d"]
    assert names(library, query="sort:heat,-date") == ["b", "a", "c", "d"]
    assert names(library, query="sort:-heat,-date") == ["a", "c", "b", "d"]
    assert names(library, query="sort:provider,-date") == ["b", "c", "d", "a"]
    orders = {"sort": Sort(SortKey.HEAT), "then": (Sort(SortKey.DATE, True),)}
    assert names(library, **orders) == ["b", "a", "c", "d"]
    assert names(library, query="sort:heat,-date limit:2") == ["b", "a"]
    assert names(library, query="heat<9", **orders) == ["a", "c"]


def test_rank_may_stand_among_other_keys() -> None:
    library = library_of(*STAND)
    assert names(library, query="sort:provider,rank") == names(library, query="sort:provider,date")
    assert sorted(names(library, query="sort:rank,title")) == ["a", "b", "c", "d"]


def value(each: Article, key: SortKey) -> object:
    if key is SortKey.DATE:
        return each.published_at and each.published_at.at
    if key is SortKey.TITLE:
        return each.title.lower()
    return each.provider.label.lower() or None if key is SortKey.PROVIDER else getattr(each, key)


def before(one: Article, other: Article, orders: list[Sort]) -> int:
    """The obvious way to tell which of two comes first."""
    for sort in [*orders, Sort(SortKey.DATE), Sort(SortKey.TITLE)]:
        left, right = value(one, sort.key), value(other, sort.key)
        if left == right:
            continue
        if left is None or right is None:
            return 1 if left is None else -1
        low_first = (sort.key in {SortKey.TITLE, SortKey.PROVIDER}) is not sort.reverse
        return -1 if (left < right) is low_first else 1  # type: ignore[operator]
    return 0


some = st.sampled_from((None, 1, 2))
orders_of = st.lists(
    st.builds(Sort, st.sampled_from(KEYS), st.booleans()), min_size=1, max_size=3, unique_by=lambda sort: sort.key
)


@given(st.lists(st.tuples(some, some, some, st.sampled_from(("", "A", "B"))), max_size=8), orders_of)
def test_several_keys_sort_as_one_would_by_hand(
    rows: list[tuple[int | None, int | None, int | None, str]], orders: list[Sort]
) -> None:
    articles = [
        article(f"n{number}", day=day, heat=heat, quality=quality, provider=provider)
        for number, (day, heat, quality, provider) in enumerate(rows)
    ]
    library = library_of(*articles)

    def compare(one: Article, other: Article) -> int:
        return before(one, other, orders)

    expected = sorted(articles, key=cmp_to_key(compare))
    found = names(library, sort=orders[0], then=tuple(orders[1:]))
    assert found == names_of(expected)
    assert names(library, query=f"sort:{','.join(map(str, orders))}") == found


def test_a_view_narrows_like_a_scope_and_a_search_narrows_it_further() -> None:
    library = library_of(*STAND)
    library.save_view("warm", "heat>=5 sort:provider")
    assert names(library, view="warm") == ["c", "b", "a"]
    assert names(library, view="warm", query="provider:apple or provider:mango") == ["c", "b"]
    assert names(library, view="warm", query="sort:date") == ["c", "b", "a"]
    assert library.orders(Selection(view="warm")) == (Sort(SortKey.PROVIDER),)
    assert library.orders(Selection(view="warm", query="sort:date,heat")) == (Sort(), Sort(SortKey.HEAT))
    library.mark(Mark.READ, [library.find("b.md")])
    assert names(library, view="warm", scope=Scope.UNREAD) == ["c", "a"]


def test_an_or_in_a_view_holds_together() -> None:
    library = library_of(*STAND)
    library.save_view("either", "heat=9 or provider:mango")
    assert names(library, view="either", query="heat>0") == ["b"]


def test_a_view_that_is_no_more_holds_nothing_and_as_a_search_what_it_held() -> None:
    library = library_of(*STAND)
    assert names(library, view="gone") == []
    held = library.as_search(Selection(view="gone", query="heat>0"), "heat=9 or provider:mango")
    assert names_of(library.select(held)) == ["b"]
    assert library.orders(Selection(view="gone")) == (Sort(),)


def test_the_smaller_of_two_limits_holds() -> None:
    views = {"few": "limit:5 sort:heat,date"}
    assert asked(Selection(view="few", query="limit:2"), views).limit == 2
    assert asked(Selection(view="few", query="limit:9"), views).limit == 5


def test_a_key_named_twice_counts_where_it_is_named_first() -> None:
    heat, date = Sort(SortKey.HEAT), Sort(SortKey.DATE, True)
    assert asked(Selection(sort=heat, then=(date, Sort(SortKey.HEAT, True))), {}).orders == (heat, date)


@pytest.mark.parametrize("query", ["is:unread", "is:unread sort:heat,date", "is:unread sort:-heat"])
def test_what_is_kept_stays_at_its_place_though_the_query_drops_it(query: str) -> None:
    library = library_of(*STAND)
    before = names(library, query=query)
    read = library.find("c.md")
    library.mark(Mark.READ, [read])
    assert names(library, query=query) == [name for name in before if name != "c"]
    assert names_of(library.select(Selection(query=query), keep={read.key})) == before


def test_what_is_kept_goes_when_its_file_goes() -> None:
    source = FakeSource([document(each) for each in STAND])
    library = Library(source, FakeJournal())
    library.load()
    gone = library.find("c.md")
    del source.documents["news", "c.md"]
    library.load()
    assert "c" not in names_of(library.select(Selection(query="is:unread"), keep={gone.key}))


def test_the_unread_of_each_view_are_counted() -> None:
    library = library_of(*STAND)
    for name, query in {"warm": "heat>=5", "apple": "provider:apple", "one": "limit:1 heat>0"}.items():
        library.save_view(name, query)
    library.mark(Mark.READ, [library.find("b.md")])
    assert dict(library.count_views()) == {"warm": 2, "apple": 1, "one": 1}


def test_what_view_and_search_ask_for_is_lit() -> None:
    library = library_of(*STAND)
    library.save_view("labs", "lab or tumor")
    light = library.highlights(Selection(view="labs", query="deep"))
    assert light("Deep lab, no tumor") == [(0, 4), (5, 8), (13, 18)]


def test_rows_that_come_from_an_index_are_kept_and_ordered_by_several_keys_too(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, heat in (("a", 5), ("b", 9), ("c", 5), ("d", 7)):
        lines = ["---", f"title: {name}", f"webUrl: https://news.example/{name}", f"heat: {heat}", "---", ""]
        (folder / f"{name}.md").write_text("\n".join(lines))
    settings = load_settings({"HOME": str(tmp_path), **{f"XDG_{name}_HOME": str(tmp_path / name) for name in XDG}})
    for _ in range(2):  # the second time the index serves them all at once
        library = open_library(settings, [str(folder)])
        library.load()
        assert names(library, query="heat<9 sort:heat,-title") == ["d", "c", "a"]
        before = names(library, query="is:unread sort:title")
        read = library.find("c.md")
        library.mark(Mark.READ, [read])
        assert names(library, query="is:unread sort:title") == ["a", "b", "d"]
        assert names_of(library.select(Selection(query="is:unread sort:title"), keep={read.key})) == before
        library.mark(Mark.UNREAD, [read])
        library.close()
