"""Named tuples that are cheap to define are the standard library's in everything else."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from reader.model.named import NamedTuple


class Ours(NamedTuple):
    """Where something is."""

    x: int
    y: int = 2
    tags: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        return self.x + self.y


class Theirs(typing.NamedTuple):
    """Where something is."""

    x: int
    y: int = 2
    tags: tuple[str, ...] = ()


class Further(Ours):
    """A class of a class."""


class Nothing(NamedTuple):
    """No fields."""


BOTH = pytest.mark.parametrize("made", [Ours, Theirs])


@BOTH
def test_made_by_place_by_name_and_by_default(made: type[Ours]) -> None:
    assert made(1) == (1, 2, ()) == made(x=1, tags=())
    assert made(1, 3, ("a",)) == made(tags=("a",), y=3, x=1) == made._make([1, 3, ("a",)])
    assert (made(1).x, made(1).y, made(1).tags) == (1, 2, ())


@BOTH
def test_what_is_wrong_is_refused(made: type[Ours]) -> None:
    for wrong in ((), (1, 2, (), 4)):
        with pytest.raises(TypeError, match="argument"):
            made(*wrong)
    with pytest.raises(TypeError, match="z"):
        made(1, z=2)  # type: ignore[call-arg]
    with pytest.raises((ValueError, TypeError), match="z"):  # Python 3.13 raises the second
        made(1)._replace(z=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Expected 3 arguments, got 2"):
        made._make([1, 2])
    with pytest.raises(AttributeError):
        made(1).x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        made(1).other = 2  # type: ignore[attr-defined]


def test_everything_else_is_the_same() -> None:
    ours, theirs = Ours(1, 3), Theirs(1, 3)
    assert tuple(ours) == tuple(theirs)
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert tuple(ours._replace(y=5)) == tuple(theirs._replace(y=5))
    assert type(ours._replace(y=5)) is Ours
    assert ours._asdict() == theirs._asdict()
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert (Ours.__match_args__, Ours.__doc__) == (Theirs.__match_args__, Theirs.__doc__)
    assert copy.copy(ours) == ours
    assert pickle.loads(pickle.dumps(ours)) == ours
    assert ours.sum == 4
    match ours:
        case Ours(x, y):
            assert (x, y) == (1, 3)


def test_a_class_may_have_no_fields_or_be_one_of_another() -> None:
    assert Nothing() == ()
    assert repr(Nothing()) == "Nothing()"
    further = Further(1)
    assert type(further) is Further
    assert further == (1, 2, ())
    assert type(Ours(1)) is Ours
