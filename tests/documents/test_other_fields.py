"""Fields of wider use, other sites' names, and fields nobody knows."""

from __future__ import annotations

import pytest

from reader.model import Article
from tests.documents.samples import document, noted


def article(fields: str, body: str = "") -> Article:
    """The article these lines give, without anything to note."""
    return document(fields, body).article


class TestFieldsOfWiderUse:
    @pytest.mark.parametrize(
        ("value", "minutes"),
        [("PT15M", 15), ("PT1H30M", 90), ("PT61S", 2), ("P1D", 1440), ("PT1.5H", 90), ("PT0S", None), ("P1W", 10080)],
    )
    def test_length_is_in_minutes_rounded_up(self, value: str, minutes: int | None) -> None:
        found = document(f"title: x\nlength: {value}")
        assert found.article.length_minutes == minutes
        assert found.details == {"length": value}

    @pytest.mark.parametrize("value", ["15", "long", "PT", "P", "[x]"])
    def test_a_length_that_is_no_duration_is_noted(self, value: str) -> None:
        found, problem = noted(f"title: x\nlength: {value}")
        assert found.article.length_minutes is None
        assert problem.code == "bad-duration"

    def test_details_are_plain_values(self) -> None:
        found = document("""
title: x
price: 99.50
levels: [beginner, 200]
ratings: {count: 12, average: 4.5, secured: x}
members: 1200
locale: en-us
startDateTime: 2022-03-01T09:00:00Z
endDateTime: 2022-03-03
featuredContent: "<p>Come <b>all</b> &amp; see<script>x</script></p>"
""")
        assert found.details == {
            "price": "99.50",
            "levels": ["beginner", 200],
            "ratings": {"count": 12, "average": 4.5},
            "members": 1200,
            "locale": "en-us",
            "startDateTime": "2022-03-01T09:00:00Z",
            "endDateTime": "2022-03-03",
            "featuredContent": "Come **all** & see",
        }
        assert found.extra == {}

    def test_a_bad_end_is_noted(self) -> None:
        assert noted("title: x\nendDateTime: later")[1].code == "bad-date"

    @pytest.mark.parametrize(
        "fields", ["authors: [Jane Doe, John]", "author: [{name: Jane Doe}, John]", "author: [Jane Doe, John]"]
    )
    def test_authors(self, fields: str) -> None:
        assert document(f"title: x\n{fields}").authors == ("Jane Doe", "John")

    def test_an_author_alone_is_one_however_many_commas(self) -> None:
        assert document("title: x\nauthor: Doe, Jane").authors == ("Doe, Jane",)
        assert document("title: x\nauthor: {name: Jane}").authors == ("Jane",)

    def test_the_providers_authors_win(self) -> None:
        assert document("title: x\nauthor: A\nauthors: B\nprovider: {name: E, authors: [C]}").authors == ("C",)

    def test_actions_are_further_links(self) -> None:
        found = document("""
title: x
actions:
  - {url: https://example.com/1, type: register, title: Register &amp; come}
  - {url: https://example.com/2, type: demo}
  - https://example.com/3
""")
        assert found.actions == (
            ("Register & come", "https://example.com/1"),
            ("demo", "https://example.com/2"),
            ("https://example.com/3", "https://example.com/3"),
        )

    def test_an_action_without_an_address_is_noted(self) -> None:
        found, problem = noted("title: x\nactions: [{title: Nowhere}]")
        assert found.actions == ()
        assert problem.message == "actions: a link has no address · left out"


class TestOtherNames:
    @pytest.mark.parametrize("name", ["date", "pubDate"])
    def test_of_the_date(self, name: str) -> None:
        moment = article(f"title: x\n{name}: 2021-10-17").published_at
        assert moment
        assert moment.iso() == "2021-10-17"

    @pytest.mark.parametrize("name", ["description", "summary"])
    def test_of_the_excerpt(self, name: str) -> None:
        assert article(f"title: x\n{name}: Why").excerpt == "Why"

    @pytest.mark.parametrize("name", ["tags", "topic", "keywords"])
    def test_of_topics(self, name: str) -> None:
        assert article(f"title: x\n{name}: [a, b]").topics == ("a", "b")

    @pytest.mark.parametrize("value", ["news", "[news, tech]"])
    def test_of_the_category(self, value: str) -> None:
        assert article(f"title: x\ncategories: {value}").category == "news"

    @pytest.mark.parametrize("name", ["link", "url", "canonical_url", "permalink"])
    def test_of_the_web_address_when_it_is_absolute(self, name: str) -> None:
        assert article(f"title: x\n{name}: https://example.com/a").urls.web == "https://example.com/a"
        assert article(f"title: x\n{name}: /a/b/").urls.web == ""

    def test_an_absolute_address_counts_behind_a_relative_one(self) -> None:
        assert article("title: x\nurl: /a/b/\npermalink: https://example.com/a").urls.web == "https://example.com/a"

    def test_the_readers_own_name_wins(self) -> None:
        found = article(
            """
title: x
date: 2020-01-01
publishedDateTime: 2021-01-01
tags: [a]
topics: [b]
url: https://a.example/
webUrl: https://b.example/
"""
        )
        assert found.published_at
        assert (found.published_at.iso(), found.topics, found.urls.web) == ("2021-01-01", ("b",), "https://b.example/")

    def test_unless_it_says_nothing(self) -> None:
        assert article("title: x\nexcerpt:\ndescription: Why\ntopics: []\ntags: [a]").excerpt == "Why"

    def test_what_is_wrong_is_noted_under_the_name_in_the_file(self) -> None:
        problem = noted("title: x\ndescription: [a]")[1]
        assert problem.message == "description: a list stands where text belongs · shown without description"
        assert (problem.line, problem.column) == (3, 14)
        assert noted("title: x\npubDate: soon")[1].message.startswith("pubDate: “soon” is no date")


class TestUnknownFields:
    def test_are_kept_clean_and_ready_for_json(self) -> None:
        found = document(
            'title: x\nlayout: post\nmood: "a\\e[31mb"\nstars: 5\nnested: {list: [1, yes, null, {a: b}], "k\\e": v}'
        )
        assert found.extra == {
            "layout": "post",
            "mood": "a[31mb",
            "stars": 5,
            "nested": {"list": [1, "yes", None, {"a": "b"}], "k": "v"},
        }

    def test_addresses_in_them_stay_whole(self) -> None:
        assert document("title: x\nsource: https://e.example/?a=1&copy=2").extra == {
            "source": "https://e.example/?a=1&copy=2"
        }

    def test_hold_nothing_secured_at_any_depth(self) -> None:
        found = document("title: x\nmore: {a: [{secured: AAA, b: 1}], secured: {c: BBB}}\nsecured: [CCC]\nSecured: DDD")
        assert found.extra == {"more": {"a": [{"b": 1}]}}
