"""The program as a process: signals, suspending, odd terminals, none at all."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.emulator import AT_START
from tests.end_to_end.environment import READER, SEEDS, Surroundings
from tests.end_to_end.sequences import hostile_bytes
from tests.end_to_end.terminal import Terminal
from tests.slow import slowly

LAB = "Getting AI from the lab"


@pytest.fixture
def samples(start_reader: StartReader) -> Terminal:
    """The program on the samples, loaded."""
    terminal = start_reader("-L", str(SEEDS))
    terminal.wait_for("4 articles")
    terminal.wait_for(LAB)
    return terminal


def assert_clean(terminal: Terminal) -> None:
    """The terminal is as it was before the program: modes, keyboard, line settings, and nothing drawn."""
    assert terminal.emulator.modes == AT_START
    assert terminal.emulator.keyboard_depth == 0
    assert terminal.attributes == terminal.attributes_at_start
    assert hostile_bytes(bytes(terminal.raw)) == []
    assert terminal.text.strip() == ""


@pytest.mark.parametrize("key", ["q", "Q", "ctrl+q"])
def test_leaving_restores_the_terminal(samples: Terminal, key: str) -> None:
    samples.press(key)
    assert samples.wait_exit() == 0
    assert_clean(samples)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_restores_the_terminal_and_gives_its_exit_code(samples: Terminal, name: str) -> None:
    number = signal.Signals[name]
    samples.signal(number)
    assert samples.wait_exit() == 128 + number
    assert_clean(samples)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_while_the_mouse_is_the_terminals_leaves_it_to_the_terminal(samples: Terminal, name: str) -> None:
    samples.press("Y", "v")
    samples.wait_for("Select it with the mouse")
    samples.signal(signal.Signals[name])
    samples.wait_exit()
    assert_clean(samples)


def test_a_signal_while_the_library_is_read_restores_the_terminal(start_reader: StartReader) -> None:
    terminal = start_reader("-L", str(SEEDS))
    terminal.wait_for(lambda seen: 1049 in seen.emulator.modes)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert_clean(terminal)


def test_a_lost_terminal_ends_the_program(samples: Terminal) -> None:
    assert samples.hang_up() == 128 + signal.SIGHUP


def test_what_was_marked_is_kept_when_a_signal_ends_the_program(samples: Terminal, start_reader: StartReader) -> None:
    samples.press("s")
    samples.wait_for("★")
    samples.signal(signal.SIGTERM)
    samples.wait_exit()
    again = start_reader("-L", str(SEEDS))
    again.wait_for("★")


def test_ctrl_z_gives_the_shell_a_clean_terminal_and_comes_back(samples: Terminal) -> None:
    samples.press("ctrl+z")
    samples.wait_stopped()
    assert samples.emulator.modes == AT_START
    assert samples.emulator.keyboard_depth == 0
    assert samples.attributes == samples.attributes_at_start
    samples.signal(signal.SIGCONT)
    for text in ("4 articles", "LIBRARY", "ARTICLES", LAB, "RELATED 6", "j/k move"):
        samples.wait_for(text)
    assert 1049 in samples.emulator.modes
    samples.press("q")
    assert samples.wait_exit() == 0


def test_a_stop_from_outside_is_gone_on_from_with_the_whole_screen_and_leaves_nothing_behind(samples: Terminal) -> None:
    samples.signal(signal.SIGSTOP)
    samples.wait_stopped()
    drawn = len(samples.raw)
    samples.signal(signal.SIGCONT)
    samples.wait_for(lambda seen: b"LIBRARY" in seen.raw[drawn:])
    samples.press("q")
    assert samples.wait_exit() == 0
    assert_clean(samples)


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (5, 2), (20, 5)])
def test_a_tiny_terminal_is_no_reason_to_fail(start_reader: StartReader, columns: int, rows: int) -> None:
    terminal = start_reader("-L", str(SEEDS), columns=columns, rows=rows)
    terminal.wait_for(lambda seen: 1049 in seen.emulator.modes)
    terminal.drain()
    terminal.press("j", "Enter", "?", "Escape", "Q")
    assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.raw.decode()


def test_every_size_on_the_way_down_and_up_is_drawn(samples: Terminal) -> None:
    for columns, rows in [
        (119, 30),
        (100, 24),
        (80, 24),
        (79, 15),
        (60, 10),
        (19, 4),
        (3, 3),
        (1, 1),
        (2, 40),
        (250, 2),
    ]:
        samples.drain(0.05)
        samples.resize(columns, rows)
        samples.wait_frame()
        samples.press("j", "k", "Enter", "Escape")
    samples.resize(120, 36)
    samples.wait_for("4 articles")
    samples.wait_for(LAB)
    samples.press("Q")
    assert samples.wait_exit() == 0


@pytest.mark.parametrize("burst", ["Tjqq", "?qq", "Y/qm", *slowly("Lqq", "Sdqd", "iqq", ":xqq", "!qqq")])
def test_keys_faster_than_the_screen_never_end_the_program_badly(samples: Terminal, burst: str) -> None:
    samples.send(burst.encode())
    samples.drain()
    samples.press("Escape", "Escape", "Q")
    assert samples.wait_exit() == 0


def test_bytes_that_are_no_text_are_passed_over(samples: Terminal) -> None:
    samples.send(b"\xff\xe9j\xc3")
    samples.wait_for("2 of 4")
    samples.press("/")
    samples.send(b"pro\xe9duc\x80tion")
    samples.wait_for("/ production")
    samples.press("Enter", "Q")
    assert samples.wait_exit() == 0
    assert_clean(samples)


def test_a_key_right_behind_escape_is_both(samples: Terminal) -> None:
    samples.press("/")
    samples.type("cloud")
    samples.wait_for("/ cloud")
    samples.send(b"\x1bj")
    samples.wait_for("2 of 4")
    samples.press("Q")
    assert samples.wait_exit() == 0
    assert_clean(samples)


def test_marks_that_cannot_be_kept_are_told_of_and_told_lost_at_the_end(
    start_reader: StartReader, library_env: Surroundings, tmp_path: Path
) -> None:
    state = tmp_path / "elsewhere"
    terminal = start_reader("-L", str(SEEDS), env={**library_env.variables, "XDG_STATE_HOME": str(state)})
    terminal.wait_for("4 articles")
    state.write_text("a file where a folder should be")
    terminal.press("m")
    terminal.wait_for("Marks cannot be kept")
    terminal.press("Escape")
    terminal.wait_for(lambda seen: "Marks cannot be kept" not in seen.text)
    terminal.press("Q")
    assert terminal.wait_exit() == 1
    assert "could not be kept" in terminal.text


def test_without_a_terminal_the_list_is_printed(library_env: Surroundings) -> None:
    def output(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*READER, *arguments],
            env=dict(library_env.variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
        )

    drawn, listed = output("-L", str(SEEDS)), output("-L", str(SEEDS), "list")
    assert drawn.stdout == listed.stdout
    assert LAB.encode() in drawn.stdout
    assert hostile_bytes(drawn.stdout, controls="\n") == []
    assert drawn.stderr == b""


def test_only_standard_output_decides_whether_the_app_is_drawn(library_env: Surroundings) -> None:
    script = f'"$0" -m reader -L "{SEEDS}" > out; echo printed'
    command = ["/bin/sh", "-c", script, READER[0]]
    with Terminal(command, env=library_env.variables, cwd=library_env.folder) as terminal:
        terminal.wait_for("printed")
        assert terminal.emulator.frames == 0
    assert LAB in (library_env.folder / "out").read_text()


def test_without_colour_everything_is_drawn_in_greys(start_reader: StartReader, library_env: Surroundings) -> None:
    terminal = start_reader("-L", str(SEEDS), env={**library_env.variables, "NO_COLOR": "1"})
    terminal.wait_for(LAB)
    terminal.drain()
    cells = [terminal.cell(x, y) for x in range(120) for y in range(36)]
    colours = {colour for cell in cells for colour in (cell.foreground, cell.background)}
    assert [colour for colour in colours if not is_grey(colour)] == []
    terminal.press("Q")
    assert terminal.wait_exit() == 0


def is_grey(colour: str) -> bool:
    """Whether a cell's colour has no hue."""
    if colour in {"default", "black", "white", "brightblack", "brightwhite"}:
        return True
    return len({colour[place : place + 2] for place in (0, 2, 4)}) == 1
