"""What a word was probably meant to be."""

from collections.abc import Iterable

LIKE = 0.65
"""How much of two words has to agree."""


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that letters turned, missed or doubled would make this one of; empty for none."""
    from difflib import get_close_matches

    said, words = word.casefold(), sorted(known)
    turned = [one for one in words if sorted(one) == sorted(said)]
    return next(iter(turned or get_close_matches(said, words, 1, LIKE)), "")
