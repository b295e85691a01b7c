"""What happens to the files of a library reaches whoever watches it, and ends in what reading it anew would give."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from reader.model import Article, Problem
from reader.repository import Batch, Repository
from reader.repository.files import read_stamped
from reader.repository.index.database import file_of
from reader.repository.index.writing import IndexWriter
from reader.repository.watch.watching import Change
from tests.repository.making import document, fill, loaded
from tests.slow import slowly

DEADLINE = 30.0
"""Seconds a wait may take before a test fails: generous, it guards against hanging and measures nothing."""

Place = tuple[str, str]


class Watch:
    """What a program knows that loads a library and then watches it."""

    def __init__(self, repository: Repository, *, pushed: bool = False) -> None:
        """Load, and begin to watch.

        Args:
            repository: the library.
            pushed: whether everything is looked through whenever a wait looks, so that no rescan is waited for.
        """
        self.repository = repository
        self.articles: dict[Place, Article] = {}
        self.problems: dict[Place, list[Problem]] = {}
        self.topics = 0
        self.changes: list[Change] = []
        self.sights: list[set[str]] = []
        """The titles after every change."""
        for batch in repository.load():
            self._take(batch.articles, batch.problems, batch.gone)
        self._pushed = pushed
        self._lock = threading.Condition()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._cancelled.set()
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive()

    @property
    def titles(self) -> set[str]:
        return {article.title for article in self.articles.values()}

    @property
    def everything(self) -> tuple[list[Article], list[Problem]]:
        articles = [self.articles[place] for place in sorted(self.articles)]
        return articles, sorted(problem for here in self.problems.values() for problem in here)

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + DEADLINE
        with self._lock:
            while not condition():
                assert time.monotonic() < deadline, (self.titles, self.problems)
                if self._pushed:
                    self.repository.look()
                self._lock.wait(0.1)

    def _run(self) -> None:
        for change in self.repository.watch(self._cancelled):
            with self._lock:
                self._take(change.articles, change.problems, change.gone)
                self.topics += change.topics
                self.changes.append(change)
                self.sights.append(self.titles)
                self._lock.notify_all()

    def _take(self, articles: tuple[Article, ...], problems: tuple[Problem, ...], gone: tuple[Place, ...]) -> None:
        for place in gone:
            self.articles.pop(place, None)
            self.problems.pop(place, None)
        for article in articles:
            self.articles[article.library, article.path] = article
        for problem in problems:
            self.problems.setdefault((problem.library, problem.path), []).append(problem)


Start = Callable[..., Watch]


@pytest.fixture(params=["told", "rescanned"])
def way(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the system tells of changes."""
    if request.param == "rescanned":
        forbid_watching(tmp_path / "shim", monkeypatch)
    return str(request.param)


