"""Whole documents: the four samples, where a title comes from, identity, and what is related."""

from __future__ import annotations

import pytest

from reader.documents import is_document, read_article, read_document
from reader.documents.read import read_quickly
from reader.model import canonical_url, key_of
from tests.documents.samples import SEEDS, WRITTEN_BY_HAND, document, front, noted, read


def keys(*urls: str) -> tuple[int, ...]:
    """The keys these addresses lead by."""
    return tuple(key_of(canonical_url(url) or "") for url in urls)


def test_the_samples_are_read_without_anything_to_note() -> None:
    assert len(SEEDS) == 4
    for path in SEEDS:
        parsed = read_document(path.read_bytes(), library="seeds", path=path.name)
        assert parsed.document
        assert parsed.problems == ()
        article = parsed.document.article
        assert (article.library, article.path) == ("seeds", path.name)
        assert article.topics
        assert article.has_image
        assert not article.has_body
        assert article.related_count == len(parsed.document.related) == len(article.links)
        assert parsed.document.extra == {}
        assert parsed.document.details == {}


def test_the_samples_are_plainly_written_and_read_quickly() -> None:
    assert all(read_quickly(path.read_bytes(), "seeds", path.name) for path in SEEDS)


def test_a_sample_says_what_it_says() -> None:
    parsed = read_document(SEEDS[3].read_bytes(), library="seeds", path=SEEDS[3].name)
    assert parsed.document
    article = parsed.document.article
    assert article.title == "Getting AI from the lab to production"
    assert article.excerpt.startswith("The enterprise is eager to push AI out of the lab")
    assert article.published_at
    assert article.published_at.iso() == "2022-01-24T21:10:00Z"
    assert (article.category, article.type, article.quality, article.heat) == ("news", "article", 87, 147)
    assert article.published is True
    assert article.removed is False
    assert (article.provider.name, article.provider.domain) == ("VentureBeat", "venturebeat.com")
    assert article.topics == ("AI",)
    assert article.urls.web == "https://venturebeat.com/2022/01/24/getting-ai-from-the-lab-to-production/"
    assert article.identity == "venturebeat.com/2022/01/24/getting-ai-from-the-lab-to-production"
    image = parsed.document.images[0]
    assert (image.width, image.height) == (1200, 675)
    assert image.url.endswith("GettyImages-1277718299.jpg?w=1200&strip=all")
    first, *_, last = parsed.document.related
    assert first.article.title == "Silicon Labs Brings AI and Machine Learning to the Edge"
    assert first.article.path == ""
    assert (first.images[0].width, first.article.quality) == (652, 74)
    assert '"One thing I liked about chess is' in last.article.excerpt
    assert len(parsed.document.related) == 6


def test_the_samples_lead_to_one_another() -> None:
    articles = {path.name[:3]: read_article(path.read_bytes(), path=path.name).article for path in SEEDS}
    first, second = articles["000"], articles["001"]
    assert first
    assert second
    assert first.links[0][0] == second.key
    assert second.links[0][0] == first.key


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_lists_get_the_same_article_and_problems_as_the_detail(name: str) -> None:
    data = WRITTEN_BY_HAND[name].encode()
    whole, light = read_document(data, library="lib", path=name), read_article(data, library="lib", path=name)
    assert light.problems == whole.problems
    assert light.article == (whole.document.article if whole.document else None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"---\ntitle: x\n", True),
        (b"---\r\ntitle: x", True),
        (b"---  \t\nx", True),
        (b"---", True),
        (b"\xef\xbb\xbf---\nx", True),
        ("---\nx".encode("utf-16"), True),
        (b"\xff\xfe\0\0" + "---\n".encode("utf-32-le")[:12], True),
        (b"----\nx", False),
        (b"--- title: x\n", False),
        (b"\n---\n", False),
        (b"title: x", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_a_document_begins_with_three_dashes(head: bytes, expected: bool) -> None:
    assert is_document(head[:16]) is expected


class TestTitle:
    def test_falls_back_to_name(self) -> None:
        assert document("name: The name", "# A heading").article.title == "The name"

    def test_then_to_the_first_heading_of_the_body(self) -> None:
        body = (
            "Words\n\n```\n# no heading\n```\n\n## A *fine* [heading](https://example.com) &amp; more ##\n\n# Later\n"
        )
        assert document("type: article", body).article.title == "A fine heading & more"

    def test_then_to_a_heading_underlined(self) -> None:
        assert document("type: article", "Some heading\n====\n\nText\n").article.title == "Some heading"

    def test_then_to_a_heading_of_html(self) -> None:
        body = "<html><head><style>h1 {}</style></head><body><h1> </h1><h2 class=x>In <b>HTML</b></h2></body></html>"
        assert document("type: article", body).article.title == "In HTML"

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("news/2021-08-27-worst-cloud_flaw.md", "Worst cloud flaw"),
            ("003_some-file.txt", "Some file"),
            ("a/2021.html", "2021"),
            ("a/\x1b[31mred.md", "[31mred"),
        ],
    )
    def test_then_to_the_file_name_made_readable(self, path: str, title: str) -> None:
        assert document("type: article", path=path).article.title == title

    def test_then_to_the_address(self) -> None:
        parsed = read_document(front("webUrl: https://example.com/x"))
        assert parsed.document
        assert parsed.document.article.title == "https://example.com/x"

    def test_is_never_empty(self) -> None:
        parsed = read_document(front("type: article"))
        assert parsed.document
        assert parsed.document.article.title == "Untitled"


