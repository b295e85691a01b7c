"""The flows of reading, on 100,000 articles: `pytest -m slow`, some two minutes, which the ordinary suite leaves out.

The four samples stand among the invented articles, so that the same story can be followed as in the small library.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.environment import READER, ROOT, SEEDS, Surroundings, make_surroundings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_flows import document
from tests.end_to_end.test_reading import CHALLENGES, LAB, STUB, TUMORS, TUMORS_URL, article, panes, shows

pytestmark = pytest.mark.slow

COUNT = 100_000
PATIENCE = 120.0
"""Seconds for what looks at every file."""
NEWS = "A new article comes into a large library"


class Large:
    """The library and its index, which all tests of this module share; each has a home of its own.

    Attributes:
        folder: the library.
        index: the folder of the index.
        articles: how many articles there are, as the command line counts them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.index = folder / "cache" / "index"
        self._folder = folder
        self._numbers = count()
        command = [sys.executable, "-m", "tests.benchmarks.generate", str(self.folder), "--count", str(COUNT)]
        subprocess.run([*command, "--kind", "small"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(SEEDS, self.folder / "samples")
        self.index.mkdir(parents=True)
        self.articles: int = self.asked(self.home(), "status")["articles"]

    def home(self, *, with_index: bool = True) -> Surroundings:
        """A fresh home."""
        folder = self._folder / f"home-{next(self._numbers)}"
        folder.mkdir()
        home = make_surroundings(folder)
        if with_index:
            (folder / "cache" / "reader").mkdir()
            (folder / "cache" / "reader" / "index").symlink_to(self.index)
        return home

    def asked(self, home: Surroundings, *words: str) -> Any:
        """What a command says, as JSON."""
        command = [*READER, "-L", str(self.folder), *words, "--json"]
        return json.loads(subprocess.run(command, env=dict(home.variables), check=True, stdout=subprocess.PIPE).stdout)

    @property
    def told(self) -> str:
        """What the header says when all is there."""
        return f"{self.articles:,} articles"

    def start(self, home: Surroundings, *, display: bool = False) -> Terminal:
        """The program on the library."""
        return Terminal([*READER, "-L", str(self.folder)], env=home.with_x11() if display else home.variables)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    folder = tmp_path_factory.mktemp("large")
    yield Large(folder)
    shutil.rmtree(folder)


@pytest.fixture
def home(large: Large) -> Surroundings:
    return large.home()


@pytest.fixture
def app(large: Large, home: Surroundings) -> Iterator[Terminal]:
    """The program, all articles there."""
    with large.start(home, display=True) as terminal:
        terminal.wait_for(large.told, PATIENCE)
        yield terminal


def at(row: int, of: int) -> Callable[[Terminal], bool]:
    """The condition that the heading says so."""
    return lambda terminal: f"{row:,} of {of:,}" in terminal.text


def has(title: str) -> Callable[[Terminal], bool]:
    """The condition that the list shows an article; meters may stand between the lines of its title."""
    start = " ".join(title.split()[:4])

    def condition(terminal: Terminal) -> bool:
        return start in panes(terminal)[1]

    condition.__name__ = f"the list shows {title!r}"
    return condition


def search(app: Terminal, words: str, found: str) -> None:
    """Search as a person types, and keep it."""
    app.press("/")
    app.wait_for("Enter keep")
    app.type(words)
    app.wait_for(has(found))
    app.press("Enter")


def test_the_newest_are_listed_at_once_and_both_ends_are_a_key_away(app: Terminal, large: Large) -> None:
    app.wait_for(at(1, large.articles))
    app.press("j", "j")
    app.wait_for(at(3, large.articles))
    app.press("G")
    app.wait_for(at(large.articles, large.articles))
    app.press("k", "PageUp")
    app.wait_for(lambda terminal: re.search(r"99,5[0-9]{2} of", terminal.text) is not None)
    app.press("g")
    app.wait_for(at(1, large.articles))


def test_a_story_is_followed_there_and_back_and_a_url_taken_away(
    app: Terminal, large: Large, home: Surroundings
) -> None:
    search(app, "lab production", LAB)
    app.press("Enter")
    app.wait_for(shows(LAB, "RELATED 6", "1 Silicon Labs Brings AI and Machine"))
    app.press("1")
    app.wait_for(shows(STUB, "Not in the library: this is what 1 article says about it"))
    app.press("[")
    app.wait_for(shows(LAB, "RELATED 6"))
    app.press("h", "Escape")
    app.wait_for(large.told)
    search(app, "interpretation tumors", TUMORS)
    app.press("Enter")
    app.wait_for(shows(TUMORS, "RELATED 2", "1 here", "Lab Manager"))
    app.press("1")
    app.wait_for(shows(CHALLENGES, "Lab Manager", "RELATED 2"))
    assert "Not in the library" not in article(app)
    app.press("[")
    app.wait_for(shows(TUMORS, "NIBIB-funded engineers"))
    app.press("]")
    app.wait_for(shows(CHALLENGES, "is starting to enable advanced analytics for labs"))
    app.press("[")
    app.wait_for(shows(TUMORS, "NIBIB-funded engineers"))
    app.press("y")
    app.wait_for(lambda _: home.clipboard() == TUMORS_URL)
    app.press("Q")
    assert app.wait_exit() == 0
    marks = {found["title"]: found["read"] for found in large.asked(home, "list", "is:read")}
    assert marks.keys() >= {LAB, TUMORS, CHALLENGES}
    with large.start(home) as again:
        again.wait_for("1 of 1")
        again.wait_for(shows(TUMORS))


def test_a_search_narrows_as_it_is_typed_and_escape_takes_it_back(app: Terminal, large: Large) -> None:
    first = large.asked(large.home(), "list", "--limit", "1")[0]["title"]
    app.wait_for(has(first))
    app.press("/")
    app.wait_for("Enter keep")
    app.type("deep learning tumors")
    app.wait_for(has(TUMORS))
    app.press("Escape")
    app.wait_for(has(first))
    app.wait_for(at(1, large.articles))


def test_everything_is_marked_read_at_once_and_taken_back_in_the_next_run(
    app: Terminal, large: Large, home: Surroundings
) -> None:
    app.press("A")
    app.wait_for("U undoes")
    app.press("u")
    app.wait_for("All read.")
    app.press("a", "Q")
    assert app.wait_exit() == 0
    assert not large.asked(home, "list", "is:unread", "--limit", "1")
    with large.start(home) as again:
        again.wait_for(large.told, PATIENCE)
        again.press("U")
        again.wait_for("Undone: marked")
        again.press("Q")
        assert again.wait_exit() == 0
    assert len(large.asked(home, "list", "is:unread", "--limit", "5")) == 5


def test_topics_and_orders_are_chosen(app: Terminal, large: Large) -> None:
    app.press("S", "h")
    app.wait_for("hottest first")
    app.press("g")
    hottest = large.asked(large.home(), "list", "--sort", "heat", "--limit", "1")[0]["title"]
    app.wait_for(has(hottest))
    app.press("h")
    app.wait_for("▌All")
    app.press(*["j"] * 4, "Enter")
    app.wait_for(lambda terminal: f"of {large.articles:,}" not in terminal.text)


def test_a_narrow_split_and_back_keeps_the_article(app: Terminal) -> None:
    search(app, "interpretation tumors", TUMORS)
    app.press("Enter")
    app.wait_for(shows(TUMORS, "RELATED 2"))
    app.resize(58, 36)
    app.wait_for(lambda seen: not any("│" in line for line in seen.screen) and TUMORS in seen.text)
    app.press("q")
    app.wait_for("1 of 1")
    app.wait_for(TUMORS)
    app.resize(120, 36)
    app.wait_for(lambda seen: len(panes(seen)) == 3 and TUMORS in article(seen))


def test_files_that_come_change_and_go_are_on_the_screen(app: Terminal, large: Large) -> None:
    app.press("j", "j")
    app.wait_for(at(3, large.articles))
    file = large.folder / "new.md"
    try:
        file.write_text(document(NEWS, "Gazette", "2031-06-01T10:00:00Z"))
        app.wait_for(at(4, large.articles + 1))
        app.press("g")
        app.wait_for(has(NEWS))
        file.write_text(document(f"{NEWS} again", "Gazette", "2031-06-01T10:00:00Z").replace("-again", ""))
        app.wait_for(shows(f"{NEWS} again"))
    finally:
        file.unlink(missing_ok=True)
    app.wait_for(at(1, large.articles))


def test_two_programs_see_each_others_marks(app: Terminal, large: Large, home: Surroundings) -> None:
    with large.start(home) as other:
        other.wait_for(large.told, PATIENCE)
        before = other.text.count("★")
        app.press("s")
        other.wait_for(lambda terminal: terminal.text.count("★") > before)


def test_an_index_that_is_killed_again_and_again_is_whole_in_the_end(large: Large) -> None:
    home = large.home(with_index=False)
    for seconds in (0.5, 2.0, 4.0):
        process = subprocess.Popen(
            [*READER, "-L", str(large.folder), "index"],
            env=dict(home.variables),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert large.asked(home, "status")["articles"] == large.articles
    wanted = ("list", "heat>90", "--sort", "heat", "--limit", "300")
    assert large.asked(home, *wanted) == large.asked(large.home(), *wanted)


def test_the_first_start_shows_articles_answers_keys_and_can_be_left(large: Large) -> None:
    home = large.home(with_index=False)
    with large.start(home) as terminal:
        terminal.wait_for("Reading")
        terminal.press("j", "j")
        terminal.wait_for(lambda seen: re.search(r"\b3 of [0-9,]+", seen.text) is not None)
        terminal.press("Enter")
        terminal.wait_for("▌ARTICLE")
        terminal.press("Q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("damage", ["cut", "garbage", "columns"])
def test_a_damaged_index_costs_time_and_nothing_else(large: Large, damage: str) -> None:
    home = large.home(with_index=False)
    kept = home.folder / "cache" / "reader" / "index"
    shutil.copytree(large.index, kept)
    (database,) = kept.glob("*.sqlite")
    (columns,) = kept.glob("*.columns")
    if damage == "cut":
        os.truncate(database, database.stat().st_size // 2)
    elif damage == "garbage":
        with database.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 4096 * 50)
    else:
        with columns.open("r+b") as file:
            file.seek(columns.stat().st_size // 100)
            file.write(b"\xa5" * 4096)
    with large.start(home) as terminal:
        terminal.wait_for(large.told, PATIENCE)
        terminal.wait_for(at(1, large.articles))
        terminal.press("Q")
        assert terminal.wait_exit() == 0


def test_nothing_can_be_kept_and_all_is_there(large: Large) -> None:
    home = large.home(with_index=False)
    (home.folder / "cache" / "reader").write_text("a file where the folder belongs")
    with large.start(home) as terminal:
        terminal.wait_for(large.told, PATIENCE)
        search(terminal, "interpretation tumors", TUMORS)
        terminal.press("Q")
        assert terminal.wait_exit() == 0
