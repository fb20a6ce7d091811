"""Requirements (PEP 508) as the names of what is needed at run time."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from primer.core.regex import regex
from primer.registries.pypi.names import normalised

_BOUND = r"\s*(?:[<>!=]=|[<>])\s*\d+(?:\.\d+)*\s*"
# What most requirements are; the library, which takes long to load, reads the others.
_PLAIN = regex(rf"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:{_BOUND}(?:,{_BOUND})*)?", re.ASCII)
_OPERAND = r"""(?:"[^"]*"|'[^']*'|[\w.]+)"""
_COMPARISON = regex(rf"({_OPERAND})\s*(===|==|~=|!=|<=|>=|<|>|not\s+in\b|in\b)\s*({_OPERAND})")
_STEPS = (
    (regex(r"\(\s*([TF])\s*\)"), r"\1"),
    (regex(r"\bT\s+and\s+T\b"), "T"),
    (regex(r"\b(?:F\s+and\s+[TF]|T\s+and\s+F)\b"), "F"),
)
_LAST_STEPS = (
    (regex(r"(?<!and )\b(?:T\s+or\s+[TF]|F\s+or\s+T)\b(?!\s+and)"), "T"),
    (regex(r"(?<!and )\bF\s+or\s+F\b(?!\s+and)"), "F"),
)


class NoRequirement(ValueError):
    """The text is no requirement; its message says why."""


@lru_cache(maxsize=4096)
def run_time_name(text: str) -> str | None:
    """The normalised name a requirement asks for; None when it only counts for an extra.

    Raises NoRequirement.
    """
    plain = _PLAIN.fullmatch(text)
    return normalised(plain["name"]) if plain else _parsed_name(text)


def _parsed_name(text: str) -> str | None:
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        requirement = Requirement(text)
    except (InvalidRequirement, RecursionError) as error:
        raise NoRequirement(str(error).partition("\n")[0]) from None
    if requirement.marker is not None and not holds_without_extra(str(requirement.marker)):
        return None
    return normalised(requirement.name)


def holds_without_extra(marker: str) -> bool:
    """Whether some environment satisfies a marker although no extra was asked for."""
    text = _COMPARISON.sub(_possible, marker)
    before = ""
    while text != before:
        before = text
        text = _once(text, _STEPS)
        if text == before:
            text = _once(text, _LAST_STEPS)
    return text.strip() != "F"


def lines_of_requirements(text: str) -> Iterator[str]:
    """The requirements of a requirements file; options, paths and comments are left out."""
    for line in text.replace("\\\n", " ").splitlines():
        line = re.sub(r"(^|\s)#.*$", "", line).split(" --", 1)[0].strip()
        if line and not line.startswith(("-", ".", "/")) and "://" not in line.split("@")[0]:
            yield line


def run_time_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The sorted run-time names of well-formed requirements; the others are passed over."""
    found = set()
    for text in texts:
        try:
            found.add(run_time_name(text))
        except NoRequirement:
            continue
    return tuple(sorted(name for name in found if name))


def _possible(match: re.Match[str]) -> str:
    left, operator, right = match.groups()
    if "extra" not in (left, right):
        return "T"
    wanted = (left if right == "extra" else right).strip("\"'")
    negated = operator.startswith(("!", "not"))
    return "T" if negated == bool(wanted) else "F"


def _once(text: str, steps: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in steps:
        text = pattern.sub(replacement, text)
    return text
