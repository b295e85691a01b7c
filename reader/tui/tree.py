"""The rows of the sidebar: what stands there, folded or not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.library import Counts, ProviderCount, TopicCount
from reader.model import Scope, Selection

FIRST_PROVIDERS = 12
"""Providers shown before the person asks for the rest."""


class Kind(StrEnum):
    """What a row of the sidebar stands for."""

    HEADING = "heading"
    SCOPE = "scope"
    TOPIC = "topic"
    PROVIDER = "provider"
    MORE = "more"
    BLANK = "blank"


class Row(NamedTuple):
    """One line of the sidebar.

    Attributes:
        key: the scope, the topic's or the provider's key.
        unread: unread articles.
        folded: None for what cannot be folded.
    """

    kind: Kind
    key: str = ""
    name: str = ""
    unread: int = 0
    depth: int = 0
    folded: bool | None = None

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return self.kind in {Kind.SCOPE, Kind.TOPIC, Kind.PROVIDER, Kind.MORE}

    def selects(self, selection: Selection) -> bool:
        """Whether the list shows just what this row stands for."""
        match self.kind:
            case Kind.SCOPE:
                return not selection.topic and not selection.provider and selection.scope == self.key
            case Kind.TOPIC:
                return selection.topic == self.key and not selection.provider
            case Kind.PROVIDER:
                return selection.provider == self.key
        return False


def sidebar_rows(
    counts: Counts,
    topics: Sequence[TopicCount],
    providers: Sequence[ProviderCount],
    *,
    folded: Collection[str] = (),
    all_providers: bool = False,
) -> list[Row]:
    """The rows from top to bottom."""
    rows = [
        Row(Kind.HEADING, name="LIBRARY"),
        Row(Kind.SCOPE, Scope.ALL, "All", counts.unread),
        Row(Kind.SCOPE, Scope.UNREAD, "Unread", counts.unread),
        Row(Kind.SCOPE, Scope.STARRED, "Starred", counts.starred),
    ]
    if topics:
        rows += [Row(Kind.BLANK), Row(Kind.HEADING, name="TOPICS"), *_topic_rows(topics, folded)]
    if providers:
        rows += [Row(Kind.BLANK), Row(Kind.HEADING, name="PROVIDERS")]
        shown = providers if all_providers else providers[:FIRST_PROVIDERS]
        rows += [Row(Kind.PROVIDER, one.key, one.name or one.domain, one.unread) for one in shown]
        if len(shown) < len(providers):
            rows.append(Row(Kind.MORE, name=f"{len(providers) - len(shown):,} more"))
    return rows


def _topic_rows(topics: Sequence[TopicCount], folded: Collection[str]) -> list[Row]:
    rows = []
    hidden_below: int | None = None  # the depth of the folded topic whose descendants are being passed over
    for topic in topics:
        if hidden_below is not None and topic.depth > hidden_below:
            continue
        is_folded = topic.key in folded if topic.children else None
        hidden_below = topic.depth if is_folded else None
        rows.append(Row(Kind.TOPIC, topic.key, topic.name, topic.unread, topic.depth, is_folded))
    return rows
