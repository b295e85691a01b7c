"""Separators of a list by date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import overload

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library import Listing
from reader.model import Article, Moment
from reader.tui.groups import AVERAGE, FEWEST, Group, New, group_articles, new_since
from reader.tui.words import Grouping, Words
from tests.tui.making import made

WORDS = Words()
ZONES = ("UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "IST-5:30", "BRT3BRST2,M10.3.0/0,M2.3.0/0")


def listing(*days: str) -> list[Article]:
    return [made("x", at=day) for day in days]


def shared(moment: Moment | None, grouping: Grouping) -> tuple[int, ...]:
    """What articles of one separator share: the local year, month, day as far as `grouping` goes."""
    if moment is None:
        return ()
    when = moment.local()
    return (when.year, when.month, when.day)[: {Grouping.YEAR: 1, Grouping.MONTH: 2}.get(grouping, 3)]


def naive(articles: Sequence[Article]) -> list[Group]:
    """What `group_articles` finds by bisection, found by looking at each article."""
    if len(articles) < FEWEST:
        return []
    for grouping in (Grouping.DAY, Grouping.MONTH, Grouping.YEAR):
        groups = []
        start = 0
        for _key, run in groupby(articles, lambda one: shared(one.published_at, grouping)):  # noqa: B023
            end = start + len(list(run))
            groups.append(Group(start, end, grouping))
            start = end
        if len(groups) * AVERAGE <= len(articles):
            return groups
    return []


def titles(articles: Sequence[Article]) -> list[tuple[str, int]]:
    return [
        (WORDS.group_title(articles[group.start].published_at, group.grouping), group.end - group.start)
        for group in group_articles(Listing(articles))
    ]


@pytest.fixture(autouse=True)
def utc(zone: Callable[[str], None]) -> None:
    zone("UTC0")


def test_short_lists_have_none() -> None:
    assert titles(listing(*["2021-08-27"] * 11)) == []
    assert titles([]) == []


def test_days_where_they_hold_four_on_average() -> None:
    articles = listing(*["2021-08-27"] * 9, *["2021-08-26 23:59"] * 2, "2021-08-25")
    assert titles(articles) == [("Fri 27 Aug 2021", 9), ("Thu 26 Aug 2021", 2), ("Wed 25 Aug 2021", 1)]


def test_months_where_days_are_too_many() -> None:
    articles = listing(*(f"2021-08-{day:02}" for day in range(27, 15, -1)), *["2021-07-01"] * 4)
    assert titles(articles) == [("Aug 2021", 12), ("Jul 2021", 4)]


def test_years_where_months_are_too_many() -> None:
    articles = listing(*(f"2021-{month:02}-01" for month in range(12, 0, -1)), "2020-05-01", "2020-04-01")
    assert titles(articles) == [("2021", 12), ("2020", 2)]


def test_none_where_even_years_are_too_many() -> None:
    assert titles(listing(*(f"{year}-01-01" for year in range(2026, 2010, -1)))) == []


def test_undated_articles_are_a_group_at_the_end() -> None:
    assert titles([*listing(*["2021-08-27"] * 10), *listing(*[""] * 4)]) == [("Fri 27 Aug 2021", 10), ("No date", 4)]


def test_groups_tell_how_they_were_made() -> None:
    groups = group_articles(Listing(listing(*["2021-08-27"] * 12)))
    assert groups == [Group(0, 12, Grouping.DAY)]
    assert groups[0].unread is None


def test_iso() -> None:
    assert Words(iso_dates=True).group_title(listing("2021-08-27")[0].published_at, Grouping.DAY) == "Fri 2021-08-27"


UNDATED = made("x")
BEGIN = datetime(2021, 12, 30, tzinfo=UTC)


@st.composite
def lists(draw: st.DrawFn) -> list[Article]:
    """Articles of some days, dense or spread, some of them with a day alone, some with no date."""
    spread = draw(st.sampled_from((1, 3, 40, 400, 4000)))
    hours = draw(st.lists(st.integers(0, spread * 24), max_size=90))
    moments = [Moment(BEGIN + timedelta(hours=hour)) for hour in hours]
    days = draw(st.lists(st.integers(0, spread), max_size=30))
    moments += [Moment(BEGIN + timedelta(days=day), day_only=True) for day in days]
    # A day alone belongs before the times of that day: the order in which groups hold together.
    moments.sort(key=lambda moment: moment.local().timestamp(), reverse=draw(st.booleans()))
    undated = draw(st.integers(0, 15))
    return [*(UNDATED._replace(published_at=moment) for moment in moments), *[UNDATED] * undated]


@pytest.mark.parametrize("name", ZONES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_bisection_finds_what_looking_at_each_article_finds(
    zone: Callable[[str], None], name: str, data: st.DataObject
) -> None:
    zone(name)
    articles = data.draw(lists())
    assert group_articles(Listing(articles)) == naive(articles)


@pytest.mark.parametrize("name", ZONES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data(), rows=st.integers(1, 140))
def test_the_first_rows_are_grouped_as_all_are(
    zone: Callable[[str], None], name: str, data: st.DataObject, rows: int
) -> None:
    zone(name)
    articles = Listing(data.draw(lists()))
    first, whole = group_articles(articles, rows), group_articles(articles)
    assert first == whole[: len(first)]
    assert first == whole or first[-1].end >= rows


class Counting(Sequence[Article]):
    """A list that counts how often it is looked at."""

    def __init__(self, articles: list[Article]) -> None:
        self.articles = articles
        self.looks = 0

    def __len__(self) -> int:
        return len(self.articles)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        self.looks += 1
        return self.articles[index]


def test_a_long_list_is_not_read_from_end_to_end() -> None:
    articles = Counting([made("x", at="2021-08-27")] * 4000 + [made("x", at="2021-08-26")] * 4000)
    assert [group.end for group in group_articles(Listing(articles))] == [4000, 8000]
    assert articles.looks < 120


NOVEMBER = datetime(2026, 11, 30, tzinfo=UTC)
DAYS = [f"2026-11-{day:02}" for day in range(20, 10, -1)]


@pytest.mark.parametrize(
    ("since", "newest_first", "oldest_first"),
    [
        ("2026-11-17", New(3, 3), New(7, 3)),
        ("2026-11-17T12:00", New(3, 3), New(7, 3)),
        ("2026-11-10", New(10, 10), None),
        ("2026-11-20", None, None),
        ("2026-11-30", None, None),
        ("2026-11-11", New(9, 9), New(1, 9)),
    ],
)
def test_what_is_new_is_parted_from_the_rest(since: str, newest_first: New | None, oldest_first: New | None) -> None:
    moment = datetime.fromisoformat(since).replace(tzinfo=UTC)
    dated, undated = [made(day, at=day) for day in DAYS], made("undated")
    for later in ([], [made("to come", at="2027-02-01"), made("soon", at="2026-12-01")]):
        down = [*later, *dated, undated]
        up = [*reversed(dated), *reversed(later), undated]
        below = newest_first and newest_first._replace(row=newest_first.row + len(later))
        assert new_since(down, moment, NOVEMBER) == below
        assert new_since(up, moment, NOVEMBER, oldest_first=True) == oldest_first


def test_where_everything_is_new_or_nothing_there_is_no_line() -> None:
    dated = [made(day, at=day) for day in DAYS]
    assert new_since(dated, datetime(2026, 1, 1, tzinfo=UTC), NOVEMBER) is None
    assert new_since([], datetime(2026, 1, 1, tzinfo=UTC), NOVEMBER) is None
