"""Writing the columns of an index, in a process of its own: it takes seconds for a large library."""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import secrets
import sqlite3
import subprocess
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from pathlib import Path
from struct import pack
from typing import Any, TypeAlias

from reader.model import Urls
from reader.model.columns import UNDATED, UNKNOWN, UNNAMED, Fact
from reader.model.folding import fold
from reader.model.haystack import addresses_of, written_of
from reader.model.identity import unsigned
from reader.model.named import NamedTuple
from reader.repository.index.columns import LARGE, MAGIC, TYPES, columns_file
from reader.repository.index.database import UnusableError, connect, guarded, is_current
from reader.repository.index.schema import CREATE_ORDERS
from reader.repository.wire import kept_row

_NICENESS = 10
# As plain numbers: flags take their time.
_PUBLISHED, _UNPUBLISHED, _REMOVED = int(Fact.PUBLISHED), int(Fact.UNPUBLISHED), int(Fact.REMOVED)
_BODY, _IMAGE, _AMP = int(Fact.BODY), int(Fact.IMAGE), int(Fact.AMP)
_MANY_CHANGED = 1_000  # files that are read one by one at every start at most
_ALIGNED = 8
_PLAIN_MARSHAL = 2  # later versions note which objects are shared, so equal values differ in length
_PLACES = "INSERT OR REPLACE INTO meta VALUES ('columns', ?)"

Entry: TypeAlias = tuple[int, str, int, bytes]
"""Id, path, key, and the row of an article as `wire.checked` gives it."""


class _Line(NamedTuple):
    """What the columns say of an article; making the article itself would take as long as all the rest."""

    number: int
    path: str
    key: int
    kept: bytes
    identity: str
    title: str
    folded: str
    excerpt: str
    published_at: int | None
    provider: tuple[str, str]
    topics: tuple[str, ...]
    type: str
    category: str
    quality: int
    heat: int
    facts: int
    urls: Urls
    related_count: int

    @property
    def label(self) -> str:
        """`Provider.label`."""
        return self.provider[0] or self.provider[1]


def is_wanted(connection: sqlite3.Connection) -> bool:
    """Whether a database wants columns written: it has none, or many files changed since. Raises sqlite3.Error."""
    if connection.execute("SELECT 1 FROM meta WHERE name = 'columns' AND value <> ''").fetchone() is None:
        return True
    return bool(connection.execute("SELECT count(*) FROM changed").fetchone()[0] > _MANY_CHANGED)


def write_columns(index: Path, real: Path) -> bool:
    """Write the columns of an index and name them in it; whether that was done.

    Args:
        index: the database.
        real: the library's absolute path without links.
    """
    connection = None
    try:
        with guarded():
            connection = connect(index, "rw")
            return is_current(connection, real) and _write(connection, index)
    except UnusableError:
        return False
    finally:
        if connection is not None:
            connection.close()


def write_beside(index: Path, real: Path, go_on: Callable[[], bool]) -> bool:
    """The same in another process, at low priority; whether that was done.

    Args:
        index: the database.
        real: the library's absolute path without links.
        go_on: asked a few times a second; when it says no, the process is ended.
    """
    from reader.repository.commands import command, end

    words = command("reader.repository.index.columns_writing", str(index), os.fspath(real))
    try:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return write_columns(index, real)
    try:
        while go_on():
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(0.1) == 0
        return False
    finally:
        end(process)


def main(index: str, real: str) -> None:
    """Write the columns of one index; ends with status 0 when it was done."""
    gc.disable()  # nothing here goes in circles, and the process ends soon
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    os._exit(0 if write_columns(Path(index), Path(real)) else 1)


