"""A program gets text and is heard, within limits."""

from __future__ import annotations

import os

import pytest

from reader.desktop import Piped, ProgramError, pipe
from tests.desktop.conftest import Programs


def test_a_program_gets_the_text_and_its_answer_comes_back(programs: Programs) -> None:
    programs.write("echo", '$CAT\nprintf "%s" "$1" >&2')
    text = "ä $(touch X)\n" * 50_000  # more than two pipes hold
    answer = pipe(["echo", "; touch X"], text, environ=programs.environ())
    assert answer == Piped(0, text + "; touch X", False)
    assert not os.path.exists("X")


def test_a_program_that_reads_nothing_is_no_fault(programs: Programs) -> None:
    programs.write("deaf", "echo no\nexit 4")
    assert pipe(["deaf"], "x" * 1_000_000, environ=programs.environ()) == Piped(4, "no\n", False)


def test_a_program_that_says_too_much_is_ended(programs: Programs) -> None:
    programs.write("loud", "while :; do echo loud; done")
    answer = pipe(["loud"], "", most=1000, environ=programs.environ())
    assert answer.output == "loud\n" * 200
    assert answer.cut


@pytest.mark.parametrize("script", ["$SLEEP 60", "exec >&- 2>&-\n$SLEEP 60", "$SLEEP 60 &"])
def test_a_program_that_takes_too_long_is_ended_with_all_it_started(programs: Programs, script: str) -> None:
    programs.lasting("slow", script)
    with pytest.raises(ProgramError, match=r"took longer than 0\.3 s"):
        pipe(["slow"], "text", deadline=0.3, environ=programs.environ())
    assert programs.has_ended("slow")


@pytest.mark.parametrize("script", ["$SLEEP 60", "exec >&- 2>&-\n$SLEEP 60", "$SLEEP 60 &"])
def test_a_program_is_stopped_with_all_it_started(programs: Programs, script: str) -> None:
    programs.lasting("slow", script)

    def stopped() -> bool:
        return (programs.folder / "slow.process").exists()

    with pytest.raises(ProgramError, match="was stopped"):
        pipe(["slow"], "text", deadline=60, stopped=stopped, environ=programs.environ())
    assert programs.has_ended("slow")


def test_a_program_that_is_not_there_is_named(programs: Programs) -> None:
    with pytest.raises(ProgramError, match="there is no program “nosuch”"):
        pipe(["nosuch"], "", environ=programs.environ())


def test_what_is_no_text_is_read_with_replacement(programs: Programs) -> None:
    programs.write("bytes", "printf '\\377a'")
    assert pipe(["bytes"], "", environ=programs.environ()).output == "\ufffda"
