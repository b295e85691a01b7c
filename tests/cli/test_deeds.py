"""`mark`, `tag`, `untag`, `note`, `undo`, `redo`, `history`, `export` and `import`."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run, Write
from tests.cli.test_articles import LAB, NIBIB, TUMORS

KEPT = "Note kept; reader undo takes it back.\n"
DEED = ["id", "time", "kind", "name", "text", "number", "articles", "undone", "here"]


def sit_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person be there, in a terminal. Not as a fixture: pytest sets standard input again before the test."""
    keyboard = io.StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def unread(samples: Callable[..., Ran]) -> int:
    return sum(not article["read"] for article in samples("list", "--json").json)


def test_what_a_query_finds_is_marked_and_the_list_knows(samples: Run) -> None:
    ran = samples("mark", "read", "tumors")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 article read now; reader undo takes it back.\n")
    assert [article["urls"]["web"] for article in samples("list", "--json").json if article["read"]] == [TUMORS]
    assert samples("mark", "read", "tumors").err == "1 article, read already.\n"
    assert samples("mark", "star", "interpretation", "of", "--json").json == {"found": 1, "changed": 1}
    assert samples("status", "--json").json["starred"] == 1
    samples("mark", "unstar", "interpretation")
    assert samples("mark", "unread", "interpretation").err.startswith("1 article unread now")
    assert unread(samples) == 4


def test_a_query_that_finds_nothing_is_1_and_changes_nothing(samples: Run, folders: Path) -> None:
    ran = samples("mark", "read", "nowhere")
    assert (ran.code, ran.out, ran.err) == (1, "", "No article has “nowhere”.\n")
    assert samples("tag", "x", "nowhere", "--json").json == {"found": 0, "changed": 0}
    assert not (folders / "state").exists()


@pytest.mark.parametrize(
    "words", [["mark", "burn", "x"], ["mark", "read"], ["tag", "x"], ["undo", "0"], ["undo", "x"], ["export", "all"]]
)
def test_wrong_use_is_2(samples: Run, words: list[str]) -> None:
    ran = samples(*words)
    assert (ran.code, ran.out) == (2, "")


def test_tags_come_and_go(samples: Run) -> None:
    assert samples("tag", "To read", "tumors").err == "1 article tagged “To read” now; reader undo takes it back.\n"
    assert samples("tag", "TO READ", "tumors").err == "1 article, tagged “TO READ” already.\n"
    assert samples("untag", "to read", "tumors").code == 0
    assert samples("untag", "to read", "tumors").err == "1 article, without the tag “to read” already.\n"
    assert samples("tag", "\x1b", "tumors").code == 2


def test_a_note_is_kept_printed_and_deleted_for_a_stub_too(samples: Run) -> None:
    for ref in (LAB, NIBIB):
        assert samples("note", ref).out == ""
        assert samples("note", ref, "- one\n- two").err == KEPT
        assert samples("note", ref).out == "- one\n- two\n"
        assert samples("note", ref, "--json").json["note"] == "- one\n- two"
        assert samples("note", ref, "- one\n- two").err == "The note is as it was.\n"
        assert samples("note", ref, "").err == "Note deleted; reader undo takes it back.\n"
        assert samples("note", ref, "--json").json["note"] is None
    assert samples("note", "nowhere", "x").code == 1


def test_a_note_comes_from_standard_input(samples: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("- eins\n- zwei\n"))
    assert samples("note", LAB, "-").err == KEPT
    assert samples("note", LAB).out == "- eins\n- zwei\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    ran = samples("note", LAB, "-")
    assert (ran.code, "no text in UTF-8" in ran.err) == (2, True)
    monkeypatch.setattr(sys, "stdin", None)
    ran = samples("note", LAB, "-")
    assert (ran.code, "standard input is closed" in ran.err) == (2, True)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert samples("note", LAB, "--json").json["note"] == "- eins\n- zwei"


