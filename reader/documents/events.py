"""A YAML parser's events: libyaml's where PyYAML has it, else PyYAML's own. Neither builds anything from them."""

from __future__ import annotations

from typing import Protocol, cast

from reader.documents.tree import Mark


class Event(Protocol):
    """What of an event is used; which of it there is depends on the kind.

    Attributes:
        start_mark: where it begins.
        end_mark: where it ends.
        value: a scalar's text.
        style: a scalar's quote or block indicator; empty or None for a plain one.
        tag: a node's tag, if one is written.
        explicit: of a document's end, whether a line `...` marks it.
    """

    start_mark: Mark
    end_mark: Mark
    value: str
    style: str | None
    tag: str | None
    explicit: bool


class Events(Protocol):
    """What of a parser is used."""

    def get_event(self) -> Event:
        """The next event.

        Raises:
            YAMLError: the text is no YAML.
        """


class Kinds:
    """The classes of events, found when they are wanted: importing yaml takes 8 ms."""

    __slots__ = ("alias", "mapping_end", "mapping_start", "scalar", "sequence_end", "sequence_start", "stream_end")

    def __init__(self) -> None:
        from yaml import events

        self.alias: type[object] = events.AliasEvent
        self.scalar: type[object] = events.ScalarEvent
        self.mapping_start: type[object] = events.MappingStartEvent
        self.mapping_end: type[object] = events.MappingEndEvent
        self.sequence_start: type[object] = events.SequenceStartEvent
        self.sequence_end: type[object] = events.SequenceEndEvent
        self.stream_end: type[object] = events.StreamEndEvent


def parser_for(text: str) -> Events:
    """A parser over `text`."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return cast(Events, loader(text))
