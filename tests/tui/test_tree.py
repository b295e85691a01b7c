"""The rows of the sidebar."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library import Counts, ProviderCount, TopicCount
from reader.model import Scope, Selection
from reader.tui.tree import FIRST_PROVIDERS, Kind, Row, sidebar_rows

COUNTS = Counts(articles=4958, unread=312, starred=7, problems=0)

TOPICS = [
    TopicCount("azure", "Azure", "", 0, 4000, 312, True),
    TopicCount("ai", "AI", "azure", 1, 40, 11, True),
    TopicCount("machine learning", "Machine Learning", "ai", 2, 30, 3, False),
    TopicCount("databases", "Databases", "azure", 1, 227, 24, False),
    TopicCount("other", "Other", "", 0, 1, 0, False),
]
PROVIDERS = [ProviderCount(f"p{number}", f"P{number}", "", 99 - number, 9) for number in range(15)]


def shown(rows: list[Row]) -> list[str]:
    """Rows as text: depth as spaces, a mark for folds, the unread."""
    marks = {None: " ", True: "►", False: "▼"}
    return [f"{'  ' * row.depth}{marks[row.folded]}{row.name} {row.unread or ''}".strip() for row in rows]


def test_scopes_topics_and_providers_stand_below_each_other() -> None:
    assert shown(sidebar_rows(COUNTS, TOPICS, PROVIDERS[:2])) == [
        "LIBRARY", "All 312", "Unread 312", "Starred 7", "", "TOPICS", "▼Azure 312", "▼AI 11", "Machine Learning 3",
        "Databases 24", "Other", "", "PROVIDERS", "P0 9", "P1 9",
    ]  # fmt: skip


def test_what_there_is_none_of_has_no_heading() -> None:
    assert shown(sidebar_rows(COUNTS, [], [])) == ["LIBRARY", "All 312", "Unread 312", "Starred 7"]


def test_depth_is_kept_for_the_indent() -> None:
    rows = sidebar_rows(COUNTS, TOPICS, [])
    assert [row.depth for row in rows if row.kind is Kind.TOPIC] == [0, 1, 2, 1, 0]


def test_a_folded_topic_hides_all_below_it_and_nothing_else() -> None:
    def names(*folded: str) -> list[str]:
        rows = sidebar_rows(COUNTS, TOPICS, [], folded=folded)
        return [row.name for row in rows if row.kind is Kind.TOPIC]

    assert names("azure") == ["Azure", "Other"]
    assert names("ai") == ["Azure", "AI", "Databases", "Other"]
    assert names("azure", "ai") == ["Azure", "Other"]
    assert names("databases", "not there") == ["Azure", "AI", "Machine Learning", "Databases", "Other"]


def test_only_topics_with_others_below_can_be_folded() -> None:
    rows = sidebar_rows(COUNTS, TOPICS, PROVIDERS, folded={"ai", "other"})
    assert {row.name: row.folded for row in rows if row.kind is Kind.TOPIC} == {
        "Azure": False,
        "AI": True,
        "Databases": None,
        "Other": None,
    }
    assert all(row.folded is None for row in rows if row.kind is not Kind.TOPIC)


def test_providers_end_with_a_row_for_the_rest() -> None:
    rows = sidebar_rows(COUNTS, [], PROVIDERS)
    assert rows[-1] == Row(Kind.MORE, name=f"{15 - FIRST_PROVIDERS} more")
    assert sum(row.kind is Kind.PROVIDER for row in rows) == FIRST_PROVIDERS
    everything = sidebar_rows(COUNTS, [], PROVIDERS, all_providers=True)
    assert sum(row.kind is Kind.PROVIDER for row in everything) == 15
    assert everything[-1].kind is Kind.PROVIDER


def test_a_provider_without_a_name_goes_by_its_domain() -> None:
    rows = sidebar_rows(COUNTS, [], [ProviderCount("example.com", "", "example.com", 1, 0)])
    assert rows[-1].name == "example.com"


def test_the_cursor_stops_only_at_what_can_be_chosen() -> None:
    rows = sidebar_rows(COUNTS, TOPICS, PROVIDERS)
    assert {row.kind for row in rows if not row.selectable} == {Kind.HEADING, Kind.BLANK}


def test_a_row_knows_the_list_it_stands_for() -> None:
    rows = sidebar_rows(COUNTS, TOPICS, PROVIDERS)

    def of(selection: Selection) -> list[str]:
        return [row.name for row in rows if row.selects(selection)]

    assert of(Selection()) == ["All"]
    assert of(Selection(scope=Scope.STARRED)) == ["Starred"]
    assert of(Selection(scope=Scope.UNREAD, topic="ai")) == ["AI"]
    assert of(Selection(provider="p3")) == ["P3"]
    assert of(Selection(topic="not there")) == []


@st.composite
def trees(draw: st.DrawFn) -> list[TopicCount]:
    depths = [0]
    for step in draw(st.lists(st.integers(-3, 1), max_size=20)):
        depths.append(max(0, depths[-1] + step))
    below = [after > depth for depth, after in zip(depths, [*depths[1:], 0], strict=True)]
    return [
        TopicCount(f"t{number}", f"T{number}", "", depth, 1, 1, children)
        for number, (depth, children) in enumerate(zip(depths, below, strict=True))
    ]


@given(trees(), st.sets(st.integers(0, 20)))
def test_a_topic_is_seen_unless_one_above_it_is_folded(topics: list[TopicCount], numbers: set[int]) -> None:
    folded = {f"t{number}" for number in numbers}
    expected = []
    above: list[TopicCount] = []
    for topic in topics:
        above = [one for one in above if one.depth < topic.depth]
        if not any(one.key in folded and one.children for one in above):
            expected.append(topic.key)
        above.append(topic)
    rows = sidebar_rows(COUNTS, topics, [], folded=folded)
    assert [row.key for row in rows if row.kind is Kind.TOPIC] == expected
