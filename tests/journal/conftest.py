"""Journals in folders of the test's own, and what they say."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.journal import Journal
from reader.journal.schema import derive_all

Open = Callable[..., Journal]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "reader" / "journal.sqlite"


@pytest.fixture
def opened(path: Path) -> Iterator[Open]:
    """Opens journals, by default the test's own, and closes them at the end."""
    journals: list[Journal] = []

    def open_journal(at: Path | None = None) -> Journal:
        journals.append(Journal.open(at or path))
        return journals[-1]

    yield open_journal
    for each in journals:
        each.close()


def said(journal: Journal) -> dict[str, object]:
    """All that a journal says of the person."""
    return {
        "read": set(journal.read_keys),
        "starred": dict(journal.starred),
        "read at": dict(journal.read_at),
        "starred at": dict(journal.starred_at),
        "tags": dict(journal.tags),
        "notes": dict(journal.notes),
        "views": dict(journal.views),
        "held": dict(journal.held),
    }


def derived(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that follows from the events of a file, as it stands there."""
    with closing(sqlite3.connect(path)) as connection:
        return _derived(connection)


def derived_anew(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The same, made anew from the events."""
    with closing(sqlite3.connect(path)) as connection:
        derive_all(connection)
        return _derived(connection)


def _derived(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    # Events have other numbers in other files: their ids say which are meant.
    queries = {
        "state": "SELECT state.field, key, id, value FROM state JOIN events ON sequence = event ORDER BY 1, 2",
        "changes": "SELECT changes.field, key, id, value FROM changes JOIN events ON sequence = event ORDER BY 1, 2, 3",
        "undone": "SELECT id FROM events WHERE undone ORDER BY 1",
        "articles": "SELECT key, identity, snapshot, told FROM articles ORDER BY 1",
    }
    return {name: connection.execute(query).fetchall() for name, query in queries.items()}


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A journal in a folder that other people on the machine can reach."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder, "journal.sqlite")


def as_nobody(check: Callable[[], None]) -> None:
    """Run `check` in a child process that may not do everything, and see it pass."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            check()
            os._exit(0)
        except BaseException as error:  # the parent must hear of it whatever it is
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
