"""Regular expressions that are compiled when they are first asked: of all that there are, a run asks few."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # To a type checker, and to whoever asks it, it is what `re.compile` gives.
    from re import compile as regex

__all__ = ["patterns_wait", "regex"]

_COMPILE = re.compile

if not TYPE_CHECKING:

    class regex:  # noqa: N801 - called where `re.compile` would be
        """A pattern that is asked by its methods; `re`'s own functions do not take it.

        A wrong one is refused when it is first asked.
        """

        def __init__(self, pattern, flags=0):
            self.pattern = pattern
            self._flags = flags

        def __getattr__(self, name):
            """The method of the compiled pattern, kept, so that it is looked for only once."""
            if name.startswith("__"):
                raise AttributeError(name)
            found = getattr(_COMPILE(self.pattern, self._flags), name)
            setattr(self, name, found)
            return found


@contextmanager
def patterns_wait() -> Iterator[None]:
    """Lets the patterns of a library wait that this thread imports meanwhile, and of what it imports in turn.

    For what brings more patterns than a run will ask: they are the half of what such an import costs.
    """
    here = get_ident()

    def waits(pattern: str, flags: int = 0) -> re.Pattern[str]:
        return (regex if get_ident() == here else _COMPILE)(pattern, flags)

    setattr(re, "compile", waits)  # noqa: B010 - a type checker would not have it, and need not rely on it
    try:
        yield
    finally:
        setattr(re, "compile", _COMPILE)  # noqa: B010 - as above
