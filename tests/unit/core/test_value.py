"""A value behaves as a dataclass does, without the module; the first of a class as the thousandth."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import ClassVar, Generic, Protocol, TypeVar

import pytest

from primer.core.value import OFTEN, field, frozen, mutable, replace

Held = TypeVar("Held")


@frozen
class Package:
    name: str
    needs: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    name: str
    needs: tuple[str, ...] = ()
    notes: dict[str, str] = dataclass_field(default_factory=dict)


@frozen
class Quiet:
    key: str = field(repr=False)
    memory: int = field(default=0, compare=False)


@frozen
class Nothing:
    pass


@frozen
class Person:
    name: str = ""
    set: int = 0
    unset: list[str] = field(default_factory=list)


@frozen
class Checked:
    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("below zero")


@frozen
class Named:
    name: str

    def __repr__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(self.name)


@frozen
class Base:
    name: str


@frozen
class Grown(Base):
    size: int = 1


@frozen
class Box(Generic[Held]):
    held: Held


@mutable
class Counter:
    key: str
    seen: int = 0
    names: list[str] = field(default_factory=list)
    within: object = None


@frozen
class Called:
    count: int


class Weighed(Protocol):
    def weight(self) -> int: ...


@frozen
class Crate(Weighed):
    filled: int
    empty: ClassVar[int] = 2
    quoted: "ClassVar[int]" = 3
    bare: ClassVar = 4

    def weight(self) -> int:
        return self.filled + self.empty


DECLARED = {
    "__qualname__": "Package",
    "__module__": __name__,
    "__annotations__": {"name": str, "needs": tuple[str, ...], "notes": dict[str, str]},
    "needs": (),
}


class Sturdy(Checked):
    def __post_init__(self) -> None:
        if self.count > 9:
            raise ValueError("too many")


class Yard:
    @frozen
    class Gate:
        width: int


def told(act: Callable[[], object]) -> str:
    """What comes of it, in words."""
    try:
        return repr(act())
    except (TypeError, AttributeError) as error:
        # What it says of a field that does not change is primer's own.
        return f"{type(error).__name__} {error if isinstance(error, TypeError) else ''}"


def looked_at(kind: type[Package] | type[Model]) -> list[str]:
    one = kind("core", ("x",), {"a": "b"})
    other: object = "core"
    acts: list[Callable[[], object]] = [
        lambda: (one, kind("core"), kind.__match_args__, vars(one), vars(kind("core"))),
        lambda: (kind.__qualname__, kind.__module__),
        lambda: type.__call__(kind),
        lambda: type.__call__(kind, name="core", notes={}, needs=()),
        lambda: type.__call__(kind, "a", needs=("b",)),
        lambda: type.__call__(kind, "a", (), {}, {}),
        lambda: type.__call__(kind, "a", size="1"),
        lambda: type.__call__(kind, "a", name="b"),
        lambda: setattr(one, "name", "other"),
        lambda: delattr(one, "name"),
        lambda: hash(one),
        lambda: (one == kind("core", ("x",), {"a": "b"}), one != kind("core"), one == other),
        lambda: (copy.copy(one), copy.deepcopy(one), copy.deepcopy(one) == one),
    ]
    return [told(act).replace("Model", "Package").replace("FrozenInstance", "Attribute") for act in acts]


def fresh() -> type[Package]:
    """The class anew, of which nothing was made."""
    made: type[Package] = frozen(type("Package", (), {**DECLARED, "notes": field(default_factory=dict)}))
    return made


def test_it_is_in_everything_what_a_dataclass_of_the_same_words_is() -> None:
    assert looked_at(fresh()) == looked_at(Model)


def test_nothing_changes_once_so_many_were_made_that_it_has_a_constructor_of_its_own() -> None:
    often = fresh()
    one, *_, other = [often("core", notes={"a": "b"}) for _ in range(OFTEN + 2)]
    assert one == other
    assert often.__init__ is not fresh().__init__
    assert looked_at(often) == looked_at(Model)


def test_whatever_a_field_is_called_its_default_is_its_own() -> None:
    assert {repr(Person()) for _ in range(OFTEN + 2)} == {"Person(name='', set=0, unset=[])"}


def test_it_is_made_by_position_by_name_and_by_default() -> None:
    assert Package("core") == Package(name="core", needs=(), notes={})
    assert Package("core", ("x",)).needs == ("x",)


def test_a_default_that_is_made_is_made_anew_each_time() -> None:
    assert Package("one").notes is not Package("two").notes


def test_a_wrong_call_is_refused_as_python_refuses_it_and_again() -> None:
    nothing: list[int] = []
    for _ in range(2):
        with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'count'"):
            Called(*nothing)


def test_a_field_given_twice_or_one_too_many_is_refused() -> None:
    twice: list[str] = ["core", "x"]
    unknown: dict[str, str] = {"size": "1"}
    with pytest.raises(TypeError, match="takes 2 positional arguments but 3 were given"):
        Base(*twice)
    with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
        Base("core", **unknown)


def test_it_is_printed_as_a_dataclass_is() -> None:
    assert repr(Package("core", ("x",))) == repr(Model("core", ("x",))).replace("Model", "Package")
    assert repr(Quiet("hidden")) == "Quiet(memory=0)"


def test_only_what_is_compared_counts() -> None:
    assert Quiet("a", 1) == Quiet("a", 2)
    assert hash(Quiet("a", 1)) == hash(Quiet("a", 2))
    assert Quiet("a") != Quiet("b")


def test_equal_values_of_two_classes_differ() -> None:
    assert len({Base("x"), Base("x"), Grown("x"), Named("x")}) == 3
    assert Nothing() == Nothing()
    assert Nothing() != object()


def test_it_does_not_change() -> None:
    package = Package("core")
    for name in ("name", "further"):
        with pytest.raises(AttributeError, match=name):
            setattr(package, name, "other")
        with pytest.raises(AttributeError, match=name):
            delattr(package, name)


def test_a_changed_copy_is_made_and_checked_again() -> None:
    assert replace(Package("core"), needs=("x",)) == Package("core", ("x",))
    with pytest.raises(ValueError, match="below zero"):
        replace(Checked(1), count=-1)


def test_it_is_matched_by_position() -> None:
    match Package("core", ("x",)):
        case Package(name, needs):
            assert (name, needs) == ("core", ("x",))


def test_a_field_that_must_be_given_after_one_with_a_default_is_refused_at_once() -> None:
    late = type("Late", (), {"__annotations__": {"first": int, "second": str}, "first": 0})
    with pytest.raises(TypeError, match="Late: a field that has to be given follows one with a default"):
        frozen(late)


def test_what_is_mutable_changes_and_is_equal_to_itself_alone() -> None:
    one, other = Counter("x"), Counter("x")
    one.seen += 1
    one.names.append("core")
    assert (one.seen, other.seen, other.names) == (1, 0, [])
    assert one == one
    assert len({one, other, Counter("x")}) == 3


def test_what_holds_itself_can_be_printed() -> None:
    one = Counter("x")
    one.within = one
    assert repr(one) == "Counter(key='x', seen=0, names=[], within=...)"


def test_what_a_class_says_itself_is_kept() -> None:
    assert repr(Named("core")) == "core"
    assert Named("core") == Named("core")
    assert hash(Named("core")) == hash("core")


def test_a_value_grows_from_another() -> None:
    assert Grown("x") == Grown("x", 1)
    assert Base("x") != Grown("x")
    assert Box[int](1) == Box(1)


def test_what_belongs_to_the_class_is_no_field() -> None:
    assert repr(Crate(5)) == "Crate(filled=5)"
    assert (Crate(5).weight(), Crate.empty, Crate.quoted, Crate.bare) == (7, 2, 3, 4)


def test_a_class_within_another_keeps_its_whole_name() -> None:
    nothing: list[int] = []
    assert repr(Yard.Gate(3)) == "Yard.Gate(width=3)"
    with pytest.raises(TypeError, match=r"Yard\.Gate\.__init__\(\) missing 1"):
        Yard.Gate(*nothing)


def test_a_default_that_all_would_share_is_refused_as_dataclasses_refuse_it() -> None:
    every: list[object] = [[], {}, set()]
    for shared in every:
        shares = type("Shares", (), {"__annotations__": {"names": object}, "names": shared})
        for maker in (frozen, mutable, dataclass):
            with pytest.raises(ValueError, match=f"mutable default {type(shared)} for field names"):
                maker(shares)


def test_it_is_copied_as_a_dataclass_is() -> None:
    package = Package("core", ("x",), {"a": "b"})
    assert copy.copy(package) == package
    assert copy.copy(package).notes is package.notes
    assert copy.deepcopy(package) == package
    assert copy.deepcopy(package).notes is not package.notes


def test_a_class_that_only_inherits_checks_by_its_own_rule() -> None:
    assert Sturdy(-1).count == -1
    with pytest.raises(ValueError, match="too many"):
        Sturdy(10)


def test_what_is_made_anew_is_made_once_for_every_object_of_a_class() -> None:
    made: list[int] = []

    def number() -> int:
        made.append(len(made))
        return made[-1]

    body = {"__annotations__": {"name": str, "number": int}, "number": field(default_factory=number)}
    counted: type[object] = frozen(type("Counted", (), body))
    objects = [type.__call__(counted, name="core") for _ in range(2 * OFTEN)]
    assert made == list(range(2 * OFTEN))
    assert len(set(map(repr, objects))) == 2 * OFTEN
