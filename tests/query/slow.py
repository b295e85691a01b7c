"""The query language said once more, slowly and plainly: one article at a time, straight from the tree.

Shares with the program only how texts are folded, which addresses are one, and the tree.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from reader.model import Article, Moment, canonical_url
from reader.model.edges import Facts
from reader.model.folding import UNSPACED, fold
from reader.query.tree import (
    Ago,
    And,
    Calendar,
    Contains,
    Date,
    DateRange,
    Equals,
    Flag,
    Not,
    Number,
    NumberRange,
    Or,
    Phrase,
    Regex,
    RelatedTo,
    Tree,
    When,
    Word,
)

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def answers(tree: Tree | None, article: Article, facts: Facts) -> bool:
    """Whether an article answers a query."""
    match tree:
        case None:
            return True
        case And(parts=parts):
            return all(answers(part, article, facts) for part in parts)
        case Or(parts=parts):
            return any(answers(part, article, facts) for part in parts)
        case Not(part=part):
            return not answers(part, article, facts)
        case Word() | Phrase():
            return any(occurs(tree, text) for text in everywhere(article, facts))
        case Regex(pattern=pattern):
            flags = re.IGNORECASE | re.MULTILINE
            return any(re.search(pattern, text, flags) for text in everywhere(article, facts))
        case Contains(field="url", what=what) if "://" in what.text:
            shorter = Word(canonical_url(what.text) or what.text)
            return any(occurs(shorter, url) for url in texts("url", article, facts))
        case Contains(field=field, what=what):
            return any(occurs(what, text) for text in texts(field, article, facts))
        case Equals(field=field, text=text):
            return equals(field, text, article, facts)
        case Number(field=field, operator=sign, value=value):
            number = numbers(field, article, facts)
            return number is not None and COMPARE[sign](number, value)
        case NumberRange(field=field, low=low, high=high):
            number = numbers(field, article, facts)
            return number is not None and (low is None or number >= low) and (high is None or number <= high)
        case Date(field=field, operator=sign, when=when):
            clock = published(field, article, facts)
            return clock is not None and compares(clock, sign, when, facts)
        case DateRange(field=field, first=first, last=last):
            clock = published(field, article, facts)
            return clock is not None and within(clock, first, last, facts)
        case Flag(field=field, name=name):
            return flag(f"{field}:{name}", article, facts)
        case RelatedTo(ref=ref):
            return article.key in facts.related_to(ref)


# Text


def plain(text: str) -> str:
    return " ".join(fold(text).split())


def joins(char: str) -> bool:
    """Whether a character makes a word with a letter beside it."""
    return (char.isalnum() or char == "_") and not re.match(f"[{UNSPACED}]", char)


def occurs(what: Word | Phrase, text: str) -> bool:
    sought, whole = plain(what.text), isinstance(what, Phrase) and what.whole
    padded = f" {plain(text)} "
    for start in range(1, len(padded)):
        end = start + len(sought)
        begins = not (joins(padded[start - 1]) and joins(sought[0]))
        ends = end < len(padded) and not (joins(sought[-1]) and joins(padded[end]))
        if padded[start:end] == sought and begins and (ends or not whole):
            return True
    return False


def everywhere(article: Article, facts: Facts) -> list[str]:
    return [
        text for field in ("title", "excerpt", "provider", "topic", "body") for text in texts(field, article, facts)
    ]


def texts(field: str, article: Article, facts: Facts) -> list[str]:
    urls = article.urls
    values = {
        "title": lambda: [article.title],
        "excerpt": lambda: [article.excerpt],
        "body": lambda: [facts.body(article) or ""] if article.has_body else [],
        "provider": lambda: [article.provider.name or article.provider.domain],
        "domain": lambda: [article.provider.domain],
        "topic": lambda: list(article.topics),
        "type": lambda: [article.type],
        "category": lambda: [article.category],
        "url": lambda: [urls.web, urls.original, urls.amp, urls.cdn_amp],
        "path": lambda: [article.path],
        "id": lambda: [article.id],
        "source": lambda: [article.library],
        "tag": lambda: list(facts.tags.get(article.key, ())),
        "note": lambda: [facts.notes.get(article.key, "")],
    }[field]()
    return [value for value in values if value]


def equals(field: str, text: str, article: Article, facts: Facts) -> bool:
    values = texts(field, article, facts)
    if field == "url" and text:
        page = canonical_url(text if "://" in text else f"https://{text}")
        return page is not None and page in map(canonical_url, values)
    if not plain(text):
        return not article.has_body if field == "body" else not values
    if field == "domain":
        return plain(text).removeprefix("www.") in [plain(value).removeprefix("www.") for value in values]
    return plain(text) in map(plain, values)


# Numbers and dates


def numbers(field: str, article: Article, facts: Facts) -> float | None:
    if field == "rank":
        return facts.rank(article)
    return {"quality": article.quality, "heat": article.heat, "related": article.related_count}[field]


def local(at: datetime, zone: tzinfo | None) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def published(field: str, article: Article, facts: Facts) -> datetime | None:
    """When, by the person's clock."""
    if field == "read_at":
        moment = facts.read_at.get(article.key)
        return None if moment is None else local(moment, facts.zone)
    if field == "starred_at":
        moment = facts.starred_at.get(article.key)
        return None if moment is None else local(moment, facts.zone)
    found: Moment | None = article.published_at
    if found is None:
        return None
    return found.at.replace(tzinfo=None) if found.day_only else local(found.at, facts.zone)


