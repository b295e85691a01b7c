"""Rooms import only what they may, and nothing in them does what none may do."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "reader").rglob("*.py"))

FILES = {"glob", "io", "mmap", "pathlib", "shutil", "subprocess", "tempfile"}
NETWORK = {"ftplib", "http", "socket", "ssl", "urllib.request"}
CLOCK = {"time"}


@dataclass(frozen=True)
class Rule:
    """What a room may import.

    Attributes:
        rooms: other rooms of the program.
        packages: what is not in the standard library.
        never: what of the standard library is kept out.
    """

    rooms: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def rule(rooms: str = "", packages: str = "", never: set[str] | None = None) -> Rule:
    return Rule(frozenset(rooms.split()), frozenset(packages.split()), frozenset(never or ()))


RULES = {
    # A `Path` may be a type at the program's edges; see also the test for `open` and the clock below.
    "model": rule(never={*FILES, *NETWORK, *CLOCK, "os", "sqlite3"} - {"pathlib"}),
    "query": rule("model", never={*FILES, *NETWORK, "os", "sqlite3"}),
    "documents": rule("model", "yaml dateutil", never={*FILES, *NETWORK, *CLOCK, "os", "sqlite3"}),
    "kept_file": rule(never=NETWORK),
    "repository": rule("documents model kept_file", "watchfiles", never=NETWORK),
    "store": rule("model query", never={*FILES, *NETWORK, "os", "sqlite3"}),
    "journal": rule("model", never=NETWORK),
    "desktop": rule("model", "pyperclip", never=NETWORK),
    "settings": rule("model kept_file", "yaml platformdirs", never=NETWORK),
    "launch": rule("model settings kept_file", never={*NETWORK, *FILES, "argparse"}),
    "library": rule("model query documents repository store journal desktop settings", never={*NETWORK, "argparse"}),
    "cli": rule("library settings model desktop launch", "shtab", never=NETWORK),
    "tui": rule("library settings model desktop launch", "textual rich markdown_it", never=NETWORK),
    "__main__": rule("cli launch"),
    "__init__": rule(),
}
# Two rows of the table are single files; where styles and samples are is told beside the settings.
SAME_ROOM = {
    "library_completion": "library",
    "directories": "settings",
    "early_screen": "launch",
    "last_screen": "launch",
    "library_deeds": "library",
    "library_documents": "library",
    "library_lists": "library",
    "library_bodies": "library",
    "library_facts": "library",
    "library_search": "library",
    "library_trust": "library",
    "library_why": "library",
    "library_opening": "library",
    "resources": "settings",
    "settings_file": "settings",
    "settings_kept": "settings",
    "settings_options": "settings",
}


@dataclass(frozen=True)
class Import:
    """One import, wherever in the file it stands."""

    path: Path
    line: int
    module: str
    function: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.module}"

    @property
    def room(self) -> str:
        return room_of(self.path.relative_to(ROOT).with_suffix("").parts[1])


def room_of(part: str) -> str:
    return SAME_ROOM.get(part, part)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[Import]:
    """Every import of a file: in functions and under TYPE_CHECKING too, relative ones made absolute."""
    package = path.relative_to(ROOT).parent.parts

    def walk(node: ast.AST, function: str) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inner = (
                child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not function else function
            )
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(path, child.lineno, alias.name, inner)
            elif isinstance(child, ast.ImportFrom):
                base = package[: len(package) - child.level + 1] if child.level else ()
                module = ".".join([*base, *([child.module] if child.module else [])])
                if module == "reader":
                    for alias in child.names:
                        yield Import(path, child.lineno, f"reader.{alias.name}", inner)
                else:
                    yield Import(path, child.lineno, module, inner)
            yield from walk(child, inner)

    yield from walk(tree(path), "")


@cache
def every_import() -> list[Import]:
    """Looked for in the process that runs these tests; all of them collect them."""
    return [one for path in SOURCES for one in imports(path)]


def is_in(module: str, names: frozenset[str] | set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def objection(one: Import) -> str | None:
    held = RULES[one.room]
    top, _, rest = one.module.partition(".")
    if top == "reader":
        other = room_of(rest.partition(".")[0])
        if other not in RULES:
            return None  # a name of the package itself, such as its version
        # The command line runs the app: one function may, and the next test finds which.
        allowed = other in held.rooms or other == one.room or (one.room, other) == ("cli", "tui")
        return None if allowed else f"{one}, a room it may not"
    if top in sys.stdlib_module_names:
        return f"{one}, which it never may" if is_in(one.module, held.never) else None
    return None if top in held.packages else f"{one}, a package it may not"


def test_every_file_belongs_to_a_room() -> None:
    assert {room_of(path.relative_to(ROOT / "reader").with_suffix("").parts[0]) for path in SOURCES} <= set(RULES)


@pytest.mark.parametrize("room", RULES)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert [wrong for one in every_import() if one.room == room and (wrong := objection(one))] == []


def test_the_command_line_imports_the_app_in_one_function_only() -> None:
    ours = [one for one in every_import() if one.room == "cli" and one.module.startswith("reader.tui")]
    places = {(one.path, one.function) for one in ours}
    assert len(places) == 1
    assert all(function for _, function in places)


def test_only_the_app_knows_textual() -> None:
    assert {one.room for one in every_import() if is_in(one.module, {"textual"})} <= {"tui"}


def test_imports_are_written_as_imports() -> None:
    """What `importlib` and `__import__` bring in would pass the other tests unseen."""
    ways = {"importlib.util", "imp", "runpy", "pkgutil"}
    assert [str(one) for one in every_import() if is_in(one.module, ways)] == []
    called = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if name_of(call) in {"__import__", "import_module", "exec", "eval"}
    }
    assert called == set()


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    """`print`, `system`, `run`: the last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_nothing_runs_a_shell() -> None:
    shells = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell", "spawnlp", "spawnvp"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if name_of(call) in shells or any(keyword.arg == "shell" for keyword in call.keywords)
    ]
    assert found == []


def test_pure_rooms_open_no_file_and_ask_no_clock() -> None:
    impure = {"open", "now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes", "urlopen"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        if path.relative_to(ROOT).parts[1] in {"model", "query", "documents", "store"}
        for call in calls(path)
        if name_of(call) in impure and not (isinstance(call.func, ast.Attribute) and name_of(call) == "open")
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        if "cli" not in path.parts
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert found == []


def test_no_function_changes_what_a_module_holds() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    # Put together here, so that this file does not name them either.
    machine = re.compile(r"(?<![\w.~/-])/(?:" + "|".join(["work", "farm", "root", "Users", r"home/\w"]) + r")\b")
    files = [*SOURCES, *sorted((ROOT / "styles").rglob("*")), ROOT / "pyproject.toml", ROOT / "README.md"]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if machine.search(line)
    ]
    assert found == []


COSTLY = ("textual", "rich", "markdown_it", "feedparser", "httpx", "httpx2", "http.client", "urllib.request")


@pytest.mark.parametrize("options", [[], ["--json"], ["--tsv"]], ids=lambda options: " ".join(options) or "plain")
def test_listing_loads_no_screen_and_no_network(tmp_path: Path, options: list[str]) -> None:
    program = (
        "import sys\n"
        "from reader.cli import main\n"
        f"code = main({['list', *options]!r})\n"
        f"loaded = [name for name in {COSTLY!r} if name in sys.modules]\n"
        "sys.stderr.write(repr((code, loaded)))\n"
    )
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    environ = {"PATH": os.defpath, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **folders}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert "Getting AI from the lab to production" in done.stdout
    assert done.stderr == "(0, [])"
