"""A library loads in batches, whatever stands in it, and every article can be read again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import reader
from reader.documents import read_article
from reader.model import NotFoundError, Severity
from reader.repository import Repository
from reader.repository.files import SpecialFileError, Stamp, read_stamped
from tests.benchmarks.generate import generate
from tests.repository.making import document, fill, loaded


def test_every_article_arrives_with_its_library_and_path(tmp_path: Path) -> None:
    fill(tmp_path / "one", ["a.md", "sub/b.txt"])
    fill(tmp_path / "two", ["c.html"])
    articles, problems = loaded(Repository([str(tmp_path / "two"), str(tmp_path / "one")]))
    assert [(article.library, article.path, article.title) for article in articles] == [
        (str(tmp_path / "one"), "a.md", "a"),
        (str(tmp_path / "one"), "sub/b.txt", "b"),
        (str(tmp_path / "two"), "c.html", "c"),
    ]
    assert problems == []


def test_a_file_without_front_matter_is_no_article_and_nothing_to_tell(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Notes\n---\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "with a mark.md").write_bytes(b"\xef\xbb\xbf" + document("marked").encode())
    articles, problems = loaded(Repository([str(tmp_path)]))
    assert [article.title for article in articles] == ["marked"]
    assert problems == []


def test_batches_count_up_to_the_number_of_files_and_stay_small(tmp_path: Path) -> None:
    generate(tmp_path / "library", 230, "small")
    batches = list(Repository([str(tmp_path / "library")]).load())
    counted = [batch for batch in batches if batch.total is not None]
    assert {batch.total for batch in counted} == {230}
    assert counted[-1].done == 230
    assert [batch.done for batch in counted] == sorted(batch.done for batch in counted)
    assert max(len(batch.articles) for batch in batches) <= 100
    assert sum(len(batch.articles) for batch in batches) == 230


def test_the_first_articles_do_not_wait_for_the_others(tmp_path: Path) -> None:
    generate(tmp_path / "library", 120, "small")
    first = next(batch for batch in Repository([str(tmp_path / "library")]).load() if batch.articles)
    assert 0 < first.done <= 10
    assert first.total == 120


def test_an_empty_library_is_one_empty_batch(tmp_path: Path) -> None:
    batches = list(Repository([str(tmp_path)]).load())
    assert [(batch.articles, batch.problems, batch.done, batch.total) for batch in batches] == [((), (), 0, 0)]


@pytest.mark.parametrize("number", [20, 150])
def test_loading_stops_when_it_is_cancelled(tmp_path: Path, number: int) -> None:
    generate(tmp_path / "library", number, "small")
    cancelled = threading.Event()
    batches = Repository([str(tmp_path / "library")]).load(cancelled)
    next(batches)
    cancelled.set()
    assert sum(len(batch.articles) for batch in batches) < number - 10


def test_a_library_can_be_loaded_on_another_thread(tmp_path: Path) -> None:
    generate(tmp_path / "library", 100, "small")
    repository = Repository([str(tmp_path / "library")])
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.extend(len(batch.articles) for batch in repository.load()))
    thread.start()
    thread.join(timeout=60)
    assert sum(seen) == 100


def test_a_hostile_library_loads_and_every_oddity_is_told_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    fill(library, [f"good {number}.md" for number in range(80)])
    os.mkfifo(library / "pipe.md")
    (library / "device.md").symlink_to("/dev/zero")
    (library / "cycle").symlink_to(".")
    (library / "out.md").symlink_to("/etc/passwd")
    (library / "broken.md").write_text("---\nno end")
    with open(os.fsencode(library) + b"/\xff\x1b[2J.md", "w", encoding="utf-8") as odd:
        odd.write(document("odd"))
    articles, problems = loaded(Repository([str(library)]))
    assert len(articles) == 81
    assert articles[0].path == r"\xff\x1b[2J.md"
    assert sorted((problem.path, problem.severity) for problem in problems) == [
        ("broken.md", Severity.ERROR),
        ("cycle", Severity.WARNING),
        ("device.md", Severity.WARNING),
        ("out.md", Severity.WARNING),
        ("pipe.md", Severity.WARNING),
    ]


def test_files_that_go_or_change_their_kind_after_the_scan_do_no_harm(tmp_path: Path) -> None:
    fill(tmp_path, [f"{number:02d}.md" for number in range(30)])
    batches = Repository([str(tmp_path)]).load()
    next(batches)
    for number in (20, 21, 22, 23):
        (tmp_path / f"{number}.md").unlink()
    os.mkfifo(tmp_path / "20.md")
    (tmp_path / "21.md").mkdir()
    (tmp_path / "22.md").symlink_to("/dev/zero")
    rest = list(batches)
    assert rest[-1].done == rest[-1].total == 30
    problems = [problem for batch in rest for problem in batch.problems]
    assert sorted((problem.path, problem.code) for problem in problems) == [
        ("20.md", "special-file"),
        ("21.md", "special-file"),
    ]


def test_a_file_that_may_not_be_read_is_an_error_of_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, ["locked.md", "open.md"])
    reading = read_stamped

    def refusing(path: str, *rest: object) -> tuple[bytes | None, Stamp]:
        if path.endswith("locked.md"):
            raise PermissionError(13, "Permission denied", path)
        return reading(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.repository.outcome.read_stamped", refusing)
    articles, problems = loaded(Repository([str(tmp_path)]))
    assert [article.path for article in articles] == ["open.md"]
    assert [(problem.path, problem.severity, problem.code) for problem in problems] == [
        ("locked.md", Severity.ERROR, "file-unreadable")
    ]
    assert "Permission denied" in problems[0].message


def test_a_fault_of_our_own_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, ["bad.md", "good.md"])
    reading = read_article

    def failing(data: bytes, *, library: str, path: str) -> object:
        if path == "bad.md":
            raise RecursionError
        return reading(data, library=library, path=path)

    monkeypatch.setattr("reader.documents.read_article", failing)
    articles, problems = loaded(Repository([str(tmp_path)]))
    assert [article.path for article in articles] == ["good.md"]
    assert [(problem.path, problem.code) for problem in problems] == [("bad.md", "reader-crashed")]


def test_an_article_is_read_again_by_its_library_and_path(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\x1b[31m \\x1b.md")
    (tmp_path / name).write_text(document("odd"))
    repository = Repository([str(tmp_path)])
    ((article,), _) = loaded(repository)
    read = repository.read(article.library, article.path).document
    assert read is not None
    assert read.article == article
    assert "title: odd" in repository.raw(article.library, article.path)
    assert repository.locate(article.library, article.path) == tmp_path.resolve() / name


def test_an_article_behind_a_link_in_the_library_is_read_again(tmp_path: Path) -> None:
    fill(tmp_path, [".store/a.md"])
    (tmp_path / "linked.md").symlink_to(".store/a.md")
    repository = Repository([str(tmp_path)])
    ((article,), _) = loaded(repository)
    read = repository.read(article.library, "linked.md").document
    assert read is not None
    assert read.article == article


@pytest.mark.parametrize("path", ["gone.md", "../outside.md", "a/../../outside.md", "", "/etc/passwd", "link.md", "\0"])
def test_what_is_not_in_the_library_is_not_found(tmp_path: Path, path: str) -> None:
    library = tmp_path / "library"
    fill(library, ["a/1.md"])
    fill(tmp_path, ["outside.md"])
    (library / "link.md").symlink_to("../outside.md")
    repository = Repository([str(library)])
    for ask in (repository.raw, repository.locate):
        with pytest.raises(NotFoundError):
            ask(str(library), path)
    with pytest.raises(NotFoundError):
        repository.read("another library", "a/1.md")


def test_a_link_that_is_not_followed_and_a_folder_are_called_what_they_are(tmp_path: Path) -> None:
    library = tmp_path / "library"
    fill(library, ["a/1.md"])
    fill(tmp_path, ["outside.md"])
    for name, leads_to in (("out.md", "../outside.md"), ("broken.md", "nowhere"), ("round", "."), ("loop", "loop")):
        (library / name).symlink_to(leads_to)
        with pytest.raises(NotFoundError, match=r"^This is a link that is not followed"):
            Repository([str(library)]).raw(str(library), name)
    with pytest.raises(NotFoundError, match=r"^This is a folder"):
        Repository([str(library)]).raw(str(library), "a")


def test_following_links_does_not_open_the_way_up(tmp_path: Path) -> None:
    fill(tmp_path, ["library/1.md", "outside.md"])
    repository = Repository([str(tmp_path / "library")], follow_symlinks=True)
    with pytest.raises(NotFoundError):
        repository.locate(str(tmp_path / "library"), "../outside.md")


def test_reading_again_what_became_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    repository = Repository([str(tmp_path)])
    read = repository.read(str(tmp_path), "pipe.md")
    assert read.document is None
    assert [problem.code for problem in read.problems] == ["special-file"]
    with pytest.raises(NotFoundError, match="pipe"):
        repository.raw(str(tmp_path), "pipe.md")


def test_topics_come_in_the_order_of_their_files_numbers(tmp_path: Path) -> None:
    topics = tmp_path / "_data" / "topics"
    topics.mkdir(parents=True)
    for name in ("10-web.yaml", "2-ai.yaml", "000-all.yaml", "other.yaml", "notes.txt", ".hidden.yaml"):
        (topics / name).write_text(f"name: {Path(name).stem}\n")
    os.mkfifo(topics / "1-pipe.yaml")
    found, problems = Repository([str(tmp_path)]).topics()
    assert [topic.name for topic in found] == ["000-all", "2-ai", "10-web", "other"]
    assert [(problem.path, problem.code) for problem in problems] == [("_data/topics/1-pipe.yaml", "special-file")]


def test_topics_outside_the_library_are_looked_for_only_when_configured(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "1.yaml").write_text("name: Stolen\n")
    (tmp_path / "library" / "_data").mkdir(parents=True)
    (tmp_path / "library" / "_data" / "topics").symlink_to(tmp_path / "outside")
    assert Repository([str(tmp_path / "library")]).topics() == ((), ())
    followed, _ = Repository([str(tmp_path / "library")], follow_symlinks=True).topics()
    assert [topic.name for topic in followed] == ["Stolen"]


def test_nothing_is_written_into_a_library(tmp_path: Path) -> None:
    generate(tmp_path / "library", 80, "small")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "library").rglob("*")}
    repository = Repository([str(tmp_path / "library")])
    loaded(repository)
    repository.topics()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "library").rglob("*")} == before


def test_a_few_files_are_read_without_the_machinery_for_many(tmp_path: Path) -> None:
    fill(tmp_path, ["1.md", "2.md"])
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from reader.repository import Repository\n"
        "assert [len(batch.articles) for batch in Repository([sys.argv[2]]).load()] == [2]\n"
        "print(*sorted({'subprocess', 'selectors', 'sqlite3', 'multiprocessing', 'textual'} & set(sys.modules)))"
    )
    package = Path(reader.__path__[0]).parent
    command = [sys.executable, "-c", program, str(package), str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip() == ""


def test_a_special_file_is_an_os_error_like_any_other() -> None:
    assert issubclass(SpecialFileError, OSError)


def test_without_a_library_there_is_nothing_to_complain_of(tmp_path: Path) -> None:
    assert Repository([], cache_dir=tmp_path / "cache").notice == ""
