"""Articles in a list, drawn to the cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Article, Provider, SortKey
from reader.query import parse
from reader.tui import cells
from reader.tui.glyphs import ASCII, UNICODE
from reader.tui.line import line_width, text_of
from reader.tui.rows import Cursor, Look, article_row, separator
from reader.tui.words import Grouping, Words
from tests.examples import examples
from tests.tui.making import drawn, made, plain, seen, straight

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)

HERE, PARKED, ELSEWHERE = Cursor.HERE, Cursor.PARKED, Cursor.ELSEWHERE


@pytest.fixture(autouse=True)
def utc(zone: Callable[[str], None]) -> None:
    zone("UTC0")


def rows(
    articles: Sequence[Article], look: Look, *, read: str = "", starred: str = "", here: str = "", parked: str = ""
) -> list[str]:
    """Articles drawn; the marks name articles by a part of their title."""

    def among(article: Article, names: str) -> bool:
        return any(name and name in article.title for name in names.split("|"))

    lines = []
    for one in articles:
        cursor = HERE if among(one, here) else PARKED if among(one, parked) else ELSEWHERE
        lines += article_row(one, look, read=among(one, read), starred=among(one, starred), cursor=cursor)
    for line in lines:
        assert line_width(line) <= look.width
    return drawn(lines)


WORST = made(
    "“Worst cloud vulnerability you can imagine” discovered in Microsoft Azure", "Ars Technica", "2021-08-27 21:00",
    quality=90,
)  # fmt: skip
HARDWARE = made(
    "Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data For Years", "HotHardware",
    "2021-08-27 14:38", quality=102, heat=806,
)  # fmt: skip
VERGE = made(
    "Microsoft Azure cloud vulnerability is the ‘worst you can imagine’", "The Verge", "2021-08-27 11:15", quality=100
)
RADAR = made(
    "Thousands of Microsoft Azure cloud databases possibly exposed online", "TechRadar", "2021-08-27 11:45",
    quality=98,
)  # fmt: skip
CENTRAL = made(
    "Microsoft Azure vulnerability exposed data of thousands of companies for years", "Windows Central",
    "2021-08-27 11:07", quality=50,
)  # fmt: skip
IMPRIVATA = made(
    "Imprivata, Microsoft Expand Collaboration to Unveil New Digital Identity Solutions on Microsoft Azure",
    "HIT Consultant", "2021-08-26 18:30", quality=40,
)  # fmt: skip
CJK = made("日本語の見出し：クラウドの障害について", "NHK", "2021-08-26 09:12", quality=65, heat=130)
VIDEO = made(
    "Build your first canvas app in Power Apps", "Microsoft", "2021-08-26 08:00", quality=60, type="video",
    length_minutes=15,
)  # fmt: skip


class TestDrawings:
    """Rows as the design draws them, for the same titles and widths."""

    def test_three_panes_with_day_separators(self) -> None:
        look = Look(width=50, now=NOW, grouping=Grouping.DAY)
        articles = [
            WORST,
            made("Microsoft Azure Cloud Vulnerability Exposed Thousands of Databases", "Dark Reading",
                 "2021-08-27 20:30", quality=20),
            made("Azure Database Service Flaw Could Affect Thousands of Firms", "healthcareinfosecurity.com",
                 "2021-08-27 18:10", quality=54),
            made("Anunta DesktopReady Aims To Make Partners’ Microsoft Azure Adoption ‘Really Simple’", "CRN",
                 "2021-08-27 17:41", quality=40, heat=40),
            HARDWARE,
            VERGE,
        ]  # fmt: skip
        assert rows(articles, look, read="Firms", starred="Microsoft Azure Cloud", here="Cosmos") == [
            " ● “Worst cloud vulnerability you can imagine”  ▇·",
            "   discovered in Microsoft…   Ars Technica · 21:00",
            " ● Microsoft Azure Cloud Vulnerability Exposed  ▂·",
            " ★ Thousands of Databases     Dark Reading · 20:30",
            "   Azure Database Service Flaw Could Affect     ▄·",
            "   Thousands of F…  healthcareinfosecurit… · 18:10",
            " ● Anunta DesktopReady Aims To Make Partners’   ▃▄",
            "   Microsoft Azure Adoption ‘Really…   CRN · 17:41",
            "▌● Microsoft Azure Cosmos DB Database Security  ▇█",
            "▌  Flaw Exposed Client Data…   HotHardware · 14:38",
            " ● Microsoft Azure cloud vulnerability is the   ▇·",
            "   ‘worst you can imagine’       The Verge · 11:15",
        ]

    def test_beside_the_sidebar_with_dates_and_a_parked_cursor(self) -> None:
        look = Look(width=68, now=NOW)
        articles = [
            made("Thousands of Microsoft Azure Cosmos DB customers at risk", "GDPR fines", "2021-08-29", quality=50),
            made("Microsoft Warns 3000 Companies Their Azure Cloud Database Is Vulnerable", "Foss Bytes", "2021-08-28",
                 quality=65),
            made("Azure Database Service Flaw Could Affect Thousands of Firms", "healthcareinfosecurity.com",
                 "2021-08-27", quality=54),
            made("Microsoft warns of critical Azure Cloud vulnerability impacting Cosmos DB accounts", "PortSwigger",
                 "2021-08-27", quality=65),
        ]  # fmt: skip
        assert rows(articles, look, read="3000|accounts", starred="accounts", parked="Firms") == [
            " ● Thousands of Microsoft Azure Cosmos DB customers at risk       ▄·",
            "                                            GDPR fines · 29 Aug 2021",
            "   Microsoft Warns 3000 Companies Their Azure Cloud Database Is   ▅·",
            "   Vulnerable                               Foss Bytes · 28 Aug 2021",
            "›● Azure Database Service Flaw Could Affect Thousands of Firms    ▄·",
            "                                healthcareinfosecurit… · 27 Aug 2021",
            "   Microsoft warns of critical Azure Cloud vulnerability          ▅·",
            " ★ impacting Cosmos DB accounts            PortSwigger · 27 Aug 2021",
        ]

    def test_eighty_cells_with_excerpts_and_the_unpublished_marked(self) -> None:
        look = Look(width=80, now=NOW)
        articles = [
            made("Getting AI from the lab to production", "VentureBeat", "2022-01-24 21:10", quality=90, heat=147,
                 excerpt="The enterprise is eager to push AI out of the lab and into production environments"),
            made("Overcoming Challenges to Machine Learning Adoption and Implementation in the Lab", "Lab Manager",
                 "2021-10-17", quality=40, published=False),
            made("Better design of deep learning studies can lead to faster transformation of medical practices",
                 "News Medical", "2021-02-05", quality=50, heat=40, published=False),
        ]  # fmt: skip
        assert rows(articles, look, read="Better", here="Getting") == [
            "▌● Getting AI from the lab to production                                      ▇▆",
            "▌  The enterprise is eager to push AI out of the lab…  VentureBeat · 24 Jan 2022",
            " ● Overcoming Challenges to Machine Learning Adoption and Implementation in   ▃·",
            "   the Lab                                           ◊ Lab Manager · 17 Oct 2021",
            "   Better design of deep learning studies can lead to faster transformation   ▄▄",
            "   of medical practices                              ◊ News Medical · 5 Feb 2021",
        ]

    def test_one_pane_by_heat(self) -> None:
        look = Look(width=60, now=NOW, number=SortKey.HEAT)
        articles = [
            made("Pure Storage extends public cloud block storage to Microsoft Azure", "ZDNet", "2021-03-02",
                 heat=3694),
            made("Microsoft Updates Windows, Azure Tools with an Eye on The Future", "PC Magazine", "2020-05-19",
                 heat=2837),
            made("General availability: Networking for Key Vault references on Windows in App Service", "Microsoft",
                 "2021-03-10", heat=1399),
            made("Never measured", "ZDNet", "2021-03-10"),
        ]  # fmt: skip
        assert rows(articles, look, read="Updates|General", starred="Updates", here="Updates") == [
            " ● Pure Storage extends public cloud block storage to  3,694",
            "   Microsoft Azure                          ZDNet · Mar 2021",
            "▌  Microsoft Updates Windows, Azure Tools with an Eye  2,837",
            "▌★ on The Future                      PC Magazine · May 2020",
            "   General availability: Networking for Key Vault      1,399",
            "   references on Windows in App Servi…  Microsoft · Mar 2021",
            " ● Never measured                                          ·",
            "                                            ZDNet · Mar 2021",
        ]

    def test_comfortable_at_64(self) -> None:
        look = Look(width=64, now=NOW, grouping=Grouping.DAY)
        assert rows([RADAR, VERGE, IMPRIVATA, CJK, VIDEO], look, read="Build", starred="Build", here="Thousands") == [
            "▌● Thousands of Microsoft Azure cloud databases possibly      ▇·",
            "▌  exposed online                              TechRadar · 11:45",
            " ● Microsoft Azure cloud vulnerability is the ‘worst you can  ▇·",
            "   imagine’                                    The Verge · 11:15",
            " ● Imprivata, Microsoft Expand Collaboration to Unveil New    ▃·",
            "   Digital Identity Solutions on Micros…  HIT Consultant · 18:30",
            " ● 日本語の見出し：クラウドの障害について                     ▅▆",
            "                                                     NHK · 09:12",
            "   video  Build your first canvas app in Power Apps           ▅·",
            " ★                                    Microsoft · 08:00 · 15 min",
        ]

    def test_compact_at_100(self) -> None:
        look = Look(width=100, now=NOW, compact=True, grouping=Grouping.DAY)
        articles = [
            RADAR,
            VERGE,
            CENTRAL,
            made("Sunshine Holdings transforms data management with Microsoft Azure", "technologyrecord.com",
                 "2021-08-26 23:06", quality=40),
            CJK,
            VIDEO,
        ]  # fmt: skip
        assert rows(articles, look, read="Build", starred="Build", here="Thousands") == [
            "▌●  Thousands of Microsoft Azure cloud databases possibly exposed online  TechRadar         11:45 ▇·",
            " ●  Microsoft Azure cloud vulnerability is the ‘worst you can imagine’    The Verge         11:15 ▇·",
            " ●  Microsoft Azure vulnerability exposed data of thousands of companie…  Windows Centr…    11:07 ▄·",
            " ●  Sunshine Holdings transforms data management with Microsoft Azure     technologyrec…    23:06 ▃·",
            " ●  日本語の見出し：クラウドの障害について                                NHK               09:12 ▅▆",
            "  ★ video  Build your first canvas app in Power Apps                      Microsoft         08:00 ▅·",
        ]

    def test_separators(self) -> None:
        told = drawn(
            [
                separator("Fri 27 Aug 2021", "22 articles, 19 unread", Look(width=64, now=NOW)),
                separator("Thu 26 Aug 2021", "9 articles, 9 unread", Look(width=64, now=NOW)),
                separator("Fri 27 Aug 2021", "22 articles, 19 unread", Look(width=50, now=NOW)),
                separator("Fri 27 Aug 2021", "22 articles, 19 unread", Look(width=30, now=NOW)),
                separator("Fri 27 Aug 2021", "22 articles", Look(width=31, now=NOW, glyphs=ASCII)),
            ]
        )
        assert told == [
            " Fri 27 Aug 2021 ─────────────────────── 22 articles, 19 unread",
            " Thu 26 Aug 2021 ───────────────────────── 9 articles, 9 unread",
            " Fri 27 Aug 2021 ───────── 22 articles, 19 unread",
            " Fri 27 Aug 2021 ─────────────",
            " Fri 27 Aug 2021 - 22 articles",
        ]


class TestDropping:
    """What a row gives up as its width shrinks."""

    def compact(self, width: int) -> str:
        return rows([HARDWARE], Look(width=width, now=NOW, compact=True), starred="Cosmos")[0]

    def test_compact_drops_provider_date_meters_and_star(self) -> None:
        assert self.compact(100).endswith("  HotHardware     27 Aug 2021 ▇█")
        assert self.compact(99) == (
            " ●★ Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data For Years   27 Aug 2021 ▇█"
        )
        assert self.compact(64) == " ●★ Microsoft Azure Cosmos DB Database Security…  27 Aug 2021 ▇█"
        assert self.compact(60) == " ●★ Microsoft Azure Cosmos DB Database Secu…     Aug 2021 ▇█"
        assert self.compact(59) == " ●★ Microsoft Azure Cosmos DB Database Security Flaw Ex… ▇█"
        assert self.compact(44) == " ●★ Microsoft Azure Cosmos DB Database S… ▇█"
        assert self.compact(43) == " ●★ Microsoft Azure Cosmos DB Database Sec…"
        assert self.compact(30) == " ●★ Microsoft Azure Cosmos DB…"
        assert self.compact(29) == " ● Microsoft Azure Cosmos DB…"
        assert self.compact(5) == " ● M…"

    def test_comfortable_shortens_the_provider_and_then_drops_the_date(self) -> None:
        article = made("x" * 200, "healthcareinfosecurity.com", "2021-08-27")
        second = {width: rows([article], Look(width=width, now=NOW))[1] for width in (64, 50, 44, 43, 36, 35, 29)}
        assert second == {
            64: "   " + "x" * 22 + "…  healthcareinfosecurit… · 27 Aug 2021",
            50: "   " + "x" * 11 + "…  healthcareinfosecurit… · Aug 2021",
            44: "   " + "x" * 15 + "…  healthcarei… · Aug 2021",
            43: "   " + "x" * 14 + "…  healthcarei… · Aug 2021",
            36: "   " + "x" * 7 + "…  healthcarei… · Aug 2021",
            35: "   " + "x" * 17 + "…  healthcarei…",
            29: "   " + "x" * 11 + "…  healthcarei…",
        }

    def test_a_title_that_goes_on_keeps_cells_beside_a_long_meta(self) -> None:
        article = made("x" * 400, "healthcareinfosecurity.com", "2021-08-27", length_minutes=15, published=False)
        for width in range(6, 130):
            line = rows([article], Look(width=width, now=NOW))[1]
            assert line.startswith("   " + "x" * min(7, width - 4))
            assert "x…" in line

    def test_an_excerpt_shows_from_thirty_free_cells_on(self) -> None:
        article = made("Title", "HotHardware", "2021-08-27", excerpt="word " * 30)
        for width, shown in ((64, True), (3 + 30 + 2 + len("HotHardware · Aug 2021"), True), (56, False)):
            assert ("word" in rows([article], Look(width=width, now=NOW))[1]) is shown

    def test_a_word_for_the_type_needs_room(self) -> None:
        assert rows([VIDEO], Look(width=36, now=NOW))[0].startswith(" ● video  Build")
        assert rows([VIDEO], Look(width=35, now=NOW))[0].startswith(" ● Build")
        assert rows([VIDEO], Look(width=60, now=NOW, compact=True))[0].startswith(" ●  video  Build")
        assert rows([VIDEO], Look(width=40, now=NOW, compact=True))[0].startswith(" ●  video  Build")
        assert rows([VIDEO], Look(width=32, now=NOW, compact=True))[0].startswith(" ●  Build")
        endless = made("Title", type="x" * 50)
        assert rows([endless], Look(width=50, now=NOW, glyphs=ASCII))[0].startswith(" * xxxxxxxxxx..  Title")


class TestMarks:
    def test_every_state_is_told_without_colour(self) -> None:
        look = Look(width=40, now=NOW)
        states = {
            tuple(drawn(article_row(VERGE, look, read=read, starred=starred, cursor=cursor)))
            for read in (False, True)
            for starred in (False, True)
            for cursor in Cursor
        }
        assert len(states) == 12

    @pytest.mark.parametrize("compact", [False, True])
    def test_ascii_needs_nothing_else(self, compact: bool) -> None:
        look = Look(width=60, now=NOW, compact=compact, glyphs=ASCII)
        article = made("x" * 200, "y" * 40, "2021-08-27", quality=7, published=False, excerpt="z" * 90, type="video")
        for cursor in Cursor:
            assert all(
                line.isascii() for line in drawn(article_row(article, look, read=False, starred=True, cursor=cursor))
            )

    def test_unpublished_carry_a_mark_only_as_exceptions(self) -> None:
        article = made("Title", "Lab Manager", "2021-10-17", published=False)
        assert "◊ Lab Manager" in rows([article], Look(width=80, now=NOW))[1]
        assert "◊" not in rows([article], Look(width=80, now=NOW, marks_unpublished=False))[1]
        assert "◊ Lab Manager" in rows([article], Look(width=110, now=NOW, compact=True))[0]
        assert "◊" not in rows([made("Title", "Lab Manager")], Look(width=80, now=NOW))[1]

    def test_hits_of_a_search_are_styled_on_both_lines(self) -> None:
        def spans(text: str) -> list[tuple[int, int]]:
            at = text.find("Azure")
            return [] if at < 0 else [(at, at + 5)]

        look = Look(width=24, now=NOW, spans=spans)
        first, second = article_row(made("Microsoft Azure and Azure"), look, read=True, starred=False)
        assert ("Azure", "hit") in first
        assert ("Azure", "hit") in second

    def test_the_title_is_bold_until_it_is_read(self) -> None:
        look = Look(width=50, now=NOW)
        for read, style in ((False, "unread"), (True, "read")):
            first, _second = article_row(VERGE, look, read=read, starred=False)
            assert ("Microsoft Azure cloud vulnerability is the", style) in first


class TestScripts:
    """Titles of every script leave the columns to their right where they are."""

    TITLES = (
        "日本語の見出し：クラウドの障害についてのとても長いお知らせです、二行目まで続きます",
        "हिन्दी में एक बहुत लंबा शीर्षक जो दूसरी पंक्ति तक जाता है और क्\u200dष भी",
        "ශ්\u200dරී ලංකා ප්\u200dරවෘත්ති ශීර්ෂය දිගයි දෙවන පේළියටත් යයි",
        "ภาษาไทยไม่มีช่องว่างระหว่างคำเลยและยาวมากจนต้องขึ้นบรรทัดใหม่",
        "👨\u200d👩\u200d👧\u200d👦 family 👩🏽\u200d🚀 and ☁\ufe0f cloud 🇩🇪 flag, all in one title, a long one",
        "e\u0301cole no\u0308el z\u0335\u0321a\u0335lgo\u0301 " * 3,
        "한국어 제목도 길어서 두 번째 줄까지 이어집니다 그리고 더",
        "Plain “quotes” – and dashes, as most titles have them, until the second line",
        "soft\xadhyphen and zero\u200cwidth non-joiner in a title of two lines or more, I think",
    )

    @pytest.mark.parametrize("width", [40, 47, 50, 64, 80, 100, 121])
    @pytest.mark.parametrize("compact", [False, True])
    def test_the_meters_stand_in_the_same_columns(self, width: int, compact: bool) -> None:
        look = Look(width=width, now=NOW, compact=compact)
        for title in self.TITLES:
            article = made(title, "提供者 Provider", "2021-08-27", quality=105, heat=3)
            lines = article_row(article, look, read=False, starred=False)
            for signs in (False, True):
                cell = seen(straight(lines[0]) + "|", width + 4, signs=signs)
                if not compact or width >= 44:
                    assert cell[width - 2 : width] == ["█", "▁"], title
                    assert line_width(lines[0]) == width
                    assert cell[width] == "|"
                if not compact:
                    assert seen(straight(lines[1]) + "|", width + 4, signs=signs)[width] == "|"
                    assert text_of(lines[1]).endswith("2021")

    def test_nothing_stands_right_of_letters_that_run_from_right_to_left(self) -> None:
        title = "פרצת אבטחה חמורה בענן של מיקרוסופט חשפה נתונים של אלפי לקוחות במשך שנים"
        article = made(title, "Ynet", "2021-08-27", quality=105, heat=3)
        first, second = drawn(article_row(article, Look(width=50, now=NOW), read=False, starred=True))
        assert first.startswith(" ● פרצת")
        assert first.endswith("…")
        assert cells.width(first) <= 50
        assert second == " ★" + " " * 29 + "Ynet · Aug 2021  █▁"
        (only,) = drawn(article_row(article, Look(width=110, now=NOW, compact=True), read=False, starred=True))
        assert only == f" ●★ {title}"

    def test_a_second_line_shows_no_excerpt_that_runs_so(self) -> None:
        article = made("Short", "Ynet", "2021-08-27", excerpt="פרצת אבטחה")
        assert rows([article], Look(width=80, now=NOW))[1].strip() == "Ynet · 27 Aug 2021"

    @pytest.mark.parametrize("compact", [False, True])
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150))
    @given(plain, plain, plain, st.integers(4, 140), st.sampled_from((UNICODE, ASCII)), st.booleans())
    def test_no_line_is_wider_than_the_pane(
        self, compact: bool, title: str, provider: str, kind: str, width: int, glyphs: object, dated: bool
    ) -> None:
        article = made(
            " ".join(title.split()), provider.strip(), "2021-08-27" if dated else "", type=kind.strip(), heat=12345,
            quality=7, length_minutes=3, published=False, excerpt=title,
        )  # fmt: skip
        for number in (None, SortKey.HEAT):
            look = Look(width=width, now=NOW, compact=compact, glyphs=glyphs, number=number)  # type: ignore[arg-type]
            for line in article_row(article, look, read=False, starred=True, cursor=Cursor.HERE):
                assert line_width(line) <= width


class TestLinear:
    """One line an article, words for marks: for screen readers."""

    LOOK = Look(width=90, now=NOW, linear=True, glyphs=ASCII)

    def test_words_stand_for_marks_and_meters(self) -> None:
        assert self.LOOK.height == 1
        articles = [HARDWARE, VERGE, made("Untold", published=False)]
        assert rows(articles, self.LOOK, read="cloud", starred="Cosmos|Untold", here="cloud") == [
            "  unread, starred: Microsoft Azure Cosm... HotHardware, 27 Aug 2021, quality 102, heat 806",
            "> Microsoft Azure cloud vulnerability is the ‘worst... The Verge, 27 Aug 2021, quality 100",
            "  unread, starred, unpublished: Untold.",
        ]

    def test_a_long_provider_leaves_room_for_title_and_date(self) -> None:
        article = HARDWARE._replace(provider=Provider("Hard" * 45))
        (line,) = rows([article], self.LOOK)
        for told in ("Micro", ". HardHard", ".., 27 Aug 2021"):
            assert told in line

    @given(plain, st.integers(1, 120), st.booleans())
    def test_it_fits(self, title: str, width: int, read: bool) -> None:
        article = HARDWARE._replace(title=" ".join(title.split()), published=False)
        for line in article_row(article, self.LOOK._replace(width=width), read=read, starred=True):
            assert line_width(line) <= width


class TestNumbers:
    def test_columns_do_not_move_with_the_number(self) -> None:
        look = Look(width=70, now=NOW, compact=True, number=SortKey.HEAT)
        articles = [made("Title", at="2021-08-27", heat=heat) for heat in (3694, 67, 8, None)]
        lines = rows(articles, look)
        assert [line[-6:] for line in lines] == [" 3,694", "    67", "     8", "     ·"]
        assert all(one.index("27 Aug") == other.index("27 Aug") for one, other in pairwise(lines))

    def test_the_persons_separators(self) -> None:
        look = Look(width=60, now=NOW, number=SortKey.HEAT, words=Words(numbers="plain"))
        assert rows([made("Title", heat=3694)], look)[0].endswith(" 3694")
        look = Look(width=60, now=NOW, number=SortKey.QUALITY)
        assert rows([made("Title", quality=102, heat=3)], look)[0].endswith(" 102")


class TestWhatThePersonAdded:
    LONG = "General availability of a service with quite a long name in three regions of the continent"

    def test_a_selected_row_moves_in_by_one_cell_for_its_mark(self) -> None:
        for look in (Look(width=60, now=NOW), Look(width=110, now=NOW, compact=True), Look(width=28, now=NOW)):
            for title in ("Short", self.LONG):
                plain_row = drawn(article_row(made(title), look, read=False, starred=True))
                row = drawn(article_row(made(title), look, read=False, starred=True, selected=True))
                place = plain_row[0].index(title[0])
                assert row[0][place - 1 : place + 2] == f"× {title[0]}"
                assert row[0][: place - 1] == plain_row[0][: place - 1]
                assert len(row) == len(plain_row)

    def test_labels_stand_before_who_and_when_and_never_cut_the_title(self) -> None:
        look = Look(width=60, now=NOW)
        article = made("Short", "ZDNet", "2022-01-24", excerpt="An excerpt that fills the line.")
        labels = ("#later", "#to read", "note")
        _first, second = drawn(article_row(article, look, read=True, starred=False, labels=labels))
        assert second.endswith("#later #to read note · ZDNet · Jan 2022")
        _first, second = drawn(article_row(made(self.LONG), look, read=True, starred=False, labels=labels))
        assert second.strip().startswith("name in three regions of the continent ")
        assert "#later" in second

    def test_what_has_no_room_goes_from_the_right(self) -> None:
        article = made("Short", "ZDNet", "2022-01-24")
        for width in range(20, 90):
            look = Look(width=width, now=NOW)
            for compact in (False, True):
                labels = ("#later", "#an extraordinarily long tag", "note")
                lines = article_row(article, look._replace(compact=compact), read=True, starred=False, labels=labels)
                assert all(line_width(line) <= width for line in lines)
                text = " ".join(map(text_of, lines))
                assert "note" not in text or "long tag" in text
                assert "long tag" not in text or "#later" in text

    def test_words_say_it_all_in_lines_for_screen_readers(self) -> None:
        look = Look(width=100, now=NOW, linear=True)
        (line,) = drawn(article_row(VERGE, look, read=False, starred=False, selected=True, labels=("#later",)))
        assert line.startswith("  selected, unread: Microsoft")
        assert line.endswith("#later")


def test_hits_are_lit_in_the_excerpt_too() -> None:
    look = Look(width=90, now=NOW, spans=parse("chip").spans)
    rows = article_row(
        made("A title", "ZDNet", excerpt="New chips are here for those who want them"), look, read=True, starred=False
    )
    assert ("chip", "hit") in rows[1]
