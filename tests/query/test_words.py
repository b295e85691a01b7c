"""Queries of words: what matches, and what is lit."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Article
from reader.query import PlainFacts, compile_query, fold, haystack, parse, spans
from reader.query.folding import fold_with_origins
from reader.query.needles import folded_words
from reader.query.tree import quoted
from tests.examples import examples
from tests.fakes import article


def found(query: str, articles: list[Article]) -> list[Article]:
    return compile_query(parse(query), PlainFacts()).select(articles)


def lit(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in parse(query).spans(text)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("deep tumors", "Deep learning improves interpretation of tumors"),
        ("TUM dee", "Deep learning improves interpretation of tumors"),
        ("ecole", "L’École normale"),
        ("école", "l'ecole"),
        ("e\u0301cole", "\u00c9cole"),
        ("lodz", "Łódź"),
        ("strasse", "Straße"),
        ("don't", "They don’t"),
        ('"worst', "“Worst cloud vulnerability”"),
        ("c++", "Modern C++ today"),
        (".net", "ASP.NET in depth"),
        ("net", "ASP.NET in depth"),
        ("fi", "ﬁnance"),
        ("見出", "日本語の見出し"),
        ("국어", "한국어"),
        ("がく", "かがく"),
        ("हिन्दी", "आज हिन्दी में"),
        ("", "anything"),
        ("   ", "anything"),
    ],
)
def test_a_word_matches_the_beginning_of_a_word_without_case_and_accents(query: str, title: str) -> None:
    assert found(query, [article("a", title=title)])


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("earning", "Deep learning"),
        ("data", "metadata"),
        ("deep cats", "Deep learning"),
        ("かく", "がく"),
        ("深", "日本語"),
    ],
)
def test_the_middle_of_a_word_and_missing_words_do_not_match(query: str, title: str) -> None:
    assert not found(query, [article("a", title=title)])


def test_title_excerpt_provider_and_topics_are_searched_together() -> None:
    lab = article("a", title="Lab", excerpt="Better design", provider="News Medical", topics=("Machine Learning",))
    assert found("lab design medical learn", [lab])
    assert found("labmanager", [article("b", domain="labmanager.com")])


def test_addresses_and_dates_are_not_searched() -> None:
    assert not found("example", [article("a")])


def test_an_empty_query_is_falsy() -> None:
    assert not parse(" \t")
    assert parse("a")


def test_words_alone_can_be_lit_too() -> None:
    assert spans("They Don’t learn", parse("don't lea").words) == [(5, 10), (11, 14)]


def test_words_are_folded_and_named_once() -> None:
    assert parse("Über  über AI").words == ("uber", "ai")


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Getting AI from the lab", "ai lab", ["AI", "lab"]),
        ("metadata and data", "data", ["data"]),
        ("They Don’t", "don't", ["Don’t"]),
        ("E\u0301cole", "ec", ["E\u0301c"]),
        ("ﬁnance", "f", ["ﬁ"]),
        ("日本語の見出し", "見出", ["見出"]),
        ("learning", "learn lea", ["learn"]),
        ("AI AI", "ai", ["AI", "AI"]),
        ("nothing", "x", []),
        ("data, metadata", '"data"', ["data"]),
        ("learning to learn", '"learn"', ["learn"]),
        ("deep learning", '"deep learn"*', ["deep learn"]),
        ("a ´ b", '"a b"', ["a ´ b"]),
        ("Cosmos DB, cosmos", "/cosmos( db)?/", ["Cosmos DB", "cosmos"]),
        ("azure and data", "azure -data", ["azure"]),
        ("azure and data", "title:azure or topic:dat", ["azure", "dat"]),
        ("azure and data", "provider=azure tag:data heat>3", []),
        ("overlap", "over /verl/", ["overl"]),
        ("", "x", []),
    ],
)
def test_what_was_found_is_lit_in_the_text_as_written(text: str, query: str, expected: list[str]) -> None:
    assert lit(text, query) == expected


letters = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12) | st.text(
    "aAéß İıﬁ’\u0301\u0308が語한\u1112\u1161ัก-+.'", max_size=12
)


@given(letters)
@settings(max_examples=examples(200))
def test_folding_with_origins_is_folding(text: str) -> None:
    folded, origins = fold_with_origins(text)
    assert folded == fold(text)
    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


@given(letters, letters.filter(folded_words), st.booleans())
@settings(max_examples=examples(200))
def test_what_matches_a_title_can_be_lit_in_it(title: str, sought: str, whole: bool) -> None:
    query = quoted(sought) + ("" if whole else "*")
    assert bool(parse(query).spans(title)) == bool(found(query, [article("a", title=title)]))


@given(letters, letters)
@settings(max_examples=examples(200))
def test_spans_are_in_order_apart_and_inside(text: str, query: str) -> None:
    lights = parse(query).spans(text)
    assert all(0 <= start < end <= len(text) for start, end in lights)
    assert all(one[1] <= other[0] for one, other in pairwise(lights))


@given(letters)
@settings(max_examples=examples(100))
def test_composed_and_decomposed_text_fold_to_the_same(text: str) -> None:
    # Canonical forms; a lone mark may join what stands before it differently, so only whole texts are compared.
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_many_articles_are_asked_at_once_and_keep_their_order() -> None:
    articles = [article("b", title="Data two"), article("x", title="Metadata"), article("a", title="Data one")]
    assert found("dat", articles) == [articles[0], articles[2]]
    assert found("data one", articles) == [articles[2]]
    assert found("", articles) == articles


def test_every_text_of_a_haystack_has_a_line_of_its_own_and_a_space_before_it() -> None:
    found_text = haystack(article("a", title="Ångström", excerpt="A unit", provider="SI", topics=("Physics", "AI")))
    assert found_text == " angstrom\n a unit\n si\n physics\n ai"
