"""YAML text as a tree, built with care from the parser's events.

Never by one of PyYAML's constructors: those follow nesting with the C stack (50,000 brackets end the process without
an exception), make dates of text, and raise half a dozen kinds of errors. Here nesting and size are capped, aliases
are refused, tags are ignored, and a scalar stays text until a field wants it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.documents.clean import clean_line
from reader.documents.events import Event, Events, Kinds, parser_for
from reader.documents.notes import Notes, Place
from reader.documents.secured import cut, cut_anywhere, is_secured
from reader.documents.tree import BEGINNING, Fields, Items, Mark, Positions, Value, plain_value

if TYPE_CHECKING:
    from yaml import YAMLError

MAX_DEPTH = 64
"""Mappings and sequences inside one another."""
MAX_NODES = 100_000
"""Keys, values, mappings and sequences of one front matter."""

_KNOWN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp")
)
_MERGE = "<<"

# A tab indents like two spaces: the one width at which `- key` and a further tab on the next line agree.
_TAB_WIDTH = 2
_INDENT = r"[ \t]*+(?:-[ \t]++)*+"
# Behind a key libyaml takes tabs, PyYAML's own parser does not.
_START = r"(?:-[ \t]++)*+(?:[^\s\"'#]++[ \t]++)?"
# JSON writes characters beyond U+FFFF as two escapes, which YAML does not know.
_SURROGATES = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"


_LONGEST_NAME = 80
_NO_YAML = "this is no valid YAML"
_TAB = "a tab indents this line"


class YamlFault(Exception):  # noqa: N818 - a fault of the file, not of the program
    """Front matter that cannot be read as YAML.

    Attributes:
        code: the stable name of the kind of problem.
        reason: what is wrong, the first half of a sentence.
        place: where in the file.
        final: True when the file is not to be read in another way either.
    """

    def __init__(self, code: str, reason: str, place: Place, *, final: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.place = place
        self.final = final


def read_yaml(text: str, notes: Notes, first_line: int, *, parser: Callable[[str], Events] = parser_for) -> Value:
    """The first document of `text` as a tree, without anything `secured`.

    Args:
        text: what `frontmatter.legible` gives.
        notes: where doubts go: tabs, duplicate keys, tags, further documents, keys that are no text.
        first_line: the line of the file that the first line of `text` is.
        parser: gives the parser.

    Raises:
        YamlFault: the text is no YAML, has an alias, is nested too deep or too large.
    """
    positions = Positions(first_line, {})
    try:
        tree, doubts = _attempt(text, positions, parser)
    except YamlFault as fault:
        mended, widened = _mended(text)
        positions = Positions(first_line, widened)
        if fault.final or mended == text:
            raise
        try:
            tree, doubts = _attempt(mended, positions, parser)
        except YamlFault as other:
            raise other if other.final else fault from None
        if widened:
            notes.warn("tabs", f"{_TAB} · read as two spaces", (first_line + min(widened), 1))
    for code, message, place, once in doubts:
        notes.warn(code, message, place, once=once)
    return tree


_Doubts = list[tuple[str, str, Place, str]]


def _attempt(text: str, positions: Positions, parser: Callable[[str], Events]) -> tuple[Value, _Doubts]:
    from yaml import YAMLError

    try:
        builder = _Builder(text, positions, parser)
        return builder.first_document(), builder.doubts
    except YAMLError as error:
        raise _fault(error, text, positions) from None
    except (ValueError, OverflowError, LookupError, AttributeError):
        # PyYAML's own parser lets these out, on escapes that are no character for instance.
        raise YamlFault("yaml-error", _NO_YAML, positions.of(BEGINNING)) from None


class _Builder:
    """Builds the tree of one YAML text and counts nodes as it goes."""

    def __init__(self, text: str, positions: Positions, parser: Callable[[str], Events]) -> None:
        self.doubts: _Doubts = []
        self._next = parser(text).get_event
        self._positions = positions
        self._nodes = 0
        self._kinds = Kinds()

    def first_document(self) -> Value:
        """The tree of the first document; nothing for a text without any.

        Raises:
            YamlFault, YAMLError and what the parser lets out.
        """
        self._next()
        event = self._next()
        if type(event) is self._kinds.stream_end:
            return None
        tree = self._value(self._next(), 1)
        self._look_further(explicit=self._next().explicit)
        return tree

    def _look_further(self, *, explicit: bool) -> None:
        """Doubt what follows the first document; without a line `...` between, a fault there is the document's own."""
        from yaml import YAMLError

        try:
            event = self._next()
            if type(event) is self._kinds.stream_end:
                return
            mark = event.start_mark
        except YAMLError as error:
            if not explicit:
                raise
            mark = getattr(error, "problem_mark", None) or BEGINNING
        self._doubt("several-documents", "a second YAML document begins here · only the first is read", mark)

    def _value(self, event: Event, depth: int) -> Value:
        """The value that begins with `event`; `depth` counts it in."""
        kind = type(event)
        if kind is self._kinds.alias:
            raise self._fault("yaml-error", "a YAML alias stands here, which is not followed", event)
        self._look_at_tag(event)
        if kind is self._kinds.scalar:
            text = self._without_secured(event.value, event)
            return text if event.style else plain_value(text)
        if depth > MAX_DEPTH:
            raise self._fault("nesting-too-deep", "lists and fields are nested over 64 deep", event, final=True)
        return self._fields(depth) if kind is self._kinds.mapping_start else self._items(depth)

    def _fields(self, depth: int) -> Fields:
        fields = Fields(self._positions)
        marks = fields.marks
        merged: list[Value] = []
        next_event, scalar, end = self._next, self._kinds.scalar, self._kinds.mapping_end
        while type(event := next_event()) is not end:
            self._count(event, 2)
            # What nearly every field is, without a call: this loop is where the time goes.
            if type(event) is scalar and event.value.isidentifier() and "ecured" not in event.value:
                key = event.value
            else:
                key = self._key(event, depth)
            found = next_event()
            if type(found) is scalar and found.tag is None and "ecured" not in found.value:
                value = found.value if found.style else plain_value(found.value)
            else:
                value = self._value(found, depth + 1)
            if not key or is_secured(key):
                continue
            if key == _MERGE and isinstance(value, (dict, list)):
                merged.append(value)
                continue
            if key in fields:
                self._doubt_repeated(key, event.start_mark, depth)
            fields[key] = value
            marks[key] = found.start_mark
        for more in merged:
            _merge(fields, more)
        return fields

    def _items(self, depth: int) -> Items:
        items = Items(self._positions)
        end = self._kinds.sequence_end
        while type(event := self._next()) is not end:
            self._count(event, 1)
            items.append(self._value(event, depth + 1))
            items.marks.append(event.start_mark)
        return items

    def _key(self, event: Event, depth: int) -> str:
        """A key's text; empty, with a doubt, for what is no text. Consumes all of it."""
        value = self._value(event, depth + 1)
        key = "" if isinstance(value, (dict, list)) else clean_line(self._without_secured(event.value, event))
        if not key:
            message = "a field’s name is no text · read without this field"
            self._doubt("odd-key", message, event.start_mark, once="odd-key")
        return key

    def _count(self, event: Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise self._fault("too-many-values", "the front matter holds over 100,000 values", event, final=True)

    def _without_secured(self, text: str, event: Event) -> str:
        """Text that swallowed a `secured` field, for want of a quote for instance, up to there."""
        if "ecured" not in text or is_secured(text):
            return text
        spans = event.start_mark.line != event.end_mark.line
        kept = cut_anywhere(text) if spans else cut(text)
        if kept != text:
            message = "this text runs into a “secured” field · it ends there"
            self._doubt("secured-in-text", message, event.start_mark, once="secured-in-text")
        return kept

    def _look_at_tag(self, event: Event) -> None:
        if event.tag is not None and event.tag not in _KNOWN_TAGS:
            message = "a YAML tag (!) stands here · read as if it did not"
            self._doubt("tag-ignored", message, event.start_mark, once="tag-ignored")

    def _doubt_repeated(self, key: str, mark: Mark, depth: int) -> None:
        message = f"{key[:_LONGEST_NAME]}: written twice · the later one counts"
        self._doubt("duplicate-key", message, mark, once=f"duplicate-key {key}" if depth == 1 else "duplicate-key")

    def _doubt(self, code: str, message: str, mark: Mark, *, once: str = "") -> None:
        self.doubts.append((code, message, self._positions.of(mark), once))

    def _fault(self, code: str, reason: str, event: Event, *, final: bool = False) -> YamlFault:
        return YamlFault(code, reason, self._positions.of(event.start_mark), final=final)


def _merge(fields: Fields, more: Value) -> None:
    """Take the fields of a merge key's value that are not there yet; a list's earlier mappings count first."""
    if isinstance(more, list):
        for one in more:
            if isinstance(one, dict):
                _merge(fields, one)
    elif isinstance(more, Fields):
        for name, value in more.items():
            if name not in fields:
                fields[name] = value
                fields.marks[name] = more.marks[name]


def _mended(text: str) -> tuple[str, dict[int, int]]:
    """`text` as its writer surely meant it where YAML is stricter than editors.

    Gives also the lines, from 0, whose tabs became spaces, and by how many columns each of them grew.
    """
    widened: dict[int, int] = {}
    if "\t" in text:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if "\t" in line:
                lines[number] = _with_spaces(line)
                indent = re.match(_INDENT, line)
                if indent and "\t" in indent[0]:
                    widened[number] = len(lines[number]) - len(line)
        text = "\n".join(lines)
    if "\\u" in text:
        text = re.sub(_SURROGATES, _one_character, text)
    return text, widened


def _with_spaces(line: str) -> str:
    """`line` with spaces for the tabs that indent it, or stand behind its dashes and its key."""
    rest = line.lstrip(" \t")
    margin = line[: len(line) - len(rest)].replace("\t", " " * _TAB_WIDTH)
    start = re.match(_START, rest)
    end = start.end() if start else 0
    return margin + rest[:end].replace("\t", " ") + rest[end:]


def _one_character(match: re.Match[str]) -> str:
    high, low = int(match[1], 16), int(match[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _fault(error: YAMLError, text: str, positions: Positions) -> YamlFault:
    """What the parser complains about, in words that hold nothing of the file."""
    problem, context = str(getattr(error, "problem", None)), str(getattr(error, "context", None))
    mark: Mark = getattr(error, "problem_mark", None) or BEGINNING
    opened: Mark = getattr(error, "context_mark", None) or mark
    reason = _NO_YAML
    if "quoted scalar" in context and ("end of stream" in problem or "document" in problem):
        reason, mark = "quoted text is not closed", opened
    elif "flow" in context and "expected" in problem:
        reason, mark = "a bracket is not closed", opened
    elif "mapping values" in problem:
        reason = "“: ” stands where no field can begin; text that holds it wants quotes"
    elif "cannot start any token" in problem:
        reason = _TAB if _begins_with_tab(text, mark) else "text that begins with this character wants quotes"
    elif "tab character" in problem:
        reason = _TAB
    elif "escape" in problem:
        reason = "a backslash in double quotes stands before what YAML does not know"
    elif "expected key" in problem or "expected '-'" in problem or "document start" in problem:
        reason = "this line does not fit those above it"
    return YamlFault("yaml-error", reason, positions.of(mark))


def _begins_with_tab(text: str, mark: Mark) -> bool:
    line = text.split("\n", mark.line + 1)[mark.line : mark.line + 1]
    return bool(line) and line[0][mark.column :].startswith("\t")
