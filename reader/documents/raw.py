"""A file as it is, for looking at: controls drawn, `secured` withheld, every line in its place."""

from __future__ import annotations

from reader.documents.clean import visible_controls
from reader.documents.events import Event, Kinds, parser_for
from reader.documents.frontmatter import decode, split
from reader.documents.notes import Notes
from reader.documents.secured import WITHHELD, is_secured, span_anywhere, without_ciphertext, without_lines
from reader.documents.yaml_reader import MAX_DEPTH, MAX_NODES


def raw_view(data: bytes) -> str:
    """The text of a file for showing: clean, control characters as visible pictures, line for line the file's.

    Every field `secured`, however it is written and wherever it stands, is `secured: (withheld)`.
    """
    notes = Notes("", "")
    text = decode(data, notes)
    parts = split(text, notes)
    if parts is None:
        shown = without_lines(text)
    else:
        written = text[parts.start : parts.end]
        shown = text[: parts.start] + _without_secured(parts.front, written) + text[parts.end :]
    return visible_controls(without_ciphertext(shown, WITHHELD))


def _without_secured(front: str, written: str) -> str:
    """`written` with each `secured` field withheld; `front` is the same as YAML can read it."""
    if "secured" not in front.lower() and "\\" not in front:
        return written
    spans = _spans(front)
    if spans is None:
        return without_lines(written)
    shown: list[str] = []
    last = 0
    for start, end in spans:
        if start >= last:
            shown += (written[last:start], WITHHELD, "\n" * written.count("\n", start, end))
            last = end
    return "".join(shown) + written[last:]


def _spans(front: str) -> list[tuple[int, int]] | None:
    """Where the `secured` fields of a YAML text are, in order; None when it is no YAML that is read."""
    from yaml import YAMLError

    try:
        finder = _Finder(front)
        finder.run()
    except (YAMLError, ValueError, OverflowError, LookupError, AttributeError):
        return None
    return None if finder.gave_up else sorted(finder.spans)


class _Finder:
    """Walks the events of a YAML text and keeps where `secured` fields are."""

    def __init__(self, front: str) -> None:
        self.spans: list[tuple[int, int]] = []
        self.gave_up = False
        self._front = front
        self._next = parser_for(front).get_event
        self._kinds = Kinds()
        # For each open collection: whether its next node is a key (None in a sequence), and where a `secured` field
        # began whose value it is or is in (-1 for none).
        self._open: list[tuple[bool | None, int]] = []
        self._sealed = -1

    def run(self) -> None:
        """Walk to the end, or give up where nesting and size pass what is read."""
        nodes = 0
        while type(event := self._next()) is not self._kinds.stream_end:
            nodes += 1
            if nodes > MAX_NODES * 2 or len(self._open) > MAX_DEPTH:
                self.gave_up = True
                return
            self._take(event)

    def _take(self, event: Event) -> None:
        kind = type(event)
        if kind in (self._kinds.mapping_start, self._kinds.sequence_start):
            self._open.append((True if kind is self._kinds.mapping_start else None, self._sealed))
            self._sealed = -1
        elif kind in (self._kinds.mapping_end, self._kinds.sequence_end):
            _, self._sealed = self._open.pop()
            self._finish(event)
        elif kind is self._kinds.scalar:
            if self._open and self._open[-1][0] is True and is_secured(event.value):
                self._open[-1] = (False, self._open[-1][1])
                self._sealed = event.start_mark.index
                return
            self._look_inside(event)
            self._finish(event)
        elif kind is self._kinds.alias:
            self._finish(event)

    def _finish(self, event: Event) -> None:
        """A node is complete: close the field it was the value of, and expect what comes after it."""
        if self._sealed >= 0:
            self._keep(self._sealed, event.end_mark.index)
            self._sealed = -1
        if self._open and self._open[-1][0] is not None:
            expects_key, sealed = self._open[-1]
            self._open[-1] = (not expects_key, sealed)

    def _look_inside(self, scalar: Event) -> None:
        """Text over several lines may have swallowed a field, for want of a quote."""
        if "ecured" in scalar.value and scalar.start_mark.line != scalar.end_mark.line:
            start, end = scalar.start_mark.index, scalar.end_mark.index
            inside = span_anywhere(self._front[start:end])
            if inside >= 0:
                self._keep(start + inside, end)

    def _keep(self, start: int, end: int) -> None:
        self.spans.append((start, start + len(self._front[start:end].rstrip())))
