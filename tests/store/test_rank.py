"""Rank: what matters first, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article
from reader.store.rank import MIDDLE_HEAT, MIDDLE_QUALITY, Weights, explain, score, worth
from tests.fakes import EPOCH, article

NOW = EPOCH + timedelta(days=10)


def scored(weights: Weights | None = None, **more: object) -> float:
    found = score(article("a", **more), weights or Weights())  # type: ignore[arg-type]
    assert found is not None
    return found


def articles() -> st.SearchStrategy[Article]:
    numbers = st.none() | st.integers(0, 5_000)
    return st.builds(
        lambda day, quality, heat, topics, provider: article(
            "a", day=day, quality=quality, heat=heat, topics=tuple(topics), provider=provider
        ),
        st.integers(-3_000, 3_000),
        numbers,
        numbers,
        st.lists(st.sampled_from(["AI", "ai", "Cloud", "Web"])),
        st.sampled_from(["Wired", "ZDNet", ""]),
    )


def weighed() -> st.SearchStrategy[Weights]:
    factors = st.sampled_from([0.25, 0.5, 1.0, 3.0])
    return st.builds(
        Weights,
        st.dictionaries(st.sampled_from(["wired", "zdnet"]), factors),
        st.dictionaries(st.sampled_from(["ai", "cloud"]), factors),
        st.sampled_from([0.5, 2.0, 30.0]),
    )


# What counts, and how much


def test_better_hotter_and_later_articles_come_first() -> None:
    for better, worse in pairwise([{"quality": 130}, {"quality": 60}, {"quality": 10}, {"quality": 0}]):
        assert scored(None, **better) > scored(None, **worse)
    for better, worse in pairwise([{"heat": 3_694}, {"heat": 100}, {"heat": 5}, {"heat": 0}]):
        assert scored(None, **better) > scored(None, **worse)
    assert scored(day=2) > scored(day=1)


def test_what_is_not_known_is_ordinary_and_not_bad() -> None:
    assert scored() == scored(quality=MIDDLE_QUALITY, heat=MIDDLE_HEAT)
    assert scored(heat=3) < scored() < scored(heat=300)


def test_twice_the_heat_counts_about_the_same_wherever_it_begins() -> None:
    low, high = scored(heat=400) - scored(heat=200), scored(heat=4_000) - scored(heat=2_000)
    assert isclose(low, high, abs_tol=0.05)


def test_the_hottest_article_outlives_an_ordinary_one_by_days_and_not_by_months() -> None:
    assert scored(day=0, heat=3_694) > scored(day=5)
    assert scored(day=0, heat=3_694) < scored(day=7)


def test_one_half_life_is_worth_as_much_as_twice_the_weight() -> None:
    weights = Weights(providers={"wired": 2.0}, half_life=3)
    assert isclose(scored(weights, day=0, provider="Wired"), scored(weights, day=3, provider="ZDNet"))


def test_weights_of_providers_and_topics_go_by_their_keys_and_add_up() -> None:
    weights = Weights(providers={"example.com": 4.0}, topics={"ai": 2.0, "cloud": 0.5})
    plain = scored(weights)
    assert scored(weights, domain="www.example.com") == plain + 2
    assert scored(weights, provider="Example", domain="example.com") == plain + 2
    assert scored(weights, topics=("AI", "ai", "Web")) == plain + 1
    assert scored(weights, topics=("AI", "Cloud")) == plain


def test_an_article_without_a_date_has_no_score() -> None:
    undated = article("a", day=None, quality=180)
    assert score(undated, Weights()) is None
    assert worth(undated, Weights(), NOW) is None


@pytest.mark.parametrize("wrong", [{"providers": {"x": 0.0}}, {"topics": {"x": -1.0}}, {"half_life": float("nan")}])
def test_weights_are_above_0(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Weights(**wrong)  # type: ignore[arg-type]


# The order does not depend on the hour


@given(articles(), articles(), weighed(), st.integers(0, 5_000))
def test_who_is_worth_more_is_higher_whatever_the_hour(some: Article, other: Article, by: Weights, hours: int) -> None:
    now = EPOCH + timedelta(hours=hours)
    scores, worths = [[measure(each) or 0 for each in (some, other)] for measure in _measures(by, now)]
    assert worths[0] == worths[1] or (worths[0] > worths[1]) is (scores[0] > scores[1])


def _measures(weights: Weights, now: datetime) -> tuple[Callable[[Article], float | None], ...]:
    return (lambda each: score(each, weights)), (lambda each: worth(each, weights, now))


def test_an_ordinary_article_is_worth_100_when_it_is_published_and_half_a_half_life_later() -> None:
    ordinary = article("a", day=0)
    assert worth(ordinary, Weights(half_life=4), EPOCH) == pytest.approx(100)
    assert worth(ordinary, Weights(half_life=4), EPOCH + timedelta(days=4)) == pytest.approx(50)


def test_a_date_far_in_the_future_is_no_trouble() -> None:
    value = worth(article("a", day=2_900_000), Weights(half_life=0.001), EPOCH)
    assert value is not None
    assert value > 1e300


# Why it is where it is


@given(articles(), weighed())
def test_the_terms_add_up_to_the_score_as_seen_from_now(some: Article, weights: Weights) -> None:
    terms = explain(some, weights, NOW)
    just_now = score(article("b", day=10), weights)
    found = score(some, weights)
    assert found is not None
    assert just_now is not None
    assert isclose(sum(term.value for term in terms), found - just_now, abs_tol=1e-6)


def test_the_terms_say_it_in_words() -> None:
    weights = Weights(providers={"wired": 2.0}, topics={"ai": 0.5}, half_life=2)
    hot = article("a", day=7, quality=87, provider="Wired", topics=("AI", "Web"))
    assert [(term.name, round(term.value, 1), term.words) for term in explain(hot, weights, NOW)] == [
        ("quality", 0.7, "quality 87, ordinary is 48"),
        ("heat", 0.0, "heat not measured, taken as ordinary"),
        ("provider", 1.0, "Wired counts 2 times"),
        ("topic", -1.0, "AI counts 0.5 times"),
        ("freshness", -1.5, "3 days old; worth half every 2 days"),
    ]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "1 hour old; worth half every 1 day"),
        (23, "23 hours old; worth half every 1 day"),
        (24, "1 day old; worth half every 1 day"),
        (-1, "dated in the future; worth half every 1 day"),
    ],
)
def test_age_is_told_in_hours_and_days(hours: int, words: str) -> None:
    now = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    assert explain(article("a", day=0), Weights(half_life=1), now)[-1].words == words


def test_an_article_without_a_date_says_so() -> None:
    assert explain(article("a", day=None), Weights(), NOW)[-1] == ("freshness", 0.0, "no date, so it comes last")