def _write(connection: sqlite3.Connection, index: Path) -> bool:
    execute = connection.execute
    # From here on whoever writes the index notes what changes: columns are to come, of what it is a moment later.
    execute("INSERT OR IGNORE INTO meta VALUES ('columns', '')")
    execute("BEGIN")
    before = execute("SELECT value FROM meta WHERE name = 'columns'").fetchone()
    made = execute("SELECT value FROM meta WHERE name = 'made'").fetchone()
    last = execute("SELECT max(number) FROM changed").fetchone()[0]
    entries = [
        (number, path, unsigned(key), kept)
        for number, path, key, kept in execute("SELECT id, path, key, row FROM articles")
    ]
    execute("COMMIT")
    token = secrets.token_hex(4)
    _forget_files(index, keep=before[0] if before else "")
    file = columns_file(index, token)
    written = file.with_suffix(".writing")
    with contextlib.ExitStack() as undo:
        undo.callback(lambda: written.unlink(missing_ok=True))
        with written.open("wb") as out:
            os.chmod(written, 0o600)
            out.writelines(packed(entries, made[0]))
            out.flush()
            os.fsync(out.fileno())
        written.rename(file)
    execute("BEGIN IMMEDIATE")
    if execute("SELECT value FROM meta WHERE name = 'columns'").fetchone() != before:
        execute("ROLLBACK")  # another program was quicker
        file.unlink(missing_ok=True)
        return True
    execute(_PLACES, (token,))
    execute("DELETE FROM changed WHERE number <= ?", (last or 0,))
    execute("COMMIT")
    _forget_files(index, keep=token)
    if execute("SELECT 1 FROM meta WHERE name = 'complete'").fetchone() is not None:
        execute("BEGIN IMMEDIATE")
        for statement in CREATE_ORDERS:
            execute(statement)
        execute("COMMIT")
    return True


def _forget_files(index: Path, keep: str) -> None:
    """Take away files of columns that no database names. Who has one mapped keeps what is in it."""
    for found in (*index.parent.glob(f"{index.stem}.*.columns"), *index.parent.glob(f"{index.stem}.*.writing")):
        if found != columns_file(index, keep):
            with contextlib.suppress(OSError):
                found.unlink()


def packed(entries: Iterable[Entry], made: str) -> Iterable[bytes]:
    """The file, in pieces.

    Args:
        entries: every article of an index.
        made: what names the making of the index.

    Raises:
        ValueError: a row is damaged.
    """
    lines = list(_lines(entries))
    paths = Counter([line.key for line in lines])
    others = [(line.path, line.key, kept_row(line.kept)) for line in lines if paths[line.key] > 1]
    alone = [line for line in lines if paths[line.key] == 1]
    alone.sort(key=_by_date)
    sections = _sections(alone) | _texts(alone)
    sections |= {"others": marshal.dumps(others), "made": marshal.dumps(made)}
    yield from _file(sections)


def _lines(entries: Iterable[Entry]) -> Iterator[_Line]:
    lists: dict[str, tuple[str, ...]] = {"": ()}
    for number, path, key, kept in entries:
        (
            identity, title, excerpt, published_at, _, name, domain, topics, kind, category, quality, heat, published,
            removed, web, original, amp, cdn_amp, _, _, related_count, _, has_body, has_image, _,
        ) = kept_row(kept)  # fmt: skip
        if topics not in lists:
            lists[topics] = tuple(topics.split("\n"))
        facts = _BODY * has_body + _IMAGE * has_image + _REMOVED * removed + _AMP * bool(amp or cdn_amp)
        if published is not None:
            facts += _PUBLISHED if published else _UNPUBLISHED
        yield _Line(
            number, path, key, kept, identity, title, fold(title), excerpt, published_at, (name, domain),
            lists[topics], kind, category, UNKNOWN if quality is None else quality, UNKNOWN if heat is None else heat,
            facts, Urls(web, original, amp, cdn_amp), related_count,
        )  # fmt: skip


def _by_date(line: _Line) -> tuple[float, str, str, int]:
    published_at = line.published_at
    return inf if published_at is None else -(published_at >> 1), line.folded, line.title, line.key


