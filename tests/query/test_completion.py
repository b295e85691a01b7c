"""How a query can go on where the cursor is, which `|` stands for."""

from __future__ import annotations

import pytest

from reader.query import complete, parse
from reader.query.fields import CHOICES, DATES, FIELDS, SORTS

VOCABULARY = {
    "topic": ["Azure", "Machine Learning", "Developer tools", "AI", "Éducation", 'So-called "experts"'],
    "provider": ["Microsoft", "The Verge"],
    "type": ["article", "video"],
    "tag": ["later", "board meeting"],
}


def completed(typed: str) -> list[str]:
    """The whole texts that can be gone on to."""
    cursor = typed.index("|")
    text = typed.replace("|", "")
    return [text[: one.start] + one.text + text[one.end :] for one in complete(text, cursor, VOCABULARY)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("qu|", ["quality>"]),
        ("azure he|", ["azure heat>"]),
        ("he|at", ["heat>"]),
        ("-pro|", ["-provider:"]),
        ("(pro|", ["(provider:"]),
        ("PRO|", ["provider:"]),
        ("re|", ["related>", "read_at:", "related-to:"]),
        ("ag|", ["age<"]),
        ("qua|>80", ["quality>80"]),
        ("azure|", []),
        ("is:un|", ["is:unread", "is:unpublished", "is:undated"]),
        ("is:|read b", ["is:" + name + " b" for name in CHOICES["is"]]),
        ("has:B|", ["has:body"]),
        ("sort:|", ["sort:" + name for name in SORTS]),
        ("sort:heat,-d|", ["sort:heat,-date"]),
        ("sort:h|,date", ["sort:heat,date"]),
        ("date:|", ["date:" + name for name in DATES]),
        ("read_at>y|", ["read_at>yesterday"]),
        ("topic:a|", ["topic:Azure", "topic:AI"]),
        ("topic:too|", ['topic:"Developer tools"']),
        ('topic:"mach|', ['topic:"Machine Learning"']),
        ('topic:"machine l|', ['topic:"Machine Learning"']),
        ("topic:edu|", ["topic:Éducation"]),
        ("topic:exp|", [r'topic:"So-called \"experts\""']),
        ("topic=ai|", ["topic=AI"]),
        ("provider:ver|", ['provider:"The Verge"']),
        ("tag:|", ["tag:later", 'tag:"board meeting"']),
        ("type:v| azure", ["type:video azure"]),
        ("note:x|", []),
        ("heat>1|", []),
        ("limit:|", []),
        ("foo:b|", []),
        ('"topic|', []),
        ("/topic|", []),
        ("heat>=|", []),
        ("(a)|", []),
    ],
)
def test_what_can_be_typed(typed: str, expected: list[str]) -> None:
    assert completed(typed) == expected


@pytest.mark.parametrize("typed", ["|", "azure |", "azure | cosmos", "(|", "azure -|", "azure not |"])
def test_where_nothing_is_typed_yet_every_field_can_come(typed: str) -> None:
    assert len(completed(typed)) == len(FIELDS)


def test_values_that_begin_so_come_before_those_of_which_a_later_word_does() -> None:
    words = ["new tools", "tools", "Other tools", "toolbox"]
    assert [one.text for one in complete("topic:tool", 10, {"topic": words})] == [
        "tools", "toolbox", '"new tools"', '"Other tools"',
    ]  # fmt: skip


def test_a_completion_says_what_it_means_where_it_does_not_itself() -> None:
    assert [one.help for one in complete("qual", 4, {})] == [FIELDS["quality"].help]
    assert [one.help for one in complete("is:unr", 6, {})] == [CHOICES["is"]["unread"]]
    assert [one.help for one in complete("topic:az", 8, VOCABULARY)] == [""]


def test_every_completed_value_is_understood() -> None:
    for field in FIELDS:
        for one in complete(f"{field}:", len(field) + 1, VOCABULARY):
            assert parse(f"{field}:{one.text}").errors == ()
