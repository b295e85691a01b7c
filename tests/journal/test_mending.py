"""A journal with a damaged inside: what can be read of it goes on in a sound file, and nothing done since is lost."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.journal import Journal, Mark
from tests.fakes import article
from tests.journal.conftest import Open, derived, derived_anew, said

A, B, C = article("a"), article("b"), article("c")
MANY = [article(f"n{number}") for number in range(600)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def kept(path: Path) -> Path:
    """A journal with 600 articles read one by one, another read and that undone, a view, and a value."""
    journal = Journal.open(path)
    for each in (*MANY, A):
        journal.mark(Mark.READ, [each])
    assert journal.undo() is not None
    journal.save_view("v", "q")
    journal.remember("theme", "nord")
    assert journal.close()
    return path


def spoil(path: Path, *, roots: tuple[str, ...] = (), first_event: bool = False) -> None:
    """Fill pages with what none can hold: the roots of tables or indexes, the page with the first event."""
    with closing(sqlite3.connect(path)) as connection:
        # Whoever has the file open reads it anew after this.
        connection.execute("UPDATE meta SET value = value")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (event,) = connection.execute("SELECT id FROM events ORDER BY sequence LIMIT 1").fetchone()
        numbers = [
            connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (root,)).fetchone()[0] - 1
            for root in roots
        ]
    data = bytearray(path.read_bytes())
    if first_event:
        leaves = (at for at in range(len(data) // size) if data[at * size] == 0x0D)
        numbers.append(next(at for at in leaves if event.encode() in data[at * size : (at + 1) * size]))
    with open(path, "r+b") as file:
        for number in numbers:
            file.seek(number * size)
            file.write(b"\xff" * size)


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    return told == "ok" and derived_anew(path) == derived(path)


@pytest.mark.parametrize("root", ["changes", "sqlite_autoindex_events_1", "articles", "events_in_order", "state"])
def test_what_a_damaged_journal_held_goes_on_in_a_sound_one_with_what_is_done_now(
    kept: Path, opened: Open, root: str
) -> None:
    spoil(kept, roots=(root,))
    damaged = kept.read_bytes()
    journal = opened(kept)
    journal.mark(Mark.STAR, [B])
    assert journal.flush()
    assert journal.notice.startswith("journal.sqlite was damaged; it is set aside as ")
    aside = Path(journal.notice.split(" set aside as ")[1].split(", and ")[0])
    assert f"{aside}, and what it held is in a new one" in journal.notice
    assert aside.read_bytes() == damaged
    assert not [each for each in kept.parent.iterdir() if "mending" in each.name]
    journal.tag("t", [C])
    assert [journal.undo() is not None for _ in range(3)] == [True] * 3  # the tag, the star, the view
    assert journal.redo() is not None
    assert journal.close()
    again = opened(kept)
    assert again.notice == ""
    assert again.read_keys == {each.key for each in MANY}
    assert (dict(again.views), again.recall("theme"), again.starred, again.tags) == ({"v": "q"}, "nord", {}, {})
    assert (journal.is_whole, "names of 601" in journal.notice) == (root != "articles", root == "articles")
    assert len(again.lines()) == 600 + 2 + 2 + 2 + 4
    assert is_sound(kept)


def test_marks_of_articles_whose_names_are_lost_hold(kept: Path, opened: Open) -> None:
    journal = opened(kept)
    journal.mark(Mark.STAR, [A])
    journal.note(B, "note")
    assert journal.close()
    spoil(kept, roots=("articles",))
    journal = opened(kept)
    assert "but for the names of 602 of its articles" in journal.notice
    assert not journal.is_whole
    assert (set(journal.starred), dict(journal.notes), dict(journal.held)) == ({A.key}, {B.key: "note"}, {})
    assert len(journal.history()) == 601
    assert {tuple(json.loads(each).get("articles", ())) for each in journal.lines()} == {()}
    journal.tag("t", [A])
    assert [each.title for each in journal.held.values()] == ["A"]
    assert journal.close()
    assert [each.title for each in opened(kept).held.values()] == ["A"]
    assert is_sound(kept)


def test_where_the_events_cannot_be_read_a_new_journal_has_what_was_done_since_the_start(
    kept: Path, opened: Open
) -> None:
    journal = opened(kept)
    journal.mark(Mark.READ, [A])
    journal.mark(Mark.STAR, [B])
    journal.remember("place", 1)
    assert journal.flush()
    spoil(kept, roots=("sqlite_autoindex_events_1",), first_event=True)
    journal.mark(Mark.READ, [C])
    assert journal.flush()
    assert journal.notice.endswith(", and a new one begins with what you did since the start.")
    assert not journal.is_whole
    assert journal.close()
    again = opened(kept)
    assert (again.notice, again.read_keys, set(again.starred)) == ("", {A.key, C.key}, {B.key})
    assert again.recall("place") == 1
    assert is_sound(kept)


def test_a_journal_whose_events_cannot_be_read_at_the_start_is_set_aside(kept: Path, opened: Open) -> None:
    spoil(kept, roots=("state",), first_event=True)
    journal = opened(kept)
    assert "broken" in journal.notice
    assert journal.notice.endswith(", and a new one begins.")
    assert not journal.is_whole
    journal.mark(Mark.READ, [A])
    assert journal.close()
    assert opened(kept).read_keys == {A.key}


def test_while_nothing_can_be_put_in_place_of_a_damaged_file_marks_hold_and_are_kept_later(
    kept: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(kept)
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    spoil(kept, roots=("changes",))

    def full(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", full)
        for kind, each in ((Mark.READ, B), (Mark.STAR, C)):
            journal.mark(kind, [each])
            assert not journal.flush()
            assert "cannot be kept" in journal.notice
            assert "no room" in journal.notice
        assert {deed.articles[0].key for deed in journal.history()} >= {A.key, B.key}
    journal.mark(Mark.READ, [C])
    assert journal.flush()
    assert "what it held is in a new one" in journal.notice
    assert journal.close()
    again = opened(kept)
    assert again.read_keys == {each.key for each in (*MANY, A, B, C)}
    assert set(again.starred) == {C.key}
    assert is_sound(kept)


def test_two_programs_with_one_damaged_journal_go_on_with_the_same_sound_one(kept: Path, opened: Open) -> None:
    one, two = opened(kept), opened(kept)
    spoil(kept, roots=("changes",))
    one.mark(Mark.READ, [A])
    assert one.flush()
    two.mark(Mark.STAR, [B])
    assert two.flush()
    assert "damaged" in one.notice
    assert two.notice == ""
    assert one.close()
    assert two.close()
    again = opened(kept)
    assert again.notice == ""
    assert again.read_keys == {each.key for each in (*MANY, A)}
    assert set(again.starred) == {B.key}
    assert is_sound(kept)


def test_what_no_file_can_take_is_told_and_keeps_nothing_else_out(path: Path, opened: Open) -> None:
    journal = opened(path)
    journal.save_view("v", "\udcff")
    journal.mark(Mark.READ, [A])
    assert not journal.flush()
    assert journal.notice.startswith("Something that you did cannot be kept (")
    journal.mark(Mark.STAR, [B])
    assert not journal.flush()
    assert not journal.close()
    again = opened(path)
    assert (again.read_keys, set(again.starred), dict(again.views)) == ({A.key}, {B.key}, {})


def test_whatever_fails_in_writing_the_person_hears_of_it_and_it_is_tried_again(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(path)
    with monkeypatch.context() as patched:
        patched.setattr("reader.journal.tables.own_device", broken)
        journal.mark(Mark.READ, [A])
        assert not journal.flush()
        assert "cannot be kept" in journal.notice
        assert "something else" in journal.notice
    journal.mark(Mark.READ, [B])
    assert journal.flush()
    assert journal.notice == ""
    assert said(opened(path)) == said(journal)
    assert journal.read_keys == {A.key, B.key}


def broken(_: sqlite3.Connection) -> str:
    raise RuntimeError("something else")
