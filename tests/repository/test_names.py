"""File names that are shown are safe, and lead back to their file."""

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import clean_text
from reader.repository.names import readable_path, system_path


@given(st.binary(max_size=60))
def test_any_bytes_of_a_name_come_back(name: bytes) -> None:
    assert os.fsencode(system_path(readable_path(os.fsdecode(name)))) == name


@given(st.text(max_size=60))
def test_what_is_shown_needs_no_cleaning(name: str) -> None:
    path = readable_path(name)
    assert clean_text(path) == path
    assert all(unicodedata.category(char) != "Cs" for char in path)
    assert "\n" not in path


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_names_are_never_shown_as_one(one: str, other: str) -> None:
    assert (readable_path(one) == readable_path(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2021/news of the day.md", "2021/news of the day.md"),
        ("日本語/خبر.md", "日本語/خبر.md"),
        ("می\u200cخواهم 👩\u200d🔬.md", "می\u200cخواهم 👩\u200d🔬.md"),
        ("\x1b]52;c;YQ==\x07.md", r"\x1b]52;c;YQ==\x07.md"),
        ("\x9b31m.md", r"\u009b31m.md"),
        ("gpj\u202emd", r"gpj\u202emd"),
        ("a\nb.md", r"a\x0ab.md"),
        ("\udcff\udc9b.md", r"\xff\x9b.md"),
        ("back\\x1bslash.md", r"back\\x1bslash.md"),
        ("\U000e0041.md", r"\U000e0041.md"),
    ],
)
def test_a_name_is_spelled_as_people_would(name: str, shown: str) -> None:
    assert readable_path(name) == shown
    assert system_path(shown) == name


def test_an_impossible_escape_is_no_error() -> None:
    assert system_path(r"\Uffffffff\q") == r"\Uffffffff\q"
