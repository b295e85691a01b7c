"""The README's table of keys, made from the program's own table of commands."""

from __future__ import annotations

import re
from pathlib import Path

from reader.tui.commands import COMMANDS, PRESETS, Command

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- keys: python -m tests.pictures -->\n", "<!-- /keys -->\n"


def key_table() -> str:
    """A row for each command: what it does, its keys in each preset, its id."""
    rows = ["| what | " + " | ".join(PRESETS) + " | id |", "|---" * (len(PRESETS) + 2) + "|"]
    for command in COMMANDS:
        numbered = command.id.startswith("related.follow-")
        if not numbered or command.id.endswith("-1"):  # 1 to 9 are one row
            rows.append(_row(command))
    return "\n".join(rows) + "\n"


def in_readme(readme: str) -> str:
    """The table that stands in the README."""
    return readme[readme.index(BEGIN) + len(BEGIN) : readme.index(END)]


def refreshed(readme: str) -> str:
    """The README with the table of today."""
    return readme[: readme.index(BEGIN) + len(BEGIN)] + key_table() + readme[readme.index(END) :]


def _row(command: Command) -> str:
    title, ident = command.title, command.id
    cells = [" ".join(map(_code, command.keys[preset])) for preset in PRESETS]
    if ident == "related.follow-1":
        title, ident = "follow related article 1 to 9", "related.follow-1 … -9"
        cells = [re.sub("`1`", "`1` … `9`", cell) for cell in cells]
    return f"| {title} | {' | '.join(cells)} | {ident} |"


def _code(key: str) -> str:
    shown = key.replace("|", "\\|")
    return f"`{shown}`"
