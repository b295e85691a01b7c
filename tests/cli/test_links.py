"""`copy` and `open` hand out exactly what a document writes, and say by which way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.settings import load_settings
from tests.cli.conftest import Run, Write
from tests.cli.test_articles import LAB, NIBIB, TUMORS


@pytest.fixture
def clipboard(folders: Path) -> Path:
    """A file that a helper of our own copies into."""
    target = folders / "clipboard"
    helper = folders / "helper.py"
    helper.write_text(f"import sys\nopen({str(target)!r}, 'wb').write(sys.stdin.buffer.read())\n")
    configure(f"clipboard: {sys.executable} {helper}\n")
    return target


def configure(text: str) -> None:
    file = load_settings().file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_copy_takes_the_web_address_as_written(samples: Run, clipboard: Path) -> None:
    ran = samples("copy", LAB)
    assert (ran.code, ran.out) == (0, "")
    assert clipboard.read_text() == LAB
    assert LAB in ran.err
    assert ran.err.startswith("Copied ")


def test_copy_takes_the_kind_asked_for(samples: Run, clipboard: Path) -> None:
    samples("copy", TUMORS, "--kind", "title")
    assert clipboard.read_text() == f"Deep learning improves interpretation of tumors {TUMORS}"
    samples("copy", TUMORS, "--kind", "story")
    assert clipboard.read_text().splitlines()[0] == TUMORS
    assert NIBIB in clipboard.read_text().splitlines()


def test_a_stub_can_be_copied(samples: Run, clipboard: Path) -> None:
    samples("copy", NIBIB)
    assert clipboard.read_text() == NIBIB


def test_a_kind_that_the_article_has_not_is_1(samples: Run, clipboard: Path) -> None:
    ran = samples("copy", NIBIB, "--kind", "amp")
    assert (ran.code, ran.out) == (1, "")
    assert "AMP" in ran.err
    assert not clipboard.exists()


def test_where_no_way_works_the_text_itself_is_printed_and_it_is_1(samples: Run) -> None:
    configure("clipboard: /nonexistent-program\n")
    ran = samples("copy", LAB)
    assert (ran.code, ran.out) == (1, f"{LAB}\n")
    assert "Not copied" in ran.err


@pytest.fixture
def browser(folders: Path) -> Path:
    """A file that a browser of our own writes its arguments into."""
    target = folders / "browser"
    program = folders / "browser.py"
    program.write_text(f"import sys\nopen({str(target)!r}, 'w').write(repr(sys.argv[1:]))\n")
    configure(f"browser: [{sys.executable}, {program}]\n")
    return target


def test_open_hands_the_address_to_the_browser(samples: Run, browser: Path) -> None:
    ran = samples("open", LAB)
    assert ran.code == 0
    assert browser.read_text() == repr([LAB])
    assert LAB in ran.err


def test_where_no_browser_opens_it_says_what_the_command_line_can_do_instead(
    samples: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    ran = samples("open", LAB)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"reader: No browser here (no DISPLAY). “reader copy {LAB}” copies the link.\n"


def test_open_hands_nothing_to_the_browser_that_the_gate_keeps(run: Run, write: Write, browser: Path) -> None:
    library = write("a.md", r"title: A\nwebUrl: https://a.example\b".replace(r"\n", "\n"))
    ran = run("-L", str(library), "open", "a.md")
    assert ran.code == 2
    assert "backslash" in ran.err
    assert not browser.exists()


def test_open_does_not_let_other_schemes_through(run: Run, write: Write, browser: Path) -> None:
    library = write("a.md", "title: A\nwebUrl: file:///etc/passwd")
    ran = run("-L", str(library), "open", "a.md")
    assert (ran.code, ran.out) == (1, "")
    assert not browser.exists()
