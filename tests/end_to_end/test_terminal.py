"""The harness itself, against small programs: a test is worth no more than what it looks through."""

from __future__ import annotations

import signal
import sys
import termios
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.end_to_end.emulator import AT_START, Emulator
from tests.end_to_end.environment import Surroundings
from tests.end_to_end.keys import key_bytes, mouse_bytes
from tests.end_to_end.sequences import hostile_bytes
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.tmux import TMUX, Tmux

TEXTUAL_APP = """
    from textual.app import App
    from textual.binding import Binding
    from textual.widgets import Static

    class Small(App):
        BINDINGS = [Binding("j", "say('down')"), Binding("ctrl+e", "say('line')"), Binding("alt+left", "say('back')"),
                    Binding("escape", "say('escape')"), Binding("enter", "say('enter')"), Binding("f1", "say('help')"),
                    Binding("shift+tab", "say('previous')", priority=True), Binding("q", "quit"),
                    Binding("z", "suspend_process")]
        def compose(self):
            yield Static("ready", id="said", markup=False)
        def action_say(self, word):
            self.query_one("#said").update(f"pressed {word} at {self.size.width}x{self.size.height}")
        def on_resize(self, event):
            self.query_one("#said").update(f"resized to {event.size.width}x{event.size.height}")
        def on_click(self, event):
            self.query_one("#said").update(f"clicked {event.screen_x},{event.screen_y} button {event.button}")

    Small().run()
"""


class Run(Protocol):
    """Runs a Python program in a terminal."""

    def __call__(self, program: str, *, columns: int = 60, rows: int = 12) -> Terminal: ...


@pytest.fixture
def run(library_env: Surroundings) -> Iterator[Run]:
    """Run a Python program given as text."""
    with ExitStack() as stack:

        def start(program: str, *, columns: int = 60, rows: int = 12) -> Terminal:
            command = [sys.executable, "-c", textwrap.dedent(program)]
            terminal = Terminal(command, columns=columns, rows=rows, env=library_env.variables)
            return stack.enter_context(terminal)

        yield start


def test_the_screen_shows_what_a_program_prints_and_its_exit_code_is_known(run: Run) -> None:
    terminal = run("print('hello \\x1b[1;31mred\\x1b[0m'); raise SystemExit(3)")
    assert terminal.wait_exit() == 3
    assert terminal.screen[0].rstrip() == "hello red"
    assert terminal.find("red") == (6, 0)
    assert (terminal.cell(6, 0).text, terminal.cell(6, 0).bold, terminal.cell(6, 0).foreground) == ("r", True, "red")
    assert not terminal.cell(0, 0).bold


def test_a_wait_that_is_not_fulfilled_fails_and_shows_the_screen(run: Run) -> None:
    terminal = run("print('something else'); input()")
    with pytest.raises(AssertionError, match="something else"):
        terminal.wait_for("expected", deadline=0.5)


def test_a_wait_fails_at_once_when_the_program_ends_first(run: Run) -> None:
    terminal = run("print('gone'); raise SystemExit(7)")
    with pytest.raises(AssertionError, match=r"ended with 7[\s\S]*gone"):
        terminal.wait_for("expected")


def test_closing_kills_and_reaps_a_program_that_ignores_everything(run: Run) -> None:
    terminal = run(
        "import signal, sys\n"
        "for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(s, signal.SIG_IGN)\n"
        "print('deaf', flush=True)\n"
        "while True: signal.pause()"
    )
    terminal.wait_for("deaf")
    terminal.close()
    assert not Path(f"/proc/{terminal.pid}").exists()


