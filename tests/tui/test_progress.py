"""How long a body is and how much of the page has been seen, in the article's heading."""

from __future__ import annotations

from pathlib import Path

from tests.tui.running import Running, sitting

HEADER = "---\ntitle: {title}\nwebUrl: https://news.example/{title}\npublishedDateTime: 2026-11-1{day}T10:00:00Z\n---\n"


def test_the_heading_tells_it_as_soon_as_the_article_shows_and_after_a_resize(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.md").write_text(HEADER.format(title="excerpt", day=9))
    (folder / "b.md").write_text(HEADER.format(title="whole", day=8) + "\n\n".join(["A paragraph."] * 8))

    async def does(run: Running) -> None:
        await run.press("j")
        await run.shows("1 min · 100%")
        await run.press("k")
        await run.until(lambda: "1 min" not in run.text)
        await run.press("j")
        await run.shows("1 min · 100%")
        await run.pilot.resize_terminal(120, 20)
        await run.until(lambda: "1 min" in run.text and "100%" not in run.text)
        await run.pilot.resize_terminal(120, 36)
        await run.shows("1 min · 100%")

    sitting(tmp_path, folder, does)


def test_a_narrow_heading_leaves_out_related_and_minutes_before_where_one_is(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    related = "related:\n  - title: other\n    webUrl: https://news.example/other\n---\n"
    whole = HEADER.format(title="whole", day=9).removesuffix("---\n") + related
    (folder / "a.md").write_text(whole + "\n\n".join(["A paragraph."] * 8))

    async def does(run: Running) -> None:
        await run.press("enter")
        await run.shows("1 of 1 · 1 related · 1 min · ")
        await run.pilot.resize_terminal(40, 12)
        await run.until(lambda: "1 of 1 · 1 min · " in run.text and "related ·" not in run.text)
        await run.pilot.resize_terminal(26, 12)
        await run.until(lambda: "1 of 1 · " in run.text and "min ·" not in run.text)

    sitting(tmp_path, folder, does, size=(60, 12))