def forbid_watching(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put something in the place of `watchfiles` that fails as it does when the system has no more watches to give."""
    (folder / "watchfiles").mkdir(parents=True)
    (folder / "watchfiles" / "__init__.py").touch()
    (folder / "watchfiles" / "_rust_notify.py").write_text(
        "class RustNotify:\n"
        "    def __init__(self, *rest: object) -> None:\n"
        "        raise OSError('OS file watch limit reached.')\n"
    )
    monkeypatch.syspath_prepend(str(folder))


@pytest.fixture
def start(tmp_path: Path, way: str) -> Iterator[Start]:
    """Loads and watches folders; all that still runs at the end is ended."""
    with ExitStack() as running:

        def begin(*folders: Path, cache: Path | None = tmp_path / "cache", follow: bool = False) -> Watch:
            repository = Repository(list(map(str, folders)), cache_dir=cache, follow_symlinks=follow)
            watch = Watch(repository, pushed=way == "rescanned")
            running.callback(watch.close)
            return watch

        yield begin


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    fill(folder, ["one.md", "two.md", "sub/three.md", "sub/four.md"])
    return folder


def anew(*folders: Path, follow: bool = False) -> tuple[list[Article], list[Problem]]:
    return loaded(Repository(list(map(str, folders)), follow_symlinks=follow))


def settled(watch: Watch, *folders: Path, follow: bool = False) -> Callable[[], bool]:
    """The condition that what is known is what reading everything anew gives."""
    return lambda: watch.everything == anew(*folders, follow=follow)


def known_after(repository: Repository) -> list[Article]:
    """The articles that are known when everything was loaded, whatever an index told first."""
    known: dict[Place, Article] = {}
    for batch in repository.load():
        for place in batch.gone:
            known.pop(place, None)
        known.update({(each.library, each.path): each for each in batch.articles})
    return [known[place] for place in sorted(known)]


def test_a_new_file_is_told(library: Path, start: Start) -> None:
    watch = start(library)
    fill(library, ["five.md"])
    watch.wait(lambda: "five" in watch.titles)
    assert watch.everything == anew(library)


def test_a_changed_file_is_told_as_it_is_now(library: Path, start: Start) -> None:
    watch = start(library)
    (library / "one.md").write_text(document("uno"))
    watch.wait(lambda: "uno" in watch.titles)
    assert watch.everything == anew(library)


def test_a_change_of_the_text_alone_is_told(library: Path, start: Start) -> None:
    watch = start(library)
    (library / "one.md").write_text(document("one") + "Now with a text.\n")
    watch.wait(lambda: any(article.has_body for article in watch.articles.values()))
    assert watch.everything == anew(library)


def test_a_deleted_file_is_told(library: Path, start: Start) -> None:
    watch = start(library)
    (library / "sub" / "three.md").unlink()
    watch.wait(lambda: "three" not in watch.titles)
    assert watch.everything == anew(library)


def test_a_moved_file_is_never_away(library: Path, start: Start) -> None:
    watch = start(library)
    for name in ("eins.md", "sub/uno.md", "un.md"):
        before = next(iter(library.rglob("[eu]*n*.md")), library / "one.md")
        before.rename(library / name)
        watch.wait(settled(watch, library))
    assert watch.sights
    assert all("one" in titles for titles in watch.sights)


def test_a_moved_folder_is_never_away(library: Path, start: Start) -> None:
    fill(library / "many", [f"{number}.md" for number in range(250)])
    watch = start(library)
    (library / "many").rename(library / "sub" / "lots")
    watch.wait(settled(watch, library))
    assert all(watch.titles == titles for titles in watch.sights)


def test_a_file_moved_from_one_library_to_another_is_never_away(tmp_path: Path, start: Start) -> None:
    folders = tmp_path / "a", tmp_path / "b"
    for folder in folders:
        fill(folder, [f"{folder.name}.md"])
    watch = start(*folders)
    (folders[0] / "a.md").rename(folders[1] / "c.md")
    watch.wait(settled(watch, *folders))
    assert all(titles == {"a", "b"} for titles in watch.sights)


def test_a_folder_that_comes_is_told_with_all_it_holds(library: Path, tmp_path: Path, start: Start) -> None:
    watch = start(library)
    fill(tmp_path / "outside", ["a.md", "deep/er/b.md"])
    (tmp_path / "outside").rename(library / "inside")
    watch.wait(lambda: {"a", "b"} <= watch.titles)
    fill(library, ["inside/deep/er/c.md", "new/d.md", "new/er/e.md"])
    watch.wait(settled(watch, library))
    shutil.rmtree(library / "inside")
    watch.wait(settled(watch, library))


def test_a_folder_made_anew_under_its_name_is_watched_on(library: Path, start: Start) -> None:
    watch = start(library)
    for turn in range(3):
        shutil.rmtree(library / "sub")
        fill(library / "sub", [f"{turn}.md"])
        watch.wait(settled(watch, library))
        fill(library / "sub", [f"{turn}, later.md"])
        watch.wait(settled(watch, library))


def test_a_file_saved_by_way_of_another_name_is_never_away(library: Path, start: Start) -> None:
    watch = start(library)
    for heat in range(1, 4):
        (library / ".one.md.swp").write_text(document("one", f"heat: {heat}"))
        (library / "one.md").rename(library / "one.md~")
        (library / ".one.md.swp").rename(library / "one.md")
        (library / "one.md~").unlink()
        watch.wait(settled(watch, library))
        assert heat in {article.heat for article in watch.articles.values()}
    assert all("one" in titles for titles in watch.sights)
    assert watch.everything == anew(library)


def test_a_file_written_in_pieces_is_told_whole(library: Path, start: Start) -> None:
    watch = start(library)
    text = document("pieces", "heat: 7") + "The text of it, in some length.\n" * 20
    with open(library / "pieces.md", "w", buffering=1) as file:
        for at in range(0, len(text), 40):
            file.write(text[at : at + 40])
            file.flush()
    watch.wait(settled(watch, library))
    assert watch.problems == {}


def test_what_is_no_article_is_passed_over_as_loading_does(library: Path, tmp_path: Path, start: Start) -> None:
    watch = start(library)
    fill(library, [".hidden/a.md", "node_modules/b.md", "sub/_data/c.md", ".d.md", "e.rst", "vendor/deep/f.md"])
    (library / "README.md").write_text("No document.\n")
    (library / "outside.md").symlink_to(tmp_path)
    (library / "round").symlink_to(library)
    os.mkfifo(library / "pipe.md")
    fill(library, ["last.md"])
    watch.wait(settled(watch, library))
    assert watch.titles == {"one", "two", "three", "four", "last"}
    for name in ("outside.md", "round", "pipe.md"):
        (library / name).unlink()
    watch.wait(settled(watch, library))
    assert watch.problems == {}


def test_links_are_followed_as_loading_does(library: Path, tmp_path: Path, start: Start) -> None:
    fill(tmp_path / "elsewhere", ["far.md", "further/away.md"])
    fill(library, [".kept/hidden.md"])
    watch = start(library, follow=True)
    (library / "link").symlink_to(tmp_path / "elsewhere")
    (library / "shown.md").symlink_to(library / ".kept" / "hidden.md")
    watch.wait(lambda: {"far", "away", "hidden"} <= watch.titles)
    fill(tmp_path / "elsewhere", ["new.md", "further/new too.md"])
    (library / ".kept" / "hidden.md").write_text(document("changed"))
    watch.wait(settled(watch, library, follow=True))
    assert {"new", "new too", "changed"} <= watch.titles
    (library / "link").unlink()
    watch.wait(settled(watch, library, follow=True))


def test_a_mended_file_takes_its_problem_away(library: Path, start: Start) -> None:
    (library / "broken.md").write_text('---\ntitle: "no end\nwebUrl: https://example.com/b\n---\n')
    watch = start(library)
    assert [problem.path for problem in watch.everything[1]] == ["broken.md"]
    (library / "broken.md").write_text(document("broken", "heat: many"))
    watch.wait(lambda: "broken" in watch.titles)
    assert watch.everything == anew(library)
    (library / "broken.md").write_text(document("broken"))
    watch.wait(lambda: not watch.problems)
    assert watch.everything == anew(library)


def test_a_file_in_the_place_of_something_passed_over_stays(library: Path, start: Start) -> None:
    watch = start(library)
    place = library / "later.md"
    os.mkfifo(place)
    watch.wait(lambda: (str(library), "later.md") in watch.problems)
    place.unlink()
    place.write_text(document("Later"))
    watch.wait(lambda: "Later" in watch.titles and settled(watch, library)())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_what_may_not_be_read_is_told_and_comes_back(library: Path, start: Start) -> None:
    watch = start(library)
    (library / "one.md").chmod(0)
    (library / "sub").chmod(0)
    watch.wait(settled(watch, library))
    assert watch.titles == {"two"}
    (library / "one.md").chmod(0o600)
    (library / "sub").chmod(0o700)
    watch.wait(settled(watch, library))
    assert watch.problems == {}


def test_a_library_that_goes_keeps_its_articles_and_goes_on_when_it_is_back(
    library: Path, tmp_path: Path, start: Start
) -> None:
    watch = start(library)
    library.rename(tmp_path / "away")
    watch.wait(lambda: bool(watch.problems))
    fill(tmp_path / "away", ["five.md"])
    (tmp_path / "away" / "two.md").unlink()
    (tmp_path / "away").rename(library)
    watch.wait(settled(watch, library))
    assert all({"one", "three", "four"} <= titles for titles in watch.sights)
    fill(library, ["six.md", "sub/seven.md"])
    watch.wait(settled(watch, library))


def test_an_empty_folder_in_the_place_of_a_library_is_a_disk_that_is_away(
    library: Path, tmp_path: Path, start: Start
) -> None:
    watch = start(library)
    library.rename(tmp_path / "away")
    library.mkdir()
    watch.wait(lambda: bool(watch.problems))
    assert watch.titles == {"one", "two", "three", "four"}
    fill(library, ["other.md"])
    watch.wait(settled(watch, library))


def test_a_library_emptied_is_empty(library: Path, start: Start) -> None:
    watch = start(library)
    for entry in library.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    watch.wait(lambda: not watch.titles)
    assert watch.problems == {}


def test_topics_described_otherwise_are_told(library: Path, start: Start) -> None:
    watch = start(library)
    folder = library / "_data" / "topics"
    folder.mkdir(parents=True)
    (folder / "1-cloud.yaml").write_text("name: Cloud\n")
    watch.wait(lambda: watch.topics == 1)
    (folder / "1-cloud.yaml").write_text("name: Clouds\n")
    watch.wait(lambda: watch.topics == 2)
    shutil.rmtree(library / "_data")
    watch.wait(lambda: watch.topics == 3)
    assert watch.everything == anew(library)


def test_thousands_of_files_come_in_parts_that_can_be_taken_one_by_one(library: Path, start: Start) -> None:
    watch = start(library)
    fill(library / "burst", [f"{number % 7}/{number}.md" for number in range(1_500)])
    watch.wait(lambda: len(watch.titles) == 1_504)
    assert max(len(change.articles) for change in watch.changes) <= 100
    assert watch.everything == anew(library)


class Late(Repository):
    """A library in which something happens when it is loaded and not yet watched."""

    def load(self, *rest: Any, **more: Any) -> Generator[Batch, None, None]:
        yield from super().load(*rest, **more)
        folder = self.roots[0].real
        (folder / "one.md").write_text(document("uno"))
        (folder / "two.md").unlink()
        fill(folder, ["five.md"])


@pytest.mark.parametrize("kept", ["nothing", "made", "there"])
def test_what_happens_between_loading_and_watching_is_told(library: Path, tmp_path: Path, way: str, kept: str) -> None:
    cache = None if kept == "nothing" else tmp_path / "cache"
    if kept == "there":
        loaded(Repository([str(library)], cache_dir=cache))
    watch = Watch(Late([str(library)], cache_dir=cache))
    try:
        watch.wait(lambda: watch.titles == {"uno", "three", "four", "five"})
        assert watch.everything == anew(library)
    finally:
        watch.close()


def test_the_next_start_need_not_read_what_watching_has_read(
    library: Path, tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = start(library)
    fill(library, ["five.md", *(f"many/{number}.md" for number in range(70))])
    (library / "one.md").write_text(document("uno", "heat: many"))
    (library / "two.md").unlink()
    (library / "sub" / "three.md").rename(library / "drei.md")
    watch.wait(settled(watch, library))
    kept = Repository([str(library)], cache_dir=tmp_path / "cache")
    watch.wait(lambda: watch.changes[-1] == Change((), (), ()))  # the index knows
    read: list[str] = []

    def noted(path: str, *rest: object) -> object:
        read.append(os.path.basename(path))
        return read_stamped(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.repository.outcome.read_stamped", noted)
    assert loaded(kept) == watch.everything
    assert read == []


def test_an_index_that_another_program_writes_is_left_to_it(library: Path, tmp_path: Path, start: Start) -> None:
    watch = start(library)
    writer = IndexWriter.open(file_of(tmp_path / "cache", library.resolve()), library.resolve())
    assert writer is not None
    try:
        (library / "one.md").write_text(document("uno"))
        (library / "two.md").unlink()
        watch.wait(settled(watch, library))
    finally:
        writer.close()
    assert known_after(Repository([str(library)], cache_dir=tmp_path / "cache")) == watch.everything[0]


@pytest.mark.slow
def test_several_that_watch_one_library_at_once_are_all_right(library: Path, tmp_path: Path, start: Start) -> None:
    fill(library, [f"{number}.md" for number in range(100)])
    several = [start(library) for _ in range(3)]
    chance = random.Random(7)
    for _ in range(3):
        for _ in range(20):
            something(library, tmp_path, chance)
        for watch in several:
            watch.wait(settled(watch, library))
    for watch in several:
        watch.close()
    assert known_after(Repository([str(library)], cache_dir=tmp_path / "cache")) == several[0].everything[0]


def test_a_watch_that_ends_late_leaves_the_one_after_it_to_be_asked(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Patient:
        """Watches without a process."""

        def __init__(self, *_all: object, **_more: object) -> None: ...

        def look(self) -> bool:
            return True

        def changes(self, _go_on: object) -> Iterator[Change]:
            yield Change((), (), ())

    monkeypatch.setattr("reader.repository.watch.watching.Watching", Patient)
    repository = Repository([str(library)])
    watches = []
    for _ in range(2):
        list(repository.load())
        watches.append(repository.watch(threading.Event()))
        next(watches[-1])
    watches[0].close()
    assert repository.look()
    watches[1].close()
    assert not repository.look()


def test_a_library_that_was_not_loaded_to_the_end_is_not_watched(library: Path) -> None:
    repository = Repository([str(library)])
    cancelled = threading.Event()
    assert list(repository.watch(cancelled)) == []
    for _ in repository.load(cancelled):
        cancelled.set()
    assert list(repository.watch(threading.Event())) == []
    assert not repository.look()


@pytest.mark.parametrize("seed", [0, *slowly(1, 2, 3)])
def test_whatever_happens_ends_in_what_reading_anew_gives(
    library: Path, tmp_path: Path, start: Start, seed: int
) -> None:
    watch = start(library)
    chance = random.Random(seed)
    for _ in range(4):
        for _ in range(25):
            something(library, tmp_path, chance)
        watch.wait(settled(watch, library))


def something(library: Path, outside: Path, chance: random.Random) -> None:
    """Do one of the things people and programs do to folders."""
    folders = [library, *(path for path in library.rglob("*") if path.is_dir() and not path.is_symlink())]
    things = [path for path in library.rglob("*") if path.is_symlink() or not path.is_dir()]
    folder, name = chance.choice(folders), chance.choice("abcdefgh")
    match chance.randrange(9):
        case 0 | 1 | 2:
            (folder / f"{name}.md").unlink(missing_ok=True)
            (folder / f"{name}.md").write_text(document(f"{name} {chance.randrange(99)}"))
        case 3 if things:
            chance.choice(things).unlink()
        case 4 if things:
            thing = chance.choice(things)
            if not (folder / thing.name).is_dir():
                thing.rename(folder / thing.name)
        case 5:
            (folder / name).mkdir(exist_ok=True)
        case 6 if len(folders) > 1:
            shutil.rmtree(chance.choice(folders[1:]))
        case 7 if len(folders) > 1:
            moved = chance.choice(folders[1:])
            if moved not in {folder, *folder.parents} and not (folder / f"{name}{name}").exists():
                moved.rename(folder / f"{name}{name}")
        case 8:
            link = folder / f"{name}-link{chance.choice(['', '.md'])}"
            if not link.is_symlink():
                link.symlink_to(chance.choice([*folders, *things, outside, outside / "nowhere"]))
