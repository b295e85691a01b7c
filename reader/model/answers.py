"""What a library answers with, beside articles: numbers, related articles, steps of a walk."""

from __future__ import annotations

from collections.abc import Collection

from reader.model.article import Article, Document
from reader.model.named import NamedTuple


class Counts(NamedTuple):
    """Numbers of the whole library. Removed articles do not count.

    Attributes:
        articles: different articles.
        unread: those that are not read.
        starred: what the scope "starred" lists: starred articles, those among them that are not in the library too.
        problems: faults of files; two files of one identity are one.
    """

    articles: int
    unread: int
    starred: int
    problems: int


class Related(NamedTuple):
    """One entry of a document's related list.

    Attributes:
        article: the library's own article where it has it, else what the entry tells.
        here: whether the library has it.
        stub: the entry itself where the library has not.
    """

    article: Article
    here: bool
    stub: Document | None = None


class Step(NamedTuple):
    """One article met on a walk along related links.

    Attributes:
        article: the article, or the stub.
        depth: links from the start; 1 for its neighbours.
        via: the id of the article it was reached from.
        relation: `related` when the article reached from lists it, `from` when it lists that one.
    """

    article: Article
    depth: int
    via: str
    relation: str


class IndexStatus(NamedTuple):
    """What is kept of a library so that it comes at once.

    Attributes:
        path: the file.
        fresh: whether it held all of the library when it was last read.
        bytes: what it takes on disk.
        reason: why it could not be written; empty when it was, or when nobody knows.
    """

    path: str
    fresh: bool
    bytes: int
    reason: str = ""


class BodyHits(NamedTuple):
    """What an index knows of words in bodies.

    Attributes:
        keys: the articles in whose bodies they may be found; of all others it is sure that they are not.
        sure: whether they are found in each of these, as far as one file stands for each.
    """

    keys: Collection[int]
    sure: bool


class Reason(NamedTuple):
    """One reason why an article is where it is.

    Attributes:
        what: what it is about: a part of the query, a sort, or what rank goes by.
        words: what the article has of it, for a person.
        value: for rank, what it adds: 1 is worth as much as being twice as good, or one half-life younger.
    """

    what: str
    words: str
    value: float | None = None


class Why(NamedTuple):
    """Why an article stands where it does in a list.

    Attributes:
        matched: what each part of the query found.
        ordered: what the article has for each key of the order, the key that counts most first.
        terms: what its rank is made of.
        worth: its rank now: 100 is an ordinary article of this minute; None without a date.
    """

    matched: tuple[Reason, ...]
    ordered: tuple[Reason, ...]
    terms: tuple[Reason, ...]
    worth: float | None


class LibraryStatus(NamedTuple):
    """One folder of articles.

    Attributes:
        path: as given.
        articles: how many of the different articles are from it.
        index_file: its index; None when none can be kept.
    """

    path: str
    articles: int
    index_file: IndexStatus | None = None


class Status(NamedTuple):
    """What `reader status` prints.

    Attributes:
        libraries: the folders.
        articles, unread, starred, problems: as in `Counts`.
        topics: topics that the sidebar shows.
        samples: whether these are the bundled samples.
    """

    libraries: tuple[LibraryStatus, ...]
    articles: int
    unread: int
    starred: int
    topics: int
    problems: int
    samples: bool
