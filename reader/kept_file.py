"""Small files kept for the next run."""

from __future__ import annotations

import os


def keep_file(path: str, data: bytes) -> None:
    """Keep bytes in a file that nobody else may read: whoever opens it finds all of them, or what was there before.

    Args:
        path: where; missing folders are made.
        data: what is kept.

    Raises:
        OSError: it cannot be kept. What was there before still is, and nothing is left beside it.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.{os.getpid()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError:
        os.unlink(beside)
        raise
