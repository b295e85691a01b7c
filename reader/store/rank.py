"""What matters first: one number for an article, and what it is made of.

The number counts *half-lives*: an article one higher is worth as much as another that is twice as good, or published
one half-life later. It is a sum of

    quality     log2((quality + 12) / (48 + 12))
    heat        log2((heat + 8) / (67 + 8)) / 2
    provider    log2(the person's weight of the provider)
    topics      log2(the person's weight of each of its topics)
    freshness   days since 1970 / days of a half-life

and these are the reasons:

- Logarithms, because scores are spread so: in a real library of 4,958 articles heat had 67 in the middle and 3,694 at
  the top. Ten times the heat should count the same from 10 to 100 as from 100 to 1,000, and no single article should
  stay on top for months. (The published `hot` order of Reddit takes votes and time together in this way.)
- 48 and 67 are the middles of that library, so an ordinary article has 0 and an unknown score, which says nothing about
  the article, has 0 too: it is neutral, not bad (73 % have never been measured).
- 12 and 8 soften the lower end: without them a quality of 0 would be infinitely bad. 0 is 2.3 half-lives below the
  middle now, 180 is 1.7 above it.
- Heat counts half: it grows with time and with the size of the publisher, quality does not.
- Publication is added and not aged: `2 ** (now / half-life)` divides all worths alike, so the order does not depend on
  the hour, and the number can be kept in an index until the weights change. `worth` puts it in relation to now.
- Without a date there is no freshness and no number: such an article comes last, as it does by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from math import log2
from typing import NamedTuple

from reader.model import Article, Provider, topic_key
from reader.model.frozen import NOTHING, frozen

MIDDLE_QUALITY = 48
MIDDLE_HEAT = 67
_SOFT_QUALITY = 12
_SOFT_HEAT = 8
_HEAT_SHARE = 0.5
_DAY = timedelta(days=1)
_DAY_MICROSECONDS = _DAY // timedelta(microseconds=1)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@frozen()
class Weights:
    """What the person thinks of providers and topics, and how quickly news grows old.

    Attributes:
        providers: by `Provider.key`, or by the folded domain without `www.`: 2 is twice as good, 0.5 half as good;
            above 0.
        topics: the same by `topic_key`.
        half_life: days after which an article is worth half; above 0.
    """

    providers: Mapping[str, float] = NOTHING
    topics: Mapping[str, float] = NOTHING
    half_life: float = 2.0

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            ValueError: one of them is not above 0.
        """
        for name, value in (*self.providers.items(), *self.topics.items(), ("half-life", self.half_life)):
            if not value > 0:
                raise ValueError(f"{name}: a weight above 0 is wanted, not {value}")


class Term(NamedTuple):
    """One reason why an article is where it is.

    Attributes:
        name: `quality`, `heat`, `provider`, `topic` or `freshness`.
        value: what it adds, in half-lives.
        words: the same for a person.
    """

    name: str
    value: float
    words: str


def score(article: Article, weights: Weights) -> float | None:
    """What an article is sorted by, high first; None without a date."""
    if article.published_at is None:
        return None
    merit = _quality(article.quality) + _heat(article.heat)
    if weights.providers or weights.topics:
        provider, topics = _of_source(article.provider, article.topics, weights)
        merit = merit + provider + topics
    return merit + _days(article.published_at.at) / weights.half_life


def scores(
    weights: Weights,
    merits: Iterable[tuple[int | None, int | None]],
    sources: Iterable[tuple[Provider, tuple[str, ...]]],
    microseconds: Iterable[int | None],
) -> Iterator[float | None]:
    """`score` of many articles that are told by columns: the same numbers.

    Args:
        weights: as for `score`.
        merits: quality and heat of each.
        sources: provider and topics of each.
        microseconds: when each was published, since 1970; None without a date.
    """
    by_merit: dict[tuple[int | None, int | None], float] = {}
    by_source: dict[tuple[Provider, tuple[str, ...]], tuple[float, float]] = {}
    weighs = bool(weights.providers or weights.topics)
    for merit, source, when in zip(merits, sources, microseconds, strict=True):
        if when is None:
            yield None
            continue
        value = by_merit.get(merit)
        if value is None:
            value = by_merit[merit] = _quality(merit[0]) + _heat(merit[1])
        if weighs:
            added = by_source.get(source)
            if added is None:
                added = by_source[source] = _of_source(*source, weights)
            value = value + added[0] + added[1]
        yield value + when / _DAY_MICROSECONDS / weights.half_life


