"""A start shows the screen of the last run before the program is there, and only when it is still true.

A start is held back where it would import Textual, so that a test sees what stands on the terminal until then.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.last_screen import is_still
from tests.end_to_end.conftest import StartReader
from tests.end_to_end.emulator import AT_START
from tests.end_to_end.environment import READER, ROOT, SEEDS, Surroundings
from tests.end_to_end.sequences import hostile_bytes
from tests.end_to_end.terminal import DEADLINE, Terminal

LAB, TUMORS = "Getting AI from the lab", "Deep learning improves interpretation"

OTHER_VARIABLES = {
    "NO_COLOR": "1",
    "TERM": "linux",
    "COLORTERM": "truecolor",
    "LC_ALL": "C",
    "TZ": "Asia/Tokyo",
    "TEXTUAL_THEME": "nord",
    "COLUMNS": "100",
}

HOLD = """
import os, sys, time
from importlib.abc import MetaPathFinder

FOLDER = os.path.dirname(__file__)

class Holding(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "textual" and os.path.exists(FOLDER + "/hold"):
            open(FOLDER + "/reached", "w").close()
            while os.path.exists(FOLDER + "/hold"):
                if os.path.exists(FOLDER + "/fail"):
                    raise ImportError("held back for ever")
                time.sleep(0.005)
        return None

sys.meta_path.insert(0, Holding())
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a library of their own who starts the program again and again."""

    surroundings: Surroundings
    library: Path
    start: StartReader

    def run(
        self, *arguments: str, columns: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> Terminal:
        """Start the program on the library."""
        variables = {**(env or self.surroundings.variables), "PYTHONPATH": f"{self._hold}{os.pathsep}{ROOT}"}
        return self.start("-L", str(self.library), *arguments, columns=columns, rows=rows, env=variables)

    def leave_one(self, *keys: str, columns: int = 120, rows: int = 36) -> None:
        """Run the program, press keys in it, and leave it by `Q` when it has read everything."""
        quiet = 0.1
        while True:
            terminal = self.run(columns=columns, rows=rows)
            terminal.wait_for(whole)
            terminal.drain(quiet)
            for key in keys:
                terminal.press(key)
                terminal.drain()
            terminal.press("Q")
            assert terminal.wait_exit() == 0
            # The end of reading cannot be seen in every arrangement; who leaves before it leaves no screen.
            if self.keeps_one() or quiet > 3:
                return
            quiet *= 3

    def keeps_one(self) -> bool:
        """Whether a screen is kept, and nothing it was drawn from has changed: watching may still have been at it."""
        lines = self.kept.read_text().split("\n") if self.kept.exists() else []
        files = [line.split(" ", 2)[1:] for line in lines if line.startswith("file ")]
        return bool(files) and all(is_still(known, path) for known, path in files)

    def run_held(self, *, columns: int = 120, rows: int = 36, env: Mapping[str, str] | None = None) -> Terminal:
        """Start the program and stop it before it imports Textual; `go_on` lets it."""
        (self._hold / "hold").touch()
        (self._hold / "reached").unlink(missing_ok=True)
        terminal = self.run(columns=columns, rows=rows, env=env)
        until = time.monotonic() + DEADLINE
        while not (self._hold / "reached").exists():
            assert time.monotonic() < until, terminal.picture()
            terminal.pump(0.01)
        terminal.drain(0.05)
        return terminal

    def assert_nothing_kept_for(
        self, *, columns: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> None:
        """A start under these circumstances has no screen to show."""
        terminal = self.run_held(columns=columns, rows=rows, env=env)
        assert_nothing_shown(terminal)
        terminal.close()

    def go_on(self) -> None:
        """Let the program that is held go on."""
        (self._hold / "hold").unlink()

    def fail(self) -> None:
        """Have the program that is held find no Textual."""
        (self._hold / "fail").touch()

    @property
    def _hold(self) -> Path:
        return self.surroundings.folder / "hold"

    @property
    def kept(self) -> Path:
        """Where the screen is kept."""
        return self.surroundings.folder / "cache" / "reader" / "last-screen"


@pytest.fixture
def person(library_env: Surroundings, start_reader: StartReader) -> Person:
    """Somebody with the samples as a library of their own, who has not started the program yet."""
    hold, library = library_env.folder / "hold", library_env.folder / "news"
    hold.mkdir()
    (hold / "sitecustomize.py").write_text(HOLD)
    shutil.copytree(SEEDS, library)
    return Person(library_env, library, start_reader)


def whole(terminal: Terminal) -> bool:
    """The screen with list and article is there, as it is when nothing more comes."""
    texts = (LAB, "j/k move", *(["RELATED"] if len(terminal.screen[0]) >= 80 else []))
    return all(any(text in line for line in terminal.screen) for text in texts)


def look(terminal: Terminal) -> list[object]:
    """The whole screen, cell by cell, with its colours."""
    lines = terminal.screen
    return [terminal.cell(x, y) for y in range(len(lines)) for x in range(len(lines[0]))]


def assert_nothing_shown(terminal: Terminal) -> None:
    """No screen of before stands there; the terminal is as the shell left it."""
    assert bytes(terminal.raw) == b""
    assert terminal.attributes == terminal.attributes_at_start


def assert_shown(terminal: Terminal, *texts: str) -> None:
    """The screen of before stands there, and says this."""
    assert 1049 in terminal.emulator.modes
    assert [text for text in (LAB, *texts) if not any(text in line for line in terminal.screen)] == []


def assert_becomes_live(person: Person, terminal: Terminal) -> None:
    """What stands there becomes the program's own screen without ever looking otherwise."""
    early, sent = look(terminal), len(terminal.raw)
    person.go_on()
    until = time.monotonic() + DEADLINE
    while b"\x1b[%d;1H" % terminal.rows not in terminal.raw[sent:]:  # its own screen, drawn to the last row
        assert time.monotonic() < until, terminal.picture()
        terminal.pump(0.05)
        assert terminal.emulator.drawing or look(terminal) == early, terminal.picture()
    while len(terminal.raw) > sent:
        sent = len(terminal.raw)
        terminal.pump(0.3)
        assert terminal.emulator.drawing or look(terminal) == early, terminal.picture()


def assert_as_before(terminal: Terminal) -> None:
    """The terminal is as it was before the program."""
    assert terminal.emulator.modes == AT_START
    assert terminal.emulator.keyboard_depth == 0
    assert terminal.attributes == terminal.attributes_at_start
    assert hostile_bytes(bytes(terminal.raw)) == []


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (90, 30), (60, 24)])
def test_the_second_start_shows_the_screen_before_the_program_is_there(person: Person, columns: int, rows: int) -> None:
    person.leave_one(columns=columns, rows=rows)
    terminal = person.run_held(columns=columns, rows=rows)
    assert_shown(terminal, "j/k move")
    assert 25 not in terminal.emulator.modes
    assert_becomes_live(person, terminal)
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)
    assert terminal.text.strip() == ""
    assert bytes(terminal.raw).count(b"\x1b[?1049h") == 1


