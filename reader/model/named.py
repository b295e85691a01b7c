"""Named tuples that cost next to nothing to define.

`typing.NamedTuple` compiles a constructor for every class, which takes a tenth of a millisecond; the program defines a
hundred such classes before its first frame and makes instances of a few. Here a class gets its constructor with its
first instance. For type checkers, and in all that can be asked of it, it is `typing.NamedTuple`.
"""

from __future__ import annotations

from collections import namedtuple
from operator import itemgetter

TYPE_CHECKING = False  # as typing has it, which this module must not import at run time
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    try:
        from _collections import _tuplegetter  # what `collections.namedtuple` reads fields with
    except ImportError:

        def _tuplegetter(place, doc):
            return property(itemgetter(place), doc=doc)

    class _Named(tuple):
        """What all named tuples can do. Names as `collections.namedtuple` has them."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}  # noqa: RUF012  # never changed

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **values):
            made = self._make(map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"Got unexpected field names: {list(values)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            told = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self):
            return tuple(self)

    class _Definition(type):
        """Makes a class of a class statement whose base is `NamedTuple`: fields from annotations, defaults beside."""

        def __new__(cls, name, bases, space):
            if not bases:
                return type.__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            space["_field_defaults"] = {field: space[field] for field in fields if field in space}
            space["_fields"] = space["__match_args__"] = fields
            space.update((field, _tuplegetter(place, field)) for place, field in enumerate(fields))
            space["__slots__"] = ()
            space["__new__"] = _first_instance
            return type(name, (_Named, *bases[1:]), space)

    class NamedTuple(metaclass=_Definition):
        """The base to name in a class statement."""

    def _first_instance(cls, /, *values, **named):
        """`__new__` until it is called: the constructor takes its place."""
        owner = next(each for each in cls.__mro__ if "_field_defaults" in vars(each))
        defaults = owner._field_defaults.values()
        owner.__new__ = staticmethod(namedtuple(owner.__name__, owner._fields, defaults=defaults).__new__)
        return owner.__new__(cls, *values, **named)


__all__ = ["NamedTuple"]
