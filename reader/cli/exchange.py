"""`export` and `import`: what the person did, taken to another device and back."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from reader.cli.output import Output, counted, message
from reader.cli.standard_input import standard_input
from reader.model import UsageError

if TYPE_CHECKING:
    from reader.library import Library


def export(library: Library, out: Output) -> int:
    """Print every event of the journal as a line of JSON; 1 when it cannot be read whole."""
    out.lines(library.export_state())
    if not library.remembers_all:
        message("This is not all that was kept: the journal cannot be read whole.")
        return 1
    return 0


def take_in(library: Library, options: Namespace, out: Output) -> int:
    """Merge an export; 2 when the file is none."""
    try:
        if options.file == "-":
            imported = library.import_state(standard_input())
        else:
            with open(options.file, encoding="utf-8-sig") as lines:  # editors of Windows begin a text with a BOM
                imported = library.import_state(lines)
    except UnicodeDecodeError:
        raise UsageError(f"{options.file} is no text in UTF-8; nothing was taken in") from None
    except UsageError as error:
        raise UsageError(f"{options.file}: {error}") from None
    except OSError as error:
        raise UsageError(f"{options.file} cannot be read: {error.strerror or error}") from None
    failed = bool(imported.new) and not library.flush()
    if options.json:
        out.json({"events": imported.events, "new": imported.new})
    elif not failed:
        message(f"{counted(imported.events, 'event')}, {imported.new:,} of them new here.")
    if failed:
        message(" ".join(("They could not be kept.", *library.new_notices())))
    return int(failed)
