"""Two spellings of one address are one article, and two articles never share an identity."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.model import Article, canonical_url, document_identity, key_of, url_identity
from reader.model.identity import signed, unsigned

PIECES = (
    "www.", "www.www.", "a.example", "x-y.co.uk", "example", "/", "//", "/A", "/b.c", "/;p=1", "?", "?a=1", "&",
    "&id=2", "utm_source=x", "&UTM_Medium=y", "fbclid=1", "&gclid", "=", "?b/c", "#f", "#!x", ":443", ":80", ":8080",
    "u@", "%41", "%2f", ".", "..", "é", "@", "!$'()*+,", " ",
)  # fmt: skip


@given(st.sampled_from(("http", "https")), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_plain_addresses_take_a_shorter_way_to_the_same_form(scheme: str, rest: str) -> None:
    # A scheme in capitals goes the long way.
    assert canonical_url(f"{scheme}://{rest}") == canonical_url(f"{scheme.upper()}://{rest}")


@given(st.text())
@example(" #")
def test_any_text_has_a_canonical_form_or_none(text: str) -> None:
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        canonical = canonical_url(url)
        assert canonical is None or canonical_url(f"https://{canonical}") is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a",
        "http://example.com/a",
        "https://www.example.com/a/",
        "https://EXAMPLE.com:443/a",
        "http://example.com:80/a",
        "https://user:secret@example.com/a",
        "https://example.com/a#part",
        "https://example.com/a?utm_source=x&fbclid=y",
        "https://example.com/%61",
        "  https://example.com/a\n",
    ],
)
def test_these_are_one_address(url: str) -> None:
    assert canonical_url(url) == "example.com/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1"),
        ("https://example.com/a", "https://example.com:8443/a"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com/a%2fb", "https://example.com/a/b"),
        ("https://m.example.com/a", "https://example.com/a"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", ["", "/a", "a.example", "ftp://a.example/", "https://", "https:///a", "https://[x/", "https://a:b/"]
)
def test_these_are_no_addresses(url: str) -> None:
    assert canonical_url(url) is None


def test_the_first_usable_address_is_the_identity() -> None:
    assert url_identity(("", "mailto:x", "https://example.com/a", "https://example.com/b")) == "example.com/a"
    assert url_identity(("", "")) is None


def test_the_id_is_the_beginning_of_the_identitys_sha_256() -> None:
    for identity in ("example.com/a", "doc:path:26.md"):
        article = Article(key=key_of(identity), identity=identity, title="A")
        assert article.id == sha256(identity.encode()).hexdigest()[:16]
    assert Article(key=1, identity="", title="A").id == "0000000000000001"


def test_without_an_address_what_a_person_would_compare_is_the_identity() -> None:
    assert document_identity("a", None, "b") == document_identity("a", None, "b", path="anywhere")
    assert len({document_identity(*told) for told in (("a", None, "b"), ("a\nb", None, ""), ("b", None, "a"))}) == 3
    assert document_identity("", None, "b", path="x.md") == "doc:path:x.md"


@pytest.mark.parametrize(
    ("key", "number"),
    [(0, 0), (1, 1), ((1 << 63) - 1, (1 << 63) - 1), (1 << 63, -(1 << 63)), ((1 << 64) - 1, -1)],
)
def test_a_key_goes_into_a_database_and_comes_back(key: int, number: int) -> None:
    assert signed(key) == number
    assert unsigned(number) == key
