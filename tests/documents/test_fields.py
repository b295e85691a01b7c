"""Every field of the format, what it takes, and what happens to a value that is none."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from reader.model import Article, Image, Moment, Provider
from tests.documents.samples import document, noted


def article(fields: str, body: str = "") -> Article:
    """The article these lines give, without anything to note."""
    return document(fields, body).article


class TestText:
    def test_entities_are_decoded_once(self) -> None:
        found = article('title: "Q&amp;A: &amp;lt;b&gt; &#8220;x&#x201d; &nbsp;y"')
        assert found.title == "Q&A: &lt;b> “x” \u00a0y"

    def test_entities_are_decoded_before_cleaning_so_no_escape_comes_back(self) -> None:
        found = article('title: "a&#27;[31m&#x9b;b&#8238;c"\nexcerpt: "&#0;&#127;x"')
        assert (found.title, found.excerpt) == ("a[31m›bc", "\ufffdx")

    def test_escapes_of_yaml_are_cleaned_too(self) -> None:
        assert article(r'title: "a\e]52;c;aGk=\x07b\u202ec\N d\ne"').title == "a]52;c;aGk=bc d e"

    def test_titles_and_excerpts_are_one_line(self) -> None:
        found = article("title: |\n  two\n  lines\nexcerpt: >-\n  folded\n\n  text\ntype: ' video '")
        assert (found.title, found.excerpt, found.type) == ("two lines", "folded text", "video")

    @pytest.mark.parametrize(
        "value", ["no", "NO", "on", "1e3", "0x1F", "12:30:45", "007", "1_000", "2021-01-01", "3.10"]
    )
    def test_text_stays_what_it_is_whatever_yaml_thinks(self, value: str) -> None:
        assert article(f"title: {value}\nwebUrl: https://example.com/").title == value

    @pytest.mark.parametrize(("value", "text"), [("404", "404"), ("4.5", "4.5"), ("true", "true"), ("-1", "-1")])
    def test_numbers_and_flags_are_text_where_text_is_wanted(self, value: str, text: str) -> None:
        assert article(f"title: {value}\nexcerpt: {value}").title == text

    @pytest.mark.parametrize("value", ["", "~", "null", '""'])
    def test_nothing_is_nothing(self, value: str) -> None:
        found = article(f"title: x\nexcerpt: {value}\nheat: {value}\npublishedDateTime: {value}\ntopics: {value}")
        assert (found.excerpt, found.heat, found.published_at, found.topics) == ("", None, None, ())
        assert found.filled == 1

    def test_a_quoted_null_is_text(self) -> None:
        assert article('title: "null"').title == "null"

    @pytest.mark.parametrize("name", ["excerpt", "type", "category"])
    def test_a_list_or_a_mapping_is_no_text(self, name: str) -> None:
        for value, kind in (("[a, b]", "a list"), ("{a: b}", "a group of fields")):
            found, problem = noted(f"title: x\n{name}: {value}")
            assert getattr(found.article, name) == ""
            assert problem.message == f"{name}: {kind} stands where text belongs · shown without {name}"
            assert (problem.line, problem.column) == (3, len(name) + 3)

    def test_a_list_for_a_title_leaves_the_article_another_title(self) -> None:
        found, problem = noted("title: [a, b]", "# Heading")
        assert found.article.title == "Heading"
        assert (problem.severity, problem.code, problem.line, problem.column) == ("warning", "wrong-type", 2, 8)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "number"),
        [("0", 0), ("34", 34), ('"34"', 34), ("'  7 '", 7), ("+5", 5), ("12.0", 12), ("007", 7), ("-1", None)],
    )
    def test_heat_is_a_whole_number_and_minus_one_means_never_measured(self, value: str, number: int | None) -> None:
        assert article(f"title: x\nheat: {value}").heat == number

    def test_quality_is_a_whole_number(self) -> None:
        assert article("title: x\nquality: 180").quality == 180

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("many", "“many” is no number"),
            ("4.5", "“4.5” is no whole number"),
            ("1e400", "“1e400” is no whole number"),
            (".inf", "“.inf” is no number"),
            ("-2", "“-2” is below 0"),
            ("[3]", "a list is no number"),
            ("true", "“true” is no number"),
            ("9" * 5000, f"“{'9' * 39}…” is too large"),
            ("9" * 16, f"“{'9' * 16}” is too large"),
        ],
    )
    def test_anything_else_is_noted_where_it_stands(self, value: str, said: str) -> None:
        found, problem = noted(f"title: x\nquality: 3\nheat: {value}")
        assert (found.article.heat, found.article.quality) == (None, 3)
        assert problem.message == f"heat: {said} · shown without heat"
        assert (problem.code, problem.path, problem.line, problem.column) == ("bad-number", "news/some-file.md", 4, 7)

    def test_quality_below_zero_is_noted(self) -> None:
        assert noted("title: x\nquality: -1")[1].message == "quality: “-1” is below 0 · shown without quality"


class TestFlags:
    @pytest.mark.parametrize("value", ["true", "True", "yes", '"yes"', "on", "1"])
    def test_published(self, value: str) -> None:
        assert article(f"title: x\npublished: {value}").published is True

    @pytest.mark.parametrize("value", ["false", "FALSE", "no", "off", "0"])
    def test_unpublished(self, value: str) -> None:
        assert article(f"title: x\npublished: {value}").published is False

    def test_published_is_unknown_where_the_document_does_not_say(self) -> None:
        assert article("title: x").published is None
        assert article("title: x\ndraft: false").published is None

    def test_a_draft_is_unpublished_unless_published_says_otherwise(self) -> None:
        assert article("title: x\ndraft: true").published is False
        assert article("title: x\ndraft: true\npublished: true").published is True

    def test_removed(self) -> None:
        assert article("title: x\nremoved: yes").removed is True
        assert article("title: x\nremoved: false").removed is False

    def test_anything_else_is_noted(self) -> None:
        found, problem = noted("title: x\npublished: maybe")
        assert found.article.published is None
        assert problem.message == "published: “maybe” is neither true nor false · shown without published"


class TestDates:
    @pytest.mark.parametrize(
        ("value", "iso"),
        [
            ("2021-10-17T22:06:00Z", "2021-10-17T22:06:00Z"),
            ("2021-10-17T22:06:00+02:00", "2021-10-17T20:06:00Z"),
            ("2021-10-17 22:06:00 -0500", "2021-10-18T03:06:00Z"),
            ("2021-10-17T22:06", "2021-10-17T22:06:00Z"),
            ("2021-10-17t22:06:00.123456789z", "2021-10-17T22:06:00Z"),
            ("Sun, 17 Oct 2021 22:06:00 GMT", "2021-10-17T22:06:00Z"),
            ("Sun, 17 Oct 2021 22:06:00 EDT", "2021-10-18T02:06:00Z"),
            ("October 17, 2021 10pm", "2021-10-17T22:00:00Z"),
            ("2021-10-17", "2021-10-17"),
            ("20211017", "2021-10-17"),
            ("' 17 October 2021 '", "2021-10-17"),
            ("2021-10-17T00:00:00", "2021-10-17T00:00:00Z"),
        ],
    )
    def test_dates_in_many_spellings_are_utc_and_days_stay_days(self, value: str, iso: str) -> None:
        moment = article(f"title: x\npublishedDateTime: {value}").published_at
        assert moment
        assert moment.iso() == iso
        assert moment.day_only == (len(iso) == 10)

    def test_a_naive_time_is_utc_wherever_it_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        expected = Moment(datetime(2021, 10, 17, 22, 6, tzinfo=UTC))
        for written in ("2021-10-17 22:06", "17 October 2021 22:06"):
            assert article(f"title: x\npublishedDateTime: {written}").published_at == expected
        monkeypatch.undo()
        time.tzset()

    @pytest.mark.parametrize("value", ["May", "12", "2021", "May 2021", "2021-10", "17 Oct", "10:30", "Friday"])
    def test_a_date_that_leaves_a_part_out_is_never_filled_from_today(self, value: str) -> None:
        found, problem = noted(f"title: x\npublishedDateTime: {value}")
        assert found.article.published_at is None
        assert problem.message == f"publishedDateTime: “{value}” leaves a part of the date out · shown undated"
        assert (problem.code, problem.line, problem.column) == ("bad-date", 3, 20)

    @pytest.mark.parametrize(
        "value",
        [
            "soon", "today", "2021-02-30", "2021-10-17T25:00:00Z", "1634508360", "0001-01-01T00:00:00Z", "9" * 40,
            "2021-10-17T22:06:00 XYZ", "9999-12-31T23:59:59-05:00", "October 17 2021" + ", at" * 20,
            "[2021]", "{a: 1}", "a" * 2000, "2021-13-01",
        ],
    )  # fmt: skip
    def test_what_is_no_date_leaves_the_article_undated(self, value: str) -> None:
        found, problem = noted(f"title: x\npublishedDateTime: {value}")
        assert found.article.published_at is None
        assert problem.code == "bad-date"
        assert problem.message.endswith("is no date that can be read · shown undated")

    def test_the_date_of_an_update(self) -> None:
        found = document("title: x\nupdatedDateTime: 2022-02-01T00:00:00Z")
        assert found.article.updated_at
        assert found.details == {"updatedDateTime": "2022-02-01T00:00:00Z"}


class TestAddresses:
    def test_are_kept_as_written(self) -> None:
        urls = article("""
