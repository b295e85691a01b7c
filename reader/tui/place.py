"""The place of the last run: what the list held, as the library remembers it. Knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.model import Scope, Selection, Sort

if TYPE_CHECKING:
    from reader.library import JSON, Library


def saved_place(library: Library) -> Mapping[str, JSON]:
    """What was remembered when the app was left in this library; empty when it never was."""
    place = library.recall("place")
    if isinstance(place, dict) and place.get("library") == [str(root.real) for root in library.roots]:
        return place
    return {}


def selection_of(place: Mapping[str, JSON], sort: Sort) -> Selection:
    """The list of a place; all articles in the order `sort` where it tells of none, or of one that is no more."""
    told = {name: value for name, value in place.items() if isinstance(value, str)}
    try:
        scope, orders = Scope(told.get("scope", "")), Sort.parse_all(told.get("sort", ""))
    except ValueError:
        scope, orders = Scope.ALL, (sort,)
    return Selection(
        scope=scope,
        topic=told.get("topic", ""),
        provider=told.get("provider", ""),
        query=told.get("query", ""),
        sort=orders[0],
        then=orders[1:],
        view=told.get("view", ""),
    )