@pytest.mark.slow
def test_however_one_leaves_the_list_the_next_start_begins_with_it(person: Person) -> None:
    person.leave_one()
    for keys in (
        "",
        "j",
        "G",
        ["Enter"],
        ["Enter", "j"],
        "ujmj",
        "aSh",
        "s",
        "t",
        "x",
        ["/", "l", "a", "b", "Enter"],
        "",
    ):
        terminal = person.run_held()
        assert 1049 in terminal.emulator.modes, f"before {keys}"
        assert_becomes_live(person, terminal)
        for key in keys:
            terminal.press(key)
            terminal.drain()
        terminal.press("Q")
        assert terminal.wait_exit() == 0
        assert_as_before(terminal)
        if not person.keeps_one():  # it was left before reading had ended
            person.leave_one()


def test_the_list_stands_where_it_stood(person: Person) -> None:
    for number in range(60):
        shutil.copy(person.library / sorted(os.listdir(SEEDS))[0], person.library / f"copy-{number}.md")
        text = (person.library / f"copy-{number}.md").read_text()
        (person.library / f"copy-{number}.md").write_text(re.sub(r"https?://", f"https://n{number}.", text))
    person.leave_one("G", "k", "k", "k", "k", "k", "k")
    terminal = person.run_held()
    assert 1049 in terminal.emulator.modes
    assert_becomes_live(person, terminal)


