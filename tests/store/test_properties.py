"""What holds for every library and every order of events."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Article, Scope, Selection, Sort, SortKey, Topic, topic_key
from reader.store import Store
from tests.examples import examples
from tests.fakes import FakeMarks, article, key
from tests.store.columns import MemoryColumns

NAMES = "abcdef"
TREE = (Topic(name="Top"), Topic(name="One", parent="Top"), Topic(name="Two", shortname="2", parent="One"))
LIBRARIES = ("news", "more")

pages = st.sampled_from(NAMES)
files = st.builds(
    lambda name, number, library, day, filled, topics, provider, amp, links, removed, heat: article(
        name,
        path=f"{number}.md",
        title=f"Title {number}",
        library=library,
        day=day,
        filled=filled,
        topics=tuple(topics),
        provider=provider,
        amp=amp,
        links=list(dict.fromkeys(links)),
        removed=removed,
        heat=heat,
    ),
    pages,
    st.integers(0, 7),
    st.sampled_from(LIBRARIES),
    st.none() | st.integers(0, 3),
    st.integers(0, 2),
    st.lists(st.sampled_from(["One", "one", "2", "Top", "Else", "else"]), max_size=3),
    st.sampled_from(["", "Wired", "WIRED", "Nature"]),
    st.sampled_from(["", "x", "y", *NAMES]),
    st.lists(st.tuples(pages) | st.tuples(pages, st.sampled_from(["x", "y", "z", *NAMES])), max_size=3),
    st.sampled_from([False, False, False, True]),
    st.none() | st.integers(0, 3),
)
libraries = st.lists(files, max_size=10, unique_by=lambda each: (each.library, each.path))
trees = st.sampled_from([(), TREE])


def filled(articles: Iterable[Article], marks: FakeMarks, tree: tuple[Topic, ...] = ()) -> Store:
    store = Store(marks, LIBRARIES)
    store.describe_topics(tree)
    store.add(articles)
    return store


def everything(store: Store) -> object:
    """All that can be seen of a store."""
    keys = [key(f"https://example.com/{name}") for name in (*NAMES, "x", "y", "z")]
    return (
        store.articles,
        store.unread,
        store.topics(),
        store.providers(),
        store.per_library(),
        sorted(store.places()),
        sorted(store.duplicate_problems()),
        sorted(set(store.identities(0, 1 << 64))),
        [list(store.select(Selection(sort=Sort(by, way)))) for by in SortKey for way in (False, True)],
        [list(store.select(Selection(scope=scope))) for scope in Scope],
        [list(store.select(Selection(topic=row.key))) for row in store.topics()],
        [list(store.select(Selection(provider=row.key))) for row in store.providers()],
        [(store.get(each), store.resolve([each]), store.told(each), store.stubs([each])) for each in keys],
        [(store.tellers(each), store.duplicates(each)) for each in keys],
    )


@given(libraries, trees, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_makes_no_difference(
    articles: list[Article], tree: tuple[Topic, ...], random: object
) -> None:
    marks = FakeMarks({key("https://example.com/a")}, {each.key: each for each in articles[:2]})
    expected = everything(filled(articles, marks, tree))
    random.shuffle(articles)  # type: ignore[attr-defined]
    store = Store(marks, LIBRARIES)
    half = len(articles) // 2
    store.add(articles[:half])
    everything(store)  # asks for every order, so that the rest must find its place
    store.describe_topics(tree)
    store.add(articles[half:])
    assert everything(store) == expected


@given(libraries, libraries, trees)
@settings(max_examples=60, deadline=None)
def test_what_came_and_went_leaves_no_trace(stay: list[Article], go: list[Article], tree: tuple[Topic, ...]) -> None:
    marks = FakeMarks({key("https://example.com/b")})
    expected = everything(filled(stay, marks, tree))
    store = filled(go, marks, tree)
    everything(store)
    store.add(stay)
    staying = {(each.library, each.path) for each in stay}
    for each in go:
        if (each.library, each.path) not in staying:
            store.remove(each.library, each.path)
    assert everything(store) == expected
    for each in stay:
        store.remove(each.library, each.path)
    store.add(stay)
    assert everything(store) == expected


@given(libraries, libraries, libraries, trees, st.sets(pages), st.randoms(use_true_random=False))
@settings(max_examples=examples(150), deadline=None)
def test_a_library_taken_in_as_columns_makes_no_difference(
    before: list[Article],
    at_first: list[Article],
    later: list[Article],
    tree: tuple[Topic, ...],
    read: set[str],
    random: Random,
) -> None:
    marks = FakeMarks(read_keys={key(f"https://example.com/{name}") for name in read})
    with_columns, plain = filled(before, marks, tree), filled(before, marks, tree)
    news = [each for each in at_first if each.library == "news"]
    for each in before:
        if each.library == "news":
            plain.remove("news", each.path)
    plain.add(news)
    with_columns.adopt(MemoryColumns("news", news))
    assert everything(with_columns) == everything(plain)
    for each in later:
        for store in (with_columns, plain):
            store.add([each])
        gone = random.choice([*at_first, each])
        for store in (with_columns, plain):
            store.remove(gone.library, gone.path)
        assert everything(with_columns) == everything(plain)
    turned = key(f"https://example.com/{random.choice(NAMES)}")
    (marks.read_keys.discard if turned in marks.read_keys else marks.read_keys.add)(turned)
    for store in (with_columns, plain):
        store.read_changed([turned])
    assert everything(with_columns) == everything(plain)


@given(libraries)
@settings(max_examples=examples(100), deadline=None)
def test_links_are_the_same_from_both_ends(articles: list[Article]) -> None:
    store = filled(articles, FakeMarks())
    shown = list(store.select(Selection()))
    for source in shown:
        for target in source.links:
            found = store.resolve(target)
            if found is None:
                assert source in store.tellers(target[0])
                assert target[0] in store.stubs(target)
            elif found is not source:
                assert source in store.related_from(found)
    for target_article in {store.get(each) for each in store.identities(0, 1 << 64)} - {None}:
        assert target_article is not None
        for source in store.related_from(target_article):
            assert any(store.resolve(target) is target_article for target in source.links)


@given(
    libraries,
    st.lists(st.tuples(st.sampled_from(["read", "unread", "remove", "add"]), st.integers(0, 9)), max_size=12),
    trees,
)
@settings(max_examples=examples(100), deadline=None)
def test_counts_are_what_a_recount_gives(
    articles: list[Article], deeds: list[tuple[str, int]], tree: tuple[Topic, ...]
) -> None:
    marks = FakeMarks()
    store = filled(articles, marks, tree)
    for deed, number in deeds:
        if not articles:
            break
        each = articles[number % len(articles)]
        if deed == "remove":
            store.remove(each.library, each.path)
        elif deed == "add":
            store.add([each])
        elif (each.key in marks.read_keys) is (deed == "unread"):
            (marks.read_keys.remove if deed == "unread" else marks.read_keys.add)(each.key)
            store.read_changed([each.key])
    shown = list(store.select(Selection()))
    unread = {each.key for each in shown} - marks.read_keys
    assert store.articles == len(shown) == len({each.key for each in shown})
    assert store.unread == len(unread)
    above = {"2": {"two", "one", "top"}, "one": {"one", "top"}, "top": {"top"}, "else": {"else", " other"}}
    for row in store.topics():
        members = {
            each.key
            for each in shown
            for spelling in map(topic_key, each.topics)
            if row.key in (above[spelling] if tree else {spelling})
        }
        assert (row.articles, row.unread) == (len(members), len(members & unread))
    for provider in store.providers():
        members = {each.key for each in shown if each.provider.key == provider.key}
        assert (provider.articles, provider.unread) == (len(members), len(members & unread))


@given(libraries, st.sampled_from(list(SortKey)), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_filtered_list_keeps_the_order_of_the_whole_one(articles: list[Article], by: SortKey, way: bool) -> None:
    store = filled(articles, FakeMarks())
    whole = list(store.select(Selection(sort=Sort(by, way))))
    found = store.select(Selection(sort=Sort(by, way), topic="one", query="title"))
    assert list(found) == [each for each in whole if any(topic_key(topic) == "one" for topic in each.topics)]
