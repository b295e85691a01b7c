"""What is printed cannot trick a terminal, stays in its columns, and is valid JSON where that was asked for."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.output import Output, bold, counted, cut, dim, line, message, width, wrapped
from reader.model.errors import ReaderError
from reader.model.unsafe import UNSAFE


def become_terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Make standard output a terminal of 40 columns."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stream


def test_a_line_is_one_line() -> None:
    assert line("a\nb\rc") == "a b␍c"


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("می\u200cخ", 3), ("●", 1)])
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text(alphabet="aé日e\u0301 "), st.integers(1, 12))
def test_cut_text_fits(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells


def test_text_that_fits_is_not_cut() -> None:
    assert (cut("日本", 4), cut("日本", 3), cut("a b c", 4)) == ("日本", "日…", "a b…")


@given(st.text(alphabet="ab日 \n"), st.integers(4, 20))
def test_wrapping_loses_no_word_and_keeps_lines_that_can_be_short_short(text: str, cells: int) -> None:
    lines = list(wrapped(text, cells))
    assert " ".join(lines).split() == text.split()
    assert all(width(each) <= cells or " " not in each for each in lines)


def test_without_a_width_nothing_is_broken() -> None:
    assert list(wrapped("a " * 100, None)) == [("a " * 100).rstrip()]


def test_numbers_are_counted_in_words() -> None:
    assert [counted(number, "article") for number in (0, 1, 2, 4958)] == [
        "no articles",
        "1 article",
        "2 articles",
        "4,958 articles",
    ]
    assert counted(2, "is", "are") == "2 are"


def test_a_terminal_gets_bold_and_dim_and_no_other_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = become_terminal(monkeypatch)
    Output().lines([(bold("a\x1b[31m"), "b\x1b[1m", dim("c"))])
    assert terminal.getvalue() == "\x1b[1ma␛[31m\x1b[0mb␛[1m\x1b[2mc\x1b[0m\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_color_and_a_dumb_terminal_get_plain_text(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = become_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    Output().lines([(bold("a"),)])
    assert terminal.getvalue() == "a\n"


def test_an_empty_no_color_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    become_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "")
    assert Output().bright


def test_what_is_no_terminal_gets_plain_text_that_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    out = Output()
    out.lines([(bold("a" * 500),)])
    assert out.columns is None
    assert capsys.readouterr().out == "a" * 500 + "\n"


def test_a_terminal_tells_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    become_terminal(monkeypatch)
    assert Output().columns == 40


@pytest.mark.parametrize("glyphs", ["ascii", "auto"])
def test_marks_are_ascii_where_the_person_or_the_encoding_wants_it(
    glyphs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoding = "utf-8" if glyphs == "ascii" else "latin-1"
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert Output(glyphs).marks == ("*", "+", "o")


def test_a_character_that_the_encoding_lacks_becomes_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    Output().lines(["ü日"])
    sys.stdout.flush()
    assert raw.getvalue() == b"\xfc?\n"


@given(st.recursive(st.text() | st.integers() | st.none() | st.booleans(), lambda inner: st.lists(inner, max_size=3)))
def test_json_reads_back_the_same_and_holds_nothing_a_terminal_obeys(value: object) -> None:
    printed = _printed(lambda out: out.json(value))
    assert json.loads(printed) == value
    assert not UNSAFE.search(printed)
    assert printed.count("\n") == 1


@given(st.lists(st.text(), max_size=4))
def test_an_array_has_a_line_for_each_value(values: list[str]) -> None:
    printed = _printed(lambda out: out.json_array(values))
    assert json.loads(printed) == values
    assert printed.count("\n") == (len(values) + 2 if values else 1)


def test_json_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    Output().json("日")
    assert raw.getvalue().decode("utf-8") == '"日"\n'


def test_many_lines_all_come_out(capsys: pytest.CaptureFixture[str]) -> None:
    Output().lines(str(number) for number in range(2000))
    assert capsys.readouterr().out.split() == [str(number) for number in range(2000)]


def test_tabs_and_line_ends_inside_a_cell_become_spaces(capsys: pytest.CaptureFixture[str]) -> None:
    Output().table([("a\tb", "c\nd", "")])
    assert capsys.readouterr().out == "a b\tc d\t\n"


def test_messages_go_to_standard_error_and_are_safe(capsys: pytest.CaptureFixture[str]) -> None:
    message("a\x1b[31m")
    assert capsys.readouterr() == ("", "a␛[31m\n")


def test_results_that_go_nowhere_are_a_fault_and_messages_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    out = Output()
    message("a")
    out.lines([])
    writes: list[Callable[[], None]] = [
        lambda: out.lines(["a"]),
        lambda: out.json("a"),
        lambda: out.table([("a", "b")]),
    ]
    for write in writes:
        with pytest.raises(ReaderError, match="standard output is closed"):
            write()
    assert out.columns is None


def _printed(print_: Callable[[Output], None]) -> str:
    """What `print_` prints on an `Output` of its own; a function-scoped fixture would not be new for every example."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    before, sys.stdout = sys.stdout, stream
    try:
        print_(Output())
    finally:
        sys.stdout = before
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize("columns", ["²", "", "0", "wide"])
def test_columns_that_are_no_number_are_passed_over(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    become_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", columns)
    assert Output().columns == 80
