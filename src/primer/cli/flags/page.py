"""What a page of help says beside the flags."""

from typing import NamedTuple


class Page(NamedTuple):
    """A command as it is explained.

    `name` is what follows `primer`, `takes` its arguments; an example is a whole command line and what it is
    for; `remains` is what exit code 3 means, empty where there is none.
    """

    name: str
    takes: str
    purpose: str
    examples: tuple[tuple[str, str], ...]
    remains: str = ""
