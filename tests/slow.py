"""Marks what repeats, at length, what the ordinary suite has shown once: `pytest -m slow` runs it."""

from __future__ import annotations

from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

Value = TypeVar("Value")


def slowly(*values: Value) -> list[ParameterSet]:
    """Parameters of runs that the ordinary suite leaves out."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]
