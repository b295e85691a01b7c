"""Undo and redo without limit, across runs: what is taken back leaves exactly what was before."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.journal import Journal, Kind, Mark
from reader.model.deeds import Reversal, Undone
from tests.fakes import article
from tests.journal.conftest import Open, derived, derived_anew, said

A, B, C = article("a"), article("b"), article("c")


def words(undone: Undone | None) -> str:
    return undone.words if undone is not None else ""


def test_what_was_read_before_a_mass_mark_stays_read_after_its_undo(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    before = said(journal)
    journal.mark(Mark.READ, [A, B, C])
    undone = journal.undo()
    assert undone is not None
    assert (undone.words, undone.kind, undone.number) == ("marked 2 read", Kind.READ, 2)
    assert said(journal) == before
    assert journal.turned() == {B.key, C.key}
    assert journal.turned() == set()


def test_undo_and_redo_go_all_the_way_back_and_forth_across_runs(opened: Open) -> None:
    journal = opened()
    states = [said(journal)]
    deeds: list[Callable[[], object]] = [
        lambda: journal.mark(Mark.READ, [A, B]),
        lambda: journal.mark(Mark.STAR, [A]),
        lambda: journal.tag("t", [A, C]),
        lambda: journal.note(A, "one"),
        lambda: journal.note(A, "two"),
        lambda: journal.untag("T", [A]),
        lambda: journal.save_view("v", "q"),
        lambda: journal.mark(Mark.UNSTAR, [A]),
        lambda: journal.mark(Mark.UNREAD, [B]),
        lambda: journal.note(A, ""),
        lambda: journal.save_view("v", ""),
    ]
    for deed in deeds:
        deed()
        states.append(said(journal))
    for state in reversed(states[:-1]):
        journal.close()
        journal = opened()
        assert journal.undo() is not None
        assert said(journal) == state
    assert journal.undo() is None
    for state in states[1:]:
        journal.close()
        journal = opened()
        assert journal.redo() is not None
        assert said(journal) == state
    assert journal.redo() is None


def test_a_new_deed_gives_up_what_could_have_been_done_again(opened: Open) -> None:
    journal = opened()
    for each in (A, B, C):
        journal.mark(Mark.READ, [each])
    journal.undo()
    journal.undo()
    journal.mark(Mark.STAR, [B])
    assert journal.redo() is None
    assert words(journal.undo()) == "starred 1"
    assert words(journal.undo()) == "marked 1 read"
    assert journal.undo() is None
    assert words(journal.redo()) == "marked 1 read"
    assert words(journal.redo()) == "starred 1"
    assert journal.redo() is None
    assert (journal.read_keys, set(journal.starred)) == ({A.key}, {B.key})


def test_what_the_program_keeps_for_itself_is_not_undone(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    journal.remember("theme", "nord")
    assert words(journal.undo()) == "marked 1 read"
    journal.remember("theme", "dracula")
    assert words(journal.redo()) == "marked 1 read"
    assert journal.undo() is not None
    assert journal.undo() is None
    assert journal.recall("theme") == "dracula"


def test_only_deeds_of_this_device_are_undone(opened: Open, tmp_path: Path) -> None:
    other = opened(tmp_path / "other.sqlite")
    other.mark(Mark.READ, [A, B])
    journal = opened()
    journal.mark(Mark.READ, [A])
    journal.take_in(other.lines())
    assert journal.turned() == {B.key}
    assert words(journal.undo()) == "marked 1 read"
    assert journal.undo() is None
    # The other device has read it too.
    assert journal.read_keys == {A.key, B.key}


def test_a_star_taken_back_can_still_be_shown_in_this_session(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.STAR, [A])
    journal.undo()
    assert (dict(journal.starred), journal.snapshot(A.key) is not None) == ({}, True)


def test_on_a_full_disk_undo_works_and_is_kept_once_there_is_room(opened: Open, path: Path) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    size = path.stat().st_size
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
        journal.mark(Mark.READ, [article(f"n{number}") for number in range(2000)])
        journal.mark(Mark.STAR, [B])
        assert not journal.flush(5)
        assert words(journal.undo()) == "starred 1"
        assert words(journal.undo()) == "marked 2,000 read"
        assert words(journal.redo()) == "marked 2,000 read"
        assert words(journal.undo()) == "marked 2,000 read"
        assert words(journal.undo()) == "marked 1 read"
        assert journal.read_keys == set()
        assert "cannot be kept" in journal.notice
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert words(journal.redo()) == "marked 1 read"
    assert journal.flush(5)
    assert journal.notice == ""
    journal.close()
    again = opened()
    assert (again.read_keys, dict(again.starred)) == ({A.key}, {})


def test_nothing_kept_has_nothing_to_undo(opened: Open) -> None:
    journal = opened()
    assert (journal.undo(), journal.redo()) == (None, None)
    journal.close()
    assert journal.undo() is None


ARTICLES = [article(name) for name in "abcd"]
SOME = st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=4, unique_by=lambda each: each.key)
DEEDS = st.one_of(
    st.tuples(st.sampled_from(Mark), SOME),
    st.tuples(st.sampled_from(["tag", "untag"]), SOME, st.sampled_from(["t", "T", "u"])),
    st.tuples(st.just("note"), st.sampled_from(ARTICLES), st.sampled_from(["", "one", "two"])),
    st.tuples(st.just("view"), st.sampled_from("vw"), st.sampled_from(["", "q", "r"])),
)


def do(journal: Journal, deed: tuple[object, ...]) -> None:
    """Do what `DEEDS` drew."""
    match deed:
        case ("tag", articles, name):
            journal.tag(name, articles)  # type: ignore[arg-type]
        case ("untag", articles, name):
            journal.untag(name, articles)  # type: ignore[arg-type]
        case ("note", one, text):
            journal.note(one, text)  # type: ignore[arg-type]
        case ("view", name, query):
            journal.save_view(name, query)  # type: ignore[arg-type]
        case (kind, articles):
            journal.mark(kind, articles)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(DEEDS, st.sampled_from(["undo", "redo"])), max_size=14))
def test_undo_and_redo_walk_along_the_states_that_were(deeds: list[tuple[object, ...] | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.sqlite")
        journal = Journal.open(path)
        past, future = [said(journal)], []
        for deed in deeds:
            if deed == "undo":
                assert (journal.undo() is not None) is (len(past) > 1)
                future += [past.pop()] if len(past) > 1 else []
            elif deed == "redo":
                assert (journal.redo() is not None) is bool(future)
                past += [future.pop()] if future else []
            else:
                assert not isinstance(deed, str)
                do(journal, deed)
                if said(journal) != past[-1]:
                    past.append(said(journal))
                    future.clear()
            assert said(journal) == past[-1]
        journal.close()
        again = Journal.open(path)
        assert said(again) == past[-1]
        again.close()
        if path.exists():
            assert derived_anew(path) == derived(path)


_BETWEEN = st.sampled_from(["step", "step", "wait", "undo", "redo", "mine", "theirs", "look"])


@settings(deadline=None, max_examples=60)
@given(st.lists(_BETWEEN, max_size=14), st.randoms(use_true_random=False))
def test_whatever_happens_between_the_steps_of_an_undo_memory_says_what_the_file_says(
    actions: list[str], random: Random
) -> None:
    """Own deeds, deeds of another program, looks at them, further undoing: in any order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        mine, theirs = Journal.open(path), Journal.open(path)
        running: list[tuple[Reversal, list[Callable[[], None]]]] = []

        def deed(journal: Journal) -> None:
            some = random.sample([A, B, C], random.randint(1, 3))
            ways: list[Callable[[], object]] = [
                lambda: journal.mark(random.choice(list(Mark)), some),
                lambda: journal.tag("t", some),
                lambda: journal.note(some[0], random.choice(["", "one", "two"])),
            ]
            random.choice(ways)()

        def step() -> None:
            steps, waits = running[0]
            if waits:
                waits.pop()()  # as the screen's thread is only called back when this has passed
            try:
                waits.append(next(steps))
            except StopIteration:
                running.pop(0)

        for _ in range(3):
            deed(mine)
        for action in actions:
            if action == "step" and running:
                step()
            elif action in {"undo", "redo"}:
                running.append((mine.undoing() if action == "undo" else mine.redoing(), []))
            elif action == "mine":
                deed(mine)
            elif action == "theirs":
                deed(theirs)
                theirs.flush()
            elif action == "look":
                mine.poll()
            elif action == "wait":
                mine.flush()
        while running:
            step()
        mine.flush()
        theirs.flush()
        if "theirs" in actions:
            for _ in range(3):  # a look that finds news shows them at the next one at the latest
                mine.poll()
                mine.flush()
        with closing(Journal.open(path)) as fresh:
            assert said(mine) == said(fresh)
        mine.close()
        theirs.close()


def test_what_is_done_while_an_undo_is_being_heard_of_is_not_forgotten(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A, B])
    steps = journal.undoing()
    next(steps)()
    heard = next(steps)
    heard()
    journal.mark(Mark.UNREAD, [A])
    journal.mark(Mark.READ, [A])
    for wait in steps:
        wait()
    assert set(journal.read_keys) == {A.key}
    journal.close()
    assert set(opened().read_keys) == {A.key}
