"""Runs `reader` with every turn of its event loop timed: `python -m tests.benchmarks.recorder REPORT [ARGUMENT]...`.

The screen's thread does one thing at a time: each callback and each step of a task that asyncio runs holds it until it
returns. Those turns are what is timed, from outside, by wrapping `asyncio.Handle._run`; the message being handled,
known by wrapping Textual's dispatch, gives the turn its name. While a turn lasts longer than `WATCH`, a second thread
notes where it is. The report is JSON: `Turn` objects of all turns longer than `KEEP`, the longest first, and how many
turns there were.

Wall time is what a person feels; processor time beside it tells a handler that works from one that was not let work.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from types import FrameType
from typing import Any, NoReturn

KEEP = 0.005
"""Turns shorter than this, in seconds, are only counted."""
WATCH = 0.02
"""Turns longer than this, in seconds, have their place in the code noted."""


@dataclass(slots=True)
class Turn:
    """One turn of the event loop.

    Attributes:
        start: seconds of `time.perf_counter`, which all processes of the machine share.
        wall: seconds it held the thread.
        processor: seconds of processor time in it.
        collecting: seconds of it in the garbage collector.
        what: the messages handled in it, or the callback.
        where: for a long turn, the innermost calls seen in it.
    """

    start: float
    wall: float = 0.0
    processor: float = 0.0
    collecting: float = 0.0
    what: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)


class Recorder:
    """Times the turns of the event loop on the thread that installed it, and writes the report."""

    def __init__(self, report: str) -> None:
        self.report = report
        self.turns = 0
        self.kept: list[Turn] = []
        self._now: Turn | None = None
        self._thread = threading.get_ident()
        self._collecting = 0.0

    def install(self) -> None:
        """Wrap asyncio, Textual, the collector and the ways out of the process."""
        self._time_turns()
        self._name_turns()
        gc.callbacks.append(self._on_collect)
        threading.Thread(target=self._watch, daemon=True, name="recorder").start()
        leave = os._exit

        def write_and_leave(code: int) -> NoReturn:
            self.write()
            leave(code)

        os._exit = write_and_leave  # type: ignore[assignment]

    def write(self) -> None:
        """Write the report."""
        turns = sorted(self.kept, key=lambda turn: -turn.wall)
        with open(self.report, "w", encoding="utf-8") as file:
            json.dump({"turns": self.turns, "kept": [asdict(turn) for turn in turns]}, file)

    def _time_turns(self) -> None:
        run = asyncio.Handle._run
        wall, processor, thread = time.perf_counter, time.thread_time, threading.get_ident

        def timed(handle: asyncio.Handle) -> None:
            if thread() != self._thread:
                return run(handle)
            self._now = turn = Turn(wall())
            used, collected = processor(), self._collecting
            try:
                return run(handle)
            finally:
                turn.wall = wall() - turn.start
                self._now = None
                self.turns += 1
                if turn.wall >= KEEP:
                    turn.processor = processor() - used
                    turn.collecting = self._collecting - collected
                    turn.what = turn.what or [_callback_name(handle)]
                    self.kept.append(turn)

        asyncio.Handle._run = timed  # type: ignore[method-assign, assignment]

    def _name_turns(self) -> None:
        from textual.message_pump import MessagePump

        dispatch = MessagePump._dispatch_message

        async def named(pump: MessagePump, message: Any) -> None:
            if self._now is not None and threading.get_ident() == self._thread:
                self._now.what.append(f"{type(pump).__name__} ← {type(message).__qualname__}")
            await dispatch(pump, message)

        MessagePump._dispatch_message = named  # type: ignore[method-assign, assignment]

    def _on_collect(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() == self._thread:
            self._collecting += time.perf_counter() * (1 if phase == "stop" else -1)

    def _watch(self) -> None:
        noted: Turn | None = None
        pause = threading.Event()
        while not pause.wait(WATCH / 2):
            turn = self._now
            if turn is not None and turn is not noted and time.perf_counter() - turn.start > WATCH:
                noted = turn
                turn.where = _calls(sys._current_frames().get(self._thread))


def _calls(frame: FrameType | None) -> list[str]:
    """The innermost calls of a stack, the last one first."""
    stack = traceback.extract_stack(frame, limit=None)[-8:] if frame else []
    return [f"{'/'.join(call.filename.rsplit('/', 2)[-2:])}:{call.lineno} {call.name}" for call in reversed(stack)]


def _callback_name(handle: asyncio.Handle) -> str:
    callback = getattr(handle, "_callback", None)
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        return f"task {owner.get_name()}"
    return str(getattr(callback, "__qualname__", callback))


def main(report: str, arguments: Sequence[str]) -> None:
    """Run the program recorded; it ends the process, and that writes the report."""
    recorder = Recorder(report)
    recorder.install()
    from reader.__main__ import main as reader

    sys.argv = ["reader", *arguments]
    reader()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