title: x
webUrl: "HTTPS://www.Example.com:443/A/?utm_source=x&copy=1&amp;b#part"
originalUrl: http://example.com/first
ampWebUrl: https://example.com/amp
cdnAmpWebUrl: https://example-com.cdn.ampproject.org/c/s/example.com/amp
""").urls
        assert urls.web == "HTTPS://www.Example.com:443/A/?utm_source=x&copy=1&amp;b#part"
        assert urls.original == "http://example.com/first"
        assert urls.amp == "https://example.com/amp"
        assert urls.cdn_amp == "https://example-com.cdn.ampproject.org/c/s/example.com/amp"

    def test_lose_unsafe_characters(self) -> None:
        assert (
            article(r"title: x" "\n" r'webUrl: "https://example.com/\e[31m\u202ex"').urls.web
            == "https://example.com/[31mx"
        )

    @pytest.mark.parametrize(
        "value", ["/a/b", "javascript:alert(1)", "--flag", "https://", "ftp://a.example/", "[x]", "7"]
    )
    def test_what_is_no_web_address_is_noted(self, value: str) -> None:
        found, problem = noted(f"title: x\nwebUrl: {value}")
        assert found.article.urls.web == ""
        assert problem.code == "bad-url"
        assert problem.message.endswith("is no web address · shown without webUrl")


class TestProvider:
    def test_name_domain_and_authors(self) -> None:
        found = document(
            "title: x\nprovider:\n  name: Example &amp; Co\n  domain: example.com\n  authors: [Jane, {name: John}]"
        )
        assert found.article.provider == Provider("Example & Co", "example.com")
        assert found.authors == ("Jane", "John")

    def test_percent_escapes_in_names_are_decoded(self) -> None:
        assert article("title: x\nprovider: {name: Morningstar%2c Inc.}").provider.name == "Morningstar, Inc."

    @pytest.mark.parametrize("name", ["100% Fresh", "50%ff"])
    def test_a_percent_sign_alone_stays(self, name: str) -> None:
        assert article(f"title: x\nprovider: {name}").provider.name == name

    def test_a_percent_escape_brings_no_escape_back(self) -> None:
        assert article("title: x\nprovider: a%1b%5b31mb%e2%80%aec").provider.name == "a[31mbc"

    def test_a_text_alone_is_the_name(self) -> None:
        assert article("title: x\nprovider: Example").provider == Provider("Example")

    @pytest.mark.parametrize("value", ["[Example]", "{name: [a]}", "{name: {a: b}}"])
    def test_anything_else_is_noted(self, value: str) -> None:
        found, problem = noted(f"title: x\nprovider: {value}")
        assert found.article.provider == Provider()
        assert problem.code == "wrong-type"

    def test_images_of_the_provider_are_for_the_raw_view_only(self) -> None:
        found = document("title: x\nprovider: {name: E, images: [{url: https://example.com/logo.png}]}")
        assert (found.images, found.extra, found.article.has_image) == ((), {}, False)


class TestTopics:
    def test_a_list(self) -> None:
        assert article("title: x\ntopics:\n  - Machine Learning\n  - AI\n").topics == ("Machine Learning", "AI")

    def test_a_text_with_commas(self) -> None:
        assert article("title: x\ntopics: AI, Machine Learning ,, C++").topics == ("AI", "Machine Learning", "C++")

    def test_each_once_in_the_first_spelling(self) -> None:
        assert article("title: x\ntopics: [b, Straße, a, B, STRASSE]").topics == ("b", "Straße", "a")

    def test_an_entry_that_is_no_text_is_noted(self) -> None:
        found, problem = noted("title: x\ntopics: [AI, [ML], {name: Data}, 2021, null]")
        assert found.article.topics == ("AI", "Data", "2021")
        assert (problem.code, problem.line, problem.column) == ("wrong-type", 3, 14)
        assert problem.message == "topics: an entry is no text · left out"


class TestImages:
    def test_address_size_and_title(self) -> None:
        found = document(
            """
