"""Whatever an index serves equals what a careful fresh reading gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from reader.documents import is_document
from reader.documents.read import read_carefully
from reader.model import Article, Problem, key_of
from reader.repository import Repository, elsewhere, loading
from reader.repository.index import columns_writing
from reader.repository.index.columns_writing import write_columns
from reader.repository.index.database import file_of
from reader.repository.index.reading import IndexReader
from reader.repository.roots import find_roots
from tests.benchmarks.generate import documents, generate
from tests.documents.mutations import mutated
from tests.documents.samples import SEEDS, WRITTEN_BY_HAND
from tests.repository.making import document
from tests.repository.served import Served
from tests.slow import slowly

ODD = {
    "no-article.md": "Just text.\n",
    "broken.md": "---\ntitle: never closed\n",
    "salvaged.md": "---\ntitle: T\nheat: [1\n---\n",
    "wrong.md": "---\ntitle: W\nheat: many\nquality: -3\n---\n",
    "undated.txt": "---\ntitle: Undated\n---\nText",
    "untitled-file.md": "---\nheat: 3\n---\n",
    "removed.md": "---\ntitle: Removed\nremoved: true\nwebUrl: https://example.com/r\n---\n",
    "day.md": "---\ntitle: Day\npublishedDateTime: 2022-01-24\n---\n",
    "ancient.md": "---\ntitle: Ancient\npublishedDateTime: 0001-01-01T00:00:00Z\n---\n",
    "future.md": "---\ntitle: Future\npublishedDateTime: 9999-12-30\n---\n",
    "twin-a.md": "---\ntitle: A\nwebUrl: https://example.com/twin\n---\n",
    "twin-b.md": "---\ntitle: B\nwebUrl: https://www.example.com/twin/\n---\n",
    "日本.md": "---\ntitle: 東京都の記事\ntopics: [日本]\n---\n本文",
    "empty.md": "",
    "page.html": "---\ntitle: Page\n---\n<html><style>p{}</style><p>Shown &amp; told</p></html>",
    os.fsdecode(b"raw-\xff\x1b.md"): "---\ntitle: Raw name\n---\n",
    "back\\slash.md": "---\ntitle: Backslash\nheat: x\n---\n",
    "related.md": "---\ntitle: R\nrelated:\n- title: One\n  webUrl: https://example.com/1\n- https://example.com/2\n---\n",
    "_data/topics/1-x.yaml": "name: X\n",
    ".hidden.md": "---\ntitle: Hidden\n---\n",
}


def plant(folder: Path) -> None:
    for name, text in ODD.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "link.md").symlink_to("day.md")
    (folder / "dead.md").symlink_to("nowhere.md")
    os.mkfifo(folder / "pipe.md")


@pytest.fixture(params=["rows", "columns", "elsewhere"])
def kept_as(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How an index gives what it has; as columns otherwise only in large libraries, and written beside."""
    if request.param == "elsewhere":  # read and indexed by a process of its own
        monkeypatch.setattr(elsewhere, "MANY", 1)
    if request.param != "rows":
        monkeypatch.setattr(elsewhere, "WITH_COLUMNS", 1)
        monkeypatch.setattr(columns_writing, "_MANY_CHANGED", 2)
        monkeypatch.setattr(columns_writing, "write_beside", lambda index, real, _: write_columns(index, real))
    return str(request.param)


def fresh(folder: Path) -> tuple[list[Article], list[Problem]]:
    served = Served()
    served.take(Repository([str(folder)]).load())
    return served.everything()


def served(folder: Path, cache: Path) -> tuple[list[Article], list[Problem]]:
    known = Served()
    known.take(Repository([str(folder)], cache_dir=cache).load())
    return known.everything()


@pytest.mark.usefixtures("kept_as")
def test_odd_documents_come_back_as_they_were_read(tmp_path: Path) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    plant(library)
    careful = fresh(library)
    assert len(careful[0]) > 10
    assert len(careful[1]) > 5
    for _ in range(3):
        assert served(library, cache) == careful


@pytest.mark.parametrize("kind", ["small", "large"])
@pytest.mark.usefixtures("kept_as")
def test_generated_libraries_come_back_as_they_were_read(tmp_path: Path, kind: str) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    generate(library, 150, kind)  # type: ignore[arg-type]
    careful = fresh(library)
    for _ in range(2):
        assert served(library, cache) == careful


def test_a_few_articles_come_before_a_large_library_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    for folder in ("a", "b"):
        write_all(library / folder, [(name, text.encode()) for name, text in documents(80, "small")])
    careful = fresh(library)
    monkeypatch.setattr(loading, "_LONG", 20)
    batches = list(Repository([str(library)], cache_dir=cache).load(growing=True))
    assert batches[0].articles
    assert batches[0].total is None
    known = Served()
    known.take(batches)
    assert known.everything() == careful
    assert served(library, cache) == careful


