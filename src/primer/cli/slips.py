"""What a word was probably meant to be."""

from collections.abc import Iterable

LIKE = 0.65
"""How much of two words has to agree."""


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that a slip of the fingers would make this one of; empty for none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.casefold(), sorted(known), 1, LIKE)), "")
