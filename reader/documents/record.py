"""One mapping of a document, each field taken as what it should be.

Nothing here raises: a field of the wrong kind is noted, and the article goes without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.documents.clean import clean_line, decode_entities
from reader.documents.dates import PartialDateError, read_minutes, read_moment
from reader.documents.names import canonical, is_absolute
from reader.documents.notes import Notes
from reader.documents.tree import Value, place_in, place_of
from reader.model import Moment

_NUMBER = r"[+-]?[0-9]{1,15}(?:\.0{1,6})?"
_LONG = r"\+?0*[1-9][0-9]{15,}(?:\.0{1,6})?"
_FRACTION = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# YAML 1.1's own list (type repository, bool); here it takes a field that wants one.
_FLAGS = {"true": True, "yes": True, "on": True, "y": True, "1": True} | {
    "false": False, "no": False, "off": False, "n": False, "0": False,
}  # fmt: skip
_QUOTED = 40
_WITHOUT = {"publishedDateTime": "shown undated", "title": "shown under another title"}


class Record:
    """The fields of one mapping.

    Args:
        values: the mapping.
        notes: where what is wrong goes.
        prefix: what stands before a field's name in a note, such as `related: `. Below the top, each kind of problem
            is noted once for the document.
        written: names in the file of fields that go by another one here.
    """

    __slots__ = ("_notes", "_prefix", "_written", "values")

    def __init__(
        self, values: dict[str, Value], notes: Notes, prefix: str = "", written: Mapping[str, str] | None = None
    ) -> None:
        self.values = values
        self._notes = notes
        self._prefix = prefix
        self._written = written

    @classmethod
    def of_article(cls, values: dict[str, Value], notes: Notes, prefix: str = "") -> Record:
        """The fields of an article, found under other sites' names too."""
        fields, written = canonical(values)
        return cls(fields, notes, prefix, written)

    def line(self, name: str) -> str:
        """Text on one line, entities decoded, clean."""
        value = self.values.get(name)
        if type(value) is str:
            return clean_line(decode_entities(value) if "&" in value else value)
        if isinstance(value, (list, dict)):
            kind = "a list" if isinstance(value, list) else "a group of fields"
            self.warn("wrong-type", name, f"{kind} stands where text belongs")
        return text_of(value)

    def check(self, *names: str) -> None:
        """Note what of these fields should be text and is none, to be asked for with `text` later."""
        for name in names:
            if isinstance(self.values.get(name), (list, dict)):
                self.line(name)

    def text(self, name: str) -> str:
        """What `line` gives, of a field that has been checked."""
        return tidy(text_of(self.values.get(name)))

    def address(self, name: str) -> str:
        """An address as written, without unsafe characters; its entities are its own."""
        value = self.values.get(name)
        if is_absolute(value):
            return clean_line(str(value))
        if value is not None and value != "":
            self.warn("bad-url", name, f"{quoted(value)} is no web address")
        return ""

    def number(self, name: str, *, unknown: int | None = None) -> int | None:
        """A whole number, 0 or more; None when not given, and for `unknown`."""
        value = self.values.get(name)
        if type(value) is int:
            number = value
        elif value is None or value == "":
            return None
        else:
            text = clean_line(text_of(value))
            if not re.fullmatch(_NUMBER, text):
                what = "no whole number" if re.fullmatch(_FRACTION, text) else "no number"
                if re.fullmatch(_LONG, text):
                    what = "too large"
                self.warn("bad-number", name, f"{quoted(value)} is {what}")
                return None
            number = int(text.partition(".")[0])
        if number == unknown:
            return None
        if number < 0:
            self.warn("bad-number", name, f"{quoted(value)} is below 0")
            return None
        return number

    def flag(self, name: str) -> bool | None:
        """True or false; None when not given."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if type(value) is bool:
            return value
        flag = _FLAGS.get(clean_line(str(value)).lower()) if type(value) in (str, int) else None
        if flag is None:
            self.warn("bad-flag", name, f"{quoted(value)} is neither true nor false")
        return flag

    def moment(self, name: str) -> Moment | None:
        """A point in time or a day; None when not given."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return read_moment(clean_line(value) if type(value) is str else _date_text(value))
        except PartialDateError:
            self.warn("bad-date", name, f"{quoted(value)} leaves a part of the date out")
        except ValueError:
            self.warn("bad-date", name, f"{quoted(value)} is no date that can be read")
        return None

    def minutes(self, name: str) -> int | None:
        """An ISO 8601 duration in minutes; None when not given or nothing."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return read_minutes(clean_line(text_of(value))) or None
        except ValueError:
            self.warn("bad-duration", name, f"{quoted(value)} is no ISO 8601 duration")
            return None

    def lines(self, name: str, separator: str = "") -> tuple[str, ...]:
        """A list of texts, or one text, perhaps with separators between them; empty ones left out."""
        value = self.values.get(name)
        if value is None:
            return ()
        if type(value) is str and separator:
            parts = value.strip().removeprefix("[").removesuffix("]").split(separator)
            return tuple(filter(None, (tidy(part).strip("\"'") for part in parts)))
        found: list[str] = []
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            named = item.get("name", []) if isinstance(item, dict) else item
            if not is_scalar(named):
                self.warn_item(name, value, index, "an entry is no text")
            elif text := tidy(text_of(named)):
                found.append(text)
        return tuple(found)

    def items(self, name: str) -> list[Value]:
        """A list; what stands alone where a list belongs is a list of one."""
        value = self.values.get(name)
        if value is None or value == "":
            return []
        return value if isinstance(value, list) else [value]

    def inner(self, values: dict[str, Value], name: str) -> Record:
        """A mapping inside this one, for notes to name as a part of it."""
        return Record(values, self._notes, f"{self._prefix}{name}: ")

    def warn(self, code: str, name: str, what: str) -> None:
        """Note that the article is shown without a field."""
        written = self._name(name)
        without = _WITHOUT.get(name, f"shown without {written}") if not self._prefix else "shown without it"
        once = f"{self._prefix}{code} {name}" if self._prefix else ""
        self._notes.warn(code, f"{self._prefix}{written}: {what} · {without}", place_of(self.values, name), once=once)

    def warn_item(self, name: str, items: Value, index: int, what: str, code: str = "wrong-type") -> None:
        """Note that an entry of a list is left out; the first of its kind."""
        place = place_in(items, index) if isinstance(items, list) else place_of(self.values, name)
        message = f"{self._prefix}{self._name(name)}: {what} · left out"
        self._notes.warn(code, message, place, once=f"{code} {message}")

    def _name(self, name: str) -> str:
        return self._written.get(name, name) if self._written else name


def tidy(text: str) -> str:
    """Text for one line: entities decoded once, then cleaned; the other order would bring escapes back."""
    if "&" in text:
        text = decode_entities(text)
    return clean_line(text)


def is_scalar(value: Value) -> bool:
    """Whether a value is no list and no mapping."""
    return not isinstance(value, (list, dict))


def text_of(value: Value) -> str:
    """A scalar as the text it was written as; nothing for a list or a mapping."""
    if type(value) is str:
        return value
    if value is None or isinstance(value, (list, dict)):
        return ""
    if type(value) is bool:
        return "true" if value else "false"
    return str(value)


def _date_text(value: Value) -> str:
    """A date's text; numbers such as 20211017 are dates too.

    Raises:
        ValueError: for what is no scalar.
    """
    if not is_scalar(value):
        raise ValueError("no text")
    return text_of(value)


def quoted(value: Value) -> str:
    """A value as notes name it: in quotes and shortened, or what kind it is of."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    text = clean_line(text_of(value))
    return f"“{text[: _QUOTED - 1]}…”" if len(text) > _QUOTED else f"“{text}”"
