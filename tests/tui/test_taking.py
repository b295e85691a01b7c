"""What is taken out of the program: what the bottom line says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.running import Running, sitting

ADDRESS = "https://news.example/2026/11/27/a-rather-long-address-of-an-article-that-goes-on-and-on-and-on.html"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for title in ("One", "Two"):
        text = f"---\ntitle: {title}\nwebUrl: {ADDRESS}?{title}\npublishedDateTime: 2026-11-19\nheat: many\n---\n"
        (folder / f"{title}.md").write_text(text)
    return folder


def test_that_it_is_not_confirmed_stands_beside_the_problems(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        past = run.app.main.messages.past
        for _ in range(2):  # the first time also what to do when nothing came
            past.clear()
            await run.press("y")
            await run.until(lambda: bool(past))
            assert "not confirmed" in past[0]
            assert run.bottom.removesuffix("! 2 problems").rstrip() == past[0]

    sitting(tmp_path, news, does, config="clipboard: osc52\n", size=(80, 24))


def test_a_program_that_runs_is_named_and_can_be_stopped_with_all_it_started(tmp_path: Path, news: Path) -> None:
    """The program, and one it has started, hold the writing end of a pipe of ours: when both have ended, it ends."""
    os.mkfifo(tmp_path / "alive")
    program = tmp_path / "lasting"
    program.write_text(
        f"#!/bin/sh\nexec 9> {tmp_path}/alive\ncat > /dev/null\necho > {tmp_path}/begun\nsleep 60 &\nwait\n"
    )
    program.chmod(0o755)
    alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)

    def has_ended() -> bool:
        try:
            return os.read(alive, 1) == b""
        except BlockingIOError:
            return False

    async def does(run: Running) -> None:
        run.library.remember("pipe", str(program))
        await run.press("|", "enter")
        await run.shows(" runs · ctrl+c stops it  ! 2 problems")
        await run.until((tmp_path / "begun").exists)
        await run.press("|")
        assert run.bottom.startswith("Another program runs still")
        assert not has_ended()
        await run.press("ctrl+c")
        assert run.bottom.startswith(f"Stopped {program}")
        assert " runs" not in run.bottom
        await run.until(has_ended)
        await run.press("ctrl+c")
        assert run.bottom.startswith("q goes back")

    try:
        sitting(tmp_path, news, does)
    finally:
        os.close(alive)


@pytest.mark.parametrize("keys", ["/", "?"])
def test_an_answer_waits_until_what_is_typed_is_done_with(tmp_path: Path, news: Path, keys: str) -> None:
    program = tmp_path / "answers"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\nuntil [ -e {tmp_path}/go ]; do sleep 0.01; done\necho So it is\n")
    program.chmod(0o755)

    async def does(run: Running) -> None:
        run.library.remember("pipe", str(program))
        await run.press("|", "enter", keys)
        (tmp_path / "go").touch()
        await run.until(lambda: not run.app.main.outside.piping)
        await run.type("one")
        assert "So it is" not in run.text
        await run.press("escape")
        await run.shows("So it is")

    sitting(tmp_path, news, does)


def test_of_several_each_word_that_is_counted_is_in_the_plural(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("x", "x")
        for letter, told in (("t", "Copied 2 titles with URLs: One"), ("m", "Copied 2 Markdown links: [One]")):
            await run.press("Y", letter)
            await run.shows(told)
        await run.press("x", "Y", "t")
        await run.shows("Copied 1 title with URL: ")

    sitting(tmp_path, news, does, config="clipboard: osc52\n")


def test_where_no_browser_opens_it_says_by_which_key_to_copy(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("o")
        await run.shows("there is no program “nosuch”. f9 copies the link.")

    sitting(tmp_path, news, does, config="browser: nosuch\nkeys: {article.copy-menu: [f9]}\n")


def test_a_file_name_that_no_system_takes_is_told_of(tmp_path: Path, news: Path) -> None:
    async def does(run: Running) -> None:
        await run.press("W", "ctrl+u")
        await run.paste(f"{tmp_path}/a\0b")
        await run.press("enter")
        await run.shows("save failed: ValueError")

    sitting(tmp_path, news, does)


def test_a_fault_in_piping_is_told_of_and_another_program_can_be_given_articles(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_all: object, **_more: object) -> None:
        raise OSError(24, "Too many open files")

    async def does(run: Running) -> None:
        run.library.remember("pipe", "cat")
        with monkeypatch.context() as patch:
            patch.setattr("selectors.DefaultSelector", fails)
            await run.press("|", "enter")
            await run.shows("pipe failed: OSError")
        await run.press("|", "enter")
        await run.shows("# One")

    sitting(tmp_path, news, does)


@pytest.mark.parametrize("opened", [True, False], ids=["open", "listed"])
def test_an_article_whose_file_is_gone_is_piped_as_far_as_it_is_known(tmp_path: Path, news: Path, opened: bool) -> None:
    related = (
        f"related:\n  - {{title: Two, webUrl: {ADDRESS}?Two}}\n  - {{title: Away, webUrl: https://away.example/}}\n"
    )
    one = news / "One.md"
    one.write_text(f"---\ntitle: One\nwebUrl: {ADDRESS}?One\npublishedDateTime: 2026-11-20\n{related}---\nIts text.\n")

    async def does(run: Running) -> None:
        run.library.remember("pipe", "cat")
        if opened:
            await run.press("enter")
            await run.shows("Its text.")
        else:
            await run.press("x")  # selects it and goes on to the other
        await run.press("|")
        one.unlink()
        await run.press("enter")
        await run.shows("# One")
        assert "[Two]" in run.text
        assert ("Its text." in run.text) == opened

    sitting(tmp_path, news, does)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("", "o opens the page."),
        ("keys: {article.open-browser: []}\n", "O opens the page."),
        ("preset: eilmeldung\n", "o opens the page."),
        ("keys: {article.open-browser: [], article.open-browser-read: []}\n", ""),
    ],
)
def test_the_key_that_opens_the_page_is_told_where_there_is_one(
    tmp_path: Path, news: Path, config: str, told: str
) -> None:
    async def does(run: Running) -> None:
        await run.shows("The file holds no text.")
        line = next(line for line in run.text.splitlines() if "The file holds no text." in line)
        assert line.partition("The file holds no text.")[2].strip() == told

    sitting(tmp_path, news, does, config=config)
