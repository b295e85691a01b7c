"""What the detail pane says of an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library import Related
from reader.model import Article, Document, Image, Moment, Provider, Urls
from reader.tui import markdown
from reader.tui.blocks import Drawn, lay_out
from reader.tui.glyphs import ASCII, UNICODE
from reader.tui.line import line_width
from reader.tui.page import FIRST_RELATED, Link, More, PageLook, Shown, article_links, page
from reader.tui.words import Words
from tests.tui.making import made, plain, seen, straight

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LOOK = PageLook(now=NOW)
NO_URLS = Urls()

HARDWARE = made(
        "Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data For Years", "HotHardware",
        "2021-08-27 14:38", quality=102, heat=806, topics=("Azure", "Databases", "Security"),
        excerpt="A cybersecurity firm headquartered in Israel say they recently alerted Microsoft to a startling "
        "vulnerability in its Azure Cosmos DB database service.",
    )._replace(
    provider=Provider("HotHardware", "hothardware.com"), urls=NO_URLS,
)  # fmt: skip
LAB = made(
        "Getting AI from the lab to production", "VentureBeat", "2022-01-24 21:10", quality=87, heat=147,
        topics=("AI",), excerpt="The enterprise is eager to push AI out of the lab and into production environments.",
    )._replace(
    urls=NO_URLS,
)  # fmt: skip
WIRE = made(
    "‘Unprecedented’ Microsoft Azure database vulnerability impacts thousands of customers, researchers warn",
    "GeekWire", "2021-08-27 17:36", quality=100, key=1,
)  # fmt: skip
CARE = made(
    "Azure Database Service Flaw Could Affect Thousands of Firms", "healthcareinfosecurity.com", "2021-08-27 18:10",
    quality=54, key=2,
)  # fmt: skip
SILICON = made(
    "Silicon Labs Brings AI and Machine Learning to the Edge", "Electronics For You", "2022-01-24", quality=60, key=3,
    path="",
)  # fmt: skip


@pytest.fixture(autouse=True)
def utc(zone: Callable[[str], None]) -> None:
    zone("UTC0")


def here(*articles: Article) -> list[Related]:
    return [Related(one, True) for one in articles]


def absent(*articles: Article) -> list[Related]:
    return [Related(one._replace(path=""), False, Document(article=one._replace(path=""))) for one in articles]


def lines(shown: Shown, width: int, look: PageLook = LOOK) -> list[str]:
    return lay_out(page(shown, look), width).text().split("\n")


def section(shown: Shown, name: str, width: int = 60, look: PageLook = LOOK) -> list[str]:
    """The lines from a heading to the next blank line."""
    told = lines(shown, width, look)
    start = next(number for number, line in enumerate(told) if line.startswith(name))
    end = next((number for number, line in enumerate(told) if number > start and not line), len(told))
    return told[start:end]


def whole(of: Article, **more: object) -> Document:
    return Document(article=of, **more)  # type: ignore[arg-type]


class TestDrawings:
    def test_beside_the_list(self) -> None:
        shown = Shown(HARDWARE, whole(HARDWARE), related=here(WIRE, CARE), read=lambda one: one.key == 2)
        assert lines(shown, 45) == [
            "Microsoft Azure Cosmos DB Database Security",
            "Flaw Exposed Client Data For Years",
            "",
            "HotHardware · hothardware.com",
            "Fri 27 Aug 2021, 14:38 · 5 years ago",
            "quality ▇ 102   heat █ 806",
            "Azure · Databases · Security",
            "",
            "A cybersecurity firm headquartered in Israel",
            "say they recently alerted Microsoft to a",
            "startling vulnerability in its Azure Cosmos",
            "DB database service.",
            "",
            "The file holds the excerpt only. o opens the",
            "page.",
            "",
            "RELATED 2                            all here",
            "● 1 ‘Unprecedented’ Microsoft Azure        ▇·",
            "    database vulnerabilit…  GeekWire · 27 Aug",
            "  2 Azure Database Service Flaw Could      ▄·",
            "    Affect…   healthcareinfosecurit… · 27 Aug",
        ]

    def test_eighty_cells(self) -> None:
        shown = Shown(LAB, whole(LAB), related=absent(SILICON))
        assert lines(shown, 78, LOOK._replace(airy=False)) == [
            "Getting AI from the lab to production",
            "VentureBeat · Mon 24 Jan 2022, 21:10 · 4 years ago · AI",
            "quality ▆ 87   heat ▆ 147",
            "",
            "The enterprise is eager to push AI out of the lab and into production",
            "environments.",
            "",
            "RELATED 1                                                            none here",
            "○ 1 Silicon Labs Brings AI and Machine Learni… Electronics For You · 24 Jan ▅·",
            "",
            "The file holds the excerpt only. o opens the page.",
        ]

    def test_one_pane_names_related_articles_by_title_alone(self) -> None:
        shown = Shown(LAB, whole(LAB), related=absent(SILICON, SILICON._replace(title="Studying the big bang")))
        assert section(shown, "RELATED", 58, LOOK._replace(brief=True)) == [
            "RELATED 2".ljust(49) + "none here",
            "○ 1 Silicon Labs Brings AI and Machine Learning to the Ed…",
            "○ 2 Studying the big bang",
        ]


class TestMeta:
    def test_topics_stand_where_there_is_room(self) -> None:
        assert lines(Shown(LAB), 60)[2:4] == [
            "VentureBeat · Mon 24 Jan 2022, 21:10 · 4 years ago · AI",
            "quality ▆ 87   heat ▆ 147",
        ]
        assert lines(Shown(LAB), 52)[2:4] == [
            "VentureBeat · Mon 24 Jan 2022, 21:10 · 4 years ago",
            "quality ▆ 87   heat ▆ 147   AI",
        ]
        assert lines(Shown(LAB), 48)[2:6] == [
            "VentureBeat",
            "Mon 24 Jan 2022, 21:10 · 4 years ago",
            "quality ▆ 87   heat ▆ 147",
            "AI",
        ]

    def test_what_is_not_known_is_said(self) -> None:
        bare = made("Title")
        assert lines(Shown(bare), 60)[2:4] == ["no date", "quality · not measured   heat · not measured"]
        assert lines(Shown(bare), 30)[3:5] == ["quality · not measured", "heat · not measured"]

    def test_what_is_out_of_the_ordinary_is_said(self) -> None:
        odd = made("Title", type="video", category="blog", length_minutes=15, published=False, removed=True, quality=0)
        told = lines(Shown(odd), 100)[3]
        assert told == (
            "quality ▁ 0   heat · not measured   video   blog   15 min   unpublished   removed at the source"
        )
        usual = made("Title", type="article", category="news", published=True)
        assert "article" not in lines(Shown(usual), 100)[3]
        assert "news" not in lines(Shown(usual), 100)[3]

    def test_authors_follow(self) -> None:
        assert lines(Shown(LAB, whole(LAB, authors=("Jane Doe", "John Roe"))), 60)[4] == "by Jane Doe, John Roe"

    def test_without_a_provider_the_domain_stands_in(self) -> None:
        nameless = LAB._replace(provider=Provider("", "example.com"))
        assert lines(Shown(nameless), 60)[2].startswith("example.com · Mon")
        assert lines(Shown(nameless), 40)[2] == "example.com"

    def test_numbers_and_dates_are_written_as_the_person_wants(self) -> None:
        look = LOOK._replace(words=Words(numbers="plain", iso_dates=True))
        hot = LAB._replace(heat=3694)
        assert lines(Shown(hot), 60, look)[2:4] == [
            "VentureBeat · 2022-01-24, 21:10 · 4 years ago · AI",
            "quality ▆ 87   heat █ 3694",
        ]


class TestText:
    def test_a_preview_says_only_what_the_list_knows(self) -> None:
        told = lines(Shown(LAB), 60)
        assert told[-1] == "production environments."
        assert "RELATED" not in "\n".join(told)

    def test_a_body_stands_below_the_excerpt_and_needs_no_notice(self) -> None:
        body, links = markdown.blocks("First *words*.\n\n- one [link](http://x)\n")
        shown = Shown(LAB, whole(LAB, body="First …"), body, links)
        told = lines(shown, 60)
        below = told.index("production environments.") + 1
        assert told[below:][:5] == ["", "First words.", "", "· one link", ""]
        assert not any("The file holds" in line for line in told)

    @pytest.mark.parametrize(
        ("excerpt", "notice"),
        [
            ("An excerpt.", "The file holds the excerpt only. B opens the page."),
            ("", "The file holds no text. B opens the page."),
        ],
    )
    def test_what_the_file_lacks_is_said_with_the_key_that_helps(self, excerpt: str, notice: str) -> None:
        bare = LAB._replace(excerpt=excerpt)
        assert notice in lines(Shown(bare, whole(bare)), 60, LOOK._replace(open_key="B"))
        without = notice.removesuffix(" B opens the page.")
        assert without in lines(Shown(bare, whole(bare)), 60, LOOK._replace(open_key=""))

    def test_hits_of_a_search_are_styled(self) -> None:
        def spans(text: str) -> list[tuple[int, int]]:
            at = text.find("lab")
            return [] if at < 0 else [(at, at + 3)]

        layout = lay_out(page(Shown(LAB), LOOK._replace(spans=spans)), 60)
        assert sum(run == ("lab", "hit") for placed in layout.lines for run in placed.line) == 2

    def test_nothing_is_below_the_last_line(self) -> None:
        for document in (None, whole(LAB), whole(LAB, body="x")):
            assert lines(Shown(LAB, document), 60)[-1] != ""


class TestRelated:
    def test_none_is_said(self) -> None:
        assert "No related articles." in lines(Shown(LAB, whole(LAB)), 60)

    @pytest.mark.parametrize(
        ("related", "told"),
        [
            (here(WIRE, CARE), "all here"),
            (absent(SILICON), "none here"),
            ([*here(WIRE), *absent(SILICON)], "1 here"),
        ],
    )
    def test_the_heading_tells_how_many_are_here(self, related: Sequence[Related], told: str) -> None:
        heading = section(Shown(LAB, whole(LAB), related=related), "RELATED")[0]
        assert heading == f"RELATED {len(related)}".ljust(60 - len(told)) + told

    def test_marks_tell_unread_read_absent_and_visited(self) -> None:
        related = [*here(WIRE, CARE), *absent(SILICON), *here(WIRE._replace(key=9))]
        shown = Shown(LAB, whole(LAB), related=related, read=lambda one: one.key == 2, visited=frozenset({9}))
        rows = section(shown, "RELATED", 78)[1:]
        assert [row[:4] for row in rows] == ["● 1 ", "  2 ", "○ 3 ", "‹ 4 "]
        ascii_rows = section(shown, "RELATED", 78, LOOK._replace(glyphs=ASCII))[1:]
        assert [row[:4] for row in ascii_rows] == ["* 1 ", "  2 ", "o 3 ", "< 4 "]

    def test_only_the_first_nine_have_a_number(self) -> None:
        related = here(*(WIRE._replace(key=number) for number in range(12)))
        rows = section(Shown(LAB, whole(LAB), related=related), "RELATED", 78)[1:]
        assert [row[2] for row in rows] == [*"123456789", " ", " ", " "]

    def test_in_linear_words_stand_for_the_marks(self) -> None:
        related = [*here(WIRE, CARE), *absent(SILICON), *here(WIRE._replace(key=9))]
        shown = Shown(LAB, whole(LAB), related=related, read=lambda one: one.key == 2, visited=frozenset({9}))
        rows = section(shown, "RELATED", 78, LOOK._replace(linear=True, glyphs=ASCII))
        assert rows[1:] == [
            "1. unread, ‘Unprecedented’ Microsoft Azure database vulnerability impacts",
            "thousands of customers, researchers warn. GeekWire - 27 Aug 2021",
            "2. Azure Database Service Flaw Could Affect Thousands of Firms.",
            "healthcareinfosecuri.. - 27 Aug 2021",
            "3. not in the library, Silicon Labs Brings AI and Machine Learning to the",
            "Edge. Electronics For You - 24 Jan",
            "4. visited, ‘Unprecedented’ Microsoft Azure database vulnerability impacts",
            "thousands of customers, researchers warn. GeekWire - 27 Aug 2021",
        ]

    def test_the_year_is_said_where_it_is_another_one(self) -> None:
        other = WIRE._replace(published_at=Moment(datetime(2020, 3, 5, tzinfo=UTC), day_only=True))
        rows = section(Shown(HARDWARE, whole(HARDWARE), related=here(WIRE, other)), "RELATED", 78)[1:]
        assert rows[0].endswith(" GeekWire · 27 Aug ▇·")
        assert rows[1].endswith(" GeekWire · 5 Mar 2020 ▇·")
        narrow = section(Shown(HARDWARE, whole(HARDWARE), related=here(other)), "RELATED", 50)
        assert narrow[2].endswith("GeekWire · Mar 2020")

    def test_many_end_with_a_row_for_the_rest(self) -> None:
        related = here(*(WIRE._replace(key=number) for number in range(FIRST_RELATED + 159)))
        shown = Shown(LAB, whole(LAB), related=related)
        told = section(shown, "RELATED 179", 78)
        assert len(told) == 1 + FIRST_RELATED + 1
        assert told[-1] == "    159 more"
        assert len(section(shown._replace(everything=True), "RELATED 179", 78)) == 180

    def test_a_long_provider_gives_way_to_the_title(self) -> None:
        for width in (58, 45, 38, 30, 24, 18):
            row = section(Shown(HARDWARE, whole(HARDWARE), related=here(CARE)), "RELATED", width)[2]
            assert row.startswith("    ")
            assert len(row[4:].split("  ")[0]) >= min(7, width - 4), "less than a word is no help"
        assert section(Shown(HARDWARE, whole(HARDWARE), related=here(CARE)), "RELATED", 30)[1:] == [
            "  1 Azure Database Service  ▄·",
            "    Flaw Could Affect Thousan…",
        ]

    def test_those_that_list_it_stand_below(self) -> None:
        shown = Shown(LAB, whole(LAB), related=here(WIRE), related_from=[CARE])
        told = section(shown, "ALSO RELATED FROM", 78)
        assert told[0] == "ALSO RELATED FROM 1"
        assert told[1].startswith("    Azure Database")
        assert section(shown._replace(read=lambda _one: False), "ALSO", 78)[1].startswith("●   Azure Database")
        many = [CARE._replace(key=10**9 + number) for number in range(25)]
        assert section(shown._replace(related_from=many), "ALSO RELATED FROM", 78)[-1] == "    5 more"

    def test_those_that_stand_above_already_are_not_repeated(self) -> None:
        shown = Shown(LAB, whole(LAB), related=here(WIRE), related_from=[WIRE])
        assert not any("ALSO RELATED" in line for line in lines(shown, 78))

    def test_choices_are_what_the_rows_stand_for(self) -> None:
        related = [*here(*(WIRE._replace(key=10**9 + number) for number in range(25))), *absent(SILICON)]
        shown = Shown(LAB, whole(LAB), related=related, related_from=[CARE])
        blocks = page(shown, LOOK)
        choices = [block.choice for block in blocks if isinstance(block, Drawn) and block.choice is not None]
        assert choices == [*related[:20], More(6), Related(CARE, True)]
        layout = lay_out(blocks, 50)
        assert [count for _number, _line, count in layout.choices] == [2] * 20 + [1, 2]


class TestStubs:
    STUB = SILICON._replace(path="", library="", excerpt="What the others say.")

    @pytest.mark.parametrize(
        ("count", "tellers"), [(0, "your star kept"), (1, "1 article says"), (2, "2 articles say")]
    )
    def test_who_tells_of_it_is_said(self, count: int, tellers: str) -> None:
        tells = [WIRE, CARE][:count]
        told = lines(Shown(self.STUB, whole(self.STUB), related_from=tells), 100)
        assert f"Not in the library: this is what {tellers} about it. o opens the page." in told
        assert "No related articles." not in told
        assert (f"RELATED FROM {count}" in told) is (count > 0)


class TestAddresses:
    URLS = Urls("https://a.example/1", "https://b.example/2", "https://a.example/amp", "https://cdn.example/a")

    def test_each_stands_whole_under_its_name(self) -> None:
        of = LAB._replace(urls=self.URLS)
        assert section(Shown(of, whole(of)), "LINKS", 16) == [
            "LINKS",
            "web",
            "  https://a.exam",
            "  ple/1",
            "original",
            "  https://b.exam",
            "  ple/2",
            "AMP",
            "  https://a.exam",
            "  ple/amp",
            "AMP cache",
            "  https://cdn.ex",
            "  ample/a",
        ]

    def test_each_is_listed_once_under_its_first_name_in_order(self) -> None:
        of = LAB._replace(urls=Urls("https://a.example/1", "https://a.example/1", "https://a.example/1"))
        document = whole(of, actions=(("Register", "https://r.example"), ("Empty", "")))
        found = [("read", "https://a.example/1"), ("more", "https://m.example"), ("Register", "https://r.example")]
        assert article_links(document, found) == [
            Link("web", "https://a.example/1"),
            Link("Register", "https://r.example"),
            Link("more", "https://m.example"),
        ]

    def test_spaces_in_an_address_are_not_lost(self) -> None:
        of = LAB._replace(urls=Urls("https://a.example/a b c d e f"))
        told = section(Shown(of, whole(of)), "LINKS", 20)
        assert "".join(line[2:].ljust(18) for line in told[2:]).strip() == "https://a.example/a b c d e f"

    def test_pictures_have_title_size_and_address(self) -> None:
        images = (
            Image("https://i.example/1.png", 640, 480, "A cloud"),
            Image("https://i.example/2.png", title="x" * 80),
            Image("https://i.example/3.png", 640),
        )
        assert section(Shown(LAB, whole(LAB, images=images)), "PICTURES", 30) == [
            "PICTURES 3",
            "A cloud · 640 by 480",
            "  https://i.example/1.png",
            "x" * 29 + "…",
            "  https://i.example/2.png",
            "no title",
            "  https://i.example/3.png",
        ]


class TestDetails:
    def test_further_fields_are_lines(self) -> None:
        details = {
            "length": "PT15M",
            "levels": ["100", "200"],
            "price": {"amount": 5, "currency": "EUR", "free": False, "until": None},
            "featuredContent": "several\nlines  of text",
        }
        assert section(Shown(LAB, whole(LAB, details=details)), "MORE", 40) == [
            "MORE",
            "length: PT15M",
            "levels: 100, 200",
            "price: amount 5, currency EUR, free",
            "  no, until none",
            "featuredContent: several lines of text",
        ]


class TestAnyArticle:
    @pytest.mark.parametrize("brief", [False, True])
    def test_meters_of_related_rows_stand_in_a_column(self, brief: bool) -> None:
        titles = (
            "日本語の見出し：クラウドの障害について長いお知らせ",
            "क्\u200dष हिन्दी",
            "👨\u200d👩\u200d👧 🇩🇪 ☁\ufe0f",
            "plain " * 20,
        )
        related = here(*(WIRE._replace(title=title, key=number) for number, title in enumerate(titles)))
        for width in (30, 45, 60, 72, 78):
            blocks = page(Shown(LAB, whole(LAB), related=related), LOOK._replace(brief=brief))
            for block in blocks:
                if isinstance(block, Drawn) and isinstance(block.choice, Related):
                    first = block.draw(width)[0]
                    assert line_width(first) <= width
                    for signs in (False, True) if not brief else ():
                        cell = seen(straight(first) + "|", width + 4, signs=signs)
                        assert cell[width - 2 : width + 1] == ["▇", "·", "|"]

    def test_nothing_stands_right_of_letters_that_run_from_right_to_left(self) -> None:
        title = "פרצת אבטחה חמורה בענן של מיקרוסופט חשפה נתונים של אלפי לקוחות"
        shown = Shown(LAB, whole(LAB), related=here(WIRE._replace(title=title)))
        for width in (45, 78):
            told = section(shown, "RELATED", width)
            assert told[1] == (f"  1 {title}" if width == 78 else f"  1 {title[:40].rstrip()}…")
            assert told[2] == f"GeekWire · {'27 Aug' if width == 78 else 'Aug'} 2021  ▇·".rjust(width)
        assert len(section(shown, "RELATED", 45, LOOK._replace(brief=True))) == 2

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(
        plain, plain, st.lists(plain, max_size=3), st.integers(8, 100), st.sampled_from((UNICODE, ASCII)),
        st.booleans(), st.booleans(),
    )  # fmt: skip
    def test_every_line_fits_every_width(
        self, title: str, name: str, more: list[str], width: int, glyphs: object, brief: bool, dated: bool
    ) -> None:
        words = [" ".join(text.split()) for text in more]
        at = "2021-08-27 10:00" if dated else ""
        of = made(" ".join(title.split()), at=at, topics=tuple(words), quality=5)._replace(
            provider=Provider(" ".join(name.split()), "example.com"), category="c" * 30, excerpt=title,
            urls=Urls("https://example.com/" + "x" * 50),
        )  # fmt: skip
        document = whole(of, authors=tuple(words), details={"length": words, "price": {"a": name}})
        shown = Shown(
            of, document, related=[*here(of), *absent(of)] * 12, related_from=[of], links=[(title, "http://x")]
        )
        look = LOOK._replace(glyphs=glyphs, brief=brief)  # type: ignore[arg-type]
        for placed in lay_out(page(shown, look), width).lines:
            assert line_width(placed.line) <= width
        if glyphs is ASCII and title.isascii() and name.isascii() and all(map(str.isascii, words)):
            assert lay_out(page(shown, look), width).text().isascii()


class TestWhatThePersonAdded:
    def test_tags_stand_under_the_topics_and_wrap(self) -> None:
        tags = ("later", "to read", "a third tag of some length")
        told = lines(Shown(LAB, whole(LAB), tags=tags), 60)
        assert "#later #to read #a third tag of some length" in told
        assert " ".join(lines(Shown(LAB, whole(LAB), tags=tags), 24)).count("#") == 3

    def test_a_note_stands_under_the_text_and_before_the_related_articles(self) -> None:
        note, _links = markdown.blocks("Ask **Anna**\n\n- one\n- two")
        shown = Shown(LAB, whole(LAB), related=absent(SILICON), note=note)
        told = lines(shown, 60)
        places = [next(number for number, line in enumerate(told) if part in line) for part in
                  ("The enterprise", "NOTE", "Ask Anna", "· two", "RELATED")]  # fmt: skip
        assert places == sorted(places)
        assert "NOTE" not in "\n".join(lines(Shown(LAB, whole(LAB)), 60))

    def test_what_kept_an_article_that_nobody_tells_of_is_named(self) -> None:
        gone = LAB._replace(path="")
        assert "what your star kept" in " ".join(lines(Shown(gone, whole(gone)), 60))
        assert "what your tag kept" in " ".join(lines(Shown(gone, whole(gone), tags=("x",)), 60))
        note, _links = markdown.blocks("x")
        assert "what your note kept" in " ".join(lines(Shown(gone, whole(gone), note=note), 60))

    def test_a_selected_related_article_has_its_mark(self) -> None:
        shown = Shown(LAB, whole(LAB), related=absent(SILICON), selected=lambda one: one.key == 3)
        assert section(shown, "RELATED")[1].startswith("○×1 Silicon Labs")
        linear = section(shown, "RELATED", look=LOOK._replace(linear=True))
        assert linear[1].startswith("1. selected, not in the library, Silicon Labs")
