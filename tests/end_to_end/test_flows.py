"""Whole sittings, key by key, as a person has them: first launch, triage, a story, links, mistakes, a broken file.

What belongs to stories in the list and to the full text of an article is left to the tests of those.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import Surroundings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_reading import LAB, TUMORS, article, listed, panes, shows, unread

STORY = {
    "HotHardware": "Cloud database flaw exposed client data",
    "GeekWire": "Unprecedented flaw in a cloud database",
    "The Verge": "Cloud flaw called the worst imaginable",
    "PC Magazine": "Thousands of databases stood open",
    "Ars Technica": "Researchers find the master keys",
}
"""Articles by provider, newest first, each of which lists all the others in this order."""
HOT, GEEK, VERGE, PC, ARS = STORY.values()
DAY_BEFORE = [f"Quiet report number {number}" for number in range(1, 10)]
"""Unrelated articles of 26 August, newest first."""
ALL = len(STORY) + len(DAY_BEFORE)


def url_of(title: str) -> str:
    """The address of the article with a title."""
    return f"https://news.example/{title.lower().replace(' ', '-')}"


def document(title: str, provider: str, when: str, related: str = "", body: str = "") -> str:
    """The text of an article's file."""
    return (
        f'---\ntitle: "{title}"\nexcerpt: "In short: {title}."\npublishedDateTime: {when}\n'
        f'webUrl: "{url_of(title)}"\nquality: 60\nheat: 20\nprovider:\n  name: {provider}\n{related}---\n{body}'
    )


def entry(title: str, provider: str) -> str:
    """An article among the related ones of another."""
    return f'  - title: "{title}"\n    webUrl: "{url_of(title)}"\n    provider:\n      name: {provider}\n'


@pytest.fixture
def news(tmp_path: Path, library_env: Surroundings) -> Path:
    """A library: five articles of one story, the first of them long, and nine quiet ones of the day before.

    An article counts as read when it is opened or read on from; standing there would take minutes, so no test depends
    on its own pace.
    """
    library_env.config.parent.mkdir(parents=True)
    library_env.config.write_text("read_after: 600\n")
    folder = tmp_path / "news"
    folder.mkdir()
    long = "\n\n".join(f"Paragraph {number} stands here." for number in range(1, 61))
    for place, (provider, title) in enumerate(STORY.items()):
        others = "".join(entry(other, name) for name, other in STORY.items() if other != title)
        text = document(
            title, provider, f"2021-08-27T{20 - place}:00:00Z", f"related:\n{others}", "" if place else long
        )
        (folder / f"story-{place}.md").write_text(text)
    for place, title in enumerate(DAY_BEFORE):
        (folder / f"quiet-{place}.md").write_text(document(title, "Gazette", f"2021-08-26T{20 - place}:00:00Z"))
    return folder


@pytest.fixture
def app(news: Path, start_reader: StartReader) -> Terminal:
    """The program on that library, loaded, wide enough for a whole trail."""
    terminal = start_reader("-L", str(news), columns=190)
    terminal.wait_for(f"{ALL} articles")
    terminal.wait_for(shows(HOT, "Paragraph 1 "))
    return terminal


def listing(terminal: Terminal) -> str:
    """The text of the list's pane."""
    return panes(terminal)[1]


def lists(text: str, *, without: str = "\0") -> Callable[[Terminal], bool]:
    """The condition that the list's pane holds one text and lacks another."""

    def condition(terminal: Terminal) -> bool:
        return text in listing(terminal) and without not in listing(terminal)

    condition.__name__ = f"the list shows {text!r} without {without!r}"
    return condition


def at(title: str) -> Callable[[Terminal], bool]:
    """The condition that the list's cursor is on an article."""

    def condition(terminal: Terminal) -> bool:
        try:
            x, y = listed(terminal, title)
        except AssertionError:
            return False
        return bool(set(terminal.screen[y][x - 5 : x]) & {"▌", "›"})

    condition.__name__ = f"the list's cursor is on {title!r}"
    return condition


def paragraph(terminal: Terminal) -> str:
    """The first paragraph to be seen of the long article."""
    found = re.search(r"Paragraph \d+", terminal.text)
    assert found, terminal.picture()
    return found[0]


def read_on(terminal: Terminal) -> str:
    """Open the long article and go two half pages down; the paragraph at the top then."""
    terminal.press("Enter", "ctrl+d")
    terminal.wait_for(lambda seen: "Paragraph 1 " not in article(seen))
    halfway = paragraph(terminal)
    terminal.press("ctrl+d")
    terminal.wait_for(lambda seen: paragraph(seen) != halfway)
    return paragraph(terminal)


def quit_reader(terminal: Terminal) -> None:
    """Leave the program."""
    terminal.press("Q")
    assert terminal.wait_exit() == 0


