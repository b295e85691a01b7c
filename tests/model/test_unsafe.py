"""No character a terminal could obey is left undrawn, and none that scripts and emoji need is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.unsafe import drawn

HOSTILE = "a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed\u200be\ufefff\x7fg\U000e0041h\u2028i\ud800j\tk"


def test_what_a_terminal_could_obey_is_drawn() -> None:
    assert drawn(HOSTILE) == "a␛]52;c;aGk=␇b�31mc�d�e�f␡g�h�i�j␉k"


@given(st.text())
def test_nothing_unsafe_is_left_and_nothing_else_is_changed(text: str) -> None:
    made_safe = drawn(text)
    assert not {unicodedata.category(char) for char in made_safe.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    for before, after in zip(text, made_safe, strict=True):
        assert after in (before, "\ufffd", "␡") or after == chr(0x2400 + ord(before))


@pytest.mark.parametrize("text", ["Grüße 日本語", "می\u200cخواهم", "👩\u200d👩\u200d👧", "हिन्दी", "a\nb"])
def test_what_scripts_and_emoji_need_is_kept(text: str) -> None:
    assert drawn(text) == text
