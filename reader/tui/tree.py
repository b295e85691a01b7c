"""The rows of the sidebar: what stands there, folded or not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from reader.library import Counts, ProviderCount, TopicCount, View
from reader.model import Scope, Selection
from reader.model.named import NamedTuple
from reader.tui.words import Words

FIRST_PROVIDERS = 12
"""Providers shown before the person asks for the rest."""


PLAIN_WORDS = Words()
"""How numbers are written unless the person wants them otherwise."""


class Kind(StrEnum):
    """What a row of the sidebar stands for."""

    HEADING = "heading"
    SCOPE = "scope"
    VIEW = "view"
    TOPIC = "topic"
    PROVIDER = "provider"
    MORE = "more"
    BLANK = "blank"


LISTS = frozenset((Kind.SCOPE, Kind.VIEW, Kind.TOPIC, Kind.PROVIDER))
"""Rows that stand for a list."""


class Row(NamedTuple):
    """One line of the sidebar.

    Attributes:
        key: the scope, the view's name, the topic's or the provider's key.
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
        return self.kind in {*LISTS, Kind.MORE}

    @property
    def folds(self) -> bool:
        """Whether it can be folded, or the topic above it."""
        return self.kind is Kind.TOPIC and (self.folded is not None or self.depth > 0)

    def selects(self, selection: Selection) -> bool:
        """Whether the list shows just what this row stands for."""
        match self.kind:
            case Kind.SCOPE:
                return not (selection.topic or selection.provider or selection.view) and selection.scope == self.key
            case Kind.VIEW:
                return selection.view == self.key
            case Kind.TOPIC:
                return selection.topic == self.key and not selection.provider
            case Kind.PROVIDER:
                return selection.provider == self.key
        return False

    def narrow(self, selection: Selection, scope: Scope) -> Selection:
        """What the list shows when this row is chosen; query and order stay.

        Args:
            selection: what it showed before.
            scope: the scope that views, topics and providers are shown in.
        """
        bare = selection._replace(scope=scope, topic="", provider="", view="")
        match self.kind:
            case Kind.SCOPE:
                return bare._replace(scope=Scope(self.key))
            case Kind.VIEW:
                return bare._replace(view=self.key)
            case Kind.TOPIC:
                return bare._replace(topic=self.key)
            case Kind.PROVIDER:
                return bare._replace(provider=self.key)
        return selection


def sidebar_rows(
    counts: Counts,
    topics: Sequence[TopicCount],
    providers: Sequence[ProviderCount],
    *,
    views: Sequence[View] = (),
    view_unread: Mapping[str, int] = MappingProxyType({}),
    folded: Collection[str] = (),
    all_providers: bool = False,
    words: Words = PLAIN_WORDS,
) -> list[Row]:
    """The rows from top to bottom.

    Args:
        counts: numbers of the whole library.
        topics: as they are shown, with the folded ones.
        providers: those with most articles first.
        views: the saved ones.
        view_unread: how many of a view's articles are unread, by its name, as far as they have been counted.
        folded: keys of topics whose narrower ones are hidden.
        all_providers: whether all are shown, or the first of them.
        words: how numbers are written.
    """
    rows = [
        Row(Kind.HEADING, name="LIBRARY"),
        Row(Kind.SCOPE, Scope.ALL, "All", counts.unread),
        Row(Kind.SCOPE, Scope.UNREAD, "Unread", counts.unread),
        Row(Kind.SCOPE, Scope.STARRED, "Starred", counts.starred),
    ]
    if views:
        rows += [Row(Kind.BLANK), Row(Kind.HEADING, name="VIEWS")]
        rows += [Row(Kind.VIEW, view.name, view.name, view_unread.get(view.name, 0)) for view in views]
    if topics:
        rows += [Row(Kind.BLANK), Row(Kind.HEADING, name="TOPICS"), *_topic_rows(topics, folded)]
    if providers:
        rows += [Row(Kind.BLANK), Row(Kind.HEADING, name="PROVIDERS")]
        shown = providers if all_providers else providers[:FIRST_PROVIDERS]
        rows += [Row(Kind.PROVIDER, one.key, one.name or one.domain, one.unread) for one in shown]
        if len(shown) < len(providers):
            rows.append(Row(Kind.MORE, name=f"{words.number(len(providers) - len(shown))} more"))
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
