"""What can be asked: the fields of the language with their help, and the values of those that have a fixed choice.

Parser, error messages, completion and the manual read these tables.
"""

from __future__ import annotations

from enum import Enum, auto

from reader.model.named import NamedTuple


class Kind(Enum):
    """What stands behind a field's operator."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    CHOICE = auto()
    SORT = auto()
    LIMIT = auto()
    REFERENCE = auto()


class Field(NamedTuple):
    """One field.

    Attributes:
        name: as it is typed.
        kind: what it takes.
        example: a whole clause, for errors and help.
        help: what it asks for.
    """

    name: str
    kind: Kind
    example: str
    help: str


FIELDS = {
    field.name: field
    for field in (
        Field("title", Kind.TEXT, "title:azure", "words of the title"),
        Field("excerpt", Kind.TEXT, "excerpt:cloud", "words of the lead paragraph"),
        Field("body", Kind.TEXT, "body:kernel", "words of the text in the file"),
        Field("provider", Kind.TEXT, "provider:zdnet", "who published it"),
        Field("domain", Kind.TEXT, "domain:zdnet.com", "the provider's domain"),
        Field("topic", Kind.TEXT, "topic:databases", "one of its topics"),
        Field("type", Kind.TEXT, "type:video", "article, video, course, …"),
        Field("category", Kind.TEXT, "category:news", "kind of collection"),
        Field("url", Kind.TEXT, "url:zdnet.com/article", "any of its addresses"),
        Field("path", Kind.TEXT, "path:2022", "its file inside the library"),
        Field("id", Kind.TEXT, "id:416d67", "its id, or the start of it"),
        Field("source", Kind.TEXT, "source:news", "the library it is from"),
        Field("tag", Kind.TEXT, "tag:later", "one of your tags"),
        Field("note", Kind.TEXT, "note:budget", "words of your note"),
        Field("quality", Kind.NUMBER, "quality>80", "the curators' score"),
        Field("heat", Kind.NUMBER, "heat>100", "attention it got"),
        Field("rank", Kind.NUMBER, "rank>50", "what it is worth now; 100 is an ordinary article of this minute"),
        Field("related", Kind.NUMBER, "related>5", "how many related articles it has"),
        Field("date", Kind.DATE, "date:2022-01", "when it was published"),
        Field("age", Kind.DATE, "age<2w", "how long ago it was published"),
        Field("newer", Kind.DATE, "newer:2d", "published since then"),
        Field("older", Kind.DATE, "older:1y", "published before then"),
        Field("read_at", Kind.DATE, "read_at:today", "when you read it"),
        Field("starred_at", Kind.DATE, "starred_at:1w", "when you starred it"),
        Field("is", Kind.CHOICE, "is:unread", "its state"),
        Field("has", Kind.CHOICE, "has:image", "what it comes with"),
        Field("sort", Kind.SORT, "sort:heat,-date", "the order of the list"),
        Field("limit", Kind.LIMIT, "limit:50", "the first so many only"),
        Field("related-to", Kind.REFERENCE, "related-to:416d67", "articles tied to one, by its id, URL or path"),
    )
}
"""All fields by name, in the order in which help lists them."""

CHOICES = {
    "is": {
        "unread": "not read yet",
        "read": "read",
        "starred": "with your star",
        "published": "the curators released it",
        "unpublished": "the curators hold it back",
        "removed": "withdrawn at the source; listed only when asked for",
        "undated": "without a date",
        "here": "in the library",
        "stub": "not in the library: others tell of it",
    },
    "has": {
        "body": "text in the file",
        "image": "a picture",
        "related": "related articles",
        "note": "your note",
        "tag": "any of your tags",
        "amp": "an AMP page",
    },
}
"""The values of `is:` and `has:`, and what they mean."""

SORTS = {
    "date": "newest first",
    "heat": "hottest first",
    "quality": "best first",
    "title": "A to Z",
    "provider": "A to Z",
    "rank": "what matters first",
}
"""What `sort:` takes, and what comes first; a dash before any of them turns it round."""

DATES = {
    "today": "that day",
    "yesterday": "that day",
    "2d": "2 days ago, or since then",
    "2w": "2 weeks ago, or since then",
    "6mo": "6 months ago, or since then",
    "1y": "a year ago, or since then",
}
"""Some of what dates are compared with; years, months and days (2022-01-24) are others."""
