"""Values: frozen, slotted dataclasses whose constructors are compiled when they are first called.

`dataclass(frozen=True, slots=True)` compiles six methods for every class that is imported: a third of
a plan's time. Here five are shared and the sixth waits; all the rest is the standard library's.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, is_dataclass
from operator import attrgetter
from typing import NoReturn, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """The class as a frozen dataclass with slots: compared, hashed and printed by its fields.

    A method that the class defines itself is kept.
    """
    # A dataclass without a docstring is given its signature, which takes longer than all the rest.
    cls.__doc__ = cls.__doc__ or cls.__name__
    own = frozenset(vars(cls))
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    methods = {"__init__": _waiting(made), "__repr__": _shown, **_compared(made), **FROZEN}
    for name, method in methods.items():
        if name not in own:
            type.__setattr__(made, name, method)
    return made


def _compared(cls: type) -> Mapping[str, object]:
    names = [one.name for one in _fields(cls) if one.compare]
    key: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": hashed}


def _shown(self: object) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in _fields(type(self)) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refused(_self: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{name} belongs to a value, which does not change")


FROZEN: Mapping[str, object] = {"__setattr__": _refused, "__delattr__": _refused}


def _waiting(cls: type) -> object:
    """A constructor that puts the compiled one in its place, and calls that."""

    def construct(self: object, *positional: object, **named: object) -> None:
        type.__setattr__(cls, "__init__", _constructor(cls))
        vars(cls)["__init__"](self, *positional, **named)

    return construct


def _constructor(cls: type) -> object:
    """Sets every field, then calls `__post_init__` if there is one, as a dataclass's own does."""
    every = _fields(cls)
    known: dict[str, object] = {"_set": object.__setattr__, "_UNSET": MISSING}
    for one in every:
        known |= {f"_default_{one.name}": one.default, f"_made_{one.name}": one.default_factory}
    lines = [f"def __init__({', '.join(['self', *map(_parameter, every)])}):"]
    lines += [f" _set(self, {one.name!r}, {_argument(one)})" for one in every]
    lines.append(" self.__post_init__()" if hasattr(cls, "__post_init__") else " return")
    exec("\n".join(lines), known)  # noqa: S102 - of field names alone, as dataclasses does it
    return known["__init__"]


def _parameter(one: Field[object]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=_UNSET"
    return one.name if one.default is MISSING else f"{one.name}=_default_{one.name}"


def _argument(one: Field[object]) -> str:
    if one.default_factory is MISSING:
        return one.name
    return f"_made_{one.name}() if {one.name} is _UNSET else {one.name}"


def _fields(cls: type) -> tuple[Field[object], ...]:
    return fields(cls) if is_dataclass(cls) else ()
