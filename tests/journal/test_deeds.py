"""Tags, notes, saved views, and what was done when."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.journal import Kind, Mark
from reader.journal.records import time_after
from reader.model import Article, UsageError
from reader.model.deeds import MOST_ARTICLES, told
from tests.fakes import article
from tests.journal.conftest import Open, derived, derived_anew, said

A, B, C = article("a"), article("b"), article("c")
STUB = article("stub", library="", path="")


def test_tags_notes_and_views_are_right_at_once_and_kept_across_runs(opened: Open) -> None:
    journal = opened()
    assert journal.tag("Later", [A, B, STUB]) == 3
    assert journal.tag("  Machine   learning ", [A]) == 1
    assert journal.untag("later", [B, C]) == 1
    assert journal.note(STUB, "# Why\n\nSee *this*.\n")
    journal.save_view("Hot", "heat:>100")
    journal.save_view("Cold", "heat:<5")
    journal.save_view("Cold", "")
    for _ in range(2):
        assert journal.tags == {A.key: ("Later", "Machine learning"), STUB.key: ("Later",)}
        assert journal.notes == {STUB.key: "# Why\n\nSee *this*."}
        assert journal.views == {"Hot": "heat:>100"}
        assert set(journal.held) == {A.key, STUB.key}
        journal.close()
        journal = opened()


def test_an_article_with_a_tag_or_a_note_can_be_shown_without_its_file(opened: Open) -> None:
    journal = opened()
    journal.tag("t", [article("t", title="Tagged")])
    journal.note(article("n", title="Noted"), "x")
    titles = {each.title for each in journal.held.values()}
    assert titles == {"Tagged", "Noted"}
    journal.close()
    again = opened()
    assert {each.title for each in again.held.values()} == titles
    assert not any(each.in_library for each in again.held.values())


def test_a_tag_is_one_tag_in_whatever_case_and_keeps_the_spelling_it_had(opened: Open) -> None:
    journal = opened()
    journal.tag("Physics", [A])
    assert journal.tag("PHYSICS", [A, B]) == 1
    assert journal.tags == {A.key: ("Physics",), B.key: ("Physics",)}
    assert journal.untag("physics", [A, B]) == 2
    assert journal.tags == {}


@pytest.mark.parametrize("name", ["", "  \n", "x" * 101, "a\x1bb", "a\u202eb"])
def test_a_name_that_nobody_could_read_is_refused(opened: Open, name: str) -> None:
    journal = opened()
    with pytest.raises(UsageError, match="wants a name"):
        journal.tag(name, [A])
    with pytest.raises(UsageError, match="wants a name"):
        journal.save_view(name, "x")
    assert (journal.tags, journal.views) == ({}, {})


def test_a_note_is_clean_text_without_loose_ends(opened: Open) -> None:
    journal = opened()
    assert journal.note(A, "\n\n    code\r\n\tmore \x1b]0;x\x07\u202e\n \n")
    assert journal.notes[A.key] == "    code\n    more ]0;x"
    assert not journal.note(A, "    code\n    more ]0;x\n")
    assert journal.note(A, " \n ")
    assert not journal.note(A, "")
    assert journal.notes == {}


def test_what_is_so_already_is_no_deed(opened: Open, path: Path) -> None:
    journal = opened()
    assert (journal.untag("t", [A]), journal.mark(Mark.UNREAD, [A]), journal.tag("t", [])) == (0, 0, 0)
    journal.save_view("v", "")
    assert not journal.note(A, "")
    assert journal.flush()
    assert not path.parent.exists()


def test_when_articles_were_read_and_starred_is_known(opened: Open) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    journal = opened()
    journal.mark(Mark.READ, [A])
    assert set(journal.read_at) == {A.key}
    journal.mark(Mark.READ, [B, C])
    journal.mark(Mark.UNREAD, [C])
    journal.mark(Mark.STAR, [C])
    for _ in range(2):
        assert list(journal.read_at) == [A.key, B.key]
        assert before <= journal.read_at[A.key] < journal.read_at[B.key] < journal.starred_at[C.key]
        journal.close()
        journal = opened()


def test_the_history_tells_what_was_read_the_latest_first(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [article("one", title="One")])
    journal.mark(Mark.STAR, [A])
    journal.mark(Mark.READ, [B, C])
    two, one = journal.history()
    assert (one.number, [each.title for each in one.articles], one.here, one.undone) == (1, ["One"], True, False)
    assert (two.number, {each.key for each in two.articles}) == (2, {B.key, C.key})
    assert two.time > one.time
    assert journal.history(limit=1) == (two,)
    assert journal.history(before=two.id) == (one,)
    assert journal.history((Kind.STAR,))[0].words == "starred 1"
    assert [deed.kind for deed in journal.history(tuple(Kind), article=B)] == [Kind.READ]


def test_the_history_of_a_mass_of_articles_names_some_by_what_is_known(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [article(f"n{number}", title="Known") for number in range(MOST_ARTICLES + 5)])
    (deed,) = journal.history()
    assert (deed.number, len(deed.articles)) == (MOST_ARTICLES + 5, MOST_ARTICLES)
    assert all(each.title.startswith("example.com/n") for each in deed.articles)


def test_earlier_notes_and_views_stay_in_the_history(opened: Open) -> None:
    journal = opened()
    for text in ("first", "second", ""):
        journal.note(A, text)
    journal.save_view("v", "x")
    journal.undo()
    deeds = journal.history((Kind.NOTE, Kind.VIEW))
    assert [(deed.words, deed.text, deed.undone) for deed in deeds] == [
        ("saved the view “v”", "x", True),
        ("deleted a note", "", False),
        ("wrote a note", "second", False),
        ("wrote a note", "first", False),
    ]


def test_a_journal_without_anything_has_no_history(opened: Open) -> None:
    journal = opened()
    assert (journal.history(), journal.lines(), dict(journal.read_at)) == ((), [], {})


def test_every_deed_can_be_told(opened: Open) -> None:
    words = {told(kind, 1234, "name") for kind in Kind}
    assert len(words) == len(Kind)
    assert "marked 1,234 read" in words


def test_all_that_is_kept_can_be_derived_from_the_events_anew(opened: Open, path: Path) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A, B])
    journal.mark(Mark.STAR, [A, C])
    journal.mark(Mark.UNREAD, [B])
    journal.tag("t", [A])
    journal.tag("u", [B])
    journal.undo()
    journal.note(C, "note")
    journal.undo()
    journal.redo()
    journal.save_view("v", "query")
    journal.remember("theme", "nord")
    journal.remember("theme", "dracula")
    journal.close()
    before = derived(path)
    assert all(before.values())
    assert derived_anew(path) == before


def test_what_is_done_now_is_later_than_all_that_is_known_though_the_clock_went_back() -> None:
    ahead = "2999-12-31T23:59:59.999Z"
    assert time_after(ahead) == "3000-01-01T00:00:00.000Z"
    now = time_after("")
    assert now < time_after(now) < ahead
    assert len(now) == len(ahead)


def test_stars_can_be_asked_for_on_any_thread_while_they_change(opened: Open) -> None:
    journal = opened()
    many = [article(f"n{number}") for number in range(200)]
    journal.mark(Mark.STAR, many)
    journal.close()
    journal = opened()
    found: list[Article | None] = []
    thread = threading.Thread(target=lambda: found.extend(journal.snapshot(each.key) for each in many))
    thread.start()
    for each in many:
        journal.mark(Mark.UNSTAR, [each])
    thread.join()
    assert [each.key for each in found if each is not None] == [each.key for each in many]


def test_a_journal_in_memory_can_do_all_the_same(opened: Open, path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    path.unlink()
    path.mkdir()  # no file can be there
    journal = opened()
    assert journal.notice
    journal.mark(Mark.READ, [A, B])
    journal.tag("t", [A])
    before = said(journal)
    journal.mark(Mark.UNREAD, [B])
    undone = journal.undo()
    assert undone is not None
    assert undone.words == "marked 1 unread"
    assert said(journal) == before
    assert journal.redo() is not None
    assert len(journal.history()) == 1
    other = opened(path.parent / "other.sqlite")
    other.take_in(journal.lines())
    assert said(other) == said(journal)
    assert not journal.flush()


def test_an_article_known_better_later_is_shown_as_it_was_known_last(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.STAR, [A._replace(title="Draft")])
    journal.tag("t", [A._replace(title="Final")])
    assert [each.title for each in journal.held.values()] == ["Final"]
    journal.close()
    assert [each.title for each in opened().held.values()] == ["Final"]
