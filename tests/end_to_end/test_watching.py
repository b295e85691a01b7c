"""Files that come, change, move and go while one reads: they are on the screen, and one's place is not lost."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import READER, ROOT, Surroundings
from tests.end_to_end.terminal import DEADLINE, Terminal
from tests.end_to_end.test_flows import at, document, lists, paragraph
from tests.end_to_end.test_reading import listed, shows
from tests.slow import slowly

COUNT = 40
LONG = "Report 20"
"""An article of several screens in the middle of the list."""


def report(number: int, *, title: str = "", more: str = "", body: str = "") -> str:
    """A document; the higher its number, the later its date, which decides nothing else."""
    when = f"{date(2015, 6, 1) + timedelta(days=number)}T10:00:00Z"
    text = document(title or f"Report {number:02d}", "Gazette", when, more, body)
    # The address stays when the title changes: it is the article's identity.
    return re.sub(r'webUrl: ".*"', f'webUrl: "https://news.example/{number}"', text)


def write(folder: Path, *numbers: int) -> None:
    for number in numbers:
        (folder / f"{number:02d}.md").write_text(report(number))


@pytest.fixture
def news(tmp_path: Path, library_env: Surroundings) -> Path:
    """Forty articles; nothing counts as read by standing there."""
    library_env.config.parent.mkdir(parents=True)
    library_env.config.write_text("read_after: never\n")
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder, *range(COUNT))
    long = "\n\n".join(f"Paragraph {number} stands here." for number in range(1, 61))
    (folder / "20.md").write_text(report(20, body=long))
    return folder


@pytest.fixture(params=["told", *slowly("rescanned")])
def environment(request: pytest.FixtureRequest, tmp_path: Path, library_env: Surroundings) -> dict[str, str]:
    """The environment of a program to which the system tells of changes, and of one to which it does not."""
    environ = dict(library_env.variables)
    if request.param == "rescanned":
        package = tmp_path / "shim" / "watchfiles"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise OSError('OS file watch limit reached.')\n")
        environ["PYTHONPATH"] = f"{package.parent}{os.pathsep}{ROOT}"
    return environ


Start = Callable[[], Terminal]


@pytest.fixture
def app(news: Path, start_reader: StartReader, environment: dict[str, str]) -> Terminal:
    """The program on that library, the long article open and scrolled, the list beside it."""
    terminal = start_reader("-L", str(news), env=environment)
    terminal.wait_for(f"{COUNT} articles")
    terminal.wait_for(lists("Report 39"))
    terminal.press(*["j"] * 19)
    terminal.wait_for(at(LONG))
    terminal.press("Enter")
    terminal.wait_for(shows("Paragraph 1 "))
    for _ in range(2):
        before = paragraph(terminal)
        terminal.press("ctrl+d")
        terminal.wait_for(scrolled_from(before))
    return terminal


def scrolled_from(text: str) -> Callable[[Terminal], bool]:
    """The condition that another paragraph is the first to be seen."""
    return lambda terminal: paragraph(terminal) != text


def place(terminal: Terminal) -> tuple[str, int]:
    """What one sees and must not lose: the text at the top, and the line of the list's cursor."""
    return paragraph(terminal), listed(terminal, LONG)[1]


def helpers(terminal: Terminal) -> list[int]:
    """The processes the program has started and not ended, each held by a descriptor that tells of its end."""
    children = Path(f"/proc/{terminal.pid}/task").glob("*/children")
    return [os.pidfd_open(int(child)) for file in children for child in file.read_text().split()]


def all_ended(descriptors: list[int]) -> bool:
    """Wait for the end of processes."""
    try:
        return all(select.select([each], [], [], DEADLINE)[0] for each in descriptors)
    finally:
        for each in descriptors:
            os.close(each)


