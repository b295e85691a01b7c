"""The journal: marks and places kept across runs."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.journal import Journal, Mark
from reader.model import Article, Moment
from tests.fakes import EPOCH, article

A, B, C = article("a"), article("b"), article("c")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "reader" / "journal.sqlite"


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def kept(path: Path) -> Journal:
    """The journal as the next run finds it."""
    journal = Journal.open(path)
    journal.close()
    return journal


# Marks


def test_marks_are_right_at_once_and_kept_across_runs(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A, B])
    journal.mark(Mark.STAR, [C])
    journal.mark(Mark.UNREAD, [B])
    for _ in range(2):
        assert (journal.is_read(A.key), journal.is_read(B.key), journal.is_starred(C.key)) == (True, False, True)
        assert journal.read_keys == {A.key}
        assert set(journal.starred) == {C.key}
        journal.close()
        journal = kept(path)
    assert journal.notice == ""


def test_keys_with_the_highest_bit_come_back_as_they_were(path: Path) -> None:
    high = next(each for each in map(article, "abcdefghij") if each.key >= 1 << 63)
    journal = Journal.open(path)
    journal.mark(Mark.READ, [high])
    journal.mark(Mark.STAR, [high])
    journal.close()
    assert kept(path).read_keys == {high.key}
    assert list(kept(path).starred) == [high.key]


def test_a_deed_with_many_articles_is_one_event_with_id_device_time_and_identities(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A, B, A])
    journal.mark(Mark.READ, [A, C])
    journal.mark(Mark.READ, [A, B, C])
    journal.close()
    journal = Journal.open(path)
    found = [json.loads(line) for line in journal.lines()]
    journal.close()
    told = [{article["identity"] for article in event["articles"]} for event in found]
    assert told == [{A.identity, B.identity}, {C.identity}]
    assert {(event["kind"], event["rules"]) for event in found} == {("read", 1)}
    assert len({event["id"] for event in found}) == 2
    assert len({event["device"] for event in found}) == 1
    assert all(event["time"].endswith("Z") for event in found)


def test_the_device_stays_the_same_from_run_to_run(path: Path) -> None:
    for each in (A, B):
        journal = Journal.open(path)
        journal.mark(Mark.READ, [each])
        journal.close()
    assert rows(path, "SELECT count(DISTINCT device), count(*) FROM events") == [(1, 2)]


def test_a_starred_article_is_kept_with_enough_to_show_it_without_its_file(path: Path) -> None:
    starred = article("s", title="“Ünï”", provider="P", domain="p.org", amp="amp", day=3, topics=("T",))
    day_only = article("d", published_at=Moment(EPOCH, day_only=True))
    journal = Journal.open(path)
    journal.mark(Mark.STAR, [starred, day_only])
    at_once = dict(journal.starred)
    journal.close()
    again = kept(path).starred
    assert again == at_once
    found = again[starred.key]
    assert (found.title, found.provider, found.urls, found.published_at, found.identity) == (
        starred.title,
        starred.provider,
        starred.urls,
        starred.published_at,
        starred.identity,
    )
    assert not found.in_library
    assert again[day_only.key].published_at == Moment(EPOCH, day_only=True)


def test_an_article_that_loses_its_star_can_be_shown_until_the_session_ends(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.STAR, [A])
    journal.mark(Mark.UNSTAR, [A, B])
    assert journal.starred == {}
    assert journal.snapshot(A.key) is not None
    assert journal.snapshot(B.key) is None
    journal.close()
    assert kept(path).snapshot(A.key) is None


# Places


def test_values_are_remembered_under_names(path: Path) -> None:
    journal = Journal.open(path)
    assert journal.recall("place") is None
    journal.remember("place", {"scope": "unread", "scroll": [1, 2.5, None, True]})
    journal.remember("theme", "nord")
    journal.remember("theme", "dracula")
    assert journal.recall("theme") == "dracula"
    journal.close()
    again = kept(path)
    assert again.recall("place") == {"scope": "unread", "scroll": [1, 2.5, None, True]}
    assert again.recall("theme") == "dracula"
    assert rows(path, "SELECT name FROM events WHERE kind = 'place' ORDER BY name") == [("place",), ("theme",)]


def test_what_is_recalled_can_be_changed_without_changing_what_is_remembered(path: Path) -> None:
    journal = Journal.open(path)
    journal.remember("list", [1])
    found = journal.recall("list")
    assert isinstance(found, list)
    found.append(2)
    assert journal.recall("list") == [1]


# Files


def test_nothing_is_created_before_something_is_kept(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.UNREAD, [A])
    journal.mark(Mark.READ, [])
    journal.close()
    assert not path.parent.parent.exists()


def test_nobody_else_may_read_it(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {"journal.sqlite": 0o600, "journal.sqlite-wal": 0o600, "journal.sqlite-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    journal.close()
    assert [each.name for each in path.parent.iterdir()] == ["journal.sqlite"]


def test_the_file_says_whose_it_is_in_its_header(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    header = path.read_bytes()[:100]
    assert (header[68:72], header[60:64]) == (b"rdjr", b"\0\0\0\2")
    journal.close()


def test_closing_twice_is_fine_and_what_comes_later_is_not_kept(path: Path) -> None:
    journal = Journal.open(path)
    journal.mark(Mark.READ, [A])
    journal.close()
    journal.close()
    journal.mark(Mark.READ, [B])
    assert journal.is_read(B.key)
    journal.close()
    assert kept(path).read_keys == {A.key}


def test_flush_says_whether_everything_is_in_the_file(path: Path) -> None:
    journal = Journal.open(path)
    assert journal.flush()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    assert rows(path, "SELECT identity, value FROM state JOIN articles USING (key)") == [(A.identity, 1)]
    journal.close()
    assert journal.flush()


def test_sqlite_is_not_imported_while_there_is_nothing_to_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)  # importing it would raise
    journal = Journal.open(path)
    assert journal.read_keys == set()
    journal.close()


def test_marks_of_many_articles_come_back(path: Path) -> None:
    many: list[Article] = [article(f"n{number}") for number in range(3000)]
    journal = Journal.open(path)
    journal.mark(Mark.READ, many)
    journal.close()
    assert kept(path).read_keys == {each.key for each in many}