def test_a_textual_program_gets_its_keys_mouse_sizes_and_frames(run: Run) -> None:
    terminal = run(TEXTUAL_APP)
    terminal.wait_for("resized to 60x12")
    for key, word in [
        ("j", "down"),
        ("ctrl+e", "line"),
        ("alt+left", "back"),
        ("Escape", "escape"),
        ("Enter", "enter"),
        ("F1", "help"),
        ("shift+tab", "previous"),
    ]:
        terminal.press(key)
        terminal.wait_for(f"pressed {word} at 60x12")
    assert terminal.emulator.frames > 0  # the first one may come before the program knows of frames
    terminal.mouse("click", 5, 0, "right")
    terminal.wait_for("clicked 5,0 button 3")
    terminal.resize(40, 5)
    terminal.wait_for("resized to 40x5")
    terminal.press("Escape")
    terminal.wait_for("pressed escape at 40x5")
    terminal.press("j")
    terminal.wait_for("pressed down at 40x5")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_what_textual_sends_by_itself_is_not_taken_for_hostile_and_leaves_the_terminal_as_it_was(run: Run) -> None:
    terminal = run(TEXTUAL_APP)
    terminal.wait_for("resized to 60x12")
    assert terminal.emulator.modes > {1000, 1003, 1004, 1006, 1049, 2004}
    assert terminal.emulator.keyboard_depth == 1
    assert not terminal.attributes[3] & termios.ECHO
    terminal.press("q")
    terminal.wait_exit()
    assert hostile_bytes(bytes(terminal.raw)) == []
    assert terminal.emulator.modes == AT_START
    assert terminal.emulator.keyboard_depth == 0
    assert terminal.attributes == terminal.attributes_at_start
    assert b"\x1b[?25h" in terminal.bytes_after_exit
    assert terminal.text.strip() == ""


def test_a_program_that_suspends_itself_is_seen_to_stop_and_goes_on(run: Run) -> None:
    terminal = run(TEXTUAL_APP)
    terminal.wait_for("resized to 60x12")
    terminal.press("z")
    terminal.wait_stopped()
    assert 1049 not in terminal.emulator.modes
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda seen: 1049 in seen.emulator.modes)
    terminal.press("j")
    terminal.wait_for("pressed down")


def test_a_killing_signal_is_told_apart_from_an_exit_code(run: Run) -> None:
    terminal = run("print('up', flush=True); input()")
    terminal.wait_for("up")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == -signal.SIGTERM


def test_a_program_whose_terminal_goes_away_gets_the_hangup(run: Run) -> None:
    # Whoever runs the tests under nohup has hangups ignored, and children inherit that.
    heard = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)"
    terminal = run(f"{heard}; print('up', flush=True); signal.pause()")
    terminal.wait_for("up")
    assert terminal.hang_up() == -signal.SIGHUP


def test_the_alternate_screen_gives_back_what_stood_before() -> None:
    emulator = Emulator(20, 3)
    emulator.feed(b"prompt$ ")
    emulator.feed(b"\x1b[?1049h\x1b[1;1Happ")
    assert emulator.lines[0].rstrip() == "app"
    emulator.feed(b"\x1b[?1049l")
    assert emulator.lines[0].rstrip() == "prompt$"


def test_the_emulator_answers_what_programs_ask_and_swallows_private_sequences() -> None:
    emulator = Emulator(20, 3)
    assert emulator.feed(b"ab\x1b[6n") == b"\x1b[1;3R"
    assert emulator.feed(b"\x1b[?2026$p\x1b[?2048$p") == b"\x1b[?2026;2$y\x1b[?2048;0$y"
    assert emulator.feed(b"\x1b[c\x1b[>c\x1b[5n") == b"\x1b[?62;22c\x1b[>0;0;0c\x1b[0n"
    emulator.feed(b"\x1b[>25u\x1b]22;text\x07\x1b]52;c;eA==\x1b\\c")
    assert emulator.lines[0].rstrip() == "abc"
    assert emulator.strings == ["\x1b]22;text\x07", "\x1b]52;c;eA==\x1b\\"]


def test_a_sequence_cut_anywhere_means_the_same() -> None:
    output = "é\x1b[1;31mred\x1b[0m\x1b]22;text\x07\x1b[?1049h日本\x1b[?2026$p".encode()
    whole = Emulator(20, 2)
    answer = whole.feed(output)
    for cut in range(1, len(output)):
        halves = Emulator(20, 2)
        assert halves.feed(output[:cut]) + halves.feed(output[cut:]) == answer
        assert (halves.lines, halves.modes, halves.strings) == (whole.lines, whole.modes, whole.strings)


