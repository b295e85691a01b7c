"""Text reaches a clipboard by the first way that works, and the message says by which."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys

import pytest

from reader.desktop import Copied, NotCopiedError, copy
from tests.desktop.conftest import Programs

TEXT = "https://x.org/ä?b=$(touch X)`touch X`\n“日本語”"
SHORT = 0.3
SSH = {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
INSIDE_TMUX = {"TMUX": "/nowhere/tmux,1,0"}


class Terminal:
    """A terminal that remembers what it was sent."""

    def __init__(self) -> None:
        self.sent = ""

    def __call__(self, sequence: str) -> None:
        self.sent += sequence

    @property
    def clipboard(self) -> str:
        """What a terminal that knows OSC 52 would have now."""
        match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", self.sent)
        assert match is not None
        return base64.b64decode(match[1]).decode()


def broken_terminal(_sequence: str) -> None:
    raise OSError(5, "Input/output error")


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.mark.parametrize(
    ("name", "more", "arguments"),
    [
        ("xclip", {"DISPLAY": ":0"}, ["-selection", "clipboard"]),
        ("xsel", {"DISPLAY": ":0"}, ["--clipboard", "--input"]),
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ["--type", "text/plain"]),
    ],
)
def test_the_helper_of_the_display_gets_the_text(
    programs: Programs, terminal: Terminal, name: str, more: dict[str, str], arguments: list[str]
) -> None:
    programs.good(name)
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(**more))
    assert copied == Copied("system clipboard", True, TEXT)
    assert programs.input(name) == TEXT.encode()
    assert programs.arguments(name) == arguments
    assert terminal.sent == ""
    assert not os.path.exists("X")


def test_wayland_comes_before_x11(programs: Programs) -> None:
    programs.good("xclip")
    programs.good("wl-copy")
    copy(TEXT, terminal=None, environ=programs.environ(WAYLAND_DISPLAY="wayland-0", DISPLAY=":0"))
    assert programs.input("xclip") is None
    assert programs.input("wl-copy") == TEXT.encode()


def test_macos_has_pbcopy(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.good("pbcopy")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert copy(TEXT, terminal=None, environ=programs.environ()).way == "system clipboard"
    assert programs.input("pbcopy") == TEXT.encode()


def test_wsl_has_the_clipboard_of_windows_in_its_encoding(programs: Programs) -> None:
    programs.good("clip.exe")
    copy(TEXT, terminal=None, environ=programs.environ(WSL_DISTRO_NAME="Debian"))
    assert (programs.input("clip.exe") or b"").decode("utf-16-le") == TEXT


def test_over_ssh_the_terminal_is_asked_and_cannot_confirm(programs: Programs, terminal: Terminal) -> None:
    programs.good("xclip")
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(DISPLAY="localhost:10.0", **SSH))
    assert copied == Copied("the terminal (OSC 52)", False, TEXT)
    assert terminal.clipboard == TEXT
    assert programs.input("xclip") is None


def test_over_ssh_without_a_terminal_a_forwarded_display_serves(programs: Programs) -> None:
    programs.good("xclip")
    copied = copy(TEXT, terminal=None, environ=programs.environ(DISPLAY="localhost:10.0", **SSH))
    assert copied.way == "system clipboard"


def test_inside_tmux_over_ssh_tmux_sets_the_clipboard(programs: Programs, terminal: Terminal) -> None:
    programs.good("tmux")
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(**INSIDE_TMUX, **SSH))
    assert copied == Copied("the terminal (OSC 52 through tmux)", False, TEXT)
    assert programs.arguments("tmux") == ["load-buffer", "-w", "-"]
    assert programs.input("tmux") == TEXT.encode()
    assert terminal.sent == ""


def test_inside_tmux_on_a_display_both_get_the_text(programs: Programs, terminal: Terminal) -> None:
    programs.good("tmux")
    programs.good("xclip")
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(DISPLAY=":0", **INSIDE_TMUX))
    assert copied == Copied("system clipboard and tmux", True, TEXT)
    assert programs.input("tmux") == programs.input("xclip") == TEXT.encode()


def test_an_older_tmux_keeps_the_text_in_its_buffer(programs: Programs, terminal: Terminal) -> None:
    programs.write("tmux", 'case "$2" in -w) exit 1;; esac\n$CAT > $OUT.input')
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(**INSIDE_TMUX, **SSH))
    assert copied == Copied("tmux", True, TEXT)
    assert programs.input("tmux") == TEXT.encode()


def test_a_tmux_that_does_not_answer_leaves_it_to_the_terminal_unwrapped(
    programs: Programs, terminal: Terminal
) -> None:
    programs.failing("tmux")
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(STY="1.x", **INSIDE_TMUX, **SSH))
    assert copied == Copied("the terminal (OSC 52 through tmux)", False, TEXT)
    assert terminal.clipboard == TEXT


def test_inside_screen_the_sequence_is_wrapped_in_pieces_it_passes_on(programs: Programs, terminal: Terminal) -> None:
    long = "ä" * 1000
    copied = copy(long, terminal=terminal, environ=programs.environ(STY="1.x", **SSH))
    assert copied.way == "the terminal (OSC 52)"
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", terminal.sent, re.S)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == terminal.sent
    assert max(map(len, pieces)) < 256
    terminal.sent = "".join(pieces)
    assert terminal.clipboard == long


def test_without_any_helper_the_terminal_is_asked(programs: Programs, terminal: Terminal) -> None:
    copied = copy(TEXT, terminal=terminal, environ=programs.environ())
    assert copied == Copied("the terminal (OSC 52)", False, TEXT)
    assert terminal.clipboard == TEXT


def test_a_helper_that_fails_is_not_believed(programs: Programs, terminal: Terminal) -> None:
    programs.failing("xclip")
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(DISPLAY=":0"))
    assert copied.way == "the terminal (OSC 52)"


def test_a_helper_that_hangs_is_ended_with_all_it_started(programs: Programs, terminal: Terminal) -> None:
    programs.hanging("xclip")
    text = "x" * 1_000_000  # more than fits a pipe nobody reads
    with pytest.raises(NotCopiedError, match=r"xclip took longer than 0\.3 s; the text is longer than"):
        copy(text, terminal=terminal, environ=programs.environ(DISPLAY=":0"), deadline=SHORT)
    assert programs.has_ended("xclip")


def test_a_helper_that_stays_to_serve_the_clipboard_is_not_waited_for(programs: Programs) -> None:
    programs.write("xclip", "$CAT > $OUT.input\n(echo $$ > $OUT.process; exec $SLEEP 60) &")
    copied = copy(TEXT, terminal=None, environ=programs.environ(DISPLAY=":0"), deadline=30)
    assert copied.confirmed
    group = programs.process("xclip")
    os.killpg(group, 9)


def test_what_a_helper_says_stays_off_the_screen(programs: Programs) -> None:
    programs.failing("xclip")
    program = (
        "from reader.desktop import copy\n"
        f"copy({TEXT!r}, terminal=lambda sequence: None, environ={programs.environ(DISPLAY=':0')!r})"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=root, timeout=60, check=True)
    assert done.stdout == done.stderr == b""


def test_when_every_way_failed_the_message_names_each(programs: Programs) -> None:
    programs.failing("tmux")
    programs.failing("xclip")
    with pytest.raises(NotCopiedError) as refusal:
        copy(TEXT, terminal=broken_terminal, environ=programs.environ(DISPLAY=":0", **INSIDE_TMUX))
    assert str(refusal.value) == (
        "Not copied: tmux failed with code 3; xclip failed with code 3;"
        " the terminal cannot be written to (Input/output error)."
    )


def test_with_nothing_at_all_it_says_so(programs: Programs) -> None:
    with pytest.raises(NotCopiedError, match="no clipboard program here; there is no terminal to ask"):
        copy(TEXT, terminal=None, environ=programs.environ())


def test_a_text_too_long_for_terminals_is_not_sent(programs: Programs, terminal: Terminal) -> None:
    with pytest.raises(NotCopiedError, match="longer than the 74,994 bytes"):
        copy("x" * 74_995, terminal=terminal, environ=programs.environ(**SSH))
    assert terminal.sent == ""


def test_the_configured_helper_comes_before_all_others(programs: Programs, terminal: Terminal) -> None:
    for name in ("mine", "tmux", "xclip"):
        programs.good(name)
    environ = programs.environ(DISPLAY=":0", **INSIDE_TMUX, **SSH)
    copied = copy(TEXT, terminal=terminal, configured="mine --to 'the board'", environ=environ)
    assert copied == Copied("system clipboard", True, TEXT)
    assert programs.input("mine") == TEXT.encode()
    assert programs.arguments("mine") == ["--to", "the board"]
    assert programs.input("tmux") is programs.input("xclip") is None


def test_a_configured_helper_that_fails_leaves_it_to_the_terminal(programs: Programs, terminal: Terminal) -> None:
    copied = copy(TEXT, terminal=terminal, configured="nosuch", environ=programs.environ())
    assert copied.way == "the terminal (OSC 52)"
    with pytest.raises(NotCopiedError, match="there is no program “nosuch”"):
        copy(TEXT, terminal=None, configured="nosuch", environ=programs.environ())


def test_one_way_alone_can_be_configured(programs: Programs, terminal: Terminal) -> None:
    programs.good("tmux")
    programs.good("xclip")
    environ = programs.environ(DISPLAY=":0")
    assert copy(TEXT, terminal=terminal, configured="osc52", environ=environ).way == "the terminal (OSC 52)"
    assert copy(TEXT, terminal=terminal, configured="tmux", environ=environ).way == "the terminal (OSC 52 through tmux)"
    assert copy(TEXT, terminal=terminal, configured="auto", environ=environ).way == "system clipboard"


def test_a_configuration_that_is_no_command_line_is_named(programs: Programs) -> None:
    with pytest.raises(NotCopiedError, match=r"config\.yaml"):
        copy(TEXT, terminal=None, configured="mine 'unclosed", environ=programs.environ())


def test_pyperclip_serves_where_only_it_knows_a_way(programs: Programs) -> None:
    # pyperclip hands the text to KDE's clipboard as an argument of qdbus.
    programs.good("klipper")
    programs.write("qdbus", 'printf "%s" "$4" > $OUT.input')
    copied = copy(TEXT, terminal=None, environ=programs.environ(DISPLAY=":0"), deadline=30)
    assert copied == Copied("system clipboard", True, TEXT)
    assert programs.input("qdbus") == TEXT.encode()


def test_pyperclip_without_a_way_is_a_failure(programs: Programs, terminal: Terminal) -> None:
    copied = copy(TEXT, terminal=terminal, environ=programs.environ(DISPLAY=":0"), deadline=30)
    assert copied.way == "the terminal (OSC 52)"
