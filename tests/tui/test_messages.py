"""The message of the bottom line."""

from __future__ import annotations

import pytest

from reader.tui.messages import KEPT, Messages, Stay, Told


def test_the_newest_message_stands() -> None:
    messages = Messages()
    assert messages.now is None
    messages.tell(Told("Copied https://example.com · system clipboard"))
    messages.tell(Told("Marked 9 read", Stay.UNTIL_CHANGE))
    assert messages.now == Told("Marked 9 read", Stay.UNTIL_CHANGE)


@pytest.mark.parametrize("stay", Stay)
def test_each_kind_goes_only_when_its_time_has_come(stay: Stay) -> None:
    messages = Messages()
    told = Told("said", stay)
    messages.tell(told)
    assert not any(messages.clear(other) for other in set(Stay) - {stay})
    assert messages.now == told
    assert [messages.clear(stay), messages.now, messages.clear(stay)] == [True, None, False]


def test_errors_stay_until_they_are_taken_away() -> None:
    assert Told("broken", Stay.UNTIL_ESCAPE).is_error
    assert not Told("done").is_error
    assert Told("done").stay is Stay.SECONDS


def test_several_are_shown_one_after_another() -> None:
    messages = Messages()
    messages.tell_all(Told(text, Stay.UNTIL_ESCAPE) for text in ("first", "second", "third"))
    seen = []
    while messages.now is not None:
        seen.append((messages.now.text, messages.waiting))
        assert messages.clear(Stay.UNTIL_ESCAPE)
    assert seen == [("first", 2), ("second", 1), ("third", 0)]
    assert list(messages.past) == ["first", "second", "third"]


def test_what_is_told_meanwhile_comes_before_what_waits() -> None:
    messages = Messages()
    messages.tell_all(Told(text, Stay.UNTIL_ESCAPE) for text in ("first", "second"))
    messages.tell(Told("Copied"))
    assert messages.now == Told("Copied")
    messages.clear(Stay.SECONDS)
    assert messages.now == Told("second", Stay.UNTIL_ESCAPE)


def test_the_last_ones_can_be_read_again() -> None:
    messages = Messages()
    for number in range(KEPT + 5):
        messages.tell(Told(str(number)))
    messages.clear(Stay.SECONDS)
    assert list(messages.past) == [str(number) for number in range(5, KEPT + 5)]
