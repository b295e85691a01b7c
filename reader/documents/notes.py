"""What is found to be wrong while one file is read."""

from __future__ import annotations

from reader.model import Problem, Severity

Place = tuple[int, int]
"""A line and a column of the file, both from 1."""

START: Place = (1, 1)

MOST = 100
"""Warnings that are listed of one file."""


class Doubt(Exception):  # noqa: N818 - no error, the sign that the careful reader is wanted
    """What the quick reader raises where it cannot be sure, or would have something to note."""


class Notes:
    """Collects the problems of one file.

    Args:
        library: the library's path as the person gave it.
        path: the file's path inside the library.
    """

    __slots__ = ("_found", "_library", "_path", "_told")

    def __init__(self, library: str, path: str) -> None:
        self._library = library
        self._path = path
        self._found: list[Problem] = []
        self._told: set[str] = set()

    def warn(self, code: str, message: str, place: Place, *, once: str = "") -> None:
        """Note what the article is shown without.

        Args:
            code: the stable name of the kind of problem.
            message: one clean sentence.
            place: where in the file.
            once: what of the same kind is noted only the first time; empty for everything.
        """
        if once:
            if once in self._told:
                return
            self._told.add(once)
        if len(self._found) < MOST:
            self._note(Severity.WARNING, code, message, place)
        elif len(self._found) == MOST:
            self._note(
                Severity.WARNING, "many-problems", f"over {MOST} problems · from here on they are not listed", place
            )

    def fail(self, code: str, message: str, place: Place) -> None:
        """Note why the article is not shown."""
        self._note(Severity.ERROR, code, message, place)

    def problems(self) -> tuple[Problem, ...]:
        """What was noted, in the order of the file."""
        return tuple(sorted(self._found))

    def _note(self, severity: Severity, code: str, message: str, place: Place) -> None:
        self._found.append(Problem(self._library, self._path, *place, severity, code, message))


class NoNotes(Notes):
    """The notes of the quick reader, which has no places to point at: the first note ends it."""

    def warn(self, code: str, message: str, place: Place, *, once: str = "") -> None:
        """Leave the file to the careful reader.

        Raises:
            Doubt: always.
        """
        raise Doubt

    def fail(self, code: str, message: str, place: Place) -> None:
        """Leave the file to the careful reader.

        Raises:
            Doubt: always.
        """
        raise Doubt
