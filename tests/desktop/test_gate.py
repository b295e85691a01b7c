"""What may be opened, and how it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop import display_url, gate
from reader.model import UsageError
from tests.desktop.urls import OPENS, REFUSED


@pytest.mark.parametrize("url", OPENS)
def test_an_address_of_the_web_passes_as_it_is_written(url: str) -> None:
    assert gate(url) == url


@pytest.mark.parametrize("url", REFUSED)
def test_anything_else_is_refused_in_one_clean_sentence(url: str) -> None:
    with pytest.raises(UsageError, match=r"^Not opened: .*\.$") as refusal:
        gate(url)
    assert str(refusal.value).isprintable()


def test_the_table_has_sixty_addresses() -> None:
    assert len(set(OPENS) | set(REFUSED)) >= 60


@given(st.one_of(st.text(), st.text().map(lambda text: "https://" + text)))
def test_whatever_passes_is_an_address_and_no_option(url: str) -> None:
    try:
        passed = gate(url)
    except UsageError:
        return
    assert passed == url
    assert passed.lower().startswith(("http://", "https://"))
    assert not set(passed) & set(" \\\t\n\r\x00\x1b\x7f")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.org/a?b#c", "https://x.org/a?b#c"),
        ("https://user:secret@x.org/a@b", "https://x.org/a@b"),
        ("https://good.com@evil.example/", "https://evil.example/"),
        ("https://good.com\\@evil.example/", "https://good.com\\@evil.example/"),
        ("https://аррӏе.com/ü", "https://xn--80ak6aa92e.com/ü"),
        ("https://раураl.com:8080/", "https://xn--l-7sba6dbr.com:8080/"),
        ("https://gοοgle.com", "https://xn--ggle-0nda.com"),
        ("https://u@εxample.org", "https://xn--xample-hye.org"),
        ("https://münchen.de/straße", "https://münchen.de/straße"),
        ("https://例え.jp/", "https://例え.jp/"),
        ("https://example.com丿login.evil.cn/", "https://example.xn--comlogin-9h0m.evil.cn/"),
        ("https://ｇoogle.com", "https://google.com"),
        ("mailto:a@x.org", "mailto:a@x.org"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_an_address_shows_where_it_leads_and_no_secret(url: str, shown: str) -> None:
    assert display_url(url) == shown


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert isinstance(display_url("https://" + text), str)
