"""A library that came as columns answers as one that was read file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Scope, Selection, Sort, SortKey
from reader.model.mark import Mark
from reader.repository import Repository, elsewhere
from tests.benchmarks.generate import generate
from tests.fakes import FakeJournal
from tests.repository.making import document, settle_all

QUERIES = (
    "security", "s", "a", "the cloud", "cloud or security", "-cloud", "-cloud -security the", "not (cloud or the)",
    "quokka", "body:quokka", "quokkas", "title:quokka", "-quokka", '"live on"', '"live, on"', "o'clock",
    "日本", "京都", "本",
    "title:the", "provider:north", "topic:security", "topic:cloud or topic:ai", "title=body",
    "excerpt=\"\"", "url=https://example.com/twin", "url=\"\"", "heat>50",
    "quality:40..60",
    "date:2021", "date>=2022-03", "is:undated", "is:unread heat>10", "is:read", "is:starred", "has:body", "has:image",
    "has:related", "has:amp", "is:published", "is:unpublished the", "is:removed", "is:removed removed", "is:here",
    "id:4", "id:0f",
    "path:2021", "url:http", "url:twin", "domain:com", "source:library", "type:video", "/[Qq]uokk?a/", "/^The/",
    "sort:heat the", "sort:-title cloud", "sort:rank limit:7", "sort:provider,-date limit:20", "rank>0.0001",
    "related>2",
    "unicode", "ünïcode", "word_with_under", ".net", "c++", "the limit:5", '"quokkas live"', "excerpt:the -title:the",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("columns") / "library"
    generate(library, 150, "small")
    more = {
        "twin-a": document("A", "heat: 3").replace("example.com/A", "example.com/twin"),
        "twin-b": document("B").replace("example.com/B", "example.com/twin"),
        "body": document("Body") + "Quokkas live on Rottnest Island; 東京都 too. It is five o'clock.\n",
        "removed": document("Removed quokka", "removed: true"),
        "strange": document("Ünïcode 日本", "topics: [日本, AI]", "amp: https://example.com/amp"),
        "signs": document("word_with_under and .NET and C++"),
        "undated": document("The undated one"),
    }
    for name, text in more.items():
        (library / f"{name}.md").write_text(text, encoding="utf-8")
    settle_all(library)
    return library


def loaded(folder: Path, cache: Path | None) -> Library:
    library = Library(Repository([str(folder)], cache_dir=cache), FakeJournal())
    library.load()
    return library


@pytest.fixture(scope="module")
def both(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elsewhere, "WITH_COLUMNS", 1)
        cache = tmp_path_factory.mktemp("cache")
        loaded(folder, cache)
        late = folder / "late.md"
        late.write_text(document("Late quokka"), encoding="utf-8")  # stands beside the columns
        with_columns, plain = loaded(folder, cache), loaded(folder, None)
    assert not with_columns.needs_texts
    assert plain.needs_texts
    for library in (with_columns, plain):
        listing = library.select(Selection())
        library.mark(Mark.READ, listing[10:90])
        library.mark(Mark.STAR, listing[20:25])
    return with_columns, plain


def told(library: Library, selection: Selection) -> list[str]:
    for _ in library.search_bodies(selection):
        pass
    return [each.id for each in library.select(selection)]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_has_the_same_answer(both: tuple[Library, Library], query: str) -> None:
    with_columns, plain = both
    for selection in (
        Selection(query=query),
        Selection(query=query, scope=Scope.UNREAD, sort=Sort(SortKey.PROVIDER)),
        Selection(query=query, topic="cloud", sort=Sort(SortKey.HEAT, True)),
    ):
        assert told(with_columns, selection) == told(plain, selection)
    assert with_columns.query_errors(query) == plain.query_errors(query) == ()


def test_words_in_bodies_are_found_without_reading_files(both: tuple[Library, Library]) -> None:
    with_columns, _ = both
    assert with_columns.body_search(Selection(query="rottnest")) is None
    assert [each.title for each in with_columns.select(Selection(query="rottnest"))] == ["Body"]


def test_numbers_are_the_same(both: tuple[Library, Library]) -> None:
    with_columns, plain = both
    assert with_columns.counts() == plain.counts()
    assert with_columns.topics() == plain.topics()
    assert with_columns.providers() == plain.providers()
    assert with_columns.problems() == plain.problems()
    assert with_columns.status().articles == plain.status().articles


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("sort", [Sort(key, way) for key in SortKey for way in (False, True)], ids=str)
def test_lists_are_the_same(both: tuple[Library, Library], scope: Scope, sort: Sort) -> None:
    with_columns, plain = both
    for selection in (
        Selection(scope=scope, sort=sort),
        Selection(scope=scope, sort=sort, then=(Sort(SortKey.TITLE),)),
    ):
        assert list(with_columns.select(selection)) == list(plain.select(selection))


def test_a_mass_mark_and_its_undo_are_the_same(both: tuple[Library, Library]) -> None:
    for library in both:
        library.mark_listed(Mark.READ, library.select(Selection()))
    assert both[0].counts() == both[1].counts()
    assert both[0].counts().unread == 0
    for library in both:
        library.undo()
    assert both[0].counts() == both[1].counts()
    assert both[0].topics() == both[1].topics()
    assert both[0].providers() == both[1].providers()
    assert both[0].unread_of(both[0].select(Selection())) == both[0].counts().unread


def test_references_and_relations_are_the_same(both: tuple[Library, Library]) -> None:
    with_columns, plain = both
    for each in plain.select(Selection()):
        assert with_columns.find(each.id) == each
        assert with_columns.find(each.path) == each
        assert with_columns.find(each.urls.best or each.id) == each
        assert with_columns.related_from(each) == plain.related_from(each)
        document = plain.document(each)
        assert with_columns.related(document) == plain.related(document)
        assert with_columns.duplicates(each) == plain.duplicates(each)
