"""Random queries as trees, and random articles they may find."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from reader.model import Article, Moment, Provider, Urls
from reader.query import PlainFacts
from reader.query.fields import CHOICES, FIELDS, Kind
from reader.query.needles import folded_words
from reader.query.tree import (
    Ago,
    Calendar,
    Contains,
    Date,
    DateRange,
    DayBefore,
    Equals,
    Flag,
    Number,
    NumberRange,
    Phrase,
    Regex,
    RelatedTo,
    Tree,
    When,
    Word,
    conjunction,
    disjunction,
    negation,
    phrase,
)
from tests.fakes import FakeMarks

NOW = datetime(2022, 1, 30, 22, 0, tzinfo=UTC)
"""Midnight by the person's clock, at the beginning of the 31st."""
ZONE = timezone(timedelta(hours=2))

# Few words, so that queries find something; all that is hard about words is among them.
WORDS = (
    "deep", "deeper", "learning", "Data", "metadata", "c++", "C++20", ".net", "asp.net", "l’école", "ECOLE", "ai/ml",
    "見出し", "出し", "AI技術", "ﬁx", "_x", "or", "not", "“so”", "e\u0301", "16:9", "-x", "(a)", '"', "\\", "´", "½",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
LABELS = st.sampled_from(["", "AI", "Machine Learning", "École", "deep.example", "www.deep.example"])
PATTERNS = ("deep", r"^data\b", r"c\+\+(20)?$", "a/m", r"l.*g", "(?-i:Data)", "[“”]")


# Queries


def words() -> st.SearchStrategy[Word]:
    odd = st.text(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=4)
    return (st.sampled_from(WORDS) | odd).filter(folded_words).map(Word)


def phrases() -> st.SearchStrategy[Word | Phrase]:
    some = st.builds(lambda text, whole: phrase(text, whole=whole), TEXTS.filter(folded_words), st.booleans())
    return some.map(lambda each: each or Word("x"))


def whens() -> st.SearchStrategy[When]:
    days = st.dates(date(2020, 1, 1), date(2022, 3, 1))
    return (
        days.map(lambda day: Calendar(day.year, day.month, day.day))
        | days.map(lambda day: Calendar(day.year, day.month))
        | days.map(lambda day: Calendar(day.year))
        | st.sampled_from([DayBefore(0), DayBefore(1)])
        | st.builds(Ago, st.integers(0, 40), st.sampled_from(["h", "d", "w", "mo", "y"]))
    )


def fields(kind: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from([name for name, field in FIELDS.items() if field.kind is kind])


def leaves() -> st.SearchStrategy[Tree]:
    signs = st.sampled_from(["=", ">", ">=", "<", "<="])
    numbers = st.integers(-5, 200) | st.sampled_from([0.5, 47.25, 100.0001])
    ranges = st.tuples(st.none() | numbers, st.none() | numbers).filter(lambda pair: pair != (None, None))
    dates = st.sampled_from(["date", "date", "read_at", "starred_at"])
    periods = st.tuples(st.none() | whens(), st.none() | whens()).filter(any)
    flags = [Flag(field, name) for field, names in CHOICES.items() for name in names]
    return st.one_of(
        words(),
        words(),
        phrases(),
        st.sampled_from(PATTERNS).map(Regex),
        st.builds(Contains, fields(Kind.TEXT), words() | phrases()),
        st.builds(Equals, fields(Kind.TEXT), LABELS | TEXTS.map(clean)),
        st.builds(Number, fields(Kind.NUMBER), signs, numbers),
        st.builds(lambda field, pair: NumberRange(field, *in_order(pair)), fields(Kind.NUMBER), ranges),
        st.builds(Date, dates, signs, whens()),
        st.builds(lambda field, pair: DateRange(field, *pair), dates, periods),
        st.sampled_from(flags),
        st.just(RelatedTo("416d67")),
    )


def trees() -> st.SearchStrategy[Tree]:
    def larger(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        several = st.lists(parts, min_size=2, max_size=3)
        return (
            several.map(lambda some: conjunction(some) or some[0])
            | several.map(lambda some: disjunction(some) or some[0])
            | parts.map(lambda part: negation(part, start=0))
        )

    return st.recursive(leaves(), larger, max_leaves=6)


def in_order(pair: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    low, high = pair
    return (high, low) if low is not None and high is not None and high < low else (low, high)


def clean(text: str) -> str:
    return " ".join(text.split())


# Articles, and what is known of them


def moments() -> st.SearchStrategy[Moment]:
    # Whole hours before `NOW`, so that midnights and what is so many hours ago are met.
    hours = st.integers(-700, 24 * 800).map(lambda count: Moment(NOW - timedelta(hours=count)))
    days = st.dates(date(2020, 1, 1), date(2022, 3, 1))
    return hours | days.map(lambda day: Moment(datetime(day.year, day.month, day.day, tzinfo=UTC), day_only=True))


def articles() -> st.SearchStrategy[Article]:
    pages = ["https://www.deep.example/AI?utm_source=x", "http://a.example/"]
    return st.builds(
        Article,
        key=st.integers(0, 10**6),
        identity=st.just("example.com"),
        title=TEXTS.map(clean),
        excerpt=TEXTS.map(clean),
        provider=st.builds(Provider, LABELS, st.sampled_from(["", "deep.example", "www.deep.example"])),
        topics=st.lists(LABELS.filter(bool), max_size=2).map(tuple),
        urls=st.sampled_from([Urls(), *(Urls(web=page) for page in pages), *(Urls(amp=page) for page in pages)]),
        published_at=st.none() | moments(),
        quality=st.none() | st.integers(0, 200),
        heat=st.none() | st.integers(0, 200),
        related_count=st.integers(0, 3),
        published=st.sampled_from([None, True, False]),
        removed=st.booleans(),
        type=LABELS,
        category=LABELS,
        has_body=st.booleans(),
        has_image=st.booleans(),
        path=st.sampled_from(["", "AI/deep.md", "a.md"]),
        library=LABELS,
    )


def libraries() -> st.SearchStrategy[list[Article]]:
    return st.lists(articles(), max_size=8, unique_by=lambda each: each.key)


class Facts(PlainFacts):
    """Facts that follow from the keys."""

    def __init__(self, library: list[Article]) -> None:
        self._keys = [each.key for each in library]
        starred = {each.key: each for each in library if each.key % 3 == 0}
        super().__init__(NOW, zone=ZONE, marks=FakeMarks({key for key in self._keys if key % 2}, starred))

    @property
    def read_at(self) -> dict[int, datetime]:
        return {key: NOW - timedelta(hours=key % 3_000) for key in self._keys if key % 2}

    @property
    def starred_at(self) -> dict[int, datetime]:
        return {key: NOW - timedelta(days=key % 70) for key in self._keys if key % 3 == 0}

    @property
    def tags(self) -> dict[int, frozenset[str]]:
        return {key: frozenset({"AI", "deep learning"} if key % 5 else ()) for key in self._keys if key % 4}

    @property
    def notes(self) -> dict[int, str]:
        return {key: "Deep\n\nLearning “so”" for key in self._keys if key % 7 == 0}

    def body(self, article: Article) -> str | None:
        return [None, "deep\nlearning", "Data of l’école\n\nc++", "見出し"][article.key % 4]

    def rank(self, article: Article) -> float | None:
        return None if article.published_at is None else float(article.key % 150)

    def related_to(self, ref: str) -> frozenset[int]:
        return frozenset(key for key in self._keys if key % 6 == 0)
