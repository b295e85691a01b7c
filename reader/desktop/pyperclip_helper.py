"""A program: standard input to the clipboard by pyperclip, for systems where it knows a way and we have no helper.

Run by its path, by the Python we run in. Exit code 1 when there is no way that lasts.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Copy, or say no."""
    import pyperclip

    copy, _ = pyperclip.determine_clipboard()
    # Where pyperclip knows no way it returns an object that raises, not a function; and what Qt put on the clipboard
    # is gone as soon as this program ends.
    if "qt" in getattr(copy, "__name__", "qt"):
        return 1
    copy(sys.stdin.buffer.read().decode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
