"""Reading the four samples in the whole program, as a person does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.environment import READER, SEEDS, Surroundings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.tmux import TMUX, Tmux

LAB = "Getting AI from the lab to production"
TUMORS = "Deep learning improves interpretation of tumors"
CHALLENGES = "Overcoming Challenges to Machine Learning Adoption and Implementation in the Lab"
DESIGN = "Better design of deep learning studies can lead to faster transformation of medical practices"
STUB = "Silicon Labs Brings AI and Machine Learning to the Edge"
TUMORS_URL = "https://medicalxpress.com/news/2021-10-deep-tumors.html"


def panes(terminal: Terminal) -> list[str]:
    """The text of each pane from left to right, its lines joined, so that a wrapped title is found whole."""
    rows = [line.split("│") for line in terminal.screen]
    width = max(map(len, rows))
    columns = zip(*(row for row in rows if len(row) == width), strict=True)
    return [" ".join(" ".join(column).split()) for column in columns]


def article(terminal: Terminal) -> str:
    """The text of the article's pane."""
    return panes(terminal)[-1]


def shows(*texts: str) -> Callable[[Terminal], bool]:
    """The condition that the article's pane holds all these texts."""

    def condition(terminal: Terminal) -> bool:
        return all(text in article(terminal) for text in texts)

    condition.__name__ = f"the article shows {texts}"
    return condition


def listed(terminal: Terminal, title: str) -> tuple[int, int]:
    """Column and row in the list where an article's title begins."""
    start = " ".join(title.split()[:4])
    for y, line in enumerate(terminal.screen):
        pane, _, rest = line.partition("│")
        if (x := rest.split("│")[0].find(start)) >= 0:
            return len(pane) + 1 + x, y
    raise AssertionError(f"{title!r} is not in the list:\n{terminal.picture()}")


def unread(terminal: Terminal, title: str) -> bool:
    """Whether the list marks an article as unread."""
    x, y = listed(terminal, title)
    return "●" in terminal.screen[y][x - 3 : x]


@pytest.fixture
def samples(start_reader: StartReader, library_env: Surroundings) -> Terminal:
    """The program on the samples, with a clipboard, loaded."""
    terminal = start_reader("-L", str(SEEDS), env=library_env.with_x11())
    terminal.wait_for("4 articles")
    terminal.wait_for(shows(LAB, "RELATED 6"))
    return terminal


def test_the_first_screen_lists_the_samples_newest_first_with_the_newest_beside(samples: Terminal) -> None:
    rows = [listed(samples, title)[1] for title in (LAB, TUMORS, CHALLENGES, DESIGN)]
    assert rows == sorted(rows)
    assert "The enterprise is eager to push AI out of the lab" in article(samples)
    assert all(unread(samples, title) for title in (TUMORS, CHALLENGES, DESIGN))


def test_a_story_is_followed_there_and_back_and_a_url_taken_away(
    samples: Terminal, start_reader: StartReader, library_env: Surroundings
) -> None:
    samples.press("Enter")
    samples.wait_for(shows(LAB, "RELATED 6", "none here", "1 Silicon Labs Brings AI and Machine"))
    samples.press("1")
    samples.wait_for(shows(STUB, "Not in the library: this is what 1 article says about it"))
    assert "improve AI/ML performance by 4x" in article(samples)
    samples.press("[")
    samples.wait_for(shows(LAB, "RELATED 6"))

    samples.press("h", "j", "Enter")
    samples.wait_for(shows(TUMORS, "RELATED 2", "1 here", "Lab Manager"))
    samples.press("1")
    samples.wait_for(shows(CHALLENGES, "Lab Manager", "RELATED 2"))
    assert "Not in the library" not in article(samples)
    samples.press("[")
    samples.wait_for(shows(TUMORS, "NIBIB-funded engineers"))
    samples.press("]")
    samples.wait_for(shows(CHALLENGES, "is starting to enable advanced analytics for labs"))
    samples.press("[")
    samples.wait_for(shows(TUMORS, "NIBIB-funded engineers"))

    samples.press("y")
    samples.wait_for(lambda _: library_env.clipboard() == TUMORS_URL)
    samples.wait_for("Copied")
    samples.press("Q")
    assert samples.wait_exit() == 0

    again = start_reader("-L", str(SEEDS))
    again.wait_for("4 articles")
    again.wait_for(lambda terminal: not unread(terminal, LAB))
    again.wait_for(lambda terminal: unread(terminal, DESIGN))
    assert not unread(again, TUMORS)


