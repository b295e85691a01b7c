"""Words in bodies, looked for while a search is on."""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from reader.cli import main
from reader.library_bodies import BodySearch, Learned
from tests.tui.running import Running, settings_in, sitting

BODIES = {
    "Azure opens": "The kernel schedules threads.",
    "Clouds gather": "Nothing here.",
    "Kernel": "",
    "Shells": "A colonel, and deep learning of kernels.",
    "Zebras": "Deep, learning animals.",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, (title, body) in enumerate(BODIES.items()):
        front = f"title: {title}\nwebUrl: https://news.example/{number}\npublishedDateTime: 2026-11-1{number}\n"
        (folder / f"{number}.md").write_text(f"---\n{front}---\n{body}\n", "utf-8")
    return folder


async def search(run: Running, query: str) -> None:
    """Type a query in place of the one in force, and wait until nothing is looked for any more."""
    await run.press("/", "ctrl+u")
    await run.type(query)
    await run.until(lambda: run.app.main.selection.query == query and is_at_rest(run))


def is_at_rest(run: Running) -> bool:
    seeking = run.app.main.seeking
    return not seeking.is_running and seeking._soon is None


QUERIES = (
    "kernel", "-kernel", "/kern.l/", '"deep learning"', "deep or nothing", "body:kern sort:title", "kernel limit:1",
    "kernel is:unread -title:kernel", "is:starred or threads", "zebras colonel",
)  # fmt: skip


def test_the_app_lists_what_the_command_lists(
    tmp_path: Path, news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_in(tmp_path)
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    listed = {}
    for query in QUERIES:
        assert main(["list", "-L", str(news), "--json", "--", query]) == 0
        listed[query] = [article["title"] for article in json.loads(capsys.readouterr().out)]
    assert listed["kernel"] == ["Shells", "Kernel", "Azure opens"]
    assert listed['"deep learning"'] == ["Shells"]

    async def does(run: Running) -> None:
        screen = run.app.main
        for query in QUERIES:
            screen.select(screen.selection._replace(query=query))
            await run.until(lambda: is_at_rest(run))
            assert run.listed == listed[query], query

    sitting(tmp_path, news, does)


def test_what_titles_have_is_there_at_once_and_bodies_follow(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("kernel")
        assert run.listed == ["Kernel"]
        await run.until(lambda: len(run.listed) == 3)
        assert "3 of 5" in run.text
        await run.press("enter")
        assert run.app.main.list.article is not None
        assert run.app.main.list.article.title == "Kernel", "the cursor stays where it was"

    sitting(tmp_path, news, does)


class Held:
    """Searches of bodies that go on only when a test lets them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.go = threading.Event()
        portions = BodySearch.portions

        def held(search: BodySearch) -> Iterator[Learned]:
            if search._ask:  # the index is asked first, which takes no time
                yield from portions(search)
                return
            self.begun.append(search.query)
            yield Learned((), {}, [], {}, 1, 1200)
            while not self.go.wait(0.01):
                if not search._go_on():
                    self.ended.append(search.query)
                    return
            yield from portions(search)

        monkeypatch.setattr(BodySearch, "portions", held)
        monkeypatch.setattr("reader.tui.seeking.TELL_AFTER", 0.0)

    def let_go_after(self, does: Callable[[Running], Awaitable[None]]) -> Callable[[Running], Awaitable[None]]:
        """`does`, after which nothing is held: a test that fails must not wait for ever."""

        async def done(run: Running) -> None:
            try:
                await does(run)
            finally:
                self.go.set()

        return done


def test_a_search_ends_with_the_next_letter(tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)

    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("/deep")
        await run.until(lambda: held.begun[-1:] == ["/deep/"])  # slow typing has begun others before
        await run.type(" l")
        await run.until(lambda: "/deep/" in held.ended)
        await run.until(lambda: held.begun[-1] == "/deep l/")
        held.go.set()
        await run.until(lambda: is_at_rest(run))
        assert run.listed == ["Shells"]

    sitting(tmp_path, news, held.let_go_after(does))


def test_the_list_says_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)

    async def does(run: Running) -> None:
        await run.press("/")
        await run.type("/animals?$/")
        await run.shows("0 so far · 1 of 1,200 texts searched")
        await run.shows("No article has “/animals?$/” so far.")
        await run.press("enter")
        await run.shows("no articles · 1 of 1,200 texts")
        await run.press("ctrl+c")
        await run.shows("Stopped looking into texts; no articles found so far")
        await run.until(lambda: held.ended[-1:] == ["/animals?$/"])
        assert "1,200 texts" not in run.text
        assert "No article has “/animals?$/”." in run.text
        held.go.set()
        await run.press("r")
        await run.until(lambda: not run.app.main.intake.open and is_at_rest(run))
        assert run.listed == [], "stopped is stopped, until the search is another one"
        await search(run, "/animals.?$/")
        assert run.listed == ["Zebras"]

    sitting(tmp_path, news, held.let_go_after(does))


def test_a_file_that_changed_is_looked_into_again(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await search(run, "/kern.l/")
        assert run.listed == ["Shells", "Kernel", "Azure opens"]
        await run.press("enter")
        for name, old, new in (("0", "kernel", "shell"), ("1", "Nothing", "Kernels")):
            file = news / f"{name}.md"
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        await run.press("r")
        await run.until(lambda: run.listed == ["Shells", "Kernel", "Clouds gather"])

    sitting(tmp_path, news, does)


def test_a_search_of_the_last_run_looks_into_bodies_too(tmp_path: Path, news: Path) -> None:
    async def searches(run: Running) -> None:
        await search(run, "threads")
        await run.press("enter", "q")

    async def comes_back(run: Running) -> None:
        await run.until(lambda: run.listed == ["Azure opens"])

    sitting(tmp_path, news, searches)
    sitting(tmp_path, news, comes_back)


@pytest.mark.parametrize(
    ("error", "told"),
    [(OSError("no more processes"), "no more processes"), (KeyError("x"), "KeyError, reader.log says where")],
    ids=["outside", "ours"],
)
def test_what_goes_wrong_is_told(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def broken(search: BodySearch) -> Iterator[Learned]:
        if search.total:
            raise error
        yield Learned((), {}, [], {})

    monkeypatch.setattr(BodySearch, "portions", broken)

    async def does(run: Running) -> None:
        await search(run, "/kern.l/")
        await run.press("enter")
        await run.shows(f"Texts cannot be looked into: {told}")
        assert run.listed == ["Kernel"]
        log = run.app.settings.state_dir / "reader.log"
        assert log.exists() is isinstance(error, KeyError)

    sitting(tmp_path, news, does)
