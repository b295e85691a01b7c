"""The words of the command line told apart: options, their values, text.

argparse cannot do it alone: it keeps only the last `-L` when one stands before a command and one behind, and it
refuses `-provider:x`, which is a query. What leaves here is plain enough for it. Nothing costly is imported: a start
of the app comes through here and never sees argparse.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence

from reader.model.errors import UsageError
from reader.model.named import NamedTuple


class Piece(NamedTuple):
    """One option with its value, or one word of text.

    Attributes:
        option: the option's name as it was written; empty for text.
        value: the option's value, None for a switch; for text the word.
        literal: whether it stands behind `--`.
        end: the index of the next word.
    """

    option: str
    value: str | None
    literal: bool
    end: int


class Request(NamedTuple):
    """What the command line asks for, as far as it can be told without the command's own options.

    Attributes:
        libraries: folders given with `-L` before the command.
        command: its name; empty for the app.
        words: what follows the command; for the app the paths.
        options: other options that stand before a command.
    """

    libraries: tuple[str, ...]
    command: str
    words: tuple[str, ...]
    options: tuple[str, ...]


def pieces(words: Sequence[str], options: Mapping[str, bool]) -> Iterator[Piece]:
    """Go through `words`.

    Args:
        words: as the shell gives them.
        options: the declared options, and whether each takes a value. A word with a dash that is none of them is text.

    Raises:
        UsageError: an option lacks its value, or has one that it does not take.
    """
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            for index in range(at, len(words)):
                yield Piece("", words[index], True, index + 1)
            return
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name not in options:
            if word.startswith("-L") and "-L" in options:
                yield Piece("-L", word[2:], False, at)
            else:
                yield Piece("", word, False, at)
        elif not options[name]:
            if equals:
                raise UsageError(f"{name} takes no value")
            yield Piece(name, None, False, at)
        else:
            if not equals:
                if at == len(words):
                    raise UsageError(f"{name} wants a value")
                value = words[at]
                at += 1
            yield Piece(name, value, False, at)


def split(words: Sequence[str], options: Mapping[str, bool], commands: Collection[str]) -> Request:
    """Find the command, if there is one: the first word of text, when it names one.

    Raises:
        UsageError: see `pieces`.
    """
    libraries: list[str] = []
    paths: list[str] = []
    others: list[str] = []
    for piece in pieces(words, options):
        text = piece.value or ""
        if piece.option in {"-L", "--library"}:
            libraries.append(text)
        elif piece.option:
            others.append(piece.option if piece.value is None else f"{piece.option}={piece.value}")
        elif not piece.literal and text.startswith("-"):
            others.append(text)
        elif not piece.literal and not paths and text in commands:
            return Request(tuple(libraries), text, tuple(words[piece.end :]), tuple(others))
        else:
            paths.append(text)
    return Request(tuple(libraries), "", tuple(paths), tuple(others))


def plain(words: Sequence[str], options: Mapping[str, bool], *, query: bool) -> list[str]:
    """`words` so that argparse cannot misread them: options first, then text, behind `--` where it needs that.

    Args:
        words: what follows a command.
        options: the command's declared options, and whether each takes a value.
        query: whether a word with a dash that is no declared option is text; otherwise argparse gets to refuse it.

    Raises:
        UsageError: see `pieces`.
    """
    declared: list[str] = []
    text: list[str] = []
    for piece in pieces(words, options):
        if piece.option:
            # argparse takes `--sort=-heat` but not `-L=x`; the short form has a long one.
            name = "--library" if piece.option == "-L" else piece.option
            declared.append(name if piece.value is None else f"{name}={piece.value}")
        elif piece.value and piece.value.startswith("-") and not piece.literal and not query:
            declared.append(piece.value)
        else:
            text.append(piece.value or "")
    return [*declared, *(["--"] if any(word.startswith("-") for word in text) else []), *text]


def existing(paths: Sequence[str], commands: Collection[str]) -> tuple[str, ...]:
    """`paths`, each of which exists.

    Raises:
        UsageError: one does not; the command of `commands` with a similar name is suggested.
    """
    for path in paths:
        if not os.path.exists(path):
            if path in commands:
                raise UsageError(f"a command comes first, its folder behind -L: reader -L FOLDER {path}")
            raise UsageError(f"there is no command and no folder “{path}”{did_you_mean(path, commands)}")
    return tuple(paths)


def did_you_mean(word: str, names: Collection[str]) -> str:
    """“ (did you mean X?)” with the one of `names` spelled nearly so, else nothing."""
    import difflib

    near = difflib.get_close_matches(word, names, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
