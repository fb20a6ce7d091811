"""Which version comes after which, in each ecosystem's own order; what has no place in it is left out."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from primer.core.registry import Ecosystem

if TYPE_CHECKING:
    from packaging.version import Version


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...


P = TypeVar("P", bound=_Ordered)
_LONGEST = 100


def newest_first(versions: Iterable[str], ecosystem: Ecosystem, above: Iterable[str] = ()) -> list[str]:
    """The versions that can be ordered and are higher than each of `above`, the highest first."""
    if ecosystem is Ecosystem.JAVASCRIPT:
        from primer.registries.npm.versions import precedence

        return _newest_first(versions, precedence, above)
    return _newest_first(versions, _pep440, above)


def is_below(one: str, other: str, ecosystem: Ecosystem) -> bool:
    """Whether one version comes before another; False where that cannot be told."""
    return newest_first([other], ecosystem, above=[one]) == [other] and bool(newest_first([one], ecosystem))


@lru_cache(maxsize=1024)
def plain_numbers(text: str) -> tuple[int, ...] | None:
    """The numbers by which PEP 440 compares a version such as 1.2.0; None for a text of anything else.

    Such a version is one to every index, and is written as they write it. Most are: the library, which takes
    long to load, reads the others.
    """
    parts = text.split(".")
    if len(text) > _LONGEST or not all(map(_is_number, parts)):
        return None
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(map(int, parts))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and (text == "0" or text[0] != "0")


def _newest_first(
    versions: Iterable[str], place: Callable[[str], P | None], above: Iterable[str]
) -> list[str]:
    floors = [found for text in above if (found := place(text)) is not None]
    known = {text: found for text in versions if (found := place(text)) is not None}
    kept = [text for text, found in known.items() if all(floor < found for floor in floors)]
    return sorted(kept, key=lambda text: known[text], reverse=True)


def _pep440(text: str) -> "Version | None":
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return None
