"""Where articles come from: scanning library folders, reading files safely, many of them at once.

A library is only ever read. Whatever stands in its folders - pipes, devices, loops of links, files that change or kill
the process that reads them - costs at most the file it concerns, and is told as a `Problem`.
"""

from reader.repository.gathering import Batch
from reader.repository.known import First
from reader.repository.repository import Repository
from reader.repository.roots import LibraryRoot

__all__ = ["Batch", "First", "LibraryRoot", "Repository"]
