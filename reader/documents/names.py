"""The fields a document can have, and what other sites call them."""

from __future__ import annotations

import re

from reader.documents.tree import Fields, Value

ALIASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("publishedDateTime", ("date", "pubDate")),
    ("excerpt", ("description", "summary")),
    ("topics", ("tags", "topic", "keywords")),
    ("category", ("categories",)),
    ("webUrl", ("link", "url", "canonical_url", "permalink")),
)
"""Each field with the names other sites have for it; the first that says something counts."""

_OTHER_NAMES = frozenset(name for _, names in ALIASES for name in names)

DETAILS = ("length", "price", "levels", "ratings", "members", "locale")
"""Known fields that are shown as they are, beside those with a meaning of their own."""

KNOWN = _OTHER_NAMES | frozenset(
    {
        "title", "name", "excerpt", "publishedDateTime", "updatedDateTime", "startDateTime", "endDateTime",
        "category", "type", "quality", "heat", "published", "draft", "removed", "webUrl", "originalUrl", "ampWebUrl",
        "cdnAmpWebUrl", "provider", "topics", "images", "related", "authors", "author", "actions", "featuredContent",
        *DETAILS,
    }
)  # fmt: skip
"""Every field the reader knows; others are kept as they are."""

_ABSOLUTE = re.compile(r"\s*https?://[^/?#\s]", re.I)


def is_absolute(value: Value) -> bool:
    """Whether a value is text that begins like an address of the web."""
    if type(value) is not str:
        return False
    return (value.startswith("https://") and value[8:9].isalnum()) or _ABSOLUTE.match(value) is not None


def is_empty(value: Value) -> bool:
    """Whether a field says nothing. 0 and false say something."""
    return value is None or value in ("", [], {})


def canonical(values: dict[str, Value]) -> tuple[dict[str, Value], dict[str, str]]:
    """`values` under the reader's names, and the names in the file of those that were renamed.

    The reader's own name wins where both say something.
    """
    if _OTHER_NAMES.isdisjoint(values):
        return values, {}
    renamed = _copy(values)
    written: dict[str, str] = {}
    for name, others in ALIASES:
        if not is_empty(values.get(name)):
            continue
        for other in others:
            value = values.get(other)
            if is_empty(value) or (name == "webUrl" and not is_absolute(value)):
                continue
            renamed[name] = _first(value) if name == "category" else value
            written[name] = other
            if isinstance(renamed, Fields) and isinstance(values, Fields):
                renamed.marks[name] = values.marks[other]
            break
    return renamed, written


def _copy(values: dict[str, Value]) -> dict[str, Value]:
    if not isinstance(values, Fields):
        return dict(values)
    copy = Fields(values.positions)
    copy.update(values)
    copy.marks.update(values.marks)
    return copy


def _first(value: Value) -> Value:
    """The one category an article has here; other sites give several."""
    return value[0] if isinstance(value, list) and value else value