def test_the_command_line_sees_the_marks_set_in_the_app(samples: Terminal, library_env: Surroundings) -> None:
    samples.press("s", "j")
    samples.wait_for(shows(TUMORS))
    samples.press("m", "Q")
    assert samples.wait_exit() == 0
    done = subprocess.run(
        [*READER, "-L", str(SEEDS), "list", "--json"],
        env=dict(library_env.variables),
        capture_output=True,
        check=True,
        timeout=60,
    )
    marks = {found["title"]: (found["read"], found["starred"]) for found in json.loads(done.stdout)}
    assert marks[LAB][1]
    assert marks[TUMORS] == (True, False)
    assert marks[DESIGN] == (False, False)


def test_topics_are_chosen_in_the_sidebar(samples: Terminal) -> None:
    samples.press("h")
    samples.wait_for("▌All")
    samples.press("j", "j", "j", "j")
    samples.wait_for("▌  Machine Learni")
    samples.press("Enter")
    samples.wait_for(lambda terminal: LAB not in panes(terminal)[1])
    assert listed(samples, TUMORS)[1] < listed(samples, CHALLENGES)[1] < listed(samples, DESIGN)[1]
    samples.mouse("click", *samples.find("All  "))
    samples.wait_for(lambda terminal: LAB in panes(terminal)[1])


def test_a_filter_narrows_as_it_is_typed_and_escape_takes_it_back(samples: Terminal) -> None:
    samples.press("/")
    samples.wait_for("Enter keep")
    samples.type("tumors")
    samples.wait_for(lambda terminal: LAB not in panes(terminal)[1])
    listed(samples, TUMORS)
    samples.press("Escape")
    samples.wait_for(lambda terminal: LAB in panes(terminal)[1])


def test_what_is_typed_at_once_after_the_slash_is_searched_for(samples: Terminal) -> None:
    samples.type("/tumors")
    samples.wait_for("/ tumors", deadline=1)
    samples.wait_for(lambda terminal: LAB not in panes(terminal)[1])


def test_the_mouse_selects_opens_and_scrolls(samples: Terminal) -> None:
    samples.mouse("click", *listed(samples, DESIGN))
    samples.wait_for(shows(DESIGN, "Nature Reviews Cancer"))
    samples.mouse("double-click", *listed(samples, TUMORS))
    samples.wait_for(shows(TUMORS, "NIBIB-funded engineers"))
    samples.wait_for("▌ARTICLE")
    samples.mouse("wheel-down", 110, 20)
    samples.wait_for(
        lambda terminal: "NIBIB-funded engineers" not in article(terminal) or TUMORS not in article(terminal)
    )
    samples.mouse("wheel-up", 110, 20)
    samples.wait_for(shows(TUMORS, "NIBIB-funded engineers"))


@pytest.mark.parametrize("kind", ["terminal", "tmux"])
def test_a_narrow_split_and_back_keeps_the_article(
    kind: str, start_reader: StartReader, library_env: Surroundings
) -> None:
    if kind == "tmux" and TMUX is None:
        pytest.skip("tmux is not installed")
    command = [*READER, "-L", str(SEEDS)]
    variables = library_env.variables
    with Tmux(command, env=variables) if kind == "tmux" else Terminal(command, env=variables) as terminal:
        terminal.wait_for(shows(LAB, "RELATED 6"))
        terminal.press("j", "Enter")
        terminal.wait_for(shows(TUMORS, "RELATED 2"))
        terminal.resize(58, 36)
        terminal.wait_for(lambda seen: not any("│" in line for line in seen.screen) and TUMORS in seen.text)
        terminal.press("q")
        terminal.wait_for("ARTICLES")
        terminal.wait_for(LAB)
        terminal.resize(120, 36)
        terminal.wait_for(lambda seen: len(panes(seen)) == 3 and TUMORS in article(seen))
        terminal.press("Q")
        assert terminal.wait_exit() == 0
