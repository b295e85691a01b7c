"""Titles of other scripts leave every column straight, as a terminal that is not ours sees it, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import StartReader
from tests.end_to_end.terminal import Terminal

TITLES = {
    "cjk": "日本語の見出し：クラウドの障害についての長いお知らせです、二行目まで続きます",
    "half a cell": "a日本語の見出しクラウドの障害についての長いお知らせです、二行目まで続きますよ",
    "korean": "클라우드 장애에 대한 안내입니다 그리고 두 번째 줄까지 이어지는 제목",
    "devanagari": "हिन्दी में एक बहुत लंबा शीर्षक जो दूसरी पंक्ति तक जाता है और आगे भी",
    "hebrew": "כותרת ארוכה בעברית על תקלה בענן שממשיכה גם אל השורה השנייה",
    "arabic": "عنوان طويل باللغة العربية عن عطل في السحابة يستمر إلى السطر الثاني",
    "joiners": "👨\u200d👩\u200d👧\u200d👦 family, 👩🏽\u200d🚀 astronaut, ☁\ufe0f cloud, 🇩🇪 flag, a long title",
    "combining": "Cafe\u0301 nai\u0308ve re\u0301sume\u0301 with marks that stand over the letters, over and over",
    "stacked": "Z\u0351\u036b\u0343a\u0321\u0329l\u034eg\u0348o\u0330 text whose letters bear many marks, a long title",
    "thai": "หัวข้อภาษาไทยยาวมากเกี่ยวกับเหตุขัดข้องของระบบคลาวด์ซึ่งต่อไปถึงบรรทัดที่สอง",
}

METERS = set("▁▂▃▄▅▆▇█·")


@pytest.fixture
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one article of each script."""
    folder = tmp_path_factory.mktemp("scripts") / "news"
    folder.mkdir()
    for number, (name, title) in enumerate(TITLES.items()):
        (folder / f"{number}.md").write_text(
            f'---\ntitle: "{title}"\nwebUrl: https://example.org/{number}\nquality: 60\nheat: 20\n'
            f"publishedDateTime: 2026-11-{10 + number}\nprovider:\n  name: {name}\n---\n{title}\n",
            encoding="utf-8",
        )
    return folder


def column(terminal: Terminal, x: int, rows: range) -> list[str]:
    """What stands in one column of the screen."""
    return [terminal.cell(x, y).text for y in rows]


def test_three_panes_keep_their_rules_and_meters(news: Path, start_reader: StartReader) -> None:
    app = start_reader("-L", str(news))
    app.wait_for(f"{len(TITLES)} articles")
    app.wait_for("thai · Thu 19 Nov")
    app.wait_for("j/k move")  # the last line; nothing says yet where the first frame ends
    body = range(1, 35)
    for number in range(1, len(TITLES) + 1):
        app.wait_for(f"· {number} of {len(TITLES)}")  # a frame that is whole
        assert set(column(app, 21, body)) == {"│"}, app.picture()
        assert set(column(app, 72, body)) == {"│"}, app.picture()
        for x in (70, 71):
            meters = [cell for cell in column(app, x, body) if cell in METERS]
            assert len(meters) == len(TITLES), app.picture()
        app.press("j")


def place_of(terminal: Terminal, word: str, y: int) -> int:
    """The column in which a word begins."""
    cells = [terminal.cell(x, y).text for x in range(100)]
    return next(x for x in range(100) if "".join(cells[x : x + len(word)]) == word)


@pytest.mark.parametrize("columns", [64, 40])
def test_one_pane_keeps_its_meters(columns: int, news: Path, start_reader: StartReader) -> None:
    app = start_reader("-L", str(news), columns=columns, rows=24)
    app.wait_for("ARTICLES")
    app.wait_for(lambda seen: sum(seen.cell(columns - 1, y).text in METERS for y in range(24)) == len(TITLES))
    assert sum(app.cell(columns - 2, y).text in METERS for y in range(24)) == len(TITLES), app.picture()


def test_compact_columns_stay_straight(news: Path, start_reader: StartReader) -> None:
    app = start_reader("-L", str(news), columns=100, rows=30)
    app.wait_for(f"of {len(TITLES)}")
    app.press("t", "t", "d")
    app.wait_for(
        lambda seen: "LIBRARY" not in seen.text and sum(seen.cell(99, y).text in METERS for y in range(12)) >= 8
    )
    rows = range(1, 1 + len(TITLES))
    assert set(column(app, 1, rows)) == {"●"}, app.picture()
    shown = [y for y in rows if app.cell(99, y).text in METERS]
    assert all(app.cell(98, y).text in METERS and app.cell(97, y).text == " " for y in shown), app.picture()
    places = {place_of(app, list(TITLES)[len(TITLES) - y], y) for y in shown}
    assert len(places) == 1, app.picture()
