"""The program's own words with the ASCII marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.tui.plain_lines import plain
from tests.tui.running import Running, sitting, write_news


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tagged “foo” · U undoes", 'Tagged "foo" - U undoes'),
        ("copy as …", "copy as.."),
        ("the last wor…", "the last wor."),
        ("界…", "界."),
        ("…", "."),
        ("↑/↓ hits", "^/v hits"),
        ("9\u202f954", "9 954"),
        ("Grüße, 界", "Grüße, 界"),
    ],
)
def test_each_sign_of_the_programs_words_has_a_stand_in_as_wide_as_it_is(text: str, shown: str) -> None:
    assert plain(text) == shown == plain(shown)
    assert cell_len(shown) == cell_len(text)


@pytest.mark.parametrize("config", ["glyphs: ascii\n", "linear: true\n"])
def test_ascii_needs_no_other_characters_in_messages_menus_help_and_prompts(tmp_path: Path, config: str) -> None:
    write_news(tmp_path / "news", {"One": "2022-01-24", "Two": "2022-01-23"})

    async def does(run: Running) -> None:
        for key in ("m", "U", "S", "escape", "?", "escape", ":", "escape", "+", "escape", "/", "x", "x", "enter"):
            await run.press(key)
            assert run.text.isascii(), (key, run.text)

    sitting(tmp_path, tmp_path / "news", does, config=config, size=(80, 24))
