"""Text written to a file of the person's choice."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable

from reader.desktop.errors import ProgramError
from reader.model import Article
from reader.model.named import NamedTuple

_LONGEST_NAME = 80
_MOST_BYTES = 200
"""File systems take 255; an ending and a number fit beside these."""


class Saved(NamedTuple):
    """What became of texts that were to be files of a folder.

    Attributes:
        folder: where they are.
        written: how many.
        failed: how many could not be written.
        reason: why the first of these could not; empty when all were written.
    """

    folder: str
    written: int
    failed: int
    reason: str


def file_name(article: Article) -> str:
    """A name for the article's file: its title in small letters with hyphens, and `.md`."""
    words = re.findall(r"\w+", article.title.casefold())
    name = "-".join(words)[:_LONGEST_NAME].encode()[:_MOST_BYTES].decode(errors="ignore").rstrip("-")
    return f"{name or article.id}.md"


def save(path: str, text: str, name: str) -> str:
    """Write a text as UTF-8 to a new file; where one of that name is, beside it with a number.

    Args:
        path: `~` is the home; a relative one is taken from the working directory.
        text: what to write.
        name: what the file is called when the path is that of a folder; it is put in there.

    Returns:
        The path it was written to.

    Raises:
        ProgramError: it cannot be written there.
    """
    wanted = os.path.expanduser(path)
    return _save(os.path.join(wanted, name) if os.path.isdir(wanted) else wanted, text)


def save_all(folder: str, texts: Iterable[tuple[str, str]]) -> Saved:
    """Write texts to new files of a folder, which is made where it is missing; those that cannot be are passed over.

    Args:
        folder: `~` is the home; a relative one is taken from the working directory.
        texts: the name of each file and its text.

    Raises:
        ProgramError: there can be no such folder.
    """
    wanted = os.path.expanduser(folder)
    try:
        os.makedirs(wanted, exist_ok=True)
    except OSError as error:
        raise ProgramError(f"{wanted} cannot be made: {error.strerror}") from None
    written, reasons = 0, []
    for name, text in texts:
        try:
            _save(os.path.join(wanted, name), text)
            written += 1
        except ProgramError as error:
            reasons.append(str(error))
    return Saved(wanted, written, len(reasons), reasons[0] if reasons else "")


def _save(path: str, text: str) -> str:
    stem, ending = os.path.splitext(path)
    for number in range(1, 1000):
        wanted = path if number == 1 else f"{stem}-{number}{ending}"
        try:
            file = open(wanted, "x", encoding="utf-8", errors="replace", newline="\n")  # noqa: SIM115  # closed below
        except FileExistsError:
            continue
        except OSError as error:
            raise ProgramError(f"{wanted} cannot be written: {error.strerror}") from None
        try:
            with file:
                file.write(text)
        except OSError as error:  # a full disk: half an article is none, and the next try wants its name
            with contextlib.suppress(OSError):
                os.remove(wanted)
            raise ProgramError(f"{wanted} cannot be written: {error.strerror}") from None
        return wanted
    raise ProgramError(f"There are a thousand files named like {path}")
