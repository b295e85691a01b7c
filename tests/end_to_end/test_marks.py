"""What a person does with articles: several at once, tags, notes from the editor; all of it there the next day."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import READER, Surroundings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_flows import at, document, listing, quit_reader, url_of
from tests.end_to_end.test_reading import shows

TITLES = [f"Report number {number}" for number in range(1, 7)]
"""Newest first."""


@pytest.fixture
def news(tmp_path: Path, library_env: Surroundings) -> Path:
    """Six articles; none counts as read before the person says so."""
    library_env.config.parent.mkdir(parents=True)
    library_env.config.write_text("read_after: never\n")
    folder = tmp_path / "news"
    folder.mkdir()
    for place, title in enumerate(TITLES):
        (folder / f"{place}.md").write_text(document(title, "Gazette", f"2021-08-26T{20 - place}:00:00Z"))
    return folder


@pytest.fixture
def start(news: Path, start_reader: StartReader, library_env: Surroundings) -> Callable[[], Terminal]:
    """Start the program on them, with an editor that asks for a line and writes it behind what was there."""
    editor = library_env.add_program(
        "typewriter",
        'for file; do :; done\nprintf "the editor has the terminal\\r\\n"\nread -r line\n'
        'if [ "$line" = nothing ]; then : > "$file"; else printf "%s\\n" "$line" >> "$file"; fi',
    )

    def begin() -> Terminal:
        terminal = start_reader("-L", str(news), env={**library_env.variables, "EDITOR": str(editor)})
        terminal.wait_for(f"{len(TITLES)} articles")
        terminal.wait_for(shows("In short"))
        # The screen of the last run stands before the program asks the terminal what it knows: an editor that is opened
        # in that moment would be given the answers.
        terminal.wait_for(lambda seen: b"\x1b[?2048$p" in seen.raw)
        return terminal

    return begin


def printed(env: Surroundings, news: Path, *arguments: str) -> object:
    """What a command prints as JSON."""
    argv = [*READER, *arguments, "-L", str(news), "--json"]
    return json.loads(subprocess.run(argv, env=dict(env.variables), capture_output=True, check=True).stdout)


def test_a_range_is_selected_and_tagged_and_undone_the_next_day(
    start: Callable[[], Terminal], news: Path, library_env: Surroundings
) -> None:
    app = start()
    app.press("j", "x", "j", "j", "X")
    app.wait_for("4 selected")
    app.press("+")
    app.wait_for("Tag 4 selected")
    app.type("to read")
    app.press("Enter")
    app.wait_for("Tagged 4 “to read” · U undoes")
    app.press("Escape")
    app.wait_for(lambda seen: "selected" not in seen.text)
    app.type('/tag:"to read"')
    app.press("Enter")
    app.wait_for(lambda seen: TITLES[0] not in listing(seen) and TITLES[4] in listing(seen))
    quit_reader(app)

    found = printed(library_env, news, "list", 'tag:"to read"')
    assert isinstance(found, list)
    assert [one["title"] for one in found] == TITLES[1:5]

    again = start()
    again.wait_for("#to read")
    again.press("U")
    again.wait_for("Undone: tagged 4 “to read”")
    again.wait_for(lambda seen: "#to read" not in seen.text)
    again.press("ctrl+r")
    again.wait_for("Done again: tagged 4 “to read”")
    again.wait_for("#to read")


def test_a_note_is_written_in_the_editor_shown_found_and_deleted(
    start: Callable[[], Terminal], news: Path, library_env: Surroundings
) -> None:
    app = start()
    app.press("j", "e")
    app.wait_for("the editor has the terminal")
    app.type("Ask **Anna** about this")
    app.press("Enter")
    app.wait_for(f"Note kept: {TITLES[1]} · U undoes")
    app.wait_for(shows("NOTE", "Ask Anna about this"))
    app.wait_for(at(TITLES[1]))
    app.press("e")
    app.wait_for("the editor has the terminal")
    app.type("and Bert")
    app.press("Enter")
    app.wait_for(shows("Ask Anna about this and Bert"))
    app.type("/has:note")
    app.press("Enter")
    app.wait_for(lambda seen: TITLES[0] not in listing(seen) and TITLES[1] in listing(seen))
    quit_reader(app)

    shown = printed(library_env, news, "note", url_of(TITLES[1]))
    assert isinstance(shown, dict)
    assert shown["note"] == "Ask **Anna** about this\nand Bert"

    again = start()
    again.wait_for(shows("Ask Anna about this and Bert"))
    again.press("e")
    again.wait_for("the editor has the terminal")
    again.type("nothing")
    again.press("Enter")
    again.wait_for(f"Note deleted: {TITLES[1]} · U undoes")
    again.wait_for(lambda seen: "NOTE" not in seen.text)
    again.press("U")
    again.wait_for("Undone: deleted a note")
    again.wait_for(shows("Ask Anna about this and Bert"))


def test_an_editor_that_is_interrupted_ends_alone(
    news: Path, start_reader: StartReader, library_env: Surroundings
) -> None:
    editor = library_env.add_program("asking", 'printf "Choose one: "\nread -r line')
    app = start_reader("-L", str(news), env={**library_env.variables, "EDITOR": str(editor)})
    app.wait_for(shows("In short"))
    for asked in ("Choose one:", "Choose one: ^CChoose one:"):  # what the first one asked still stands there
        app.press("e")
        app.wait_for(asked)
        app.press("ctrl+c")
        app.wait_for(shows("In short"))
        app.wait_for("ended with code")
        app.press("Escape")
        app.wait_for(lambda seen: "ended with code" not in seen.text)
    quit_reader(app)


def test_without_an_editor_or_when_it_fails_the_note_stays(
    news: Path, start_reader: StartReader, library_env: Surroundings
) -> None:
    editor = library_env.add_program("broken", "exit 3")
    app = start_reader("-L", str(news), env={**library_env.variables, "EDITOR": str(editor)})
    app.wait_for(shows("In short"))
    app.press("e")
    app.wait_for("ended with code 3")
    quit_reader(app)
    app = start_reader("-L", str(news))
    app.wait_for(shows("In short"))
    app.press("e")
    app.wait_for("No editor here: set EDITOR to the one you use")