class TestIdentity:
    @pytest.mark.parametrize(
        ("url", "identity"),
        [
            ("https://example.com/Path/", "example.com/Path"),
            ("http://www.Example.COM:80/a%7eb%2f/?b=2&utm_source=x&a=1&fbclid=y#part", "example.com/a~b%2F?b=2&a=1"),
            ("https://user:secret@example.com:8443/a", "example.com:8443/a"),
            ("https://example.com/app#!/page", "example.com/app#!/page"),
            ("https://münchen.example/straße", "xn--mnchen-3ya.example/stra%C3%9Fe"),
            ("https://example.com/a?gclid=1&mc_cid=2&id=3&dclid=4&msclkid=5&mc_eid=6&igshid=7", "example.com/a?id=3"),
            ("https://example.com", "example.com"),
        ],
    )
    def test_is_the_canonical_web_address(self, url: str, identity: str) -> None:
        assert document(f"title: x\nwebUrl: {url}").article.identity == identity

    def test_is_the_original_address_where_there_is_no_other(self) -> None:
        article = document("title: x\noriginalUrl: https://example.com/first").article
        assert article.identity == "example.com/first"

    def test_of_an_event_has_its_start_because_series_share_a_page(self) -> None:
        article = document("title: x\nwebUrl: https://example.com/e\nstartDateTime: 2022-03-01T10:00:00+01:00").article
        assert article.identity == "example.com/e @2022-03-01T09:00:00Z"
        assert article.keys == keys("https://example.com/e")

    def test_without_an_address_is_made_of_title_date_and_provider(self) -> None:
        fields = "title: A &amp; B\npublishedDateTime: 2021-05-06\nprovider: Example"
        first, second = document(fields, path="one.md"), document(fields, path="other.md")
        assert first.article.identity.startswith("doc:")
        assert first.article.identity == second.article.identity
        assert first.article.identity != document(fields + "!", path="one.md").article.identity

    def test_without_an_address_and_a_title_is_the_path(self) -> None:
        assert document("type: article", path="a/b.md").article.identity == "doc:path:a/b.md"

    def test_every_address_leads_to_the_article(self) -> None:
        web, original = "https://example.com/a", "https://elsewhere.example/a"
        amp, cdn = "https://example.com/a/amp", "https://example-com.cdn.ampproject.org/c/s/example.com/a/amp"
        article = document(
            f"title: x\nwebUrl: {web}\noriginalUrl: {original}\nampWebUrl: {amp}\ncdnAmpWebUrl: {cdn}"
        ).article
        assert (article.key,) == keys(web)
        assert article.keys == keys(original, amp, cdn)

    def test_of_a_stub_is_the_one_its_article_would_have(self) -> None:
        entry = "title: Later\n    webUrl: https://www.example.com/later/"
        stub = document(f"title: x\nrelated:\n  - {entry}").related[0].article
        assert stub.id == document("title: Now here\nwebUrl: https://example.com/later").article.id
        assert not stub.in_library


