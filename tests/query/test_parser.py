"""What is not understood: named, with its column and what could stand there. The rest is in `test_table`."""

from __future__ import annotations

import pytest

from reader.query import SortTerm, parse
from reader.query.fields import CHOICES, FIELDS, SORTS
from reader.query.parser import DEEPEST, LONGEST

ERRORS = [
    # query, then the text up to the place that is named, then the message
    ("topic:databases heat>abc", "topic:databases heat>", "a number, as in heat>100"),
    ("cosmos qualty>80", "cosmos ", "no field “qualty”; did you mean quality?"),
    ("cosmos foo:bar", "cosmos ", "no field “foo”; in quotes it is text"),
    ("e=mc2", "", "no field “e”; in quotes it is text"),
    ("heat>", "heat>", "a number, as in heat>100"),
    ("heat>10..20", "heat>", "a number, as in heat>100"),
    ("heat:..", "heat:", "a number, as in heat>100"),
    ("heat:1..x", "heat:", "a number, as in heat>100"),
    ("heat>1,000", "heat>", "a number, as in heat>100"),
    ("heat>=١", "heat>=", "a number, as in heat>100"),
    ("title:", "title:", "a word, as in title:azure"),
    ("title: azure", "title:", "a word, as in title:azure"),
    ('title:""', "title:", "a word, as in title:azure"),
    ("title:\u00ad", "title:", "a word, as in title:azure"),
    ("title>5", "title", ": or =, as in title:azure"),
    ("azure heat!=3", "azure heat", "no “!=”; -heat>100 asks for all others"),
    ("heat != 3", "heat", "no “!=”; -heat>100 asks for all others"),
    ("title!=x", "title", "no “!=”; -title:azure asks for all others"),
    ("is!=unread", "is", "no “!=”; -is:unread asks for all others"),
    ("foo!=3", "", "no field “foo”; in quotes it is text"),
    ("limit!=3", "limit", ":, as in limit:50"),
    ("newer>2d", "newer", ":, as in newer:2d"),
    ("newer=2d", "newer", ":, as in newer:2d"),
    ("newer:2022..2023", "newer:", "a date or time ago, as in newer:2d"),
    ("date:2022-13", "date:", "a date or time ago, as in date:2022-01"),
    ("date:2022-02-30", "date:", "a date or time ago, as in date:2022-01"),
    ("date:2022..soon", "date:2022..", "a date or time ago, as in date:2022-01"),
    ("date:..", "date:", "a date or time ago, as in date:2022-01"),
    ("date:2022-", "date:2022-", "a date or time ago, as in date:2022-01"),
    ("date:2022-0", "date:2022-0", "a date or time ago, as in date:2022-01"),
    ("date:2022-01-..", "date:2022-01-", "a date or time ago, as in date:2022-01"),
    ("age<6m", "age<", "a date or time ago, as in age<2w"),
    ("read_at:x", "read_at:", "a date or time ago, as in read_at:today"),
    ("is:", "is:", f"one of {', '.join(CHOICES['is'])}"),
    ("is:unred", "is:", "no is:unred; did you mean is:unread?"),
    ("has:xyz", "has:", f"no has:xyz; there are {', '.join(CHOICES['has'])}"),
    ("is>read", "is", ":, as in is:unread"),
    ("sort:", "sort:", "an order, as in sort:heat,-date"),
    ("sort:heat,", "sort:heat,", "an order, as in sort:heat,-date"),
    ("sort:heat,dat", "sort:heat,", "no order “dat”; did you mean date?"),
    ("sort:zzz", "sort:", f"no order “zzz”; there are {', '.join(SORTS)}"),
    ("a -sort:heat", "a ", "sort: takes no “-” before it, as in sort:heat,-date"),
    ("not limit:5", "", "limit: takes no “-” before it, as in limit:50"),
    ("limit:1000000000", "limit:", "a number of 9 digits at most"),
    ("heat>1" + "0" * 15, "heat>", "a number of 15 digits at most"),
    ("heat:1..-1" + "0" * 15, "heat:", "a number of 15 digits at most"),
    ("limit:0", "limit:", "a number from 1, as in limit:50"),
    ("related-to:", "related-to:", "an id, URL or path, as in related-to:416d67"),
    ('azure "open', 'azure "open', 'a closing "'),
    ('title:"open', 'title:"open', 'a closing "'),
    ('""', '"', "something between the quotes"),
    ("(azure", "(azure", "a closing )"),
    ("azure)", "azure", "no parenthesis is open here"),
    ("azure ()", "azure (", "something between the parentheses"),
    ("azure or", "azure or", "something after “or”"),
    ("azure AND ", "azure AND ", "something after “and”"),
    ("(azure not) b", "(azure not", "something after “not”"),
    ("azure -", "azure -", "something after “-”"),
    ("/open", "/open", "a closing /"),
    ("//", "/", "an expression, as in /cosmos.*db/"),
    ("a /b[/", "a /b", "no regular expression: unterminated character set"),
    ("/(a+)+/", "/(a+)", "no repeats or alternatives inside what repeats"),
]


