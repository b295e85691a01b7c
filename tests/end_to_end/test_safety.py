"""A hostile library on every screen and through every command: the terminal obeys the program alone."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import READER, SEEDS, Surroundings, make_surroundings
from tests.end_to_end.hostile import PLANTED, SECRET, hostile_library
from tests.end_to_end.sequences import hostile_bytes
from tests.end_to_end.terminal import Terminal

_OSC_52 = r"\x1b\]52;[a-z]*;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile library, which nothing writes to."""
    return hostile_library(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def app(start_reader: StartReader, library: Path, library_env: Surroundings) -> Iterator[Terminal]:
    """The program on the hostile library; at the end it must still run, and have sent nothing a terminal obeys.

    The screen is large, so that whole articles are drawn without scrolling.
    """
    terminal = start_reader("-L", str(library), columns=150, rows=80, env=library_env.with_x11())
    terminal.wait_for("12 articles")
    terminal.wait_for("PICTURES")
    yield terminal
    terminal.press("Q")
    assert terminal.wait_exit() == 0, terminal.picture()
    assert_safe(bytes(terminal.raw))
    assert bytes(terminal.raw).count(b"\x1b[?1049l") == 1
    assert b"Traceback" not in terminal.raw
    assert terminal.text.strip() == ""
    assert nothing_ran(library_env)


def assert_safe(raw: bytes, *, controls: str = "\r\n", allowed: Sequence[str] = ()) -> None:
    """Nothing hostile in shape, nothing planted behind an escape, nothing secret."""
    assert hostile_bytes(raw, controls=controls, allowed=allowed) == []
    obeyed = rb"\x1b[\[\]PX^_][0-9;?>c]*(?:" + b"|".join(map(re.escape, PLANTED)) + rb")"
    assert re.findall(obeyed, raw) == []
    assert SECRET.encode() not in raw


def nothing_ran(env: Surroundings) -> bool:
    """No shell has seen a text of the library: `touch X` left nothing behind."""
    return not any(path.name == "X" for path in env.folder.rglob("*"))


def press(terminal: Terminal, *keys: str) -> None:
    """Press keys, letting the program draw what each brings."""
    for key in keys:
        terminal.press(key)
        terminal.drain(0.03)


def gone(terminal: Terminal, heading: str) -> None:
    """Wait until a screen is closed: keys pressed before would still be its own."""
    terminal.wait_for(lambda seen: heading not in seen.text)


def test_every_article_and_its_stub(app: Terminal) -> None:
    for position in range(1, 6):
        app.wait_for(f"{position} of 12")
        app.drain(0.15)  # the article beside the list follows the cursor once it rests
        app.wait_for("RELATED 1")
        press(app, "1")
        app.wait_for("Not in the library")
        press(app, "[")
        app.wait_for("RELATED 1")
        press(app, "h", "j")
    for _ in range(7):
        press(app, "j")
        app.drain(0.12)
    app.wait_for("12 of 12")


def test_markup_is_text_and_clicking_it_does_nothing(app: Terminal) -> None:
    x, y = app.find("[@click=app.quit]x[/]")
    for offset in range(18):
        app.mouse("click", x + offset, y)
    app.drain()
    press(app, "/")
    app.wait_for("Enter keep")
    app.type("hostile [/bold]")
    app.wait_for("[/bold]")
    press(app, "Enter")
    gone(app, "Enter keep")


def test_the_sidebar_and_its_topics(app: Terminal) -> None:
    press(app, "h", *"jjjjjjjjjjjj", "space", "Enter", "h", "G", "Enter", "t", "t")
    app.wait_for("[@clic")


def test_the_raw_view_of_every_file(app: Terminal) -> None:
    press(app, "g")
    for _ in range(5):
        press(app, "i")
        app.wait_for("as it is")
        press(app, "G", "q")
        gone(app, "as it is")
        press(app, "j")


def test_the_problems_and_the_file_behind_each(app: Terminal) -> None:
    press(app, "!")
    app.wait_for("unclosed.md")
    app.wait_for("never-closed.md")
    for _ in range(4):
        press(app, "Enter")
        app.wait_for("as it is")
        press(app, "q")
        gone(app, "as it is")
        app.wait_for("PROBLEMS")
        press(app, "G", "k", "k", "k")
    press(app, "q")
    gone(app, "PROBLEMS")


def test_menus_help_palette_themes_and_scopes(app: Terminal) -> None:
    for key, heading, keys in [
        ("Y", "─ Copy ", "jq"),
        ("S", "Sort by", "jq"),
        ("L", "Links", "jq"),
        ("?", "KEYS", ["x", "Escape"]),
        (":", "COMMANDS", ["x", "Escape"]),
        ("T", "─ Theme ", ["j", "Escape"]),
    ]:
        press(app, key)
        app.wait_for(heading)
        press(app, *keys)
        gone(app, heading)
    press(app, "z", "j", "z", "d", "j", "d", "s", "m", "*", "u", "a", "A")


def test_narrow_screens(app: Terminal) -> None:
    for columns, rows in [(100, 30), (60, 20), (30, 8), (12, 3), (1, 1), (120, 36)]:
        app.resize(columns, rows)
        app.drain(0.1)
        press(app, "j", "Enter", "G", "h")


def test_copying_hands_over_clean_text_and_the_browser_gets_an_address(
    app: Terminal, library_env: Surroundings
) -> None:
    press(app, "j")  # on the markup
    for letters in ("ytm", "ytmis"):  # what the menu offers for such a document
        for letter in letters:
            press(app, "Y")
            app.wait_for("─ Copy ")
            press(app, letter)
            gone(app, "─ Copy ")
            app.wait_for(lambda seen: "Copied" in seen.screen[-1] or "no " in seen.screen[-1])
            assert hostile_bytes((library_env.clipboard() or "").encode()) == []
        press(app, "o", "j", "j", "j")  # on the escapes
    for arguments in library_env.opened():
        assert [argument for argument in arguments if not re.fullmatch(r"https?://[!-~]+", argument)] == []


def test_without_a_clipboard_only_the_copy_itself_reaches_the_terminal(
    start_reader: StartReader, library: Path
) -> None:
    terminal = start_reader("-L", str(library))
    terminal.wait_for("Hostile keys")
    press(terminal, "j", "Y")
    terminal.wait_for("─ Copy ")
    press(terminal, "t")
    terminal.wait_for(lambda seen: any(sent.startswith("\x1b]52;") for sent in seen.emulator.strings))
    (sent,) = (sent for sent in terminal.emulator.strings if sent.startswith("\x1b]52;"))
    copied = base64.b64decode(sent.removeprefix("\x1b]52;c;").rstrip("\x07\x1b\\"))
    assert copied.startswith(b"Hostile")
    assert hostile_bytes(copied) == []
    press(terminal, "q", "Q")
    assert terminal.wait_exit() == 0
    assert_safe(bytes(terminal.raw), allowed=[_OSC_52])


COMMANDS = (
    ("list",),
    ("list", "--json"),
    ("list", "--tsv"),
    ("list", "hostile", "--sort", "-title"),
    ("topics",),
    ("topics", "--json"),
    ("providers",),
    ("providers", "--json"),
    ("check",),
    ("check", "--json"),
    ("status",),
    ("status", "--json"),
    ("config",),
    ("list", "\x1b]0;pwned\x07\u202e"),
    ("show", "\x1b]0;pwned\x07\u202e"),
    ("show", "nowhere\x9b77;777H"),
    ("list", "--sort", "\x1b]0;pwned\x07"),
    ("frob\x1b]0;pwned\x07",),
    ("-L", "/nowhere/\x1b]0;pwned\x07", "list"),
)
ABOUT_ONE = (
    ("show",),
    ("show", "--json"),
    ("show", "--markdown"),
    ("related",),
    ("related", "--json"),
    ("copy",),
    ("copy", "--kind", "citation"),
    ("copy", "--kind", "story"),
    ("open",),
    ("open", "--kind", "original"),
    ("open", "--kind", "amp"),
)


@pytest.fixture(scope="module")
def module_env(tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    """Surroundings for commands, which leave little behind."""
    return make_surroundings(tmp_path_factory.mktemp("surroundings"))


def command(env: Surroundings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command without a terminal."""
    return subprocess.run(
        [*READER, *arguments], env=env.with_x11(), cwd=env.folder / "home", capture_output=True, timeout=60, check=False
    )


def assert_clean_output(done: subprocess.CompletedProcess[bytes], *, tabs: bool = False) -> None:
    """What was printed is safe, is no traceback, and as JSON holds only safe strings."""
    assert done.returncode in {0, 1, 2}
    assert b"Traceback" not in done.stderr
    assert_safe(done.stdout, controls="\n\t" if tabs else "\n")
    assert_safe(done.stderr, controls="\n")
    if "--json" in done.args and done.returncode == 0:
        for text in strings(json.loads(done.stdout)):
            assert_safe(text.encode(), controls="\n")


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("arguments", COMMANDS, ids=ascii)
def test_a_command_prints_nothing_a_terminal_would_obey(
    arguments: tuple[str, ...], library: Path, module_env: Surroundings
) -> None:
    assert_clean_output(command(module_env, "-L", str(library), *arguments), tabs="--tsv" in arguments)


@pytest.mark.parametrize("arguments", ABOUT_ONE, ids=ascii)
def test_a_command_about_one_article_does_neither(
    arguments: tuple[str, ...], library: Path, module_env: Surroundings
) -> None:
    for name in ("escapes.md", "markup.md", "lines.md"):
        done = command(module_env, "-L", str(library), arguments[0], name, *arguments[1:])
        assert_clean_output(done)
        assert done.returncode in {0, 1}
    assert nothing_ran(module_env)
    for opened in module_env.opened():
        assert [argument for argument in opened if not re.fullmatch(r"https?://[!-~]+", argument)] == []


@pytest.mark.parametrize("arguments", [("list",), ("show", "escapes.md"), ("check",)], ids=ascii)
def test_a_command_on_a_terminal_prints_nothing_else_either(
    arguments: tuple[str, ...], library: Path, module_env: Surroundings
) -> None:
    with Terminal([*READER, "-L", str(library), *arguments], env=module_env.variables) as terminal:
        assert terminal.wait_exit() in {0, 1}
        assert_safe(bytes(terminal.raw))


def test_the_ciphertext_is_nowhere(library_env: Surroundings, start_reader: StartReader) -> None:
    secrets = [
        match[1] for file in SEEDS.iterdir() for match in re.finditer(r'^secured: "(.{16})', file.read_text(), re.M)
    ]
    assert len(secrets) == 4
    terminal = start_reader("-L", str(SEEDS))
    terminal.wait_for("4 articles")
    press(terminal, "i", "G", "Escape", "j", "i", "G")
    terminal.wait_for("secured: (withheld)")
    press(terminal, "Escape", "Q")
    terminal.wait_exit()
    found = {"screen": bytes(terminal.raw), **library_env.everything_written()}
    for arguments in (
        ("list", "--json"),
        ("show", "--json", "001_771a36b799748f25.txt"),
        ("check", "--json"),
        ("status",),
    ):
        done = command(library_env, "-L", str(SEEDS), *arguments)
        found |= {f"output of {arguments}": done.stdout, f"errors of {arguments}": done.stderr}
    for place, data in found.items():
        assert [secret for secret in secrets if secret.encode() in data] == [], place
