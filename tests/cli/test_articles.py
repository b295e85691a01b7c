"""`list`, `show` and `related` print what the library holds, with the keys that scripts depend on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import open_library
from reader.resources import seeds
from reader.settings import load_settings
from tests.cli.conftest import Run, Write

LISTED = [
    *("id", "title", "excerpt", "library", "path", "duplicates", "published_at", "type", "category", "provider"),
    *("topics", "quality", "heat", "published", "urls", "related_count", "read", "starred", "in_library"),
]
SHOWN = [*LISTED, "body", "images", "related", "also_related_from", "details", "extra", "tags", "note"]

LAB = "https://venturebeat.com/2022/01/24/getting-ai-from-the-lab-to-production/"
TUMORS = "https://medicalxpress.com/news/2021-10-deep-tumors.html"
NIBIB = "https://www.nibib.nih.gov/news-events/newsroom/deep-learning-improves-interpretation-tumors"


def test_list_prints_every_article_with_every_key_in_order(samples: Run) -> None:
    articles = samples("list", "--json").json
    assert len(articles) == 4
    for article in articles:
        assert list(article) == LISTED
        assert list(article["provider"]) == ["name", "domain"]
        assert list(article["urls"]) == ["web", "original", "amp", "cdn_amp"]


def test_an_article_as_json_says_what_its_file_says(samples: Run) -> None:
    (article,) = (article for article in samples("list", "--json").json if article["urls"]["web"] == TUMORS)
    assert article["title"] == "Deep learning improves interpretation of tumors"
    assert article["library"] == str(seeds())
    assert article["path"] == "001_771a36b799748f25.txt"
    assert article["published_at"] == "2021-10-19T13:40:00Z"
    assert (article["type"], article["category"]) == ("article", "news")
    assert article["provider"] == {"name": "Medical Xpress", "domain": "medicalxpress.com"}
    assert article["topics"] == ["Machine Learning", "AI"]
    assert (article["quality"], article["heat"], article["published"]) == (59, 79, True)
    assert article["urls"] == {
        "web": TUMORS,
        "original": TUMORS,
        "amp": "https://medicalxpress.com/news/2021-10-deep-tumors.amp",
        "cdn_amp": "https://medicalxpress-com.cdn.ampproject.org/c/s/medicalxpress.com/news/2021-10-deep-tumors.amp",
    }
    assert (article["duplicates"], article["read"], article["starred"], article["in_library"]) == (
        [],
        False,
        False,
        True,
    )


def test_what_is_not_known_is_null_or_empty(run: Run, write: Write) -> None:
    library = write("a.md", "title: Alone\nheat: -1")
    (article,) = run("-L", str(library), "list", "--json").json
    known = {"id", "title", "library", "path", "related_count", "read", "starred", "in_library"}
    unknown = {key: value for key, value in article.items() if key not in known}
    assert unknown == {
        "excerpt": "",
        "duplicates": [],
        "published_at": None,
        "type": None,
        "category": None,
        "provider": {"name": None, "domain": None},
        "topics": [],
        "quality": None,
        "heat": None,
        "published": None,
        "urls": {"web": None, "original": None, "amp": None, "cdn_amp": None},
    }


def test_a_day_stays_a_day(run: Run, write: Write) -> None:
    library = write("a.md", "title: A\npublishedDateTime: 2022-01-24")
    assert run("-L", str(library), "list", "--json").json[0]["published_at"] == "2022-01-24"


def test_newest_come_first_and_a_limit_limits(samples: Run) -> None:
    dates = [article["published_at"] for article in samples("list", "--json").json]
    assert dates == sorted(dates, reverse=True)
    assert [article["published_at"] for article in samples("list", "--json", "--limit", "2").json] == dates[:2]
    assert samples("list", "--limit", "0", "--json").json == []
    assert samples("list", "--limit", "0").err == ""


@pytest.mark.parametrize(("form", "reverse"), [("heat", True), ("-heat", False)])
def test_a_sort_and_its_reverse(form: str, reverse: bool, samples: Run) -> None:
    heats = [
        article["heat"] for article in samples("list", "--sort", form, "--json").json if article["heat"] is not None
    ]
    assert heats == sorted(heats, reverse=reverse)


def test_the_configured_sort_holds_unless_another_is_asked_for(samples: Run, folders: object) -> None:
    from reader.settings import load_settings

    file = load_settings().file
    file.parent.mkdir(parents=True)
    file.write_text("sort: title\n")
    titles = [article["title"] for article in samples("list", "--json").json]
    assert titles == sorted(titles, key=str.casefold)
    dates = [article["published_at"] for article in samples("list", "--sort", "date", "--json").json]
    assert dates == sorted(dates, reverse=True)


def test_a_second_key_decides_where_the_first_finds_no_difference(run: Run, write: Write) -> None:
    for day, provider in ((1, "B"), (2, "A"), (3, "B")):
        write(f"{day}.md", [f"title: T{day}", f"publishedDateTime: 2022-01-0{day}", f"provider: {provider}"])
    titles = [each["title"] for each in run("-L", "news", "list", "--sort", "provider,-date", "--json").json]
    assert titles == ["T2", "T1", "T3"]
    assert titles == [each["title"] for each in run("-L", "news", "list", "sort:provider,-date", "--json").json]


def test_a_view_saved_in_the_app_is_listed_and_narrowed(run: Run, write: Write, folders: Path) -> None:
    news = write("a.md", ["title: Azure opens", "heat: 5"])
    write("b.md", ["title: Azure closes", "heat: 9"])
    write("c.md", ["title: Clouds gather", "heat: 7"])
    library = open_library(load_settings(os.environ), [str(news)])
    library.save_view("My clouds", "azure sort:heat")
    library.close()

    def listed(*words: str) -> list[str]:
        return [each["title"] for each in run("-L", "news", "list", "--view", "My clouds", "--json", *words).json]

    assert listed() == ["Azure closes", "Azure opens"]
    assert listed("heat<9") == ["Azure opens"]
    wrong = run("-L", "news", "list", "--view", "clouds")
    assert wrong.code == 2
    assert "no view “clouds”; there are My clouds" in wrong.err
    for words in ([], ["--limit", "1"]):  # as a variable without a value is
        wrong = run("-L", "news", "list", "--view", "", *words)
        assert (wrong.code, wrong.out) == (2, "")
        assert "no view “”; there are My clouds" in wrong.err


def test_a_view_that_is_not_wholly_understood_is_refused_as_its_query_is(run: Run, write: Write) -> None:
    news = write("a.md", ["title: Azure opens"])
    library = open_library(load_settings(os.environ), [str(news)])
    library.save_view("Hot", "heat>")
    library.close()
    wrong = run("-L", "news", "list", "--view", "Hot")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "reader: the view “Hot”: “heat>”, column 6: a number, as in heat>100.\n"


def test_a_query_may_stand_between_options_and_wants_all_its_words(samples: Run) -> None:
    found = samples("list", "deep", "--json", "tumor", "--limit", "5").json
    assert [article["urls"]["web"] for article in found] == [TUMORS]


def test_nothing_found_is_said_and_is_no_failure(samples: Run) -> None:
    ran = samples("list", "cosmoz")
    assert (ran.code, ran.out, ran.err) == (0, "", "No article has “cosmoz”.\n")
    assert samples("list", "cosmoz", "--json").json == []


def test_a_word_with_a_dash_is_left_out(run: Run, write: Write) -> None:
    library = write("a.md", "title: Flags such as -provider")
    assert run("list", "-flags", "--json", "-L", str(library)).json == []
    assert len(run("list", "-provider:x", "flag", "--json", "-L", str(library)).json) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["topic:ai", "heat>abc"], "“topic:ai heat>abc”, column 15: a number, as in heat>100"),
        (["qualty>80"], "“qualty>80”, column 1: no field “qualty”; did you mean quality?"),
        (["deep", "or"], "“deep or”, column 8: something after “or”"),
    ],
)
def test_a_query_that_is_not_understood_is_2_with_its_column(samples: Run, words: list[str], told: str) -> None:
    for command in (["list"], ["list", "--json"], ["mark", "read"], ["tag", "x"]):
        ran = samples(*command, *words)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert not ran.err.endswith("?.\n")


def test_a_misspelled_option_is_searched_for_and_doubted(samples: Run) -> None:
    ran = samples("list", "--jsno", "ai")
    assert ran.code == 0
    assert "did you mean --json?" in ran.err
    assert "did you mean" not in samples("list", "--", "--jsno").err


def test_what_the_shell_could_not_decode_finds_nothing(samples: Run) -> None:
    assert samples("list", "\udcff", "--json").json == []
    assert samples("show", "\udcff").code == 1


def test_the_plain_list_has_a_line_for_each_article(samples: Run) -> None:
    lines = samples("list").out.splitlines()
    articles = samples("list", "--json").json
    assert len(lines) == 4
    for line, article in zip(lines, articles, strict=True):
        assert line.startswith("●")
        assert article["id"][:8] in line
        assert article["published_at"][:10] in line
        assert line.endswith(article["title"])


def test_tabs_part_id_date_domain_title_and_url(samples: Run) -> None:
    rows = [line.split("\t") for line in samples("list", "--tsv").out.splitlines()]
    articles = samples("list", "--json").json
    assert rows == [
        [each["id"], each["published_at"], each["provider"]["domain"], each["title"], each["urls"]["web"]]
        for each in articles
    ]


def test_libraries_before_and_behind_a_command_add_up(run: Run, write: Write) -> None:
    one = write("a.md", "title: One", library="one")
    two = write("b.md", "title: Two", library="two")
    articles = run("-L", str(one), "list", "-L", str(two), "--json").json
    assert sorted(article["title"] for article in articles) == ["One", "Two"]
    assert {article["library"] for article in articles} == {str(one), str(two)}


def test_without_a_terminal_the_app_prints_the_list(run: Run, write: Write) -> None:
    library = write("a.md", "title: One")
    assert run(str(library)).out == run("list", "-L", str(library)).out != ""


def test_a_person_without_a_library_is_told_that_these_are_the_samples(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run("list")
    assert (len(ran.out.splitlines()), ran.err) == (4, "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "these are the samples" in run("list").err


def test_show_prints_every_key_in_order_and_tells_here_from_not_here(samples: Run) -> None:
    shown = samples("show", TUMORS, "--json").json
    assert list(shown) == SHOWN
    assert [(related["title"][:13], related["in_library"]) for related in shown["related"]] == [
        ("Overcoming Ch", True),
        ("Deep learning", False),
    ]
    here, elsewhere = shown["related"]
    assert (here["library"], here["path"]) == (str(seeds()), "000_416d6718a2f14615.txt")
    assert (elsewhere["library"], elsewhere["path"]) == (None, None)
    assert list(elsewhere) == LISTED
    assert shown["images"][0] == {
        "url": "https://scx2.b-cdn.net/gfx/news/2021/deep-learning-improves-1.jpg",
        "width": 800,
        "height": 423,
        "title": None,
    }


def test_a_stub_says_who_lists_it(samples: Run) -> None:
    stub = samples("show", NIBIB, "--json").json
    assert (stub["library"], stub["path"], stub["in_library"]) == (None, None, False)
    assert TUMORS in [article["urls"]["web"] for article in stub["also_related_from"]]


def test_the_six_related_of_the_lab_article_are_all_elsewhere(samples: Run) -> None:
    shown = samples("show", LAB, "--json").json
    assert shown["related_count"] == 6
    assert [related["in_library"] for related in shown["related"]] == [False] * 6


@pytest.mark.parametrize("ref", [TUMORS, "001_771a36b799748f25.txt", TUMORS.replace(".html", ".amp")])
def test_an_article_answers_to_its_urls_and_its_path(ref: str, samples: Run) -> None:
    assert samples("show", ref, "--json").json["urls"]["web"] == TUMORS


def test_an_article_answers_to_the_start_of_its_id(samples: Run) -> None:
    ident = samples("show", TUMORS, "--json").json["id"]
    assert samples("show", ident[:6], "--json").json["id"] == ident


def test_an_article_answers_from_a_folder_that_was_deleted_since(
    samples: Run, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = samples("show", TUMORS, "--json").json["id"]
    gone = folders / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert samples("show", ident, "--json").json["id"] == ident
    assert samples("show", "001_771a36b799748f25.txt").code == 0
    assert samples("show", "0123456789abcdef").err.startswith("reader: No article answers to")


def test_no_such_article_is_1_and_one_sentence(samples: Run) -> None:
    ran = samples("show", "nothing-of-the-kind")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("reader: ")
    assert ran.err.count("\n") == 1


def test_an_ambiguous_reference_is_2_and_names_the_candidates(run: Run, write: Write) -> None:
    library = write("a.md", "title: One\nwebUrl: https://a.example/1\nampWebUrl: https://a.example/amp")
    write("a.md", "title: Two\nwebUrl: https://a.example/2", library="more")
    ran = run("-L", str(library), "-L", str(library.parent / "more"), "show", "a.md")
    assert ran.code == 2
    assert "One" in ran.err
    assert "Two" in ran.err


def test_show_prints_the_article_in_words(samples: Run) -> None:
    out = samples("show", TUMORS).out
    for part in (
        "Deep learning improves interpretation",
        "Medical Xpress · 2021-10-19 ",
        "quality 59",
        "heat 79",
    ):
        assert part in out
    for part in ("Machine Learning · AI", TUMORS, "NIBIB-funded engineers", "Related 2  1 here", "○"):
        assert part in out


def test_people_see_the_day_they_ask_for_and_programs_utc(samples: Run, zone: Callable[[str], None]) -> None:
    zone("Asia/Tokyo")
    assert "2022-01-25  VentureBeat" in samples("list", "date:2022-01-25").out
    assert samples("list", "date:2022-01-24").out == ""
    assert "2022-01-25 06:10" in samples("show", "2794aa4c").out
    assert "2022-01-25 06:10" in samples("show", "2794aa4c", "--markdown").out
    assert ", 2022-01-25, " in samples("copy", "2794aa4c", "--kind", "citation").out
    assert samples("list", "production", "--json").json[0]["published_at"] == "2022-01-24T21:10:00Z"
    assert "\t2022-01-24T21:10:00Z\t" in samples("list", "production", "--tsv").out


def test_show_prints_what_its_file_says_beside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full.md").write_text(
        "---\ntitle: Full\nprovider: {name: P, authors: [Ann]}\nactions: [{url: https://f.example/buy, title: Buy}]\n"
        "startDateTime: 2024-01-01\nlocale: en-GB\nmyfield: [1, two]\n---\n"
    )
    out = run("-L", str(tmp_path), "show", "full.md").out
    for part in ("Ann", "Buy  https://f.example/buy", "startDateTime: 2024-01-01", "locale: en-GB", "myfield: 1, two"):
        assert part in out
    told = run("-L", str(tmp_path), "show", "full.md", "--json").json
    assert told["details"]["authors"] == ["Ann"]
    assert told["details"]["actions"] == [{"title": "Buy", "url": "https://f.example/buy"}]
    assert told["extra"] == {"myfield": [1, "two"]}


def test_a_path_may_be_given_as_the_system_has_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\tb.md").write_text("---\ntitle: Odd\n---\n")
    assert "Odd" in run("-L", str(tmp_path), "show", "a\tb.md").out


def test_show_prints_markdown(samples: Run) -> None:
    lines = samples("show", TUMORS, "--markdown").out.splitlines()
    assert lines[0] == "# Deep learning improves interpretation of tumors"
    assert f"<{TUMORS}>" in lines
    assert "## Related" in lines
    assert any(line.startswith("- [Deep learning improves") and f"({NIBIB})" in line for line in lines)


def test_markdown_shows_signs_of_plain_text_as_they_are(run: Run, write: Write) -> None:
    library = write("a.md", 'title: "*Stars* & [brackets]"\nwebUrl: https://a.example/', body="Some **body**.\n")
    out = run("-L", str(library), "show", "a.md", "--markdown").out
    assert r"# \*Stars\* & \[brackets\]" in out
    assert "Some **body**." in out


def test_credentials_in_an_address_are_not_shown(run: Run, write: Write) -> None:
    library = write("a.md", "title: A\nwebUrl: https://me:secret@a.example/")
    assert "secret" not in run("-L", str(library), "show", "a.md").out


def test_related_walks_both_ways(samples: Run) -> None:
    steps = samples("related", TUMORS, "--json").json
    assert list(steps[0]) == [*LISTED, "depth", "via", "relation"]
    ident = samples("show", TUMORS, "--json").json["id"]
    assert [(step["depth"], step["via"], step["relation"]) for step in steps[:2]] == [(1, ident, "related")] * 2
    stub = samples("related", NIBIB, "--json").json
    assert {step["relation"] for step in stub} == {"from"}


def test_related_walks_as_deep_as_asked(run: Run, write: Write) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")):
        url = f"https://{name}.example/"
        related = f"related: [{{title: {other}, webUrl: 'https://{other}.example/'}}]"
        library = str(write(f"{name}.md", f"title: {name}\nwebUrl: {url}\n{related}"))
    steps = run("related", "a.md", "--depth", "2", "--json", "-L", library).json
    assert [(step["title"], step["depth"], step["relation"]) for step in steps] == [
        ("b", 1, "related"),
        ("d", 1, "from"),
        ("c", 2, "related"),
    ]
    lines = run("related", "a.md", "--depth", "2", "-L", library).out.splitlines()
    assert [line.endswith(end) for line, end in zip(lines, ("  b", "  < d", "    c"), strict=True)] == [True] * 3


def test_no_cipher_text_comes_out_anywhere(samples: Run) -> None:
    cipher = "+Fuont7B0RuwdiM0rXA7JTQD2LxM"
    for words in (["show", TUMORS, "--json"], ["show", TUMORS], ["show", TUMORS, "--markdown"], ["list", "--json"]):
        ran = samples(*words)
        assert cipher not in ran.out + ran.err
        assert "secured" not in ran.out


# What a query asks beside titles and excerpts


@pytest.fixture
def shelf(write: Write) -> str:
    """Three articles with bodies, one of them removed at its source."""
    dated = "publishedDateTime: 2022-01-0"
    write("a.md", ["title: A", "webUrl: https://example.com/a", f"{dated}3"], "The kernel schedules.")
    related = ["related:", "- title: A", "  webUrl: https://example.com/a"]
    write("b.md", ["title: B", "webUrl: https://example.com/b", f"{dated}2", *related], "A shell.")
    return str(write("gone.md", ["title: Gone", "webUrl: https://example.com/g", "removed: true"], "The kernel went."))


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (["kernel"], ["A"]),
        (["-kernel"], ["B"]),
        (['"kernel schedules"'], ["A"]),
        (["/SH.LL/", "or", "schedul"], ["A", "B"]),
        (["is:removed"], ["Gone"]),
        (["is:removed", "kernel"], ["Gone"]),
        (["related-to:a.md"], ["B"]),
        (["related-to:https://example.com/b"], ["A"]),
        (["rank<1", "sort:-rank"], ["B", "A"]),
    ],
)
def test_list_asks_bodies_relations_ranks_and_what_was_removed(
    words: list[str], titles: list[str], shelf: str, run: Run
) -> None:
    for _ in range(2):  # without an index, then with one
        done = run("list", "-L", shelf, "--json", *words)
        assert (done.code, done.err) == (0, "")
        assert [article["title"] for article in done.json] == titles


def test_a_reference_that_names_nothing_is_2_with_its_column(shelf: str, run: Run) -> None:
    done = run("list", "-L", shelf, "kernel", "related-to:nothing.md")
    assert done.code == 2
    assert "column 8: no article answers to “nothing.md”; an id, a URL or a path" in done.err


def test_what_is_found_in_bodies_is_marked_too(shelf: str, run: Run) -> None:
    assert run("mark", "read", "-L", shelf, "--json", "kernel").json == {"found": 1, "changed": 1}
    assert [article["title"] for article in run("list", "-L", shelf, "--json", "is:unread").json] == ["B"]


def test_show_why_prints_what_the_rank_is_made_of(samples: Run) -> None:
    done = samples("show", LAB, "--why")
    assert done.code == 0
    assert "quality 87, ordinary is 48" in done.out
    told = samples("show", LAB, "--why", "--json").json
    assert set(told) == {"id", "rank", "terms"}
    assert [term["name"] for term in told["terms"]] == ["quality", "heat", "freshness"]
    assert samples("show", LAB, "--why", "--markdown").code == 2
