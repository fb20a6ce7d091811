"""Values: classes that declare their fields, and get their methods from here.

They are what `dataclasses` makes of such a class, for a twentieth of the start-up: that module brings
`inspect` and the compiler's own modules, and compiles up to six methods for every class, whether anybody
makes one of it or not. Here all methods are shared, and what is made often gets a constructor of its own.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from reprlib import recursive_repr
from types import FunctionType
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    # A type checker knows what these two do to a class's fields, and checks each of their calls.
    from dataclasses import field, replace

__all__ = ["field", "frozen", "mutable", "replace"]

OFTEN: Final = 50
"""Objects of a class, after which a constructor of its own costs less to compile than it saves."""

Made = TypeVar("Made")


class _Field:
    """What is said of one field; without a default and a factory it has to be given."""

    __slots__ = ("compared", "default", "factory", "optional", "shown")

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
        self.optional = default is not UNSET or factory is not None


class _Unset:
    """The default of what has no default, and of what is made anew each time."""

    def __repr__(self) -> str:
        return "made anew"


UNSET: Final = _Unset()
_GIVEN: Final = _Field(UNSET)
"""A field of which nothing is said."""
_SET: Final = object.__setattr__

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
    """The class with fields that never change: its objects are compared, hashed and printed by them.

    A method that the class defines itself is kept. Raises TypeError where a field without a default follows
    one with a default, and ValueError for a default that every object would share and could change.
    """
    return _declared(cls, _FROZEN)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[Made]) -> type[Made]:
    """The class with fields that may change; two of its objects are equal if they are one."""
    return _declared(cls, _MUTABLE)


def _declared(cls: type[Made], methods: Mapping[str, object]) -> type[Made]:
    """The class, with these methods where it has none of its own."""
    kind = _Kind(cls, _inherited(cls) | _own(cls))
    for name, said in {"__kind__": kind, "__match_args__": kind.names, **methods}.items():
        if name not in vars(cls):
            setattr(cls, name, said)
    return cls


def _inherited(cls: type) -> dict[str, _Field]:
    found: dict[str, _Field] = {}
    for base in cls.__mro__[-2:0:-1]:
        kind: _Kind | None = vars(base).get("__kind__")
        if kind:
            found |= kind.fields
    return found


def _own(cls: type) -> dict[str, _Field]:
    """The fields that its own body declares; an annotation without a value has to be given."""
    found: dict[str, _Field] = {}
    # Asked of the class: from Python 3.14 on its body has them only once somebody asked.
    for name, annotation in cls.__annotations__.items():
        said = vars(cls).get(name, UNSET)
        if _is_of_class(annotation):
            continue
        if isinstance(said, _Field):
            delattr(cls, name)
            found[name] = said
        else:
            found[name] = _GIVEN if said is UNSET else _with_default(name, said)
    return found


def _is_of_class(annotation: object) -> bool:
    """Whether it is a ClassVar, in any of the ways to write one."""
    if isinstance(annotation, str):
        return annotation.removeprefix("typing.").startswith("ClassVar")
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


def _with_default(name: str, said: object) -> _Field:
    if said.__class__.__hash__ is None:
        raise ValueError(f"mutable default {said.__class__} for field {name}: make it by a default_factory")
    return _Field(said)


class _Kind:
    """What a class declares: how its objects are made, and what they are compared by."""

    __slots__ = ("checked", "cls", "fields", "key", "made", "names")

    def __init__(self, cls: type, fields: Mapping[str, _Field]) -> None:
        compared = [name for name, one in fields.items() if one.compared]
        optional = [one.optional for one in fields.values()]
        if optional != sorted(optional):
            raise TypeError(f"{cls.__qualname__}: a field that has to be given follows one with a default")
        self.cls = cls
        self.fields = fields
        self.names = tuple(fields)
        self.key: Callable[[object], object] = attrgetter(*compared) if compared else lambda _: ()
        self.checked = hasattr(cls, "__post_init__")
        self.made = 0

    def filled(self, given: tuple[object, ...], named: Mapping[str, object]) -> list[object] | None:
        """A value for every field, in their order; None for a call that gives too many, too few or others."""
        values, taken = [*given], 0
        for name in self.names[len(given) :]:
            one = self.fields[name]
            if name in named:
                values.append(named[name])
                taken += 1
            elif one.optional:
                values.append(one.factory() if one.factory else one.default)
        return values if len(values) == len(self.names) and taken == len(named) else None

    def constructor(self) -> FunctionType:
        """What `_make` is to every class, written for this one; it refuses a wrong call as Python does."""
        # What no field can be called: fields may be called `name` and `set`.
        known = {f"__{place}": one.factory or one.default for place, one in enumerate(self.fields.values())}
        heads, sets = ["self"], []
        for place, (name, one) in enumerate(self.fields.items()):
            unset = "__unset" if one.factory else f"__{place}"
            heads.append(f"{name}={unset}" if one.optional else name)
            value = f"__{place}() if {name} is __unset else {name}" if one.factory else name
            sets.append(f" __set(self, {name!r}, {value})")
        end = " self.__post_init__()" if self.checked else " return"
        made: dict[str, FunctionType] = {}
        exec(  # noqa: S102 - of the names in primer's own classes
            "\n".join([f"def __init__({', '.join(heads)}):", *sets, end]),
            {**known, "__set": _SET, "__unset": UNSET, "__name__": self.cls.__module__},
            made,
        )
        made["__init__"].__qualname__ = f"{self.cls.__qualname__}.__init__"
        return made["__init__"]


if TYPE_CHECKING:

    class _Value:
        """What the methods below are given to."""

        __kind__: ClassVar[_Kind]

        def __post_init__(self) -> None: ...

else:
    _Value = object


def _make(self: _Value, *given: object, **named: object) -> None:
    """Sets every field, makes what has a factory, then calls `__post_init__` if there is one."""
    kind = self.__kind__
    kind.made += 1
    often = kind.made >= OFTEN
    values = given if often or (not named and len(given) == len(kind.names)) else kind.filled(given, named)
    if values is None or often:
        constructor = kind.constructor()
        setattr(kind.cls, "__init__", constructor)  # noqa: B010 - a type checker knows no such method of `type`
        constructor(self, *given, **named)
        return
    for name, value in zip(kind.names, values, strict=True):
        _SET(self, name, value)
    if kind.checked:
        self.__post_init__()


@recursive_repr()
def _shown(self: _Value) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, one in self.__kind__.fields.items() if one.shown)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _equal(self: _Value, other: _Value) -> bool:
    key = self.__kind__.key
    return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented


def _hashed(self: _Value) -> int:
    return hash(self.__kind__.key(self))


def _refused(_self: object, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{name} belongs to a value, which does not change")


_MUTABLE: Final[Mapping[str, object]] = {"__init__": _make, "__repr__": _shown}
_FROZEN: Final[Mapping[str, object]] = {
    **_MUTABLE,
    "__eq__": _equal,
    "__hash__": _hashed,
    "__setattr__": _refused,
    "__delattr__": _refused,
}
