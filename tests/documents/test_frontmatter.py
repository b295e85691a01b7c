"""A file's bytes become front matter and body, with every character in its line and column."""

from __future__ import annotations

import codecs

import pytest

from reader.documents import MAX_BODY, MAX_FRONT_MATTER, read_document
from reader.documents.read import read_quickly
from reader.model import Severity
from tests.documents.samples import WRITTEN_BY_HAND, front, noted, read

PLAIN = "---\ntitle: Grüße 日本\nwebUrl: https://example.com/\n---\nBody ü\n"


class TestEncodings:
    def test_utf8_with_a_byte_order_mark_is_nothing_to_note(self) -> None:
        marked, plain = (read_document(mark + PLAIN.encode()) for mark in (codecs.BOM_UTF8, b""))
        assert marked == plain
        assert not plain.problems

    @pytest.mark.parametrize(
        ("mark", "codec", "name"),
        [
            (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
            (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
            (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
            (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
        ],
    )
    def test_another_encoding_is_read_by_its_byte_order_mark_and_noted(
        self, mark: bytes, codec: str, name: str
    ) -> None:
        parsed = read_document(mark + PLAIN.encode(codec))
        assert parsed.document == read_document(PLAIN.encode()).document
        assert [(problem.severity, problem.code, problem.message) for problem in parsed.problems] == [
            (Severity.WARNING, "encoding", f"the file is {name}, not UTF-8 · read as {name}")
        ]

    def test_bytes_that_are_no_utf8_are_replaced_and_noted_where_they_stand(self) -> None:
        parsed = read_document("---\ntitle: Grüße\nexcerpt: café\n---\n".encode("latin-1"))
        assert parsed.document
        assert (parsed.document.article.title, parsed.document.article.excerpt) == ("Gr\ufffd\ufffde", "caf\ufffd")
        (problem,) = parsed.problems
        assert (problem.code, problem.line, problem.column) == ("encoding", 2, 10)

    def test_half_a_character_of_utf16_is_replaced(self) -> None:
        parsed = read_document(codecs.BOM_UTF16_LE + "---\ntitle: x\n---\n".encode("utf-16-le") + b"\xd8")
        assert parsed.document
        assert [problem.code for problem in parsed.problems] == ["encoding"]


class TestLines:
    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_line_ends_of_other_systems_are_nothing_to_note(self, end: str) -> None:
        parsed = read_document(PLAIN.replace("\n", end).encode())
        assert parsed == read_document(PLAIN.encode())

    def test_windows_lines_are_read_quickly_too(self) -> None:
        assert read_quickly(PLAIN.replace("\n", "\r\n").encode(), "", "x") is not None

    def test_places_hold_with_windows_lines(self) -> None:
        parsed = read_document(b"---\r\ntitle: x\r\nheat: many\r\n---\r\n")
        assert [(problem.line, problem.column) for problem in parsed.problems] == [(3, 7)]

    def test_spaces_behind_the_dashes_do_not_matter(self) -> None:
        parsed = read_document(b"---  \ntitle: x\n--- \t\nBody")
        assert not parsed.problems
        assert parsed.document
        assert (parsed.document.article.title, parsed.document.body) == ("x", "Body")

    def test_the_last_line_needs_no_end(self) -> None:
        assert read_document(b"---\ntitle: x\n---").document

    def test_dashes_inside_a_text_do_not_close(self) -> None:
        parsed = read("excerpt: |\n  one\n  ---\n  two\ntitle: x")
        assert parsed.document
        assert (parsed.document.article.title, parsed.document.article.excerpt) == ("x", "one --- two")

    def test_a_rule_in_the_body_is_the_bodys(self) -> None:
        parsed = read("title: x", "one\n\n---\n\ntwo\n")
        assert parsed.document
        assert parsed.document.body == "one\n\n---\n\ntwo"

    @pytest.mark.parametrize("char", ["\u2028", "\u2029", "\r"])
    def test_what_only_yaml_takes_for_a_line_end_is_a_space(self, char: str) -> None:
        parsed = read(f"title: one{char}two: three\nheat: many")
        assert [problem.line for problem in parsed.problems] == [2, 3]
        assert parsed.document
        assert parsed.document.article.title == "one two: three"

    def test_a_byte_order_mark_inside_the_text_is_left_out(self) -> None:
        parsed = read("\ufefftitle: x\n\ufeffheat: 3\ufeff")
        assert not parsed.problems
        assert parsed.document
        assert (parsed.document.article.title, parsed.document.article.heat) == ("x", 3)


class TestCaps:
    def test_front_matter_over_a_mebibyte_is_not_shown(self) -> None:
        rest = MAX_FRONT_MATTER - len("title: x\nfoo: \n")
        assert read(f"title: x\nfoo: {'y' * rest}").document
        parsed = read(f"title: x\nfoo: {'y' * (rest + 1)}")
        assert parsed.document is None
        assert [(problem.severity, problem.code) for problem in parsed.problems] == [
            ("error", "front-matter-too-large")
        ]

    def test_the_cap_counts_bytes(self) -> None:
        parsed = read(f"title: x\nfoo: {'ü' * (MAX_FRONT_MATTER // 2)}")
        assert [problem.code for problem in parsed.problems] == ["front-matter-too-large"]

    def test_a_body_over_sixteen_mebibytes_is_not_shown(self) -> None:
        assert read("title: x", "y" * MAX_BODY).document
        parsed = read("title: x", "y" * (MAX_BODY + 1))
        assert parsed.document is None
        assert [(problem.severity, problem.code, problem.line) for problem in parsed.problems] == [
            ("error", "body-too-large", 4)
        ]

    def test_nesting_over_sixty_four_is_not_shown(self) -> None:
        # The mapping itself is the first level.
        assert read(f"title: x\nfoo: {'[' * 63}{']' * 63}").document
        parsed = read(f"title: x\nfoo: {'[' * 64}{']' * 64}")
        assert parsed.document is None
        assert [(problem.severity, problem.code, problem.line, problem.column) for problem in parsed.problems] == [
            ("error", "nesting-too-deep", 3, 69)
        ]

    def test_over_a_hundred_thousand_values_are_not_shown(self) -> None:
        few, many = ("foo:\n" + "".join(f"  - {{k{n}: v}}\n" for n in range(count)) for count in (30_000, 34_000))
        assert read("title: x\n" + few).document
        parsed = read("title: x\n" + many)
        assert parsed.document is None
        assert [(problem.severity, problem.code) for problem in parsed.problems] == [("error", "too-many-values")]

    def test_fields_count_as_values(self) -> None:
        parsed = read("title: x\n" + "".join(f"k{n}: v\n" for n in range(50_001)))
        assert [problem.code for problem in parsed.problems] == ["too-many-values"]

    def test_a_file_with_thousands_of_faults_lists_a_hundred(self) -> None:
        parsed = read("title: x\n" + "".join(f"k{n}: v\nk{n}: w\n" for n in range(5_000)))
        assert parsed.document
        assert len(parsed.problems) == 101
        assert parsed.problems[-1].code == "many-problems"


def test_problems_stand_in_the_order_of_the_file() -> None:
    parsed = read("title: x\nheat: much\nquality: many\npublishedDateTime: May\nprovider: [a]")
    assert [problem.line for problem in parsed.problems] == [3, 4, 5, 6]


def test_a_place_counts_characters_not_bytes() -> None:
    problem = noted("title: x\nfoo: {日本: 日本, a: 1}\n日本: ü\nheat: ü日")[1]
    assert (problem.line, problem.column) == (5, 7)


def test_every_written_sample_reads() -> None:
    read_all = {name: read_document(text.encode(), path=name) for name, text in WRITTEN_BY_HAND.items()}
    assert [name for name, parsed in read_all.items() if parsed.document is None] == ["nothing.md"]
    assert front("a: b") == b"---\na: b\n---\n"
