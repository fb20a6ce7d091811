"""Why a fact is held to be true, and how well."""

from datetime import datetime
from enum import StrEnum

from primer.core.value import frozen


class Grade(StrEnum):
    """`observed` was looked at by primer; `declared` was said by the person and never outranks it."""

    OBSERVED = "observed"
    DECLARED = "declared"


@frozen
class Evidence:
    """One claim, who or what it comes from, when (aware, UTC), and its grade."""

    claim: str
    source: str
    at: datetime
    grade: Grade

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("evidence needs an aware time")


def seen(claim: str, source: str, at: datetime) -> Evidence:
    """What primer saw itself."""
    return Evidence(claim, source, at, Grade.OBSERVED)


def said(claim: str, at: datetime) -> Evidence:
    """What the person said."""
    return Evidence(claim, "you", at, Grade.DECLARED)
