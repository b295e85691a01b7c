"""The file of an article or of a problem as it is, also after it was changed, and in another width."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.library import Library
from tests.tui.running import Running, sitting

HEAD = "---\ntitle: One\nwebUrl: https://news.example/one\npublishedDateTime: 2026-11-19\nheat: many\n---\n"
BODY = "".join(f"Line {number} {'says something ' * 6}to its end{number}.\n" for number in range(1, 41))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "news" / "one.md"
    file.parent.mkdir()
    file.write_text(HEAD + BODY)
    return file


def _under_the_cursor(run: Running) -> tuple[int, str]:
    return next((at, line) for at, line in enumerate(run.text.splitlines()) if line.startswith("▌"))


@pytest.mark.parametrize("ways_there", [("i",), ("!", "enter")])
def test_what_was_changed_shows_and_one_stays_where_one_is(
    tmp_path: Path, file: Path, ways_there: tuple[str, ...]
) -> None:
    async def does(run: Running) -> None:
        await run.press(*ways_there)
        await run.shows("as it is")
        await run.shows("Line 1 ")
        await run.press("home", "pgdn", "pgdn", "pgdn", "up")
        before = _under_the_cursor(run)
        assert before[0] > 10
        file.write_text(HEAD + BODY.replace("Line 24 ", "Changed "))
        run.app.main.run_command("library.refresh")
        await run.shows("Changed ")
        assert _under_the_cursor(run) == (before[0], before[1].replace("Line 24 ", "Changed "))

    sitting(tmp_path, file.parent, does, size=(120, 30))


def test_lines_are_wrapped_anew_in_another_width(tmp_path: Path, file: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("i")
        await run.shows("to its end1.")
        await run.press("pgdn", "pgdn", "pgdn", "up")
        before = _under_the_cursor(run)[1]
        await run.pilot.resize_terminal(60, 30)
        await run.shows("end24.")
        assert before.startswith(_under_the_cursor(run)[1].rstrip())

    sitting(tmp_path, file.parent, does, size=(120, 30))


def test_what_is_said_meanwhile_stands_in_the_screen_that_hides_the_bottom_line(tmp_path: Path, file: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("!", "enter")
        await run.shows("as it is")
        await run.press("y")
        await run.until(lambda: run.bottom.startswith("Copied one.md:5"))
        assert "PROBLEMS" in run.text
        await run.press("j")
        assert run.bottom.startswith("Enter raw view")
        await run.press("enter")
        await run.shows("as it is")
        run.app.main.tell("No editor")
        await run.until(lambda: run.bottom == "No editor")
        await run.press("j")
        assert run.bottom.startswith("j/k move")

    sitting(tmp_path, file.parent, does, config="clipboard: osc52\n")


def test_keys_that_come_before_the_file_was_read_move_in_it_then(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = threading.Event()
    read = Library.raw_file

    def late(library: Library, of: str, path: str) -> str:
        assert may_read.wait(20)
        return read(library, of, path)

    monkeypatch.setattr(Library, "raw_file", late)

    async def does(run: Running) -> None:
        await run.press("i", "G", "k")
        may_read.set()
        await run.shows("to its end40")
        assert "Line 40" in _under_the_cursor(run)[1]  # the last but one; behind it the file ends

    sitting(tmp_path, file.parent, does)
