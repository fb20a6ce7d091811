"""Which names the site takes for a new project, in PyPI's order and words."""

import re
import sys
from collections.abc import Iterable

from primer.core.regex import regex
from primer.rehearsal.pypi.refusal import Refusal

_VALID = regex(r"([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])", re.IGNORECASE | re.ASCII)
_LOOKALIKES = str.maketrans({"l": "1", "i": "1", "o": "0"})


def is_valid(name: str) -> bool:
    """Whether the name is well formed."""
    return _VALID.fullmatch(name) is not None


def normalised(name: str) -> str:
    """The name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def ultranormalised(name: str) -> str:
    """The name as PyPI compares it to find confusable ones."""
    return re.sub(r"[-_.]+", "", name).lower().translate(_LOOKALIKES)


def refuse_new(name: str, taken: Iterable[str], prohibited: Iterable[str], help_url: str) -> None:
    """Raises the refusal that a new project of this name meets, if any."""
    see = f"See {help_url} for more information."
    if not is_valid(name):
        raise Refusal(400, f"The name {name!r} is invalid. {see}")
    if normalised(name) in {normalised(module) for module in sys.stdlib_module_names}:
        clash = "conflict with Python Standard Library module name"
        raise Refusal(400, f"The name {name!r} isn't allowed ({clash}). {see}")
    existing = list(taken)
    if normalised(name) in {normalised(other) for other in existing}:
        raise Refusal(409, f"The name {name!r} conflicts with an existing project. {see}")
    if normalised(name) in {normalised(other) for other in prohibited}:
        raise Refusal(400, f"The name {name!r} isn't allowed. {see}")
    if ultranormalised(name) in {ultranormalised(other) for other in existing}:
        raise Refusal(400, f"The name {name!r} is too similar to an existing project. {see}")
