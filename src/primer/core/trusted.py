"""A trusted publisher as its registry lists it."""

from collections.abc import Mapping
from datetime import datetime

from primer.core.value import frozen


@frozen
class Trusted:
    """One publisher of a package: its id there, and the values of the form by their keys.

    `other` is what the list shows beyond the form's fields, in words; empty for nothing. `ends` is
    when the list says that it expires; None where it says nothing of that.
    """

    id: str
    values: Mapping[str, str]
    other: str = ""
    ends: datetime | None = None