def ago(when: Ago, facts: Facts) -> datetime:
    hours = {"h": 1, "d": 24, "w": 7 * 24}.get(when.unit, 0) * when.count
    months = {"mo": 1, "y": 12}.get(when.unit, 0) * when.count
    return local(facts.now, facts.zone) - relativedelta(months=months) - timedelta(hours=hours)


def days(when: When, facts: Facts) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    assert not isinstance(when, Ago)
    if not isinstance(when, Calendar):
        day = local(facts.now, facts.zone).date() - timedelta(days=when.days)
        return day, day
    first = date(when.year, when.month or 1, when.day or 1)
    if when.day is not None:
        return first, first
    return first, first + (relativedelta(months=1) if when.month else relativedelta(years=1)) - timedelta(days=1)


def compares(clock: datetime, sign: str, when: When, facts: Facts) -> bool:
    if isinstance(when, Ago):
        return (clock >= ago(when, facts)) is (sign in {"=", ">", ">="})
    first, last = days(when, facts)
    day = clock.date()
    return {
        "=": first <= day <= last, ">": day > last, ">=": day >= first, "<": day < first, "<=": day <= last,
    }[sign]  # fmt: skip


def within(clock: datetime, first: When | None, last: When | None, facts: Facts) -> bool:
    begins = [begin(when, facts) for when in (first, last) if when is not None]
    ends = [end(when, facts) for when in (first, last) if when is not None]
    if first is None:
        return clock < ends[0]
    if last is None:
        return clock >= begins[0]
    return min(begins) <= clock < max(ends)


def begin(when: When, facts: Facts) -> datetime:
    return ago(when, facts) if isinstance(when, Ago) else datetime.combine(days(when, facts)[0], time())


def end(when: When, facts: Facts) -> datetime:
    if isinstance(when, Ago):
        return ago(when, facts)
    return datetime.combine(days(when, facts)[1] + timedelta(days=1), time())


# States


def flag(name: str, article: Article, facts: Facts) -> bool:
    return bool({
        "is:unread": article.key not in facts.read_keys,
        "is:read": article.key in facts.read_keys,
        "is:starred": article.key in facts.starred,
        "is:published": article.published is True,
        "is:unpublished": article.published is False,
        "is:removed": article.removed,
        "is:undated": article.published_at is None,
        "is:here": article.path != "",
        "is:stub": article.path == "",
        "has:body": article.has_body,
        "has:image": article.has_image,
        "has:related": article.related_count > 0,
        "has:note": facts.notes.get(article.key, ""),
        "has:tag": facts.tags.get(article.key, ()),
        "has:amp": article.urls.amp or article.urls.cdn_amp,
    }[name])  # fmt: skip
