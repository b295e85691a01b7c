"""The folders a person named as libraries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reader.model import UsageError
from reader.model.named import NamedTuple
from reader.repository.names import readable_path


class LibraryRoot(NamedTuple):
    """A folder of articles.

    Attributes:
        given: the path as the person gave it, spelled safely (see `names`); articles and problems carry it.
        real: the absolute path without links; libraries are told apart by it.
    """

    given: str
    real: Path


def find_roots(paths: Sequence[str]) -> tuple[LibraryRoot, ...]:
    """The folders behind `paths`, in their order; a folder named twice counts once, under its first name.

    Raises:
        UsageError: one is missing, is no folder, or lies inside another.
    """
    roots: dict[Path, LibraryRoot] = {}
    for path in paths:
        root = _root(path)
        roots.setdefault(root.real, root)
    for inner in roots.values():
        for outer in roots.values():
            if outer.real in inner.real.parents:
                raise UsageError(
                    f"The library {inner.given} lies inside the library {outer.given}: name only one of the two."
                )
    return tuple(roots.values())


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies somewhere in it; both absolute, without links."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _root(path: str) -> LibraryRoot:
    if not path:
        raise UsageError("The path of a library is empty, as a variable without a value is.")
    given = readable_path(path)
    try:
        real = Path(os.path.realpath(path, strict=True))
        is_folder = real.is_dir()
    except FileNotFoundError:
        raise UsageError(f"There is no folder {given}.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or "no valid path"
        raise UsageError(f"The folder {given} cannot be opened: {reason}.") from None
    if not is_folder:
        raise UsageError(f"{given} is no folder; a library is a folder of article files.")
    if not os.access(real, os.R_OK | os.X_OK):
        raise UsageError(f"The folder {given} cannot be opened: Permission denied.")
    return LibraryRoot(given, real)
