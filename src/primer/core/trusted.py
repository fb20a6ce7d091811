"""A trusted publisher as its registry lists it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trusted:
    """One publisher of a package: its id there, and the values of the form by their keys.

    `other` is what the list shows beyond the form's fields, in words; empty for nothing.
    """

    id: str
    values: Mapping[str, str]
    other: str = ""
