"""The wheel carries all the program needs, and runs from any folder; the README says what is true of the package."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import reader
from reader.cli.table import COMMANDS

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as pip installs it, without what it depends on."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, home: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "READER_LIBRARY"}
    environment |= {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    environment["PYTHONPATH"] = str(installed)
    done = subprocess.run(
        [sys.executable, "-m", "reader", *words], cwd=home, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_wheel_holds_the_samples_byte_for_byte_and_every_style(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for folder in ("seeds", "styles"):
            files = [file for file in (CHECKOUT / folder).iterdir() if file.is_file()]
            assert files
            for file in files:
                assert archive.read(f"reader/_bundled/{folder}/{file.name}") == file.read_bytes()
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "styles/"))]


def test_the_installed_package_runs_on_its_own_samples_from_another_folder(installed: Path, tmp_path: Path) -> None:
    articles = json.loads(run(installed, tmp_path, "list", "--json"))
    assert len(articles) == 4
    assert {article["library"] for article in articles} == {str(installed / "reader" / "_bundled" / "seeds")}


def test_the_installed_package_tells_its_version(installed: Path, tmp_path: Path) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    assert run(installed, tmp_path, "--version") == f"reader {project['version']}\n"
    assert reader.__version__ == project["version"]


def test_the_readme_and_the_continuous_integration_run_the_same_two_commands() -> None:
    script = (CHECKOUT / ".ci" / "run").read_text()
    commands = re.findall(r"^(?:start|test)_command='(.*)'$", script, re.MULTILINE)
    assert len(commands) == 2
    assert re.findall(r"^(python3 -m venv .*)$", (CHECKOUT / "README.md").read_text(), re.MULTILINE) == commands


def test_the_readme_names_every_command() -> None:
    readme = (CHECKOUT / "README.md").read_text()
    assert [command.name for command in COMMANDS if f"reader {command.name}" not in readme] == []


def test_the_readme_names_files_that_exist() -> None:
    readme = (CHECKOUT / "README.md").read_text()
    named = re.findall(r"`((?:reader|tests|styles|seeds|\.ci)/[\w./]*)`", readme)
    assert named
    assert [name for name in named if not (CHECKOUT / name).exists()] == []
