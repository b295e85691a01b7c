"""What goes out when an article is copied, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.desktop import KINDS, copy, copy_text
from reader.model import Article, Document, Moment, NotFoundError, Provider, Urls, UsageError
from tests.desktop.conftest import Programs

FULL = Article(
    key=1,
    identity="x",
    title="Getting AI [safely] to production",
    published_at=Moment(datetime(2022, 1, 24, 21, 10, tzinfo=UTC)),
    provider=Provider("VentureBeat", "venturebeat.com"),
    urls=Urls("https://x.org/a_(b)", "https://o.org/a", "https://x.org/amp", "https://x-org.cdn.org/amp"),
)
BARE = Article(key=2, identity="y", title="Bare")


def with_url(web: str, original: str = "", amp: str = "") -> Article:
    return Article(key=3, identity=web or original or amp, title="T", urls=Urls(web, original, amp))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("web", "https://x.org/a_(b)"),
        ("original", "https://o.org/a"),
        ("amp", "https://x.org/amp"),
        ("cdn", "https://x-org.cdn.org/amp"),
        ("title", "Getting AI [safely] to production https://x.org/a_(b)"),
        ("markdown", "[Getting AI \\[safely\\] to production](https://x.org/a_%28b%29)"),
        ("citation", "VentureBeat: “Getting AI [safely] to production”, 2022-01-24, https://x.org/a_(b)"),
        ("story", "https://x.org/a_(b)"),
    ],
)
def test_each_kind_has_its_form(kind: str, text: str) -> None:
    assert copy_text(Document(article=FULL), (), kind) == text


def test_there_are_the_eight_kinds_of_the_command_line() -> None:
    assert list(KINDS) == ["web", "original", "amp", "cdn", "title", "markdown", "citation", "story"]


def test_a_story_is_every_address_once_with_the_articles_own_first() -> None:
    related = [
        with_url("https://r.org/1"),
        with_url("http://www.r.org/1/?utm_source=x"),
        with_url("", "https://r.org/2"),
        with_url("https://x.org/a_(b)"),
        with_url(""),
    ]
    story = copy_text(Document(article=FULL), related, "story")
    assert story.split("\n") == ["https://x.org/a_(b)", "https://r.org/1", "https://r.org/2"]


def test_the_best_address_stands_in_for_a_missing_one() -> None:
    assert copy_text(Document(article=with_url("", "https://o.org")), (), "web") == "https://o.org"
    assert copy_text(Document(article=with_url("", "", "https://amp.org")), (), "title") == "T https://amp.org"


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("web", "This article has no address."),
        ("original", "This article has no original address."),
        ("amp", "This article has no AMP address."),
        ("cdn", "This article has no address in the AMP cache."),
        ("title", "This article has no address."),
        ("markdown", "This article has no address."),
        ("story", "This article has no address."),
    ],
)
def test_what_an_article_has_not_is_said_in_a_sentence(kind: str, message: str) -> None:
    with pytest.raises(NotFoundError) as refusal:
        copy_text(Document(article=BARE), (), kind)
    assert str(refusal.value) == message


def test_a_kind_there_is_not_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="no kind “pdf”; there are web, original"):
        copy_text(Document(article=FULL), (), "pdf")


def test_a_citation_leaves_out_what_is_not_known() -> None:
    assert copy_text(Document(article=BARE), (), "citation") == "“Bare”"


@given(
    st.text(st.sampled_from("ab []()*_`<>\\&!#-日“”"), min_size=1).map(str.strip).filter(bool),
    st.text(st.sampled_from('ab()<>`"_*[]&=?日'), max_size=20),
)
def test_a_markdown_link_shows_the_title_and_leads_to_the_page(title: str, path: str) -> None:
    article = Article(key=1, identity="x", title=title, urls=Urls("https://x.org/" + path))
    tokens = (
        MarkdownIt("commonmark").parseInline(copy_text(Document(article=article), (), "markdown"))[0].children or []
    )
    assert tokens[0].type == "link_open"
    assert tokens[-1].type == "link_close"
    shown = "".join(token.content for token in tokens[1:-1])
    assert " ".join(shown.split()) == " ".join(title.split())
    encoded = "".join(f"%{ord(char):02X}" if char in '()<>`"' else char for char in path)
    assert str(tokens[0].attrs["href"]).replace("%E6%97%A5", "日").replace("%5B", "[").replace("%5D", "]") == (
        "https://x.org/" + encoded
    )


@pytest.mark.parametrize("title", ["$(touch X)", "`touch X`", "; touch X", "| touch X", "\"; touch X; '", "--help"])
def test_a_title_is_text_to_every_program(programs: Programs, title: str) -> None:
    programs.good("xclip")
    article = Article(key=1, identity="x", title=title, urls=Urls("https://x.org/$(touch${IFS}X)"))
    for kind in ("title", "markdown", "citation"):
        text = copy_text(Document(article=article), (), kind)
        copy(text, terminal=None, environ=programs.environ(DISPLAY=":0"))
        assert programs.input("xclip") == text.encode()
    assert not Path("X").exists()
