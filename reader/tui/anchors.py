"""Where a place of a page is when the page becomes another version of itself. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from reader.library import Related
from reader.tui.blocks import Block, Drawn, Paragraph


def same_place(before: Sequence[Block], after: Sequence[Block], place: tuple[int, int]) -> tuple[int, int]:
    """The place in `after` that shows what stood at a place of `before`, or as near to it as can be told.

    Args:
        before: the page on show.
        after: the page that takes its place.
        place: block and character, as in `Layout.place`.
    """
    block, offset = place
    if place == (0, 0) or block >= len(before):
        return place
    name = _name(before[block])
    if name is not None and block < len(after) and _name(after[block]) == name:
        return place
    where: dict[Hashable, list[int]] = {}
    for number, each in enumerate(after):
        name = _name(each)
        if name is not None:
            where.setdefault(name, []).append(number)
    # What stands at the top is looked for; if it is no more, what stood below it.
    for below, each in enumerate(before[block:]):
        found = where.get(_name(each), ())
        if found:
            nearest = min(found, key=lambda number: abs(number - block - below))
            return max(0, nearest - below), offset
    return place


def same_choice(before: Sequence[object], after: Sequence[object], chosen: int | None) -> int | None:
    """The number of the row that was chosen, among other rows; None when it is no more."""
    if chosen is None or chosen >= len(before):
        return chosen
    name = _choice_name(before[chosen])
    if chosen < len(after) and _choice_name(after[chosen]) == name:
        return chosen
    names = [_choice_name(choice) for choice in after]
    return names.index(name) if name in names else None


def _name(block: Block) -> Hashable | None:
    """What tells a block from others, in two versions of a page; None when nothing does."""
    if isinstance(block, Paragraph):
        return block.text
    return _choice_name(block.choice) if isinstance(block, Drawn) and block.choice is not None else None


def _choice_name(choice: object) -> Hashable:
    return choice.article.key if isinstance(choice, Related) else repr(choice)