def _sections(lines: Sequence[_Line]) -> dict[str, bytes]:
    """The sections of numbers and the values they stand for."""
    providers, topics, types, categories = _Codes(), _Codes(), _Codes(), _Codes()
    keys, heats, qualities = [[getattr(line, name) for line in lines] for name in ("key", "heat", "quality")]
    titles, labels = _levels([line.folded for line in lines]), _levels([_folded(line.label) for line in lines])
    columns: dict[str, Iterable[int]] = {
        "key": keys,
        "id": sorted(line.number for line in lines),
        "when": [UNDATED if line.published_at is None else line.published_at for line in lines],
        "heat": heats,
        "quality": qualities,
        "related": [line.related_count for line in lines],
        "facts": [line.facts for line in lines],
        "provider": [providers[line.provider] for line in lines],
        "topics": [topics[line.topics] for line in lines],
        "type": [types[line.type] for line in lines],
        "category": [categories[line.category] for line in lines],
        "title_level": titles,
        "provider_level": labels,
    }
    places = range(len(lines))
    columns |= {
        "by_heat": sorted(places, key=[inf if heat == UNKNOWN else -heat for heat in heats].__getitem__),
        "by_quality": sorted(places, key=[inf if each == UNKNOWN else -each for each in qualities].__getitem__),
        "by_title": sorted(places, key=titles.__getitem__),
        "by_provider": sorted(places, key=labels.__getitem__),
        "by_key": sorted(places, key=keys.__getitem__),
        "by_path": sorted(places, key=[line.path for line in lines].__getitem__),
        "by_id": sorted(places, key=[line.number for line in lines].__getitem__),
    }
    sections = {name: array(TYPES[name], numbers).tobytes() for name, numbers in columns.items()}
    values: dict[str, Iterable[object]] = {
        "providers": providers,
        "topic_lists": topics,
        "types": types,
        "categories": categories,
        "provider_counts": _counts(len(providers), columns["provider"], lines),
        "topic_counts": _counts(len(topics), columns["topics"], lines),
    }
    return sections | {name: marshal.dumps(list(each)) for name, each in values.items()}


def _counts(number: int, codes: Iterable[int], lines: Sequence[_Line]) -> list[int]:
    """How many articles that are not removed at their source have each of so many codes."""
    counted = Counter(code for code, line in zip(codes, lines, strict=True) if not line.facts & _REMOVED)
    return [counted[code] for code in range(number)]


def _texts(lines: Sequence[_Line]) -> dict[str, bytes]:
    """The large sections and where each row of them begins."""
    large = {
        "row": [line.kept for line in lines],
        "written": [
            written_of(line.title, line.excerpt, line.label, line.topics).encode("utf-8", "replace") for line in lines
        ],
        "address": [addresses_of(line.urls).encode("utf-8", "replace") for line in lines],
        "identity": [line.identity.encode("utf-8", "replace") for line in lines],
        "path": [line.path.encode("utf-8", "replace") for line in lines],
    }
    sections = {name: b"".join(large[name]) for name in LARGE}
    for name in LARGE:
        at = accumulate(map(len, large[name]), initial=0)
        sections[f"{name}_at"] = array(TYPES[f"{name}_at"], at).tobytes()
    return sections


def _file(sections: dict[str, bytes]) -> Iterable[bytes]:
    # The directory stands before what it tells of, so room is left for the longest numbers.
    room = len(marshal.dumps(dict.fromkeys(sections, (1 << 62, 1 << 62, 1 << 62)), _PLAIN_MARSHAL))
    directory: dict[str, tuple[int, int, int]] = {}
    offset = -(-(16 + room) // _ALIGNED) * _ALIGNED
    start = offset
    for name, data in sections.items():
        directory[name] = (offset, len(data), zlib.crc32(data))
        offset += -(-len(data) // _ALIGNED) * _ALIGNED
    told = marshal.dumps(directory, _PLAIN_MARSHAL)
    head = MAGIC + pack("<II", len(told), zlib.crc32(told)) + told
    yield head.ljust(start, b"\0")
    for data in sections.values():
        yield data
        yield bytes(-len(data) % _ALIGNED)


class _Codes(dict[Any, int]):
    """Values by the order in which they were met."""

    def __missing__(self, value: Any) -> int:
        code = self[value] = len(self)
        return code


def _levels(texts: Sequence[str]) -> list[int]:
    """The place of each text among all different ones by alphabet; empty ones behind all."""
    level = {text: number for number, text in enumerate(sorted({*texts} - {""}))}
    level[""] = UNNAMED
    return [level[text] for text in texts]


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)
