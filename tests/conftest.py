"""What holds for every test, and a local time zone that a test chooses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests.examples import examples

# Time is measured by benchmarks; a test that fails because the machine was busy tells nothing.
settings.register_profile("reader", deadline=None, max_examples=examples(100))
settings.load_profile("reader")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the local time zone; the one of before comes back after the test."""

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield choose
    monkeypatch.undo()
    time.tzset()
