"""Frozen values with named fields, made without what `dataclasses` imports.

`dataclasses` brings inspect, ast, dis and tokenize, and compiles six functions for every class: together 11 of the
70 ms in which a command listed the first articles. What stands here compiles nothing, and such a class is a dataclass
to whoever asks: `dataclasses.replace`, `fields` and type checkers know it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter, eq, ge, gt, le, lt
from types import MappingProxyType
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""A mapping without entries, for defaults: values that are never changed may share it."""


@dataclass_transform(frozen_default=True)
def frozen(*, kw_only: bool = False, order: bool = False) -> Callable[[type[_T]], type[_T]]:
    """Make a class one of frozen values, as `dataclass(frozen=True, slots=True)` does; for classes without bases.

    Args:
        kw_only: whether fields are given by name only.
        order: whether values can be compared by more than equality.
    """
    return lambda plain: _made(plain, kw_only=kw_only, order=order)


def changed(it: _T, fields: Mapping[str, Any]) -> _T:
    """A copy of a value with other fields; `dataclasses.replace`, which type checkers follow, where it matters less."""
    names: tuple[str, ...] = type(it).__slots__  # type: ignore[attr-defined]
    return type(it)(**{name: getattr(it, name) for name in names} | dict(fields))


def _made(plain: type[_T], *, kw_only: bool, order: bool) -> type[_T]:
    content = dict(plain.__dict__)
    names = tuple(content.get("__annotations__", {}))
    defaults = {name: content.pop(name) for name in names if name in content}
    for name in ("__dict__", "__weakref__"):
        content.pop(name, None)
    by_place = () if kw_only else names
    content |= {
        "__slots__": names,
        "__match_args__": by_place,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__dataclass_fields__": _Fields(names, defaults, kw_only=kw_only),
    }
    made: Any = type(plain.__name__, (), content)
    setters = [(name, made.__dict__[name].__set__) for name in names]
    made.__init__ = _init(setters, defaults, by_place, checked="__post_init__" in content)
    for name, method in _comparing(names, order=order).items():
        if name not in content or content[name] is None:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _init(
    setters: Sequence[tuple[str, Callable[[object, object], None]]],
    defaults: Mapping[str, object],
    by_place: tuple[str, ...],
    *,
    checked: bool,
) -> Callable[..., None]:
    def init(self: Any, *args: object, **given: object) -> None:
        if args:
            if len(args) > len(by_place) or not given.keys().isdisjoint(by_place[: len(args)]):
                raise TypeError(f"{type(self).__name__} takes {len(by_place)} fields by place, each of them once")
            given |= zip(by_place, args, strict=False)
        values = defaults | given  # type: ignore[operator]
        try:
            for name, put in setters:
                put(self, values[name])
        except KeyError:
            raise TypeError(f"{type(self).__name__} lacks {name}") from None
        if len(values) > len(setters):
            raise TypeError(f"{type(self).__name__} has no {', '.join(values.keys() - {name for name, _ in setters})}")
        if checked:
            self.__post_init__()

    return init


def _comparing(names: tuple[str, ...], *, order: bool) -> dict[str, Callable[..., object]]:
    """The methods that look at all fields at once."""
    read = attrgetter(*names)
    fields: Callable[[object], tuple[object, ...]] = read if len(names) > 1 else lambda it: (read(it),)

    def compared(by: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
        return lambda one, other: by(fields(one), fields(other)) if type(one) is type(other) else NotImplemented

    def shown(self: object) -> str:
        told = ", ".join(f"{name}={it!r}" for name, it in zip(names, fields(self), strict=True))
        return f"{type(self).__qualname__}({told})"

    methods: dict[str, Callable[..., object]] = {
        "__repr__": shown,
        "__eq__": compared(eq),
        "__hash__": lambda it: hash(fields(it)),
    }
    if order:
        methods |= {"__lt__": compared(lt), "__le__": compared(le), "__gt__": compared(gt), "__ge__": compared(ge)}
    return methods


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")


class _Fields:
    """What `dataclasses` wants to know of a class, told when it asks."""

    def __init__(self, names: tuple[str, ...], defaults: Mapping[str, Any], *, kw_only: bool) -> None:
        self._names = names
        self._defaults = defaults
        self._kw_only = kw_only

    def __get__(self, instance: object, owner: type) -> Mapping[str, Any]:
        from dataclasses import field, make_dataclass

        types = owner.__annotations__
        fields: list[tuple[str, Any, Any]] = []
        for name in self._names:
            # By way of a factory: `dataclasses` takes no default that has no hash.
            factory = partial(self._defaults.__getitem__, name)
            fields.append((name, types[name], field(default_factory=factory) if name in self._defaults else field()))
        twin: Any = make_dataclass(owner.__name__, fields, kw_only=self._kw_only)
        found: Mapping[str, Any] = twin.__dataclass_fields__
        type.__setattr__(owner, "__dataclass_fields__", found)
        return found
