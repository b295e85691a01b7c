"""Reading processes: the same articles, no process left behind, and one bad file costs itself only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import reader
from reader.model import Article, Problem, Severity
from reader.repository import Repository, outcomes
from reader.repository.outcome import read_found
from reader.repository.pool import Pool
from reader.repository.process import worker_command
from reader.repository.roots import find_roots
from reader.repository.scan import Found, Scan
from tests.benchmarks.generate import Kind, generate
from tests.repository.making import document, fill, loaded
from tests.repository.processes import ON_PROC, children_of, is_running, wait_until

PACKAGE = str(Path(reader.__path__[0]).parent)


def found_in(folder: Path) -> list[Found]:
    scan = Scan(find_roots([str(folder)])[0])
    for _ in scan.walk():
        pass
    return scan.files


def read_by(pool: Pool) -> tuple[list[Article], list[Problem], int]:
    with closing(pool):
        outcomes = [outcome for part in pool.outcomes() for outcome in part]
    articles = [outcome.article for outcome in outcomes if outcome.article]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    return sorted(articles, key=lambda article: article.path), sorted(problems), len(outcomes)


def command_with(prelude: str, deadline: float = 30.0) -> list[str]:
    """A reading process in which some Python runs first, once the function that reads a file is there as `read`."""
    command = worker_command(deadline)
    start = command.index("-c") + 1
    path, _, rest = command[start].partition("; ")[2].partition("; ")
    patch = (
        "import sys, os, time, signal\n"
        f"{path}\n"
        "from reader.repository import worker\n"
        "read = worker.read_found\n"
        f"{prelude}\n"
        "worker.read_found = reading\n"
        f"{rest}\n"
    )
    return [*command[:start], patch, *command[start + 1 :]]


@pytest.mark.parametrize("kind", ["small", "large"])
def test_other_processes_give_the_articles_this_one_would(tmp_path: Path, kind: Kind) -> None:
    generate(tmp_path / "library", 130, kind)
    (tmp_path / "library" / "bad.md").write_text("---\nno end")
    (tmp_path / "library" / "odd.md").write_text("---\ntitle: [a list]\nname: odd\n---\n")
    files = found_in(tmp_path / "library")
    articles, problems, done = read_by(Pool(files, 2))
    here = [read_found(found) for found in files]
    assert articles == sorted((each.article for each in here if each.article), key=lambda article: article.path)
    assert problems == sorted(problem for each in here for problem in each.problems)
    assert done == len(files) == 132


def test_every_process_in_a_large_library_works_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(tmp_path / "library", 100, "small")
    monkeypatch.setattr(outcomes, "processes_available", lambda: 0)
    alone = loaded(Repository([str(tmp_path / "library")]))
    monkeypatch.setattr(outcomes, "processes_available", lambda: 3)
    assert loaded(Repository([str(tmp_path / "library")])) == alone


def test_a_slow_small_library_goes_to_other_processes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, [f"{number:02d}.md" for number in range(30)])
    monkeypatch.setattr(outcomes, "_BUDGET", 0.0)
    articles, _ = loaded(Repository([str(tmp_path)]))
    assert len(articles) == 30


@pytest.mark.parametrize(
    "death",
    ["os._exit(3)", "os.kill(os.getpid(), signal.SIGSEGV)", "raise RuntimeError", "time.sleep(1000)"],
)
def test_a_file_that_ends_or_blocks_its_process_costs_that_file_only(tmp_path: Path, death: str) -> None:
    fill(tmp_path, [f"{number:03d}.md" for number in range(100)])
    prelude = (
        "def reading(found, **more):\n"
        "    if found.name in ('000.md', '050.md', '051.md', '099.md'):\n"
        f"        {death}\n"
        "    return read(found, **more)\n"
    )
    deadline = 0.8 if "sleep" in death else 20.0  # a busy machine is no death
    articles, problems, done = read_by(Pool(found_in(tmp_path), 2, command_with(prelude, deadline=deadline)))
    assert [(problem.path, problem.severity, problem.code) for problem in problems] == [
        (path, Severity.ERROR, "reader-crashed") for path in ("000.md", "050.md", "051.md", "099.md")
    ]
    assert len(articles) == 96
    assert done == 100


def test_a_process_that_dies_once_by_chance_costs_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "library", [f"{number:03d}.md" for number in range(60)])
    once = tmp_path / "once"
    prelude = (
        "def reading(found, **more):\n"
        f"    if found.name == '030.md' and not os.path.exists({str(once)!r}):\n"
        f"        open({str(once)!r}, 'w').close()\n"
        "        os._exit(1)\n"
        "    return read(found, **more)\n"
    )
    articles, problems, _ = read_by(Pool(found_in(tmp_path / "library"), 1, command_with(prelude)))
    assert len(articles) == 60
    assert problems == []


@pytest.mark.parametrize("command", [["/nonexistent/python"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_files_are_left_unblamed_when_no_process_can_be_had(tmp_path: Path, command: Sequence[str]) -> None:
    fill(tmp_path, [f"{number:03d}.md" for number in range(60)])
    pool = Pool(found_in(tmp_path), 2, command)
    assert read_by(pool) == ([], [], 0)
    assert sorted(found.path for found in pool.left()) == [f"{number:03d}.md" for number in range(60)]


def test_a_library_loads_where_no_process_can_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, [f"{number:03d}.md" for number in range(90)])
    monkeypatch.setattr("reader.repository.pool.worker_command", lambda: ["/nonexistent/python"])
    articles, problems = loaded(Repository([str(tmp_path)]))
    assert len(articles) == 90
    assert problems == []


def test_tasks_and_answers_larger_than_a_pipe_do_not_hold_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "/".join(["d" * 200] * 15)
    folder.mkdir(parents=True)
    for number in range(90):
        (folder / f"{'n' * 200}{number:03d}.md").write_text(document("long " * 1_000))
    results: list[tuple[list[Article], list[Problem], int]] = []
    thread = threading.Thread(target=lambda: results.append(read_by(Pool(found_in(tmp_path), 1))), daemon=True)
    thread.start()
    thread.join(timeout=60)
    assert [(len(articles), problems, done) for articles, problems, done in results] == [(90, [], 90)]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program in the middle of loading a large library; a line on its output says that its helpers are at work."""
    generate(tmp_path / "library", 600, "large")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from reader.repository import Repository\n"
        "batches = Repository([sys.argv[2]]).load()\n"
        "while next(batches).done <= 20: pass\n"
        "print('under way', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, PACKAGE, str(tmp_path / "library")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        yield process
        process.kill()


