"""Why an article is where it is, told in a frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import Running, sitting


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, more, body in (
        ("Azure opens", "heat: 806\nquality: 102\ntopics: [AI]\nprovider: {name: Wired}\n", "The kernel schedules."),
        ("Clouds gather", "", "Nothing."),
    ):
        front = (
            f"title: {name}\nwebUrl: https://news.example/{name[0]}\npublishedDateTime: 2026-11-19T10:00:00Z\n{more}"
        )
        (folder / f"{name}.md").write_text(f"---\n{front}---\n{body}\n", "utf-8")
    return folder


CONFIG = "rank_providers: {Wired: 4}\nrank_topics: {AI: 0.5}\nrank_half_life: 1d\n"


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
def test_the_reasons_are_the_query_the_order_and_the_rank(tmp_path: Path, news: Path, size: tuple[int, int]) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("kernel heat>50 -clouds sort:heat")
        await run.until(lambda: run.listed == ["Azure opens"])
        await run.press("enter", "w")
        await run.shows("Why is this here")
        if size[0] > 60:
            for told in ("kernel   in text", "heat>50  heat 806", "-clouds  nowhere", "hottest first  806"):
                assert told in run.text
            for told in ("+0.9    quality 102, ordinary is 48", "+2.0    Wired counts 4 times", "-1.0    AI counts"):
                assert told in run.text
        await run.press("G", "escape")
        assert "Why is this here" not in run.text

    sitting(tmp_path, news, does, config=CONFIG, size=size)


def test_an_unsearched_list_tells_order_and_rank(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("S", "r", "w")
        await run.shows("Why is this here")
        assert "what matters first" in run.text
        assert "heat 806, ordinary is 67" in run.text
        assert "Query" not in run.text

    sitting(tmp_path, news, does)


def test_in_a_narrow_frame_every_word_is_there(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("w")
        await run.shows("Why is this here")
        for told in ("100 is an ordinary article of now", "+1 counts as much as twice as", "one half-life younger"):
            assert told in run.text

    sitting(tmp_path, news, does, config=CONFIG, size=(40, 30))
