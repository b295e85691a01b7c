"""How many examples a property test draws."""

from __future__ import annotations

import os

_THOROUGH = "READER_THOROUGH"


def examples(number: int) -> int:
    """`number` in a thorough run, which the variable `READER_THOROUGH` asks for; a third of them in an ordinary one.

    Every run draws others, so ordinary runs come to as many in a day, and nobody waits for them.
    """
    return number if os.environ.get(_THOROUGH) else max(20, number // 3)
