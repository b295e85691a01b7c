"""`topics`, `providers`, `check` and `status` tell of whole libraries."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Write


def test_topics_are_counted(samples: Run) -> None:
    topics = samples("topics", "--json").json
    assert [list(topic) for topic in topics] == [["name", "parent", "articles", "unread"]] * len(topics)
    assert {topic["name"]: topic["articles"] for topic in topics} == {"AI": 4, "Machine Learning": 3}
    lines = samples("topics").out.splitlines()
    assert [line.split() for line in lines] == [
        ["articles", "unread"],
        ["4", "4", "AI"],
        ["3", "3", "Machine", "Learning"],
    ]


def test_a_topic_below_another_names_it_and_is_indented(run: Run, write: Write) -> None:
    library = write("a.md", "title: A\ntopics: [Deep]")
    topics = library / "_data" / "topics"
    topics.mkdir(parents=True)
    (topics / "1-wide.yaml").write_text("name: Wide\n")
    (topics / "2-deep.yaml").write_text("name: Deep\nparent: Wide\n")
    assert [(topic["name"], topic["parent"]) for topic in run("topics", "--json", "-L", str(library)).json] == [
        ("Wide", None),
        ("Deep", "Wide"),
    ]
    assert run("topics", "-L", str(library)).out.splitlines()[-1].endswith("    Deep")


def test_providers_are_counted(samples: Run) -> None:
    providers = samples("providers", "--json").json
    assert [list(provider) for provider in providers] == [["name", "domain", "articles", "unread"]] * 4
    assert {"name": "Medical Xpress", "domain": "medicalxpress.com", "articles": 1, "unread": 1} in providers
    assert "Medical Xpress  medicalxpress.com" in samples("providers").out


def test_a_library_without_topics_says_so(run: Run, write: Write) -> None:
    library = write("a.md", "title: A")
    assert run("topics", "-L", str(library)).err == "No article has a topic.\n"
    assert run("providers", "-L", str(library)).err == "No article has a provider.\n"


def test_a_library_in_order_has_no_problems(samples: Run) -> None:
    ran = samples("check")
    assert (ran.code, ran.out, ran.err) == (0, "", "No problems.\n")
    assert samples("check", "--json").json == []


def test_a_problem_is_told_with_its_place_and_an_error_is_1(run: Run, write: Write) -> None:
    write("warned.md", "title: A\nheat: many")
    library = write("good.md", "title: B")
    assert run("check", "-L", str(library)).code == 0
    (library / "broken.md").write_text("---\ntitle: never closed\n")
    ran = run("check", "-L", str(library))
    assert ran.code == 1
    assert any(line.startswith(f"{library}/warned.md:3:") and "warning" in line for line in ran.out.splitlines())
    assert any(line.startswith(f"{library}/broken.md:") and "error" in line for line in ran.out.splitlines())
    assert ran.err == "1 error, 1 warning in 2 files.\n"


def test_problems_as_json_have_their_keys(run: Run, write: Write) -> None:
    library = write("warned.md", "title: A\nheat: many")
    (problem,) = run("check", "--json", "-L", str(library)).json
    assert list(problem) == ["library", "path", "line", "column", "severity", "code", "message"]
    assert (problem["library"], problem["path"], problem["line"], problem["severity"]) == (
        str(library),
        "warned.md",
        3,
        "warning",
    )


def test_two_files_of_one_article_are_both_named(run: Run, write: Write) -> None:
    write("a.md", "title: A\nwebUrl: https://a.example/1")
    library = write("b.md", "title: A\nwebUrl: http://www.a.example/1/")
    told = run("check", "-L", str(library)).out
    assert "a.md" in told
    assert "b.md" in told
    (article,) = run("list", "--json", "-L", str(library)).json
    assert {article["path"], *article["duplicates"]} == {"a.md", "b.md"}


def test_status_counts_and_tells_the_places(samples: Run, folders: Path) -> None:
    status = samples("status", "--json").json
    assert (status["articles"], status["unread"], status["topics"], status["problems"]) == (4, 4, 2, 0)
    (library,) = status["libraries"]
    assert (library["articles"], library["index"]["fresh"]) == (4, True)
    assert library["index"]["path"].startswith(str(folders / "cache" / "reader" / "index"))
    assert library["index"]["bytes"] > 0
    assert status["files"]["journal"] == str(folders / "state" / "reader" / "journal.sqlite")
    told = samples("status").out
    assert "4 articles · 4 unread · 0 starred · 2 topics · no problems" in told
    assert str(folders / "config" / "reader" / "config.yaml") in told


def test_the_index_is_brought_up_to_date_and_can_be_made_anew(run: Run, write: Write, folders: Path) -> None:
    library = write("a.md", "title: A")
    (told,) = run("index", "--json", "-L", str(library)).json
    assert (told["path"], told["articles"], told["index"]["fresh"]) == (str(library), 1, True)
    file = Path(told["index"]["path"])
    assert file.is_relative_to(folders / "cache")
    write("b.md", "title: B")
    assert run("index", "-L", str(library)).out.startswith(f"{library}: 2 articles, up to date {file}")
    file.write_bytes(b"nothing of use")
    ran = run("index", "--rebuild", "-L", str(library))
    assert (ran.code, ran.err) == (0, "")
    assert file.stat().st_size > 1000


def test_without_a_place_for_an_index_the_list_still_comes(run: Run, write: Write, folders: Path) -> None:
    (folders / "cache").write_text("a file where a folder belongs")
    library = write("a.md", "title: A")
    ran = run("list", "-L", str(library))
    assert "A" in ran.out
    assert str(folders / "cache") in ran.err
    assert run("index", "-L", str(library)).code == 1


def test_progress_is_shown_to_a_person_who_waits_and_wiped_away(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = write("a.md", "title: A")
    assert run("list", "-L", str(library)).err == ""
    monkeypatch.setattr("reader.cli.loading._PATIENCE", -1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = run("list", "-L", str(library)).err
    assert told.startswith(f"\r\x1b[KReading {library}  1")
    assert told.endswith("\r\x1b[K")


def test_a_file_name_cannot_reach_the_terminal(run: Run, write: Write) -> None:
    library = write("a\x1b]0;x\x07b\nc.md", "title: A\nheat: many")
    ran = run("check", "-L", str(library))
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert len(ran.out.splitlines()) == 1