def test_whatever_happens_to_files_one_goes_on_reading_where_one_is(app: Terminal, news: Path) -> None:
    before = place(app)
    write(news, 50, 51)
    app.wait_for(f"{COUNT + 2} articles")
    assert place(app) == before
    (news / "21.md").write_text(report(21, title="Report changed"))
    app.wait_for(lists("Report changed", without="Report 21"))
    assert place(app) == before
    (news / "22.md").unlink()
    app.wait_for(f"{COUNT + 1} articles")
    assert place(app) == before
    (news / "elsewhere").mkdir()
    (news / "20.md").rename(news / "elsewhere" / "moved.md")
    (news / "19.md").rename(news / "elsewhere" / "19.md")
    write(news, 52)
    app.wait_for(f"{COUNT + 2} articles")
    assert place(app) == before
    text = (news / "elsewhere" / "moved.md").read_text()
    changed = text.replace("Paragraph 1 ", "A new paragraph.\n\nAnother one.\n\nParagraph 1 ").replace(
        LONG, "Report twenty"
    )
    (news / "elsewhere" / "moved.md").write_text(changed)
    app.wait_for(lists("Report twenty"))
    assert paragraph(app) == before[0]
    app.press("g")
    app.wait_for(shows("A new paragraph."))


def test_a_thousand_files_come_at_once(app: Terminal, news: Path) -> None:
    before = place(app)
    write(news, *range(1_000, 1_028))
    folder = news / "burst"
    folder.mkdir()
    write(folder, *(number for number in range(2_000, 2_972)))
    app.wait_for(f"{COUNT + 1_000:,} articles")
    assert place(app) == before


def test_an_article_whose_file_goes_can_be_read_to_its_end(app: Terminal, news: Path) -> None:
    before = paragraph(app)
    (news / "20.md").unlink()
    app.wait_for("its text stays until you leave it")
    assert paragraph(app) == before
    app.press("h")
    app.wait_for(at("Report 19"))
    app.wait_for(shows("Report 19"))


def test_a_file_that_is_mended_leaves_the_problems_by_itself(app: Terminal, news: Path) -> None:
    before = place(app)
    (news / "bad.md").write_text('---\ntitle: "Not closed\nwebUrl: https://news.example/bad\n---\n')
    app.wait_for("1 problem")
    assert place(app) == before
    app.press("!")
    app.wait_for("bad.md:2:8")
    (news / "bad.md").write_text(report(60))
    app.wait_for("Nothing is wrong with the files")
    app.press("Escape")
    app.wait_for(f"{COUNT + 1} articles")
    app.wait_for(lambda terminal: "problem" not in terminal.text)
    assert place(app) == before


def test_an_empty_library_fills_by_itself(
    tmp_path: Path, start_reader: StartReader, environment: dict[str, str]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    terminal = start_reader("-L", str(folder), env=environment)
    terminal.wait_for("No articles in")
    write(folder, 7)
    terminal.wait_for(lists("Report 07"))


@pytest.mark.parametrize("end", ["quit", "SIGKILL", *slowly("SIGTERM", "SIGHUP")])
def test_what_watches_ends_with_the_program(app: Terminal, news: Path, end: str) -> None:
    write(news, 50)
    app.wait_for(f"{COUNT + 1} articles")
    watching = helpers(app)
    assert watching
    if end == "quit":
        app.press("Q")
        assert app.wait_exit() == 0
    else:
        number = signal.Signals[end]
        app.signal(number)
        assert app.wait_exit() in {128 + number, -number}
    assert all_ended(watching)


def test_two_that_run_at_once_on_one_library_are_both_right(
    news: Path, library_env: Surroundings, start_reader: StartReader
) -> None:
    write(news, *range(100, 600))
    both = [start_reader("-L", str(news)) for _ in range(2)]
    for terminal in both:
        terminal.wait_for("540 articles")
    for number in (700, 701, 702):
        write(news, number)
        (news / f"{number - 600}.md").unlink()
    (news / "30.md").rename(news / "moved.md")
    write(news, 703)
    for terminal in both:
        terminal.wait_for("541 articles")
        terminal.press("Q")
        assert terminal.wait_exit() == 0
    listed_now = subprocess.run(
        [*READER, "list", "--json", "-L", str(news)],
        env=library_env.variables, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    paths = {each["path"] for each in json.loads(listed_now.stdout)}
    assert paths == {file.name for file in news.iterdir()}
    third = start_reader("-L", str(news))
    third.wait_for("541 articles")
