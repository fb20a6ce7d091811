"""The words of a CI job that may name a package."""

from collections.abc import Iterable

from primer.core.regex import regex

MOST_WORDS = 2_000
_WORD = regex(r"@?[A-Za-z0-9](?:[A-Za-z0-9._/-]|(?<=[A-Za-z0-9])\*(?=[A-Za-z0-9]))*[A-Za-z0-9]")
"""A star within stays, so that `acme*cpp` is not taken for `acme`."""


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Every word once, in the order of first appearance."""
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(_WORD.findall(text))
        if len(found) > MOST_WORDS:
            break
    return tuple(found)[:MOST_WORDS]
