"""What is played once: what came of it is kept, also where it failed."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The outcomes of plays by their words; a play that failed once fails at once from then on."""

    def __init__(self) -> None:
        self._outcomes: dict[tuple[str, ...], T | Exception] = {}

    def outcome(self, words: tuple[str, ...], play: Callable[[], T]) -> T:
        """What came of the play with these words; it is played when it is asked for first."""
        if words not in self._outcomes:
            self._outcomes[words] = _played(play)
        found = self._outcomes[words]
        if isinstance(found, Exception):
            raise found
        return found


def _played(play: Callable[[], T]) -> T | Exception:
    try:
        return play()
    except Exception as failure:  # noqa: BLE001 - whatever it is, the next test would wait for it again
        return failure
