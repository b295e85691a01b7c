"""Regular expressions that are safe to run on a hundred thousand texts.

Python's `re` cannot be stopped once it searches, and some expressions need longer than a life for a line of text. So
what makes time explode is refused before it runs: repeats inside repeats, alternatives inside repeats, repeats of the
same in a row, many repeats. That refuses a few harmless expressions too; they can be said more simply. What remains
takes time with the third power of a text's length at worst, so long texts are searched a piece at a time: two times
`.*` with a frequent letter between took 0.6 s for a piece of the worst kind, and 20 ms for a lead paragraph of 300
characters. Ordinary ones take microseconds; whoever runs one over many articles does so in portions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.model.named import NamedTuple

LONGEST = 200
"""Characters of an expression at most."""
MOST_OPEN = 2
"""Repeats of varying length of anything broad, such as `.`, `\\w` or a class, at most; not counted where it is plain
how far each goes, as with `\\w` and a space behind."""
MOST_REPEATS = 10
"""Repeats of varying length at most, optional parts among them."""
HIGHEST_COUNT = 100
"""The highest number in `{…}`."""
PIECE = 1_000
"""Characters that are searched at once. A match in a longer text is sure to be found where it has `SURE` of them."""
SURE = 400

_MARGIN = LONGEST
"""Characters before the end of a piece up to which its end may be taken for the text's, as by `$` and `(?!…)`."""
_STEP = PIECE - _MARGIN - SURE
_FARTHER = 4 * PIECE
"""Characters a match that began in one piece may have."""

_COUNTS = re.compile(r"\{([0-9]*)(?:(,)([0-9]*))?\}")
# One unit of an expression: an escape, a class (whose first character is in it, whatever it is), the beginning of a
# group with all that says what kind it is, or a character.
_UNIT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[aiLmsux-]+:|<?[=!]|[:>]|P<\w+>|P)?|.", re.DOTALL)
_WITHOUT_WIDTH = frozenset({"^", "$", "\\b", "\\B", "\\A", "\\Z"})
_BROAD = frozenset({".", ")", "\\w", "\\W", "\\S", "\\D"})
# What says nothing at the beginning of a search.
_LEADING = re.compile(r"(?:\.\*\??(?![*?+{]))+")
# One character that must follow.
_FIXED = re.compile(r"(\\s|\\[^\w]|[^\\\[\](){}.*+?^$|])(?:\+|(?![*?{]))")


