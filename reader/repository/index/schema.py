"""The tables of an index.

`files` has a row for every file that was read, whatever it held, so that what has not changed is not read again; a
size of -1 matches no file. `articles` are packed rows of `reader.repository.wire`, with a CRC-32 before them, and what
lists are sorted by (a column for each value takes twice the time of writing). An id is the minute the article was
published and a number within it, so that newer articles have greater ids, and is never given twice: a file that
changed gets another id, and its old one is `dead` in the full text, which cannot forget a text without being told it
once more. `names` leads from identities and other addresses to articles, `edges` from what articles list as related to
the ids of the articles that do (64 bits each, little-endian, in one value: large documents have 30 edges each, and a
row for each takes a third of the time of writing). `changed` are the files put or removed since the columns were
written (`reader.repository.index.columns`), which `meta` names; the name is empty while the first ones are written.
Keys are signed here: SQLite has no other 64-bit numbers. The full text ranks nothing, so it keeps no sizes of its
texts.
"""

from __future__ import annotations

from reader.model.selection import SortKey

APPLICATION_ID = 0x72646978
"""Stands in the file's header (SQLite file format, offset 68) and tells our files from all others."""

VERSION = 6
"""Of these tables; stands in the file's header (offset 60). Raise it with every change."""

CREATE = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL,"
    " target TEXT NOT NULL, article INTEGER) WITHOUT ROWID",
    "CREATE TABLE problems (path TEXT, number INTEGER, line INTEGER NOT NULL, column INTEGER NOT NULL,"
    " severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (path, number)) WITHOUT ROWID",
    "CREATE TABLE articles (id INTEGER PRIMARY KEY, path TEXT NOT NULL, key INTEGER NOT NULL, digest INTEGER,"
    " date INTEGER, heat INTEGER, quality INTEGER, removed INTEGER NOT NULL, title TEXT NOT NULL, sort_title TEXT,"
    " sort_provider TEXT, row BLOB NOT NULL)",
    "CREATE TABLE names (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID",
    "CREATE TABLE edges (target INTEGER PRIMARY KEY, sources BLOB NOT NULL)",
    "CREATE TABLE dead (id INTEGER PRIMARY KEY)",
    "CREATE TABLE changed (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE texts USING fts5(title, excerpt, provider, topics, body, content='', columnsize=0,"
    """ prefix='1 2 3', tokenize="ascii tokenchars '_'")""",
)

ORDERS = {
    SortKey.DATE: ("date", True),
    SortKey.HEAT: ("heat", True),
    SortKey.QUALITY: ("quality", True),
    SortKey.RANK: ("date", True),
    SortKey.TITLE: ("sort_title", False),
    SortKey.PROVIDER: ("sort_provider", False),
}
"""The column of each order, and whether great values come first. NULL is not known and comes last either way.

What ranks high depends on the person, of whom an index knows nothing; it is among the latest most of the time.
"""

TIES = "date DESC, coalesce(sort_title, ''), title, key < 0, key"
"""What decides between equal values, as `reader.store` does it. Keys are compared as what they are without a sign."""

CREATE_ORDERS = (
    "CREATE INDEX IF NOT EXISTS by_date ON articles (date)",
    "CREATE INDEX IF NOT EXISTS by_heat ON articles (heat, date)",
    "CREATE INDEX IF NOT EXISTS by_quality ON articles (quality, date)",
    "CREATE INDEX IF NOT EXISTS by_title ON articles (sort_title)",
    "CREATE INDEX IF NOT EXISTS by_provider ON articles (sort_provider, date DESC)",
)
"""Made once the first articles are all in, which is cheaper than keeping them up meanwhile."""
