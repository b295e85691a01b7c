"""What a person may write to name an article."""

from __future__ import annotations

import pytest

from reader.model import AmbiguousReferenceError, Article, Document, NotFoundError
from reader.store import Store, find
from tests.fakes import FakeMarks, article, key


def look(store: Store, ref: str, starred: tuple[Article, ...] = (), stubs: tuple[str, ...] = ()) -> Article:
    told = {key(f"https://example.com/{name}"): article(name, library="", path="") for name in stubs}
    return find(
        ref,
        store,
        places=[[("news", ref)]],
        starred={each.key: each for each in starred},
        stub=lambda wanted: Document(article=told[wanted]) if wanted in told else None,
    )


def store_of(*articles: Article) -> Store:
    store = Store(FakeMarks(), ["news"])
    store.add(articles)
    return store


ONE = article("one", original="found-first", amp="amp")


@pytest.mark.parametrize(
    "ref",
    [
        ONE.id,
        ONE.id.upper(),
        ONE.id[:6],
        "https://example.com/one",
        "http://www.example.com/one/?utm_source=x#top",
        "example.com/one",
        "https://example.com/found-first",
        "https://example.com/amp",
        "one.md",
    ],
)
def test_an_article_is_named_by_id_url_or_path(ref: str) -> None:
    assert look(store_of(ONE, article("two")), ref) == ONE


@pytest.mark.parametrize(
    "ref", ["", ONE.id[:5], ONE.id + "0", "https://example.com/nowhere", "two.md", "xyzxyz", "::", "a\0b"]
)
def test_what_nothing_answers_to_is_said_to_be_so(ref: str) -> None:
    with pytest.raises(NotFoundError, match="No article answers"):
        look(store_of(ONE), ref)


def test_a_start_of_an_id_that_is_too_short_is_said_to_be_so() -> None:
    with pytest.raises(NotFoundError, match="The start of an id has 6 characters or more"):
        look(store_of(ONE), ONE.id[:5])


def test_the_path_of_a_file_that_was_passed_over_leads_to_the_article() -> None:
    store = store_of(article("x", day=2, path="b.md"), article("x", day=1, path="a.md"))
    assert look(store, "a.md").path == "b.md"


def test_removed_articles_are_found() -> None:
    assert look(store_of(article("gone", removed=True)), "https://example.com/gone").removed


def test_the_start_of_several_ids_names_them() -> None:
    twins = [
        article("b")._replace(key=0xABCDEF02ABCDEF02),
        article("a")._replace(key=0xABCDEF01ABCDEF01),
    ]
    with pytest.raises(AmbiguousReferenceError) as caught:
        look(store_of(*twins), "abcdef")
    assert caught.value.candidates == ("abcdef01abcdef01 A", "abcdef02abcdef02 B")
    assert "2 articles" in str(caught.value)
    assert look(store_of(*twins), "abcdef02").title == "B"


def test_stubs_are_found_by_id_and_url() -> None:
    store = store_of(article("teller", links=[["stub", "other-address"]]))
    stub = article("stub", library="", path="")
    for ref in (stub.id, stub.id[:8], "https://example.com/stub", "https://example.com/other-address"):
        assert look(store, ref, stubs=("stub",)) == stub


def test_the_id_of_an_entry_that_leads_to_an_article_by_another_address_names_the_article() -> None:
    store = store_of(ONE, article("teller", links=[["syndicated", "amp"]]))
    syndicated = article("syndicated", library="", path="")
    assert look(store, syndicated.id) == ONE
    assert look(store, "https://example.com/syndicated") == ONE


def test_starred_articles_that_are_not_there_any_more_are_found() -> None:
    gone = article("gone", original="seen-before", library="", path="")
    for ref in (gone.id, gone.id[:7], "https://example.com/gone", "https://example.com/seen-before"):
        assert look(store_of(ONE), ref, starred=(gone,)) == gone


def test_a_stub_that_nobody_tells_of_any_more_is_not_found() -> None:
    store = store_of(article("teller", links=[["stub"]]))
    with pytest.raises(NotFoundError):
        look(store, "https://example.com/stub")
