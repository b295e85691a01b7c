"""Everything an index finds for a query, looked for apart from the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.query.indexed import Group
    from reader.store.base import Base


class Lookup:
    """Made on the library's thread; `run` on any, then `keep` on the library's again: lists have it without asking."""

    def __init__(self, base: Base, groups: Sequence[Group]) -> None:
        """Prepare it.

        Args:
            base: whose index is asked.
            groups: the words.
        """
        self._base = base
        self._groups = groups
        self._rows: Sequence[int] | None = None

    def run(self, go_on: Callable[[], bool]) -> None:
        """Ask the index, as long as `go_on` says so."""
        self._rows = self._base.columns.found(self._groups, go_on)

    def keep(self) -> None:
        """Let lists know what was found."""
        if self._rows is not None:
            self._base.keep(self._groups, self._rows)
