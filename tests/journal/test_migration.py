"""Journals that earlier versions wrote open with all that was in them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.journal import Journal, Kind, Mark
from reader.journal.records import restored, snapshot
from reader.model.identity import signed
from tests.fakes import article
from tests.journal.conftest import Open, as_nobody, derived, derived_anew

A, B, C = article("a"), article("b", title="Bee"), article("c")

# As version 1 made them.
FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE TABLE marks (
    identity TEXT PRIMARY KEY,
    key INTEGER NOT NULL,
    read INTEGER,
    starred INTEGER,
    snapshot TEXT
) WITHOUT ROWID;
CREATE TABLE places (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('device', '0123456789abcdef'), ('rules', '1');
INSERT INTO places VALUES ('theme', '"nord"'), ('place', '{"scope": "unread"}');
PRAGMA application_id = 1919183474;
PRAGMA user_version = 1;
"""
TIMES = ["2022-01-01T10:00:00.000Z", "2022-01-01T10:00:05.000Z", "2022-01-01T10:00:03.000Z", "2022-01-02T00:00:00.000Z"]


@pytest.fixture
def first(path: Path) -> Path:
    """A journal of version 1."""
    path.parent.mkdir(parents=True)
    make(path)
    return path


def make(path: Path) -> None:
    """Write one: A and B read, B unread again by a clock that went back, B and C starred, C read."""
    told = [("read", [A, B]), ("star", [B, C]), ("unread", [B]), ("read", [C])]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST)
        for number, (kind, articles) in enumerate(told):
            payload: dict[str, object] = {"rules": 1, "identities": [each.identity for each in articles]}
            if kind == "star":
                payload["snapshots"] = [snapshot(each) for each in articles]
            connection.execute(
                "INSERT INTO events (id, device, time, kind, payload) VALUES (?, '0123456789abcdef', ?, ?, ?)",
                (f"{number:032x}", TIMES[number], kind, json.dumps(payload)),
            )
        for each, read, starred in ((A, 1, None), (B, 0, 1), (C, 1, 1)):
            kept = json.dumps(snapshot(each)) if starred else None
            row = (each.identity, signed(each.key), read, starred, kept)
            connection.execute("INSERT INTO marks VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()


def test_a_journal_of_the_first_version_opens_with_all_that_was_in_it(first: Path, opened: Open) -> None:
    for _ in range(2):
        journal = opened()
        assert journal.notice == ""
        assert journal.read_keys == {A.key, C.key}
        assert dict(journal.starred) == {each.key: restored(each.identity, {**snapshot(each)}) for each in (B, C)}
        assert journal.recall("theme") == "nord"
        assert journal.recall("place") == {"scope": "unread"}
        assert [deed.number for deed in journal.history()] == [1, 2]
        journal.close()
    assert first.read_bytes()[60:64] == b"\0\0\0\2"
    assert derived_anew(first) == derived(first)


def test_what_was_done_with_the_first_version_can_be_undone(first: Path, opened: Open) -> None:
    journal = opened()
    kinds = []
    while undone := journal.undo():
        kinds.append(undone.kind)
    assert kinds == [Kind.READ, Kind.UNREAD, Kind.STAR, Kind.READ]
    assert (journal.read_keys, dict(journal.starred)) == (set(), {})


def test_a_first_journal_that_cannot_be_written_is_read_and_stays_as_it_is(open_path: Path) -> None:
    make(open_path)
    before = open_path.read_bytes()
    open_path.chmod(0o444)
    open_path.parent.chmod(0o555)

    def check() -> None:
        journal = Journal.open(open_path)
        assert "not written" in journal.notice
        assert journal.read_keys == {A.key, C.key}
        assert journal.undo() is not None
        assert journal.read_keys == {A.key}
        journal.close()

    as_nobody(check)
    assert open_path.read_bytes() == before


def test_a_first_journal_with_wrong_content_is_set_aside(first: Path, opened: Open) -> None:
    with closing(sqlite3.connect(first)) as connection:
        connection.execute("UPDATE events SET payload = 'no json' WHERE sequence = 2")
        connection.commit()
    journal = opened()
    assert "set aside" in journal.notice
    journal.mark(Mark.READ, [A])
    assert journal.flush()


def test_two_programs_that_bring_one_file_up_do_not_hinder_each_other(first: Path, opened: Open) -> None:
    one, two = opened(), opened()
    one.mark(Mark.READ, [B])
    two.mark(Mark.UNSTAR, [B])
    assert one.flush()
    assert two.flush()
    again = opened()
    assert (again.read_keys, set(again.starred)) == ({A.key, B.key, C.key}, {C.key})


def test_what_an_older_program_kept_beside_a_newer_journal_is_taken_in(path: Path, opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    journal.close()
    beside = path.with_name("journal-1.sqlite")
    make(beside)
    for _ in range(2):
        journal = opened()
        assert journal.notice == ""
        assert journal.read_keys == {A.key, C.key}
        assert set(journal.starred) == {B.key, C.key}
        assert len(journal.history()) == 3
        journal.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal-1.sqlite.merged", "journal.sqlite"]


def test_what_lies_beside_a_journal_and_is_none_is_left_alone(path: Path, opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    journal.close()
    beside = path.with_name("journal-1.sqlite")
    make(beside)
    data = beside.read_bytes()
    for content in (b"junk" * 100, data[:4096] + b"\xaa" * (len(data) - 4096)):
        beside.write_bytes(content)
        journal = opened()
        assert (journal.notice, journal.read_keys) == ("", {A.key})
        assert beside.read_bytes() == content
        journal.close()
