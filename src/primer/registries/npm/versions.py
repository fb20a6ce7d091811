"""Versions of npm packages: semantic versions, as npm reads and orders them (https://semver.org)."""

import re
from typing import NamedTuple

from primer.core.regex import regex

LONGEST = 256
_NUMBER = r"(?:0|[1-9][0-9]{0,15})"
_IDENTIFIER = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_VERSION = regex(
    rf"(?P<main>{_NUMBER}\.{_NUMBER}\.{_NUMBER})"
    rf"(?:-(?P<before>{_IDENTIFIER}(?:\.{_IDENTIFIER})*))?"
    r"(?:\+(?P<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?",
    re.ASCII,
)
LARGEST = 2**53 - 1
"""The largest number that JavaScript holds, and so the largest in a version."""


class Precedence(NamedTuple):
    """Where a version stands among others; build metadata has no say in it.

    `released` is false before a release: 1.0.0-rc.1 comes before 1.0.0. Of each part of a pre-release's name
    `before` tells whether it is a word, its number, and the word: numbers come before words.
    """

    main: tuple[int, ...]
    released: bool
    before: tuple[tuple[bool, int, str], ...] = ()


def precedence(version: str) -> Precedence | None:
    """The place of a version among others; None for what is no semantic version."""
    found = _VERSION.fullmatch(version) if len(version) <= LONGEST else None
    if found is None:
        return None
    main = tuple(int(number) for number in found["main"].split("."))
    if max(main) > LARGEST:
        return None
    parts = found["before"].split(".") if found["before"] else []
    return Precedence(main, not parts, tuple(_part(part) for part in parts))


def bare(version: str) -> str:
    """The version without build metadata, as a registry keeps it."""
    return version.partition("+")[0]


def _part(text: str) -> tuple[bool, int, str]:
    return (False, int(text), "") if text.isdigit() else (True, 0, text)
