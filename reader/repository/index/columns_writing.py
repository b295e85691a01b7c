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
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import inf
from pathlib import Path
from struct import pack
from typing import Any, TypeAlias

from reader.model import Article
from reader.model.columns import UNDATED, UNKNOWN, UNNAMED, Fact
from reader.model.folding import fold
from reader.model.haystack import addresses, as_written
from reader.repository.index.columns import LARGE, MAGIC, TYPES, columns_file
from reader.repository.index.database import UnusableError, connect, guarded, is_current
from reader.repository.wire import Row, RowReader, kept_row

_START = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from reader.repository.index.columns_writing import main; main(*sys.argv[1:3])"
)  # fmt: skip
_NICENESS = 10
_MANY_CHANGED = 1_000  # files that are read one by one at every start at most
_ALIGNED = 8
_PLAIN_MARSHAL = 2  # later versions note which objects are shared, so equal values differ in length
_PLACES = "INSERT OR REPLACE INTO meta VALUES ('columns', ?)"

_Entry: TypeAlias = tuple[int, str, int, Row]
"""Id, path, key, and the row of an article."""


def is_wanted(connection: sqlite3.Connection) -> bool:
    """Whether a database wants columns written: it has none, or many files changed since. Raises sqlite3.Error."""
    if connection.execute("SELECT 1 FROM meta WHERE name = 'columns'").fetchone() is None:
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
    from reader.repository.process import program_path, python

    words = [*python(), "-c", _START, str(index), os.fspath(real), *program_path()]
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
        process.kill()
        process.wait()


def main(index: str, real: str) -> None:
    """Write the columns of one index; ends with status 0 when it was done."""
    gc.disable()  # nothing here goes in circles, and the process ends soon
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    os._exit(0 if write_columns(Path(index), Path(real)) else 1)


def _write(connection: sqlite3.Connection, index: Path) -> bool:
    execute = connection.execute
    execute("BEGIN")
    before = execute("SELECT value FROM meta WHERE name = 'columns'").fetchone()
    made = execute("SELECT value FROM meta WHERE name = 'made'").fetchone()
    last = execute("SELECT max(number) FROM changed").fetchone()[0]
    entries = [
        (number, path, key & (1 << 64) - 1, kept_row(row))
        for number, path, key, row in execute("SELECT id, path, key, row FROM articles")
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
    return True


def _forget_files(index: Path, keep: str) -> None:
    """Take away files of columns that no database names. Who has one mapped keeps what is in it."""
    for found in (*index.parent.glob(f"{index.stem}.*.columns"), *index.parent.glob(f"{index.stem}.*.writing")):
        if found != columns_file(index, keep):
            with contextlib.suppress(OSError):
                found.unlink()


def packed(entries: Sequence[_Entry], made: str) -> Iterable[bytes]:
    """The file, in pieces.

    Args:
        entries: every article of an index.
        made: what names the making of the index.
    """
    reader = RowReader()
    articles = [(number, reader.article(row, "", path, key), row) for number, path, key, row in entries]
    paths: dict[int, int] = {}
    for _, article, _ in articles:
        paths[article.key] = paths.get(article.key, 0) + 1
    others = [(article.path, article.key, row) for _, article, row in articles if paths[article.key] > 1]
    alone = [each for each in articles if paths[each[1].key] == 1]
    alone.sort(key=lambda each: _by_date(each[1]))
    sections = _sections([number for number, _, _ in alone], [article for _, article, _ in alone])
    sections |= _texts([article for _, article, _ in alone], [row for _, _, row in alone])
    sections |= {"others": marshal.dumps(others), "made": marshal.dumps(made)}
    yield from _file(sections)


def _by_date(article: Article) -> tuple[float, str, str, int]:
    moment = article.published_at
    return inf if moment is None else -moment.at.timestamp(), fold(article.title), article.title, article.key


def _sections(ids: Sequence[int], articles: Sequence[Article]) -> dict[str, bytes]:
    """The sections of numbers and the values they stand for."""
    from reader.repository.wire import microseconds

    providers, topics, types, categories = _Codes(), _Codes(), _Codes(), _Codes()
    columns: dict[str, Iterable[int]] = {
        "key": [each.key for each in articles],
        "id": ids,
        "when": [
            UNDATED if each.published_at is None else microseconds(each.published_at) * 2 + each.published_at.day_only
            for each in articles
        ],
        "heat": [UNKNOWN if each.heat is None else each.heat for each in articles],
        "quality": [UNKNOWN if each.quality is None else each.quality for each in articles],
        "related": [each.related_count for each in articles],
        "facts": list(map(_facts, articles)),
        "provider": [providers[tuple(each.provider)] for each in articles],
        "topics": [topics[each.topics] for each in articles],
        "type": [types[each.type] for each in articles],
        "category": [categories[each.category] for each in articles],
    }
    titles = _levels([fold(each.title) for each in articles])
    labels = _levels([fold(each.provider.label) for each in articles])
    rows = range(len(articles))
    columns |= {
        "title_level": titles,
        "provider_level": labels,
        "by_heat": sorted(rows, key=lambda row: inf if articles[row].heat is None else -articles[row].heat),  # type: ignore[operator]
        "by_quality": sorted(rows, key=lambda row: inf if articles[row].quality is None else -articles[row].quality),  # type: ignore[operator]
        "by_title": sorted(rows, key=titles.__getitem__),
        "by_provider": sorted(rows, key=labels.__getitem__),
        "by_key": sorted(rows, key=lambda row: articles[row].key),
        "by_path": sorted(rows, key=lambda row: articles[row].path),
    }
    sections = {name: array(TYPES[name], numbers).tobytes() for name, numbers in columns.items()}
    values = {"providers": providers, "topic_lists": topics, "types": types, "categories": categories}
    return sections | {name: marshal.dumps(list(codes)) for name, codes in values.items()}


def _texts(articles: Sequence[Article], rows: Sequence[Row]) -> dict[str, bytes]:
    """The large sections and where each row of them begins."""
    blobs = [marshal.dumps(row) for row in rows]
    large = {
        "row": [zlib.crc32(blob).to_bytes(4, "little") + blob for blob in blobs],
        "written": [as_written(each).encode("utf-8", "replace") for each in articles],
        "address": [addresses(each).encode("utf-8", "replace") for each in articles],
        "identity": [each.identity.encode("utf-8", "replace") for each in articles],
        "path": [each.path.encode("utf-8", "replace") for each in articles],
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


def _facts(article: Article) -> int:
    told = {
        Fact.PUBLISHED: article.published is True,
        Fact.UNPUBLISHED: article.published is False,
        Fact.REMOVED: article.removed,
        Fact.BODY: article.has_body,
        Fact.IMAGE: article.has_image,
        Fact.AMP: bool(article.urls.amp or article.urls.cdn_amp),
    }
    return sum(fact for fact, is_so in told.items() if is_so)
