"""Rounds, medians, ratios, and the line of the table they end in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.end_to_end.terminal import Terminal

FRAME_BEGIN, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside what it is measured against.

    Attributes:
        what: what was measured.
        ours: the program's figure, with its unit.
        beside: what ran beside it.
        theirs: that one's figure.
        ratio: ours to theirs; None where there is nothing beside.
        spread: the middle half of the rounds' own ratios.
        goal: what the ratio or the figure should be.
    """

    what: str
    ours: str
    beside: str = ""
    theirs: str = ""
    ratio: float | None = None
    spread: tuple[float, float] | None = None
    goal: str = ""


def interleaved(subjects: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure every subject once a round, in turn, after one round that does not count (caches, byte code)."""
    figures: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, measure in subjects.items():
            figure = measure()
            if number:
                figures[name].append(figure)
    return figures


def milliseconds(seconds: float) -> str:
    """A time for the table."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def compare(
    what: str,
    ours: Sequence[float],
    beside: str,
    theirs: Sequence[float],
    *,
    goal: str = "",
    show: Callable[[float], str] = milliseconds,
) -> Row:
    """The row of two series measured in the same rounds."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    quarter = len(ratios) // 4
    return Row(what, show(mine), beside, show(other), mine / other, (ratios[quarter], ratios[-1 - quarter]), goal)


def percentile(figures: Sequence[float], percent: int) -> float:
    """The smallest figure that at least `percent` of all do not exceed."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1))]


def drawn_at(terminal: Terminal, text: bytes, start: int = 0) -> float | None:
    """When the frame that first held `text` was complete, in seconds of `time.perf_counter`; None while it is not.

    Args:
        terminal: where it is drawn.
        text: what is looked for.
        start: how many of the program's bytes are passed over.

    The first frame of a program may come before it knows that the terminal takes frames as a whole. Such a frame goes
    from the top to the bottom of the screen, and is complete with its last row.
    """
    place = terminal.raw.find(text, start)
    if place < 0:
        return None
    if terminal.raw.rfind(FRAME_BEGIN, 0, place) > terminal.raw.rfind(FRAME_END, 0, place):
        last = FRAME_END
    else:
        last = b"\x1b[%d;1H" % terminal.rows
    if (end := terminal.raw.find(last, place)) < 0:
        return None
    return next((read.at for read in terminal.reads if read.end >= end + len(last)), None)


def wait_drawn(terminal: Terminal, text: bytes, deadline: float = 60.0, start: int = 0) -> float:
    """Read until a frame with `text` is complete, without drawing anything meanwhile; returns when that was.

    Args:
        terminal: where it is drawn.
        text: what is looked for.
        deadline: seconds to wait at most.
        start: how many of the program's bytes are passed over.

    Raises:
        AssertionError: it did not come; the message shows the screen.
    """
    until = time.perf_counter() + deadline
    while (at := drawn_at(terminal, text, start)) is None:
        left = until - time.perf_counter()
        if left < 0 or not terminal.pump(left):
            raise AssertionError(f"{text!r} was not drawn:\n{terminal.picture()}")
    return at
