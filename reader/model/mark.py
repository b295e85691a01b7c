"""What a person does with articles, and what the program keeps for them."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
"""A value that can be kept across runs."""


class Mark(StrEnum):
    """One thing done with articles."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"


class Kind(StrEnum):
    """What an event of the journal says was done. The values stand in files and never change."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"
    TAG = "tag"
    UNTAG = "untag"
    NOTE = "note"
    """A note was written; with no text, deleted."""
    VIEW = "view"
    """A query was saved under a name; without a query, the name was given up."""
    PLACE = "place"
    """The program kept a value for itself; not a deed of the person, and not undone."""
    UNDO = "undo"
    REDO = "redo"
