"""Bad input: an article with what can be had of it, or an error; never an exception, never in silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import read_article, read_document
from reader.documents.events import Events
from reader.documents.notes import Notes
from reader.documents.yaml_reader import YamlFault, read_yaml
from reader.model import Problem, Severity
from tests.documents.samples import WRITTEN_BY_HAND, document, front, noted, read
from tests.examples import examples

ROOT = Path(__file__).parents[2]


def failed(data: bytes) -> Problem:
    """The one error that keeps a file from being shown."""
    parsed = read_document(data, library="lib", path="a.md")
    assert parsed.document is None
    (problem,) = parsed.problems
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith(" · not shown")
    return problem


class TestSalvage:
    @pytest.mark.parametrize(
        ("fields", "reason", "place"),
        [
            ('title: "x\nheat: 3', "quoted text is not closed", (2, 8)),
            ("title: x\nfoo: a: b", "“: ” stands where no field can begin; text that holds it wants quotes", (3, 7)),
            ("title: x\nfoo: [a, b\nbar: c", "a bracket is not closed", (3, 6)),
            ("title: x\nfoo: @bar", "text that begins with this character wants quotes", (3, 6)),
            ('title: x\nfoo: "a\\qb"', "a backslash in double quotes stands before what YAML does not know", (3, 8)),
            ("title: x\n- a", "this line does not fit those above it", (3, 1)),
            ("title: x\nfoo: 'it's'", "this line does not fit those above it", (3, 10)),
            ("  title: x\n foo: y\ntitle: z", "this line does not fit those above it", (3, 2)),
            ("title: x\nfoo: !<bar", "this is no valid YAML", (3, 11)),
            ("title: x\nfoo: &a 1\nbar: *a", "a YAML alias stands here, which is not followed", (4, 6)),
            ("title: x\n*a : b", "a YAML alias stands here, which is not followed", (3, 1)),
            ("title: x\n<<: *defaults", "a YAML alias stands here, which is not followed", (3, 5)),
        ],
    )
    def test_a_syntax_error_or_an_alias_is_noted_and_the_article_shown(
        self, fields: str, reason: str, place: tuple[int, int]
    ) -> None:
        found, problem = noted(fields)
        assert found.article.title in {"x", "z"}
        assert (problem.severity, problem.code) == (Severity.WARNING, "yaml-salvaged")
        assert problem.message == f"{reason} · shown with the fields that stand on one line at the left margin"
        assert (problem.line, problem.column) == place

    def test_takes_top_level_fields_and_the_rest_of_their_line(self) -> None:
        found, _ = noted("""
title: One: two # three
webUrl: https://example.com/a#part  # a comment
excerpt: 'It''s "quoted"'
"category": "a \\"b\\" \\u2019"
type: "closed" too early
heat: 12
locale: 'odd
published: false
topics: [AI, "Machine Learning"]
provider: Example
length: &anchor PT15M
publishedDateTime: !!timestamp 2021-05-06
related: [{title: a}]
images:
  - url: https://example.com/a.png
  nested: not taken
foo: |
  bar
