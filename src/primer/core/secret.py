"""A value with one door: `reveal()`; every other way of looking shows `<secret>`."""

from typing import NoReturn

MASK = "<secret>"


class Secret:
    """Holds a credential in memory; refuses to be printed, copied or pickled."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """The value itself; a test of the project counts who calls this."""
        return self.__value

    def __len__(self) -> int:
        return len(self.__value)

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MASK

    def __rich_repr__(self) -> tuple[str, ...]:
        return (MASK,)

    def __copy__(self) -> NoReturn:
        raise TypeError("a secret is not copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("a secret is not copied")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not pickled")