title: x
images:
  - url: https://example.com/a.png
    width: 12
    height: '7'
    title: A &amp; B
    isCached: true
"""
        )
        assert found.images == (Image("https://example.com/a.png", 12, 7, "A & B"),)
        assert found.article.has_image

    def test_an_address_alone_or_an_image_alone(self) -> None:
        assert document("title: x\nimages: https://example.com/a.png").images == (Image("https://example.com/a.png"),)
        assert document("title: x\nimages: {url: https://a.example/b.png}").images == (
            Image("https://a.example/b.png"),
        )

    def test_a_size_that_is_no_number_is_noted(self) -> None:
        found, problem = noted("title: x\nimages:\n  - url: https://example.com/a.png\n    width: wide")
        assert found.images[0].width is None
        assert problem.message == "images: width: “wide” is no number · shown without it"
        assert (problem.line, problem.column) == (5, 12)

    def test_a_title_that_is_no_text_is_noted(self) -> None:
        found, problem = noted("title: x\nimages: [{url: https://example.com/a.png, title: [a]}]")
        assert found.images == (Image("https://example.com/a.png"),)
        assert problem.message == "images: title: a list stands where text belongs · shown without it"
        problem = noted("title: x\nrelated: [{title: y, images: [{url: https://example.com/a.png, title: [a]}]}]")[1]
        assert problem.message == "related: images: title: a list stands where text belongs · shown without it"

    def test_an_image_without_an_address_is_noted(self) -> None:
        found, problem = noted("title: x\nimages: [{width: 3}, {url: https://example.com/a.png}, [x]]")
        assert [image.url for image in found.images] == ["https://example.com/a.png"]
        assert problem.message == "images: an image has no address · left out"


def test_filled_counts_what_is_not_empty() -> None:
    assert (
        article("title: x\nexcerpt:\ntopics: []\nheat: 0\npublished: false\nfoo: bar\nsecured: abc", "Body").filled == 5
    )


def test_a_field_is_the_same_however_it_is_quoted() -> None:
    plain, double, single = (
        document(f"title: {quote}Words{quote}\nheat: {quote}7{quote}\ntopics: [{quote}AI{quote}]")
        for quote in ("", '"', "'")
    )
    assert plain == double == single
