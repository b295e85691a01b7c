"""What the person did: read, starred, tagged, noted, saved; kept across runs in one SQLite file.

Every deed is an *event* with an id, the device and the time; a deed with many articles is one event, and so is taking
one back. What follows from all events is kept beside them, so that starting does not read them again; it depends on
nothing but which events there are, so that the journals of two devices can be merged in any order.

The journal never stops the program. Where it cannot be read or written, deeds hold until the program ends, and
`Journal.notice` says so. Nothing is created before something is to be kept.
"""

from reader.journal.journal import Journal
from reader.model.mark import JSON, Kind, Mark

__all__ = ["JSON", "Journal", "Kind", "Mark"]