def editor(folders: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    file = folders / "editor.py"
    file.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{program}\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {file}")


def test_in_a_terminal_the_editor_opens_with_the_present_note(
    samples: Run, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(monkeypatch)
    editor(folders, monkeypatch, "path.write_text(path.read_text() + 'more\\n')")
    assert samples("note", LAB).err.endswith(KEPT)
    assert samples("note", LAB).err.endswith(KEPT)
    assert samples("note", LAB, "--json").json["note"] == "more\nmore"
    editor(folders, monkeypatch, "path.write_text('lost'); sys.exit(3)")
    ran = samples("note", LAB)
    assert (ran.code, "ended with code 3: the note is as it was" in ran.err) == (1, True)
    monkeypatch.setenv("EDITOR", "/nonexistent-editor")
    assert samples("note", LAB).code == 1
    assert samples("note", LAB, "--json").json["note"] == "more\nmore"
    editor(folders, monkeypatch, "path.write_text('from nowhere')")
    (folders / "gone").mkdir()
    monkeypatch.chdir(folders / "gone")
    (folders / "gone").rmdir()
    assert samples("note", samples("show", LAB, "--json").json["id"]).err.endswith(KEPT)


def test_undo_and_redo_go_back_and_forth_across_runs(samples: Run) -> None:
    assert samples("undo").err == "There is nothing to undo.\n"
    samples("mark", "read", "a")
    samples("tag", "t", "tumors")
    everything = 4 - unread(samples)
    ran = samples("undo", "5")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0].startswith("Undone: tagged 1 “t” (20")
    assert lines[1].startswith(f"Undone: marked {everything} read (20")
    assert unread(samples) == 4
    assert samples("undo").code == 1
    (redone,) = samples("redo", "--json").json
    assert list(redone) == ["time", "kind", "number", "words"]
    assert (redone["kind"], redone["number"]) == ("read", everything)
    assert unread(samples) == 4 - everything
    assert samples("redo", "2").out.startswith("Done again: tagged 1")
    ran = samples("redo", "--json")
    assert (ran.code, ran.json, ran.err) == (1, [], "There is nothing to do again.\n")


def test_the_history_tells_what_was_read_the_latest_first(samples: Run) -> None:
    assert samples("history").err == "Nothing was read yet.\n"
    samples("mark", "read", "tumors")
    samples("mark", "read", "production")
    assert samples("history", "--limit", "0") == (0, "", "")
    lines = samples("history").out.splitlines()
    assert [line[18:] for line in lines] == [
        "Getting AI from the lab to production",
        "Deep learning improves interpretation of tumors",
    ]
    assert samples("history", "--limit", "1").out.splitlines() == lines[:1]
    samples("undo")
    assert samples("history").out.splitlines() == lines[1:]


def test_the_whole_history_tells_every_deed_and_earlier_notes(samples: Run) -> None:
    samples("note", LAB, "first")
    samples("note", LAB, "second\nline")
    samples("undo")
    told = samples("history", "--all").out.splitlines()
    assert told[0].endswith("undid")
    assert "wrote a note (undone)  Getting AI" in told[1]
    assert told[2:4] == ["    second", "    line"]
    deeds = samples("history", "--all", "--json").json
    assert [list(deed) for deed in deeds] == [DEED] * 3
    assert [(deed["kind"], deed["text"], deed["undone"], deed["here"]) for deed in deeds] == [
        ("undo", None, False, True),
        ("note", "second\nline", True, True),
        ("note", "first", False, True),
    ]
    assert deeds[2]["articles"][0]["url"] == LAB


def test_the_history_of_an_article_that_has_gone_still_names_it(run: Run, write: Write) -> None:
    library = write("a.md", "title: Soon gone\nwebUrl: https://a.example/1")
    run("-L", str(library), "mark", "read", "gone")
    (library / "a.md").unlink()
    assert run("-L", str(library), "history").out.endswith("  Soon gone\n")


def test_what_was_done_goes_to_another_device_and_back(
    samples: Run, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples("mark", "read", "tumors")
    samples("note", LAB, "Ünï\x7f☃")
    exported = samples("export", "state").out
    assert exported.isascii()
    assert [json.loads(line)["kind"] for line in exported.splitlines()] == ["read", "note"]
    file = folders / "state.jsonl"
    file.write_text(exported)
    monkeypatch.setenv("XDG_STATE_HOME", str(folders / "other"))
    assert samples("import", str(file)).err == "2 events, 2 of them new here.\n"
    assert samples("import", str(file), "--json").json == {"events": 2, "new": 0}
    assert samples("note", LAB).out == "Ünï☃\n"
    assert unread(samples) == 3
    assert samples("export", "state").out == exported


def test_an_export_can_come_through_a_pipe(samples: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    samples("mark", "read", "tumors")
    monkeypatch.setattr(sys, "stdin", io.StringIO(samples("export", "state").out))
    assert samples("import", "-").err == "1 event, 0 of them new here.\n"


def test_what_comes_through_a_pipe_is_read_as_a_file_is(samples: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    samples("note", LAB, "seen")
    exported = json.loads(samples("export", "state").out)
    elsewhere = json.dumps(exported | {"id": "f" * 32, "text": "Ünï☃"}, ensure_ascii=False)
    piped = io.TextIOWrapper(io.BytesIO(elsewhere.encode("utf-8-sig")), encoding="ascii", errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", piped)
    assert samples("import", "-").err == "1 event, 1 of them new here.\n"
    assert samples("note", LAB).out == "Ünï☃\n"


def test_a_standard_input_that_is_closed_is_told(samples: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = samples("import", "-")
    assert (ran.code, ran.err) == (2, "reader: - cannot be read: standard input is closed.\n")


def test_what_is_no_export_is_2_and_a_missing_file_1(samples: Run, folders: Path) -> None:
    file = folders / "wrong"
    file.write_text('{"kind": "read"}\n')
    ran = samples("import", str(file))
    assert (ran.code, ran.err) == (
        2,
        f"reader: {file}: line 1 is no event of the journal: it lacks “time”; nothing was taken in.\n",
    )
    file.write_bytes(b"\xff\xfe\x00")
    assert samples("import", str(file)).code == 2
    ran = samples("import", str(folders / "missing"))
    assert (ran.code, "missing cannot be read: No such file" in ran.err) == (2, True)


def test_what_cannot_be_kept_is_told_and_1(samples: Run, folders: Path) -> None:
    (folders / "state").write_text("a file where a folder should be")
    for words in (["mark", "read", "tumors"], ["note", LAB, "x"]):
        ran = samples(*words)
        assert ran.code == 1
        assert "It could not be kept." in ran.err
        assert ran.err.count("Nothing can be written in") == 1, "the reason was told twice"
        assert "Note kept" not in ran.err
        assert "undo takes it back" not in ran.err


def test_queries_know_tags_notes_and_when_something_was_read(samples: Run) -> None:
    samples("tag", "to read", "interpretation")
    samples("note", LAB, "ask *Maria*")
    samples("mark", "read", "production")

    def found(*query: str) -> list[str]:
        return [article["urls"]["web"] for article in samples("list", "--json", *query).json]

    assert found('tag:"to read"') == found("has:tag") == [TUMORS]
    assert found("note:maria") == found("has:note") == [LAB]
    assert found("read_at:today") == [LAB]
    assert samples("mark", "star", "has:note", "or", "has:tag", "--json").json == {"found": 2, "changed": 2}
    assert len(found("starred_at:today")) == 2


@pytest.mark.parametrize("word", ["-y", "--unread", "--jsn"])
@pytest.mark.parametrize("words", [["mark", "star"], ["tag", "t"], ["untag", "t"]])
def test_what_looks_like_an_option_changes_nothing_before_two_dashes(
    samples: Run, folders: Path, words: list[str], word: str
) -> None:
    ran = samples(*words, "tumors", word)
    assert (ran.code, ran.out) == (2, "")
    assert f"There is no option {word}" in ran.err
    assert not (folders / "state").exists()


def test_what_a_query_leaves_out_may_be_marked_so(samples: Run) -> None:
    assert samples("mark", "star", "tumors", "-zebra", "--json").json["changed"] == 1
    assert samples("mark", "unstar", "--json", "--", "tumors", "-z").json["changed"] == 1


@pytest.mark.parametrize("words", [["mark", "read"], ["tag", "t"], ["untag", "t"]])
def test_a_query_that_is_not_understood_whole_changes_nothing(samples: Run, folders: Path, words: list[str]) -> None:
    ran = samples(*words, "tumors", "heat:>")
    assert (ran.code, ran.out) == (2, "")
    assert "column" in ran.err
    assert not (folders / "state").exists()


def test_an_article_is_shown_with_its_tags_and_its_note(samples: Run) -> None:
    for ref in (LAB, NIBIB):
        shown = samples("show", ref, "--json").json
        assert (shown["tags"], shown["note"]) == ([], None)
        samples("note", ref, "Ask *Anna*")
    samples("tag", "work", "lab")
    samples("tag", "Later", "lab")
    shown = samples("show", LAB, "--json").json
    assert (shown["tags"], shown["note"]) == (["Later", "work"], "Ask *Anna*")
    assert list(shown)[-2:] == ["tags", "note"]
    assert "tags" not in samples("list", "lab", "--json").json[0]
    lines = samples("show", LAB).out.splitlines()
    assert "#Later #work" in lines
    assert lines[lines.index("Note") + 1] == "Ask *Anna*"
    markdown = samples("show", LAB, "--markdown").out
    assert "\n#Later #work\n" in markdown
    assert "\n## Note\n\nAsk *Anna*\n" in markdown
    assert samples("show", NIBIB, "--json").json["note"] == "Ask *Anna*"


@pytest.mark.parametrize("words", [["mark", "read"], ["tag", "t"], ["untag", "t"]])
@pytest.mark.parametrize("query", [[""], ["", "and", ""], ["tumors", " "], ["sort:heat"]])
def test_a_query_for_nothing_changes_nothing(samples: Run, folders: Path, words: list[str], query: list[str]) -> None:
    ran = samples(*words, *query)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was changed" in ran.err
    assert not (folders / "state").exists()


def test_what_cannot_be_read_is_not_told_as_if_it_were_nothing(samples: Run, folders: Path) -> None:
    samples("mark", "star", "tumors")
    kept = folders / "state" / "reader" / "journal.sqlite"
    assert samples("export", "state").code == 0
    kept.unlink()
    kept.mkdir()
    for words in (["export", "state"], ["history"], ["history", "--json"]):
        ran = samples(*words)
        assert ran.code == 1, words
        assert "another program" in ran.err
    assert kept.is_dir()


def test_an_export_that_an_editor_gave_a_byte_order_mark_is_taken_in(samples: Run, folders: Path) -> None:
    samples("mark", "star", "tumors")
    (folders / "events").write_text(samples("export", "state").out, encoding="utf-8-sig")
    assert samples("import", str(folders / "events")).err == "1 event, 0 of them new here.\n"


def test_what_is_said_of_a_name_with_a_line_break_is_one_line(samples: Run) -> None:
    assert samples("tag", "a\nb", "tumors").err == "1 article tagged “a b” now; reader undo takes it back.\n"
    assert samples("show", "a\nb").err == "reader: No article answers to “a b”.\n"
