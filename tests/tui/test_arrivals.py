"""What changes in the folders while the app runs: it comes on the screen, and nothing moves that one looks at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Article, Document, Problem, Selection, Severity, Topic, Urls
from reader.tui.app import ReaderApp
from reader.tui.loader import Loader
from reader.tui.screens.problems import Problems
from tests.fakes import FakeJournal, FakeRoot, FakeSource, article
from tests.pictures.scenes import NOW, _settled
from tests.tui.running import Running, settings_in

DEADLINE = 3600.0
"""Seconds after which an article counts as read: more than a test takes."""

COUNT = 60
"""Articles there are at the beginning: more than any pane shows."""


class Sitting(Running):
    """The app on folders that a test changes."""

    source: FakeSource
    journal: FakeJournal

    @property
    def here(self) -> str:
        """The title under the list's cursor."""
        found = self.app.main.list.article
        assert found is not None
        return found.title

    @property
    def line(self) -> int:
        """The line of the screen on which the cursor's row begins."""
        return next(number for number, line in enumerate(self.text.splitlines()) if self.here in column(line, 1))

    @property
    def top(self) -> str:
        """The first two lines of the article that are seen."""
        return " ".join(column(line, 2).strip() for line in self.text.splitlines()[2:4])

    def file(self, number: int) -> Document:
        """One of the files."""
        return self.source.documents["news", f"{number:02d}.md"]


def column(line: str, number: int) -> str:
    """The part of a line of the screen that is a pane's: sidebar, list, article."""
    return "".join(line.split("│")[number : number + 1])


def made(number: int, *, day: int | None = None, path: str = "", body: str = "") -> Document:
    """The document of a number; the later the day, the higher it stands in the list."""
    name = f"{number:02d}"
    of = article(name, title=f"Article {name}", day=number if day is None else day, path=path or f"{name}.md")
    return Document(article=of._replace(has_body=bool(body)), body=body)


def long(number: int, first: str = "") -> Document:
    """A document that takes several screens."""
    return made(number, body="\n\n".join([*([first] if first else []), *(f"Paragraph {each}." for each in range(80))]))


@asynccontextmanager
async def sitting(home: Path, *, size: tuple[int, int] = (120, 36), notice: str = "") -> AsyncIterator[Sitting]:
    source = FakeSource([long(number) for number in range(COUNT)], batch=100)
    journal = FakeJournal()
    journal.notice = notice
    library = Library(source, journal)
    settings = settings_in(home)
    loader = Loader(library, Selection(), watch=True)
    loader.start()
    app = ReaderApp(library, settings, loader, clock=lambda: NOW)
    async with app.run_test(size=size) as pilot:
        run = Sitting(app, pilot)
        run.source, run.journal = source, journal
        await run.until(lambda: not app.main.intake.open and _settled(app) and source.watched)
        yield run
        loader.stop()


def sit(
    home: Path, does: Callable[[Sitting], Awaitable[None]], *, size: tuple[int, int] = (120, 36), notice: str = ""
) -> None:
    async def run() -> None:
        async with sitting(home, size=size, notice=notice) as sat:
            await does(sat)

    asyncio.run(run())