def test_a_wide_character_takes_two_cells_and_is_one_character_of_text() -> None:
    emulator = Emulator(10, 1)
    emulator.feed("a日b".encode())
    assert emulator.lines == ["a日b      "]
    assert [emulator.cell(x, 0).text for x in range(4)] == ["a", "日", "", "b"]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]52;c;aGk=\x07",
        "\x1b]0;title\x1b\\",
        "\x1b]8;;http://a\x1b\\",
        "\x1bP1$r\x1b\\",
        "\x1b_payload\x1b\\",
        "\x1b^note\x1b\\",
        "\x1bc",
        "\x1b7",
        "\x9b2J",
        "\x85",
        "\x1b[2J",
        "\x1b[6n",
        "\x1b[5i",
        "\x1b[?1049$p",
        "\x1b[?47h",
        "\x1b[>1u",
        "\x1b]22;../x\x07",
        "\x07",
        "\x08",
        "\t",
        "\x00",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\U000e0041",
        "\x1b]52;never closed",
    ],
)
def test_every_foreign_sequence_is_found(sequence: str) -> None:
    assert hostile_bytes(b"before " + sequence.encode() + b" after" * (not sequence.endswith("closed")))


def test_plain_text_of_any_script_is_no_finding_and_bytes_that_are_no_utf8_are() -> None:
    assert hostile_bytes("日本語 “Grüße” 👩\u200d👧 नमस्ते می\u200cخواهم ❤\ufe0f\r\n".encode()) == []
    assert hostile_bytes(b"a\x9b2Jb") == ["'\\udc9b'"]
    assert hostile_bytes(b"a\tb\n", controls="\t\n") == []
    assert hostile_bytes(b"\x1b]52;c;aGk=\x07", allowed=[r"\x1b\]52;c;[A-Za-z0-9+/=]*\x07"]) == []


def test_keys_and_mouse_events_are_what_xterm_sends() -> None:
    expected = {
        "j": b"j",
        "é": "é".encode(),
        "Enter": b"\r",
        "ctrl+z": b"\x1a",
        "alt+left": b"\x1b[1;3D",
        "ctrl+right": b"\x1b[1;5C",
        "alt+j": b"\x1bj",
        "alt+J": b"\x1bJ",
        "PageDown": b"\x1b[6~",
        "F1": b"\x1bOP",
        "Home": b"\x1b[H",
    }
    assert {key: key_bytes(key) for key in expected} == expected
    assert mouse_bytes("click", 0, 2) == b"\x1b[<0;1;3M\x1b[<0;1;3m"
    assert mouse_bytes("wheel-down", 4, 0) == b"\x1b[<65;5;1M"
    with pytest.raises(KeyError):
        key_bytes("hyper+x")


def test_the_fakes_record_what_they_are_given(library_env: Surroundings, run: Run) -> None:
    terminal = run(
        "import subprocess\n"
        "subprocess.run(['xclip', '-selection', 'clipboard'], input='ünï\\n'.encode(), check=True)\n"
        "subprocess.run(['browser', 'http://a/?b c', '--flag'], check=True)\n"
        "subprocess.run(['xdg-open', ''], check=True)"
    )
    assert library_env.clipboard() is None
    assert terminal.wait_exit() == 0, terminal.picture()
    assert library_env.clipboard() == "ünï\n"
    assert library_env.opened() == [["http://a/?b c", "--flag"], [""]]


@pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
def test_a_program_inside_tmux_gets_its_keys_and_follows_the_size(library_env: Surroundings) -> None:
    command = [sys.executable, "-c", textwrap.dedent(TEXTUAL_APP)]
    with Tmux(command, columns=60, rows=12, env=library_env.variables) as terminal:
        terminal.wait_for("resized to 60x12")
        terminal.press("j")
        terminal.wait_for("pressed down at 60x12")
        terminal.resize(44, 9)
        terminal.wait_for("resized to 44x9")
        assert "resized to 44x9" in terminal.run("capture-pane", "-p")
        terminal.press("q")
        assert terminal.wait_exit() == 0
