"""The command line as a process: pipes that close, signals, errors of the system, and how little it imports."""

from __future__ import annotations

import functools
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.resources import seeds
from tests.cli.conftest import Run

READER = [sys.executable, "-m", "reader"]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process in any folder import the program, installed or not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def start(*words: str, **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*READER, *words], stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


def test_a_closed_pipe_ends_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = start("list", "-L", str(seeds()), stdout=writing)
    finally:
        os.close(writing)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, b"")


@pytest.mark.parametrize("words", [["list"], ["--help"], ["--version"], ["tag", "--help"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(words: list[str], unbuffered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("the system has no /dev/full")
    with full.open("w") as stream:
        process = start("-L", str(seeds()), *words, stdout=stream)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"No space left" in said
    assert b"Traceback" not in said


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["list", "--tsv"], ["topics"]])
def test_a_standard_output_that_is_closed_is_told(words: list[str]) -> None:
    command = f"{sys.executable} -m reader -L {seeds()} {' '.join(words)} >&-"
    done = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (1, "reader: standard output is closed.\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_code_a_shell_expects(number: signal.Signals, code: int, tmp_path: Path) -> None:
    # The command waits for a clipboard helper that does not end.
    helper = tmp_path / "helper.py"
    helper.write_text("import pathlib, sys, time\npathlib.Path(sys.argv[1]).touch()\ntime.sleep(60)\n")
    started = tmp_path / "started"
    config = tmp_path / "config" / "reader" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(f"clipboard: {sys.executable} {helper} {started}\n")
    # Where the tests run in the background, signals may be ignored, and that is inherited.
    obey = functools.partial(signal.signal, number, signal.SIG_DFL)
    process = start("copy", "001_771a36b799748f25.txt", "-L", str(seeds()), preexec_fn=obey)
    deadline = time.monotonic() + 30
    while not started.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (code, b"")


def test_a_list_imports_nothing_of_the_app_or_the_network() -> None:
    code = "import sys, reader.__main__; from reader.cli import main; main(['list']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "reader.store" in loaded
    heavy = {"textual", "rich", "feedparser", "httpx", "httpx2", "urllib.request", "http.client", "ssl", "asyncio"}
    assert not heavy & loaded
    assert not {"markdown_it", "pyperclip", "shtab", "platformdirs", "multiprocessing"} & loaded


def test_the_app_is_started_without_what_only_commands_need() -> None:
    code = f"""
import sys, reader.tui
reader.tui.run = lambda library, settings, early: 7 if library.roots[0].given == {str(seeds())!r} else 1
sys.stdin.isatty = sys.stdout.isatty = lambda: True
from reader.cli import main
code = main(["-L", {str(seeds())!r}])
print(code, *({{"argparse", "yaml", "shutil"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "7\n"


def test_the_app_without_a_keyboard_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", None)
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "standard input is no terminal" in ran.err


def test_the_app_in_a_terminal_that_cannot_draw_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    keyboard = io.StringIO()
    keyboard.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setenv("TERM", "dumb")
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "TERM is dumb" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([str(seeds()), "list"], "a command comes first, its folder behind -L: reader -L FOLDER list"),
        (["-L", "", "list"], "The path of a library is empty"),
        (["lst"], "there is no command and no folder “lst” (did you mean list?)"),
        (["--bogus"], "there is no option --bogus"),
        (["-L"], "-L wants a value"),
        (["-L", "/nonexistent", "list"], "/nonexistent"),
        (["show"], "required: REF"),
        (["--print-completion", "powershell"], "invalid choice"),
    ],
)
def test_wrong_use_is_2_and_one_sentence(words: list[str], told: str, run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.startswith("reader: ")
    assert ran.err.count("\n") == 1


def test_help_version_and_manual_go_to_standard_output(run: Run) -> None:
    for words in (
        ["--help"],
        ["-h"],
        ["--version"],
        ["list", "--help"],
        ["--print-man"],
        ["--print-completion", "bash"],
    ):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


def test_a_fault_of_the_program_cannot_trick_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("\x1b]0;owned\x07")

    monkeypatch.setattr("reader.library.open_library", fail)
    ran = run("list")
    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert "\x1b" not in ran.err
