"""Text measured, cut and wrapped by the cell."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from reader.tui import cells
from tests.tui.making import WORDS, boundaries, lone, mixed, plain, seen

SPACES = " \u3000"
"""The break spaces among the characters of `mixed`."""

narrow = st.integers(1, 40)


def lines_of(text: str, width: int, first: int | None = None) -> list[str]:
    return [text[start:end] for start, end in cells.wrap(text, width, first)]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Azure", 5),
        ("…“”’–", 5),
        ("日本語", 6),
        ("e\u0301", 1),
        ("हिन्दी", 5),  # a cell more for each of the two vowel signs
        ("👨\u200d👩\u200d👧", 2),
        ("☁\ufe0f", 2),
        ("a\x1b[31mb", 6),
        ("é\x1b", 1),
        ("\t\x00", 0),
    ],
)
def test_width_counts_cells_and_nothing_for_controls(text: str, width: int) -> None:
    assert cells.width(text) == width


class TestTruncate:
    @given(plain, st.integers(-2, 40), st.sampled_from(("…", "..", "")))
    def test_fits_and_ends_with_the_ellipsis_only_when_cut(self, text: str, room: int, ellipsis: str) -> None:
        cut = cells.truncate(text, room, ellipsis)
        assert cells.width(cut) <= max(0, room)
        if cells.width(text) <= room:
            assert cut == text or room <= 0
        elif room >= cells.width(ellipsis):
            assert cut.endswith(ellipsis)
            kept = cut.removesuffix(ellipsis)
            assert text.startswith(kept)
            assert not kept or kept == kept.rstrip()

    @given(plain, st.integers(1, 40))
    def test_keeps_as_much_as_fits_and_splits_no_grapheme(self, text: str, room: int) -> None:
        text = text.lstrip("\u200d")  # what a joiner at the beginning joins, nobody knows
        cut = cells.truncate(text, room, "")
        rest = text[len(cut) :]
        more = len(rest) - len(rest.lstrip())  # spaces at the cut are dropped
        ends = boundaries(text)
        assert len(cut) in ends or len(cut) + more in ends or rest[:1].isspace()
        following = [end for end in sorted(ends) if end > len(cut) + more]
        if following:
            assert cells.width(text[: following[0]]) > room

    def test_what_no_longer_fits_shows_a_part_of_the_ellipsis(self) -> None:
        assert cells.truncate("abc", 1, "..") == "."
        assert cells.truncate("漢字", 1) == "…"
        assert cells.truncate("abc", 0) == ""
        assert cells.truncate("abc", -3) == ""

    def test_half_a_wide_character_is_left_out(self) -> None:
        assert cells.truncate("漢字かな", 4) == "漢…"
        assert cells.truncate("漢字かな", 5) == "漢字…"

    def test_spaces_before_the_ellipsis_go(self) -> None:
        assert cells.truncate("one two three", 5) == "one…"

    def test_a_thousand_marks_on_one_letter_do_not_hide_what_follows(self) -> None:
        text = "a" + "\u0301" * 1000 + "bcd"
        assert cells.truncate(text, 3) == "a" + "\u0301" * 1000 + "b…"


class TestTruncateLeft:
    @given(plain, st.integers(-2, 40), st.sampled_from(("…", "..")))
    def test_fits_and_begins_with_the_ellipsis_only_when_cut(self, text: str, room: int, ellipsis: str) -> None:
        cut = cells.truncate_left(text, room, ellipsis)
        assert cells.width(cut) <= max(0, room)
        if cells.width(text) <= room:
            assert cut == text
        elif room >= len(ellipsis):
            assert cut.startswith(ellipsis)
            assert text.endswith(cut.removeprefix(ellipsis))

    def test_keeps_the_end(self) -> None:
        assert cells.truncate_left("HotHardware › GeekWire › The Verge", 20) == "…eekWire › The Verge"
        assert cells.truncate_left("漢字かな", 4) == "…な"
        assert cells.truncate_left("ae\u0301e\u0301", 2) == "…e\u0301"


class TestPad:
    @given(plain, st.integers(-3, 40))
    def test_takes_exactly_the_cells(self, text: str, room: int) -> None:
        assert cells.width(cells.pad(text, room)) == max(0, room)

    def test_fills_at_the_end_or_the_beginning(self) -> None:
        assert cells.pad("漢", 4) == "漢  "
        assert cells.pad_left("11:45", 7) == "  11:45"
        assert cells.pad_left("longer than that", 7) == "longer than that"

    def test_half_a_wide_character_becomes_a_space(self) -> None:
        assert cells.pad("漢字", 3) == "漢…"
        assert cells.pad("a漢字", 3) == "a… "


class TestWrap:
    @given(mixed, narrow, st.none() | narrow)
    def test_every_line_fits_and_only_break_spaces_are_lost(self, text: str, width: int, first: int | None) -> None:
        lines = cells.wrap(text, width, first)
        assert lines
        last = 0
        for number, (start, end) in enumerate(lines):
            assert text[last:start].strip() == ""
            assert last <= start <= end
            assert end > start or len(lines) == 1
            limit = first if number == 0 and first is not None else width
            shown = text[start:end]
            assert cells.width(shown) <= limit or lone(shown), "only one grapheme may be too wide"
            last = end
        assert text[last:].strip() == ""

    @given(mixed, narrow)
    def test_no_grapheme_is_split(self, text: str, width: int) -> None:
        inside = boundaries(text)
        for start, end in cells.wrap(text, width):
            # A joiner before a break space would join what is on two lines; there the space goes.
            assert start in inside or text[start - 1 : start].isspace()
            assert end in inside or text[end : end + 1].isspace()

    @given(st.lists(st.text("abc.-/", min_size=1, max_size=9), max_size=30), st.integers(9, 40))
    def test_a_line_holds_as_many_words_as_fit(self, words: list[str], width: int) -> None:
        lines = lines_of(" ".join(words), width)
        assert " ".join(lines) == " ".join(words)
        for line, following in pairwise(lines):
            assert len(line) + 1 + len(following.split()[0]) > width

    def test_breaks_at_spaces(self) -> None:
        title = "Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data For Years"
        assert lines_of(title, 48) == [
            "Microsoft Azure Cosmos DB Database Security Flaw",
            "Exposed Client Data For Years",
        ]
        assert lines_of(title, 48, 20) == [
            "Microsoft Azure",
            "Cosmos DB Database Security Flaw Exposed Client",
            "Data For Years",
        ]

    def test_spaces_that_hold_words_together_do_not_break(self) -> None:
        assert lines_of("«\u00a0mot\u00a0» et 4\u202f958 pages", 7) == [
            "«\u00a0mot\u00a0»",
            "et",
            "4\u202f958",
            "pages",
        ]

    def test_breaks_wide_scripts_anywhere_but_before_closing_signs(self) -> None:
        assert lines_of("日本語の見出し：クラウドの障害", 8) == ["日本語の", "見出し：", "クラウド", "の障害"]
        assert lines_of("日本語の見出し：クラウド", 14) == ["日本語の見出", "し：クラウド"]
        assert lines_of("Azureの障害", 7) == ["Azureの", "障害"]

    def test_a_word_longer_than_a_line_is_cut(self) -> None:
        assert lines_of("see abcdefghij now", 4) == ["see", "abcd", "efgh", "ij", "now"]
        assert lines_of("ab" + "e\u0301" * 4, 3) == ["abe\u0301", "e\u0301" * 3]

    def test_an_empty_text_has_one_empty_line(self) -> None:
        assert cells.wrap("", 10) == [(0, 0)]
        assert cells.wrap("   ", 10) == [(0, 0)]
        assert lines_of("\u200b\u0301", 5) == ["\u200b\u0301"]

    def test_what_is_wider_than_a_line_stands_alone(self) -> None:
        assert lines_of("a漢\u0301b", 1) == ["a", "漢\u0301", "b"]
        assert lines_of("abc", 0) == ["a", "b", "c"]

    def test_a_space_at_the_beginning_stays_where_the_line_is_whole(self) -> None:
        assert lines_of("  two", 8) == ["  two"]

    @pytest.mark.parametrize("text", ["x" * 20_000, "ภาษาไทย" * 3_000, "漢字" * 10_000, "ab " * 7_000, "é" * 20_000])
    def test_the_work_grows_with_the_text_alone(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        measured = 0
        real_length, real_split = cell_len, split_graphemes

        def length(part: str) -> int:
            nonlocal measured
            measured += len(part)
            return real_length(part)

        def split(part: str) -> object:
            nonlocal measured
            measured += len(part)
            return real_split(part)

        monkeypatch.setattr(cells, "cell_len", length)
        monkeypatch.setattr(cells, "split_graphemes", split)
        assert len(cells.wrap(text, 10)) > 1000
        assert measured <= 4 * len(text)


class TestChop:
    @given(mixed, narrow, st.none() | narrow)
    def test_every_character_is_in_one_line(self, text: str, width: int, first: int | None) -> None:
        lines = cells.chop(text, width, first)
        assert "".join(text[start:end] for start, end in lines) == text
        assert {start for start, _end in lines} <= boundaries(text)
        for number, (start, end) in enumerate(lines):
            limit = first if number == 0 and first is not None else width
            assert cells.width(text[start:end]) <= limit or lone(text[start:end])

    def test_lines_are_full(self) -> None:
        assert cells.chop("abcdefgh", 3) == [(0, 3), (3, 6), (6, 8)]
        assert cells.chop("abcdefgh", 3, 1) == [(0, 1), (1, 4), (4, 7), (7, 8)]
        assert cells.chop("", 3) == [(0, 0)]


class TestForRow:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("plain", "plain"),
            ("’quotes’ – 日本", "’quotes’ – 日本"),
            ("👨\u200d👩\u200d👧\u200d👦 family", "👨 family"),
            ("👩🏽\u200d🚀", "👩"),
            ("☁\ufe0f", "☁"),
            ("🇩🇪 and 🇯🇵", "DE and JP"),
            ("🏳\ufe0f\u200d🌈", "🏳"),
            ("1\ufe0f\u20e3", "1\u20e3"),
            ("क्\u200dष", "क्ष"),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("a\u200db\u200d😀", "ab😀"),
            ("Dampf\xadschiff", "Dampfschiff"),
            ("\u200d", ""),
        ],
    )
    def test_keeps_what_every_terminal_measures_alike(self, text: str, shown: str) -> None:
        assert cells.for_row(text) == shown

    @given(plain)
    def test_letters_and_digits_are_never_lost(self, text: str) -> None:
        kept = [char for char in text if char.isalnum()]
        shown = cells.for_row(text)
        flags = {chr(ord("A") + number) for number in range(26)}
        assert [char for char in shown if char.isalnum() and char not in flags] == [c for c in kept if c not in flags]

    @given(st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20))
    def test_an_outside_terminal_takes_the_same_cells(self, text: str) -> None:
        shown = cells.for_row(text)
        row = seen("|" + shown + "|", 200, signs=cells.has_signs(shown))
        assert row.index("|", 1) == 1 + cells.width(shown) or "|" in shown


class TestRightToLeft:
    def test_every_letter_that_runs_so_is_known(self) -> None:
        # Without the mark that is no letter: it is cleaned away where text comes in.
        letters = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in {"R", "AL"}]
        assert [letter for letter in letters if not cells.has_right_to_left(letter)] == ["\u200f"]

    @pytest.mark.parametrize("text", ["", "Azure", "“quotes” – naïve", "日本語", "हिन्दी", "👩🏽\u200d🚀", "1\u202f000"])
    def test_others_are_not(self, text: str) -> None:
        assert not cells.has_right_to_left(text)

    def test_one_letter_is_enough(self) -> None:
        assert cells.has_right_to_left("Azure ו Microsoft")
