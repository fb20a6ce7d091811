"""Regular expressions that are compiled when they are first asked: of all that there are, a run asks few."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # To a type checker, and to whoever uses it, it is what `re.compile` gives.
    from re import compile as regex

__all__ = ["patterns_wait", "regex"]

if not TYPE_CHECKING:

    class regex:  # noqa: N801 - called where `re.compile` would be
        """A pattern with all its methods; a wrong one is refused when it is first asked."""

        def __init__(self, pattern, flags=0):
            self.pattern = pattern
            self.flags = flags

        def __getattr__(self, name):
            """The method of the compiled pattern, kept beside the two above: it is asked for only once."""
            found = getattr(re.compile(self.pattern, self.flags), name)
            setattr(self, name, found)
            return found


@contextmanager
def patterns_wait() -> Iterator[None]:
    """Lets the patterns of a library that is imported meanwhile wait, too; others' never notice.

    For what brings more patterns than a run will ask: they are the half of what such an import costs.
    """
    compiled = re.compile
    setattr(re, "compile", regex)  # noqa: B010 - a type checker would not have it, and need not rely on it
    try:
        yield
    finally:
        setattr(re, "compile", compiled)  # noqa: B010 - as above
