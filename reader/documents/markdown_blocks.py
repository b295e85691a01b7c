"""Blocks of Markdown put together: what stands before their lines and between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Kind = Literal["text", "row", "heading", "code", "rule"]

# Text at the beginning of a line that would be a heading, a quote, an item, an underline or a table's second row.
_LINE_START = re.compile(
    r"^(?:(?=#{1,6}(?:[ \t]|$)|>|[+-](?:[ \t]|$)|[-=:|][-=:| \t]*$)|(\d{1,9})(?=[.)](?:[ \t]|$)))", re.M
)

_CLOSING_MARKS = re.compile(r" (#+)$")


class Container:
    """A quote or an item of a list: what the first and every further line in it begins with.

    Attributes:
        owner: the same object for all items of one list; None for a quote.
    """

    __slots__ = ("first", "further", "owner")

    def __init__(self, first: str, further: str, owner: object = None) -> None:
        self.first = first
        self.further = further
        self.owner = owner


class Block:
    """A paragraph (`text`), a table's row, a heading, a fenced code block or a rule.

    Attributes:
        text: its lines, without what its containers put before them.
        containers: the quotes and items it stands in, outermost first.
    """

    __slots__ = ("containers", "kind", "text")

    def __init__(self, kind: Kind, text: str, containers: tuple[Container, ...] = ()) -> None:
        self.kind = kind
        self.text = text
        self.containers = containers


def render(blocks: Sequence[Block]) -> str:
    """The Markdown of `blocks`, without a line end at its end."""
    lines: list[str] = []
    begun: set[Container] = set()
    before: Block | None = None
    for block in blocks:
        if before is not None:
            _separate(before, block, lines)
        for line in _escaped(block).split("\n"):
            prefix = "".join(held.further if held in begun else held.first for held in block.containers)
            begun.update(block.containers)
            lines.append(prefix + line if line else prefix.rstrip())
        before = block
    return "\n".join(lines)


def _escaped(block: Block) -> str:
    """The block's lines with a backslash where Markdown would take their beginning or end for something else."""
    if block.kind == "heading":
        return _CLOSING_MARKS.sub(r" \\\1", block.text)
    if block.kind == "code":
        return block.text
    return _LINE_START.sub(lambda match: (match[1] or "") + "\\", block.text)


def _separate(before: Block, block: Block, lines: list[str]) -> None:
    """Put between two blocks what their kinds ask for: nothing, a hard line break, or an empty line."""
    common = 0
    for mine, theirs in zip(before.containers, block.containers, strict=False):
        if mine is not theirs:
            break
        common += 1
    if before.kind == block.kind == "row" and len(before.containers) == len(block.containers) == common:
        lines[-1] += "  "
    elif not _follows_closely(before, block, common):
        lines.append("".join(held.further for held in block.containers[:common]).rstrip())


def _follows_closely(before: Block, block: Block, common: int) -> bool:
    """Whether `block` begins the next item of a list, or the first of a list within the item `before` stands in."""
    if len(block.containers) == common:
        return False
    item = block.containers[common]
    if item.owner is None:
        return False
    if len(before.containers) > common:
        return before.containers[common].owner is item.owner
    # A list that begins with another number cannot interrupt a paragraph (CommonMark, section 5.2).
    return common > 0 and block.containers[common - 1].owner is not None and item.first in {"- ", "1. "}
