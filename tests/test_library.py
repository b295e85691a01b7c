"""The library as both front ends see it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library import Counts, Kind, Library, Mark, TagCount, View, open_library
from reader.library_opening import open_samples
from reader.model import Article, Document, NotFoundError, Problem, Scope, Selection, Severity, Sort, Topic, UsageError
from reader.settings import Settings, load_settings
from tests.fakes import FakeJournal, FakeSource, article, by_name, document

STARRED = Selection(scope=Scope.STARRED)


def library_of(
    *documents: Document, source: FakeSource | None = None, journal: FakeJournal | None = None, samples: bool = False
) -> Library:
    library = Library(source or FakeSource(documents), journal or FakeJournal(), samples=samples)
    library.load()
    return library


def doc(name: str, *links: Sequence[str], **more: object) -> Document:
    return document(article(name, **more), links)  # type: ignore[arg-type]


def names(library: Library, **selection: object) -> list[str]:
    return by_name(library.select(Selection(**selection)))  # type: ignore[arg-type]


def stub(name: str) -> Article:
    return article(name, library="", path="")


# Loading


def test_articles_stream_in_from_another_thread_and_count_at_once() -> None:
    source = FakeSource([doc(name) for name in "abcde"], topics=[Topic(name="T")])
    library = Library(source, FakeJournal())
    batches: list[object] = []
    thread = threading.Thread(target=lambda: batches.extend(library.batches()))
    thread.start()
    thread.join()
    assert library.counts().articles == 0
    seen = []
    for batch in batches:
        library.absorb(batch)  # type: ignore[arg-type]
        seen.append(library.counts().articles)
    library.finish()
    assert seen == [2, 4, 5, 5]
    assert [row.name for row in library.topics()] == ["T"]


def test_changes_hold_in_lists_counts_and_problems_once_they_are_taken() -> None:
    source = FakeSource([doc("a"), doc("b"), doc("c")])
    library = library_of(source=source)
    fault = Problem("news", "b.md", 1, 1, Severity.WARNING, "heat", "No heat.")
    renewed = [
        source.change(doc("b", title="B anew"), problems=[fault]),
        source.change(doc("d", path="moved.md"), gone=[article("c")]),
        source.change(doc("b", title="B again")),
    ]
    cancelled = threading.Event()
    told = library.watch(cancelled)
    seen = []
    for change in renewed:
        assert next(told) == change
        library.renew(change)
        seen.append((set(names(library)), len(library.problems())))
    assert seen == [({"a", "b anew", "c"}, 1), ({"a", "b anew", "d"}, 1), ({"a", "b again", "d"}, 0)]
    cancelled.set()
    assert list(told) == []


def test_what_changed_stays_when_everything_is_read_again() -> None:
    source = FakeSource([doc("a"), doc("b")])
    library = library_of(source=source)
    library.renew(source.change(doc("c"), gone=[article("a")]))
    library.load()
    assert set(names(library)) == {"b", "c"}


def test_topics_described_otherwise_are_a_change() -> None:
    source = FakeSource([doc("a", topics=("Rain",))])
    library = library_of(source=source)
    source.described = (Topic("Weather"), Topic("Rain", parent="Weather"))
    source.change(topics=True)
    library.renew(next(library.watch(threading.Event())))
    assert [(row.name, row.depth) for row in library.topics()] == [("Weather", 0), ("Rain", 1)]


def test_reading_can_be_cancelled() -> None:
    library = Library(FakeSource([doc(name) for name in "abcde"]), FakeJournal())
    cancelled = threading.Event()
    for batch in library.batches(cancelled):
        library.absorb(batch)
        cancelled.set()
    library.finish(complete=False)
    assert library.counts().articles == 2


def test_reading_again_takes_changes_in_and_lets_go_of_what_went() -> None:
    source = FakeSource([doc("a"), doc("b"), doc("c"), doc("d")])
    source.problems = [problem("b.md"), problem("x.md")]
    library = library_of(source=source)
    source.documents[("news", "a.md")] = doc("a", title="Anew")
    del source.documents[("news", "b.md")]
    del source.documents[("news", "d.md")]
    source.problems = [problem("d.md")._replace(severity=Severity.ERROR)]
    library.load()
    assert names(library, sort=Sort.parse("title")) == ["anew", "c"]
    assert [each.path for each in library.problems()] == ["d.md"]
    library.load()
    assert names(library, sort=Sort.parse("title")) == ["anew", "c"]
    assert len(library.problems()) == 1


def test_reading_again_that_is_cancelled_keeps_what_it_did_not_come_to() -> None:
    source = FakeSource([doc(name) for name in "abcd"])
    library = library_of(source=source)
    for batch in library.batches():
        library.absorb(batch)
        break
    library.finish(complete=False)
    assert library.counts().articles == 4


def problem(path: str, line: int = 1) -> Problem:
    return Problem("news", path, line, 1, Severity.WARNING, "test", "A fault.")


def test_problems_of_files_topics_and_duplicates_are_told_in_order_and_counted() -> None:
    source = FakeSource([doc("x", path="m.md", day=2), doc("x", path="n.md")], topics=[Topic(name="T", parent="T")])
    source.problems = [problem("z.md", 9), problem("z.md", 3), problem("a.md")]
    library = library_of(source=source)
    assert [(each.path, each.line, each.code) for each in library.problems()] == [
        ("_data/topics", 1, "topic-cycle"),
        ("a.md", 1, "test"),
        ("n.md", 1, "duplicate"),
        ("z.md", 3, "test"),
        ("z.md", 9, "test"),
    ]
    assert library.counts().problems == 5
    assert library.duplicates(library.find("m.md")) == ("n.md",)


# Marks, lists, counts


def test_marks_change_lists_and_counts_at_once() -> None:
    library = library_of(doc("a", topics=("T",), provider="P"), doc("b", topics=("T",)), doc("c"))
    a, b = library.find("a.md"), library.find("b.md")
    library.mark(Mark.READ, [a, b, a])
    library.mark(Mark.READ, [a])
    library.mark(Mark.STAR, [b])
    assert (library.is_read(a), library.is_starred(a), library.is_starred(b)) == (True, False, True)
    assert names(library, scope=Scope.UNREAD) == ["c"]
    assert names(library, scope=Scope.STARRED) == ["b"]
    assert library.counts() == Counts(articles=3, unread=1, starred=1, problems=0)
    assert [row.unread for row in library.topics()] == [0]
    library.mark(Mark.UNREAD, [a, b])
    library.mark(Mark.UNSTAR, [b])
    assert library.counts() == Counts(articles=3, unread=3, starred=0, problems=0)
    assert [row.unread for row in library.topics()] == [2]
    assert [row.unread for row in library.providers()] == [1]


def test_the_starred_scope_lists_stubs_and_vanished_articles_at_their_places() -> None:
    source = FakeSource([doc("a", day=3), doc("b", ["stub"], day=2), doc("c", day=1)])
    library = library_of(source=source)
    of_stub = library.related(library.document(library.find("b.md")))[0].article
    library.mark(Mark.STAR, [library.find("a.md"), library.find("c.md"), of_stub])
    del source.documents[("news", "a.md")]
    library.load()
    found = library.select(STARRED)
    assert by_name(found) == ["a", "c", "about stub"]
    assert [each.in_library for each in found] == [False, True, False]
    assert library.counts().starred == 3
    assert library.counts().articles == 2


def test_a_vanished_article_can_still_be_found_and_read_from_what_was_kept() -> None:
    source = FakeSource([doc("a"), doc("b")])
    library = library_of(source=source)
    a = library.find("a.md")
    library.mark(Mark.STAR, [a])
    del source.documents[("news", "a.md")]
    library.load()
    found = library.find(a.id)
    assert found.title == "A"
    assert library.document(found) == Document(article=found)
    assert library.get(a.key) == found


def test_what_lost_its_star_stays_in_the_list_while_it_is_kept() -> None:
    library = library_of(doc("b", ["stub"]))
    of_stub = library.related(library.document(library.find("b.md")))[0].article
    library.mark(Mark.STAR, [of_stub])
    library.mark(Mark.UNSTAR, [of_stub])
    assert by_name(library.select(STARRED)) == []
    assert by_name(library.select(STARRED, keep=[of_stub.key])) == ["about stub"]


def test_a_starred_removed_article_is_in_no_list_and_no_count() -> None:
    library = library_of(doc("gone", removed=True))
    library.mark(Mark.STAR, [library.find("gone.md")])
    assert by_name(library.select(STARRED)) == []
    assert library.counts().starred == 0


def test_a_stub_that_was_starred_is_the_article_when_it_arrives() -> None:
    source = FakeSource([doc("b", ["stub"])])
    library = library_of(source=source)
    library.mark(Mark.STAR, [library.related(library.document(library.find("b.md")))[0].article])
    source.documents[("news", "stub.md")] = doc("stub", title="Itself")
    library.load()
    assert by_name(library.select(STARRED)) == ["itself"]
    assert library.counts().starred == 1


# Single articles


def test_documents_are_read_from_their_files_and_stubs_from_those_that_tell_of_them() -> None:
    library = library_of(doc("a", ["b"], ["stub"], day=1), doc("b"))
    assert library.document(library.find("b.md")).article.title == "B"
    assert library.document(stub("stub")).article.title == "About stub"
    assert library.find("https://example.com/stub").title == "About stub"
    with pytest.raises(NotFoundError):
        library.document(stub("unheard-of"))


def test_a_stub_is_told_by_the_next_article_when_the_file_of_the_newest_is_gone() -> None:
    source = FakeSource([doc("old", ["stub"], day=1), doc("new", ["stub"], day=2)])
    library = library_of(source=source)
    del source.documents[("news", "new.md")]
    assert library.document(stub("stub")).article.title == "About stub"


def test_an_article_whose_file_is_gone_is_not_found() -> None:
    source = FakeSource([doc("a")])
    library = library_of(source=source)
    a = library.find("a.md")
    source.documents.clear()
    with pytest.raises(NotFoundError):
        library.document(a)


def test_a_path_names_an_article_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.md").write_text("---\n---\n")
    (folder / "link.md").symlink_to("deep/a.md")
    source = FakeSource([doc("a", path="deep/a.md"), doc("b", path="link.md"), doc("c", path="c.md")])
    source.roots = (replace(source.roots[0], given="./news", real=folder),)
    source.documents = {("./news", path): each for (_, path), each in source.documents.items()}
    for place, each in source.documents.items():
        source.documents[place] = each._replace(article=each.article._replace(library="./news"))
    library = library_of(source=source)
    monkeypatch.chdir(tmp_path)
    for ref in ("deep/a.md", "./news/deep/a.md", "news/deep/a.md", str(folder / "deep/a.md")):
        assert library.find(ref).title == "A"
    assert library.find("news/link.md").title == "B"
    monkeypatch.chdir(folder)
    assert library.find("./deep/a.md").title == "A"
    monkeypatch.chdir(folder / "deep")
    assert library.find("a.md").title == "A"
    assert library.find("../c.md").title == "C"
    with pytest.raises(NotFoundError):
        library.find("b.md")
    assert library.file("./news", "deep/a.md") == folder / "deep/a.md"
    with pytest.raises(NotFoundError):
        library.file("elsewhere", "deep/a.md")


def test_parts_of_a_text_that_a_query_asks_for_can_be_lit() -> None:
    light = library_of().highlights(Selection(query="lab DEE"))
    assert light("Deep learning in the Lab") == [(0, 3), (21, 24)]
    assert library_of().highlights(Selection())("Deep") == []


def test_the_raw_view_takes_files_without_an_article_too() -> None:
    source = FakeSource([doc("a")])
    library = library_of(source=source)
    assert library.raw_file("news", "a.md") == source.raw("news", "a.md")
    with pytest.raises(NotFoundError):
        library.raw_file("news", "gone.md")


# Relations


def test_related_entries_are_the_librarys_own_articles_or_stubs_without_repeats_and_itself() -> None:
    library = library_of(
        doc("a", ["b"], ["stub"], ["copy-of-b", "b-amp"], ["a-elsewhere", "a-amp"], ["c"], amp="a-amp"),
        doc("b", amp="b-amp"),
        doc("c", removed=True),
    )
    found = library.related(library.document(library.find("a.md")))
    assert [(each.article.title, each.here) for each in found] == [("B", True), ("About stub", False), ("C", True)]
    assert found[0].article is library.find("b.md")
    assert found[0].stub is None
    assert found[1].stub is not None
    assert found[1].stub.article == found[1].article


def test_a_stub_has_no_related_articles_of_its_own_but_is_listed() -> None:
    library = library_of(doc("a", ["stub"], day=1), doc("b", ["stub"], day=2))
    of_stub = library.document(library.find("https://example.com/stub"))
    assert library.related(of_stub) == ()
    assert by_name(library.related_from(of_stub.article)) == ["b", "a"]


def test_a_walk_goes_both_ways_near_ones_first_each_once_and_ends_in_cycles() -> None:
    library = library_of(
        doc("a", ["b"], ["stub"], day=4),
        doc("b", ["c"], ["a"], day=3),
        doc("c", ["a"], day=2),
        doc("d", ["stub"], day=1),
        doc("far", ["d"], day=0),
        doc("alone", day=0),
    )
    a, b = library.find("a.md"), library.find("b.md")
    of_stub = library.find("https://example.com/stub")
    steps = library.walk(a, 2)
    assert [(each.article.title, each.depth, each.via, each.relation) for each in steps] == [
        ("B", 1, a.id, "related"),
        ("About stub", 1, a.id, "related"),
        ("C", 1, a.id, "from"),
        ("D", 2, of_stub.id, "from"),
    ]
    assert [each.article.title for each in library.walk(a, 9)][-1] == "Far"
    assert library.walk(a, 0) == ()
    assert [each.article.title for each in library.walk(b, 1)] == ["C", "A"]


def test_a_walk_passes_over_files_that_went_but_not_over_its_start() -> None:
    source = FakeSource([doc("a", ["b"]), doc("b", ["c"]), doc("c")])
    library = library_of(source=source)
    a, b = library.find("a.md"), library.find("b.md")
    del source.documents[("news", "b.md")]
    assert [each.article.title for each in library.walk(a, 3)] == ["B"]
    with pytest.raises(NotFoundError):
        library.walk(b, 1)


# Opening


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("READER_LIBRARY", raising=False)
    home = tmp_path / "home"
    return Settings(
        config_dir=home / "config", state_dir=home / "state", cache_dir=home / "cache", data_dir=home / "data"
    )


def folder(path: Path, *files: str) -> str:
    path.mkdir(parents=True)
    for name in files:
        (path / name).write_text(f"---\ntitle: {name}\n---\n")
    return str(path)


def opened(settings: Settings, *paths: str) -> tuple[list[str], bool]:
    library = open_library(settings, paths)
    library.close()
    return [root.given for root in library.roots], library.samples


def test_the_folders_named_go_before_the_environments_before_the_configurations_before_the_data_directory(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = opened(settings)
    assert seeds[1]
    assert seeds[0][0].endswith("seeds")
    own = folder(settings.data_dir / "library")
    assert opened(settings) == seeds
    Path(own, ".hidden").write_text("")
    assert opened(settings) == seeds
    Path(own, "a.md").write_text("---\ntitle: A\n---\n")
    assert opened(settings) == ([own], False)
    configured = settings._replace(library=(folder(tmp_path / "configured"),))
    assert opened(configured) == ([str(tmp_path / "configured")], False)
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    monkeypatch.setenv("READER_LIBRARY", f"{one}:{two}")
    assert opened(configured) == ([one, two], False)
    monkeypatch.setenv("READER_LIBRARY", "")
    assert opened(configured) == ([str(tmp_path / "configured")], False)
    monkeypatch.setenv("READER_LIBRARY", two)
    assert opened(configured, one) == ([one], False)


def test_a_missing_folder_and_one_inside_another_are_wrong_use(settings: Settings, tmp_path: Path) -> None:
    outer = folder(tmp_path / "outer")
    folder(tmp_path / "outer" / "inner")
    for paths in ([str(tmp_path / "missing")], [outer, f"{outer}/inner"]):
        with pytest.raises(UsageError):
            open_library(settings, paths)


def test_the_samples_are_read_related_and_marked_across_runs(settings: Settings) -> None:
    library = open_library(settings)
    library.load()
    assert names(library) == [
        "getting ai from the lab to production",
        "deep learning improves interpretation of tumors",
        "overcoming challenges to machine learning adoption and implementation in the lab",
        "better design of deep learning studies can lead to faster transformation of medical practices",
    ]
    assert [(row.name, row.articles) for row in library.topics()] == [("AI", 4), ("Machine Learning", 3)]
    assert library.counts() == Counts(4, 4, 0, 0)
    newest, tumors = library.select(Selection())[:2]
    assert [each.here for each in library.related(library.document(newest))] == [False] * 6
    related = library.related(library.document(tumors))
    assert related[0].here
    assert related[0].article in list(library.select(Selection()))
    assert library.find(newest.urls.web) is newest
    assert not settings.state_dir.exists()
    library.mark(Mark.READ, [newest])
    library.remember("article", newest.id)
    library.close()
    again = open_library(settings)
    again.load()
    assert again.is_read(newest)
    assert again.counts() == Counts(4, 3, 0, 0)
    assert again.recall("article") == newest.id
    assert again.status().libraries[0].articles == 4
    assert again.status().samples
    again.close()


def test_status_counts_per_folder(settings: Settings, tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", "a.md", "b.md"), folder(tmp_path / "two", "c.md")
    library = open_library(settings, [one, two])
    library.load()
    status = library.status()
    assert [(each.path, each.articles) for each in status.libraries] == [(one, 2), (two, 1)]
    assert (status.articles, status.unread, status.topics, status.problems, status.samples) == (3, 3, 0, 0, False)
    library.close()


def test_what_is_wrong_with_the_state_is_noticed(settings: Settings) -> None:
    library = open_library(settings)
    assert library.notices == ()
    library.close()
    settings.state_dir.mkdir(parents=True)
    (settings.state_dir / "journal.sqlite").write_text("junk")
    library = open_library(settings)
    assert "set aside" in library.notices[0]
    library.close()


# Tags, notes, views, undo


def test_tags_are_counted_in_whatever_case_and_lead_to_their_articles() -> None:
    library = library_of(doc("a"), doc("b"))
    a, b, gone = library.find("a.md"), library.find("b.md"), stub("gone")
    library.tag("Physics", [a, gone])
    library.tag("chess", [b])
    assert library.tags() == (TagCount("chess", 1), TagCount("Physics", 2))
    assert library.tags_of(a) == ("Physics",)
    tagged = library.select(Selection(query=library.tag_query("PHYSICS")))
    assert {each.title for each in tagged} == {"A", "Gone"}
    assert next(each for each in tagged if each.key == a.key) is a
    library.untag("Physics", [a])
    assert [each.key for each in library.select(Selection(query=library.tag_query("Physics")))] == [gone.key]
    assert library.tags_of(b) == ("chess",)


def test_an_article_with_a_note_is_found_though_the_library_has_it_no_more() -> None:
    library = library_of(doc("a"))
    a, gone = library.find("a.md"), stub("gone")
    library.note(gone, "why")
    library.note(a, "also")
    assert (library.note_of(gone), library.note_of(stub("other"))) == ("why", "")
    assert set(library.select(Selection(query="has:note"))) == {a, library.get(gone.key)}
    assert library.find("https://example.com/gone").key == gone.key
    assert library.document(library.find(gone.id)).article.title == "Gone"


def test_noted_articles_that_the_library_has_not_are_what_is_not_here() -> None:
    library = library_of(doc("a"))
    gone = stub("gone")
    library.note(gone, "why")
    for query, keys in (("is:stub", [gone.key]), ("-is:here", [gone.key]), ("is:here", [library.find("a.md").key])):
        assert [each.key for each in library.select(Selection(query=query))] == keys


def test_views_are_saved_by_name_and_given_up() -> None:
    library = library_of()
    library.save_view("hot", "heat:>100")
    library.save_view("Cold", "heat:<5")
    assert library.views() == (View("Cold", "heat:<5"), View("hot", "heat:>100"))
    library.drop_view("hot")
    library.drop_view("never there")
    assert library.views() == (View("Cold", "heat:<5"),)
    with pytest.raises(UsageError, match="wants a query"):
        library.save_view("empty", " ")


def test_undo_and_redo_are_right_in_lists_and_counts() -> None:
    library = library_of(doc("a", topics=("T",), provider="P"), doc("b", topics=("T",)), doc("c"))
    library.mark(Mark.READ, [library.find("a.md")])
    before = library.counts(), library.topics(), library.providers()
    assert library.mark(Mark.READ, [library.find(name) for name in ("a.md", "b.md", "c.md")]) == 2
    after = library.counts(), library.topics(), library.providers()
    assert library.undo() is not None
    assert (library.counts(), library.topics(), library.providers()) == before
    assert names(library, scope=Scope.UNREAD) == ["b", "c"]
    assert library.redo() is not None
    assert (library.counts(), library.topics(), library.providers()) == after
    assert library.undo() is not None
    assert library.undo() is not None
    assert library.undo() is None
    assert library.counts().unread == 3


def test_what_another_program_reads_is_counted_after_a_poll() -> None:
    journal = FakeJournal()
    library = library_of(doc("a"), doc("b"), journal=journal)
    assert not library.poll()
    journal.elsewhere = {library.find("a.md").key, stub("unknown").key}
    assert library.poll()
    assert library.counts().unread == 1


def test_the_history_has_the_librarys_own_articles_where_it_can() -> None:
    library = library_of(doc("a"))
    a = library.find("a.md")
    library.mark(Mark.READ, [a, stub("gone")])
    (deed,) = library.history()
    assert deed.articles[0] is a
    assert deed.articles[1].title == "Gone"
    assert library.history((Kind.NOTE,)) == ()


def test_what_is_kept_goes_out_and_comes_in_by_lines() -> None:
    library = library_of()
    assert library.import_state(["one", "two"]).new == 2
    assert library.export_state() == ["one", "two"]
    assert library.flush()


def test_a_query_may_order_and_limit_its_list() -> None:
    library = library_of(doc("a", heat=5), doc("b", heat=90), doc("c", heat=40))
    assert [each.heat for each in library.select(Selection(query="sort:heat"))] == [90, 40, 5]
    assert [each.heat for each in library.select(Selection(query="sort:-heat limit:2"))] == [5, 40]


def test_a_list_by_rank_has_what_matters_first_whatever_the_hour() -> None:
    docs = [
        doc("old", day=-30, quality=150), doc("bad", quality=0), doc("good", quality=150), doc("new", day=1),
        doc("hot", heat=3_000), doc("undated", day=None, quality=180), doc("gone", quality=150, removed=True),
    ]  # fmt: skip
    library = library_of(*docs)
    expected = ["hot", "good", "new", "bad", "old", "undated"]
    assert by_name(library.select(Selection(sort=Sort.parse("rank")))) == expected
    assert by_name(library.select(Selection(query="sort:rank"))) == expected
    assert by_name(library.select(Selection(sort=Sort.parse("-rank")))) == [*reversed(expected[:-1]), "undated"]


def test_weights_of_the_configuration_decide_the_order_by_rank(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, provider, topic in (("one", "ZDNet", "AI"), ("two", "Wired", "Web"), ("three", "CRN", "Web")):
        text = f"---\ntitle: {name}\nprovider: {{name: {provider}}}\ntopics: [{topic}]\n"
        (folder / f"{name}.md").write_text(f"{text}publishedDateTime: 2022-01-01\n---\n", "utf-8")
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    weights = {"rank_providers": {"wired": 2.0}, "rank_topics": {"ai": 3.0, "web": 0.9}, "rank_half_life": 7.0}
    library = open_library(load_settings(places)._replace(**weights), [str(folder)])  # type: ignore[arg-type]
    library.load()
    assert by_name(library.select(Selection(sort=Sort.parse("rank")))) == ["one", "two", "three"]
    library.close()


def test_a_query_for_deeds_finds_articles_the_library_has_not_any_more() -> None:
    journal = FakeJournal()
    library = library_of(doc("a"), doc("b"), journal=journal)
    library.tag("later", [library.find("a.md"), stub("gone")])
    library.note(stub("noted"), "about it")
    library.mark(Mark.STAR, [stub("starred")])
    assert sorted(names(library, query="tag:later")) == ["a", "gone"]
    assert names(library, query="has:note") == ["noted"]
    assert names(library, query="is:starred") == ["starred"]
    assert sorted(names(library, query="title:gone or title:b")) == ["b"]
    assert names(library, scope=Scope.UNREAD, query="tag:later") == ["a"]


def test_the_samples_stand_in_for_a_library_without_articles(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    settings = load_settings({f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "STATE", "CACHE", "DATA")})
    library = open_library(settings, [str(tmp_path / "news")])
    library.load()
    assert (library.counts().articles, library.samples) == (0, False)
    open_samples(library, settings)
    library.load()
    assert (library.counts().articles, library.samples) == (4, True)
    library.mark(Mark.STAR, [library.select(Selection())[0]])
    assert library.counts().starred == 1
    library.close()
