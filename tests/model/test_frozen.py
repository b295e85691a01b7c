"""Frozen values are what `dataclass(frozen=True, slots=True)` makes, for whoever uses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from itertools import product

import pytest

from reader.model import Article, Document, Moment
from reader.model.frozen import NOTHING, changed, frozen


@frozen(kw_only=True)
class Ours:
    """A value."""

    name: str
    size: int = 1
    more: Mapping[str, int] = NOTHING

    @property
    def twice(self) -> int:
        return 2 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A value."""

    name: str
    size: int = 1
    more: Mapping[str, int] = field(default_factory=dict)


@frozen(order=True)
class Version:
    major: int
    minor: int = 0

    def __post_init__(self) -> None:
        if self.major < 0:
            raise ValueError("no such version")


def test_fields_defaults_and_properties() -> None:
    one = Ours(name="a")
    assert (one.name, one.size, one.more, one.twice) == ("a", 1, {}, 2)
    assert Ours(name="a", size=3).twice == 6
    assert Version(2, 5).minor == 5
    assert (Ours.__doc__, Ours.__name__, Ours.__module__) == ("A value.", "Ours", __name__)
    assert repr(one) == "Ours(name='a', size=1, more=mappingproxy({}))"
    assert repr(Version(1)) == "Version(major=1, minor=0)"


def test_what_is_missing_too_much_or_by_place_is_refused() -> None:
    ours: Callable[..., Ours] = Ours
    version: Callable[..., Version] = Version
    wrong: list[Callable[[], object]] = [
        ours, lambda: ours("a"), lambda: ours(name="a", colour=1), lambda: ours(size=1, colour=2), version,
        lambda: version(1, 2, 3), lambda: version(1, major=2), lambda: version(minor=2), lambda: version(1, patch=2),
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises(TypeError):
            each()
    with pytest.raises(ValueError, match="no such version"):
        Version(-1)


def test_nothing_can_be_set_or_deleted() -> None:
    one = Ours(name="a")
    with pytest.raises(AttributeError):
        one.size = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del one.size
    with pytest.raises(AttributeError):
        one.other = 2  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")


def test_equal_values_are_equal_and_others_are_not() -> None:
    assert Version(1, 2) == Version(1, 2)
    assert Version(1, 2) != Version(1, 3)
    assert hash(Version(1, 2)) == hash(Version(1, 2))
    assert len({Version(1), Version(1, 0), Version(2)}) == 2
    others: list[object] = [(1, 0), Theirs(name="a"), None]
    assert all(Version(1) != other and Ours(name="a") != other for other in others)
    assert Ours(name="a", more={}) == Ours(name="a")


def test_values_have_the_order_of_their_fields() -> None:
    versions = [Version(*numbers) for numbers in product((1, 2), (0, 1))]
    assert max(versions) == versions[-1]
    for one, other in product(versions, repeat=2):
        mine, others = (one.major, one.minor), (other.major, other.minor)
        assert (one < other, one <= other, one > other, one >= other) == (
            mine < others, mine <= others, mine > others, mine >= others,
        )  # fmt: skip
    with pytest.raises(TypeError):
        assert Version(1) < (1, 0)  # type: ignore[operator]
    with pytest.raises(TypeError):
        assert Ours(name="a") < Ours(name="b")  # type: ignore[operator]


def test_the_tools_for_dataclasses_take_them() -> None:
    one = Ours(name="a", more={"b": 1})
    assert is_dataclass(one)
    assert [each.name for each in fields(one)] == [each.name for each in fields(Theirs)]
    assert replace(one, size=5) == Ours(name="a", size=5, more={"b": 1})
    assert changed(one, {"size": 5}) == replace(one, size=5)
    assert replace(Version(1), minor=3) == Version(1, 3)
    with pytest.raises(TypeError):
        replace(one, colour=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        changed(one, {"colour": 1})


def test_the_words_of_the_model_are_such_values() -> None:
    moment = Moment(datetime(2024, 1, 2, tzinfo=UTC))
    article = Article(key=1, identity="a", title="A", published_at=moment)
    assert replace(article, title="B").title == "B"
    assert hash(article) == hash(replace(article))
    assert Document(article=article).details == {}
    match moment:
        case Moment(at, day_only):
            assert (at.year, day_only) == (2024, False)
