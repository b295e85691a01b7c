"""Where the program starts: the command `reader`, and `python -m reader`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the program; the exit code."""
    # Collecting garbage costs a start 7 % and finds none: imports make objects to keep. The app turns it on again.
    gc.disable()
    try:
        from reader.cli import main as run

        return run()
    except KeyboardInterrupt:  # before the command line was there to catch it
        return 130


if __name__ == "__main__":
    sys.exit(main())