def test_the_first_launch_shows_the_samples_and_says_how_to_read_ones_own(
    start_reader: StartReader, library_env: Surroundings
) -> None:
    first = start_reader()
    first.wait_for("Samples. Your own: reader -L FOLDER, or library: in config.yaml · ? help")
    first.wait_for(shows(LAB, "RELATED 6"))
    assert "SAMPLES" in first.screen[0]
    assert "4 articles" in first.screen[0]
    assert at(LAB)(first)
    first.press("j")
    first.wait_for(shows(TUMORS, "NIBIB-funded engineers"))
    first.press("?")
    first.wait_for("cursor.half-page-down")
    first.press("Escape")
    first.wait_for(shows(TUMORS))
    first.press("q")
    assert first.wait_exit() == 0
    assert {path.split("/")[0] for path in library_env.everything_written()} <= {"state", "cache"}

    second = start_reader()
    second.wait_for(lambda seen: seen.screen[-1].strip() == "Samples")
    second.wait_for(shows(TUMORS))
    assert at(TUMORS)(second)


def test_triage_by_titles_by_text_and_by_the_day(app: Terminal) -> None:
    app.press("u")
    app.wait_for("ARTICLES  Unread")
    app.press("J")
    app.wait_for(shows(GEEK, "In short"))
    app.press("s")
    app.wait_for(f"Starred: {GEEK}")
    app.press("J", "m")
    app.wait_for(f"Marked read: {VERGE}")
    assert not unread(app, VERGE)
    app.press("J")
    app.wait_for(shows(PC, "RELATED 4"))
    app.press("Space")
    app.wait_for(shows(ARS, "In short"))
    app.wait_for(lambda seen: not unread(seen, PC))
    assert unread(app, ARS)

    app.type("/date:2021-08-26")
    app.wait_for(lists(DAY_BEFORE[0], without=ARS))
    app.press("Enter", "A")
    app.wait_for("Marked 9 read · U undoes")
    app.press("Escape")
    app.wait_for(lists(ARS, without=DAY_BEFORE[0]))
    app.wait_for(at(ARS))
    app.press("*")
    app.wait_for(lists(GEEK, without=ARS))
    app.press("u")
    app.wait_for("ARTICLES  Unread")
    app.wait_for(lists(ARS, without=DAY_BEFORE[0]))
    app.press("A")
    app.wait_for("read · U undoes")
    app.press("a")
    app.wait_for(lists(DAY_BEFORE[0]))
    app.press("n")
    app.wait_for("All read. 1 starred · * shows them")


def test_a_story_is_followed_through_four_articles_and_back(app: Terminal) -> None:
    stopped_at = read_on(app)
    for number, title in enumerate((GEEK, VERGE, PC, ARS), start=1):
        app.press(str(number))
        app.wait_for(f"ARTICLE  ‹ {number} back")
        app.wait_for(shows(f"In short: {title}", "RELATED 4", "all here"))
    assert " › ".join(STORY) in app.text
    for number, title in enumerate((HOT, GEEK, VERGE, PC), start=1):
        assert f"‹ {number} {title}" in article(app)

    for title in (PC, VERGE, GEEK):
        app.press("[")
        app.wait_for(shows(f"In short: {title}"))
    app.press("[")
    app.wait_for(shows(stopped_at))
    assert paragraph(app) == stopped_at
    app.press("]")
    app.wait_for(shows(f"In short: {GEEK}"))
    app.press("h")
    app.wait_for("▌ARTICLES")
    app.wait_for(at(HOT))


def test_next_walks_the_list_one_followed_from(app: Terminal) -> None:
    app.press("Enter", "1")
    app.wait_for(shows(f"In short: {GEEK}"))
    for title in (VERGE, PC, ARS):
        app.press("J")
        app.wait_for(shows(f"In short: {title}"))
    app.press("J")
    app.wait_for("That is the last related article")
    app.press("K")
    app.wait_for(shows(f"In short: {PC}"))
    assert at(HOT)(app)


def test_three_links_for_a_chat(news: Path, start_reader: StartReader, library_env: Surroundings) -> None:
    app = start_reader("-L", str(news), columns=190, env=library_env.with_x11())
    app.wait_for(f"{ALL} articles")
    app.wait_for(shows(HOT, "Paragraph 1 "))

    def copied(text: str, message: str) -> None:
        app.wait_for(lambda seen: f"Copied {message}" in seen.screen[-1])
        tries = iter(range(200))
        while library_env.clipboard() != text and next(tries, None) is not None:
            app.pump(0.05)  # the helper may end after it was told of
        assert library_env.clipboard() == text

    app.press("y")
    copied(url_of(HOT), f"{url_of(HOT)} · ")
    app.press("j", "Y")
    app.wait_for("─ Copy ")
    app.press("m")
    copied(f"[{GEEK}]({url_of(GEEK)})", f"Markdown link: [{GEEK[:20]}")
    app.press("j", "Y")
    app.wait_for("─ Copy ")
    app.press("i")
    copied(f"The Verge: “{VERGE}”, 2021-08-27, {url_of(VERGE)}", "citation: The Verge: “Cloud")


