"""Two programs with one journal see what the other does."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from reader.journal import Journal, Mark, refresh, state
from tests.fakes import article
from tests.journal.conftest import Open, said

A, B, C = article("a"), article("b"), article("c")
DEADLINE = 20.0

PROGRAM = """
import sys
from pathlib import Path
from reader.journal import Journal, Mark
from tests.fakes import article

journal = Journal.open(Path(sys.argv[1]))
for line in sys.stdin:
    deed, *names = line.split()
    articles = [article(name) for name in names]
    if deed == "undo":
        journal.undo()
    elif deed == "tag":
        journal.tag("theirs", articles)
    elif deed == "mass":
        journal.mark(Mark.READ, [article(f"m{number}") for number in range(3000)])
    else:
        journal.mark(Mark(deed), articles)
    assert journal.flush()
    print("done", flush=True)
journal.close()
"""


class Other:
    """Another program, which does what it is told."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", PROGRAM, str(path)]
        folder = Path(__file__).parents[2]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder)

    def __enter__(self) -> Other:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    def do(self, deed: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{deed}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


def seen(journal: Journal, what: Callable[[], bool]) -> bool:
    """Whether something comes to hold while the journal is polled as a timer does."""
    until = time.monotonic() + DEADLINE
    while not what() and time.monotonic() < until:
        journal.poll()
    return what()


def test_what_another_program_does_holds_here_after_a_poll_or_two(opened: Open, path: Path) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    with Other(path) as other:
        other.do("read b c")
        assert seen(journal, lambda: journal.read_keys == {A.key, B.key, C.key})
        assert journal.turned() == {B.key, C.key}
        other.do("star b")
        assert seen(journal, lambda: set(journal.starred) == {B.key})
        assert journal.starred[B.key].title == "B"
        other.do("tag c")
        assert seen(journal, lambda: journal.tags == {C.key: ("theirs",)})
        other.do("undo")
        assert seen(journal, lambda: not journal.tags)
        other.do("mass")
        assert seen(journal, lambda: len(journal.read_keys) == 3003)
        assert len(journal.read_at) == 3003
        journal.mark(Mark.UNREAD, [B])
        other.do("unread c")
        assert seen(journal, lambda: len(journal.read_keys) == 3001)
        # The other program is the same device: its deeds are undone here too, each in its turn.
        assert journal.undo() is not None
        assert len(journal.read_keys) == 3002
        assert journal.undo() is not None
        assert len(journal.read_keys) == 3003
    again = opened()
    assert said(again) == said(journal)


def test_a_journal_that_another_program_makes_later_is_found(opened: Open, path: Path) -> None:
    journal = opened()
    assert not journal.poll()
    with Other(path) as other:
        other.do("read a")
        assert seen(journal, lambda: journal.read_keys == {A.key})


def test_where_another_program_stands_is_known_and_no_news(opened: Open) -> None:
    journal, other = opened(), opened()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    assert seen(other, lambda: other.read_keys == {A.key})
    for line in range(3):
        journal.remember("place", {"line": line})
        assert journal.flush()
        said_so, until = [other.poll()], time.monotonic() + DEADLINE
        while other.recall("place") != {"line": line} and time.monotonic() < until:
            said_so.append(other.poll())
        assert other.recall("place") == {"line": line}
        assert not any(said_so)


def test_an_article_is_known_as_another_program_told_of_it_last(opened: Open) -> None:
    journal, other = opened(), opened()
    journal.mark(Mark.STAR, [A])
    assert journal.flush()
    assert seen(other, lambda: set(other.starred) == {A.key})
    assert other.starred[A.key].title == "A"
    journal.tag("later", [A._replace(title="A anew")])
    assert journal.flush()
    assert seen(other, lambda: other.tags == {A.key: ("later",)})
    assert other.starred[A.key].title == "A anew"


def test_polling_says_nothing_while_nothing_but_this_program_changes_anything(opened: Open) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    said_so = [journal.poll() for _ in range(3)]
    journal.mark(Mark.STAR, [B])
    assert journal.flush()
    said_so += [journal.poll() for _ in range(3)]
    journal.undo()
    said_so += [journal.poll() for _ in range(3)]
    assert not any(said_so)
    assert (journal.read_keys, dict(journal.starred)) == ({A.key}, {})
    journal.close()
    assert not journal.poll()


@pytest.mark.parametrize("module", [refresh, state])
def test_what_is_written_while_another_programs_deeds_are_read_is_read_the_next_time(
    opened: Open, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    journal, other = opened(), opened()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    if module is refresh:
        assert seen(other, lambda: other.is_read(A.key))
        journal.mark(Mark.READ, [B])
        assert journal.flush()
    late: list[int] = []
    reading = module.places

    def interrupted(connection: sqlite3.Connection) -> dict[str, str]:
        if not late:
            late.append(journal.mark(Mark.READ, [C]))
            assert journal.flush()
        found: dict[str, str] = reading(connection)
        return found

    monkeypatch.setattr(module, "places", interrupted)
    if module is state:
        other = opened()
    assert seen(other, lambda: bool(late) and other.read_keys == journal.read_keys)


def test_marks_made_while_another_programs_are_read_stay(opened: Open, path: Path) -> None:
    journal = opened()
    journal.mark(Mark.READ, [A])
    assert journal.flush()
    with Other(path) as other:
        for number in range(20):
            other.do(f"read theirs{number}")
            journal.poll()
            journal.mark(Mark.READ, [article(f"ours{number}")])
            journal.poll()
            assert journal.is_read(article(f"ours{number}").key)
        everything = {A.key, *(article(f"{name}{n}").key for name in ("ours", "theirs") for n in range(20))}
        assert seen(journal, lambda: journal.read_keys == everything)
