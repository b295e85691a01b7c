"""The editor opens the file at the line."""

from __future__ import annotations

import os

import pytest

from reader.desktop import NoEditorError, edit
from tests.desktop.conftest import Programs


@pytest.mark.parametrize(
    ("editor", "argv"),
    [
        ("vi", ["vi", "+12", "/n/a.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+12", "/n/a.md"]),
        ("nano", ["nano", "+12", "/n/a.md"]),
        ("emacsclient -nw", ["emacsclient", "-nw", "+12", "/n/a.md"]),
        ("code --wait", ["code", "--wait", "-g", "/n/a.md:12"]),
        ("hx", ["hx", "/n/a.md:12"]),
        ("subl -w", ["subl", "-w", "/n/a.md:12"]),
        ("kate", ["kate", "-l", "12", "/n/a.md"]),
        ("'/opt/My Editor/ed it'", ["/opt/My Editor/ed it", "/n/a.md"]),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(editor: str, argv: list[str]) -> None:
    assert edit("/n/a.md", 12, environ={"EDITOR": editor}) == argv


def test_visual_comes_before_editor_and_empty_is_unset() -> None:
    assert edit("/a", environ={"VISUAL": "vim", "EDITOR": "nano"})[0] == "vim"
    assert edit("/a", environ={"VISUAL": " ", "EDITOR": "nano"})[0] == "nano"
    assert edit("/a", environ={"VISUAL": "broken 'quote", "EDITOR": "nano"})[0] == "nano"


def test_a_file_is_never_an_option() -> None:
    assert edit("-c:!touch X.md", environ={"EDITOR": "vi"}) == ["vi", "+1", os.path.abspath("-c:!touch X.md")]


def test_without_a_choice_a_common_editor_is_found(programs: Programs) -> None:
    programs.good("vi")
    assert edit("/a", 3, environ=programs.environ()) == ["vi", "+3", "/a"]


def test_without_any_editor_it_says_what_to_set(programs: Programs) -> None:
    with pytest.raises(NoEditorError, match="set EDITOR"):
        edit("/a", environ=programs.environ())
