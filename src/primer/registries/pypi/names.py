"""Project names: how PyPI writes, allows and compares them.

Source: warehouse/packaging/services.py and PEP 503. Its list of prohibited names is private, so no name
can be promised.
"""

import re
from functools import cache

from primer.core.regex import regex
from primer.registries.pypi.standard_library import module_names

VALID = regex(r"[A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?", re.IGNORECASE | re.ASCII)
SEPARATORS = regex(r"[-_.]+")


def normalised(name: str) -> str:
    """The name as PEP 503 writes it."""
    return SEPARATORS.sub("-", name).lower()


def ultranormalised(name: str) -> str:
    """The name as PyPI compares it for being too similar: two equal ones cannot both exist."""
    bare = re.sub(r"[._-]", "", name)
    return re.sub(r"[lLiI]", "1", re.sub(r"[oO]", "0", bare)).lower()


def refusal(name: str) -> str | None:
    """Why PyPI never allows a name, by its public rules; None where nothing public forbids it."""
    if not VALID.fullmatch(name):
        return "a name has letters, digits and . _ - between them, and begins and ends with a letter or digit"
    if normalised(name) in _taken_by_python():
        return "it is the name of a module of Python's standard library"
    return None


@cache
def _taken_by_python() -> frozenset[str]:
    return frozenset(name.strip("-") for name in normalised(" ".join(module_names())).split())
