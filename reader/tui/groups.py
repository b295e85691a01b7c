"""Which separators a list by date gets: by day, by month or by year, whichever is fine enough without being noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from reader.library import Listing
from reader.model import Article
from reader.model.named import NamedTuple
from reader.tui.words import Grouping

_Item = TypeVar("_Item")

FEWEST = 12
"""Shorter lists have no separators."""

AVERAGE = 4
"""Articles a group must hold on average."""


class Group(NamedTuple):
    """A run of rows under one separator; `unread` is counted when the separator is drawn."""

    start: int
    end: int
    grouping: Grouping
    unread: int | None = None


def group_articles(articles: Listing, rows: int | None = None) -> list[Group]:
    """The groups of a list that is ordered by date, undated articles at its end; none where it has too few.

    Args:
        articles: the list.
        rows: so many rows from the beginning on are enough, where those need no look at the others; None for all.
    """
    if len(articles) < FEWEST:
        return []
    most = len(articles) // AVERAGE
    if rows is not None and _days_at_most(articles) <= most:
        groups = _runs(articles, Grouping.DAY, int, most, rows)
        if groups is not None:
            return groups
    for grouping, key in ((Grouping.DAY, int), (Grouping.MONTH, _month), (Grouping.YEAR, _year)):
        groups = _runs(articles, grouping, key, most)
        if groups is not None:
            return groups
    return []


def _days_at_most(articles: Listing) -> int:
    """More groups than this no list between its first and its last day can have."""
    dated = _first_not(range(len(articles)), lambda row: articles.day(row) > 0)
    return abs(articles.day(0) - articles.day(dated - 1)) + 2 if dated else 1


class New(NamedTuple):
    """Where new articles end or begin: the row before which a line parts them from the rest, and how many they are."""

    row: int
    number: int


def new_since(articles: Sequence[Article], since: datetime, now: datetime, *, oldest_first: bool = False) -> New | None:
    """What of a list was published after a time, found by bisection; None where that is nothing or everything.

    What is dated later than now, as events to come are, is not counted: it would be new at every start.

    Args:
        articles: ordered by date, undated ones at the end.
        since: the end of the last session, aware.
        now: the time, aware.
        oldest_first: whether the order is turned round.
    """

    def passed(time: datetime) -> int:
        """How many come before the first one that is not on the same side of a time."""
        return _first_not(
            articles,
            lambda article: (moment := article.published_at) is not None and (moment.at > time) is not oldest_first,
        )

    row = passed(since)
    number = abs(row - passed(max(since, now)))
    return New(row, number) if number and 0 < row < len(articles) else None


def _first_not(items: Sequence[_Item], holds: Callable[[_Item], bool]) -> int:
    """How many items from the beginning on something holds for."""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if holds(items[middle]) else (low, middle)
    return low


def _runs(
    articles: Listing, grouping: Grouping, key: Callable[[int], int], most: int, rows: int | None = None
) -> list[Group] | None:
    """The runs of one grouping, found by bisection; None as soon as there are more than `most`.

    Args:
        articles: the list.
        grouping: what the runs are of.
        key: of a day: equal inside a run.
        most: see above.
        rows: runs that begin behind so many rows are not wanted.
    """
    groups: list[Group] = []
    start, end = 0, len(articles)
    day = articles.day
    while start < (end if rows is None else min(rows, end)):
        if len(groups) >= most:
            return None
        here = key(day(start))
        low, high = start + 1, end
        step = 1
        while start + step < high and key(day(start + step)) == here:
            low = start + step + 1
            step *= 2
        high = min(high, start + step)
        while low < high:
            middle = (low + high) // 2
            if key(day(middle)) == here:
                low = middle + 1
            else:
                high = middle
        groups.append(Group(start, low, grouping))
        start = low
    return groups


@cache
def _month(day: int) -> int:
    """A number for the month of a day, counted from the first of January of the year 1; 0 for none."""
    return day and date.fromordinal(day).year * 12 + date.fromordinal(day).month


@cache
def _year(day: int) -> int:
    return day and date.fromordinal(day).year
