"""Which separators a list by date gets: by day, by month or by year, whichever is fine enough without being noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.model import Article
from reader.tui.words import Grouping, Words, group_key

FEWEST = 12
"""Shorter lists have no separators."""

AVERAGE = 4
"""Articles a group must hold on average."""


class Group(NamedTuple):
    """A run of rows under one separator; `unread` is counted when the separator is drawn."""

    title: str
    start: int
    end: int
    grouping: Grouping
    unread: int | None = None


def group_articles(articles: Sequence[Article], words: Words) -> list[Group]:
    """The groups of a list that is ordered by date, undated articles at its end; none where it has too few."""
    if len(articles) < FEWEST:
        return []
    for grouping in (Grouping.DAY, Grouping.MONTH, Grouping.YEAR):
        most = len(articles) // AVERAGE
        groups = _runs(articles, grouping, words, most)
        if groups is not None:
            return groups
    return []


def _runs(articles: Sequence[Article], grouping: Grouping, words: Words, most: int) -> list[Group] | None:
    """The runs of one grouping, found by bisection; None as soon as there are more than `most`."""
    groups: list[Group] = []
    start = 0
    while start < len(articles):
        if len(groups) >= most:
            return None
        moment = articles[start].published_at
        key = group_key(moment, grouping)
        low, high = start + 1, len(articles)
        step = 1
        while start + step < high and group_key(articles[start + step].published_at, grouping) == key:
            low = start + step + 1
            step *= 2
        high = min(high, start + step)
        while low < high:
            middle = (low + high) // 2
            if group_key(articles[middle].published_at, grouping) == key:
                low = middle + 1
            else:
                high = middle
        groups.append(Group(words.group_title(moment, grouping), start, low, grouping))
        start = low
    return groups
