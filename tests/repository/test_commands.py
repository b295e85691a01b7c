"""Processes of this program end when nobody wants them any more, and hold nobody up who ends them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.repository.commands import end
from reader.repository.index.checker import Checker
from reader.repository.index.columns_writing import write_beside
from reader.repository.index.indexer import Indexer
from reader.repository.index.looks import Look
from reader.repository.process import ReadingProcess, worker_command
from reader.repository.roots import find_roots
from reader.repository.scan import Found
from reader.repository.watch.tidying import Tidying
from tests.repository.processes import nothing_ends


@pytest.mark.parametrize("pipe", [subprocess.PIPE, subprocess.DEVNULL])
def test_a_process_that_is_ended_is_gone_and_so_are_its_pipes(pipe: int) -> None:
    words = [sys.executable, "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"]
    process = subprocess.Popen(words, stdin=pipe, stdout=pipe)
    if process.stdin is not None:
        process.stdin.write(b"never told")  # it stands in our buffer, and nobody will take it
    for _ in range(2):
        end(process)
        assert process.returncode is not None
        assert all(each is None or each.closed for each in (process.stdin, process.stdout))


def check(folder: Path) -> None:
    Checker(folder / "index.sqlite", find_roots([str(folder)])[0], follow_symlinks=False).close()


def index(folder: Path) -> None:
    Indexer(
        folder / "index.sqlite", find_roots([str(folder)])[0], [],
        known=frozenset(), gone=[], look=Look(0, False, {}), anew=False, first=None,
    ).close()  # fmt: skip


def write(folder: Path) -> None:
    assert not write_beside(folder / "index.sqlite", folder, lambda: False)


def tidy(folder: Path) -> None:
    tidying = Tidying([(folder / "index.sqlite", folder)])
    assert not tidying.step()
    tidying.rest()


def read(_folder: Path) -> None:
    ReadingProcess(worker_command()).end()


@pytest.mark.parametrize("use", [check, index, write, tidy, read])
def test_who_ends_a_process_waits_only_so_long_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("reader.repository.watch.tidying.parts_of", lambda *_: 99)
    with nothing_ends(monkeypatch) as met:
        use(tmp_path)
        assert met


def test_an_indexer_that_does_not_take_its_job_and_does_not_end_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [sys.executable, "-c", "import signal; signal.pause()"]
    monkeypatch.setattr("reader.repository.index.indexer.command", lambda _: words)
    monkeypatch.setattr("reader.repository.index.indexer.LONGEST_END", 0.01)
    root = find_roots([str(tmp_path)])[0]
    indexer = Indexer(
        tmp_path / "index.sqlite", root, [Found(root, f"{number}.md") for number in range(100_000)],
        known=frozenset(), gone=[], look=Look(0, False, {}), anew=False, first=None,
    )  # fmt: skip
    process, sender = indexer._process, indexer._sender
    with monkeypatch.context() as patch:
        patch.setattr(subprocess.Popen, "kill", lambda _: None)
        indexer.close()
    assert sender.is_alive()
    assert process.stdin is not None
    assert not process.stdin.closed
    process.kill()
    sender.join(30)
    assert not sender.is_alive()
    indexer.close()
    assert process.stdin.closed
