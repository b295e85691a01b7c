"""Exports of several devices: merged in any order, any number of times, they come to the same."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.journal import Journal, Kind, Mark
from reader.model import UsageError
from reader.model.deeds import Imported
from tests.fakes import article
from tests.journal.conftest import Open, derived, derived_anew, said
from tests.journal.test_undo import DEEDS, do

A, B, C = article("a"), article("b"), article("c")
ID, DEVICE, TIME = "0" * 32, "0" * 16, "2022-01-24T21:10:10.000Z"
EVENT = {
    "id": ID,
    "device": DEVICE,
    "time": TIME,
    "kind": "read",
    "rules": 1,
    "articles": [{"identity": "example.com/a"}],
}


def line(**changed: object) -> str:
    return json.dumps(EVENT | changed)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.one_of(DEEDS, st.sampled_from(["undo", "redo", "merge"]))), max_size=16),
    st.randoms(use_true_random=False),
)
def test_devices_that_know_the_same_events_say_the_same(
    deeds: list[tuple[int, tuple[object, ...] | str]], random: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journals = [Journal.open(Path(folder, f"{number}.sqlite")) for number in range(3)]
        for number, deed in deeds:
            journal = journals[number]
            if deed == "merge":
                journal.take_in(journals[number - 1].lines())
            elif isinstance(deed, str):
                getattr(journal, deed)()
            else:
                do(journal, deed)
        exports = [journal.lines() for journal in journals]
        for journal in journals:
            parcels = exports * 2
            random.shuffle(parcels)  # type: ignore[attr-defined]
            for parcel in parcels:
                journal.take_in(parcel)
        told = [said(journal) for journal in journals]
        assert told[0] == told[1] == told[2]
        assert journals[0].lines() == journals[1].lines() == journals[2].lines()
        for journal in journals:
            journal.close()
        paths = [path for path in sorted(Path(folder).iterdir()) if path.suffix == ".sqlite"]
        kept = [derived(path) for path in paths]
        assert all(each == kept[0] for each in kept)
        assert all(derived_anew(path) == kept[0] for path in paths)


def test_of_two_notes_the_later_holds_and_the_earlier_stays_in_the_history(opened: Open, tmp_path: Path) -> None:
    one, two = opened(), opened(tmp_path / "two.sqlite")
    later = TIME.replace("10.000", "10.001")
    one.take_in([line(kind="note", text="earlier")])
    two.take_in([line(id="1" * 32, device="1" * 16, kind="note", text="later", time=later)])
    two.take_in(one.lines())
    one.take_in(two.lines())
    for journal in (one, two):
        assert journal.notes == {A.key: "later"}
        assert [deed.text for deed in journal.history((Kind.NOTE,), article=A)] == ["later", "earlier"]


def test_what_one_device_undid_is_undone_on_the_other_whichever_comes_first(opened: Open, tmp_path: Path) -> None:
    one = opened()
    one.mark(Mark.READ, [A, B])
    one.undo()
    deed, undo = one.lines()
    for number, order in enumerate([[deed, undo], [undo, deed]]):
        other = opened(tmp_path / f"{number}.sqlite")
        for each in order:
            other.take_in([each])
        assert other.read_keys == set()
        assert other.undo() is None


def test_an_import_says_what_was_new_and_which_articles_turned(opened: Open, tmp_path: Path) -> None:
    one, two = opened(), opened(tmp_path / "two.sqlite")
    one.mark(Mark.READ, [A, B])
    one.mark(Mark.STAR, [C])
    two.mark(Mark.READ, [A])
    assert two.take_in([*one.lines(), "", "  \n"]) == Imported(2, 2)
    assert two.turned() == {B.key}
    assert two.take_in(one.lines()) == Imported(2, 0)
    assert two.turned() == set()


def test_each_device_has_its_own_places_and_knows_the_others_where_it_has_none(opened: Open, tmp_path: Path) -> None:
    one, two = opened(), opened(tmp_path / "two.sqlite")
    one.remember("theme", "nord")
    two.remember("theme", "dracula")
    two.remember("place", [1])
    one.take_in(two.lines())
    assert (one.recall("theme"), one.recall("place")) == ("nord", [1])
    two.take_in(one.lines())
    assert two.recall("theme") == "dracula"


def test_of_what_the_program_keeps_for_itself_only_the_last_is_kept(opened: Open) -> None:
    journal = opened()
    for number in range(5):
        journal.remember("place", number)
    assert len(journal.lines()) == 1
    journal.close()
    assert opened().recall("place") == 4


def test_a_line_is_one_json_object_with_names_that_stay(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.STAR, [A])
    journal.tag("t", [A])
    journal.note(A, "two\nlines")
    journal.save_view("v", "q")
    journal.undo()
    star, tag, note, view, undo = map(json.loads, journal.lines())
    assert list(star) == ["id", "device", "time", "kind", "rules", "articles"]
    assert star["articles"] == [{"identity": A.identity}]  # the note tells what the article was last
    assert list(tag) == [*star, "name"]
    assert list(note) == [*star, "text"]
    assert note["articles"][0] == {
        "identity": A.identity,
        "title": A.title,
        "web": A.urls.web,
        "published": "2022-01-01T00:00:00Z",
    }
    assert list(view) == ["id", "device", "time", "kind", "name", "text"]
    assert (list(undo), undo["target"]) == (["id", "device", "time", "kind", "target"], view["id"])
    assert not any("\n" in each for each in journal.lines())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("no json", "line 2 is no event of the journal: it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "no JSON object"),
        (line(id="1"), "“id”"),
        (line(device=None), "“device”"),
        (line(time="yesterday"), "“time”"),
        (line(time="2022-02-30T00:00:00.000Z"), "day is out of range"),
        (line(time="9999-12-31T23:59:59.999Z"), "out of reach"),
        (line(kind="burn"), "“burn” is no kind"),
        (line(rules=2), "rules"),
        (line(articles={}), "lacks articles"),
        (line(articles=[{}]), "no identity"),
        (line(articles=[{"identity": "\ud800"}]), "no identity"),
        (line(kind="tag"), "“name”"),
        (line(kind="tag", name="\x1b"), "lacks a name"),
        (line(kind="tag", name="   "), "a tag wants a name"),
        (line(kind="untag", name="a" * 101), "a tag wants a name"),
        (line(kind="view", name="\n", text="q"), "a view wants a name"),
        (line(kind="note", text=1), "text"),
        (line(kind="place", name="p", text="\ud800"), "text"),
        (line(kind="place", name="p", text="[" * 100_000), "its text is no JSON, or too deep"),
        (line(kind="place", name="p", text="[" * 100_000 + "]" * 100_000), "its text is no JSON, or too deep"),
        (line(time="0001-01-01T00:00:00.000Z"), "out of reach"),
        (line(articles=[{"identity": "x/a", "published": "0001-01-01T00:00:00+14:00"}]), "published at a time out of"),
        (line(articles=[{"identity": "x/a", "published": "9999-12-31T23:59:59-01:00"}]), "published at a time out of"),
        (line(kind="undo"), "“target”"),
    ],
)
def test_what_is_no_export_is_refused_with_its_line_and_nothing_is_taken_in(
    opened: Open, wrong: str, told: str
) -> None:
    journal = opened()
    with pytest.raises(UsageError, match="line 2 is no event of the journal") as refused:
        journal.take_in([line(), wrong])
    assert told in str(refused.value)
    assert (journal.lines(), journal.read_keys) == ([], set())


def test_what_comes_from_outside_is_clean(opened: Open) -> None:
    journal = opened()
    hostile = [{"identity": "example.com/\x1b]0;x\x07a", "title": "A\x1b[2J\nB\u202e", "web": "https://x\x07"}]
    journal.take_in(
        [
            line(kind="note", articles=hostile, text="one\x1b\ntwo\u202e"),
            line(id="1" * 32, kind="tag", articles=hostile, name="ta\x1bg"),
            line(id="2" * 32, articles=[{"identity": "example.com/\x1bb"}]),
        ]
    )
    (noted,) = journal.held.values()
    assert (noted.title, noted.urls.web) == ("A[2J B", "https://x")
    assert list(journal.notes.values()) == ["one\ntwo"]
    assert list(journal.tags.values()) == [("tag",)]
    assert [each.title for each in journal.history()[0].articles] == ["example.com/b"]


def test_names_from_outside_are_as_those_given_here_and_can_be_taken_away(opened: Open) -> None:
    journal = opened()
    journal.take_in(
        [
            line(kind="tag", name=" a  b "),
            line(id="1" * 32, kind="view", name="v \n w", text="q"),
            line(id="2" * 32, kind="place", name="p  q", text="1"),
        ]
    )
    assert (journal.tags, journal.views) == ({A.key: ("a b",)}, {"v w": "q"})
    assert journal.recall("p  q") == 1
    assert journal.untag("a  b", [A]) == 1
    journal.save_view("v w", "")
    assert (journal.tags, journal.views) == ({}, {})


def test_an_undo_of_what_cannot_be_undone_changes_nothing(opened: Open) -> None:
    journal = opened()
    journal.take_in(
        [
            line(kind="place", name="theme", text='"nord"'),
            line(id="1" * 32, kind="undo", target=ID),
            line(id="2" * 32, kind="undo", target="1" * 32),
            line(id="3" * 32, kind="undo", target="f" * 32),
        ]
    )
    assert journal.recall("theme") == "nord"
    assert len(journal.lines()) == 4


def test_deeds_after_an_import_from_a_device_whose_clock_is_ahead_hold(opened: Open) -> None:
    journal = opened()
    journal.take_in([line(time="2999-01-01T00:00:00.000Z")])
    assert journal.read_keys == {A.key}
    journal.mark(Mark.UNREAD, [A])
    assert journal.flush()
    journal.close()
    assert opened().read_keys == set()
