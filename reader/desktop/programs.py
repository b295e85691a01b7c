"""Other programs, found and run: from argument lists, never by a shell, and with nothing of theirs on our screen."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.desktop.errors import ProgramError

if TYPE_CHECKING:
    import subprocess


def find(name: str, environ: Mapping[str, str]) -> str | None:
    """The path of program `name` in `environ`'s PATH, or None."""
    from shutil import which

    return which(name, path=environ.get("PATH", os.defpath))


def split(command: str) -> list[str]:
    """The words of a command line as a shell would tell them apart; empty when a quote does not end."""
    import shlex

    try:
        return shlex.split(command)
    except ValueError:
        return []


def start(argv: Sequence[str], *, environ: Mapping[str, str], takes: bool, answers: bool) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, away from our terminal: no output of it lands on our screen.

    Args:
        argv: program and arguments.
        environ: its environment, in whose PATH it is looked up too.
        takes: whether its standard input is a pipe from us; else it is empty.
        answers: whether its standard output and error are one pipe to us; else they are thrown away.

    Raises:
        ProgramError: there is no such program, or it cannot be run.
    """
    import subprocess

    path = find(argv[0], environ)
    if path is None:
        raise ProgramError(f"there is no program “{argv[0]}”")
    try:
        return subprocess.Popen(
            [path, *argv[1:]],
            stdin=subprocess.PIPE if takes else subprocess.DEVNULL,
            stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise ProgramError(f"{argv[0]} does not start: {error}") from None


def feed(argv: Sequence[str], data: bytes, *, environ: Mapping[str, str], deadline: float) -> None:
    """Run a program with `data` on its standard input and wait until it ends.

    Only for the program itself: what it leaves running (`xclip` and its like stay to serve the clipboard) is not
    waited for, and holds no pipe of ours.

    Raises:
        ProgramError: it did not start, took longer than `deadline` seconds, or ended with another code than 0.
    """
    from subprocess import TimeoutExpired

    with start(argv, environ=environ, takes=True, answers=False) as process:
        try:
            process.communicate(data, timeout=deadline)
        except TimeoutExpired:
            end(process)
            raise ProgramError(f"{argv[0]} took longer than {deadline:g} s") from None
        except BaseException:  # what ends us, a signal, ends it too: leaving the block would wait for it
            end(process)
            raise
    if process.returncode:
        raise ProgramError(f"{argv[0]} failed with code {process.returncode}")


def launch(argv: Sequence[str], *, environ: Mapping[str, str], patience: float) -> None:
    """Start a program for itself, which goes on when we end.

    Raises:
        ProgramError: it did not start, or failed within `patience` seconds.
    """
    from subprocess import TimeoutExpired
    from threading import Thread

    process = start(argv, environ=environ, takes=False, answers=False)
    try:
        code = process.wait(patience)
    except TimeoutExpired:
        # Somebody has to wait for it, or it stays in the process table as long as we run.
        Thread(target=process.wait, name=f"wait for {argv[0]}", daemon=True).start()
        return
    if code:
        raise ProgramError(f"{argv[0]} failed with code {code}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program of ours that nobody has waited for yet, with whatever it started in its session."""
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()
