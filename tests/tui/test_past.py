"""The history: pure rows, and the screen that shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Deed, Kind
from reader.model import Article
from reader.tui import cells
from reader.tui.line import line_width
from reader.tui.past import KINDS, PastLook, past_rows
from reader.tui.screens.past import PORTION
from tests.tui.making import drawn, made, plain
from tests.tui.running import Running, sitting, write_news

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LOOK = PastLook(100, NOW)
LAB = made("Getting AI from the lab to production", "VentureBeat")
CARE = made("Azure Database Service Flaw Could Affect Thousands of Firms", "healthcareinfosecurity.com")


@pytest.fixture(autouse=True)
def utc(zone: Callable[[str], None]) -> None:
    zone("UTC0")


def deed(
    kind: Kind, *articles: Article, ago: float = 1, name: str = "", text: str = "", number: int = -1, **more: bool
) -> Deed:
    """A deed so many hours ago."""
    number = len(articles) if number < 0 else number
    flags = {"undone": False, "here": True, **more}
    return Deed(f"{kind}{ago}", NOW - timedelta(hours=ago), kind, name, text, number, articles, **flags)


def told(*deeds: Deed, look: PastLook = LOOK, wanted: str = "") -> list[str]:
    return drawn([row.line for row in past_rows(deeds, look, wanted)])


class TestRows:
    def test_days_are_named_once_and_the_latest_comes_first(self) -> None:
        lines = told(
            deed(Kind.READ, LAB, ago=1),
            deed(Kind.STAR, LAB, ago=2),
            deed(Kind.READ, CARE, ago=20),
            deed(Kind.NOTE, CARE, ago=80, text="x"),
        )
        assert [line for line in lines if not line[:1].isdigit()] == ["Today", "Yesterday", "Tue 17 Nov 2026"]
        assert lines[1].startswith("11:00  read              Getting AI from the lab to production")
        assert lines[1].endswith("VentureBeat")
        assert lines[2].startswith("10:00  starred ")

    def test_each_deed_says_what_was_done(self) -> None:
        assert "tagged “later”" in told(deed(Kind.TAG, LAB, name="later"))[1]
        assert "untagged “later”" in told(deed(Kind.UNTAG, LAB, name="later"))[1]
        assert "noted" in told(deed(Kind.NOTE, LAB, text="x"))[1]
        assert "note deleted" in told(deed(Kind.NOTE, LAB))[1]
        assert "saved the view “x”" in told(deed(Kind.VIEW, name="x", text="a"))[1]

    def test_undone_and_foreign_deeds_say_so(self) -> None:
        assert told(deed(Kind.READ, LAB, undone=True))[1].endswith("VentureBeat · undone")
        assert told(deed(Kind.READ, LAB, here=False))[1].endswith("another device")

    def test_a_deed_with_many_is_one_row_that_unfolds(self) -> None:
        many = deed(Kind.READ, LAB, CARE, number=312)
        (_day, line) = told(many)
        assert line.startswith("11:00  ► marked 312 read  Getting AI from the lab to production; Azure")
        lines = told(many, look=LOOK._replace(unfolded={many.id}))
        assert [line.strip().split("  ")[0] for line in lines[2:]] == [LAB.title, CARE.title, "and 310 more"]

    def test_words_narrow_by_title_provider_tag_and_note(self) -> None:
        deeds = deed(Kind.READ, LAB), deed(Kind.TAG, CARE, name="later"), deed(Kind.NOTE, LAB, text="ask Anna")
        assert len(told(*deeds, wanted="lab")) == 3
        assert len(told(*deeds, wanted="AZURE later")) == 2
        assert len(told(*deeds, wanted="anna")) == 2
        assert told(*deeds, wanted="nowhere") == []

    @given(st.sampled_from(list(KINDS["a"])), plain, st.integers(8, 130), st.integers(1, 30), st.booleans())
    def test_no_row_is_wider_than_the_screen(
        self, kind: Kind, text: str, width: int, number: int, undone: bool
    ) -> None:
        articles = tuple(made(text, text) for _ in range(min(number, 3)))
        row = deed(kind, *articles, name=text, text=text, number=number, undone=undone)
        for line in past_rows([row], LOOK._replace(width=width, unfolded={row.id})):
            assert line_width(line.line) <= max(width, 40 + cells.width(cells.for_row(text)))


TITLES = [f"Report {letter}" for letter in "ABCD"]
"""Newest first."""


@pytest.fixture
def sit(tmp_path: Path) -> Callable[..., None]:
    """Run the app on four articles."""
    write_news(tmp_path / "news", {title: f"2022-01-{20 - day}" for day, title in enumerate(TITLES)})
    return lambda does, **more: sitting(tmp_path, tmp_path / "news", does, **more)


async def opened(run: Running) -> None:
    """Open the history and wait until all of it is there."""
    await run.press("H")
    await run.until(lambda: "deed" in run.text and "and more" not in run.text)


def test_the_history_shows_what_was_done_and_opens_an_article(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("H")
        await run.shows("Nothing was done yet.")
        await run.press("escape", "m", "j", "s", "j", "m", "U")
        await run.until(lambda: "Undone" in run.bottom)
        await opened(run)
        rows = [line for line in run.text.splitlines() if "Report" in line]
        assert [("read" in row, "starred" in row, "undone" in row) for row in rows] == [
            (True, False, True),
            (False, True, False),
            (True, False, False),
        ]
        await run.press("j", "enter")
        await run.until(lambda: run.app.screen is run.app.main)
        article = run.app.main.reading.article
        assert article is not None
        assert article.title == "Report B"
        await run.press("[")
        assert run.app.main.list.row == 2

    sit(does)


def test_letters_narrow_to_a_kind_and_a_slash_to_words(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        await run.press("m", "j", "s", ";", "m")
        await opened(run)
        assert "► marked 3 read" in run.text
        await run.press("s")
        await run.until(lambda: "1 deed\n" in run.text)
        assert "marked 3 read" not in run.text
        await run.press("a")
        await run.until(lambda: "3 deeds" in run.text)
        await run.press("/")
        await run.type("3")
        await run.shows("type to find: 3_")
        assert "starred" not in run.text
        await run.press("enter", "enter")
        await run.shows("▼ marked 3 read")
        assert run.text.count("Report") >= 4

    sit(does)


def test_older_deeds_come_when_one_gets_near_them(sit: Callable[..., None]) -> None:
    async def does(run: Running) -> None:
        article = run.article("Report A")
        for number in range(PORTION + 50):
            run.library.tag(f"tag{number}", [article])
        await run.press("H")
        await run.shows("200 deeds and more")
        await run.press("G")
        await run.until(lambda: "250 deeds\n" in run.text)
        await run.press("G")
        await run.shows("tagged “tag0”")

    sit(does)
