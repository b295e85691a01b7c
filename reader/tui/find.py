"""Finding a text in the open article: hits in its paragraphs, highlighted, and the way from one to the next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.model.named import NamedTuple
from reader.tui.blocks import Block, Paragraph, Span
from reader.tui.rows import no_spans


class Hit(NamedTuple):
    """Where a hit is: the number of its block, and the characters of the block's text."""

    block: int
    start: int
    end: int


def find_hits(blocks: Sequence[Block], text: str) -> list[Hit]:
    """Every place where `text` stands in the paragraphs, whatever its case; none for an empty text."""
    wanted = text.casefold()
    if not wanted:
        return []
    hits = []
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            hits += [Hit(number, start, end) for start, end in _places(block.text, wanted)]
    return hits


def mark_hits(blocks: Sequence[Block], hits: Sequence[Hit], current: int | None) -> list[Block]:
    """The blocks with the hits highlighted, the current one more."""
    marked = list(blocks)
    by_block: dict[int, list[Span]] = {}
    for number, hit in enumerate(hits):
        style = "current-hit" if number == current else "hit"
        by_block.setdefault(hit.block, []).append((hit.start, hit.end, style))
    for number, spans in by_block.items():
        block = marked[number]
        if isinstance(block, Paragraph):
            marked[number] = block._replace(spans=over(block.spans, spans))
    return marked


def lit(blocks: Sequence[Block], spans: Callable[[str], list[tuple[int, int]]]) -> Sequence[Block]:
    """The blocks with what a search asks for highlighted in their paragraphs.

    Args:
        blocks: the text.
        spans: finds the parts of a text that the search asks for.
    """
    if spans is no_spans:
        return blocks
    found = [(block, spans(block.text) if isinstance(block, Paragraph) else []) for block in blocks]
    return [
        block._replace(spans=over(block.spans, [(start, end, "hit") for start, end in hits]))
        if hits and isinstance(block, Paragraph)
        else block
        for block, hits in found
    ]


def over(below: Sequence[Span], above: Sequence[Span]) -> tuple[Span, ...]:
    """Spans laid over others: where both are, `above` counts. Both are sorted and free of overlaps, and so is this."""
    left = []
    for start, end, style in below:
        at = start
        for top_start, top_end, _style in above:
            if top_end <= at or top_start >= end:
                continue
            if top_start > at:
                left.append((at, top_start, style))
            at = max(at, top_end)
        if at < end:
            left.append((at, end, style))
    return tuple(sorted((*left, *above)))


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    folded = text.casefold()
    if len(folded) == len(text):
        return _all(folded, wanted)
    # A few letters fold to two (ß): then each character's own folding tells where it stands in the folded text.
    origin = [number for number, char in enumerate(text) for _part in char.casefold()]
    return [(origin[start], origin[end - 1] + 1) for start, end in _all(folded, wanted)]


def _all(text: str, wanted: str) -> list[tuple[int, int]]:
    places = []
    at = text.find(wanted)
    while at >= 0:
        places.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    return places
