"""Markdown as blocks of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui import markdown
from reader.tui.blocks import Blank, Paragraph, lay_out, runs
from reader.tui.line import line_width
from tests.tui.making import WORDS


def shown(source: str, width: int = 60) -> str:
    blocks, _links = markdown.blocks(source)
    return lay_out(blocks, width).text().rstrip("\n")


def styled(source: str) -> list[list[tuple[str, str]]]:
    """The paragraphs as styled runs."""
    blocks, _links = markdown.blocks(source)
    return [runs(block, 0, len(block.text)) for block in blocks if isinstance(block, Paragraph)]


def links(source: str) -> list[tuple[str, str]]:
    return markdown.blocks(source)[1]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("# Heading\ntext", "Heading\n\ntext"),
        ("Heading\n===\ntext", "Heading\n\ntext"),
        ("###### six ######", "six"),
        ("- a\n- b", "· a\n· b"),
        ("* a\n\n* b", "· a\n\n· b"),
        ("- a\n  - b\n    - c\n- d", "· a\n  · b\n    · c\n\n· d"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("9) a\n10) b", "9. a\n10. b"),
        ("0. a\n1. b", "0. a\n1. b"),
        ("1. a\n\n   b", "1. a\n\n   b"),
        ("- - a", "· · a"),
        ("> a\n> b", "│ a b"),
        ("> a\n> > b", "│ a\n\n│ │ b"),
        ("> - a\n> - b", "│ · a\n│ · b"),
        ("- > a\n\n  b", "· │ a\n\n  b"),
        ("```py\na  b\n\n  c\n```", "  a  b\n\n    c"),
        ("    a\n    b", "  a\n  b"),
        ("~~~\nnot closed", "  not closed"),
        ("- ```\n  a\n  b\n  ```", "·   a\n    b"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("|a|b|\n|-|:-:|\n|1|2|\n\nafter", "a   b\n1   2\n\nafter"),
        ("![alt](http://x)", "[alt]"),
        ("![](http://x)", "[image]"),
        ("![**bold** `code`\nline](http://x)", "[bold code line]"),
        ("`a  b` ``c`d``", "a  b c`d"),
        ("~~gone~~", "gone"),
        ("\\*not\\* &amp; &lt; &copy;", "*not* & < ©"),
        ("a&#10;b &Tab;", "a b"),
        ("<b>raw</b> <script>x</script>", "<b>raw</b> <script>x</script>"),
        ("<div>\nraw\n</div>", "<div> raw </div>"),
        ("[not a link] (really)", "[not a link] (really)"),
        ("- [ ] open\n- [x] done", "· [ ] open\n· [x] done"),
    ],
)
def test_each_construct(source: str, text: str) -> None:
    assert shown(source) == text


def test_wrapped_lines_stand_below_the_text_of_their_item() -> None:
    assert shown("1. one two three\n2. > four five six", 14) == "1. one two\n   three\n2. │ four five\n   │ six"


def test_the_bullet_is_the_one_asked_for() -> None:
    blocks, _links = markdown.blocks("- a", "-")
    assert lay_out(blocks, 10).text().startswith("- a")


def test_styles() -> None:
    assert styled("plain *em* **strong** `code` ~~gone~~ [link](http://x) ![pic](http://y)") == [
        [
            ("plain ", "text"),
            ("em", "emphasis"),
            (" ", "text"),
            ("strong", "strong"),
            (" ", "text"),
            ("code", "code"),
            (" ", "text"),
            ("gone", "dim"),
            (" ", "text"),
            ("link", "link"),
            (" ", "text"),
            ("[pic]", "link"),
        ]
    ]
    assert styled("# plain *em*") == [[("plain ", "heading"), ("em", "emphasis")]]
    assert styled("# one\ntwo")[1] == [("two", "text")]
    assert styled("***both*** and *em **strong** em*") == [
        [("both", "strong"), (" and ", "text"), ("em ", "emphasis"), ("strong", "strong"), (" em", "emphasis")]
    ]
    assert styled("```\ncode\n```") == [[("code", "code")]]
    assert styled("*one  \ntwo*") == [[("one", "emphasis")], [("two", "emphasis")]]


def test_links_are_collected_in_the_order_of_the_text() -> None:
    source = """
[one](http://1) and <http://2>, [three][3] ![four](http://4)

- [*five*](http://5)

|[six](http://6)|
|-|

[seven\\
eight](http://7) [![picture](http://8)](http://9)

[3]: http://3 "title"
"""
    assert links(source) == [
        ("one", "http://1"),
        ("http://2", "http://2"),
        ("three", "http://3"),
        ("four", "http://4"),
        ("five", "http://5"),
        ("six", "http://6"),
        ("seven eight", "http://7"),
        ("picture", "http://8"),
        ("[picture]", "http://9"),
    ]


def test_addresses_that_are_no_addresses_are_text() -> None:
    assert links("[x](javascript:alert(1)) [y](data:text/html,z) [z](vbscript:q)") == []


def test_code_is_kept_as_it_is() -> None:
    (block, blank) = markdown.blocks("```\n*a* [b](c) &amp;\n```")[0]
    assert isinstance(block, Paragraph)
    assert block.verbatim
    assert block.text == "*a* [b](c) &amp;"
    assert isinstance(blank, Blank)


HOSTILE = {
    "quotes": "> " * 2_000 + "deep",
    "lists": "- " * 500 + "deep",
    "brackets": "[" * 3_000,
    "pictures": "![" * 1_500,
    "stars": "*a " * 3_000,
    "both stars": "*a **b " * 1_500,
    "runs of stars": "*" * 5_000 + "a" + "*" * 5_000,
    "ticks": "".join("`" * count + " " for count in range(120)),
    "angles": "<" * 5_000,
    "openings": "[a](" * 2_000,
    "definitions": "".join(f"[a{number}]: /u\n" for number in range(500)),
    "cells": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|x" * 500 + "|",
    "rules": "---\n" * 1_000,
    "ampersands": "&" * 5_000,
    "one word": "x" * 30_000,
    "one line of code": "    " + "x" * 30_000,
    "numbers": "999999999. a\n" * 50,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_nesting_ends_in_lines_that_fit(name: str) -> None:
    blocks, _links = markdown.blocks(HOSTILE[name])
    for width in (1, 20, 80):
        assert all(line_width(placed.line) <= width for placed in lay_out(blocks, width).lines)


PARTS = (
    *WORDS[:12], "\n", "\n\n", "# ", "- ", "1. ", "> ", "    ", "```\n", "*", "**", "`", "[", "](http://x)", "![", "|",
    "|-|-|\n", "---\n", "<", "&#8238;", "&lt;", "\\", "  \n", "~~", "===\n", "\u3000", "<http://y>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_is_some_blocks(source: str) -> None:
    blocks, found = markdown.blocks(source)
    for block in blocks:
        assert isinstance(block, (Paragraph, Blank))
        if isinstance(block, Paragraph):
            assert block.verbatim or "\n" not in block.text
            last = 0
            for start, end, _style in block.spans:
                assert last <= start < end <= len(block.text)
                last = end
    assert not any("\n" in title for title, _url in found)


@given(st.lists(st.sampled_from(("word", "*em*", "**strong**", "`code`", "[link](http://x)", "漢字")), min_size=1))
def test_no_word_is_lost(parts: list[str]) -> None:
    plain = "".join(parts).replace("(http://x)", "").translate(str.maketrans("", "", "*`[]"))
    assert "".join(shown("- " + " ".join(parts), 12).removeprefix("· ").split()) == plain
