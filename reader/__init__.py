"""A terminal reader for libraries of news articles kept as plain files.

Documents in, one library in memory, two front ends on top: `reader.tui` draws it, `reader.cli` prints it.
Start with `reader.model` for the words everything else is said in, then `reader.library`.
"""

__version__ = "0.1.0"