def write_all(library: Path, written: Iterable[tuple[str, bytes]]) -> None:
    """A library of documents, each under a name of its own."""
    library.mkdir(parents=True)
    for number, (name, data) in enumerate(written):
        (library / f"{number:05d}{Path(name).suffix}").write_bytes(data)


def by_the_careful_reader(library: Path) -> tuple[list[Article], list[Problem]]:
    """What reading each file the careful way gives, without any of the quicker ways."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for file in sorted(library.iterdir()):
        data = file.read_bytes()
        if is_document(data[:64]):
            found, told = read_carefully(data, str(library), file.name)
            problems += told
            articles += [found.article] if found is not None else []
    return articles, sorted(problems)


HAND_MADE = (
    [(path.name, path.read_bytes()) for path in SEEDS]
    + [(name, text.encode()) for name, text in WRITTEN_BY_HAND.items()]
    + [(name, text.encode()) for name, text in ODD.items() if "/" not in name and name[0] != "."]
)


@pytest.mark.usefixtures("kept_as")
@pytest.mark.parametrize("what", ["by hand", "small", "broken", *slowly("large", "broken otherwise")])
def test_index_and_careful_reader_agree_on_every_document(tmp_path: Path, what: str) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    if what == "by hand":
        write_all(library, HAND_MADE)
    elif what in {"small", "large"}:
        write_all(library, [(name, text.encode()) for name, text in documents(250, what)])  # type: ignore[arg-type]
    else:
        write_all(library, mutated(500, seed=len(what)))
    careful = by_the_careful_reader(library)
    assert len(careful[0]) > 15
    for _ in range(2):
        assert served(library, cache) == careful


@pytest.mark.parametrize("seed", [0, *slowly(1, 2, 3)])
def test_whatever_happens_to_files_is_noticed(tmp_path: Path, seed: int, kept_as: str) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    plant(library)
    rng = Random(seed)
    session = Repository([str(library)], cache_dir=cache)
    known = Served()
    for _ in range(12):
        for _ in range(rng.randrange(4)):
            disturb(library, rng)
        careful = fresh(library)
        assert served(library, cache) == careful
        known.take(session.load())  # the same program reads again
        assert known.everything() == careful
    assert (known.columns > 1) is (kept_as != "rows")


@pytest.mark.parametrize("seed", [0, *slowly(1, 2)])
def test_what_lists_an_article_as_related_is_known_whatever_happens_to_files(tmp_path: Path, seed: int) -> None:
    library, cache = tmp_path / "library", tmp_path / "cache"
    library.mkdir()
    rng = Random(seed)
    targets = [f"https://example.com/target-{number}" for number in range(4)]
    for step in range(16):
        for _ in range(2):
            file = library / f"{rng.randrange(8)}.md"
            if rng.random() < 0.3:
                file.unlink(missing_ok=True)
            else:
                related = rng.sample(targets, rng.randrange(1, 4))
                text = document(f"{file.stem}-{step}", f"heat: {step}", f"related: [{', '.join(related)}]")
                file.write_text(text, encoding="utf-8")
        articles, _ = served(library, cache)
        assert articles == fresh(library)[0]
        root = find_roots([str(library)])[0]
        with closing(IndexReader.open(file_of(cache, root.real), root) or pytest.fail("no index")) as index:
            assert sorted(one.path for part in index.articles() for one in part) == [one.path for one in articles]
            for key in (key_of(f"example.com/target-{number}") for number in range(len(targets))):
                listing = [one.path for one in articles if any(key in link for link in one.links)]
                assert sorted(one.path for one in index.listing([key])) == listing


def disturb(library: Path, rng: Random) -> None:
    """One thing that happens to files."""
    files = sorted(file for file in library.rglob("*") if file.is_file() and not file.is_symlink())
    file = rng.choice(files)
    text = file.read_bytes()
    match rng.randrange(10):
        case 0:
            file.write_bytes(text.replace(b"title: ", b"title: Changed ", 1))
        case 1:  # the same size, and the time set back: only the inode's own time tells
            status = file.stat()
            file.write_bytes(text.swapcase() if b"title" not in text else text.replace(b"title", b"name:"[:5], 1))
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        case 2:
            os.utime(file, (rng.randrange(2**30), rng.randrange(2**30)))
        case 3:
            file.unlink()
        case 4:
            target = library / rng.choice(["a", "b/c", "."]) / f"{rng.randrange(5)}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, target)
        case 5:
            shutil.copy2(file, library / f"copy-{rng.randrange(5)}.md")
        case 6:
            name = f"new-{rng.randrange(20)}"
            (library / f"{name}.md").write_text(document(name, f"heat: {rng.choice(['1', 'x'])}"), encoding="utf-8")
        case 7:
            other = rng.choice(files)
            swap = library / "swap.tmp"
            os.replace(file, swap)
            if other != file:
                os.replace(other, file)
            os.replace(swap, other)
        case 8:
            link = library / f"link-{rng.randrange(3)}.md"
            link.unlink(missing_ok=True)
            link.symlink_to(file)
        case _:
            file.write_bytes(text + b"\n")
