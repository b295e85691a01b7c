"""Addresses reach the browser as one argument, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from reader.desktop import NoBrowserError, open_url, takes_the_terminal
from reader.model import UsageError
from tests.desktop.conftest import Programs
from tests.desktop.urls import OPENS, REFUSED

URL = "https://x.org/a"
LONG_ENOUGH = 30.0


@pytest.mark.parametrize("url", OPENS)
def test_the_browser_gets_the_address_as_its_only_argument(programs: Programs, url: str) -> None:
    programs.good("firefox")
    open_url(url, ["firefox"], environ=programs.environ(), patience=LONG_ENOUGH)
    assert programs.arguments("firefox") == [url]
    assert not os.path.exists("X")


@pytest.mark.parametrize("url", REFUSED)
def test_what_the_gate_keeps_starts_no_browser(programs: Programs, url: str) -> None:
    programs.good("firefox")
    with pytest.raises(UsageError):
        open_url(url, ["firefox"], environ=programs.environ(), patience=LONG_ENOUGH)
    assert programs.arguments("firefox") is None


def test_the_configured_browser_comes_before_the_environment_and_the_system(programs: Programs) -> None:
    for name in ("mine", "theirs", "xdg-open"):
        programs.good(name)
    environ = programs.environ(BROWSER="theirs", DISPLAY=":0")
    open_url(URL, ["mine", "--private"], environ=environ, patience=LONG_ENOUGH)
    assert programs.arguments("mine") == ["--private", URL]
    open_url(URL, environ=environ, patience=LONG_ENOUGH)
    assert programs.arguments("theirs") == [URL]
    assert programs.arguments("xdg-open") is None


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["mine", "%s", "--private"], [URL, "--private"]),
        (["mine", "--app=%s"], [f"--app={URL}"]),
        (["mine", "sh -c 'w3m %s'"], ["sh -c 'w3m %s'", URL]),
    ],
)
def test_a_place_for_the_address_is_filled_but_never_inside_a_command(
    programs: Programs, words: list[str], given: list[str]
) -> None:
    programs.good("mine")
    open_url(URL, words, environ=programs.environ(), patience=LONG_ENOUGH)
    assert programs.arguments("mine") == given


def test_browser_variable_names_several_and_the_first_there_is_taken(programs: Programs) -> None:
    programs.good("second")
    environ = programs.environ(BROWSER="first -x:second --new 'a b' %s")
    open_url(URL, environ=environ, patience=LONG_ENOUGH)
    assert programs.arguments("second") == ["--new", "a b", URL]


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_on_a_display_the_system_opens_it(programs: Programs, display: str) -> None:
    programs.good("gio")
    open_url(URL, environ=programs.environ(**{display: ":0"}), patience=LONG_ENOUGH)
    assert programs.arguments("gio") == ["open", URL]


def test_on_wsl_windows_opens_it(programs: Programs) -> None:
    programs.good("rundll32.exe")
    open_url(URL, environ=programs.environ(WSL_DISTRO_NAME="Debian"), patience=LONG_ENOUGH)
    assert programs.arguments("rundll32.exe") == ["url.dll,FileProtocolHandler", URL]


def test_on_macos_open_opens_it(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.good("open")
    monkeypatch.setattr(sys, "platform", "darwin")
    open_url(URL, environ=programs.environ(), patience=LONG_ENOUGH)
    assert programs.arguments("open") == [URL]


def test_without_a_display_it_says_so(programs: Programs) -> None:
    programs.good("xdg-open")
    programs.good("w3m")
    with pytest.raises(NoBrowserError, match=r"^No browser here \(no DISPLAY\)\.$"):
        open_url(URL, environ=programs.environ())
    assert programs.arguments("w3m") is None


def test_on_a_display_without_a_browser_it_says_so(programs: Programs) -> None:
    with pytest.raises(NoBrowserError, match="No browser found"):
        open_url(URL, environ=programs.environ(DISPLAY=":0"))


def test_a_browser_that_is_not_there_or_fails_is_told_of(programs: Programs) -> None:
    with pytest.raises(NoBrowserError, match="there is no program “nosuch”"):
        open_url(URL, ["nosuch"], environ=programs.environ())
    programs.failing("broken")
    with pytest.raises(NoBrowserError, match="broken failed with code 3"):
        open_url(URL, ["broken"], environ=programs.environ(), patience=LONG_ENOUGH)


def test_a_browser_has_a_session_of_its_own_and_none_of_our_terminal(programs: Programs) -> None:
    look = "import os, sys; print(os.getsid(0) == os.getpid(), repr(sys.stdin.read()))"
    programs.write("mine", f"echo loud\necho loud >&2\nexec {sys.executable} -c '{look}' > $OUT.seen")
    program = (
        "from reader.desktop import open_url;"
        f"open_url({URL!r}, ['mine'], environ={programs.environ()!r}, patience={LONG_ENOUGH})"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, input="typed", cwd=root, timeout=60, check=True
    )
    assert done.stdout == done.stderr == ""
    assert (programs.folder / "mine.seen").read_text() == "True ''\n"


def test_a_slow_browser_is_not_waited_for_and_goes_on(programs: Programs) -> None:
    programs.write("slow", "echo $$ > $OUT.process\nexec $SLEEP 60")
    open_url(URL, ["slow"], environ=programs.environ(), patience=0.01)
    process = programs.process("slow")
    os.kill(process, 0)
    os.kill(process, signal.SIGKILL)


def test_a_browser_in_the_terminal_gets_it_only_by_name(programs: Programs) -> None:
    programs.good("w3m")
    assert takes_the_terminal(["w3m"], environ=programs.environ())
    assert takes_the_terminal(environ=programs.environ(BROWSER="w3m"))
    assert not takes_the_terminal(["firefox"], environ=programs.environ())
    assert not takes_the_terminal(environ=programs.environ())
