"""What the program and its reading processes say to each other, over two pipes.

A message is a length (32 bits, little-endian) and that many bytes of `marshal`: the quickest there is to unpack, and
both ends are the same Python. Two kinds:

task
    `(library as given, its real path, careful, texts, [(name, target), …])`: files to read, as in `Found`. Careful:
    answer after every single file, so that the one that ends the process is known. Texts: what the index keeps is
    wanted too.
answer
    `([stamp, …], [(index, key, row, text), …], [(index, line, column, severity, code, message), …])`: a stamp or None
    for each further file of the task that is done, and what they gave. Indexes count from the task's beginning; key is
    the article's, row and text are packed as `wire` and `index.tokens` do it, so that unpacking can pause between two,
    and need not be done at all. The first answer of a process is empty: it is ready.

A process that finds the end of its input is not wanted any more and ends.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any, TypeAlias

Task: TypeAlias = tuple[str, str, bool, bool, list[tuple[str, str]]]
ProblemRow: TypeAlias = tuple[int, int, int, str, str, str]
StampRow: TypeAlias = tuple[int, int, int]
Answer: TypeAlias = tuple[list[StampRow | None], list[tuple[int, int, bytes, bytes]], list[ProblemRow]]

_HEADER = 4


def packed(message: Any) -> bytes:
    """The message, of values that `marshal` knows, as bytes for a pipe."""
    data = marshal.dumps(message)
    return len(data).to_bytes(_HEADER, "little") + data


class Inbox:
    """Bytes from a pipe, cut into messages."""

    def __init__(self) -> None:
        self._data = bytearray()

    def take(self, data: bytes) -> Iterator[bytes]:
        """Add what came; give every message that is complete, without its length, ready for `marshal.loads`."""
        self._data += data
        while len(self._data) >= _HEADER:
            end = _HEADER + int.from_bytes(self._data[:_HEADER], "little")
            if len(self._data) < end:
                return
            message = bytes(self._data[_HEADER:end])
            del self._data[:end]
            yield message