class PatternError(ValueError):
    """An expression that is none, or that could search for hours.

    Attributes:
        position: where in the expression, counted from 0.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Pattern:
    """A safe expression. Make it with `compiled`."""

    __slots__ = ("_finditer", "_match", "_search")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._search, self._finditer, self._match = pattern.search, pattern.finditer, pattern.match

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere in a text."""
        if len(text) <= PIECE:
            return self._search(text) is not None
        return next(self._found(text), None) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it matches in a text; no two of them share a character."""
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """The same one by one, a piece at a time."""
        start = first = 0
        while start == 0 or start + PIECE - _STEP < len(text):
            end, following = start + PIECE, start + _STEP
            for match in self._finditer(text, max(start, first), end):
                sure: re.Match[str] | None = match
                if end < len(text) and match.end() > end - _MARGIN:
                    if match.start() >= following:
                        break  # the next piece has all of it, and what comes behind
                    sure = self._match(text, match.start(), match.start() + _FARTHER)
                if sure is not None and sure.start() >= first:
                    first = sure.end()
                    yield sure.span()
            start = following


def compiled(pattern: str) -> Pattern:
    """The expression ready to search; case does not matter, `^` and `$` are ends of lines.

    Raises:
        PatternError: see the class.
    """
    import warnings

    if len(pattern) > LONGEST:
        raise PatternError(f"an expression of {LONGEST} characters at most", LONGEST)
    try:
        with warnings.catch_warnings():
            # `re` warns of what may mean something else one day; a person who types cannot do anything about it.
            warnings.simplefilter("ignore")
            result = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
            leading = _LEADING.match(pattern)
            begin = leading.end() if leading else 0
            if begin:
                result = re.compile(pattern[begin:], re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        raise PatternError(f"no regular expression: {error.msg}", error.pos or 0) from None
    except (OverflowError, RecursionError):
        raise PatternError("a simpler expression", 0) from None
    _check(pattern, begin)
    return Pattern(result)


class _Group:
    """What was seen of a group so far.

    Attributes:
        varies: whether it can match in several ways: repeats or alternatives stand in it.
        before: what is repeated right before the group, with nothing that must be there between.
        running: what is repeated so before what comes next.
    """

    __slots__ = ("before", "running", "varies")

    def __init__(self, before: frozenset[str] = frozenset()) -> None:
        self.varies = False
        self.before = self.running = before


def _check(pattern: str, position: int) -> None:
    """Refuse what explodes, from a position on. `pattern` is known to be well formed."""
    groups = [_Group()]
    repeats = _Repeats()
    while position < len(pattern):
        match = _UNIT.match(pattern, position)
        unit = match[0] if match else pattern[position]
        position += len(unit)
        ended = None
        if unit[0] == "(":
            groups.append(_Group(groups[-1].running))
            continue
        if unit == ")" and len(groups) > 1:
            ended = groups.pop()
            groups[-1].varies |= ended.varies
            groups[-1].running = ended.running
        elif unit == "|":
            groups[-1].varies = True
            groups[-1].running = groups[-1].before
        repeat = _repeat_at(pattern, position)
        if repeat is not None:
            repeats.is_settled = repeat.end == len(pattern) or _is_apart(unit, pattern, repeat.end)
            repeats.add(repeat, "." if unit[0] == "[" or unit in _BROAD else unit, groups[-1], ended, position)
            position = repeat.end
        elif ended is None and unit != "|" and unit not in _WITHOUT_WIDTH:
            groups[-1].running = frozenset()


class _Repeat(NamedTuple):
    """`*`, `+`, `?` or `{…}`: the least times, the most (None for any), where it ends."""

    least: int
    most: int | None
    end: int


class _Repeats:
    """Counts repeats and refuses those that explode.

    Attributes:
        is_settled: whether it is plain how far the next one goes.
    """

    __slots__ = ("_open", "_varying", "is_settled")

    def __init__(self) -> None:
        self._open = self._varying = 0
        self.is_settled = False

    def add(self, repeat: _Repeat, what: str, group: _Group, repeated: _Group | None, position: int) -> None:
        """Take in one.

        Args:
            repeat: the repeat.
            what: what is repeated; a dot for anything broad.
            group: the group it stands in.
            repeated: the group that is repeated, if it is one.
            position: where it stands.
        """
        several = repeat.most is None or repeat.most > 1
        varies = repeat.least != repeat.most
        if several and repeated is not None and repeated.varies:
            raise PatternError("no repeats or alternatives inside what repeats", position)
        if several and varies and what in group.running:
            raise PatternError("something fixed between two repeats", position)
        self._open += several and varies and what == "." and not self.is_settled
        self._varying += varies
        if self._open > MOST_OPEN:
            raise PatternError("two repeats such as .* at most", position)
        if self._varying > MOST_REPEATS:
            raise PatternError(f"{MOST_REPEATS} repeats at most", position)
        if max(repeat.least, repeat.most or 0) > HIGHEST_COUNT:
            raise PatternError(f"a count of {HIGHEST_COUNT} at most", position)
        group.varies |= varies or (several and repeated is not None)
        if repeat.least:
            group.running = frozenset()
        if several and varies:
            group.running |= {what}


def _is_apart(unit: str, pattern: str, position: int) -> bool:
    """Whether what follows a repeat of a unit is none of what is repeated: then there is one end of it only."""
    fixed = _FIXED.match(pattern, position)
    if fixed is None or not (unit[0] == "[" or unit in _BROAD) or unit == ")":
        return False
    following = " \t" if fixed[1] == "\\s" else fixed[1][-1]
    return all(re.fullmatch(unit, char, re.IGNORECASE) is None for char in following)


def _repeat_at(pattern: str, position: int) -> _Repeat | None:
    """The repeat that stands at a position."""
    char = pattern[position : position + 1]
    least, most, end = 0, None, position + 1
    if char == "+":
        least = 1
    elif char == "?":
        most = 1
    elif char == "{" and (counts := _COUNTS.match(pattern, position)) and (counts[1] or counts[2]):
        least = int(counts[1] or 0)
        most = (int(counts[3]) if counts[3] else None) if counts[2] else least
        end = counts.end()
    elif char != "*":
        return None
    # Behind a repeat, `?` and `+` say how it goes about it.
    return _Repeat(least, most, end + (pattern[end : end + 1] in {"?", "+"}))
