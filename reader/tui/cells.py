"""Text measured in terminal cells: width, truncation, wrapping.

Widths are rich's (Unicode 17 tables, graphemes with joiners and variation selectors), the ones Textual lays out by, and
a cell more for each spacing vowel sign of the Indic scripts: kitty draws it with its letter, most terminals beside it.
What is laid out for the wider of the two fits both (`reader.tui.placed`).
ASCII, nearly all text there is, takes a path without tables, and patterns of wide ranges are compiled when the first
text needs them: together they would cost a start 10 ms.
"""

from __future__ import annotations

import re
from functools import cache

from rich.cells import cell_len, split_graphemes

# White space but the spaces that hold words together (`4 958`, French quotes); the others may be broken at.
_BREAKS = "[^\\S\u00a0\u2007\u202f]"
_WORD = re.compile(f"{_BREAKS}*[\\S\u00a0\u2007\u202f]+")
_LEAD = re.compile(f"{_BREAKS}*")
_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_JOINED_PICTURES = f"(?<={_PICTURE})(?:\u200d{_PICTURE})+"
_UNSTEADY = "[\xad\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
_WITH_SIGNS = "[\u0900-\u0dff\u0f00-\u109f\u1700-\u1aff\u1b00-\u1cff\ua800-\uabff\U00011000-\U00011fff]"
_FLAG_LETTER = "[\U0001f1e6-\U0001f1ff]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_WIDE_BREAK = "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]"

_STAYS = "、。，．！？）］｝」』：；…)]}.,!?:;"
"""Signs that never begin a line."""


def width(text: str) -> int:
    """The cells `text` takes; control characters take none."""
    return len(text) if text.isascii() and text.isprintable() else _cells(text)


