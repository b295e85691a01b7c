"""What is wrong with a file, said so that a person can mend it."""

from __future__ import annotations

from enum import StrEnum

from reader.model.named import NamedTuple

ROOT = "."
"""The path of what is wrong with a library's own folder."""


class Severity(StrEnum):
    """Whether the article is shown all the same."""

    ERROR = "error"
    """The article is not shown."""
    WARNING = "warning"
    """The article is shown, without what the message names."""


class Problem(NamedTuple):
    """One fault of one file.

    Attributes:
        library: the library's path as the person gave it.
        path: the file's path inside the library.
        line: 1-based line of the file.
        column: 1-based column of that line, in characters.
        severity: whether the article is shown.
        code: a stable name scripts can match, such as `yaml-salvaged`.
        message: one clean sentence: what is wrong and what happens now.
    """

    library: str
    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str

    @property
    def place(self) -> str:
        """`path:line:column`, as editors take it."""
        return f"{self.path}:{self.line}:{self.column}"
