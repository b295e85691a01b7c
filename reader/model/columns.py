"""What an index tells of articles column by column: the shape `reader.store` works on without making the articles.

A hundred thousand articles as objects take 200 MB and seconds; as columns of a file they are there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntFlag
from typing import Protocol

from reader.model.article import Article, Provider
from reader.model.selection import SortKey


class Fact(IntFlag):
    """What is so of an article, as one number of a column."""

    PUBLISHED = 1
    UNPUBLISHED = 2
    REMOVED = 4
    BODY = 8
    IMAGE = 16
    AMP = 32


UNDATED = -(1 << 62)
"""Stands for no date in the column of dates."""

UNKNOWN = -1
"""Stands for no number in the columns of heat and quality."""

UNNAMED = (1 << 32) - 1
"""Stands for an empty text in the levels of titles and providers."""


class Columns(Protocol):
    """Articles of one library, no two of one identity, in the order of dates: newest first, ties as lists have them.

    Rows are numbered from 0. All but `article` and what asks the index cost next to nothing. Nothing in it ever
    changes; whoever learns that an article did keeps that beside it.
    """

    @property
    def library(self) -> str:
        """The library's path as given."""

    @property
    def keys(self) -> Sequence[int]:
        """`Article.key` of each row."""

    @property
    def whens(self) -> Sequence[int]:
        """Publication: microseconds since 1970 in UTC, times two, plus one when only the day is known; or `UNDATED`."""

    @property
    def heats(self) -> Sequence[int]:
        """Heat or `UNKNOWN`."""

    @property
    def qualities(self) -> Sequence[int]:
        """Quality or `UNKNOWN`."""

    @property
    def related_counts(self) -> Sequence[int]:
        """How many related entries each has."""

    @property
    def facts(self) -> Sequence[int]:
        """A `Fact` for each row."""

    @property
    def provider_codes(self) -> Sequence[int]:
        """Places in `providers`."""

    @property
    def topic_codes(self) -> Sequence[int]:
        """Places in `topic_lists`."""

    @property
    def type_codes(self) -> Sequence[int]:
        """Places in `types`."""

    @property
    def category_codes(self) -> Sequence[int]:
        """Places in `categories`."""

    @property
    def providers(self) -> Sequence[Provider]:
        """Every provider that an article has."""

    @property
    def topic_lists(self) -> Sequence[tuple[str, ...]]:
        """Every list of topics that an article has."""

    @property
    def provider_counts(self) -> Sequence[int]:
        """How many rows that are not removed at their source have each of `providers`."""

    @property
    def topic_counts(self) -> Sequence[int]:
        """The same for each of `topic_lists`."""

    @property
    def types(self) -> Sequence[str]:
        """Every type that an article has."""

    @property
    def categories(self) -> Sequence[str]:
        """Every category that an article has."""

    def __len__(self) -> int:
        """How many rows there are."""

    def order(self, key: SortKey) -> Sequence[int]:
        """The rows in the order of `key`, the direction without `-`: unknown values last, equal ones by row."""

    def levels(self, key: SortKey) -> Sequence[int]:
        """Numbers that are equal where what `key` sorts by is equal, and rise with it."""

    def article(self, row: int) -> Article:
        """The article of a row; made anew at each call."""

    def written(self, row: int) -> str:
        """`as_written` of the article."""

    def addresses(self, row: int) -> str:
        """`addresses` of the article."""

    def path(self, row: int) -> str:
        """The path of its file inside the library."""

    def identity(self, row: int) -> str:
        """`Article.identity` of a row."""

    def row_of(self, key: int) -> int | None:
        """The row of an identity; None when there is none."""

    def row_at(self, path: str) -> int | None:
        """The row of a file; None when there is none."""

    def between(self, first: int, end: int) -> Sequence[int]:
        """The rows of identities from `first` up to below `end`."""

    def others(self) -> Sequence[Article]:
        """The articles of identities that several files have, which are no rows."""

    # What asks the index. All of it may be called from any thread.

    def named(self, key: int) -> Sequence[int]:
        """The rows an address leads to, in no order."""

    def listing(self, keys: Iterable[int]) -> Sequence[int]:
        """The rows of articles that list something as related under any of `keys`, in no order."""

    def listed_between(self, first: int, end: int) -> Sequence[int]:
        """The rows of articles that list something as related under a key from `first` up to below `end`."""

    def hold(self) -> None:
        """From now on find what leads to rows, and what lists what, whatever other programs do to the index."""

    def found(
        self,
        groups: Sequence[Sequence[tuple[str, bool, str]]],
        go_on: Callable[[], bool] | None = None,
        first: int | None = None,
    ) -> Sequence[int] | None:
        """The rows of articles in whose full texts, bodies too, words are found; rising.

        Args:
            groups: of each, at least one must be found: (folded, whether it is a whole word and not the beginning of
                one, the field or "" for any).
            go_on: asked now and then; when it says no, the answer is None.
            first: only about so many, the newest, and no fewer unless these are all; None for all.

        Returns:
            None when the texts cannot be asked.
        """
