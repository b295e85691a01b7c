"""Completion offers what the library has, the best known first, and what has come since."""

from __future__ import annotations

from reader.library import Library
from tests.fakes import FakeJournal, FakeSource, article, document


def library_of() -> tuple[Library, FakeSource]:
    source = FakeSource(
        [
            document(article("a", topics=("Azure", "AI"), provider="ZDNet", domain="zdnet.com", type="video")),
            document(article("b", topics=("AI",), provider="The Verge", type="article", category="news")),
            document(article("c", topics=("AI",), provider="The Verge", type="article")),
        ]
    )
    library = Library(source, FakeJournal())
    library.load()
    return library, source


def offered(library: Library, typed: str) -> list[str]:
    return [way.text for way in library.complete(typed, len(typed))]


def test_values_come_from_the_library() -> None:
    library, _ = library_of()
    assert offered(library, "topic:") == ["AI", "Azure"]
    assert offered(library, "provider:") == ['"The Verge"', "ZDNet"]
    assert offered(library, "domain:z") == ["zdnet.com"]
    assert offered(library, "type:") == ["article", "video"]
    assert offered(library, "category:") == ["news"]
    assert offered(library, "source:") == ["news"]
    assert offered(library, "title:") == []
    assert offered(library, "is:unp") == ["unpublished"]


def test_what_comes_and_goes_is_offered_or_not_from_then_on() -> None:
    library, source = library_of()
    assert offered(library, "topic:s") == []
    later = document(article("d", topics=("Security",)))
    source.documents[later.article.library, later.article.path] = later
    del source.documents["news", "a.md"]
    library.load()
    assert offered(library, "topic:s") == ["Security"]
    assert offered(library, "topic:az") == []


def test_tags_are_offered_as_soon_as_they_are_given() -> None:
    library, _ = library_of()
    assert offered(library, "tag:") == []
    library.tag("later", [library.find("a.md")])
    library.tag("budget", [library.find("a.md"), library.find("b.md")])
    assert offered(library, "tag:") == ["budget", "later"]
