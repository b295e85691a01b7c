"""Regular expressions: those that could search for hours are refused before they begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.patterns import LONGEST, PIECE, SURE, PatternError, compiled

EXPLODING = [
    "(a+)+$", "(a|a)*b", "(a|ab)*c", "(.*)*x", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "((a?)*)*", "(a?){30}a{30}",
    "a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaa", "y.*.*x", r"y.*\b.*x", "y.*a?.*b", "y.*?.+x", "(a{1,5})+", "(?:a*)*",
    r"(?=a*)*", "([^,]*,)+", "a{101}", "(((){100}){100}){100}", ".*a.*b.*c.*d", "a.*b.*c.*d", r"\w+\s*\w+x",
    r"\s+\s*\s*x", ".{0,100}.{0,100}x", ".{0,99}a.{0,99}b.{0,99}c", "a{0,9}a{0,9}x", "(a{0,9})(a{0,9})",
    "a*b*a*x", r"\d*a*\d*x", r"a*a*b", "(?P<n>a*)+", "e.*e.*e.*e", r"\w+e\w+e\w+x",
    "(a.*).*b", "y.*(|.*)x", r"[\]a]+[b]+c", "(?i:a+)+", "(a++)+",
]  # fmt: skip

HARMLESS = [
    ".*ma.*lo.*", "ma.*lo.*re.*", "[^ ]+ [^ ]+ [^ ]+", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", ".*?cloud",
    "cosmos.*db", "micro.*cosmos.*db", r"\bAI\b", "(?-i:AI)", r"v\d+\.\d+", "colou?r", "(foo|bar) baz", r"(\d{3})+",
    r"[\]*]+x", r"\d{4}-\d{2}", "(?:a|b)?c", "[*+?]{2}", "a{,5}b", r"\(.*\)", "^The\\b", "a{}", r"x*?y", "(?i)abc",
    r"\d+\s*(GB|TB)\s*RAM", r"\w+\s+\w+\s+\w+", "a*b*", "[^]]+", r"(?<=the )cloud", r"(\w)\1", "[[a]", "(?P<n>a)(?P=n)",
    "", "|", "(a)(b)(c)", r"\\+", "[a-z]+ [a-z]+", r"(\w+)\1+",
]  # fmt: skip


@pytest.mark.parametrize("pattern", EXPLODING)
def test_what_could_search_for_hours_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        compiled(pattern)
    assert 0 <= refused.value.position <= len(pattern)


@pytest.mark.parametrize("pattern", HARMLESS)
def test_ordinary_expressions_are_taken(pattern: str) -> None:
    compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "position"), [("(", 0), ("a)", 1), ("a**", 2), ("[z-a]", 1), ("a(?P<1>x)", 5), ("\\", 0)]
)
def test_what_is_no_expression_is_refused_with_its_place(pattern: str, position: int) -> None:
    with pytest.raises(PatternError, match="no regular expression") as refused:
        compiled(pattern)
    assert refused.value.position == position


@pytest.mark.parametrize("pattern", ["x" * (LONGEST + 1), "a{1,99999999999999999}"])
def test_what_is_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


@pytest.mark.parametrize("pattern", [each for each in HARMLESS if "*" in each or "+" in each])
def test_what_is_taken_is_done_with_a_long_line_of_the_worst_kind(pattern: str) -> None:
    for line in ("a" * 400, "a b " * 100, "1 " * 200, "]" * 400, "co" * 200):
        compiled(pattern).found_in(line)


@pytest.mark.parametrize(
    "pattern",
    [each for each in HARMLESS if each != "[[a]" and not each.startswith(".*")]
    + ["co(?! co)", r"co\Z", "co$", "^co", r"\bco\b", "(?<!o )co", "a.*o"],
)
@given(
    before=st.text(alphabet="abco .\n", max_size=3 * PIECE),
    found=st.sampled_from(["v12.5", "ab", "The cloud", "(x)", "4711-08", "colour", "co co", ""]),
    after=st.text(alphabet="abco .\n", max_size=2 * PIECE),
)
def test_a_long_text_is_searched_in_pieces_as_if_it_were_one(pattern: str, before: str, found: str, after: str) -> None:
    text = f"{before}{found}{after}"
    matches = [match.span() for match in re.compile(pattern, re.IGNORECASE | re.MULTILINE).finditer(text)]
    if all(end - start <= SURE for start, end in matches):
        assert compiled(pattern).spans(text) == matches
        assert compiled(pattern).found_in(text) is bool(matches)


@pytest.mark.parametrize("number", range(0, 2 * PIECE, 7))
def test_where_a_piece_ends_nothing_ends_that_goes_on(number: int) -> None:
    text = "x " * number + "machine learning " + "y " * PIECE
    assert not compiled("machine(?! learning)").found_in(text)
    assert not compiled("machine $").found_in(text)
    assert compiled("machine.*").spans(text) == [(2 * number, len(text))] or len(text) > 4 * PIECE