alias: *a
""")
        article = found.article
        assert article.title == "One: two"
        assert article.urls.web == "https://example.com/a#part"
        assert article.excerpt == 'It\'s "quoted"'
        assert article.category == 'a "b" ’'
        assert article.type == 'closed" too early'
        assert article.heat == 12
        assert article.published is False
        assert article.topics == ("AI", "Machine Learning")
        assert article.provider.name == "Example"
        assert article.length_minutes == 15
        assert article.published_at
        assert article.published_at.iso() == "2021-05-06"
        assert article.related_count == 0
        assert found.images == ()
        assert found.extra == {"foo": None, "alias": None}
        assert found.details == {"length": "PT15M", "locale": "odd"}

    def test_what_is_salvaged_is_checked_like_everything_else(self) -> None:
        parsed = read('foo: "not closed\ntitle: x\nheat: many')
        assert [(problem.code, problem.line, problem.column) for problem in parsed.problems] == [
            ("yaml-salvaged", 2, 6),
            ("bad-number", 4, 7),
        ]

    def test_takes_a_list_that_is_not_closed_and_a_tab_in_quotes(self) -> None:
        found, _ = noted('title: "a\tb \\u2019"\ntopics: ["AI", \'ML, C++')
        assert (found.article.title, found.article.topics) == ("a b ’", ("AI", "ML", "C++"))

    @pytest.mark.parametrize(
        "title", ["*Breaking* news", "> quoted", "{x", "%s", "@home", "`code`", "- a", "[x", "&", "a: b"]
    )
    def test_takes_what_a_writer_forgot_to_quote(self, title: str) -> None:
        assert noted(f"title: {title}\nfoo: [")[0].article.title == title

    @pytest.mark.parametrize("title", ["*alias", "|", ">-", "| # comment", "{a: b", "# comment"])
    def test_does_not_take_the_signs_of_yaml_for_text(self, title: str) -> None:
        assert noted(f"title: {title}\nname: x\nfoo: [")[0].article.title == "x"

    @pytest.mark.parametrize(
        "fields", ["name: x", "webUrl: https://a.example/", "link: https://a.example/", "ampWebUrl: https://a.example/"]
    )
    def test_an_address_or_a_name_is_enough_to_show(self, fields: str) -> None:
        assert noted(f"{fields}\nfoo: [")[0].article.title

    @pytest.mark.parametrize(
        "fields", ["foo: [", "type: video\nfoo: [", "permalink: /a\nfoo: [", "  title: x\n bar: [", ": ["]
    )
    def test_without_title_and_address_it_is_an_error(self, fields: str) -> None:
        assert failed(front(fields)).code == "yaml-error"

    def test_the_last_of_a_name_counts(self) -> None:
        assert noted("title: x\ntitle: y\nfoo: [")[0].article.title == "y"


class TestFrontMatter:
    def test_without_its_end_is_an_error(self) -> None:
        problem = failed(b"---\ntitle: x\n\nBody\n----\n ---\n")
        assert (problem.code, problem.line, problem.column) == ("front-matter-open", 1, 1)

    @pytest.mark.parametrize("fields", ["", "# only a comment", "- a\n- b", "just words", "3", "null", "[a: b]"])
    def test_that_is_no_mapping_is_an_error(self, fields: str) -> None:
        problem = failed(front(fields))
        assert (problem.code, problem.line) == ("no-fields", 2)

    @pytest.mark.parametrize("data", [b"", b"\n---\ntitle: x\n---\n", b"title: x", b"\xff\xfe", b"--- \x00\n---\n"])
    def test_that_does_not_begin_the_file_is_an_error(self, data: bytes) -> None:
        parsed = read_document(data)
        assert parsed.document is None
        assert "front-matter-missing" in [problem.code for problem in parsed.problems]


class TestCharacters:
    @pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\x9b", "\ufffe", "\uffff"])
    def test_yaml_refuses_are_left_out_and_noted_and_columns_hold(self, char: str) -> None:
        parsed = read(f"title: a{char}[31mb\nheat: {char}many")
        assert parsed.document
        assert parsed.document.article.title == "a[31mb"
        assert [(problem.code, problem.line, problem.column) for problem in parsed.problems] == [
            ("control-characters", 2, 9),
            ("bad-number", 3, 7),
        ]

    def test_are_left_out_of_names_numbers_dates_and_flags_too(self) -> None:
        found, _ = noted("ti\x00tle: x\nheat: 1\x002\npublished: fa\x1blse\ndate: 2021-05-\x7f06")
        assert (found.article.title, found.article.heat, found.article.published) == ("x", 12, False)
        assert found.article.published_at
        assert found.article.published_at.iso() == "2021-05-06"

    def test_that_are_surrogates_written_as_bytes_are_replaced(self) -> None:
        parsed = read_document(b"---\ntitle: a\xed\xa0\x80b\n---\n")
        assert parsed.document
        assert parsed.document.article.title == "a\ufffd\ufffd\ufffdb"


class TestDoubts:
    def test_the_first_of_several_documents_is_read(self) -> None:
        found, problem = noted("title: x\nfoo: 1\n...\ntitle: y\n")
        assert (found.article.title, found.extra) == ("x", {"foo": 1})
        assert (problem.code, problem.line) == ("several-documents", 5)

    @pytest.mark.parametrize(
        "second", ["... \n---\ttitle: y", "--- # comment\ntitle: y", "...\n: : [ broken", '...\n"broken']
    )
    def test_whatever_the_second_looks_like(self, second: str) -> None:
        found, problem = noted(f"title: x\n{second}")
        assert found.article.title == "x"
        assert problem.code == "several-documents"

    @pytest.mark.parametrize("tag", ["!custom", "!!python/object:os.system", "!", "!<x>", "!!binary"])
    def test_a_tag_is_ignored_and_noted(self, tag: str) -> None:
        found, problem = noted(f"title: {tag} x\nfoo: {tag} [a]\nheat: 3")
        assert (found.article.title, found.extra, found.article.heat) == ("x", {"foo": ["a"]}, 3)
        assert (problem.code, problem.line, problem.column) == ("tag-ignored", 2, 8)

    def test_a_tag_of_yaml_itself_is_nothing_to_note(self) -> None:
        found = document(
            "title: !!str x\nheat: !!int 3\ntopics: !!seq [AI]\ndate: !!timestamp 2021-05-06\nfoo: !!map {a: b}"
        )
        assert (found.article.title, found.article.heat, found.article.topics) == ("x", 3, ("AI",))

    def test_fields_of_a_merge_key_count_where_the_document_does_not_say(self) -> None:
        found = document("<<: {title: merged, heat: 1}\ntitle: own\nfoo:\n  <<: [{a: 1}, {a: 2, b: 3}]")
        assert (found.article.title, found.article.heat) == ("own", 1)
        assert found.extra == {"foo": {"a": 1, "b": 3}}

    def test_the_last_of_a_key_counts_and_is_noted(self) -> None:
        found, problem = noted("title: x\nheat: 1\ntitle: y\n")
        assert found.article.title == "y"
        assert (problem.code, problem.line, problem.column) == ("duplicate-key", 4, 1)
        assert problem.message == "title: written twice · the later one counts"

    def test_keys_repeated_in_many_related_entries_are_noted_once(self) -> None:
        found, problem = noted(
            "title: x\nrelated:\n" + "".join(f"  - {{title: a{n}, title: b{n}}}\n" for n in range(9))
        )
        assert [stub.article.title for stub in found.related] == [f"b{n}" for n in range(9)]
        assert (problem.code, problem.line) == ("duplicate-key", 4)

    @pytest.mark.parametrize("key", ["? [a, b]\n", "? {a: b}\n", '""', "? |\n  \n"])
    def test_a_key_that_is_no_text_is_noted(self, key: str) -> None:
        found, problem = noted(f"title: x\n{key}: dropped\nheat: 3")
        assert (found.article.heat, found.extra) == (3, {})
        assert problem.code == "odd-key"

    def test_tabs_indent_like_two_spaces_and_are_noted(self) -> None:
        found, problem = noted("title:\tx\nprovider:\n\tname: Example\n\tdomain: example.com\nheat: 3")
        assert (found.article.title, found.article.provider.domain) == ("x", "example.com")
        assert (problem.code, problem.line, problem.column) == ("tabs", 4, 1)

    @pytest.mark.parametrize(
        "related",
        [
            "\t- title: a\n\t  heat: many",
            "\t-\ttitle: a\n\t\theat: many",
            "  - title: a\n\t\theat: many",
            "-\ttitle: a\n\theat: many",
        ],
    )
    def test_tabs_behind_dashes_and_mixed_with_spaces(self, related: str) -> None:
        parsed = read(f"title: x\nrelated:\n{related}")
        assert parsed.document
        assert [stub.article.title for stub in parsed.document.related] == ["a"]
        column = parsed.problems[1].column
        assert [problem.code for problem in parsed.problems] == ["tabs", "bad-number"]
        assert related.splitlines()[1][column - 1 :] == "many"

    def test_tabs_do_not_hide_nesting_that_is_too_deep(self) -> None:
        assert failed(front(f"title: x\nfoo:\n\tbar: {'[' * 65}{']' * 65}")).code == "nesting-too-deep"

    def test_a_tab_inside_text_is_nothing_to_note(self) -> None:
        assert document('title: "a\tb"\nexcerpt: |\n  a\n  \tb').article.title == "a b"

    def test_a_character_written_as_two_escapes_as_json_does_is_one(self) -> None:
        assert document(r'title: "\ud83d\uDE00 x"').article.title == "😀 x"


def test_yaml_is_read_without_libyaml_too() -> None:
    import yaml

    def in_python(text: str) -> Events:
        return cast(Events, yaml.BaseLoader(text))

    broken = [
        "title: x\nfoo: [a",
        'title: "x',
        "a: b: c",
        'a: "\\UFFFFFFFF"',
        "a: *b",
        "a: \ud800",
        "{" * 100,
        "\ttab: x",
    ]
    written = [
        text.replace("\r\n", "\n").partition("---\n")[2].partition("---\n")[0] for text in WRITTEN_BY_HAND.values()
    ]
    for text in [*written, *broken]:
        results: list[object] = []
        for parser in (in_python, None):
            notes = Notes("", "")
            try:
                tree = read_yaml(text, notes, 2, parser=parser) if parser else read_yaml(text, notes, 2)
                results.append((tree, [problem.code for problem in notes.problems()]))
            except YamlFault as fault:
                results.append(fault.code)
        assert results[0] == results[1], text


HOSTILE = {
    "brackets": "title: x\nfoo: " + "[" * 50_000,
    "far more brackets": "title: x\nfoo: " + "[" * 400_000,
    "braces": "title: x\nfoo: " + "{a: " * 80_000,
    "brackets on lines": "title: x\nfoo:\n" + " [\n" * 120_000,
    "dashes": "title: x\nfoo:\n  " + "- " * 160_000,
    "questions": "title: x\nfoo:\n  " + "? " * 160_000,
    "indents": "title: x\nfoo:\n" + "\n".join(" " * n + "a:" for n in range(1_400)),
    "sequences in mappings": "title: x\n" + "".join(" " * n + "- a:\n" for n in range(1, 1_300)),
    "empty lists": "title: x\nfoo: [" + "[]," * 60_000 + "]",
    "anchors": "title: x\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 900)),
    "quotes": 'title: x\nfoo: "' + '\\"' * 160_000,
    "colons": "title: x\nfoo: " + ": " * 160_000,
    "spaces": "title: x\nfoo:" + " " * 400_000 + "bar",
    "blank lines": "title: x\n" + "\n" * 400_000,
    "tabs": "title: x\n" + "\t\n" * 120_000 + "\tx: y\n",
    "secured without end": "title: x\nsecured" + " " * 500_000 + "secured : [" * 40_000,
    "hashes": "title: x\n" + "#" * 400_000,
    "long key": "title: x\n" + "k" * 400_000 + ": v",
    "long word": "title: x\nfoo: " + "&amp;" * 80_000,
    "escapes": 'title: "' + "\\ud83d\\ude00" * 80_000,
}
BODIES = {
    "headings": "<h1>" * 100_000,
    "links": "# " + "[" * 150_000,
    "spaces": "# x" + " " * 150_000 + "x",
    "fences": "```\n" * 100_000,
    "comments": "<!--" * 100_000,
    "scripts": "<html><script>" * 50_000,
    "tags": "<html>" + "<a " * 150_000,
    "divs": "<html><div>" + "<div>" * 15_000,
    "hidden": "# x\n" + "<!-- <script> <style>" * 25_000,
    "hidden, closed": "# x\n" + "<!-- --> <script></script>" * 15_000,
    "entities": "&#27;" * 25_000,
    "secured": "secured: " + "A" * 23 + "\n" + "secured: AAAA" * 25_000,
}


def test_hostile_nesting_ends_in_a_problem_and_not_in_the_end_of_the_process() -> None:
    script = """
