"""What can go wrong by a person's hand.

ReaderError
├── UsageError                  wrong use or configuration: exit code 2
│   └── AmbiguousReferenceError     a reference that several articles answer to
├── NotFoundError               no such article, kind or file: exit code 1
└── ChangedError                files are not what was relied upon: to be loaded again, no matter for the person
"""

from __future__ import annotations


class ReaderError(Exception):
    """The message is one clean sentence for the person, without a traceback."""


class UsageError(ReaderError):
    """The program was asked for something it cannot understand."""


class AmbiguousReferenceError(UsageError):
    """Several articles answer to one reference.

    Attributes:
        candidates: "id title" of each, for the person to choose from.
    """

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class NotFoundError(ReaderError):
    """What was asked for is not there."""


class ChangedError(ReaderError):
    """What was believed of files without a look at them does not hold."""
