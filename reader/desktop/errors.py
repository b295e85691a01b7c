"""What the world outside can refuse. All are `ReaderError`: one clean sentence for the person."""

from __future__ import annotations

from reader.model import ReaderError


class NoBrowserError(ReaderError):
    """There is no browser to open a page in, or it did not start."""


class NoEditorError(ReaderError):
    """There is no editor to open a file in."""


class NotCopiedError(ReaderError):
    """Every way to the clipboard failed; the message says how each did."""


class ProgramError(ReaderError):
    """A program could not be started, took too long, said too much or failed; the message says which."""
