"""The words the rest of the program is said in: articles, documents, links, problems, identity.

Plain frozen values and pure functions. This room imports the standard library only, reads no file and no clock.
"""

from reader.model.article import Article, Document, Identity, Image, Provider, Urls
from reader.model.errors import AmbiguousReferenceError, ChangedError, NotFoundError, ReaderError, UsageError
from reader.model.identity import canonical_url, document_identity, key_of, url_identity
from reader.model.moment import Moment
from reader.model.problem import Problem, Severity
from reader.model.selection import Scope, Selection, Sort, SortKey
from reader.model.topic import Topic, topic_key

__all__ = [
    "AmbiguousReferenceError",
    "Article",
    "ChangedError",
    "Document",
    "Identity",
    "Image",
    "Moment",
    "NotFoundError",
    "Problem",
    "Provider",
    "ReaderError",
    "Scope",
    "Selection",
    "Severity",
    "Sort",
    "SortKey",
    "Topic",
    "Urls",
    "UsageError",
    "canonical_url",
    "document_identity",
    "key_of",
    "topic_key",
    "url_identity",
]
