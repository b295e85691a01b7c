"""Where the person was in each list of the sidebar, so that coming back to one finds it as it was left. Pure."""

from __future__ import annotations

from typing import TypeAlias

from reader.library import JSON
from reader.model import Scope, Selection
from reader.model.named import NamedTuple

MOST = 50
"""Lists remembered; those left longest ago go first."""

_Name: TypeAlias = tuple[str, str, str, str]


class Spot(NamedTuple):
    """The key of the article under the cursor, and the line of the pane on which it stood."""

    article: int
    line: int


class Places:
    """A spot for each list, by scope, view, topic and provider; queries and orders do not count."""

    def __init__(self) -> None:
        self._spots: dict[_Name, Spot] = {}

    def leave(self, selection: Selection, spot: Spot) -> None:
        """Remember where the person was in a list."""
        name = _name(selection)
        self._spots.pop(name, None)
        self._spots[name] = spot
        while len(self._spots) > MOST:
            del self._spots[next(iter(self._spots))]

    def of(self, selection: Selection) -> Spot | None:
        """Where the person was in a list; None when they never left it."""
        return self._spots.get(_name(selection))

    def kept(self) -> list[JSON]:
        """All spots, to be kept across runs."""
        return [[*name, f"{spot.article:016x}", spot.line] for name, spot in self._spots.items()]

    def restore(self, kept: JSON) -> None:
        """Take up what `kept` gave; whatever is not of that form is passed over."""
        for each in kept if isinstance(kept, list) else ():
            match each:
                case [str(scope), str(view), str(topic), str(provider), str(article), int(line)]:
                    try:
                        selection = Selection(Scope(scope), topic, provider, view=view)
                        self.leave(selection, Spot(int(article, 16), line))
                    except ValueError:
                        continue


def same_list(one: Selection, other: Selection) -> bool:
    """Whether two selections differ in scope, query and order at most."""
    return _name(one)[1:] == _name(other)[1:]


def _name(selection: Selection) -> _Name:
    return str(selection.scope), selection.view, selection.topic, selection.provider
