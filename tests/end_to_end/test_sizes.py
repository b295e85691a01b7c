"""A long article at every size, resized back and forth: the line one reads stays at the top."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.environment import READER, Surroundings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.tmux import TMUX, Tmux

SIZES = {(120, 36): 45, (90, 30): 80, (80, 24): 78, (60, 20): 58, (40, 12): 38}
"""Columns and rows, and the cells the text then has."""

WORD = re.compile(r"w\d{4}")


def write_long_article(folder: Path) -> None:
    """An article of 4,000 numbered words, so that any line of it can be told from any other."""
    folder.mkdir()
    words = [f"w{number:04}" for number in range(4000)]
    paragraphs = [" ".join(words[start : start + 400]) for start in range(0, len(words), 400)]
    head = "---\ntitle: A long article\nwebUrl: https://example.org/long\npublishedDateTime: 2026-11-19\n---\n"
    (folder / "long.md").write_text(head + "\n\n".join(paragraphs) + "\n")


def text_lines(terminal: Terminal) -> list[str]:
    """The lines of the article's text on the screen, from the top."""
    found = (" ".join(WORD.findall(line)) for line in terminal.screen)
    return [line for line in found if line]


def stands(size: tuple[int, int], top: str) -> Callable[[Terminal], bool]:
    """The condition that the screen is drawn for a size, with the word `top` in the first line of the text."""
    whole_words = (SIZES[size] + 1) // 6

    def condition(seen: Terminal) -> bool:
        lines = text_lines(seen)
        drawn = "help" in seen.screen[-1] and max(map(len, lines), default=0) == 6 * whole_words - 1
        return len(seen.screen) == size[1] and drawn and top in lines[0]

    condition.__name__ = f"{top} stands at the top in {size}"
    return condition


def moved_on(before: str) -> Callable[[Terminal], bool]:
    """The condition that another line than `before` is the first of the text."""

    def condition(seen: Terminal) -> bool:
        return text_lines(seen)[0:1] not in ([], [before])

    condition.__name__ = f"the text has moved on from {before!r}"
    return condition


@pytest.mark.parametrize("kind", ["terminal", "tmux"])
def test_the_line_at_the_top_stays_through_every_size_and_back(
    kind: str, tmp_path_factory: pytest.TempPathFactory, library_env: Surroundings
) -> None:
    if kind == "tmux" and TMUX is None:
        pytest.skip("tmux is not installed")
    folder = tmp_path_factory.mktemp("long") / "news"
    write_long_article(folder)
    command, variables = [*READER, "-L", str(folder)], library_env.variables
    with Tmux(command, env=variables) if kind == "tmux" else Terminal(command, env=variables) as terminal:
        terminal.wait_for("w0001")
        terminal.press("Enter")
        terminal.wait_for(lambda seen: "help" in seen.screen[-1])
        for _ in range(5):
            before = text_lines(terminal)[0]
            terminal.press("ctrl+d")
            terminal.wait_for(moved_on(before))
        top = text_lines(terminal)[0].split()[0]
        order = list(SIZES)
        for size in [*order[1:], *reversed(order[:-1]), (40, 12), (120, 36), (60, 20), (120, 36)]:
            terminal.resize(*size)
            terminal.wait_for(stands(size, top))
        assert text_lines(terminal)[0].split()[0] == top
        terminal.press("Q")
        assert terminal.wait_exit() == 0
