"""What is kept of `config.yaml` gives the same settings and warnings, and never others than those of the file."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reader
from reader import settings_file, settings_kept
from reader.settings import Settings, load_settings

CONFIG = """\
theme: nord
keys: {cursor.down: [j, down], article.copy-url: ""}
rank_topics: {ai: 2}
surprise: [1, {2: null}]
mouse: maybe
sort: -heat
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config" / "reader").mkdir(parents=True)
    return tmp_path


def load(home: Path, content: str | bytes | None = None) -> Settings:
    if content is not None:
        file = home / "config" / "reader" / "config.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_settings(
        {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "cache", "state", "data")}
    )


def kept(home: Path) -> Path:
    return home / "cache" / "reader" / "config"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Notes what is read as YAML."""
    seen: list[bytes] = []
    before = settings_file.parsed

    def noting(data: bytes, warn: Callable[[int, str, str], None]) -> object:
        seen.append(data)
        return before(data, warn)

    monkeypatch.setattr(settings_file, "parsed", noting)
    return seen


WRONG = [CONFIG, CONFIG + "theme: [\n", "- a\n", "\ttheme: a\n", b"theme: \xff\nglyphs: ascii\n", "a: *b\n", ""]


@pytest.mark.parametrize("content", WRONG)
def test_the_second_time_is_as_the_first(home: Path, parsed: list[bytes], content: str | bytes) -> None:
    first = load(home, content)
    parsed.clear()
    again = load(home)
    assert again == first
    assert [str(warning) for warning in again.warnings] == [str(warning) for warning in first.warnings]
    assert not parsed


def test_yaml_is_not_imported_the_second_time(home: Path) -> None:
    load(home, CONFIG)
    code = "import sys, reader.settings as s; print(s.load_settings().theme, *({'yaml'} & set(sys.modules)))"
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "cache")}
    environment = {**os.environ, **places, "PYTHONPATH": str(Path(reader.__path__[0]).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["nord"]


def test_a_file_of_the_same_size_and_time_is_another_one(home: Path) -> None:
    load(home, CONFIG)
    file = home / "config" / "reader" / "config.yaml"
    before = file.stat()
    file.write_text(CONFIG.replace("nord", "moon"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(home).theme == "moon"
    assert load(home).theme == "moon"


def test_what_depends_on_more_than_the_file_is_not_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        monkeypatch.setenv("HOME", f"/home/{name}")
        assert load(home, "library: ~/news\n").library == (f"/home/{name}/news",)


def test_another_program_reads_for_itself(home: Path, parsed: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    load(home, CONFIG)
    monkeypatch.setattr(reader, "__version__", "another")
    load(home)
    assert len(parsed) == 2


def with_checksum(body: bytes) -> bytes:
    return settings_kept._MAGIC + zlib.crc32(body).to_bytes(4, "little") + body


def of(told: Any) -> bytes:
    return with_checksum(marshal.dumps((settings_kept._reading(), CONFIG.encode(), told)))


DAMAGED: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda _: b"junk",
    lambda whole: whole[:20],
    lambda whole: whole[:-1],
    lambda whole: whole.replace(b"nord", b"norm"),
    lambda whole: b"x" + whole[1:],
    lambda _: with_checksum(b""),
    lambda _: with_checksum(marshal.dumps(7)),
    lambda _: of(7),
    lambda _: of([1]),
    lambda _: of([(1,)]),
    lambda _: of([((1, 2), (3, 4))]),
    lambda _: of([((1, "theme", 7, None, True), (1, "x", None, None, True))]),
]


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_damaged_is_made_anew(home: Path, parsed: list[bytes], damage: Callable[[bytes], bytes]) -> None:
    first = load(home, CONFIG)
    kept(home).write_bytes(damage(kept(home).read_bytes()))
    assert load(home) == first
    assert len(parsed) == 2
    assert load(home) == first
    assert len(parsed) == 2


def test_where_nothing_can_be_kept_the_file_is_read(home: Path, parsed: list[bytes]) -> None:
    (home / "cache").write_text("a file where a folder belongs")
    first = load(home, CONFIG)
    assert first.theme == "nord"
    assert load(home) == first
    assert len(parsed) == 2


def test_a_folder_in_its_place_harms_nothing(home: Path) -> None:
    kept(home).mkdir(parents=True)
    assert load(home, CONFIG).theme == "nord"
    assert sorted(each.name for each in kept(home).parent.iterdir()) == ["config"]


def test_a_large_configuration_is_not_kept(home: Path) -> None:
    load(home, CONFIG + "# and so on\n" * 10_000)
    assert not kept(home).exists()


def test_nobody_else_can_read_it(home: Path) -> None:
    load(home, CONFIG)
    assert kept(home).stat().st_mode & 0o077 == 0
