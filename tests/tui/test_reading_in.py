"""While a library is being read it says how far it has come, and it can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from reader.library import open_library
from reader.model import Selection, Sort
from reader.model.edges import NEWEST_FIRST
from reader.repository import Batch, Repository
from reader.tui import intake
from reader.tui.app import ReaderApp
from reader.tui.headings import Progress
from reader.tui.loader import Loader
from tests.pictures.scenes import NOW
from tests.tui.running import Running, settings_in, write_news


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of which the fifth part is read, and that goes on until it is stopped."""
    load = Repository.load

    def loaded(
        self: Repository,
        cancelled: threading.Event | None = None,
        sort: Sort = NEWEST_FIRST,
        wanted: Callable[[int], bool] | None = None,
        *,
        trusting: bool = False,
        growing: bool = False,
    ) -> Generator[Batch, None, None]:
        assert cancelled is not None
        batches = load(self, None, sort, wanted, trusting=trusting, growing=growing)
        articles = tuple(article for batch in batches for article in batch.articles)
        while not cancelled.wait(0.01):
            yield Batch(articles, (), len(articles), 5 * len(articles))

    monkeypatch.setattr(Repository, "load", loaded)
    monkeypatch.setattr(intake, "TELL_AFTER", 0.0)


@pytest.mark.usefixtures("endless")
async def test_reading_tells_how_far_it_has_come_and_is_stopped_by_ctrl_c(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    write_news(tmp_path / "news", {"One": "2026-11-01T10:00:00Z", "Two": "2026-11-02T10:00:00Z"})
    library = open_library(settings, [str(tmp_path / "news")])
    loader = Loader(library, Selection())
    loader.start()
    app = ReaderApp(library, settings, loader, clock=lambda: NOW)
    try:
        async with app.run_test(size=(120, 36)) as pilot:
            run = Running(app, pilot)
            await run.until(lambda: "Reading news   2 of 10" in run.text and "ctrl+c stops" in run.text)
            counted, bar = (next(line for line in run.text.splitlines() if told in line) for told in ("2 of 10", "20%"))
            assert "2 of 10   " in counted
            assert bar.partition("20%")[0].rstrip()[-1] not in "…."  # the bar is whole
            assert run.listed == ["Two", "One"]
            await run.press("ctrl+c")
            await run.shows("Stopped reading. The articles read so far are here")
            await run.until(lambda: "ctrl+c stops" not in run.text)
            assert run.listed == ["Two", "One"]
    finally:
        library.close()


@pytest.mark.parametrize(
    ("progress", "left"),
    [
        (Progress(2_000, 10_000, 2.0), 8),
        (Progress(6_000, 10_000, 2.0, known=4_000), 4),  # those that an index knew say nothing of the pace
        (Progress(4_000, 10_000, 2.0, known=4_000), None),
        (Progress(2_000, 10_000, 0.5), None),
        (Progress(9_990, 10_000, 2.0), None),
    ],
)
def test_the_time_left_goes_by_what_was_read(progress: Progress, left: int | None) -> None:
    assert progress.seconds_left == left
