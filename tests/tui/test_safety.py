"""The last line of defence: what no widget may send to the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from reader.documents.clean import clean_line, clean_text
from reader.tui.safety import SafeLines
from tests.tui.making import WORDS

BLACK = Color(0, 0, 0)
BOLD = Style(bold=True)


def passed(*texts: str) -> list[str]:
    return [text for text, _style, _control in SafeLines().apply([Segment(text) for text in texts], BLACK)]


def removed(chars: str) -> str:
    """The characters that cleaning takes out, found by halving."""
    text = "a".join(chars)
    if clean_text(text) == text:
        return ""
    half = len(chars) // 2
    return removed(chars[:half]) + removed(chars[half:]) if half else chars


CLEANED = "".join(removed("".join(map(chr, range(first, first + 0x1000)))) for first in range(0, 0x110000, 0x1000))


def test_what_is_cleaned_where_it_comes_in_never_goes_out() -> None:
    assert len(CLEANED) > 2000
    for char, out in zip(CLEANED, passed(*(f"a{char}b" for char in CLEANED)), strict=True):
        assert char not in out, hex(ord(char))
        assert out.replace(" ", "") == "ab"


def test_nothing_else_is_touched_but_line_ends() -> None:
    unsafe = {*map(ord, CLEANED), ord("\n")}
    kept = "".join(chr(code) for code in range(0x110000) if code not in unsafe)
    assert passed(kept) == [kept]
    assert passed("a\nb") == ["ab"]


def test_one_line_of_clean_text_passes_as_it_is() -> None:
    for word in WORDS:
        assert passed(clean_line(word)) == [clean_line(word)]


hostile = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from(("\x1b", "\x9b", "\u202e", "\u200b", "\ud800", "\n", "\x00", "\U000e0041")),
    max_size=8,
).map("".join) | st.text(max_size=20)


@given(st.lists(hostile, max_size=4))
def test_every_segment_keeps_its_cells(texts: list[str]) -> None:
    out = passed(*texts)
    assert [cell_len(text) for text in out] == [cell_len(text) for text in texts]
    for text in out:
        assert clean_text(text) == text
        assert "\n" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "]52;c;ZXZpbA=="),
        ("\x1b[2Jgone", "[2Jgone"),
        ("\x9b31mred", "31mred"),
        ("file\u202egpj.exe", "filegpj.exe"),
        ("one\ttwo", "onetwo"),
        ("a\u200d\x1bb", "ab"),
    ],
)
def test_sequences_lose_their_introducers(text: str, shown: str) -> None:
    (out,) = passed(text)
    assert out.replace("\u200d", "").rstrip() == shown


def test_safe_lines_are_not_copied_and_styles_stay() -> None:
    safe = [Segment("plain", BOLD), Segment("日本", None)]
    assert SafeLines().apply(safe, BLACK) is safe
    out = SafeLines().apply([Segment("\x1bplain", BOLD), Segment("日本", None)], BLACK)
    assert [style for _text, style, _control in out] == [BOLD, None]
