"""What the person did: read and starred articles, and where they were; kept across runs in one SQLite file.

Every deed is an *event* with an id, the device and the time; a deed with many articles is one event. What follows from
all events is kept beside them, so that starting does not read them again. Events are the truth: undo, history and the
merging of two devices can be built on them, and the rest be made anew from them.

The journal never stops the program. Where it cannot be read or written, marks live until the program ends, and
`Journal.notice` says so. Nothing is created before something is to be kept.
"""

from reader.journal.journal import Journal
from reader.model.mark import JSON, Mark

__all__ = ["JSON", "Journal", "Mark"]
