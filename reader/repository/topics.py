"""Where a library describes its topics."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from reader.repository.names import readable_path
from reader.repository.roots import LibraryRoot, is_within

TOPICS = "_data/topics"
"""The folder of their descriptions, inside the library."""

_NUMBER = re.compile(r"\d{1,9}")


def topic_files(root: LibraryRoot, *, follow_symlinks: bool = False) -> Sequence[tuple[str, str]]:
    """The files of `_data/topics/`, as (path inside the library, path to open), by their leading number, then name.

    A folder that is missing, cannot be read, or leads out of the library where that is not followed, gives none.
    """
    folder = os.path.join(root.real, TOPICS)
    if not follow_symlinks and not is_within(os.path.realpath(folder), str(root.real)):
        return ()
    try:
        names = [name for name in os.listdir(folder) if name.endswith(".yaml") and not name.startswith(".")]
    except OSError:
        return ()
    names.sort(key=lambda name: (_leading_number(name), name))
    return [(readable_path(f"{TOPICS}/{name}"), os.path.join(folder, name)) for name in names]


def _leading_number(name: str) -> float:
    number = _NUMBER.match(name)
    return int(number[0]) if number else float("inf")
