"""Topics and providers: trees, spellings, numbers."""

from __future__ import annotations

from reader.model import Selection, Topic
from reader.store import Store, TopicCount
from reader.store.topic_tree import OTHER
from tests.fakes import FakeMarks, article, by_name, key


def store_of(*articles: object, marks: FakeMarks | None = None) -> Store:
    store = Store(marks or FakeMarks(), ["news"])
    store.add(articles)  # type: ignore[arg-type]
    return store


def rows(store: Store) -> list[tuple[str, int, int]]:
    return [(row.name, row.depth, row.articles) for row in store.topics()]


AZURE = Topic(name="Azure", order=1)
DATA = Topic(name="Databases", shortname="db", parent="azure", order=3)
COSMOS = Topic(name="Cosmos DB", parent="DB", order=1)
COMPUTE = Topic(name="Compute", parent="Azure", order=2)


def test_without_a_tree_topics_come_by_number_then_name() -> None:
    store = store_of(
        article("a", topics=("B", "Z")),
        article("b", topics=("Z", "a")),
        article("c"),
    )
    assert rows(store) == [("Z", 0, 2), ("a", 0, 1), ("B", 0, 1)]
    assert all(row.parent == "" and not row.children for row in store.topics())


def test_a_described_tree_is_shown_in_its_order_with_the_rest_under_other() -> None:
    store = store_of(
        article("a", topics=("Cosmos DB",)),
        article("b", topics=("compute", "Weather")),
        article("c", topics=("Weather", "Art")),
    )
    assert store.describe_topics([COSMOS, DATA, COMPUTE, AZURE]) == ()
    assert rows(store) == [
        ("Azure", 0, 2),
        ("Compute", 1, 1),
        ("Databases", 1, 1),
        ("Cosmos DB", 2, 1),
        ("Other", 0, 2),
        ("Weather", 1, 2),
        ("Art", 1, 1),
    ]
    azure, cosmos = store.topics()[0], store.topics()[3]
    assert (azure.children, azure.parent, cosmos.children, cosmos.parent) == (True, "", False, "databases")


def test_a_parent_counts_each_article_once() -> None:
    store = store_of(article("a", topics=("Azure", "Databases", "db", "Compute")), article("b", topics=("Compute",)))
    store.describe_topics([AZURE, DATA, COMPUTE])
    assert rows(store) == [("Azure", 0, 2), ("Compute", 1, 2), ("Databases", 1, 1)]


def test_choosing_a_topic_takes_those_below_in() -> None:
    store = store_of(article("a", topics=("Cosmos DB",)), article("b", topics=("Azure",)), article("c", topics=("X",)))
    store.describe_topics([AZURE, DATA, COSMOS])
    assert by_name(store.select(Selection(topic="azure"))) == ["a", "b"]
    assert by_name(store.select(Selection(topic=OTHER))) == ["c"]


def test_described_topics_without_articles_are_shown_other_only_when_needed() -> None:
    store = store_of()
    store.describe_topics([AZURE])
    assert store.topics() == (TopicCount("azure", "Azure", "", 0, 0, 0, children=False),)


def test_a_short_name_is_the_topic_unless_a_topic_has_that_name() -> None:
    store = store_of(article("a", topics=("DB",)), article("b", topics=("ml",)))
    store.describe_topics([DATA, Topic(name="ML", order=4), Topic(name="Machine Learning", shortname="ML", order=5)])
    assert rows(store) == [("Databases", 0, 1), ("ML", 0, 1), ("Machine Learning", 0, 0)]


def test_a_tree_can_come_before_between_or_after_the_articles() -> None:
    tree = [AZURE, DATA, COSMOS]
    articles = [article("a", topics=("Cosmos DB",)), article("b", topics=("Azure", "Art"))]
    first, last, twice = store_of(), store_of(*articles), store_of(articles[0])
    first.describe_topics(tree)
    first.add(articles)
    last.describe_topics(tree)
    twice.describe_topics([COMPUTE])
    twice.add(articles[1:])
    twice.describe_topics(tree)
    assert first.topics() == last.topics() == twice.topics()


def test_cycles_are_cut_and_told_the_same_way_whatever_the_order() -> None:
    ring = [
        Topic(name="A", parent="C", order=2),
        Topic(name="B", parent="A", order=1),
        Topic(name="C", parent="B", order=3),
        Topic(name="D", parent="B", order=4),
        Topic(name="Self", parent="self", order=5),
    ]
    one, other = store_of(article("x", topics=("A",))), store_of(article("x", topics=("A",)))
    problems = one.describe_topics(ring)
    assert len(problems) == 2
    assert "“B”" in problems[0]
    assert "“Self”" in problems[1]
    assert other.describe_topics(reversed(ring)) == problems
    assert one.topics() == other.topics()
    assert rows(one) == [("B", 0, 1), ("C", 1, 1), ("A", 2, 1), ("D", 1, 0), ("Self", 0, 0)]


def test_an_unknown_parent_leaves_a_topic_at_the_top() -> None:
    store = store_of()
    store.describe_topics([Topic(name="A", parent="nowhere")])
    assert rows(store) == [("A", 0, 0)]


def test_a_topic_is_spelled_as_most_articles_do_then_by_alphabet() -> None:
    store = store_of(article("a", topics=("ai", "ai")), article("b", topics=("AI",)), article("c", topics=("AI",)))
    assert rows(store) == [("AI", 0, 3)]
    store.remove("news", "c.md")
    assert rows(store) == [("AI", 0, 2)]
    store.remove("news", "b.md")
    assert rows(store) == [("ai", 0, 1)]


def test_unread_numbers_follow_marks_for_topics_above_and_providers() -> None:
    marks = FakeMarks()
    store = store_of(
        article("a", topics=("Cosmos DB", "db"), provider="P"), article("b", topics=("Azure",)), marks=marks
    )
    store.describe_topics([AZURE, DATA, COSMOS])
    read = key("https://example.com/a")
    marks.read_keys.add(read)
    store.read_changed([read])
    assert [(row.name, row.unread) for row in store.topics()] == [("Azure", 1), ("Databases", 0), ("Cosmos DB", 0)]
    assert [row.unread for row in store.providers()] == [0]
    assert store.unread == 1
    marks.read_keys.clear()
    store.read_changed([read, 12345])
    assert [row.unread for row in store.topics()] == [2, 1, 1]
    assert store.unread == 2


def test_what_arrives_already_read_is_not_unread() -> None:
    marks = FakeMarks({key("https://example.com/a")})
    store = store_of(article("a", topics=("T",), provider="P"), marks=marks)
    assert (store.articles, store.unread) == (1, 0)
    assert store.topics()[0].unread == 0
    assert store.providers()[0].unread == 0
    store.remove("news", "a.md")
    assert store.unread == 0


def test_providers_come_by_number_with_their_most_used_spelling_and_domain() -> None:
    store = store_of(
        article("a", provider="WIRED", domain="wired.com"),
        article("b", provider="Wired", domain="www.wired.com"),
        article("c", provider="Wired", domain="wired.com"),
        article("d", domain="www.nih.gov"),
        article("e", domain="nih.gov"),
        article("f", provider="Ars Technica", domain="wired.com"),
        article("g"),
    )
    assert [(row.key, row.name, row.domain, row.articles) for row in store.providers()] == [
        ("wired", "Wired", "wired.com", 3),
        ("nih.gov", "nih.gov", "nih.gov", 2),
        ("ars technica", "Ars Technica", "wired.com", 1),
    ]
    assert by_name(store.select(Selection(provider="nih.gov"))) == ["d", "e"]
