"""Tab in the search line: what it takes, and what is said of it."""

from __future__ import annotations

import pytest

from reader.query import complete
from reader.tui.completing import SHOWN, Completing
from reader.tui.line import text_of

TOPICS = ["Databases", "Data lake", "AI"]


def completing() -> Completing:
    return Completing(lambda text, cursor: complete(text, cursor, {"topic": TOPICS}))


def tabs(typed: str, *turns: int) -> list[str]:
    """What stands in the line after each Tab (1) or Shift+Tab (-1), with `|` for the cursor."""
    ways = completing()
    text, cursor = typed.replace("|", ""), typed.index("|")
    ways.follow(text, cursor)
    stood = []
    for by in turns:
        went = ways.turn(text, cursor, by)
        if went is not None:
            text, cursor = went
            ways.follow(text, cursor)
        stood.append(f"{text[:cursor]}|{text[cursor:]}")
    return stood


@pytest.mark.parametrize(
    ("typed", "turns", "stood"),
    [
        ("topic:da|", [1], ["topic:Databases|"]),
        ("topic:da|", [1, 1, 1], ["topic:Databases|", 'topic:"Data lake"|', "topic:Databases|"]),
        ("topic:da|", [-1, 1], ['topic:"Data lake"|', "topic:Databases|"]),
        ("topi|", [1, 1], ["topic:|", "topic:Databases|"]),
        ("is:unr| azure", [1], ["is:unread| azure"]),
        ("sort:heat,d|", [1], ["sort:heat,date|"]),
        ("cosmos|", [1], ["cosmos|"]),
        ("topic:AI|", [1], ["topic:AI|"]),
    ],
)
def test_tab_takes_the_ways_in_turn(typed: str, turns: list[int], stood: list[str]) -> None:
    assert tabs(typed, *turns) == stood


def test_what_is_typed_behind_a_way_begins_anew() -> None:
    ways = completing()
    went = ways.turn("topic:da", 8, 1)
    assert went == ("topic:Databases", 15)
    ways.follow("topic:Databases ", 16)
    assert not ways.begun
    ways.follow("topic:Databases h", 17)
    assert text_of(ways.line("Tab", "·")[0]) == "Tab heat> · has:"


def test_the_way_in_the_line_or_the_first_one_stands_out_and_says_what_it_means() -> None:
    ways = completing()
    ways.follow("is:un", 5)
    told, meaning = ways.line("Tab", "·")
    assert text_of(told) == "Tab unread · unpublished · undated"
    assert [text for text, style in told if style == "strong"] == ["unread"]
    assert meaning == "not read yet"
    went = ways.turn("is:un", 5, -1)
    assert went is not None
    ways.follow(*went)
    told, meaning = ways.line("Tab", "·")
    assert [text for text, style in told if style == "strong"] == ["undated"]
    assert meaning == "without a date"


def test_of_many_ways_those_about_the_present_one_are_named() -> None:
    many = [f"Topic {number:02}" for number in range(40)]
    ways = Completing(lambda text, cursor: complete(text, cursor, {"topic": many}))
    text, cursor = "topic:", 6
    for _ in range(21):
        went = ways.turn(text, cursor, 1)
        assert went is not None
        text, cursor = went
    told, _ = ways.line("Tab", "·")
    assert [text for text, style in told if style == "strong"] == ['"Topic 20"']
    assert len(told) == 2 * SHOWN


def test_nothing_is_offered_where_any_field_could_stand() -> None:
    ways = completing()
    for typed in ("", "azure ", "(", "-"):
        ways.follow(typed, len(typed))
        assert not ways.begun
    for typed in ("topic:", "is:", "a"):
        ways.follow(typed, len(typed))
        assert ways.begun