def test_new_articles_above_leave_the_row_under_the_cursor_on_its_line(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        here, line = sat.here, sat.line
        for number in (70, 71):
            sat.source.change(made(number))
            await sat.shows(f"of {COUNT + number - 69}")
            assert (sat.here, sat.line) == (here, line)
        await sat.shows("new article")
        assert "2 new articles above" in sat.bottom or "1 new article above" in sat.bottom

    sit(tmp_path, does)


def test_an_article_that_nobody_has_moved_from_yet_stays_under_the_cursor(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        here, line = sat.here, sat.line
        sat.source.change(made(70))
        await sat.shows(f"2 of {COUNT + 1}")
        assert (sat.here, sat.line) == (here, line)

    sit(tmp_path, does)


def test_articles_that_go_leave_the_row_under_the_cursor_on_its_line(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("ctrl+f", "ctrl+f", "j")
        here, line = sat.here, sat.line
        sat.source.change(gone=[sat.file(number).article for number in (57, 58, 20, 3)])
        await sat.shows(f"of {COUNT - 4}")
        assert (sat.here, sat.line) == (here, line)

    sit(tmp_path, does)


def test_the_cursor_of_an_article_that_goes_is_on_the_next_older_one(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        line = sat.line
        assert sat.here == "Article 56"
        sat.source.change(gone=[sat.file(56).article])
        await sat.until(lambda: sat.here == "Article 55")
        await sat.shows(f"4 of {COUNT - 1}")
        assert sat.line == line

    sit(tmp_path, does)


def test_the_next_older_article_has_the_cursor_also_when_many_above_go_with_the_one_it_was_on(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        sat.source.change(gone=[sat.file(number).article for number in range(40, COUNT)])
        await sat.shows("1 of 40")
        assert sat.here == "Article 39"

    sit(tmp_path, does)


def test_an_article_that_comes_back_has_the_cursor_again(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        line, away = sat.line, sat.file(56)
        sat.source.change(gone=[away.article])
        await sat.shows(f"4 of {COUNT - 1}")
        assert sat.here == "Article 55"
        sat.source.change(away)
        await sat.shows(f"4 of {COUNT}")
        assert (sat.here, sat.line) == ("Article 56", line)

    sit(tmp_path, does)


def test_an_article_has_the_cursor_again_when_the_whole_library_comes_back(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        away = [sat.file(number) for number in range(COUNT)]
        sat.source.change(gone=[each.article for each in away])
        await sat.shows("no articles")
        sat.source.change(*away[:7])
        await sat.shows("1 of 7")
        sat.source.change(*away[7:])
        await sat.shows(f"4 of {COUNT}")
        assert sat.here == "Article 56"

    sit(tmp_path, does)


def test_the_cursor_stays_where_one_went_on_when_an_article_comes_back(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        away = sat.file(59)
        sat.source.change(gone=[away.article])
        await sat.shows(f"1 of {COUNT - 1}")
        await sat.press("enter")
        sat.source.change(away)
        await sat.shows(f"2 of {COUNT}")
        assert sat.here == "Article 58"
        assert sat.top.startswith("Article 58")

    sit(tmp_path, does)


def test_an_article_that_comes_under_the_cursor_by_itself_is_not_read_before_a_key_is_pressed(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        main, reading = sat.app.main, sat.app.main.reading
        await sat.press("j")
        main.settings = main.settings._replace(read_after=DEADLINE)
        sat.source.change(gone=[sat.file(58).article])
        await sat.until(lambda: sat.top.startswith("Article 57") and _settled(sat.app))
        assert reading._ripen is None
        await sat.press("ctrl+e")
        assert reading._ripen is not None

    sit(tmp_path, does)


def test_a_list_scrolled_away_from_its_cursor_stays_where_it_is(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        wheel = sat.app.main.list
        wheel.jump_to(40)
        await sat.pilot.pause()
        first = column(sat.text.splitlines()[3], 1)
        sat.source.change(made(70), made(71))
        await sat.shows(f"of {COUNT + 2}")
        assert column(sat.text.splitlines()[3], 1) == first
        assert sat.here == "Article 59"

    sit(tmp_path, does)


def test_a_moved_file_keeps_cursor_mark_and_text(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "m", "enter", "ctrl+d")
        here, line, top = sat.here, sat.line, sat.top
        before = sat.file(57)
        moved = before._replace(article=before.article._replace(path="elsewhere/57.md"))
        sat.source.change(moved, gone=[before.article])
        await sat.until(lambda: sat.app.main.reading.article == moved.article)
        await sat.until(lambda: _settled(sat.app))
        assert (sat.here, sat.line, sat.top) == (here, line, top)
        assert sat.library.is_read(moved.article)
        assert f"{COUNT - 1} unread" in sat.text

    sit(tmp_path, does)


def test_that_a_file_is_missing_is_not_said_any_longer_once_it_is_found_elsewhere(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter")
        edited = long(59, "A paragraph that was not there before.")
        sat.source.change(edited)
        del sat.source.documents["news", "59.md"]  # gone again before it could be read
        await sat.shows("59.md is gone")
        moved = edited._replace(article=edited.article._replace(path="elsewhere/59.md"))
        sat.source.change(moved, gone=[edited.article])
        await sat.shows("A paragraph that was not there before.")
        await sat.until(lambda: "59.md is gone" not in sat.text)

    sit(tmp_path, does)


def test_that_a_file_is_missing_is_not_said_any_longer_once_it_is_back_although_one_went_on(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter")
        edited = long(59, "A paragraph that was not there before.")
        sat.source.change(edited)
        del sat.source.documents["news", "59.md"]
        await sat.shows("59.md is gone")
        await sat.press("h", "j")
        sat.source.change(edited)
        await sat.until(lambda: "59.md is gone" not in sat.text)

    sit(tmp_path, does)


def test_that_a_file_is_missing_is_not_said_any_longer_once_its_folder_is_back(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        there = sat.source.documents.pop(("news", "58.md"))
        await sat.press("j", "enter")
        await sat.shows("58.md is gone")
        sat.source.documents["news", "58.md"] = there
        sat.source.change(gone=[there.article._replace(path=".")])
        await sat.until(lambda: "58.md is gone" not in sat.text)

    sit(tmp_path, does)


def test_a_folder_that_is_away_is_told_of_in_the_bottom_line_until_it_is_back(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        away = Problem("news", ".", 1, 1, Severity.ERROR, "folder-unreadable", "This folder is not there any more.")
        sat.source.change(problems=[away])
        await sat.shows("news: This folder is not there any more.")
        sat.source.change(gone=[sat.file(1).article._replace(path=".")])
        await sat.until(lambda: "news: This folder" not in sat.text)

    sit(tmp_path, does)


def test_that_a_file_is_missing_stays_said_while_one_goes_on_to_others(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter")
        sat.source.change(long(59, "A paragraph that was not there before."))
        del sat.source.documents["news", "59.md"]
        await sat.shows("59.md is gone")
        await sat.press("h", "j")
        await sat.until(lambda: sat.app.main.reading.opened is not None and sat.top.startswith("Article 58"))
        assert "59.md is gone" in sat.text

    sit(tmp_path, does)


def test_the_text_one_reads_stays_when_its_file_gets_more_text_above(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter", "ctrl+d", "ctrl+d")
        top = sat.top
        assert "Paragraph" in top
        changed = long(59, "A paragraph that was not there before.\n\nAnd another one.")
        sat.source.change(changed)
        await sat.until(lambda: sat.app.main.reading.opened is not None and sat.app.main.reading.opened[0] == changed)
        await sat.pilot.pause()
        assert sat.top == top
        await sat.press("g")
        await sat.shows("A paragraph that was not there before.")

    sit(tmp_path, does)


@pytest.mark.parametrize(("body", "hits"), [("Paragraph 0.\n\nParagraph 1.", 2), ("Another text.", 0)])
def test_an_article_that_has_fewer_places_of_what_is_looked_for_tells_of_those(
    tmp_path: Path, body: str, hits: int
) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter", "/")
        await sat.type("graph")
        await sat.press("down", "down", "down")
        assert "4 of 80" in sat.bottom
        sat.source.change(made(59, body=body))
        await sat.shows("  2 places" if hits else "“graph” is not in this article")
        await sat.press("enter")
        assert ("2 of 2" in sat.bottom) is bool(hits)
        await sat.press("n")
        assert ("1 of 2" in sat.bottom) is bool(hits)

    sit(tmp_path, does)


def test_the_text_one_reads_stays_when_its_file_goes_until_one_leaves(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("enter", "ctrl+d")
        top = sat.top
        sat.source.change(gone=[sat.file(59).article])
        await sat.shows("its text stays until you leave it")
        assert sat.top == top
        assert sat.here == "Article 58"
        await sat.press("h")
        await sat.until(lambda: sat.top.startswith("Article 58"))

    sit(tmp_path, does)


def test_an_article_whose_file_comes_back_while_one_reads_it_has_the_cursor_again(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "enter", "ctrl+d")
        top, away = sat.top, sat.file(58)
        sat.source.change(gone=[away.article])
        await sat.shows("its text stays until you leave it")
        await sat.press("ctrl+d", "ctrl+u")
        sat.source.change(away)
        await sat.shows(f"2 of {COUNT}")
        assert "its text stays until you leave it" not in sat.text
        assert (sat.here, sat.top) == ("Article 58", top)

    sit(tmp_path, does)


def test_an_article_read_in_another_program_stays_in_the_unread_ones_when_others_come(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("u", "j", "j", "j")
        sat.journal.elsewhere |= {sat.file(number).article.key for number in (56, 58)}
        await sat.shows(f"{COUNT - 2} unread")
        sat.source.change(made(70))
        await sat.shows(f"5 of {COUNT + 1}")
        assert sat.here == "Article 56"
        assert "Article 58" in sat.text

    sit(tmp_path, does)


def test_a_related_article_that_comes_is_here_from_then_on(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        stub = Document(article=article("late", library="", path="", title="A late one"))
        with_link = Document(
            article=sat.file(59).article._replace(links=((stub.article.key,),), related_count=1), related=(stub,)
        )
        sat.source.change(with_link)
        await sat.shows("none here")
        sat.source.change(Document(article=article("late", title="A late one", day=2)))
        await sat.shows("all here")

    sit(tmp_path, does)


@pytest.mark.parametrize("has_address", [True, False])
def test_who_comes_back_to_an_article_that_has_lost_its_related_ones_is_in_its_text(
    tmp_path: Path, has_address: bool
) -> None:
    async def does(sat: Sitting) -> None:
        detail, before = sat.app.main.detail, made(59, body="Another text.")
        if not has_address:
            before = before._replace(article=before.article._replace(urls=Urls()))
        others = [sat.file(number) for number in (58, 57)]
        links = tuple((other.article.key,) for other in others)
        of = before.article._replace(links=links, related_count=2)
        sat.source.change(Document(article=of, body="A text.", related=tuple(others)))
        await sat.press("enter")
        await sat.shows("A text.")
        await sat.press("tab", "j", "enter")
        await sat.until(lambda: sat.top.startswith("Article 59 › Article 57"))
        sat.source.change(before)
        await sat.until(lambda: not sat.app.main.library.get(of.key).related_count)  # type: ignore[union-attr]
        await sat.press("[")
        await sat.shows("Another text.")
        assert detail.chosen is None
        await sat.press("G")
        assert "failed" not in sat.bottom

    sit(tmp_path, does)


def test_counts_topics_and_problems_follow(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        sat.source.described = (Topic("Weather"), Topic("Clouds", parent="Weather"))
        problem = Problem("news", "bad.md", 3, 1, Severity.ERROR, "yaml", "This is wrong.")
        document = made(70)
        sat.source.change(
            document._replace(article=document.article._replace(topics=("Clouds",))), problems=[problem], topics=True
        )
        await sat.shows("1 problem")
        assert f"{COUNT + 1} articles" in sat.text
        topics = [column(line, 0).split() for line in sat.text.splitlines()]
        assert ["Clouds", "1"] in topics
        assert any("Weather" in words for words in topics)

    sit(tmp_path, does)


def test_a_mended_problem_leaves_the_list_of_problems_by_itself(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        bad = [article(name, day=1, path=f"{name}.md") for name in ("a", "b", "c")]
        problems = [Problem("news", each.path, 3, 1, Severity.ERROR, "yaml", f"Wrong in {each.path}.") for each in bad]
        sat.source.change(gone=bad, problems=problems)
        await sat.shows("3 problems")
        await sat.press("!", "j", "j")
        await sat.shows("Wrong in c.md")
        sat.source.change(Document(article=bad[0]))
        await sat.shows("PROBLEMS 2")
        assert "Wrong in a.md" not in sat.text
        assert isinstance(sat.app.screen, Problems)
        assert "▌error  c.md:3:1" in sat.text
        await sat.press("escape")
        await sat.shows("2 problems")
        assert f"{COUNT + 1} articles" in sat.text

    sit(tmp_path, does)


def test_an_article_that_comes_into_a_filtered_list_is_found(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("/")
        await sat.type("windfall")
        await sat.press("enter")
        await sat.shows("No article has")
        found = made(70)
        sat.source.change(found._replace(article=found.article._replace(title="Windfall of news")))
        await sat.shows("1 of 1")
        assert sat.here == "Windfall of news"

    sit(tmp_path, does)


def test_what_the_search_line_tells_follows_what_comes_in(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("/")
        await sat.type("windfall")
        await sat.shows("No article has “windfall”. Esc takes it back.")
        for number, told in ((70, " 1 of 61 "), (71, " 2 of 62 ")):
            found = made(number)
            sat.source.change(found._replace(article=found.article._replace(title=f"Windfall {number}")))
            await sat.shows(told)
        assert "No article has" not in sat.text

    sit(tmp_path, does)


def test_that_marks_cannot_be_kept_is_told_when_it_begins_and_until_it_is_over(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        sat.journal.notice = "Marks cannot be kept."
        await sat.shows("Marks cannot be kept.")
        await sat.press("escape")
        assert "Marks cannot be kept" not in sat.text
        await sat.press("m")
        await sat.shows("Marks cannot be kept.")
        sat.journal.notice = ""
        await sat.until(lambda: "Marks cannot be kept" not in sat.text)

    sit(tmp_path, does)


def test_what_was_said_at_the_start_is_not_said_again_at_every_mark(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.shows("It was damaged.")
        await sat.press("escape", "m")
        sat.journal.notice = "It was damaged. Marks cannot be kept."
        await sat.shows("Marks cannot be kept.")
        sat.journal.notice = "It was damaged."
        await sat.until(lambda: "Marks cannot be kept" not in sat.text)
        assert "damaged" not in sat.text

    sit(tmp_path, does, notice="It was damaged.")


def test_an_empty_library_fills_by_itself(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        sat.source.roots = (FakeRoot("news", tmp_path),)
        sat.source.change(gone=[each.article for each in list(sat.source.documents.values())])
        await sat.shows("No articles in news yet.")
        sat.source.change(made(70))
        await sat.shows("Article 70")
        await sat.shows("1 of 1")

    sit(tmp_path, does)


def test_thousands_of_changes_come_in_and_the_cursor_stays(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "j", "j")
        here, line = sat.here, sat.line
        for start in range(100, 3_100, 100):
            sat.source.change(*(made(number, day=start % 7 * 20) for number in range(start, start + 100)))
        await sat.shows("3,060 articles")
        await sat.shows(f"of {3_060:,}")
        assert (sat.here, sat.line) == (here, line)

    sit(tmp_path, does)


def test_marks_of_other_articles_stay_with_them(tmp_path: Path) -> None:
    async def does(sat: Sitting) -> None:
        await sat.press("j", "s", "m")
        starred: Article = sat.app.main.list.article  # type: ignore[assignment]
        sat.source.change(sat.file(58)._replace(article=sat.file(58).article._replace(title="Article 58 renamed")))
        await sat.shows("Article 58 renamed")
        assert sat.library.is_starred(starred)
        assert sat.library.is_read(starred)
        assert sat.here == "Article 58 renamed"

    sit(tmp_path, does)
