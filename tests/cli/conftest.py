"""The command line run inside the tests' own process, with folders of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.cli import main
from reader.resources import seeds


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The value it printed."""
        return json.loads(self.out)


Run = Callable[..., Ran]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Configuration, state, cache and data of the test's own; no library named in the environment."""
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("READER_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line on words; the samples unless the words or the environment say otherwise."""

    def run_words(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        return Ran(code, *capsys.readouterr())

    return run_words


@pytest.fixture
def samples(run: Run) -> Callable[..., Ran]:
    """Runs the command line on the sample articles, named as a library, so that nothing is said about them."""
    return lambda *words: run("-L", str(seeds()), *words)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document into a library folder, which it returns."""

    def write_document(path: str, header: Sequence[str] | str, body: str = "", library: str = "news") -> Path:
        file = tmp_path / library / path
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = header if isinstance(header, str) else "\n".join(header)
        file.write_text(f"---\n{lines}\n---\n{body}", "utf-8")
        return tmp_path / library

    return write_document
