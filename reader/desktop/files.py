"""Text written to a file of the person's choice."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from reader.desktop.errors import ProgramError
from reader.model import Article

_LONGEST_NAME = 80


def file_name(article: Article) -> str:
    """A name for the article's file: its title in small letters with hyphens, and `.md`."""
    words = re.findall(r"\w+", article.title.casefold())
    return f"{'-'.join(words)[:_LONGEST_NAME].rstrip('-') or article.id}.md"


def save(path: str, text: str) -> str:
    """Write a text as UTF-8 to a new file; where one of that name is, beside it with a number.

    Args:
        path: `~` is the home; a relative one is taken from the working directory.
        text: what to write.

    Returns:
        The path it was written to.

    Raises:
        ProgramError: it cannot be written there.
    """
    stem, ending = os.path.splitext(os.path.expanduser(path))
    for number in range(1, 1000):
        wanted = f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}"
        try:
            with open(wanted, "x", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            raise ProgramError(f"{wanted} cannot be written: {error.strerror}") from None
        return wanted
    raise ProgramError(f"There are a thousand files named like {path}")


def save_all(folder: str, texts: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """Write texts to new files of a folder, which is made where it is missing.

    Args:
        folder: `~` is the home; a relative one is taken from the working directory.
        texts: the name of each file and its text.

    Returns:
        The folder, and how many files were written.

    Raises:
        ProgramError: it cannot be written there.
    """
    wanted = os.path.expanduser(folder)
    try:
        os.makedirs(wanted, exist_ok=True)
    except OSError as error:
        raise ProgramError(f"{wanted} cannot be made: {error.strerror}") from None
    number = 0
    for name, text in texts:
        save(os.path.join(wanted, name), text)
        number += 1
    return wanted, number
