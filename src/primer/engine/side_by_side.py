"""Looking side by side, since a registry lets one wait; threads are imported when somebody does."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")
Seen = TypeVar("Seen")

AT_ONCE = 8
"""How many looks go out side by side."""
ALONE = 1
"""One after another: for looks that ask nobody, where threads cost more than they save."""


def side_by_side(look: Callable[[Thing], Seen], things: Iterable[Thing], at_once: int) -> list[Seen]:
    """What is seen of each thing, in the things' order."""
    if at_once == ALONE:
        return [look(thing) for thing in things]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(look, things))
