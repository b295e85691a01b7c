"""Regular expressions: those that could search for hours are refused before they begin."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.patterns import LONGEST, PIECE, PatternError, compiled

EXPLODING = [
    "(a+)+$", "(a|a)*b", "(a|ab)*c", "(.*)*x", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "((a?)*)*", "(a?){30}a{30}",
    "a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaa", ".*.*x", r".*\b.*x", ".*a?.*b", ".*?.+x", "(a{1,5})+", "(?:a*)*", "(?P<n>a*)+",
    r"(?=a*)*", "([^,]*,)+", "a{101}", "(((){100}){100}){100}", ".*a.*b.*c.*d", r"\w+\s*\w+x", r"a*a*b", r"\s+\s*\s*x",
    ".{0,100}.{0,100}x", ".{0,99}a.{0,99}b.{0,99}c", "a{0,9}a{0,9}x", "(a{0,9})(a{0,9})", "a*b*a*x", r"\d*a*\d*x",
    ".*e.*e.*e", r"\w+e\w+e\w+x", "(a.*).*b", ".*(|.*)x", r"[\]a]+[b]+c", "(?i:a+)+", "(a++)+",
]  # fmt: skip

HARMLESS = [
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


@pytest.mark.parametrize("pattern", [each for each in HARMLESS if not {*"$*"}.intersection(each) and each != "[[a]"])
@given(
    before=st.text(alphabet="abco .\n", max_size=3 * PIECE),
    found=st.sampled_from(["v12.5", "ab", "The cloud", "(x)", "4711-08", "colour", "co co", ""]),
    after=st.text(alphabet="abco .\n", max_size=2 * PIECE),
)
def test_a_long_text_is_searched_in_pieces_that_hide_nothing_short(
    pattern: str, before: str, found: str, after: str
) -> None:
    text = f"{before}{found}{after}"
    whole = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    matches = [match.span() for match in whole.finditer(text) if match.end() - match.start() <= PIECE // 4]
    assert compiled(pattern).found_in(text) or not matches
    spans = compiled(pattern).spans(text)
    assert all(whole.fullmatch(text, start, end) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(start in covered or start == end for start, end in matches)
