"""The library in memory: articles by identity, topic, provider and date, their links, and counts that stay right.

Nothing here depends on the order in which files arrive: any order of the same files gives the same store. Articles
without a file (stubs) are not kept; links know who tells of them.
"""

from reader.store.facets import ProviderCount, TopicCount
from reader.store.listing import Listing
from reader.store.problems import FileProblems
from reader.store.references import find
from reader.store.store import Store

__all__ = ["FileProblems", "Listing", "ProviderCount", "Store", "TopicCount", "find"]