def test_over_ssh_the_terminal_copies_and_a_url_is_shown_alone(
    news: Path, start_reader: StartReader, library_env: Surroundings
) -> None:
    variables = {**library_env.variables, "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    del variables["BROWSER"]
    app = start_reader("-L", str(news), env=variables)
    app.wait_for(f"{ALL} articles")
    app.wait_for(shows(HOT, "Paragraph 1 "))
    app.press("y")
    app.wait_for("not confirmed")
    sent = f"\x1b]52;c;{base64.b64encode(url_of(HOT).encode()).decode()}"
    assert [text.rstrip("\x07\x1b\\") for text in app.emulator.strings if text.startswith("\x1b]52;")] == [sent]

    app.press("Y")
    app.wait_for("─ Copy ")
    app.press("v")
    app.wait_for(lambda seen: url_of(HOT) in [line.strip() for line in seen.screen])
    assert "│" not in app.text
    assert 1000 not in app.emulator.modes
    app.press("Escape")
    app.wait_for(shows(HOT, "Paragraph 1 "))
    app.wait_for(lambda seen: 1000 in seen.emulator.modes)

    app.press("o")
    app.wait_for("No browser here (no DISPLAY). Y copies the link")


def test_a_narrow_split_and_back_shows_the_same_line_of_text(app: Terminal) -> None:
    app.resize(120, 36)
    app.wait_for(shows(HOT, "Paragraph 1 "))
    stopped_at = read_on(app)
    app.resize(58, 36)
    app.wait_for(lambda seen: "│" not in seen.text and stopped_at in seen.text)
    assert paragraph(app) == stopped_at
    app.resize(120, 36)
    app.wait_for(lambda seen: len(panes(seen)) == 3 and stopped_at in article(seen))
    assert paragraph(app) == stopped_at
    assert at(HOT)(app)


def test_marking_all_by_mistake_is_undone_at_once_and_in_the_next_sitting(
    app: Terminal, news: Path, start_reader: StartReader
) -> None:
    app.press("j", "j")
    app.wait_for(shows(VERGE, "RELATED 4"))
    for _ in range(2):
        app.press("A")
        app.wait_for(f"Marked {ALL} read · U undoes")
        app.wait_for(lambda seen: not unread(seen, ARS))
        assert ARS in listing(app)
        if _ == 0:
            app.press("U")
            app.wait_for(f"Undone: marked {ALL} read")
            app.wait_for(lambda seen: unread(seen, ARS))
            app.wait_for(at(VERGE))
    quit_reader(app)

    again = start_reader("-L", str(news))
    again.wait_for(f"{ALL} articles")
    again.wait_for(at(VERGE))
    again.wait_for(lambda seen: not unread(seen, ARS))
    again.press("U")
    again.wait_for(f"Undone: marked {ALL} read · ctrl+r redoes")
    again.wait_for(lambda seen: unread(seen, ARS))


def test_a_broken_document_is_found_named_and_mended(
    news: Path, start_reader: StartReader, library_env: Surroundings
) -> None:
    broken = news / "broken.md"
    whole = document("Mended at last", "Gazette", "2021-08-27T21:00:00Z")
    broken.write_text(re.sub("(title|excerpt|webUrl):", r"\1", whole))
    app = start_reader("-L", str(news), env=library_env.with_x11())
    app.wait_for(lambda seen: "! 1 problem" in seen.screen[-1])
    app.wait_for(shows(HOT, "Paragraph 1 "))
    app.press("!")
    app.wait_for("PROBLEMS 1")
    app.wait_for("not shown")
    place = re.search(r"error +(broken\.md:(\d+):\d+)", app.text)
    assert place, app.picture()
    app.press("Enter")
    app.wait_for("as it is")
    app.wait_for(lambda seen: any(re.match(rf"▌ +{place[2]}  ", line) for line in seen.screen))
    app.press("Escape")
    app.wait_for("PROBLEMS 1")
    app.press("y")
    app.wait_for(lambda _: library_env.clipboard() == place[1])
    app.wait_for(f"Copied {place[1]}")

    broken.write_text(whole)
    app.press("r")
    app.wait_for(lists("Mended at last"))
    app.wait_for(lambda seen: "! 1 problem" not in seen.text and f"{ALL + 1} articles" in seen.screen[0])
    app.wait_for(at(HOT))
