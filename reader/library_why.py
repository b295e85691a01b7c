"""Why an article stands where it does in a list: what of a query it answers, what it is sorted by and worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.model import Article, Sort, SortKey
from reader.model.answers import Reason, Why
from reader.query import Query, compile_query, fold
from reader.query.bodies import body_leaf, body_test
from reader.query.needles import folded_words
from reader.query.query import needle_of
from reader.query.tree import Date, DateRange, Leaf, Number, NumberRange, Phrase, Regex, Word, leaves
from reader.store.rank import Weights, explain, worth

if TYPE_CHECKING:
    from reader.model.edges import Facts


def why(
    article: Article, query: Query, orders: Sequence[Sort], facts: Facts, *, weights: Weights | None, body: str | None
) -> Why:
    """Why an article is where it is.

    Args:
        article: the article.
        query: what the list was asked.
        orders: what it is sorted by, the key that counts most first.
        facts: what queries may ask.
        weights: what rank goes by; None for nothing in particular.
        body: the article's body where it is at hand; None where it is not.
    """
    known = weights or Weights()
    return Why(
        tuple(_matched(article, query, facts, body)),
        tuple(Reason(str(sort), _sorted_by(article, sort, known, facts.now)) for sort in orders),
        tuple(Reason(name, words, value) for name, value, words in explain(article, known, facts.now)),
        worth(article, known, facts.now),
    )


def _matched(article: Article, query: Query, facts: Facts, body: str | None) -> Iterator[Reason]:
    for leaf, negated in leaves(query.tree):
        words = ""
        if isinstance(leaf, Word | Phrase | Regex):
            words = _places(leaf, article, facts, body)
        elif isinstance(leaf, Number | NumberRange | Date | DateRange):
            words = _value(leaf.field, article, facts)
        if not words:
            words = "yes" if compile_query(Query("", leaf), facts)(article) else "no"
        yield Reason(f"-{leaf}" if negated else str(leaf), words)


def _places(leaf: Word | Phrase | Regex, article: Article, facts: Facts, body: str | None) -> str:
    """`in title, text`."""
    texts = {
        "title": (article.title,),
        "excerpt": (article.excerpt,),
        "provider": (article.provider.label,),
        "topics": article.topics,
    }
    places = [name for name, values in texts.items() if any(_is_in(leaf, value) for value in values)]
    # What is known of a pattern is known of all texts together.
    told = isinstance(leaf, Regex) and places and body is None
    in_text = False if told else _in_body(leaf, article, facts, body)
    if in_text:
        places.append("text")
    if places:
        return f"in {', '.join(places)}"
    return "perhaps in the text" if in_text is None else "nowhere"


def _is_in(leaf: Word | Phrase | Regex, text: str) -> bool:
    if isinstance(leaf, Regex):
        return body_test(leaf).accepts(text)
    return needle_of(leaf).found_in(" ".join(fold(text).split()))


def _in_body(leaf: Leaf, article: Article, facts: Facts, body: str | None) -> bool | None:
    """Whether it is in the body; None when that is not known."""
    asked = body_leaf(leaf)
    if not article.has_body or asked is None:
        return False
    if body is not None:
        test = body_test(asked)
        return test.accepts(folded_words(body) if test.folded else body)
    answered = facts.bodies.of(asked) if facts.bodies is not None else None
    if answered is None or answered.is_open(article.key):
        return None
    return article.key in answered.yes


def _value(field: str, article: Article, facts: Facts) -> str:
    """What an article has in a field that is compared; empty where saying yes or no tells more."""
    if field == "rank":
        value = facts.rank(article)
        return "no rank: no date" if value is None else f"rank {_short(value)}"
    if field in {"quality", "heat", "related"}:
        number = article.related_count if field == "related" else getattr(article, field)
        return f"{field} not known" if number is None else f"{field} {number}"
    if field == "date":
        return article.published_at.iso()[:10] if article.published_at else "no date"
    return ""


def _sorted_by(article: Article, sort: Sort, weights: Weights, now: datetime) -> str:
    if sort.key is SortKey.TITLE:
        return article.title or "no title"
    if sort.key is SortKey.PROVIDER:
        return article.provider.label or "no provider"
    if sort.key is SortKey.DATE:
        return article.published_at.iso()[:16].replace("T", " ") if article.published_at else "no date, so it is last"
    if sort.key is SortKey.RANK:
        value = worth(article, weights, now)
        return "no date, so it is last" if value is None else _short(value)
    number = article.heat if sort.key is SortKey.HEAT else article.quality
    return "not known, so it is last" if number is None else str(number)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 0.05 else "nearly 0"
