"""Escape and the key behind it are two keys, unless they mean something with alt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import _parser, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from reader.tui.escape import EscapeDecoder
from reader.tui.keymap import Keymap, spell


def keys_of(data: bytes, with_alt: str = "") -> list[str]:
    parser = XTermParser()
    found = [*parser.feed(EscapeDecoder("utf-8", frozenset(with_alt)).decode(data)), *parser.feed("")]
    return [spell(one.key, one.character) for one in found if isinstance(one, events.Key)]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1bj", ["esc", "j"]),
        (b"\x1bJ", ["esc", "J"]),
        (b"\x1b/lab", ["esc", "/", "l", "a", "b"]),
        (b"\x1b1", ["esc", "1"]),
        (b"\x1b\r", ["esc", "enter"]),
        (b"\x1b ", ["esc", "space"]),
        (b"\x1b\t", ["esc", "tab"]),
        ("\x1bü".encode(), ["esc", "ü"]),
        (b"\x1bq\x1bq", ["esc", "q", "esc", "q"]),
        (b"\x1bb\x1bf", ["ctrl+left", "ctrl+right"]),
        (b"\x1b\x7f", ["ctrl+w"]),
        (b"\x1b[A\x1bOB\x1b[1;3D", ["up", "down", "alt+left"]),
        (b"\x1b\xff\xe9j", ["esc", "j"]),
        (b"j\xffk", ["j", "k"]),
        ("é".encode(), ["é"]),
    ],
)
def test_what_a_terminal_sends_is_the_keys_that_were_meant(data: bytes, keys: list[str]) -> None:
    assert keys_of(data) == keys


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("data", [b"\x1bj", b"\x1bQ", b"\x1bq\x1bq", b"\x1b\x1bj", b"\x1b ", b"j\x1b", b"\x1b\x1b[A"])
def test_it_makes_no_difference_in_how_many_parts_they_come(
    data: bytes, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(_parser, "get_time", lambda: now)
    parser, decoder = XTermParser(), EscapeDecoder("utf-8", frozenset())
    found: list[Message] = []
    for byte in data:
        found += parser.feed(decoder.decode(bytes([byte])))
        now += 1.0 if late and data != b"\x1b\x1b[A" else 0.0  # the bytes of one key come together
        found += parser.tick()
    found += parser.feed("")
    keys = [spell(one.key, one.character) for one in found if isinstance(one, events.Key)]
    assert keys == keys_of(data)


@pytest.mark.parametrize("cut", [*range(8), 9, 10, *range(13, 26)])
def test_what_is_pasted_stays_a_paste(cut: int) -> None:
    data = b"\x1b[200~x\x1bjc\x1b[31m!\x1b[201~\x1bq"
    parser, decoder = XTermParser(), EscapeDecoder("utf-8", frozenset())
    text = [decoder.decode(part) for part in (data[:cut], data[cut:])]
    found = [token for part in text if part for token in parser.feed(part)] + [*parser.feed("")]
    assert [one.text for one in found if isinstance(one, events.Paste)] == ["xjc[31m!"]
    assert [spell(one.key, one.character) for one in found if isinstance(one, events.Key)] == ["esc", "q"]


def test_what_does_something_with_alt_keeps_it() -> None:
    keymap = Keymap("eilmeldung", {"app.quit": ["alt+K", "alt+x"]})
    assert keymap.alt_keys == {"j", "k", "K", "x"}
    found = [keys_of(data, "".join(keymap.alt_keys)) for data in (b"\x1bj", b"\x1bK", b"\x1by")]
    assert found == [["alt+j"], ["alt+shift+k"], ["esc", "y"]]


@given(st.binary(), st.integers(min_value=0, max_value=20))
def test_bytes_without_an_escape_are_decoded_as_ever(data: bytes, cut: int) -> None:
    data = data.replace(b"\x1b", b"")
    decoder = EscapeDecoder("utf-8", frozenset())
    assert decoder.decode(data[:cut]) + decoder.decode(data[cut:], final=True) == data.decode("utf-8", "ignore")
