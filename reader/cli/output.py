"""Printing: text that no terminal can be tricked by, in columns that stay straight, and JSON.

Documents come in clean. File names, addresses on the command line and messages of the system do not, so everything
passes here once more on its way out.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from reader.model.errors import ReaderError
from reader.model.named import NamedTuple
from reader.model.unsafe import UNSAFE, drawn

_CHUNK = 512
"""Lines written at once."""


def line(text: str) -> str:
    """`text` on one line, with every character a terminal could obey drawn instead."""
    return drawn(text).replace("\n", " ")


def width(text: str) -> int:
    """How many cells of a terminal `text` takes: East Asian wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def cut(text: str, cells: int) -> str:
    """`text`, or its beginning with `…` behind, so that it takes at most `cells` cells (one at least)."""
    if width(text) <= cells:
        return text
    room = cells - 1
    for index, char in enumerate(text):
        room -= _cells(char)
        if room < 0:
            return text[:index].rstrip() + "…"
    return text


def wrapped(text: str, cells: int | None, indent: str = "") -> Iterator[str]:
    """`text` in lines of at most `cells` cells, broken at spaces; a longer word stands alone. None breaks nothing."""
    for paragraph in text.split("\n"):
        if cells is None or width(paragraph) + len(indent) <= cells:
            yield (indent + paragraph).rstrip()
            continue
        words = paragraph.split(" ")
        built, used = words[0], width(words[0])
        for word in words[1:]:
            cost = width(word) + 1
            if used + cost + len(indent) <= cells:
                built, used = f"{built} {word}", used + cost
            else:
                yield (indent + built).rstrip()
                built, used = word, cost - 1
        yield (indent + built).rstrip()


def counted(number: int, one: str, many: str = "") -> str:
    """`no articles`, `1 article`, `4,958 articles`."""
    return f"{f'{number:,}' if number else 'no'} {one if number == 1 else many or one + 's'}"


class Styled(NamedTuple):
    """Text that stands out, where the terminal and the person want that."""

    text: str
    on: str


Line = str | tuple[str | Styled, ...]
"""One line of results: text, or pieces of it."""


def bold(text: str) -> Styled:
    """`text` in bold."""
    return Styled(text, "1")


def dim(text: str) -> Styled:
    """`text` less bright."""
    return Styled(text, "2")


class Marks(NamedTuple):
    """One cell each for what stands out about an article."""

    unread: str
    starred: str
    elsewhere: str


class Output:
    """Where results go.

    Attributes:
        columns: the terminal's width in cells; None when the results go elsewhere, and nothing is cut then.
        bright: whether bold and dim are used: on a terminal, unless `NO_COLOR` is set.
        marks: the signs of unread, starred and not in the library.
    """

    def __init__(self, glyphs: str = "auto") -> None:
        """Look at standard output.

        Args:
            glyphs: the setting of that name.
        """
        terminal = is_terminal(sys.stdout)
        self.columns = _columns() if terminal else None
        self.bright = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        ascii_only = glyphs == "ascii" or (glyphs == "auto" and not _is_utf8(sys.stdout))
        self.marks = Marks("*", "+", "o") if ascii_only else Marks("●", "★", "○")

    def lines(self, lines: Iterable[Line]) -> None:
        """Print lines, made safe."""
        for chunk in _chunks(map(self._rendered, lines)):
            _write(_standard_output(), chunk)

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Print rows with tabs between their cells; tabs and line ends inside a cell become spaces."""
        for chunk in _chunks("\t".join(line(cell.replace("\t", " ")) for cell in row) for row in rows):
            _write(_standard_output(), chunk)

    def json(self, value: object) -> None:
        """Print one JSON value in UTF-8."""
        _write_utf8(_dumps(value) + "\n")

    def json_array(self, values: Iterable[object]) -> None:
        """Print one JSON array, each of its values on a line of its own."""
        for chunk in _chunks(_array_lines(values)):
            _write_utf8(chunk)

    def _rendered(self, each: Line) -> str:
        if isinstance(each, str):
            return line(each)
        return "".join(line(piece) if isinstance(piece, str) else self._styled(piece) for piece in each)

    def _styled(self, piece: Styled) -> str:
        text = line(piece.text)
        return f"\x1b[{piece.on}m{text}\x1b[0m" if self.bright and text else text


def message(text: str) -> None:
    """Say something on standard error, in one line."""
    if sys.stderr is not None:
        _write(sys.stderr, line(text) + "\n")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        return 80


def _cells(char: str) -> int:
    if char in "\u200c\u200d" or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    """Lines joined by the hundred: a write for each of 100,000 costs more than making them."""
    gathered: list[str] = []
    for each in lines:
        gathered.append(each)
        if len(gathered) == _CHUNK:
            yield "\n".join(gathered) + "\n"
            gathered.clear()
    if gathered:
        yield "\n".join(gathered) + "\n"


def _array_lines(values: Iterable[object]) -> Iterator[str]:
    """The lines of a JSON array; a comma can only be set once it is known that another value follows."""
    last: str | None = None
    for value in values:
        yield "[" if last is None else last + ","
        last = _dumps(value)
    yield from ("[]",) if last is None else (last, "]")


def _dumps(value: object) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    # Escaping what a terminal could obey changes nothing for a reader of JSON. It can only stand inside strings.
    return UNSAFE.sub(lambda match: json.dumps(match[0]).strip('"'), text)


def _write_utf8(text: str) -> None:
    """Write to standard output in UTF-8, whatever the locale says."""
    stdout = _standard_output()
    buffer = getattr(stdout, "buffer", None)
    if buffer is None:
        stdout.write(text)
    else:
        stdout.flush()
        buffer.write(text.encode("utf-8"))


def _standard_output() -> TextIO:
    """Where results go.

    Raises:
        ReaderError: it was closed before the program began, as by `>&-`.
    """
    if sys.stdout is None:
        raise ReaderError("standard output is closed")
    return sys.stdout


def _write(stream: TextIO | None, text: str) -> None:
    """Write in the stream's own encoding; a character that it lacks becomes a question mark."""
    if stream is None:
        return
    if not _is_utf8(stream):
        text = text.encode(stream.encoding, "replace").decode(stream.encoding)
    stream.write(text)


def _is_utf8(stream: TextIO | None) -> bool:
    return stream is None or (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"