import sys, threading
from reader.documents import raw_view, read_article, read_document
from tests.documents.test_bad_input import BODIES, HOSTILE

def read() -> None:
    for name, fields in HOSTILE.items():
        data = f"---\\n{fields}\\n---\\n".encode()
        parsed = read_document(data, path="x.md")
        assert parsed.document is None or parsed.document.article.title == "x" or name == "escapes", name
        assert read_article(data, path="x.md").problems == parsed.problems
        assert raw_view(data)
    for name, body in BODIES.items():
        for path in ("x.md", "x.html"):
            data = f"---\\nfoo: bar\\n---\\n{body}\\n".encode()
            assert read_document(data, path=path).document, name
            assert raw_view(data)
    print("all read")

threading.stack_size(1 << 20)
thread = threading.Thread(target=read)
thread.start()
thread.join()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "all read\n", "")


@settings(max_examples=examples(200))
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_problem(data: bytes) -> None:
    for given_data in (data, b"---\n" + data + b"\n---\n" + data):
        parsed = read_document(given_data, path="x.md")
        assert (parsed.document is None) == any(problem.severity is Severity.ERROR for problem in parsed.problems)
        light = read_article(given_data, path="x.md")
        assert (light.article, light.problems) == (parsed.document and parsed.document.article, parsed.problems)


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "heat", "topics", "date", "provider", "related", "images", "length"]), st.text()
        )
    )
)
def test_any_text_in_any_field_is_an_article_or_a_problem(fields: list[tuple[str, str]]) -> None:
    parsed = read("\n".join(f"{name}: {text}" for name, text in fields))
    assert (parsed.document is None) == any(problem.severity is Severity.ERROR for problem in parsed.problems)
