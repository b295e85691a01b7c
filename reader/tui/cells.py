"""Text measured in terminal cells: width, truncation, wrapping.

Widths are rich's (Unicode 17 tables, graphemes with joiners and variation selectors), the ones Textual lays out by.
ASCII, nearly all text there is, takes a path without tables, and patterns of wide ranges are compiled when the first
text needs them: together they would cost a start 10 ms.
"""

from __future__ import annotations

import re
from functools import cache

from rich.cells import cell_len, split_graphemes

_WORD = re.compile(r"\s*\S+")
_ZWJ_TAIL = "(?:\u200d[^\u200d])+"
_VARIATION_OR_SKIN = "[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
_FLAG_LETTER = "[\U0001f1e6-\U0001f1ff]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_WIDE_BREAK = "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]"

_STAYS = "、。，．！？）］｝」』：；…)]}.,!?:;"
"""Signs that never begin a line."""


def width(text: str) -> int:
    """The cells `text` takes; it holds no tab and no newline."""
    return len(text) if text.isascii() else cell_len(text)


def truncate(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or as much of its beginning as fits into `cells` with `ellipsis` behind, spaces before it dropped."""
    if cells <= 0:
        return ""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ellipsis[:cells]
    return text[: _fitting(text, 0, room)].rstrip() + ellipsis


def truncate_left(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, or as much of its end as fits into `cells` with `ellipsis` before."""
    if width(text) <= cells:
        return text
    spans, total = split_graphemes(text)
    for start, _end, size in spans:
        if total + width(ellipsis) <= cells:
            return ellipsis + text[start:].lstrip()
        total -= size
    return ellipsis[: max(0, cells)]


def pad(text: str, cells: int) -> str:
    """`text` with spaces behind up to `cells`; longer text is truncated."""
    room = cells - width(text)
    return text + " " * room if room >= 0 else pad(truncate(text, cells), cells)


def pad_left(text: str, cells: int) -> str:
    """`text` with spaces before up to `cells`."""
    return " " * (cells - width(text)) + text


def wrap(text: str, cells: int, first: int | None = None) -> list[tuple[int, int]]:
    """Where lines of at most `cells` begin and end in `text`, broken at spaces, wide scripts anywhere.

    A word longer than a line is cut. Spaces at a break belong to no line. Every text has at least one line.

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
        lead = len(text[start:stop]) - len(text[start:stop].lstrip())
        if used + size <= limit:
            end, used = stop, used + size
            continue
        if end > begin:
            lines.append((begin, end))
            limit = cells
        begin, used = start + lead, size - lead
        end = stop
        while used > limit:
            cut = max(_fitting(text, begin, limit), begin + 1)
            lines.append((begin, cut))
            limit = cells
            begin, used = cut, width(text[cut:stop])
    if end > begin or not lines:
        lines.append((begin, end))
    return lines


def for_row(text: str) -> str:
    """`text` without what terminals measure differently, for rows whose columns must stay straight.

    Joined emoji keep their first part, variation selectors and skin tones go, flags become their two letters.
    """
    if text.isascii() or ("\u200d" not in text and max(text) < "\ufe00"):
        return text
    text = _pattern(_VARIATION_OR_SKIN).sub("", text)
    text = _pattern(_FLAG_LETTER).sub(lambda match: chr(ord(match[0]) - 0x1F1E6 + ord("A")), text)
    return _pattern(_ZWJ_TAIL).sub(_keep_script_joiners, text)


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` runs from right to left, so that a terminal may move what stands beside it."""
    # Quotes and dashes, most of what is not ASCII, stand below the wide ranges and beside the narrow ones.
    if text.isascii() or not any("\u0590" <= char <= "\u08ff" or char >= "\ufb1d" for char in text):
        return False
    return _pattern(_RIGHT_TO_LEFT).search(text) is not None


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _keep_script_joiners(match: re.Match[str]) -> str:
    # A joiner between letters (Persian, Indic scripts) shapes a word; only between pictures does it build one emoji.
    tail = match[0]
    return "" if any(ord(char) >= 0x2190 and not char.isalpha() for char in tail if char != "\u200d") else tail


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """The unbreakable pieces of `text` with the spaces before them: start, end, cells."""
    if text.isascii():
        return [(*match.span(), match.end() - match.start()) for match in _WORD.finditer(text)]
    pieces = []
    for match in _WORD.finditer(text):
        start, stop = match.span()
        last = start
        wides = _pattern(_WIDE_BREAK).finditer(text, start, stop) if max(text) >= "\u1100" else ()
        for wide in wides:
            if wide.start() > last:
                pieces.append((last, wide.start()))
            pieces.append(wide.span())
            last = wide.end()
        if last < stop:
            pieces.append((last, stop))
    return [(start, stop, cell_len(text[start:stop])) for start, stop in _joined(text, pieces)]


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that begin with a combining mark or a closing sign go with the piece before them."""
    joined: list[tuple[int, int]] = []
    for start, stop in pieces:
        head = text[start]
        if joined and joined[-1][1] == start and (head in _STAYS or cell_len(head) == 0):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _fitting(text: str, start: int, cells: int) -> int:
    """The end of the longest run of whole graphemes from `start` that fits into `cells`."""
    tail = text[start : start + max(64, cells * 8)]
    if tail.isascii():
        return start + min(len(tail), cells)
    used = 0
    for begin, _end, size in split_graphemes(tail)[0]:
        if used + size > cells:
            return start + begin
        used += size
    return start + len(tail)
