"""The index on disk: what lists, links and search need of a library's files, so that they come at once.

A cache, one file per library: it may be deleted at any time, is not used when anything is wrong with it, and nothing
of what documents keep `secured` is ever in it. `sqlite3` is imported when an index is opened.
"""