def truncate(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or as much of its beginning as fits into `cells` with `ellipsis` behind, spaces before it dropped."""
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ellipsis[:cells]
    return text[: _fitting(text, room)].rstrip() + ellipsis


def truncate_left(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or as much of its end as fits into `cells` with `ellipsis` before."""
    if width(text) <= cells:
        return text
    spans, total = _graphemes(text), width(text)
    for start, _end, size in spans:
        if total + width(ellipsis) <= cells:
            return ellipsis + text[start:].lstrip()
        total -= size
    return ellipsis[: max(0, cells)]


def pad(text: str, cells: int) -> str:
    """`text` with spaces behind up to `cells`; longer text is truncated."""
    text = truncate(text, cells).rstrip("\u200d")  # a joiner would take the first space in
    return text + " " * (cells - width(text))


def pad_left(text: str, cells: int) -> str:
    """`text` with spaces before up to `cells`."""
    return " " * (cells - width(text)) + text


def wrap(text: str, cells: int, first: int | None = None) -> list[tuple[int, int]]:
    """Where lines of at most `cells` begin and end in `text`, broken at spaces, wide scripts anywhere.

    A word longer than a line is cut. Spaces at a break belong to no line. Every text has at least one line. Only what
    is wider than a whole line by itself (a wide character where there is one cell) stands out.

    Args:
        text: without newlines.
        cells: the width of a line, 1 or more.
        first: the width of the first line, when it differs.
    """
    cells = max(1, cells)
    limit = cells if first is None else max(1, first)
    lines: list[tuple[int, int]] = []
    begin = end = 0  # the line so far is text[begin:end]
    used = 0
    for start, stop, size in _pieces(text):
        if used + size <= limit:
            end, used = stop, used + size
            continue
        if end > begin:
            lines.append((begin, end))
            limit = cells
        begin = _past_spaces(text, start)
        *whole, (begin, end) = [(begin + a, begin + b) for a, b in chop(text[begin:stop], cells, limit)]
        if whole:
            lines += whole
            limit = cells
        used = width(text[begin:end])
    if end > begin or not lines:
        lines.append((begin, end))
    return lines


def chop(text: str, cells: int, first: int | None = None) -> list[tuple[int, int]]:
    """Where lines of at most `cells` begin and end in `text`, each as full as it can be; every character is in one.

    Args:
        text: without newlines.
        cells: the width of a line, 1 or more.
        first: the width of the first line, when it differs.
    """
    cells = max(1, cells)
    limit = cells if first is None else max(1, first)
    if text.isascii() and text.isprintable():
        starts = [0, *range(limit, len(text), cells)]
    else:
        starts = [0]
        used = 0
        for start, _end, size in _graphemes(text):
            if used and used + size > limit:
                starts.append(start)
                used, limit = 0, cells
            used += size
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def for_row(text: str) -> str:
    """`text` without what terminals measure differently, for rows whose columns must stay straight.

    Joined emoji keep their first part; joiners, variation selectors, skin tones and soft hyphens go; flags become
    their two letters.
    """
    if text.isascii() or (max(text) < "\ufe00" and "\u200d" not in text and "\xad" not in text):
        return text
    text = _pattern(_UNSTEADY).sub("", text)
    text = _pattern(_FLAG_LETTER).sub(lambda match: chr(ord(match[0]) - 0x1F1E6 + ord("A")), text)
    return _pattern(_JOINED_PICTURES).sub("", text).replace("\u200d", "")


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` runs from right to left, so that a terminal may move what stands beside it."""
    # Quotes and dashes, most of what is not ASCII, stand below the wide ranges and beside the narrow ones.
    if text.isascii() or not any("\u0590" <= char <= "\u08ff" or char >= "\ufb1d" for char in text):
        return False
    return _pattern(_RIGHT_TO_LEFT).search(text) is not None


def has_signs(text: str) -> bool:
    """Whether a text is in a script with vowel signs that terminals measure differently."""
    return not text.isascii() and max(text) >= "\u0900" and _pattern(_WITH_SIGNS).search(text) is not None


def _cells(text: str) -> int:
    return cell_len(text) + (_signs(text) if has_signs(text) else 0)


def _graphemes(text: str) -> list[tuple[int, int, int]]:
    """The graphemes of a text: start, end, cells."""
    spans = split_graphemes(text)[0]
    if not has_signs(text):
        return spans
    return [(start, end, size + _signs(text[start:end])) for start, end, size in spans]


def _signs(text: str) -> int:
    """How many spacing marks (Unicode's category Mc) a text has that rich gives no cell."""
    from unicodedata import category  # a library of its own, which most starts need not load

    return sum(category(char) == "Mc" and not cell_len(char) for char in text)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """The unbreakable pieces of `text` with the spaces before them: start, end, cells."""
    if text.isascii() and text.isprintable():
        return [(*match.span(), match.end() - match.start()) for match in _WORD.finditer(text)]
    wide = _pattern(_WIDE_BREAK) if max(text) >= "\u1100" else None
    pieces = []
    for match in _WORD.finditer(text):
        start, stop = match.span()
        last = start
        for char in wide.finditer(text, start, stop) if wide else ():
            if char.start() > last:
                pieces.append((last, char.start()))
            pieces.append(char.span())
            last = char.end()
        if last < stop:
            pieces.append((last, stop))
    return [(start, stop, _cells(text[start:stop])) for start, stop in _joined(text, pieces)]


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that begin with a combining mark or a closing sign, or follow a joiner, go with the piece before them."""
    joined: list[tuple[int, int]] = []
    for start, stop in pieces:
        head = text[start]
        if joined and joined[-1][1] == start and (head in _STAYS or cell_len(head) == 0 or text[start - 1] == "\u200d"):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _past_spaces(text: str, start: int) -> int:
    """Where the word behind the spaces at `start` begins; a space that carries a combining mark belongs to it."""
    match = _LEAD.match(text, start)
    end = match.end() if match else start
    return end - 1 if end > start and cell_len(text[end]) == 0 else end


def _fitting(text: str, cells: int) -> int:
    """The end of the longest run of whole graphemes at the beginning of `text` that fits into `cells`."""
    size = max(64, cells * 8)
    while True:
        head = text[:size]
        if head.isascii() and head.isprintable():
            return min(len(head), cells)
        used = 0
        for start, _end, taken in _graphemes(head):
            if used + taken > cells:
                return start
            used += taken
        if len(head) == len(text):
            return len(text)
        size *= 2  # nothing but marks on marks so far