def test_what_changed_in_the_folders_while_the_program_ran_is_on_the_next_screen(person: Person) -> None:
    terminal = person.run()
    terminal.wait_for(whole)
    (person.library / "later.md").write_text("---\ntitle: Came later\npublishedDate: 2023-01-01\n---\n")
    terminal.wait_for("Came later")
    terminal.drain(0.5)
    terminal.press("q")
    assert terminal.wait_exit() == 0
    terminal = person.run_held()
    if 1049 in terminal.emulator.modes:  # unless it was left before the index knew
        assert_shown(terminal, "Came later", "5 articles")
    person.go_on()
    terminal.wait_for("Came later")
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)


def test_keys_typed_meanwhile_are_not_shown_and_not_lost(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    early = look(terminal)
    terminal.press("j", "s")
    terminal.drain()
    assert look(terminal) == early
    person.go_on()
    terminal.wait_for("2 of 4")
    terminal.wait_for("★")
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)


def test_q_typed_meanwhile_leaves(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    terminal.press("q")
    person.go_on()
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)
    terminal = person.run_held()
    assert_shown(terminal)


def test_ctrl_z_typed_meanwhile_suspends_as_ever(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    terminal.press("ctrl+z")
    person.go_on()
    terminal.wait_stopped()
    assert_as_before(terminal)
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(whole)
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)


def edit(file: str, old: str, new: str) -> Callable[[Person], None]:
    """Something that changes a file of the library."""

    def change(person: Person) -> None:
        path = person.library / file
        path.write_text(path.read_text().replace(old, new))

    return change


def configure(text: str) -> Callable[[Person], None]:
    """Something that writes a configuration."""

    def change(person: Person) -> None:
        person.surroundings.config.parent.mkdir(parents=True, exist_ok=True)
        person.surroundings.config.write_text(text)

    return change


def command(*words: str) -> Callable[[Person], None]:
    """Something that runs a command of the program."""

    def change(person: Person) -> None:
        words_ = [*READER, words[0], "-L", str(person.library), *words[1:]]
        subprocess.run(words_, env=dict(person.surroundings.variables), check=True, capture_output=True, timeout=60)

    return change


def add_theme(person: Person) -> None:
    """Put a theme of one's own into the configuration."""
    themes = person.surroundings.config.parent / "themes"
    themes.mkdir(parents=True)
    (themes / "mine.yaml").write_text("primary: red\n")


def describe_topic(person: Person) -> None:
    """Give a topic another name."""
    (person.library / "_data" / "topics").mkdir(parents=True)


def spoil(person: Person) -> None:
    """Put what no row may hold into the kept screen."""
    person.kept.write_text(person.kept.read_text().replace("ARTICLES", "ARTIC\x1b]52;c;aGk=\x07"))


def cut(person: Person) -> None:
    """Lose the end of the kept screen."""
    person.kept.write_text(person.kept.read_text()[:-40])


def lose(person: Person) -> None:
    """Put the library elsewhere, and another one in its place."""
    person.library.rename(person.library.with_name("old"))
    shutil.copytree(SEEDS, person.library)


@pytest.mark.parametrize(
    "change",
    [
        configure("dates: iso\n"),
        configure("theme: nord\n"),
        add_theme,
        command("mark", "read", "lab"),
        command("mark", "star", "lab"),
        describe_topic,
        spoil,
        cut,
        lose,
    ],
    ids=["dates", "theme", "themes", "read", "starred", "topics", "spoilt", "cut", "another library"],
)
def test_what_may_show_otherwise_now_is_not_shown(person: Person, change: Callable[[Person], None]) -> None:
    person.leave_one()
    change(person)
    assert_nothing_shown(person.run_held())


def test_an_index_that_another_start_brought_up_to_date_is_no_longer_what_was_shown(person: Person) -> None:
    deep = person.library / "deep"
    deep.mkdir()
    (deep / "old.md").write_text("---\ntitle: Old\n---\n")
    person.leave_one()
    (deep / "old.md").write_text("---\ntitle: Changed since\n---\n")
    command("list")(person)
    assert_nothing_shown(person.run_held())


def test_another_environment_or_size_is_another_screen(person: Person) -> None:
    person.leave_one()
    variables = person.surroundings.variables
    for name, value in OTHER_VARIABLES.items():
        person.assert_nothing_kept_for(env={**variables, name: value})
    for columns, rows in [(121, 36), (120, 35), (80, 24)]:
        person.assert_nothing_kept_for(columns=columns, rows=rows)
    assert_shown(person.run_held())


