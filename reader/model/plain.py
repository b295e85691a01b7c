"""Plain values, such as documents have in fields that nothing is made of."""

from __future__ import annotations

from collections.abc import Mapping


def in_words(value: object) -> str:
    """A plain value (see `Document.details`) as words on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {in_words(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(in_words, value))
    if value is None or isinstance(value, bool):
        return {True: "yes", False: "no", None: "none"}[value]
    return " ".join(str(value).split())
