"""Words in bodies: found by reading, by an index, and by both; the same whichever way."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import library_bodies
from reader.library import Library
from reader.library_bodies import Learned
from reader.model import Article, Document, Scope, Selection
from reader.query import Need, PlainFacts, parse, steps
from reader.query.tree import Tree
from reader.repository import Repository
from tests.fakes import FakeBatch, FakeChange, FakeJournal, FakeSource, article, by_name, document
from tests.query.slow import answers
from tests.query.trees import trees
from tests.repository.processes import nothing_ends

TEXTS = {
    "a": "Kernel 6.1 schedules threads by deep learning.",
    "b": "Nothing of note.\n\nBut deeper down: the l’École.",
    "c": "<p>An HTML <b>kernel</b> of truth</p>",
    "d": "",
}


def doc(name: str, body: str = "", **more: object) -> Document:
    made = document(article(name, has_body=bool(body), **more))  # type: ignore[arg-type]
    return made._replace(body=body)


def library_of(*documents: Document, journal: FakeJournal | None = None) -> tuple[Library, FakeSource]:
    source = FakeSource(documents)
    library = Library(source, journal or FakeJournal())
    library.load()
    return library, source


def write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for number, (name, body) in enumerate(texts.items()):
        date = f"{2022 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        front = f"title: {name.upper()}\nwebUrl: https://example.com/{name}\npublishedDateTime: {date}\n"
        (folder / f"{name}.md").write_text(f"---\n{front}---\n{body}\n", "utf-8")


def on_disk(folder: Path, cache: Path | None = None) -> Library:
    library = Library(Repository([str(folder)], cache_dir=cache), FakeJournal())
    library.load()
    return library


def found(library: Library, query: str, **selection: object) -> list[str]:
    """What a query finds when everything has been done for it, by title."""
    wanted = Selection(query=query, **selection)  # type: ignore[arg-type]
    for _ in library.search_bodies(wanted):
        pass
    assert library.body_search(wanted) is None
    return sorted(by_name(library.select(wanted)))


@pytest.fixture(scope="module", params=["files", "index"])
def news(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    home = tmp_path_factory.mktemp("home")
    write(home / "news", TEXTS)
    return on_disk(home / "news", home / "cache" if request.param == "index" else None)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kernel", "a c"),
        ("KERN", "a c"),
        ("ernel", ""),
        ("body:kernel", "a c"),
        ("title:kernel", ""),
        ("deep", "a b"),
        ("deep kernel", "a"),
        ("deep or truth", "a b c"),
        ("-kernel", "b d"),
        ("-body:deep -title:d", "c"),
        ('"deep learning"', "a"),
        ('"deep learn"', ""),
        ('"deep learn"*', "a"),
        ("body:ecole", "b"),
        ("l'ecole", "b"),
        ("6.1", "a"),
        ("/learn.ng/", "a"),
        (r"/^but\b/", "b"),
        ("-/kernel/", "b d"),
        ("/html/ or deeper", "b c"),
        ("b or kernel", "a b c"),
        ('body="an html **kernel** of truth"', "c"),
        ('body=""', "d"),
        ("has:body -kernel", "b"),
        ("kernel limit:1", "c"),
        ("kernel sort:date limit:1", "c"),
        ("kernel sort:-date limit:1", "a"),
        ("zebra", ""),
    ],
)
def test_a_query_finds_in_bodies(news: Library, query: str, names: str) -> None:
    assert found(news, query) == names.split()


def test_a_list_never_waits_for_a_body_and_is_sure_of_what_it_has() -> None:
    library, source = library_of(doc("kernel"), doc("b", "The kernel."), doc("c", "None."), doc("d"))
    assert by_name(library.select(Selection(query="kernel"))) == ["kernel"]
    assert by_name(library.select(Selection(query="-kernel"))) == ["d"]
    assert source.bodies_read == []
    assert found(library, "kernel") == ["b", "kernel"]
    assert found(library, "-kernel") == ["c", "d"]
    assert source.bodies_read == ["b.md", "c.md"]


def test_only_bodies_that_can_decide_are_read_and_none_twice() -> None:
    journal = FakeJournal()
    library, source = library_of(
        doc("kernel", "x"),
        doc("b", "kernel", heat=5),
        doc("c", "kernel"),
        doc("d", "kernel", topics=("AI",)),
        journal=journal,
    )
    journal.read_keys.add(article("b").key)
    assert found(library, "kernel heat>3") == ["b"]
    assert source.bodies_read == ["b.md"]
    assert found(library, "kernel is:unread -topic:ai") == ["c", "kernel"]
    assert found(library, "kernel", scope=Scope.UNREAD, topic="ai") == ["d"]
    assert source.bodies_read == ["b.md", "c.md", "d.md"]
    assert found(library, "kernel") == ["b", "c", "d", "kernel"]
    assert source.bodies_read == ["b.md", "c.md", "d.md"]


def test_nothing_is_to_be_done_for_a_query_that_asks_nothing_of_bodies() -> None:
    library, _ = library_of(doc("a", "text"), doc("b"))
    for query in ("", "title:kernel", "heat>5 -is:read", "has:body", 'body=""'):
        assert library.body_search(Selection(query=query)) is None
    assert library.body_search(Selection(query="a")) is None, "its title says so already"


def test_an_article_that_has_changed_is_read_again() -> None:
    library, source = library_of(doc("a", "the kernel"))
    assert found(library, "kernel") == ["a"]
    source.documents["news", "a.md"] = doc("a", "the shell")
    library.absorb(FakeBatch((source.documents["news", "a.md"].article,)))
    assert by_name(library.select(Selection(query="kernel"))) == []
    assert found(library, "kernel") == []
    assert found(library, "shell") == ["a"]


def test_what_is_learned_of_an_article_that_has_changed_meanwhile_counts_no_more() -> None:
    library, source = library_of(doc("a", "the kernel"))
    portions: list[Learned] = []
    while not any(portion.read for portion in portions):
        search = library.body_search(Selection(query="kernel"))
        assert search is not None
        portions = list(search.portions())
        if not portions[0].read:  # the index, which is asked first
            library.learn(portions[0])
    source.documents["news", "a.md"] = doc("a", "the shell", heat=7)
    library.absorb(FakeBatch((source.documents["news", "a.md"].article,)))
    for portion in portions:
        library.learn(portion)
    assert by_name(library.select(Selection(query="kernel"))) == []
    assert found(library, "kernel") == []


def test_an_article_whose_file_went_has_no_body() -> None:
    library, source = library_of(doc("a", "the kernel"), doc("b", "the kernel"))
    del source.documents["news", "a.md"]
    assert found(library, "kernel") == ["b"]
    assert found(library, "-kernel") == ["a"]


def test_a_view_asks_bodies_as_a_query_does() -> None:
    journal = FakeJournal()
    journal.views["cores"] = "kernel sort:-date limit:5"
    library, _ = library_of(doc("a", "the kernel"), doc("b", "the kernel", heat=5), doc("c", "c"), journal=journal)
    assert found(library, "heat>3", view="cores") == ["b"]
    assert found(library, "", view="cores") == ["a", "b"]


def test_removed_articles_are_asked_when_the_query_asks_for_them() -> None:
    library, _ = library_of(doc("a", "the kernel"), doc("gone", "the kernel", removed=True))
    assert found(library, "kernel") == ["a"]
    assert found(library, "kernel is:removed") == ["gone"]


# Many files, read by a process


@pytest.fixture
def many(tmp_path: Path) -> Library:
    texts = {
        f"n{number}": f"Text number {number} of {'even' if number % 2 == 0 else 'odd'} ones" for number in range(600)
    }
    write(tmp_path / "news", texts)
    return on_disk(tmp_path / "news")


def test_hits_come_in_portions_that_say_how_far_it_is(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_bodies, "_PORTION", 0.0)
    portions = list(many.search_bodies(Selection(query="body:even")))
    told = [(portion.done, portion.total) for portion in portions if portion.total]
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (600, 600)
    assert len(many.select(Selection(query="body:even"))) == 300
    newest = [each.title for portion in portions for each in portion.read]
    assert newest == [each.title for each in many.select(Selection())], "in the order of the list"


def test_a_search_that_is_cancelled_ends_and_what_it_found_stays(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_bodies, "_PORTION", 0.0)
    selection = Selection(query="/even|odd/")
    search = many.body_search(selection)
    assert search is not None
    for portion in search.portions():
        many.learn(portion)
        search.cancel()
    here = len(many.select(selection))
    assert 0 < here < 600
    assert len(found(many, "/even|odd/")) == 600


def test_an_expression_over_many_articles_is_put_to_none_at_once(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "MANY", 500)
    selection = Selection(query="/N[0-9]$/ or /od+ ones/")
    assert len(many.select(selection)) == 0
    assert len(found(many, "/N[0-9]$/ or /od+ ones/")) == 305
    assert found(many, "title=N7 /n7/") == ["n7"], "few are left by the rest of the query"
    assert found(many, "-/n/") == []


def test_an_expression_that_takes_too_long_with_a_file_costs_that_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_bodies, "DEADLINE", 0.5)
    texts = {f"n{number}": "a kernel" for number in range(9)}
    write(tmp_path / "news", texts | {"n4": "ab" * 6_000})
    library = on_disk(tmp_path / "news")
    begun = time.monotonic()
    assert len(found(library, "/a.*a.*c|kernel/")) == 8
    assert time.monotonic() - begun < 30


def test_a_search_of_files_leaves_no_process_behind(many: Library) -> None:
    before = signal.getsignal(signal.SIGCHLD)
    search = many.body_search(Selection(query="/even/"))
    assert search is not None
    portions: Iterator[object] = search.portions()
    next(portions)
    portions.close()  # type: ignore[attr-defined]
    assert search._process is None
    assert signal.getsignal(signal.SIGCHLD) == before


def test_a_search_does_not_wait_for_a_process_that_does_not_end(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with nothing_ends(monkeypatch) as met:
        assert len(found(many, "/even/")) == 300
        assert met


# An index


def test_with_an_index_no_file_is_read_for_words_of_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "news", TEXTS)
    library = on_disk(tmp_path / "news", tmp_path / "cache")

    def refuse(*_: object) -> str:
        raise AssertionError("a body was read")

    monkeypatch.setattr(Repository, "body", refuse)
    monkeypatch.setattr(Repository, "locate", refuse)
    for query, names in (
        ("kernel", ["a", "c"]),
        ("-kern", ["b", "d"]),
        ("deep or truth", ["a", "b", "c"]),
        ("zzz", []),
    ):
        assert found(library, query) == names


def test_with_an_index_only_files_are_read_that_may_hold_a_phrase(tmp_path: Path) -> None:
    texts = {f"n{number}": "deep in learning" for number in range(30)}
    write(tmp_path / "news", texts | {"x": "deep learning", "y": "deep-learning", "z": "Deep\n\nLearning"})
    library = on_disk(tmp_path / "news", tmp_path / "cache")
    selection = Selection(query='"deep learning"')
    totals = {portion.total for portion in library.search_bodies(selection)} - {0}
    assert totals == {3}
    assert sorted(by_name(library.select(selection))) == ["x", "z"]


def test_of_two_files_of_one_article_the_one_shown_is_asked(tmp_path: Path) -> None:
    write(tmp_path / "news", {"a": "the shell", "b": "nothing"})
    other = (tmp_path / "news" / "a.md").read_text("utf-8").replace("01-01", "01-09").replace("shell", "kernel")
    (tmp_path / "news" / "newer.md").write_text(other, "utf-8")
    library = on_disk(tmp_path / "news", tmp_path / "cache")
    assert found(library, "kernel") == ["a"]
    assert found(library, "shell") == []


def test_what_changed_since_the_library_was_read_is_read_whatever_the_index_says(tmp_path: Path) -> None:
    write(tmp_path / "news", TEXTS)
    library = on_disk(tmp_path / "news", tmp_path / "cache")
    assert found(library, "kernel") == ["a", "c"]
    file = tmp_path / "news" / "b.md"
    file.write_text(file.read_text("utf-8").replace("Nothing", "A kernel"), "utf-8")
    (article,) = (each for each in library.select(Selection()) if each.title == "B")
    library.renew(FakeChange(articles=(article,)))
    assert found(library, "kernel") == ["a", "b", "c"]


def test_changes_since_the_index_was_made_are_found(tmp_path: Path) -> None:
    write(tmp_path / "news", TEXTS)
    on_disk(tmp_path / "news", tmp_path / "cache")
    write(tmp_path / "news", {"d": "a kernel now", "e": "and a kernel there"})
    (tmp_path / "news" / "a.md").unlink()
    assert found(on_disk(tmp_path / "news", tmp_path / "cache"), "kernel") == ["c", "d", "e"]


# Whatever the query


class _Facts(PlainFacts):
    """Facts with the bodies of documents."""

    def __init__(self, documents: list[Document]) -> None:
        super().__init__(marks=FakeJournal())
        self._bodies = {each.article.key: each.body for each in documents}

    def body(self, article: Article) -> str | None:
        return self._bodies.get(article.key)


BODIES = ("", "deep\nlearning", "Data of l’école\n\nc++ x", "見出し", "deeper metadata 16:9")
library_texts = st.lists(
    st.tuples(st.sampled_from(["deep", "Data", "x", "見出し"]), st.sampled_from(BODIES)), max_size=6
)


def plain_words(tree: Tree) -> bool:
    """Whether a query asks only what `_Facts` and the library know alike: nothing of the hour, of ranks and ties."""
    unlike = {Need.NOW, Need.RANK, Need.RELATED, Need.REMOVED}
    return not unlike & parse(str(tree)).needs


@given(trees().filter(plain_words), library_texts, st.booleans(), st.sampled_from([0, 4_000]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_the_articles_found_are_those_of_the_plain_reading(
    tree: Tree, texts: list[tuple[str, str]], indexed: bool, many: int
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "MANY", many)
        home = Path(name)
        write(home / "news", {f"{number}": body for number, (_, body) in enumerate(texts)})
        for number, (title, _) in enumerate(texts):
            file = home / "news" / f"{number}.md"
            file.write_text(file.read_text("utf-8").replace(f"title: {number}", f"title: {title}"), "utf-8")
        library = on_disk(home / "news", home / "cache" if indexed else None)
        shown = list(library.select(Selection()))
        facts = _Facts([library.document(each) for each in shown])
        selection = Selection(query=str(tree))
        for _ in library.search_bodies(selection):
            pass
        assert list(library.select(selection)) == [each for each in shown if answers(tree, each, facts)]
