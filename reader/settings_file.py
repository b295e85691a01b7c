"""`config.yaml` as nodes that know their lines.

The file is the person's own, and still it can be anything: it is read from YAML events with limits, and what cannot
be read ends in a warning, never in an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model.named import NamedTuple

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError
    from yaml.events import Event

_MAX_BYTES = 1 << 20
_MAX_DEPTH = 16
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Node(NamedTuple):
    """A piece of `config.yaml`: text, a list or a mapping, with the 1-based line it begins on."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: tuple[tuple[Node, Node], ...] | None = None
    plain: bool = False

    @property
    def empty(self) -> bool:
        """Whether the value was left out, or is an unquoted null."""
        return self.plain and self.text in _NULLS


def top_level(file: Path, warn: Callable[[int, str, str], None]) -> Iterator[tuple[Node, Node]]:
    """The top-level pairs of `file` one after another; what cannot be read ends them with a warning.

    Args:
        file: the configuration.
        warn: takes a line (0 for the whole file), an empty key and a message.
    """
    yield from parsed(read(file, warn), warn)


def parsed(data: bytes, warn: Callable[[int, str, str], None]) -> Iterator[tuple[Node, Node]]:
    """`top_level` of what a file holds."""
    text = _decoded(data, warn)
    if text.isspace() or not text:
        return
    import yaml

    # Events, never nodes: libyaml's own composer recurses in C and dies on deep nesting.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text, Loader=loader)
    try:
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                yield from _pairs(events, 1)
                _warn_of_more(events, warn)
                return
            if isinstance(event, yaml.NodeEvent):
                if not isinstance(event, yaml.ScalarEvent) or event.value not in _NULLS:
                    warn(_line(event), "", "this wants “name: value” lines. The defaults are used.")
                return
    except yaml.MarkedYAMLError as error:
        told = error.problem or error.context
        warn(_fault_line(error), "", f"this is not YAML: {told}. What stands from there on is not used.")
    except _TooMuchError as error:
        warn(error.line, "", f"{error}. What stands from there on is not used.")
    except yaml.YAMLError as error:
        warn(0, "", f"this is not YAML: {str(error).splitlines()[0]}. It is not used beyond that place.")


def _warn_of_more(events: Iterator[Event], warn: Callable[[int, str, str], None]) -> None:
    """Say where a second document begins, if one does."""
    import yaml

    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            warn(_line(event), "", "a second document begins here. What stands from there on is not used.")
            return


class _TooMuchError(Exception):
    """The file uses what no configuration needs; `line` is where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(file: Path, warn: Callable[[int, str, str], None]) -> bytes:
    """The bytes of `file`; none, with a warning, when they cannot be had.

    Args:
        file: the configuration.
        warn: as for `top_level`.
    """
    try:
        if not file.is_file():  # opening a FIFO would wait for ever
            raise OSError("it is no regular file")
        with file.open("rb") as opened:
            data = opened.read(_MAX_BYTES + 1)
    except OSError as error:
        warn(0, "", f"it cannot be read ({error.strerror or error}). The defaults are used.")
        return b""
    if len(data) > _MAX_BYTES:
        warn(0, "", "it is larger than 1 MiB. The defaults are used.")
        return b""
    return data


def _decoded(data: bytes, warn: Callable[[int, str, str], None]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        warn(line, "", "this is not UTF-8. Such characters are read as “\N{REPLACEMENT CHARACTER}”.")
        return data.decode("utf-8-sig", "replace")


def _line(event: Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark else 0


def _fault_line(error: MarkedYAMLError) -> int:
    """Where the fault begins: an open quote or a line without a colon is noticed only lines below."""
    early = error.context in {"while scanning a quoted scalar", "while scanning a simple key"}
    marks = (error.context_mark, error.problem_mark) if early else (error.problem_mark, error.context_mark)
    return next((int(mark.line) + 1 for mark in marks if mark is not None), 0)


def _pairs(events: Iterator[Event], depth: int) -> Iterator[tuple[Node, Node]]:
    """The pairs of the mapping whose start was just read, up to its end."""
    import yaml

    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        yield _node(event, events, depth), _node(next(events), events, depth)


def _node(event: Event, events: Iterator[Event], depth: int) -> Node:
    import yaml

    line = _line(event)
    if isinstance(event, yaml.ScalarEvent):
        return Node(line, text=event.value, plain=not event.style)
    if isinstance(event, yaml.AliasEvent):
        raise _TooMuchError(line, "an alias (*name) stands here, which is not understood")
    if depth > _MAX_DEPTH:
        raise _TooMuchError(line, f"this is nested deeper than {_MAX_DEPTH} levels")
    if isinstance(event, yaml.MappingStartEvent):
        return Node(line, pairs=tuple(_pairs(events, depth + 1)))
    items: list[Node] = []
    for inner in events:
        if isinstance(inner, yaml.SequenceEndEvent):
            break
        items.append(_node(inner, events, depth + 1))
    return Node(line, items=tuple(items))
