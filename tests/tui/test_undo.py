"""Undo and redo while the journal is busy: the screen goes on, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.journal import Journal
from reader.library import Mark
from reader.model import ReaderError
from tests.tui.running import Running, sitting, write_news

TITLES = [f"Report {letter}" for letter in "ABCD"]
"""Newest first."""


@pytest.fixture
def sit(tmp_path: Path) -> Callable[..., None]:
    """Run the app on four articles."""
    write_news(tmp_path / "news", {title: f"2022-01-{20 - day}" for day, title in enumerate(TITLES)})
    return lambda does, **more: sitting(tmp_path, tmp_path / "news", does, **more)


@contextmanager
def busy(run: Running) -> Iterator[None]:
    """While this lasts, the journal's file answers nobody."""
    journal = run.library._journal
    assert isinstance(journal, Journal)
    gate = threading.Event()
    journal._writer.look(lambda _connection: gate.wait(60))
    try:
        yield
    finally:
        gate.set()


def marks(run: Running) -> str:
    """A letter for each article: R read, r unread; behind it * for a star."""
    told = ""
    for title in TITLES:
        article = run.article(title)
        told += ("R" if run.library.is_read(article) else "r") + ("*" if run.library.is_starred(article) else "")
    return told


def test_presses_while_the_disk_is_slow_are_done_in_order_and_the_screen_goes_on(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("m", "j", "m", "j", "s")
        assert marks(run) == "RRr*r"
        with busy(run):
            await run.press("U", "U", "ctrl+r", "j")
            assert run.app.main.list.row == 3
            assert marks(run) == "RRr*r"
        await run.until(lambda: marks(run) == "RRrr")
        await run.shows("Done again: marked 1 read")
        await run.press("U", "U")
        await run.until(lambda: marks(run) == "rrrr")
        await run.press("ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
        await run.until(lambda: marks(run) == "RRr*r" and "Nothing to redo" in run.bottom)

    sit(does)


def test_what_is_done_while_an_undo_waits_stays_done(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("m", "j")
        with busy(run):
            await run.press("U", "s", "j", "m")
        await run.until(lambda: marks(run) == "rr*Rr")
        run.library.flush()
        run.library.poll()
        assert marks(run) == "rr*Rr"

    sit(does)


def test_leaving_does_first_what_was_asked_for(sit: Callable[..., None]) -> None:
    async def leave(run: Running) -> None:
        await run.press("m", "j", "m")
        await run.press("U", "U", "Q")

    async def look(run: Running) -> None:
        assert marks(run) == "rrrr"

    sit(leave)
    sit(look)


def test_an_undo_that_fails_is_told_and_those_behind_it_are_given_up(
    sit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does(run: Running) -> None:
        await run.press("m")

        def fails(_question: object) -> object:
            raise ReaderError("The journal cannot be read at the moment (disk full).")

        journal = run.library._journal
        assert isinstance(journal, Journal)
        with monkeypatch.context() as patch:
            patch.setattr(journal._writer, "answer", fails)
            await run.press("U", "U")
            await run.shows("The journal cannot be read at the moment (disk full).")
        assert marks(run) == "Rrrr"
        await run.press("escape", "U")
        await run.until(lambda: marks(run) == "rrrr")
        assert run.library.mark(Mark.READ, [run.article("Report A")]) == 1

    sit(does)


def test_thousands_that_are_undone_are_told_as_those_that_were_done(tmp_path: Path) -> None:
    write_news(tmp_path / "news", {f"Report {number}": "2022-01-20" for number in range(1000)})

    async def does(run: Running) -> None:
        await run.press("A")
        await run.shows("Marked 1000 read · U undoes")
        await run.press("U")
        await run.shows("Undone: marked 1000 read")
        await run.press("H")
        await run.until(lambda: "marked 1000 read  Report" in run.text)

    sitting(tmp_path, tmp_path / "news", does, config="numbers: plain\n")
