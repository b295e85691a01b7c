"""Text from outside holds nothing a terminal would obey, and nothing else is lost."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.clean import clean_line, clean_text, decode_entities, visible_controls

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSAFE = frozenset(
    [chr(code) for code in range(0x20) if code != 0x0A]
    + [chr(code) for code in range(0x7F, 0xA0)]
    + [chr(code) for code in range(0xD800, 0xE000)]
    + [chr(code) for code in range(0xE0000, 0xE0080)]
    + list(BIDI_CONTROLS + "\u200b\u2028\u2029\ufeff")
)

any_text = st.text(st.one_of(st.characters(), st.sampled_from(sorted(UNSAFE)), st.sampled_from(" \n\t\r&;#x1b")))


@given(any_text)
def test_no_unsafe_character_survives(text: str) -> None:
    assert UNSAFE.isdisjoint(clean_text(text))
    assert UNSAFE.isdisjoint(clean_line(text))
    assert "\n" not in clean_line(text)


@given(any_text)
def test_safe_characters_stay_in_their_order(text: str) -> None:
    def seen(text: str) -> str:
        return "".join(char for char in text if char not in UNSAFE and not char.isspace())

    assert seen(clean_text(text)) == seen(text)
    assert seen(clean_line(text)) == seen(text)


@given(any_text)
def test_clean_text_is_left_alone(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_each_unsafe_character_goes_from_the_middle_of_a_word() -> None:
    assert {char for char in UNSAFE if clean_line(f"a{char}b") not in ("ab", "a b")} == set()


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # ZWNJ
        "क्\u200dष",  # ZWJ
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",  # VS16
        "e\u0301 日本語 “quoted”\u00a0— ½",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert clean_line(text) == clean_text(text) == text


def test_an_escape_sequence_loses_its_power() -> None:
    assert clean_line("a\x1b]52;c;cm0gLXJm\x07b \x9b31m") == "a]52;c;cm0gLXJmb 31m"


def test_a_line_stays_one_line_with_words_apart() -> None:
    assert clean_line(" one\r\ntwo\tthree\u2028four\n\n five ") == "one two three four five"


def test_every_line_end_is_a_line_feed() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\nh") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_tabs_keep_columns() -> None:
    assert clean_text("a\tb\n\tc") == "a   b\n    c"


@given(any_text)
def test_escaped_text_is_decoded_to_itself(text: str) -> None:
    assert decode_entities(html.escape(text)) == text


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("AT&amp;T &lt;b&gt; &quot;x&quot; &#8217; &#x2014; &nbsp;", 'AT&T <b> "x" ’ — \u00a0'),
        ("&amp;lt;", "&lt;"),
        ("?a=1&copy=2&para=3", "?a=1&copy=2&para=3"),
        ("&copy 2022", "© 2022"),
        ("R&D; Q&A & more &; &# &#x; &unknown;", "R&D; Q&A & more &; &# &#x; &unknown;"),
        ("&notit;", "&notit;"),
        ("&#xD800;&#" + "9" * 5000 + ";", "\ufffd\ufffd"),
    ],
)
def test_entities_are_decoded_once_and_nothing_else(text: str, decoded: str) -> None:
    assert decode_entities(text) == decoded


@pytest.mark.parametrize("entity", ["&#27;", "&#x1b;", "&#x9b;", "&#155;", "&#8238;", "&#xFEFF;", "&#917536;", "&#7"])
def test_an_entity_brings_no_control_character_back(entity: str) -> None:
    assert UNSAFE.isdisjoint(clean_line(decode_entities(f"a{entity}b")))


@given(any_text)
def test_visible_controls_hide_nothing_and_keep_lines(text: str) -> None:
    shown = visible_controls(text)
    assert UNSAFE.isdisjoint(shown)
    assert shown.count("\n") == text.count("\n")
    assert len(shown) == len(text.replace("\r\n", "\n"))


def test_controls_are_drawn_as_their_pictures() -> None:
    assert visible_controls("\x1b[31m\x00\x7f\t\u202e\r\n") == "␛[31m␀␡␉\ufffd\n"
    assert unicodedata.name("␛") == "SYMBOL FOR ESCAPE"