@ON_PROC
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, None])
def test_no_process_is_left_when_the_program_ends_in_any_way(
    program: subprocess.Popen[str], way: signal.Signals | None
) -> None:
    helpers = children_of(program.pid)
    assert helpers
    if way is None:
        assert program.stdin is not None
        program.stdin.close()  # the program comes to its end with the generator half used
    else:
        os.kill(program.pid, way)
    assert wait_until(lambda: not any(is_running(helper) for helper in helpers))


@ON_PROC
def test_helpers_let_everything_else_on_the_machine_go_first(program: subprocess.Popen[str]) -> None:
    lowest = min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)
    helpers = children_of(program.pid)
    assert helpers
    assert wait_until(lambda: {os.getpriority(os.PRIO_PROCESS, helper) for helper in helpers} == {lowest})


@ON_PROC
@pytest.mark.parametrize("way", ["cancelled", "closed", "dropped"])
def test_no_process_is_left_when_loading_ends_early(tmp_path: Path, way: str) -> None:
    generate(tmp_path / "library", 400, "large")
    before = children_of(os.getpid())
    cancelled = threading.Event()
    batches = Repository([str(tmp_path / "library")]).load(cancelled)
    while next(batches).done <= 20:
        pass
    helpers = children_of(os.getpid()) - before
    assert helpers
    if way == "cancelled":
        cancelled.set()
        assert list(batches) == []
    elif way == "closed":
        assert hasattr(batches, "close")
        batches.close()
    del batches
    assert not any(is_running(helper) for helper in helpers)


@ON_PROC
def test_a_helper_that_is_stuck_ends_itself_when_its_program_was_killed(tmp_path: Path) -> None:
    fill(tmp_path, [f"{number:03d}.md" for number in range(80)])
    stuck = command_with("def reading(found, **more):\n    while True: pass\n", deadline=0.5)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from reader.repository.process import Assignment, ReadingProcess\n"
        "from reader.repository.roots import find_roots\n"
        "from reader.repository.scan import Found\n"
        "root = find_roots([sys.argv[2]])[0]\n"
        "process = ReadingProcess(sys.argv[3:])\n"
        "process.assign(Assignment([Found(root, '000.md')]))\n"
        "while not process.ready: list(process.receive())\n"
        "print('under way', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, PACKAGE, str(tmp_path), *stuck]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "under way\n"
        helpers = children_of(parent.pid)
        parent.kill()
    assert helpers
    assert wait_until(lambda: not any(is_running(helper) for helper in helpers))


def test_a_helper_does_not_take_modules_from_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, [f"{number:03d}.md" for number in range(80)])
    for name in ("yaml.py", "encodings.py", "sitecustomize.py", "reader.py"):
        (tmp_path / name).write_text("raise SystemExit('taken from the library')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    articles, problems, _ = read_by(Pool(found_in(tmp_path), 1))
    assert len(articles) == 80
    assert problems == []
