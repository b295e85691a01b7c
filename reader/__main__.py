"""Where the program starts: the command `reader`, and `python -m reader`."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all that is done here
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the program and end the process with its exit code."""
    # Collecting garbage costs a start 7 % and finds none: imports make objects to keep. The app turns it on
    # again; a command is over before there is any.
    gc.disable()
    from reader.early_screen import EarlyScreen

    early = EarlyScreen(sys.argv[1:])
    try:
        early.show_last()
        from reader.cli import main as run

        code = run(early=early)
    except KeyboardInterrupt:  # before the command line was there to catch it
        code = 130
    finally:
        early.leave()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):  # closed, full, or never there: it has been told, or cannot be
            continue
    # All is written and closed. Taking the interpreter down in good order would only free memory, for 6 ms.
    os._exit(code)


if __name__ == "__main__":
    main()