def test_articles_that_came_and_went_meanwhile_join_the_screen_of_before(person: Person) -> None:
    person.leave_one()
    (person.library / "later.md").write_text("---\ntitle: Came later\npublishedDate: 2023-01-01\n---\n")
    (person.library / sorted(os.listdir(SEEDS))[0]).unlink()
    (person.library / "last.md").write_text("---\ntitle: Came last\npublishedDate: 2023-01-02\n---\n")
    terminal = person.run_held()
    assert_shown(terminal, "4 articles")
    person.go_on()
    terminal.wait_for("Came later")
    terminal.wait_for("Came last")
    terminal.wait_for("5 articles")
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)


def test_commands_that_only_ask_leave_it_true(person: Person) -> None:
    for _ in range(2):  # files that were written a moment ago are read twice
        command("list")(person)
    person.leave_one()
    for words in (("list",), ("list", "--json"), ("status",), ("topics",), ("check",)):
        command(*words)(person)
        assert person.keeps_one(), words
    assert_shown(person.run_held())


def test_who_wants_none_has_none(person: Person) -> None:
    person.leave_one()
    assert person.kept.exists()
    configure("last_screen: false\n")(person)
    terminal = person.run()
    terminal.wait_for(whole)
    terminal.press("Q")
    assert terminal.wait_exit() == 0
    assert not person.kept.exists()
    assert_nothing_shown(person.run_held())


def test_an_open_menu_leaves_no_screen_behind(person: Person) -> None:
    terminal = person.run()
    terminal.wait_for(whole)
    terminal.press("S")
    terminal.wait_for("Sort by")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert_nothing_shown(person.run_held())


def test_only_its_owner_can_read_it_and_it_is_text_with_colours(person: Person) -> None:
    person.leave_one()
    assert person.kept.stat().st_mode & 0o777 == 0o600
    assert hostile_bytes(person.kept.read_bytes()) == []
    assert [file.name for file in person.kept.parent.iterdir() if file.is_file()] == ["last-screen"]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_before_the_program_is_there_gives_the_terminal_back(person: Person, name: str) -> None:
    person.leave_one()
    terminal = person.run_held()
    assert_shown(terminal)
    terminal.signal(signal.Signals[name])
    assert terminal.wait_exit() == 128 + signal.Signals[name]
    assert_as_before(terminal)
    assert terminal.text.strip() == ""


def test_ctrl_c_ends_a_start_that_takes_too_long(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    terminal.press("ctrl+c")
    assert terminal.wait_exit() == 130
    assert_as_before(terminal)
    assert terminal.text.strip() == ""


def test_a_stop_from_outside_gives_the_shell_its_terminal(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    terminal.signal(signal.SIGTSTP)
    terminal.wait_stopped()
    assert_as_before(terminal)
    person.go_on()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(whole)
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_as_before(terminal)


def test_a_start_that_fails_says_so_on_the_ordinary_screen(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    assert_shown(terminal)
    person.fail()
    assert terminal.wait_exit() == 1
    assert_as_before(terminal)
    assert "held back for ever" in terminal.text
    assert LAB not in terminal.text


def test_a_terminal_that_goes_away_ends_the_start(person: Person) -> None:
    person.leave_one()
    terminal = person.run_held()
    assert terminal.hang_up() == 128 + signal.SIGHUP


@pytest.mark.parametrize("redirection", ["> out", "< /dev/null", "2> out"])
def test_no_screen_is_drawn_unless_all_of_it_is_one_terminal(person: Person, redirection: str) -> None:
    person.leave_one()
    (person.surroundings.folder / "hold" / "hold").touch()
    variables = {
        **person.surroundings.variables,
        "PYTHONPATH": f"{person.surroundings.folder / 'hold'}{os.pathsep}{ROOT}",
    }
    script = f'"$0" -m reader -L "{person.library}" {redirection}'
    with Terminal(
        ["/bin/sh", "-c", script, READER[0]], columns=120, rows=36, env=variables, cwd=person.surroundings.folder
    ) as terminal:
        if redirection.startswith("2"):
            until = time.monotonic() + DEADLINE
            while not (person.surroundings.folder / "hold" / "reached").exists():
                assert time.monotonic() < until
                terminal.pump(0.01)
        else:
            terminal.wait_exit()
        assert b"\x1b" not in terminal.raw
    out = person.surroundings.folder / "out"
    assert not out.exists() or b"\x1b" not in out.read_bytes()