@pytest.mark.parametrize(("text", "before", "message"), [pytest.param(*each, id=each[0]) for each in ERRORS])
def test_an_error_names_the_place_and_what_could_stand_there(text: str, before: str, message: str) -> None:
    assert [(error.column, error.message) for error in parse(text).errors] == [(len(before) + 1, message)]


def test_what_is_still_to_come_is_named_right_behind_the_text() -> None:
    for text in ("azure or", '"azure', "(azure", "heat>", "/azure", "azure -"):
        assert [error.column for error in parse(text).errors] == [len(text) + 1]


def test_several_errors_are_told_in_the_order_of_their_columns() -> None:
    errors = parse('qualty>1 heat>x is:y (a "b').errors
    assert [error.column for error in errors] == [1, 15, 20, 27, 27]


def test_an_error_lists_what_could_stand_there() -> None:
    [field] = parse("qualty>1").errors
    [state] = parse("is:x").errors
    [term] = parse("a or").errors
    assert field.expected == tuple(FIELDS)
    assert "unread" in state.expected
    assert "(" in term.expected


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Title:Azure", "title:Azure"),
        ("heat > 5", "heat>5"),
        ("heat: 5", "heat=5"),
        ("date >= 2022-01", "date>=2022-01"),
        ("newer:2d", "date>=2d"),
        ("older:1y", "date<1y"),
        ("age>2W", "date<2w"),
        ("age:1d..2w", "date:2w..1d"),
        ("age:3d..", "date:..3d"),
        ("date:2022-1-4", "date=2022-01-04"),
        ("date:TODAY", "date=today"),
        ("is:UNREAD", "is:unread"),
        ("a AND b", "a b"),
        ("a OR (b OR c)", "a or b or c"),
        ("a (b (c d))", "a b c d"),
        ("NOT a", "-a"),
        ("---a", "-a"),
        ("-(-a)", "a"),
        ('"azure"*', "azure"),
        ('"two words"*', '"two words"*'),
        ("heat:9..1", "heat:1..9"),
        ("quality>05", "quality>5"),
        ("/a\\/b/", "/a\\/b/"),
        ("type=video", "type=video"),
        ("(a or b) sort:-heat limit:7", "(a or b) sort:-heat limit:7"),
        ("sort:heat a or b limit:7", "(a or b) sort:heat limit:7"),
    ],
)
def test_a_query_has_one_spelling(text: str, same: str) -> None:
    assert str(parse(text)) == same
    assert parse(text).errors == ()


@pytest.mark.parametrize(
    "text", ["heat > pump", "today > tomorrow", "10:30", "16:9", "Redis: the news", "a/b", "- a", "/ a"]
)
def test_what_only_looks_like_the_language_is_words(text: str) -> None:
    assert parse(text).errors == ()
    assert len(parse(text).words) == len(text.split())


def test_orders_and_limits_are_taken_from_anywhere() -> None:
    query = parse("sort:heat (azure or sort:-date,rank,heat limit:9) limit:20")
    assert query.sort == (SortTerm("heat"), SortTerm("date", True), SortTerm("rank"))
    assert query.limit == 20
    assert str(query.tree) == "azure"
    assert not parse("sort:heat limit:3")


def test_every_field_is_understood_as_its_example_has_it() -> None:
    for field in FIELDS.values():
        query = parse(field.example)
        assert query.errors == (), field.name
        assert query.tree is not None or query.sort or query.limit


def test_every_choice_is_understood() -> None:
    for field, choices in CHOICES.items():
        for choice in choices:
            assert str(parse(f"{field}:{choice}").tree) == f"{field}:{choice}"


def test_parentheses_are_followed_so_deep_and_no_deeper() -> None:
    deep = "(" * DEEPEST + "a" + ")" * DEEPEST
    assert parse(deep).errors == ()
    deeper = parse(f"b ({deep})")
    assert str(deeper.tree) == "b a"
    assert [error.message for error in deeper.errors] == [f"no more than {DEEPEST} parentheses in one another"]


@pytest.mark.parametrize(
    "text", ["(" * 9_000, "-" * 9_000, "(-" * 4_000 + "a", "a" + ")" * 9_000, "not " * 2_000 + "a"]
)
def test_depth_without_end_is_no_trouble(text: str) -> None:
    assert len(str(parse(text))) <= len(text)


def test_a_text_is_read_up_to_a_length() -> None:
    query = parse("a " * LONGEST)
    assert query.words == ("a",)
    assert [(error.column, error.message) for error in query.errors] == [
        (LONGEST + 1, f"a query of {LONGEST:,} characters at most")
    ]
