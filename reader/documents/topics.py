"""How a library describes its topics: the files of `_data/topics`."""

from __future__ import annotations

import posixpath
import re

from reader.documents.frontmatter import MAX_FRONT_MATTER, decode, legible
from reader.documents.notes import START, Notes
from reader.documents.record import Record, text_of
from reader.documents.tree import Value
from reader.model import Problem, Topic

_ORDER = re.compile(r"\d{1,9}", re.ASCII)


def read_topic(data: bytes, *, library: str, path: str) -> tuple[Topic | None, tuple[Problem, ...]]:
    """The topic a YAML file describes, and what is wrong with the file. Never raises, whatever the bytes are.

    Args:
        data: all of the file.
        library: the library's path as the person gave it.
        path: the file's path inside the library; a leading number of its name is the topic's order.
    """
    notes = Notes(library, path)
    topic = _topic(data, path, notes)
    return topic, notes.problems()


def _topic(data: bytes, path: str, notes: Notes) -> Topic | None:
    if len(data) > MAX_FRONT_MATTER:
        notes.fail("front-matter-too-large", "the file is over 1 MiB · topic not used", START)
        return None
    from reader.documents.fields import read_fields

    text = decode(data, notes)
    fields = read_fields(legible(text, notes, 1), notes, 1, usable=_has_name)
    if fields is None:
        return None
    record = Record(fields, notes)
    name = record.line("name") or record.line("shortname")
    if not name:
        notes.fail("topic-without-name", "the topic has no name · not used", START)
        return None
    order = _ORDER.match(posixpath.basename(path))
    return Topic(
        name=name,
        shortname=record.line("shortname"),
        parent=record.line("parent"),
        description=record.line("description"),
        hashtags=record.lines("hashtags", ","),
        order=int(order[0]) if order else 0,
    )


def _has_name(fields: dict[str, Value]) -> bool:
    return any(text_of(fields.get(name)).strip() for name in ("name", "shortname"))
