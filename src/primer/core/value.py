"""Values: classes that declare their fields, and get their methods from here.

They are what `dataclasses` makes of such a class with `slots=True`, for a tenth of the start-up: that module
brings `inspect` and the compiler's own modules, and compiles up to six methods for every class. Here five
methods are shared, and the sixth is compiled once for each number of fields.
"""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter, methodcaller
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    # A type checker knows what these two do to a class's fields, and checks each of their calls.
    from dataclasses import field, replace

__all__ = ["field", "frozen", "mutable", "replace"]

Made = TypeVar("Made")


class _Field:
    """What is said of one field; without a default and a factory it has to be given."""

    __slots__ = ("compared", "default", "factory", "shown")

    def __init__(
        self,
        default: object,
        factory: Callable[[], object] | None = None,
        shown: bool = True,
        compared: bool = True,
    ) -> None:
        self.default = default
        self.factory = factory
        self.shown = shown
        self.compared = compared


class _Unset:
    """The default of what has no default, and of what is made anew each time."""

    def __repr__(self) -> str:
        return "made anew"


UNSET: Final = _Unset()
_FIELDS = "__fields__"
_SET = object.__setattr__

if not TYPE_CHECKING:

    def field(*, default=UNSET, default_factory=None, repr=True, compare=True):  # noqa: A002 - called as it is in dataclasses
        """A field that has a factory for its default, is not printed or is not compared."""
        return _Field(default, default_factory, repr, compare)

    def replace(value, /, **changes):
        """A copy with these fields changed, checked as a new one."""
        kept = {name: getattr(value, name) for name in value.__match_args__ if name not in changes}
        return value.__class__(**kept, **changes)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """The class with its fields as slots that never change: compared, hashed and printed by them.

    A method that the class defines itself is kept.
    """
    fields = _fields(cls)
    return _made(cls, fields, {"__repr__": _shown, **_compared(fields), **_FROZEN})


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[Made]) -> type[Made]:
    """The class with its fields as slots that may change; two of its objects are equal if they are one."""
    return _made(cls, _fields(cls), {"__repr__": _shown})


def _fields(cls: type) -> dict[str, _Field]:
    """Those of the bases first; an annotation without a value is a field that has to be given."""
    found: dict[str, _Field] = {}
    for base in cls.__mro__[-2:0:-1]:
        found |= vars(base).get(_FIELDS, {})
    for name, annotation in cls.__annotations__.items():
        said = vars(cls).get(name, UNSET)
        if not _is_of_class(annotation):
            found[name] = said if isinstance(said, _Field) else _default(name, said)
    return found


def _is_of_class(annotation: object) -> bool:
    """Whether it is a ClassVar, in any of the ways to write one."""
    if isinstance(annotation, str):
        return annotation.removeprefix("typing.").startswith("ClassVar")
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


def _default(name: str, said: object) -> _Field:
    """Raises ValueError for a default that every object would share and could change."""
    if said.__class__.__hash__ is None:
        raise ValueError(f"mutable default {said.__class__} for field {name}: make it by a default_factory")
    return _Field(said)


def _made(cls: type[Made], fields: dict[str, _Field], methods: Mapping[str, object]) -> type[Made]:
    """The class anew, since slots are laid out when a class is made."""
    own = {name: value for name, value in vars(cls).items() if name not in fields and name not in _LOOSE}
    inherited = {name for base in cls.__mro__[1:-1] for name in vars(base).get(_FIELDS, ())}
    own |= {
        "__slots__": tuple(name for name in fields if name not in inherited),
        "__match_args__": tuple(fields),
        _FIELDS: fields,
    }
    body = {"__init__": _constructor(cls, fields), **methods, **own}
    made: type[Made] = type.__call__(type(cls), cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _compared(fields: Mapping[str, _Field]) -> Mapping[str, object]:
    names = [name for name, one in fields.items() if one.compared]
    key: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": hashed}


@recursive_repr()
def _shown(self: object) -> str:
    fields: Mapping[str, _Field] = getattr(self, _FIELDS)
    shown = (f"{name}={getattr(self, name)!r}" for name, one in fields.items() if one.shown)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refused(_self: object, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{name} belongs to a value, which does not change")


def _filled(self: object, state: tuple[None, Mapping[str, object]]) -> None:
    """Fills a copy, whose fields nobody else may set; `state` is what Python takes from an object's slots."""
    for name, value in state[1].items():
        _SET(self, name, value)


_FROZEN: Mapping[str, object] = {"__setattr__": _refused, "__delattr__": _refused, "__setstate__": _filled}
_LOOSE = frozenset({"__dict__", "__weakref__"})
"""What Python gives a class without slots."""


def _constructor(cls: type, fields: Mapping[str, _Field]) -> FunctionType:
    """Sets every field, makes what has a factory, then calls `__post_init__` if there is one.

    Raises TypeError where a field without a default follows one with a default.
    """
    factories = [(name, one.factory) for name, one in fields.items() if one.factory]
    check = methodcaller("__post_init__") if hasattr(cls, "__post_init__") else None
    optional = [one.default is not UNSET or one.factory is not None for one in fields.values()]
    if optional != sorted(optional):
        raise TypeError(f"{cls.__qualname__}: a field that has to be given follows one with a default")

    def end(self: object) -> None:
        for name, factory in factories:
            if getattr(self, name) is UNSET:
                _SET(self, name, factory())
        if check:
            check(self)

    return FunctionType(
        _named(_template(len(fields), ends=bool(check or factories)), cls.__qualname__, fields),
        {"__name__": cls.__module__, "_set": _SET, "_end": end},
        argdefs=tuple(one.default for one, free in zip(fields.values(), optional, strict=True) if free),
    )


@cache
def _template(count: int, *, ends: bool) -> CodeType:
    """The constructor of a class with so many fields, called f0, f1 and so on."""
    names = [f"f{number}" for number in range(count)]
    lines = [f"def __init__({', '.join(['self', *names])}):", *(f" _set(self, {n!r}, {n})" for n in names)]
    known: dict[str, FunctionType] = {}
    exec("\n".join([*lines, " _end(self)" if ends else " return"]), {}, known)  # noqa: S102 - of numbers alone
    return known["__init__"].__code__


def _named(template: CodeType, cls: str, fields: Mapping[str, _Field]) -> CodeType:
    """The constructor with a class's own fields, so that Python's words about a wrong call name them."""
    names = {f"f{number}": name for number, name in enumerate(fields)}
    return template.replace(
        co_qualname=f"{cls}.__init__",
        co_varnames=tuple(names.get(name, name) for name in template.co_varnames),
        co_consts=tuple(names.get(value, value) for value in template.co_consts),
    )