def worth(article: Article, weights: Weights, now: datetime) -> float | None:
    """What an article is worth at a moment: 100 for an ordinary one published just then; None without a date.

    Halves with every half-life, so `rank>50` of the query language asks for ordinary articles of the last half-life and
    better ones of longer ago.
    """
    value = score(article, weights)
    return None if value is None else worth_of(value, weights, now)


def worth_of(score: float, weights: Weights, now: datetime) -> float:
    """`worth` of an article with this score."""
    return float(100 * 2 ** min(score - _days(now) / weights.half_life, 1000.0))


def explain(article: Article, weights: Weights, now: datetime) -> tuple[Term, ...]:
    """Why an article is where it is: the terms of its score, freshness as seen from `now`.

    Their sum is the score but for what `now` takes from all articles alike: `worth` is 100 times 2 to the sum.
    """
    terms = [
        Term("quality", _quality(article.quality), _scored("quality", article.quality, MIDDLE_QUALITY, "known")),
        Term("heat", _heat(article.heat), _scored("heat", article.heat, MIDDLE_HEAT, "measured")),
    ]
    weighed = [("provider", article.provider.label, _of_provider(article.provider, weights))]
    weighed += [("topic", name, weight) for name, weight in _topics(article.topics, weights)]
    for kind, name, weight in weighed:
        if weight != 1:
            terms.append(Term(kind, log2(weight), f"{name} counts {weight:g} times"))
    if article.published_at is None:
        return (*terms, Term("freshness", 0.0, "no date, so it comes last"))
    age = now - article.published_at.at
    words = f"{_old(age)}; worth half every {_number(weights.half_life, 'day')}"
    return (*terms, Term("freshness", -(age / _DAY) / weights.half_life, words))


def _quality(quality: int | None) -> float:
    return 0.0 if quality is None else log2((quality + _SOFT_QUALITY) / (MIDDLE_QUALITY + _SOFT_QUALITY))


def _heat(heat: int | None) -> float:
    return 0.0 if heat is None else _HEAT_SHARE * log2((heat + _SOFT_HEAT) / (MIDDLE_HEAT + _SOFT_HEAT))


def _of_source(provider: Provider, topics: tuple[str, ...], weights: Weights) -> tuple[float, float]:
    """What provider and topics add."""
    weighed = sum(log2(weight) for _, weight in _topics(topics, weights))
    return log2(_of_provider(provider, weights)), weighed


def _of_provider(provider: Provider, weights: Weights) -> float:
    """The weight of a provider by its name, else by its domain."""
    weight = weights.providers.get(provider.key)
    if weight is None:
        weight = weights.providers.get(provider.domain.casefold().removeprefix("www."), 1.0)
    return weight


def _topics(topics: tuple[str, ...], weights: Weights) -> list[tuple[str, float]]:
    """The topics that have a weight, each once."""
    spelled = {topic_key(name): name for name in topics}
    return [(name, weights.topics[key]) for key, name in spelled.items() if key in weights.topics]


def _scored(name: str, value: int | None, middle: int, verb: str) -> str:
    return f"{name} not {verb}, taken as ordinary" if value is None else f"{name} {value}, ordinary is {middle}"


def _days(at: datetime) -> float:
    """Days since 1970."""
    return (at - _BEGINNING) / _DAY


def _old(age: timedelta) -> str:
    if age < timedelta(0):
        return "dated in the future"
    if age < _DAY:
        return f"{_number(age // timedelta(hours=1), 'hour')} old"
    return f"{_number(age.days, 'day')} old"


def _number(count: float, what: str) -> str:
    return f"{count:g} {what}" if count == 1 else f"{count:g} {what}s"
