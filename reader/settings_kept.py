"""`config.yaml` read once: what its YAML comes to is kept beside a copy of its bytes.

Importing yaml takes as long as Python itself takes to start (11 ms), and the file is hardly ever another one than at
the last start. It is known by its whole content, not by its time: so nothing that is kept can be out of date. What is
kept is what stands in the file, not what the settings make of it, which depends on more than the file.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import reader
from reader import settings_file
from reader.kept_file import keep_file
from reader.settings_file import Node

_MAGIC = b"rdr-cfg\x01"  # the last byte is the version of what follows: CRC-32, then the rest in marshal
_MOST = 1 << 16  # bytes of a configuration that is kept

_Pair = tuple[Node, Node]
_Warning = tuple[int, str, str]


def top_level(file: Path, kept: Path, warn: Callable[[int, str, str], None]) -> Iterator[_Pair]:
    """The top-level pairs of `file` one after another, with all warnings, as `reader.settings_file.top_level`.

    Args:
        file: the configuration.
        kept: where what it comes to is kept, in a folder for what can be made again.
        warn: takes a line (0 for the whole file), an empty key and a message.
    """
    data = settings_file.read(file, warn)
    if not data:
        return
    told = _recalled(kept, data)
    if told is None:
        told = []
        for pair in settings_file.parsed(data, lambda *warning: told.append(warning)):
            told.append(pair)
        if len(data) <= _MOST:
            _keep(kept, data, told)
    for each in told:
        if len(each) == 2:
            yield each
        else:
            warn(*each)


def _reading() -> str:
    """What names the way in which this program reads configurations: its version, and the very file that does it."""
    with contextlib.suppress(OSError):
        status = os.stat(settings_file.__file__)
        return f"{reader.__version__} {status.st_size} {status.st_mtime_ns}"
    return reader.__version__


def _recalled(kept: Path, data: bytes) -> list[_Pair | _Warning] | None:
    """The pairs and warnings that are kept for a file of these bytes; None when there are none that can be used."""
    try:
        with open(kept, "rb") as opened:
            found = opened.read(_MOST * 16)
        if found[:8] != _MAGIC or int.from_bytes(found[8:12], "little") != zlib.crc32(found[12:]):
            return None
        reading, known, told = marshal.loads(found[12:])
        if reading != _reading() or known != data:
            return None
        return [(_node(each[0]), _node(each[1])) if len(each) == 2 else (each[0], each[1], each[2]) for each in told]
    except (OSError, EOFError, ValueError, TypeError, IndexError):
        return None


def _keep(kept: Path, data: bytes, told: list[_Pair | _Warning]) -> None:
    """Keep it for the next time; where that cannot be, the file is read once more then."""
    rows = [(_row(each[0]), _row(each[1])) if len(each) == 2 else each for each in told]
    body = marshal.dumps((_reading(), data, rows))
    with contextlib.suppress(OSError):
        keep_file(os.fspath(kept), _MAGIC + zlib.crc32(body).to_bytes(4, "little") + body)


def _row(node: Node) -> tuple[Any, ...]:
    items = None if node.items is None else tuple(map(_row, node.items))
    pairs = None if node.pairs is None else tuple((_row(key), _row(value)) for key, value in node.pairs)
    return node.line, node.text, items, pairs, node.plain


def _node(row: tuple[Any, ...]) -> Node:
    line, text, items, pairs, plain = row
    return Node(
        line,
        text,
        None if items is None else tuple(map(_node, items)),
        None if pairs is None else tuple((_node(key), _node(value)) for key, value in pairs),
        plain,
    )