class TestRelated:
    def test_entries_carry_all_fields_of_an_article(self) -> None:
        related = document("""
title: x
related:
  - title: One &amp; only
    excerpt: Why
    date: 2021-05-06
    url: https://example.com/one?utm_medium=y
    originalUrl: https://elsewhere.example/one
    provider: {name: Example, domain: example.com}
    topics: [AI]
    quality: 3
    heat: -1
    images: [{url: "https://example.com/one.png", width: 3}]
    authors: Jane Doe
    price: 12
    mood: good
""").related
        assert len(related) == 1
        stub, article = related[0], related[0].article
        assert (article.title, article.excerpt, article.quality, article.heat) == ("One & only", "Why", 3, None)
        assert article.urls.web == "https://example.com/one?utm_medium=y"
        assert article.published_at
        assert article.published_at.day_only
        assert article.provider.name == "Example"
        assert article.topics == ("AI",)
        assert stub.images[0].width == 3
        assert stub.authors == ("Jane Doe",)
        assert (stub.details, stub.extra) == ({"price": 12}, {"mood": "good"})

    def test_links_have_the_identity_first_and_every_other_key_once(self) -> None:
        url, other = "https://example.com/a", "https://example.com/amp"
        found = document(
            f"title: x\nrelated:\n  - title: a\n    webUrl: {url}\n    originalUrl: {url}/\n    ampWebUrl: {other}"
        )
        assert found.article.links == (keys(url, other),)

    def test_an_entry_that_repeats_another_is_dropped(self) -> None:
        found = document(
            "title: x\nrelated: [{webUrl: https://a.example/1}, {webUrl: http://a.example/1/}, {title: t}, {title: t}]"
        )
        assert [stub.article.title for stub in found.related] == ["https://a.example/1", "t"]
        assert found.article.related_count == 2

    def test_an_entry_that_points_back_is_dropped(self) -> None:
        found = document(
            "title: x\nwebUrl: https://a.example/1\nrelated:\n  - webUrl: http://a.example/1/\n  - title: t"
        )
        assert [stub.article.title for stub in found.related] == ["t"]

    def test_other_dates_of_a_series_are_no_repeats(self) -> None:
        day = "  - title: x\n    webUrl: https://a.example/1\n    startDateTime: 2022-03-0"
        found = document(
            f"title: x\nwebUrl: https://a.example/1\nstartDateTime: 2022-03-01\nrelated:\n{day}2\n{day}3\n{day}1"
        )
        assert found.article.related_count == 2

    def test_a_text_alone_is_an_address_or_a_title(self) -> None:
        related = document("title: x\nrelated: [https://example.com/a, Just words]").related
        assert [(stub.article.urls.web, stub.article.title) for stub in related] == [
            ("https://example.com/a", "https://example.com/a"),
            ("", "Just words"),
        ]

    def test_an_entry_alone_is_a_list_of_one(self) -> None:
        assert document("title: x\nrelated:\n  title: Only").article.related_count == 1

    def test_an_entry_that_is_a_list_is_left_out_and_noted(self) -> None:
        found, problem = noted("title: x\nrelated:\n  - [a]\n  - title: t\n  - [b]")
        assert found.article.related_count == 1
        assert (problem.code, problem.line, problem.column) == ("wrong-type", 4, 5)

    def test_an_entry_without_title_and_address_is_left_out_and_noted(self) -> None:
        found, problem = noted("title: x\nrelated:\n  - type: video\n  - {}\n  -\n  - title: t")
        assert found.article.related_count == 1
        assert (problem.code, problem.line) == ("related-empty", 4)
        assert problem.message == "related: an entry has neither title nor address · left out"

    def test_the_same_fault_in_many_entries_is_noted_once(self) -> None:
        entries = "".join(f"\n  - title: t{number}\n    quality: many\n    heat: much" for number in range(180))
        parsed = read(f"title: x\nrelated:{entries}")
        assert parsed.document
        assert parsed.document.article.related_count == 180
        assert [(problem.code, problem.line, problem.message) for problem in parsed.problems] == [
            ("bad-number", 5, "related: quality: “many” is no number · shown without it"),
            ("bad-number", 6, "related: heat: “much” is no number · shown without it"),
        ]
