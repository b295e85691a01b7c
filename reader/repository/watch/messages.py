"""What the program and the process that looks say to each other, over two pipes, as in `reader.repository.messages`.

The program sends one setup; every byte after it means "look now", the end of it all that nobody listens any more. The
process sends news as they come.
"""

from __future__ import annotations

import marshal
from typing import TypeAlias

Library: TypeAlias = tuple[str, str, str, list[str] | None, tuple[int, int] | None]
"""Path as given, real path, index or nothing, paths of the files that are known (None: all that are there), and the
device and number of the folder that was read."""

Setup: TypeAlias = tuple[bool, int, list[Library]]
"""Whether links that lead out are followed; since when, in nanoseconds since 1970, files may have changed."""

File: TypeAlias = tuple[int, str, str, bool, tuple[int, str] | None]
"""Number of the library, name and target (see `Found`), whether it was known, and where it was, if it has moved."""

ProblemRow: TypeAlias = tuple[str, int, int, str, str, str]

News: TypeAlias = tuple[list[File], list[tuple[int, str]], dict[int, list[ProblemRow]], bool]
"""Files to be read, (library, path) of files that are gone and not moved, all that a walk passed over where that has
changed, and whether topics are described otherwise."""

_HEADER = 4


def packed(message: Setup | News) -> bytes:
    """The message as bytes for a pipe; `reader.repository.messages.Inbox` cuts them apart again."""
    data = marshal.dumps(message)
    return len(data).to_bytes(_HEADER, "little") + data
